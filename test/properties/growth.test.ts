import { describe, expect, test } from 'vitest';
import { logs } from '../../rules/Azure.ACR.Logs.ts';
import type { Work } from '../../src/engine/enumerate-scenarios.ts';
import { verdictOf } from '../../src/engine/verdict.ts';
import { attachSettings } from '../../src/model/azure/attach-settings.ts';
import { expandTemplate } from '../../src/sources/arm/expand/expand-template.ts';
import type { JsonValue } from '../../src/sources/arm/json/json-value.ts';
import { templateInventory } from '../../src/sources/arm/template-inventory.ts';
import { LimitError } from '../../src/value/limit-error.ts';
import { stepsTaken } from '../../src/value/step-counter.ts';
import { type JsonObject, registry, setting, template } from '../support/arm-templates.ts';

/*
 * A chain is a value that is made of the one before it, again and again. What it costs is counted in steps, of evaluation
 * and of walks through values, so that a run on a slow machine counts the same.
 */

const [A, B] = ["lambdaVariables('a')", "lambdaVariables('b')"];

/** What the chain begins with, what a link makes of it (`a`) and of its number (`b`). */
type Chain = readonly [name: string, first: string, link: string];

const TEXTS: readonly Chain[] = [
  ['concat, appending', "parameters('p')", `concat(${A}, parameters('q'), string(${B}))`],
  ['concat, prepending', "parameters('p')", `concat(string(${B}), parameters('q'), ${A})`],
  ['a text that doubles', "parameters('p')", `concat(${A}, ${A})`],
  ['toLower of a concat', "parameters('p')", `toLower(concat(${A}, 'x'))`],
  ['letter case, both halves of a text', "parameters('p')", `toLower(concat(${A}, toUpper(${A})))`],
  ['format', "parameters('p')", `format('{0}-{1}', ${A}, ${B})`],
  ['format with its argument twice', "parameters('p')", `format('{0}{1}{0}', ${A}, ${B})`],
  ['if with one of its branches made of the other', "parameters('p')", `if(parameters('f'), ${A}, concat(${A}, 'x'))`],
  ['if that asks something else each time', "parameters('p')", `if(equals(parameters('n'), ${B}), 'x', ${A})`],
  ['coalesce', "parameters('p')", `coalesce(tryGet(parameters('o'), string(${B})), ${A})`],
  ['replace', "parameters('p')", `replace(${A}, 'x', 'y')`],
  ['split and first', "parameters('p')", `first(split(concat(${A}, 'x'), 'x'))`],
  ['split and join', "parameters('p')", `attachSettings(split(${A}, '-'), '+')`],
  ['join', "parameters('p')", `attachSettings(createArray(${A}, parameters('q')), '-')`],
  ['substring', "parameters('p')", `substring(concat(${A}, 'x'), 1)`],
  ['base64', "parameters('p')", `base64(${A})`],
  ['a member of an object made for it', "parameters('p')", `createObject('m', ${A}).m`],
  ['an item of an array made for it', "parameters('p')", `createArray(${A}, 'x')[0]`],
  ['a member by a key that is not known', "parameters('p')", `createObject('m', ${A}, 'n', 'x')[parameters('p')]`],
  ['last of a map', "parameters('p')", `last(map(createArray(${A}), lambda('x', concat(lambdaVariables('x'), 'y'))))`],
  ['first of a filter', "parameters('p')", `first(filter(createArray(${A}, 'x'), lambda('x', parameters('f'))))`],
  ['text of a JSON text', "parameters('p')", `string(json(concat('"', ${A}, '"')))`],
  ['text of a known JSON text', "'x'", `string(json(concat('"', ${A}, '"')))`],
];

const FLAGS: readonly Chain[] = [
  ['and, appending', "parameters('f')", `and(${A}, equals(parameters('n'), ${B}))`],
  ['and, prepending', "parameters('f')", `and(equals(parameters('n'), ${B}), ${A})`],
  ['or, appending', "parameters('f')", `or(${A}, equals(parameters('n'), ${B}))`],
  ['or, prepending', "parameters('f')", `or(equals(parameters('n'), ${B}), ${A})`],
  ['and of the chain with itself', "parameters('f')", `and(${A}, or(${A}, equals(parameters('n'), ${B})))`],
  ['not', "parameters('f')", `not(${A})`],
  ['equals', "parameters('f')", `equals(${A}, parameters('g'))`],
  ['equals of the chain and its negation', "parameters('f')", `equals(${A}, not(and(${A}, parameters('g'))))`],
  ['if of truth values', "parameters('f')", `if(parameters('g'), ${A}, not(${A}))`],
  ['empty', "parameters('f')", `empty(concat(string(${A}), parameters('p')))`],
  ['length', "parameters('f')", `greater(length(createArray(${A}, parameters('p'))), length(string(${A})))`],
  ['contains', "parameters('f')", `contains(createArray(${A}, parameters('g')), true())`],
];

const VALUES: readonly Chain[] = [
  ['createObject around', "parameters('o')", `createObject('m', ${A})`],
  ['createArray around', "parameters('o')", `createArray(${A})`],
  ['createObject with the chain twice', "parameters('o')", `createObject('m', ${A}, 'n', ${A})`],
  ['union with an unknown object', "parameters('o')", `union(${A}, createObject('m', parameters('p')))`],
  ['union of known objects', "createObject('m', parameters('p'))", `union(${A}, createObject('m', string(${B})))`],
  ['shallowMerge', "parameters('o')", `shallowMerge(createArray(${A}, createObject('m', parameters('p'))))`],
  ['a map of a map', "parameters('l')", `map(${A}, lambda('x', createArray(lambdaVariables('x'))))`],
  ['a filter of a filter', "parameters('l')", `filter(${A}, lambda('x', contains(lambdaVariables('x'), 'm')))`],
  ['skip', "parameters('l')", `skip(${A}, 1)`],
  ['flatten', "parameters('l')", `flatten(createArray(${A}))`],
  ['access', "parameters('o')", `tryGet(${A}, string(${B}))`],
];

