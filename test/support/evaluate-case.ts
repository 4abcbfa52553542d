import { collectLiveState } from '../../src/api/lint/live-state.ts';
import { isTarget } from '../../src/engine/evaluate-rules.ts';
import type { OptionValues } from '../../src/engine/options.ts';
import type { Rule } from '../../src/engine/rule.ts';
import { type Verdict, verdictOf } from '../../src/engine/verdict.ts';
import { wantedBy } from '../../src/engine/wanted.ts';
import { attachLive } from '../../src/model/azure/attach-live.ts';
import { attachSettings } from '../../src/model/azure/attach-settings.ts';
import { indexSettings } from '../../src/model/azure/setting-index.ts';
import type { Inventory, Wanted } from '../../src/model/inventory.ts';
import type { Target } from '../../src/model/target.ts';
import type { DeploymentTarget as Deployment } from '../../src/sources/arm/expand/expand-template.ts';
import type { JsonValue } from '../../src/sources/arm/json/json-value.ts';
import { parameterValues } from '../../src/sources/arm/parameter-file.ts';
import { isProblem, readJsonText } from '../../src/sources/arm/read-json-file.ts';
import { type TemplateInventory, templateInventory } from '../../src/sources/arm/template-inventory.ts';
import type { ScanRecord } from '../../src/sources/azure/decode/scan-record.ts';
import { formatPath } from '../../src/util/location.ts';
import { type JsonObject, parameterFile, subscriptionTemplate, template } from './arm-templates.ts';

/** What a rule is run on: a template, or what is different in it from an empty one. */
export interface CaseInput {
  /** Resources of a template for a resource group, or for `scope`; else `template`. */
  readonly resources?: readonly JsonObject[] | JsonObject;
  readonly scope?: 'subscription';
  /** Declarations of the parameters and variables that `resources` use. */
  readonly declares?: JsonObject;
  readonly variables?: JsonObject;
  readonly template?: JsonObject;
  /** Values given for parameters, by name. */
  readonly parameters?: JsonObject;
  readonly target?: Deployment;
  readonly options?: OptionValues;
  /** What a scan of 2030-01-02 saw, in the order of a saved scan; it counts for the registry that `target` deploys. */
  readonly scan?: readonly ScanRecord[];
  /** The place of the resource that is meant, where there are several. */
  readonly at?: string;
}

/** What becomes of an input before its settings are attached: sources that hold less are made of it. */
export type Reading = (inventory: Inventory) => Inventory;

export interface CaseResult {
  /** Of every resource that the rule is for, in the order of the template. */
  readonly verdicts: readonly Verdict[];
  /** Where those resources stand. */
  readonly places: readonly string[];
  /** What may be missing from the inventory. */
  readonly errors: TemplateInventory['problems'];
}

/** Evaluates a rule on an input, as linting does. The rule gets frozen data. */
export function evaluateCase(rule: Rule, item: CaseInput, reading: Reading = (inventory) => inventory): CaseResult {
  const inventory = inventoryOfCase({ ...wantedBy([rule]), unassociatedRules: item.scan !== undefined }, item);
  const declared = attachSettings(reading(inventory));
  const targets = joined(declared, inventory, item).filter((target) => isTarget(rule, target));
  freeze(targets);
  return {
    verdicts: targets.map((target) => verdictOf(rule, target, Object.freeze({ ...item.options }))),
    places: targets.map(placeOf),
    errors: inventory.problems.filter(({ error }) => error),
  };
}

function joined(declared: readonly Target[], inventory: Inventory, { scan }: CaseInput): readonly Target[] {
  if (scan === undefined) return declared;
  const collected = collectLiveState('2030-01-02', [inventory]);
  for (const record of scan) collected.add(record);
  return attachLive(declared, inventory, indexSettings([inventory]), collected.state());
}

function placeOf({ origin }: Target): string {
  return formatPath(origin.path ?? []);
}

/** What the template of an input holds of what rules need. */
export function inventoryOfCase(wanted: Wanted, item: CaseInput): TemplateInventory {
  const file = 'main.json';
  return templateInventory(
    {
      file,
      template: parsed(templateOf(item)),
      values: parameterValues(parsed(parameterFile(item.parameters ?? {})), 'main.parameters.json') ?? new Map(),
      target: item.target ?? {},
      deploymentKey: file,
    },
    { basis: 'defaults' },
    wanted,
  );
}

/** The template of an input, whole. */
export function templateOf({ template: whole, resources, scope, declares, variables }: CaseInput): JsonObject {
  if ((whole === undefined) === (resources === undefined)) throw new Error('a case has a template or resources');
  const sections = { parameters: declares ?? {}, variables: variables ?? {} };
  const build = scope === 'subscription' ? subscriptionTemplate : template;
  return whole ?? build(resources ?? [], sections);
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
  for (const [name, member] of Object.entries(value)) {
    // Operations are shared by the whole program, and other tests watch them.
    if (name !== 'operation') freeze(member);
  }
}
