import { describe, expect, test } from 'vitest';
import { createScanEvaluation } from '../../src/api/scan/scan-evaluation.ts';
import { completeOptions, type OptionValues } from '../../src/engine/options.ts';
import type { Rule } from '../../src/engine/rule.ts';
import type {
  ListRecord,
  RegistryRecord,
  ResourceRecord,
  ScanProblem,
  ScanRecord,
} from '../../src/sources/azure/decode/scan-record.ts';
import { BOTH, type JsonObject, REGISTRY, resourceIdOf, SUBSCRIPTION } from './arm-templates.ts';

/** What a scan read, and what a rule has to say of the one registry among it. */
export interface ScanCase {
  readonly name: string;
  readonly records: readonly ScanRecord[];
  readonly options?: OptionValues;
  readonly outcome: 'pass' | 'fail' | 'unknown' | 'notApplicable';
  /** Reasons as `id` or `id category`, all of them, in any order. */
  readonly reasons?: readonly string[];
  /** What decides as `kind name`, all of it, in any order. */
  readonly dependsOn?: readonly string[];
}

/** Declares tests of a rule on records of a scan: outcome, reasons and causes are compared exactly. */
export function scanCases(rule: Rule, cases: readonly ScanCase[]): void {
  describe(`${rule.name}: in a scan`, () => {
    test.each(cases.map((item) => [item.name, item] as const))('%s', (_, item) => {
      const { outcome, reasons = [], dependsOn = [] } = item;
      const expected = { outcome, reasons: [...reasons].sort(), dependsOn: [...dependsOn].sort() };
      expect(resultsOf(rule, item)).toEqual([expected]);
    });
  });
}

function resultsOf(rule: Rule, { records, options = {} }: ScanCase) {
  const active = { rule, level: rule.level, options: completeOptions(rule.options, options) };
  const evaluation = createScanEvaluation([active]);
  for (const record of records) evaluation.add(record);
  const { findings, errors } = evaluation.result({ errors: [] });
  expect(errors).toEqual([]);
  return findings.map((found) => ({
    outcome: found.outcome,
    reasons: found.reasons.map(({ id, category }) => (category === undefined ? id : `${id} ${category}`)).sort(),
    dependsOn: found.dependsOn.map(({ kind, name }) => `${kind} ${name}`).sort(),
  }));
}

export const LIVE_REGISTRY = resourceIdOf(`${REGISTRY}/acr`);
export const LIVE_WORKSPACE = resourceIdOf('Microsoft.OperationalInsights/workspaces/w1');

/** Azure refused a read. */
export const FORBIDDEN: ScanProblem = {
  kind: 'permission',
  code: 'AuthorizationFailed',
  message: 'HTTP 403 AuthorizationFailed',
};

/** The registry with settings that have these properties. A scan lists what is associated with it: nothing. */
export function registryRecord(
  settings: readonly JsonObject[] | ScanProblem,
  lists: RegistryRecord['lists'] = {
    'Microsoft.Insights/dataCollectionRuleAssociations': { status: 'read', resources: [] },
  },
): RegistryRecord {
  return {
    kind: 'registry',
    id: LIVE_REGISTRY,
    resource: { id: LIVE_REGISTRY, name: 'acr', type: REGISTRY, location: 'westeurope', sku: { name: 'Premium' } },
    settings:
      'kind' in settings
        ? { status: 'failed', problem: settings as ScanProblem }
        : {
            status: 'read',
            pages: [{ value: settings.map((properties, i) => ({ name: `setting${i}`, properties })) }],
          },
    lists: lists ?? {},
  };
}

/** A setting that sends both categories to a workspace. */
export function sentTo(workspaceId: string): JsonObject {
  return { workspaceId, logs: BOTH };
}

/** A resource that something refers to by id, of which `properties` were read. */
export function readResource(type: string, id: string, properties: JsonObject): ResourceRecord {
  return {
    kind: 'resource',
    id,
    type,
    result: { status: 'read', resource: { properties }, whole: ['id', 'properties'] },
  };
}

export function missingResource(type: string, id: string): ResourceRecord {
  return { kind: 'resource', id, type, result: { status: 'missing' } };
}

export function failedResource(type: string, id: string, problem = FORBIDDEN): ResourceRecord {
  return { kind: 'resource', id, type, result: { status: 'failed', problem } };
}

/** The resources of a type in a subscription, by id. */
export function listRecord(
  type: string,
  found: Readonly<Record<string, JsonObject>> | ScanProblem,
  subscription: string = SUBSCRIPTION,
): ListRecord {
  const scope = `/subscriptions/${subscription}`;
  if ('code' in found)
    return { kind: 'list', scope, type, result: { status: 'failed', problem: found as ScanProblem } };
  const resources = Object.entries(found).map(([id, properties]) => ({
    id,
    resource: { properties },
    whole: ['id', 'properties'],
  }));
  return { kind: 'list', scope, type, result: { status: 'read', resources } };
}
