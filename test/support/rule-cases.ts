import { describe, expect, test } from 'vitest';
import type { Rule, RuleOptions } from '../../src/engine/rule.ts';
import { type Verdict, verdictOf } from '../../src/engine/verdict.ts';
import { join } from '../../src/model/azure/attach-settings.ts';
import type { Registry } from '../../src/model/azure/registry.ts';
import type { Target } from '../../src/sources/arm/expand/expand.ts';
import type { JsonValue } from '../../src/sources/arm/json/json-value.ts';
import { parameterValues } from '../../src/sources/arm/parameter-file.ts';
import { isProblem, readJsonText } from '../../src/sources/arm/read-json-file.ts';
import { templateInventory } from '../../src/sources/arm/template-inventory.ts';
import { formatPath } from '../../src/util/location.ts';
import { type JsonObject, parameterFile, template } from './templates.ts';

/** A template, or what is different in it from an empty one, and what the rule has to say of its registry. */
export interface RuleCase {
  readonly name: string;
  /** Resources of a resource group template; else `template`. */
  readonly resources?: readonly JsonObject[] | JsonObject;
  /** Declarations of the parameters and variables that `resources` use. */
  readonly declares?: JsonObject;
  readonly variables?: JsonObject;
  readonly template?: JsonObject;
  /** Values given for parameters, by name. */
  readonly parameters?: JsonObject;
  readonly target?: Target;
  readonly options?: RuleOptions;
  /** The place of the registry that is meant, where there are several. */
  readonly at?: string;
}

/** Reasons as `id` or `id category`, all of them, in any order. */
interface WithReasons extends RuleCase {
  readonly reasons: readonly string[];
}

/** What decides as `kind name`, all of it, in any order. */
interface WithCauses extends WithReasons {
  readonly dependsOn: readonly string[];
}

interface WithMessage extends RuleCase {
  /** Part of what the error says. */
  readonly says: string;
}

export interface RuleCases {
  readonly pass: readonly RuleCase[];
  readonly fail: readonly WithReasons[];
  readonly unknown: readonly WithCauses[];
  readonly notApplicable?: readonly RuleCase[];
  readonly error?: readonly WithMessage[];
}

interface Expected {
  readonly outcome: Verdict['outcome'];
  readonly reasons: readonly string[];
  readonly dependsOn: readonly string[];
}

/**
 * Declares the tests of a rule. Strict on purpose: outcome, reasons and causes are compared exactly; every list of
 * `pass`, `fail` and `unknown` needs a case, a name or an input may occur once, the rule gets frozen data, and any
 * exception or diagnostic of a lost resource fails the case. The order of independent resources must not matter.
 */
export function ruleCases(rule: Rule, cases: RuleCases): void {
  const { pass, fail, unknown, notApplicable = [], error = [] } = cases;
  const all = [...pass, ...fail, ...unknown, ...notApplicable, ...error];
  refuseDuplicates(all);
  for (const [outcome, list] of Object.entries({ pass, fail, unknown })) {
    if (list.length === 0) throw new Error(`${rule.name} has no test that ends with ${outcome}`);
  }
  const expectations: readonly (readonly [Verdict['outcome'], readonly Partial<WithCauses & WithMessage>[]])[] = [
    ['pass', pass],
    ['fail', fail],
    ['unknown', unknown],
    ['notApplicable', notApplicable],
    ['error', error],
  ];
  for (const [outcome, list] of expectations) {
    if (list.length === 0) continue;
    describe(`${rule.name}: ${outcome}`, () => {
      test.each(list.map((item) => [item.name ?? '', item] as const))('%s', (_, item) => {
        check(
          rule,
          item as RuleCase,
          { outcome, reasons: [...(item.reasons ?? [])].sort(), dependsOn: [...(item.dependsOn ?? [])].sort() },
          item.says,
        );
      });
    });
  }
}

function refuseDuplicates(cases: readonly RuleCase[]): void {
  const seen = new Map<string, string>();
  for (const { name, ...rest } of cases) {
    const input = JSON.stringify({ ...rest, reasons: undefined, dependsOn: undefined, says: undefined });
    for (const key of [`name ${name}`, `input ${input}`]) {
      const earlier = seen.get(key);
      if (earlier !== undefined) throw new Error(`case '${name}' is the same as case '${earlier}'`);
      seen.set(key, name);
    }
    if (name.trim() === '') throw new Error('a case has no name');
  }
}

function check(rule: Rule, item: RuleCase, expected: Expected, says: string | undefined): void {
  const verdict = verdictFor(rule, item);
  expect(shown(verdict)).toEqual(expected);
  if (says !== undefined) expect(verdict.message).toContain(says);
  expect(verdict.message.trim()).not.toBe('');
  if (expected.outcome === 'fail') expect(expected.reasons).not.toEqual([]);
  if (expected.outcome === 'unknown') expect(expected.dependsOn).not.toEqual([]);
  if (!Array.isArray(item.resources) || item.at !== undefined || item.resources.length < 2) return;
  const reversed = verdictFor(rule, { ...item, resources: [...item.resources].reverse() });
  expect(reversed.outcome, 'with the resources in reverse order').toBe(expected.outcome);
}

function shown({ outcome, reasons, dependsOn }: Verdict): Expected {
  return {
    outcome,
    reasons: reasons.map(({ id, category }) => (category === undefined ? id : `${id} ${category}`)).sort(),
    dependsOn: dependsOn.map(({ kind, name }) => `${kind} ${name}`).sort(),
  };
}

function verdictFor(rule: Rule, item: RuleCase): Verdict {
  const registry = registryOf(item);
  freeze(registry);
  const defaults = Object.fromEntries(Object.entries(rule.options).map(([name, values]) => [name, values[0] ?? '']));
  return verdictOf(rule, registry, Object.freeze({ ...defaults, ...item.options }));
}

function registryOf(item: RuleCase): Registry {
  const file = 'main.json';
  const inventory = templateInventory(
    {
      file,
      template: parsed(templateOf(item)),
      values: parameterValues(parsed(parameterFile(item.parameters ?? {})), 'main.parameters.json') ?? new Map(),
      target: item.target ?? {},
      deploymentKey: file,
    },
    { basis: 'defaults' },
  );
  expect(inventory.problems.filter(({ error }) => error)).toEqual([]);
  const registries = join(inventory);
  const places = registries.map(({ origin }) => formatPath(origin.path ?? []));
  if (item.at === undefined) expect(places, 'one registry, or say which with `at`').toHaveLength(1);
  const registry = registries[item.at === undefined ? 0 : places.indexOf(item.at)];
  if (registry === undefined) throw new Error(`no registry at ${item.at}; there are ${places.join(', ')}`);
  return registry;
}

function templateOf({ template: whole, resources, declares, variables }: RuleCase): JsonObject {
  if ((whole === undefined) === (resources === undefined)) throw new Error('a case has a template or resources');
  return whole ?? template(resources ?? [], { parameters: declares ?? {}, variables: variables ?? {} });
}

/** The way of a real file: as text through the reader. */
function parsed(json: JsonObject): JsonValue {
  const read = readJsonText('main.json', Buffer.from(JSON.stringify(json)));
  if (isProblem(read)) throw new Error(read.message);
  freeze(read.json);
  return read.json;
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  Object.values(value).forEach(freeze);
}
