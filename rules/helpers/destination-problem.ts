import { DESTINATION_KINDS, type DestinationKind } from '../../src/model/azure/destinations.ts';
import {
  DATADOG_TYPE,
  EVENT_HUB_NAMESPACE_TYPE,
  EVENT_HUB_RULE_TYPE,
  STORAGE_ACCOUNT_TYPE,
  WORKSPACE_TYPE,
} from '../../src/model/azure/resource-types.ts';
import type { Collector, ReferencedResource, Target } from '../../src/model/target.ts';
import { sameText } from '../../src/value/equality.ts';
import { anyOf } from '../../src/value/logic.ts';
import { matchesPattern } from '../../src/value/matching.ts';
import type { Value } from '../../src/value/value.ts';
import type { Ctx } from './audit-logs.ts';
import { held, isMissing } from './referenced.ts';

/** Why logs do not reach a destination that is accepted, by the id of the reason that says so. */
export type DestinationProblem =
  | 'wrong-kind'
  | 'not-allowed'
  | 'destination-missing'
  | 'storage-unsupported'
  | 'storage-firewall';

/** What is asked of a destination. */
export interface Accepted {
  readonly require: 'any' | DestinationKind;
  /** Ids, or patterns of them; empty: all. */
  readonly allow: readonly string[];
}

export const STORAGE_FIELDS = ['sku.name', 'properties.dnsEndpointType', 'properties.networkAcls'] as const;

/** What is wrong with the destination of a kind that a collector has; undefined: nothing. */
export function destinationProblem(
  target: Target,
  collector: Collector,
  kind: DestinationKind,
  { require, allow }: Accepted,
  ctx: Ctx,
): DestinationProblem | undefined {
  const id = collector.destinations[kind];
  if (require !== 'any' && require !== kind) return 'wrong-kind';
  if (allow.length > 0 && !ctx.holds(anyOf(allow.map((pattern) => matchesPattern(id, pattern))))) return 'not-allowed';
  const [type, resource] = resourceOf(collector, kind);
  if (isMissing(target, type, resource, ctx)) return 'destination-missing';
  const account = kind === 'storage' ? held(target, type, resource, ctx) : undefined;
  return account === undefined ? undefined : storageProblem(account, ctx);
}

/** Where the id of a destination leads: data collection rules name an event hub, settings a rule of its namespace. */
function resourceOf({ kind: collector, destinations }: Collector, kind: DestinationKind): readonly [string, Value] {
  const id = destinations[kind];
  if (kind !== 'eventHub' || collector === 'setting') return [TYPES[kind], id];
  const namespace = typeof id === 'string' ? id.replace(/\/eventhubs\/[^/]+\/?$/i, '') : id;
  return [EVENT_HUB_NAMESPACE_TYPE, namespace];
}

const TYPES: Readonly<Record<DestinationKind, string>> = {
  workspace: WORKSPACE_TYPE,
  storage: STORAGE_ACCOUNT_TYPE,
  eventHub: EVENT_HUB_RULE_TYPE,
  partner: DATADOG_TYPE,
};

/**
 * Premium accounts and those with DNS zone endpoints take no logs, and a firewall has to let trusted services in:
 * learn.microsoft.com, "Diagnostic settings in Azure Monitor", destinations.
 */
function storageProblem(account: ReferencedResource, ctx: Ctx): DestinationProblem | undefined {
  const isUnsupported = ctx.either(
    () => ctx.holds(matchesPattern(account.field('sku.name'), 'Premium*')),
    () => ctx.holds(sameText(account.field('properties.dnsEndpointType'), 'AzureDnsZone')),
  );
  if (isUnsupported) return 'storage-unsupported';
  const bypass = account.field('properties.networkAcls.bypass');
  const isClosed = ctx.both(
    () => ctx.holds(sameText(account.field('properties.networkAcls.defaultAction'), 'Deny')),
    () => ctx.notEmpty(bypass),
    () => !ctx.holds(matchesPattern(bypass, '*AzureServices*')),
  );
  if (!isClosed) return undefined;
  return 'storage-firewall';
}

export const ACCEPTED_KINDS = ['any', ...DESTINATION_KINDS] as const;
