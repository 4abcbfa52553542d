import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contextOf } from '../../src/engine/context.ts';
import type { RuleContext } from '../../src/engine/rule.ts';
import { assume, chooseSplit, substitute, UNCONSTRAINED } from '../../src/engine/scenario.ts';
import { logEntry, toDiagnosticSetting } from '../../src/model/azure/diagnostic-setting.ts';
import { operationOf } from '../../src/sources/arm/expression/operations.ts';
import { equals, sameText } from '../../src/value/equality.ts';
import { allOf, anyOf, conditional, not } from '../../src/value/logic.ts';
import { coalesce, empty, isNotEmpty, isNull } from '../../src/value/nullability.ts';
import { member, tryGet } from '../../src/value/property-access.ts';
import { hasEmptySegment, mayHaveType, normalizeId, sameId } from '../../src/value/resource-id.ts';
import { stepsTaken } from '../../src/value/step-counter.ts';
import { concatText, foldedSegments, pathSegments, sameName } from '../../src/value/symbolic-string.ts';
import {
  canonicalKey,
  depthOf,
  expressionText,
  fault,
  faultIn,
  isConcrete,
  limitDepth,
  MAX_DEPTH,
  reachedLimit,
  symbol,
  symbolsOf,
  type Value,
  type ValueType,
} from '../../src/value/value.ts';

const SETTINGS = {
  numRuns: Number(process.env.PROPERTY_RUNS ?? 150),
  seed: Number(process.env.PROPERTY_SEED ?? 20_240_603),
};

function parameter(name: string, type: ValueType, domain?: readonly Value[]): Value {
  const more = domain === undefined ? {} : { domain };
  return symbol({ key: name, text: `parameters('${name}')`, type, cause: { kind: 'parameter', name }, ...more });
}

const LEAVES: readonly Value[] = [
  ...[null, true, false, 0, 1, '', 'x', 'a/b', '/subscriptions/s/resourceGroups/g', [], ['x', 1], { m: 'x' }],
  ...[parameter('text', 'string'), parameter('flag', 'bool'), parameter('any', 'any'), parameter('list', 'array')],
  ...[parameter('object', 'object'), parameter('one', 'string', ['x', 'y']), parameter('count', 'int', [0, 1, 2])],
  fault('fail', 'made to fail'),
];

type Make = (a: Value, b: Value, c: Value) => Value;

function applied(name: string, ...args: readonly Value[]): Value {
  return operationOf(name)?.apply(args) ?? null;
}

/** Ways to make a value of others. */
const MAKES: readonly Make[] = [
  (a, b) => allOf([a, b]),
  (a, b) => anyOf([b, a]),
  (a) => not(a),
  conditional,
  (a, b) => concatText([a, '/', b]),
  (a) => concatText([a, a]),
  (a, b) => applied('concat', a, b),
  (a) => applied('tolower', a),
  (a) => applied('string', a),
  (a) => applied('empty', a),
  (a) => applied('length', a),
  (a, b) => applied('union', a, b),
  (a) => applied('first', a),
  (a) => applied('flatten', a),
  (a, b) => applied('format', '{0}{1}{0}', a, b),
  (a, b) => applied('contains', a, b),
  (a) => applied('uniquestring', a),
  (a, b) => coalesce(a, b),
  (a, b) => equals(a, b),
  (a, b) => sameText(a, b),
  (a, b) => sameName(a, b),
  (a, b) => sameId(a, b),
  (a, b) => member(a, b),
  (a, b) => tryGet(a, b),
  (a, b) => [a, b, a],
  (a, b) => ({ m: a, n: b, logs: [a] }),
  (a) => isNotEmpty(a),
  (a) => isNull(a),
  (a) => empty(a),
];

/** Everything that goes through values, with one value or two. */
const WALKS: readonly ((value: Value, other: Value) => unknown)[] = [
  ...[canonicalKey, isConcrete, symbolsOf, expressionText, faultIn, depthOf, limitDepth, reachedLimit],
  ...[foldedSegments, pathSegments, hasEmptySegment, normalizeId, logEntry, isNotEmpty, empty, isNull, not],
  (value) => mayHaveType(value, 'Microsoft.ContainerRegistry', 'registries'),
  (value) =>
    toDiagnosticSetting(value, { name: value, label: '', id: value, target: value, deployed: true, origin: {} }),
  ...MAKES.map((make) => (value: Value, other: Value) => make(value, other, value)),
  (value) => chooseSplit(value, false),
  (value) => chooseSplit(value, true),
  inCases,
];

/** What a test's name shows of a function: as it is written, without what the test runner makes of its imports. */
function sourceOf(make: (typeof MAKES)[number]): string {
  return String(make).replace(/\(0,\s*__vite_ssr_import_\d+__\.(\w+)\)/g, '$1');
}

/** Puts an answer to the first question of a value into it and into another, and looks at them as a rule would. */
function inCases(value: Value, other: Value): void {
  const split = chooseSplit(value, false);
  const worlds = split?.answers.map((answer) => assume(UNCONSTRAINED, split.question, answer)) ?? [UNCONSTRAINED];
  for (const world of worlds.slice(0, 2)) {
    if (world === undefined) continue;
    for (const one of [value, other]) substitute(one, world);
    const ctx: RuleContext = contextOf(world);
    for (const one of [value, other]) {
      ctx.peek(() => ctx.holds(one));
      ctx.peek(() => ctx.notEmpty(one));
      ctx.peek(() => ctx.items(one));
    }
  }
}

/** One step of making values: which way, of which of those there are, and how often it is done to its own result. */
interface Recipe {
  readonly make: number;
  readonly of: readonly [number, number, number];
  readonly times: number;
}

function recipes(): fc.Arbitrary<readonly Recipe[]> {
  const times = fc.oneof({ weight: 6, arbitrary: fc.constant(1) }, fc.constantFrom(20, MAX_DEPTH + 1, 2000));
  const recipe = fc.record({ make: fc.nat(), of: fc.tuple(fc.nat(), fc.nat(), fc.nat()), times });
  return fc.array(recipe, { minLength: 1, maxLength: 12 });
}

function cook(list: readonly Recipe[]): readonly Value[] {
  const made: Value[] = [...LEAVES];
  for (const { make, of, times } of list) {
    const [a = null, b = null, c = null] = of.map((n) => made[n % made.length] ?? null);
    const way = MAKES[make % MAKES.length] as Make;
    let value = a;
    for (let i = 0; i < times; i++) value = limitDepth(way(value, b, c));
    made.push(value);
  }
  return made.slice(LEAVES.length);
}

/** What all walks together may take for each step of making. */
const STEPS = 4000;

describe('what goes through values ends with an answer', () => {
  test('on values that are deep, wide and share their parts', () => {
    fc.assert(
      fc.property(recipes(), (list) => {
        const before = stepsTaken();
        const made = cook(list);
        const [other = null] = made;
        for (const value of made) for (const walk of WALKS) walk(value, other);
        const links = list.reduce((sum, { times }) => sum + times, 0) + WALKS.length * list.length;
        expect(stepsTaken() - before).toBeLessThan(STEPS * links);
      }),
      SETTINGS,
    );
  });

  test.each(MAKES.map((make) => [sourceOf(make), make] as const))('when %s is done to its own result', (_, make) => {
    for (const leaf of LEAVES) {
      let value = leaf;
      for (let i = 0; i < MAX_DEPTH + 88; i++) value = limitDepth(make(value, 'x', parameter('other', 'string')));
      expect(depthOf(value)).toBeLessThanOrEqual(MAX_DEPTH);
      for (const walk of WALKS) walk(value, leaf);
    }
  });
});
