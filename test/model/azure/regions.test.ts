import { describe, expect, test } from 'vitest';
import { sameRegion } from '../../../src/model/azure/regions.ts';
import { conditional } from '../../../src/value/logic.ts';
import { expressionText, fault, symbol, type Value } from '../../../src/value/value.ts';

const named = (name: string, domain?: readonly Value[]): Value =>
  symbol({
    key: name,
    text: name,
    type: 'string',
    cause: { kind: 'parameter', name },
    ...(domain !== undefined && { domain }),
  });
const bool = symbol({ key: 'b', text: 'b', type: 'bool', cause: { kind: 'parameter', name: 'b' } });

describe('two names are those of one region', () => {
  test.each<[string, Value, Value, boolean]>([
    ['as people write them', 'West Europe', 'westeurope', true],
    ['in other letters', 'WESTEUROPE', 'westeurope', true],
    ['not if they differ', 'westeurope', 'northeurope', false],
    ['not without one', null, 'westeurope', false],
    ['by one unknown', named('p'), named('p'), true],
    ['in each branch', conditional(bool, 'West Europe', 'WestEurope'), 'westeurope', true],
    ['not in any branch', conditional(bool, 'West US', 'East US'), 'westeurope', false],
  ])('%s', (_, one, other, expected) => {
    expect([sameRegion(one, other), sameRegion(other, one)]).toEqual([expected, expected]);
  });

  test.each<[string, Value, Value]>([
    ['what is not known', named('p'), 'westeurope'],
    ['allowed values, which may have blanks', named('p', ['West Europe']), 'westeurope'],
    ['two unknowns', named('p'), named('q')],
  ])('is asked of %s', (_, one, other) => {
    expect(expressionText(sameRegion(one, other))).toMatch(/^sameRegion\(p, /);
  });

  test('a fault is passed on', () => {
    const broken = fault('missing-property', 'gone');
    expect([sameRegion(broken, 'a'), sameRegion('a', broken)]).toEqual([broken, broken]);
  });
});
