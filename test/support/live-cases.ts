import { isTarget } from '../../src/engine/evaluate-rules.ts';
import type { OptionValues } from '../../src/engine/options.ts';
import type { Rule } from '../../src/engine/rule.ts';
import { type Verdict, verdictOf } from '../../src/engine/verdict.ts';
import { wantedBy } from '../../src/engine/wanted.ts';
import { instanceParts } from '../../src/model/alibaba/instance-audit.ts';
import { attachSettings } from '../../src/model/azure/attach-settings.ts';
import type {
  AlibabaRecord,
  AuditLogRead,
  InstanceRecord,
  RegionRecord,
} from '../../src/sources/alibaba/decode/alibaba-record.ts';
import { scannedInstance } from '../../src/sources/alibaba/decode/instance-target.ts';
import { scanInventory } from '../../src/sources/azure/decode/scan-inventory.ts';
import { createScanReads } from '../../src/sources/azure/decode/scan-reads.ts';
import type { RegistryRecord, ScanRecord, SubscriptionRecord } from '../../src/sources/azure/decode/scan-record.ts';
import { subscriptionInventory } from '../../src/sources/azure/decode/subscription-inventory.ts';
import { ASSOCIATION } from './arm-templates.ts';

/** What a scan read, in the order of a saved scan, and what the rule has to say of its one target. */
export interface LiveCase {
  readonly name: string;
  readonly records: readonly (ScanRecord | AlibabaRecord)[];
  readonly options?: OptionValues;
  readonly outcome: Verdict['outcome'];
  readonly reasons?: readonly string[];
  /** What decides as `kind name`. */
  readonly dependsOn?: readonly string[];
}

const GROUP = '/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg/providers';
export const LIVE_REGISTRY = `${GROUP}/Microsoft.ContainerRegistry/registries/acr`;
export const LIVE_WORKSPACE = `${GROUP}/Microsoft.OperationalInsights/workspaces/w`;
export const LIVE_STORAGE = `${GROUP}/Microsoft.Storage/storageAccounts/sa`;
export const LIVE_RULE = `${GROUP}/Microsoft.Insights/dataCollectionRules/dcr`;

/** The problem of a read that Azure denies. */
export const DENIED = {
  kind: 'permission',
  code: 'AuthorizationFailed',
  message: 'HTTP 403 AuthorizationFailed',
} as const;

/** A registry with one setting that sends both categories to these destinations. */
export function liveRegistry(
  properties: Readonly<Record<string, unknown>> = { workspaceId: LIVE_WORKSPACE },
  changes: Partial<RegistryRecord> = {},
): RegistryRecord {
  const logs = [{ categoryGroup: 'audit', enabled: true }];
  return {
    kind: 'registry',
    id: LIVE_REGISTRY,
    resource: { id: LIVE_REGISTRY, name: 'acr', location: 'westeurope', sku: { name: 'Premium' } },
    settings: { status: 'read', pages: [{ value: [{ name: 'audit', properties: { logs, ...properties } }] }] },
    ...changes,
  };
}

/** Where a template deploys its registry `acr`, if it is the one that a scan saw. */
export const DEPLOYED_THERE = {
  target: { subscription: '00000000-0000-4000-8000-000000000001', resourceGroup: 'rg' },
};

/** A registry with settings of these names and properties. */
export function withSettings(
  properties: Readonly<Record<string, object>>,
  lists: RegistryRecord['lists'] = {},
): RegistryRecord {
  const value = Object.entries(properties).map(([name, own]) => ({ name, properties: own }));
  return liveRegistry({}, { settings: { status: 'read', pages: [{ value }] }, lists });
}

/** A registry without settings that is associated with the data collection rule. */
export function liveAssociated(): RegistryRecord {
  const id = `${LIVE_REGISTRY}/providers/${ASSOCIATION}/a`;
  const resource = { id, resource: { properties: { dataCollectionRuleId: LIVE_RULE } }, whole: [''] };
  const lists = { [ASSOCIATION]: { status: 'read', resources: [resource] } } as const;
  return liveRegistry({}, { settings: { status: 'read', pages: [{ value: [] }] }, lists });
}

/** A resource that was read by its id, of which these members were read whole. */
export function liveResource(id: string, resource: Readonly<Record<string, unknown>> = {}): ScanRecord {
  const whole = ['id', 'name', 'type', 'location', 'kind', 'sku', 'properties'];
  return { kind: 'resource', id, type: typeIn(id), result: { status: 'read', resource: { id, ...resource }, whole } };
}

export function missingResource(id: string): ScanRecord {
  return { kind: 'resource', id, type: typeIn(id), result: { status: 'missing' } };
}

export function deniedResource(id: string): ScanRecord {
  return { kind: 'resource', id, type: typeIn(id), result: { status: 'failed', problem: DENIED } };
}

/** A list of the resources of a type in a scope. */
export function liveList(
  scope: string,
  type: string,
  resources: readonly Readonly<Record<string, unknown>>[],
): ScanRecord {
  const read = resources.map((resource, i) => ({ id: `${scope}/providers/${type}/r${i}`, resource, whole: [''] }));
  return { kind: 'list', scope, type, result: { status: 'read', resources: read } };
}

function typeIn(id: string): string {
  const [namespace = '', ...rest] = id.slice(id.lastIndexOf('/providers/') + '/providers/'.length).split('/');
  return [namespace, ...rest.filter((_, i) => i % 2 === 0)].join('/');
}

/** What was read of the logstore of an instance's region. */
function auditLogOf(records: LiveCase['records'], { id }: InstanceRecord): AuditLogRead | undefined {
  const regions = records.filter((one): one is RegionRecord => one.kind === 'region');
  return regions.find((one) => one.id === instanceParts(id)?.region)?.auditLog;
}

/** Evaluates a rule on what a scan read, as scanning does. */
export function evaluateLiveCase(rule: Rule, { records: all, options = {} }: LiveCase): readonly Verdict[] {
  const instances = all.filter((one): one is InstanceRecord => one.kind === 'instance');
  if (instances.length > 0)
    return instances.map((one) => verdictOf(rule, scannedInstance(one, auditLogOf(all, one)), options));
  const records = all as readonly ScanRecord[];
  const reads = createScanReads();
  for (const record of records) reads.add(record);
  const registries = records.filter((one): one is RegistryRecord => one.kind === 'registry');
  const subscriptions = records.filter((one): one is SubscriptionRecord => one.kind === 'subscription');
  const inventories = [
    scanInventory(registries, wantedBy([rule]), reads),
    ...subscriptions.map((one) => subscriptionInventory(one, reads)),
  ];
  const targets = inventories.flatMap((inventory) => attachSettings(inventory)).filter((one) => isTarget(rule, one));
  return targets.map((target) => verdictOf(rule, target, options));
}