const LISTS: readonly Chain[] = [
  ['a list that grows', 'createArray()', `concat(${A}, createArray(parameters('p')))`],
  ['a known list that grows', 'createArray()', `concat(${A}, createArray(${B}))`],
  ['an unknown list that grows', "parameters('l')", `concat(${A}, createArray(parameters('p')))`],
];

const PARAMETERS = {
  ...{ p: { type: 'string' }, q: { type: 'string' }, n: { type: 'int' }, o: { type: 'object' }, l: { type: 'array' } },
  ...{ f: { type: 'bool' }, g: { type: 'bool' } },
};

/** Where the value is used. */
const USES: Readonly<Record<string, (value: string) => JsonObject>> = {
  name: (value) => template([registry({ name: `[${value}]` }), setting()], { parameters: PARAMETERS }),
  scope: (value) => template([registry(), setting({}, { scope: `[${value}]` })], { parameters: PARAMETERS }),
  condition: (value) => template([registry(), setting({}, { condition: `[${value}]` })], { parameters: PARAMETERS }),
  destination: (value) => template([registry(), setting({ workspaceId: `[${value}]` })], { parameters: PARAMETERS }),
  entry: (value) => template([registry(), withEntry(value)], { parameters: PARAMETERS }),
  logs: (value) => template([registry(), setting({ logs: `[${value}]` })], { parameters: PARAMETERS }),
};

function withEntry(value: string): JsonObject {
  return setting({ logs: [{ category: `[${value}]`, enabled: true }] });
}

/** All steps from the template to the verdicts, of one case of the unknowns. How many cases there are is a bound of its own. */
function stepsOf(json: JsonObject, work: Work = { remaining: 0 }): number {
  const input = {
    file: 'main.json',
    template: json as JsonValue,
    values: new Map(),
    target: {},
    deploymentKey: 'main.json',
  };
  const before = stepsTaken();
  const inventory = templateInventory(input, { basis: 'defaults' });
  for (const one of attachSettings(inventory)) verdictOf(logs, one, { coverage: 'setting' }, work);
  return stepsTaken() - before + evaluationSteps(input);
}

function evaluationSteps(input: Parameters<typeof expandTemplate>[0]): number {
  try {
    const { resources, root } = expandTemplate(input);
    for (const { id, deployed, body } of resources) void [id, deployed, body('properties')];
    return root.run.budget.steps;
  } catch (error) {
    if (!(error instanceof LimitError)) throw error;
    return 1_000_000;
  }
}

function perLink(
  [, first, link]: Chain,
  use: (value: string) => JsonObject,
  wrap: (value: string) => string,
): number[] {
  return [20, 200, 2000].map((links) => {
    const chain = `reduce(range(0, ${links}), ${first}, lambda('a', 'b', ${link}))`;
    return stepsOf(use(wrap(chain))) / links;
  });
}

function expectLinear(chain: Chain, uses: readonly string[], wrap: (value: string) => string, factor: number): void {
  for (const name of uses) {
    const use = USES[name] as (value: string) => JsonObject;
    const [few = 0, some = 0, many = 0] = perLink(chain, use, wrap);
    expect(Math.max(some, many), `${name}: ${few}, ${some} and ${many} steps for each link`).toBeLessThan(factor * few);
  }
}

/** Steps of a link of a long chain, to those of a link of a short one. */
const FACTOR = 6;
const TEXT_USES = ['name', 'destination'];

describe('a link of a long chain costs as many steps as one of a short chain', () => {
  test.each(TEXTS)('%s, as a text', (...chain) => {
    expectLinear(chain, TEXT_USES, (value) => value, FACTOR);
    expectLinear(chain, ['condition'], (value) => `equals(${value}, 'x')`, FACTOR);
  });

  test.each(FLAGS)('%s, as a truth value', (...chain) => {
    expectLinear(chain, ['condition'], (value) => value, FACTOR);
    expectLinear(chain, ['destination'], (value) => `if(${value}, 'x', '')`, FACTOR);
  });

  test.each(VALUES)('%s, as a value', (...chain) => {
    expectLinear(chain, ['logs'], (value) => value, FACTOR);
    expectLinear(chain, ['condition'], (value) => `contains(string(${value}), 'x')`, FACTOR);
  });

  test('all cases together cost no more than may be spent on them, and what one case takes', () => {
    const remaining = 20_000;
    const asked = `reduce(range(0, 2000), parameters('f'), lambda('a', 'b', or(${A}, equals(parameters('n'), ${B}))))`;
    const json = template([registry(), setting({}, { condition: `[${asked}]` })], { parameters: PARAMETERS });
    const one = stepsOf(json);
    const work = { remaining };
    expect(stepsOf(json, work) - one).toBeLessThan(remaining * 8 + one);
    expect(work.remaining).toBeLessThan(0);
  });

  // A list is written anew with each item that is added; sixteen items of it are a step.
  test.each(LISTS)('%s', (...chain) => {
    expectLinear(chain, ['logs'], (value) => value, 2 * FACTOR);
  });
});
