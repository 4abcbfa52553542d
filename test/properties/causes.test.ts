import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lambdaForms } from '../../src/sources/arm/expression/lambdas.ts';
import { partialFunctions } from '../../src/sources/arm/expression/partial-functions.ts';
import { pureFunctions } from '../../src/sources/arm/functions/index.ts';
import { group, registry, setting, template } from '../support/arm-templates.ts';
import { render, verdicts } from '../support/render-template.ts';
import { templateSpecs } from '../support/template-generators.ts';

const SETTINGS = {
  numRuns: Number(process.env.PROPERTY_RUNS ?? 150),
  seed: Number(process.env.PROPERTY_SEED ?? 20_240_605),
};

/** Choosing and asking for null evaluate no more than they need; a lambda is no function of its own. */
const LAZY = new Set(['coalesce', 'and', 'or', 'null', 'true', 'false', 'lambda']);
const NAMES = [...new Set([...pureFunctions.keys(), ...partialFunctions.keys()])]
  .filter((name) => !LAZY.has(name))
  .sort();
const LAMBDAS = [...lambdaForms.keys()].filter((name) => !LAZY.has(name)).sort();

const FAULTY = [
  "variables('list')",
  "createObject('a', variables('list'))",
  "createArray(1, createObject('a', variables('list')))",
];
const OTHERS = [
  "'x'",
  '1',
  "variables('whole')",
  "createObject('a', 1)",
  'null()',
  "parameters('p')",
  "parameters('a')",
];

/** Outcomes of a setting that is good but for a property that is this expression. */
function outcomes(expression: string): readonly string[] {
  const json = template([registry(), setting({ logs: [group('audit')], extra: `[${expression}]` })], {
    parameters: { p: { type: 'string' }, a: { type: 'array' } },
    variables: { empty: {}, list: ["[variables('empty').nope]", 1], whole: ['x', 'y'] },
  });
  return Object.values(verdicts(json)).flatMap((list) => list.map(({ outcome }) => outcome));
}

describe('a list with a faulty entry', () => {
  test('makes whatever takes it an error, for every function and every place among its arguments', () => {
    const args = fc.array(fc.constantFrom(...OTHERS), { maxLength: 3 });
    const calls = fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...FAULTY), args, fc.nat(3));
    fc.assert(
      fc.property(calls, ([name, faulty, others, at]) => {
        const list = [...others.slice(0, at), faulty, ...others.slice(at)];
        expect(outcomes(`${name}(${list.join(', ')})`)).toEqual(['error']);
      }),
      { ...SETTINGS, numRuns: 2 * SETTINGS.numRuns },
    );
  });

  test.each(NAMES)('%s', (name) => {
    const arity = Math.max(1, pureFunctions.get(name)?.min ?? 2);
    const filled = Array.from({ length: arity }, (_, i) => (i === 0 ? "variables('list')" : "'x'"));
    expect(outcomes(`${name}(${filled.join(', ')})`)).toEqual(['error']);
  });

  test.each(LAMBDAS)('%s', (name) => {
    const lambda = name === 'sort' ? "lambda('x', 'y', true())" : "lambda('x', 'k')";
    const args = name === 'reduce' ? "0, lambda('x', 'y', 1)" : lambda;
    expect(outcomes(`${name}(variables('list'), ${args})`)).toEqual(['error']);
  });
});

describe('an unknown verdict', () => {
  test('depends on something that is named', () => {
    fc.assert(
      fc.property(templateSpecs(true), (spec) => {
        for (const list of Object.values(verdicts(render(spec)))) {
          for (const { outcome, dependsOn, message } of list) {
            if (outcome !== 'unknown') continue;
            expect([message, dependsOn.length > 0 && dependsOn.every(({ name }) => name !== '')]).toEqual([
              message,
              true,
            ]);
          }
        }
      }),
      SETTINGS,
    );
  });
});
