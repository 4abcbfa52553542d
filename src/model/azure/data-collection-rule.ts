import { sameText } from '../../value/equality.ts';
import { and, anyOf, booleanOperation, distribute } from '../../value/logic.ts';
import { tryGet } from '../../value/property-access.ts';
import { call, canonicalKey, isArray, isFault, isUnknown, type Operation, type Value } from '../../value/value.ts';
import type { Explanation, Origin } from '../resource.ts';
import { LOG_CATEGORIES } from './acr-logs.ts';
import type { DestinationKind } from './destinations.ts';
import type { DiagnosticSetting } from './diagnostic-setting.ts';
import { REGISTRY_TYPE } from './resource-types.ts';

/*
 * Platform telemetry with data collection rules (preview since May 2026): learn.microsoft.com, "Collect platform telemetry
 * with data collection rules" and "Platform logs reference" (azure-monitor), and the schema of
 * Microsoft.Insights/dataCollectionRules 2024-03-11.
 */

/** The kind of a rule that carries the logs of the resources it is associated with. */
const PLATFORM_TELEMETRY = 'PlatformTelemetry';

/** The preview feature of a subscription without which an association collects nothing. */
export const PLATFORM_TELEMETRY_FEATURE = 'Microsoft.Insights/DcrPlatformLogs';

/** A stream with every log category of a registry. */
const ALL_LOGS_STREAM = `${REGISTRY_TYPE}:Logs-Group-All`;

/** Where a rule can send to: the list of `destinations`, and the property of its items that holds the id. */
const RULE_DESTINATIONS = [
  { list: 'logAnalytics', kind: 'workspace', id: 'workspaceResourceId' },
  { list: 'storageAccounts', kind: 'storage', id: 'storageAccountResourceId' },
  { list: 'eventHubs', kind: 'eventHub', id: 'eventHubResourceId' },
] as const satisfies readonly { list: string; kind: DestinationKind; id: string }[];

/** A data collection rule of any kind. */
export interface CollectionRule {
  readonly name: Value;
  /** The name as it is shown. */
  readonly label: string;
  readonly id: Value;
  readonly deployed: Value;
  readonly notDeployedBecause?: Explanation;
  readonly kind: Value;
  readonly properties: Value;
  readonly origin: Origin;
}

/** What associates a resource with a data collection rule. */
export interface CollectionAssociation {
  readonly label: string;
  readonly id: Value;
  /** The id of the resource it is attached to. */
  readonly target: Value;
  /** The id of the rule; null where it is for an endpoint. */
  readonly rule: Value;
  readonly deployed: Value;
  readonly origin: Origin;
  readonly notDeployedBecause?: Explanation;
}

/** Whether a rule carries the logs of resources at all: one of another kind does not, whatever it is associated with. */
export function carriesLogs({ kind }: Pick<CollectionRule, 'kind'>): Value<boolean> {
  return sameText(kind, PLATFORM_TELEMETRY);
}

/**
 * What a rule does for the registry of an association, as a collector for each of its destinations: a data flow with both
 * streams to one destination is one trail. A list that is not known is one destination of that kind, on which all depends.
 */
export function collectionOf(rule: CollectionRule, association: CollectionAssociation): readonly DiagnosticSetting[] {
  const { properties } = rule;
  const destinations = tryGet(properties, 'destinations');
  return RULE_DESTINATIONS.flatMap(({ list, kind, id }) => {
    const items = tryGet(destinations, list);
    if (items === null) return [];
    const each: readonly Value[] = isArray(items) ? items : [items];
    return each.map(
      (item, i): DiagnosticSetting => ({
        ...collectionBase(rule, association),
        id: rule.id,
        label: each.length > 1 ? `${rule.label} (${list}[${i}])` : rule.label,
        logs: LOG_CATEGORIES.map((category) => ({
          category,
          enabled: isArray(items)
            ? carries(properties, category, tryGet(item, 'name'))
            : some(items, `destination of ${category}`, (one) => carries(properties, category, tryGet(one, 'name'))),
        })).filter(({ enabled }) => enabled !== false),
        destinations: { ...NO_DESTINATIONS, [kind]: isArray(items) ? tryGet(item, id) : items },
        ...(!isArray(items) && { isUncounted: true }),
      }),
    );
  });
}

/** Stands for what a rule does of which nothing is known: it may send to all that rules send to. */
export function unreadCollection(
  rule: Pick<CollectionRule, 'name' | 'label' | 'id'>,
  association: CollectionAssociation,
  unread: Value,
): DiagnosticSetting {
  return {
    ...collectionBase({ ...rule, deployed: true }, association),
    id: rule.id,
    logs: unread,
    destinations: { ...NO_DESTINATIONS, workspace: unread, storage: unread, eventHub: unread },
    isOpaque: true,
  };
}

const NO_DESTINATIONS = { workspace: null, storage: null, eventHub: null, partner: null } as const;

function collectionBase(
  { name, label, deployed, notDeployedBecause: own }: Omit<CollectionRule, 'id' | 'kind' | 'properties' | 'origin'>,
  association: CollectionAssociation,
): Omit<DiagnosticSetting, 'id' | 'logs' | 'destinations'> {
  const { target, origin, notDeployedBecause = own } = association;
  return {
    kind: 'dataCollectionRule',
    name,
    label,
    target,
    deployed: and(association.deployed, deployed),
    metrics: null,
    eventHubName: null,
    origin,
    ...(notDeployedBecause !== undefined && { notDeployedBecause }),
  };
}

/** Whether a category is among the sources, and a data flow carries it to the destination of this name. */
function carries(properties: Value, category: string, destination: Value): Value<boolean> {
  const sources = tryGet(tryGet(properties, 'dataSources'), 'platformTelemetry');
  const isCollected = some(sources, `source of ${category}`, (source) =>
    hasStream(tryGet(source, 'streams'), category),
  );
  const sending = `flow of ${category} to ${canonicalKey(destination)}`;
  const isSent = some(tryGet(properties, 'dataFlows'), sending, (flow) =>
    and(
      hasStream(tryGet(flow, 'streams'), category),
      some(tryGet(flow, 'destinations'), canonicalKey(destination), (name) => sameText(name, destination)),
    ),
  );
  return and(isCollected, isSent);
}

function hasStream(streams: Value, category: string): Value<boolean> {
  return some(streams, `stream of ${category}`, (stream) =>
    anyOf([sameText(stream, ALL_LOGS_STREAM), sameText(stream, `${REGISTRY_TYPE}:${category}`)]),
  );
}

/** Whether a test is true for an item of a list that may not be known; `what` is looked for, and tells questions apart. */
function some(list: Value, what: string, test: (item: Value) => Value<boolean>): Value<boolean> {
  if (isArray(list)) return anyOf(list.map(test));
  if (!isUnknown(list)) return isFault(list) ? list : false;
  const split = distribute(list, (part) => some(part, what, test));
  if (split !== undefined) return split as Value<boolean>;
  const operation: Operation = {
    ...booleanOperation(`contains ${what}`, ([again = null]) => some(again, what, test)),
    print: ([text]) => `contains(${text}, '${what}')`,
  };
  return call(operation, [list]) as Value<boolean>;
}
