import { expect } from 'vitest';
import type { Rule } from '../../src/engine/rule.ts';
import type { Verdict } from '../../src/engine/verdict.ts';
import { isType, SUBSCRIPTION_TYPE } from '../../src/model/azure/resource-types.ts';
import type { Json, JsonObject } from './arm-templates.ts';
import { type CaseInput, evaluateCase, templateOf } from './evaluate-case.ts';
import { watchingCollectors, withNothingRead, withoutCollectors } from './unread-sources.ts';

/** An input of which the outcome is known, written as a list of resources. */
export interface SharedInput extends CaseInput {
  readonly resources: readonly JsonObject[];
}

/** What has to hold for every rule, whatever it is about: the same input in another form, or a test of its own. */
export type SharedCase =
  | { readonly name: string; readonly input: CaseInput; readonly outcome: 'same' | 'notApplicable' }
  | { readonly name: string; readonly run: () => void };

export function sharedCases(rule: Rule, item: SharedInput): readonly SharedCase[] {
  return [
    // A template has no resource of the type to put the condition on.
    ...(isDeclarable(rule)
      ? [{ name: 'its condition false', input: withCondition(rule, item, false), outcome: 'notApplicable' } as const]
      : []),
    { name: 'inside a nested deployment', input: insideDeployment(item), outcome: 'same' },
    { name: 'with symbolic names', input: withSymbolicNames(item), outcome: 'same' },
    { name: 'beside an unrelated resource', input: withUnrelated(rule, item), outcome: 'same' },
    { name: 'by a source that could not read its settings', run: () => checkUnreadCollectors(rule, item) },
    { name: 'by a source that read nothing of it', run: () => checkNothingRead(rule, item) },
  ];
}

export function isShareable(item: CaseInput): item is SharedInput {
  return Array.isArray(item.resources);
}

/** Whether templates have resources that a rule is for: a template never declares the subscription it is deployed to. */
function isDeclarable({ targets }: Rule): boolean {
  return !targets.every((type) => isType(type, SUBSCRIPTION_TYPE));
}

function withCondition(rule: Rule, item: SharedInput, condition: boolean): CaseInput {
  const isMeant = ({ type }: JsonObject): boolean =>
    rule.targets.some((target) => typeof type === 'string' && target.toLowerCase() === type.toLowerCase());
  return { ...item, resources: item.resources.map((one) => (isMeant(one) ? { ...one, condition } : one)) };
}

/** The whole as an inner template that gets every parameter from the outer one. */
function insideDeployment(item: SharedInput): CaseInput {
  const { variables: _, at, declares = {}, ...rest } = item;
  const parameters = Object.keys(declares).map((name): [string, Json] => [name, { value: `[parameters('${name}')]` }]);
  const deployment: JsonObject = {
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2022-09-01',
    name: 'inner',
    ...(item.scope === 'subscription' && { location: 'westeurope' }),
    properties: {
      mode: 'Incremental',
      expressionEvaluationOptions: { scope: 'inner' },
      parameters: Object.fromEntries(parameters),
      template: templateOf(item),
    },
  };
  return {
    ...rest,
    declares,
    resources: [deployment],
    ...(at !== undefined && { at: `resources[0].properties.template.${at}` }),
  };
}

function withSymbolicNames(item: SharedInput): CaseInput {
  const { at } = item;
  return {
    ...item,
    resources: Object.fromEntries(item.resources.map((one, i) => [`resource${i}`, one])),
    ...(at !== undefined && { at: at.replace(/^resources\[(\d+)\]/, 'resources.resource$1') }),
  };
}

const UNRELATED = 'Microsoft.Network/publicIPAddresses';

function withUnrelated(rule: Rule, item: SharedInput): CaseInput {
  const types = [...rule.targets, ...(rule.needs ?? []).flatMap((need) => ('related' in need ? [need.related] : []))];
  if (types.includes(UNRELATED)) throw new Error(`${UNRELATED} is not unrelated to ${rule.name}`);
  const unrelated = { type: UNRELATED, apiVersion: '2023-09-01', name: 'unrelated', location: 'westeurope' };
  return { ...item, resources: [...item.resources, unrelated] };
}

/** A rule that asks for the collectors cannot know, and says why; for one that does not, nothing changes. */
function checkUnreadCollectors(rule: Rule, item: SharedInput): void {
  const watching = watchingCollectors(rule);
  const { verdicts } = evaluateCase(watching.rule, item, withoutCollectors);
  if (watching.hasRead()) checkNotRead(verdicts);
  else expect(outcomesOf(verdicts)).toEqual(outcomesOf(evaluateCase(rule, item).verdicts));
}

export function checkNothingRead(rule: Rule, item: SharedInput): void {
  checkNotRead(evaluateCase(rule, item, withNothingRead).verdicts);
}

function checkNotRead(verdicts: readonly Verdict[]): void {
  expect(outcomesOf(verdicts)).toEqual(verdicts.map(() => 'unknown'));
  const causes = verdicts.flatMap(({ dependsOn }) => dependsOn.map(({ kind }) => kind));
  expect([...new Set(causes)]).toEqual(['notRead']);
}

function outcomesOf(verdicts: readonly Verdict[]): readonly string[] {
  return verdicts.map(({ outcome }) => outcome);
}
