import { describe, expect, test } from 'vitest';
import type { Value } from '../../../../src/value/value.ts';
import { answers, decided, NOTHING, parameter, problemsIn, truthFor } from '../../../support/spec-expressions.ts';

const TEXT = parameter('text', 'string');

describe('a version', () => {
  test.each<[string, Record<string, unknown>, readonly (Value | typeof NOTHING)[], string]>([
    [
      'up to the next major one',
      { version: '^1.2.3' },
      ['1.2.3', '1.9.0', '2.0.0', '1.2.2', 'v1.3.0'],
      'yes yes no no yes',
    ],
    ['up to the next major one, from 0', { version: '^0.2.3' }, ['0.9.0', '1.0.0', '0.2.2'], 'yes no no'],
    ['up to the next minor one', { version: '~1.2.3' }, ['1.2.9', '1.3.0'], 'yes no'],
    ['with fewer numbers', { version: '^3.0' }, ['3.2', '3', '4.0', '3.1-beta'], 'yes yes no no'],
    ['in a range', { version: '>=1.0.0 <2.0.0 || 3.0.0' }, ['1.5.0', '2.0.0', '3.0.0'], 'yes no yes'],
    ['in any range', { version: '' }, ['1.0.0', '1.0.0-beta', 'x', 5, null, NOTHING], 'yes no no no no no'],
    ['before it is released', { version: '', includePrerelease: 'true' }, ['1.0.0-beta', 'a.b.c'], 'yes no'],
    ['before it is released, by a word', { version: '@pre >=1.2.0' }, ['1.3.0-beta', '1.1.0'], 'yes no'],
    ['that is not known', { version: '^1.0.0' }, [TEXT], 'open'],
  ])('%s', (_, condition, values, expected) => {
    expect(answers(condition, values)).toBe(expected);
  });
});

describe('a version of an API', () => {
  test.each<[string, Record<string, unknown>, readonly (Value | typeof NOTHING)[], string]>([
    ['from a date', { apiVersion: '>=2023-07-01' }, ['2023-07-01', '2025-01-01', '2022-12-31'], 'yes yes no'],
    [
      'previews only where they are asked for',
      { apiVersion: '>=2023-07-01' },
      ['2024-01-01-preview', NOTHING],
      'no no',
    ],
    ['previews', { apiVersion: '>=2023-07-01', includePrerelease: 'true' }, ['2024-01-01-preview'], 'yes'],
    ['a preview comes before its release', { apiVersion: '@prerelease <2023-07-01' }, ['2023-07-01-preview'], 'yes'],
    [
      'previews of a date that is named with one',
      { apiVersion: '>2023-07-01-alpha.2' },
      ['2023-07-01-alpha.10'],
      'yes',
    ],
    ['one of several', { apiVersion: '2023-07-01||=2024-01-01' }, ['2024-01-01', '2024-01-02'], 'yes no'],
    ['any', { apiVersion: '*' }, ['2024-1-1', '2024-01', 'a-b-c', 5, null], 'yes no no no no'],
  ])('%s', (_, condition, values, expected) => {
    expect(answers(condition, values)).toBe(expected);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['of versions', { version: '>=one' }, "/version: '>=one' is no constraint of versions"],
    ['of API versions', { apiVersion: '^2023-07-01' }, "/apiVersion: '^2023-07-01' is no constraint of API versions"],
    ['with a month too many', { apiVersion: '2023-07' }, "/apiVersion: '2023-07' is no constraint of API versions"],
  ])('a constraint %s that is none is refused', (_, condition, message) => {
    expect(problemsIn({ field: 'a', ...condition })).toEqual([message]);
  });
});

describe('a schema', () => {
  const SCHEMA = 'https://example.com/one.json#';
  const of = (schema: Value): Value => ({ $schema: schema });

  test.each<[string, Record<string, unknown>, string]>([
    ['one of several', { hasSchema: [SCHEMA] }, 'yes yes no no no no no no open'],
    ['any', { hasSchema: [] }, 'yes yes yes yes no no no no open'],
    ['of any scheme', { hasSchema: [SCHEMA], ignoreScheme: 'true' }, 'yes yes yes no no no no no open'],
  ])('%s', (_, condition, expected) => {
    const schemas = [
      SCHEMA,
      'https://example.com/ONE.json',
      'http://example.com/one.json',
      'https://example.com/two.json',
    ];
    expect(answers(condition, [...schemas.map(of), of(''), of(null), {}, SCHEMA, of(TEXT)])).toBe(expected);
  });
});

describe('a path of a file', () => {
  test.each<[string, Record<string, unknown>, readonly (Value | typeof NOTHING)[], string]>([
    [
      'in one of the folders',
      { withinPath: ['infra/', 'x'] },
      ['infra/a.json', './Infra/b/c', 'x\\a', 'infrared/a', 5, NOTHING],
      'yes yes yes no no no',
    ],
    ['with letter case', { withinPath: 'infra', caseSensitive: 'true' }, ['Infra/a', 'infra/a'], 'no yes'],
    [
      'in the folder of the run',
      { withinPath: ['.'] },
      ['a.json', './a.json', '.a/b', '..a/b', '../a', '/a', 'C:\\a', NOTHING],
      'yes yes yes yes no no no no',
    ],
    ['in that folder as a path', { withinPath: ['./'] }, ['a.json', './a.json'], 'yes yes'],
    ['in none of them', { notWithinPath: ['infra'] }, ['infra/a', 'app/a', null, NOTHING], 'no yes yes no'],
  ])('%s', (_, condition, values, expected) => {
    expect(answers(condition, values)).toBe(expected);
  });

  test('is that of the template', () => {
    const condition = { source: 'Template', withinPath: ['infra/'] };
    expect(decided(truthFor(condition, {}, { file: 'infra/main.json' }))).toBe(true);
    expect(decided(truthFor(condition, {}))).toBe(false);
    expect(decided(truthFor({ source: 'Parameter', notWithinPath: ['x'] }, {}, { file: 'main.json' }))).toBe(false);
  });
});
