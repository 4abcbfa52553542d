import { describe, expect, test } from 'vitest';
import { toDiagnosticSetting } from '../../src/model/azure/diagnostic-setting.ts';
import { coerce } from '../../src/sources/arm/expand/tokens.ts';
import { operationOf } from '../../src/sources/arm/expression/operations.ts';
import { partialFunctions } from '../../src/sources/arm/expression/partial-functions.ts';
import { empty, isNotEmpty } from '../../src/value/nullability.ts';
import { reveal, secure } from '../../src/value/secure.ts';
import { stepsTaken } from '../../src/value/step-counter.ts';
import { concatText, pathSegments } from '../../src/value/symbolic-string.ts';
import { expressionText, isCall, isSecure, symbol, type Value } from '../../src/value/value.ts';

const secret = (value: Value = 'hidden'): Value => secure('p', "parameters('p')", value);
const place = { name: 's', label: 's', id: '/s', target: '/t', deployed: true, origin: {} } as const;

/** An array of two arrays of two arrays…, in which every level is there once. */
function doubled(levels: number, seed: Value): Value {
  let value = seed;
  for (let i = 0; i < levels; i++) value = [value, value];
  return value;
}

function stepsOf(work: () => unknown): number {
  const before = stepsTaken();
  work();
  return stepsTaken() - before;
}

describe('shared parts are gone through once', () => {
  test('in looking for faults behind secure values', () => {
    const properties = { logs: doubled(200, secret()) };
    expect(isSecure(properties)).toBe(true);
    expect(stepsOf(() => toDiagnosticSetting(properties, place))).toBeLessThan(5_000);
    expect(toDiagnosticSetting(properties, place).fault).toBe(undefined);
  });

  test('and a fault behind them is found, without its words', () => {
    const broken = operationOf('int')?.apply([secret()]) ?? null;
    const { fault } = toDiagnosticSetting({ logs: doubled(200, secret()), x: doubled(200, broken) }, place);
    expect(fault?.message).toBe("the expression [int(parameters('p'))] cannot be evaluated; its values are secure");
  });

  test('in asking whether a text that doubles is empty, or there', () => {
    let text: Value = symbol({ key: 'q', text: 'q', type: 'string', cause: { kind: 'parameter', name: 'q' } });
    for (let i = 0; i < 12; i++) text = concatText([text, text]);
    expect(stepsOf(() => empty(text))).toBeLessThan(5_000);
    expect(expressionText(empty(text))).toBe('empty(q)');
    expect(stepsOf(() => isNotEmpty(text))).toBeLessThan(100);
  });

  test('in telling apart the parts of a secure text', () => {
    const pieces = pathSegments(secret('/a'.repeat(5_000)));
    expect(pieces.slice(1).map(reveal)).toEqual(Array.from({ length: 5_000 }, () => 'a'));
    expect(expressionText(pieces[1] ?? null)).toBe("split(parameters('p'), '/')[1]");
    expect(new Set(pieces.slice(1).map((piece) => (isCall(piece) ? piece.args[0] : piece))).size).toBe(1);
  });

  test('and walks behind secure values are counted', () => {
    const many = Array.from({ length: 1_000 }, () => [secret()]);
    expect(stepsOf(() => isSecure(many))).toBeGreaterThan(1_000);
  });
});

describe('objects that are merged', () => {
  const union = (...args: Value[]): Value => partialFunctions.get('union')?.apply(args) ?? null;

  test('have each name once, however it is written, in time that grows with the names', () => {
    const names = Array.from({ length: 2_000 }, (_, i) => `Name${i}`);
    const upper = Object.fromEntries(names.map((name) => [name, secret()]));
    const lower = Object.fromEntries(names.map((name) => [name.toLowerCase(), 'new']));
    expect(stepsOf(() => union(upper, lower))).toBeLessThan(50_000);
    expect({ ...(union(upper, lower) as object) }).toEqual(Object.fromEntries(names.map((name) => [name, 'new'])));
  });

  test('keep the spelling that is there already', () => {
    const made = union({ a: secret(), A: 1 }, { A: 2, B: secret() }, { b: 3, a: 4 });
    expect({ ...(made as object) }).toEqual({ a: 4, B: 3 });
  });
});

describe('values of the command line', () => {
  test('are no JSON where they are nested too deeply, as in files', () => {
    const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
    expect(coerce(deep(500), 'array')).toEqual(JSON.parse(deep(500)));
    expect(coerce(deep(10_000), 'array')).toBe(deep(10_000));
    expect(coerce("{'a': 1}", 'object')).toBe("{'a': 1}");
  });
});
