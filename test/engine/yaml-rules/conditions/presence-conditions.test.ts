import { describe, expect, test } from 'vitest';
import type { Value } from '../../../../src/value/value.ts';
import { answers, BROKEN, decided, NOTHING, parameter, truthFor } from '../../../support/spec-expressions.ts';

const TEXT = parameter('text', 'string');
const ANY = parameter('any', 'any');

describe('whether something is there', () => {
  test.each<[string, Record<string, unknown>, readonly (Value | typeof NOTHING)[], string]>([
    ['null is there', { exists: 'true' }, [null, '', 0, false, NOTHING], 'yes yes yes yes no'],
    ['the opposite', { exists: 'false' }, [null, '', 0, false, NOTHING], 'no no no no yes'],
    ['a declared type excludes null', { exists: 'true' }, [TEXT, ANY], 'yes open'],
    ['0 and false are values', { hasValue: 'true' }, [0, false, 'a', [0], { a: 1 }], 'yes yes yes yes yes'],
    ['what is empty is none', { hasValue: 'true' }, [null, '', [], {}, NOTHING], 'no no no no no'],
    [
      'nor is it one the other way round',
      { hasValue: 'false' },
      [null, '', [], {}, NOTHING, 0],
      'yes yes yes yes yes no',
    ],
    ['a parameter may be empty', { hasValue: 'true' }, [TEXT, ANY, parameter('n', 'int')], 'open open yes'],
    ['a fault stays one', { hasValue: 'true' }, [BROKEN], 'open'],
  ])('%s', (_, condition, values, expected) => {
    expect(answers(condition, values)).toBe(expected);
  });

  test('a member of what is not known may be there', () => {
    const object = { properties: parameter('properties', 'object') };
    expect(decided(truthFor({ field: 'properties.sku', exists: true }, object))).toBeUndefined();
    expect(decided(truthFor({ field: 'properties', exists: true }, object))).toBe(true);
  });
});
