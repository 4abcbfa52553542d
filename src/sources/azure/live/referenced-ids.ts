import { LOG_CATEGORIES } from '../../../model/azure/acr-logs.ts';
import { DESTINATION_KINDS, DESTINATIONS, type DestinationKind } from '../../../model/azure/destinations.ts';
import {
  DATADOG_TYPE,
  EVENT_HUB_NAMESPACE_TYPE,
  EVENT_HUB_RULE_TYPE,
  idPattern,
  LIFECYCLE_TYPE,
  STORAGE_ACCOUNT_TYPE,
  TABLE_TYPE,
  WORKSPACE_TYPE,
} from '../../../model/azure/resource-types.ts';
import { isObject } from '../decode/json-object.ts';
import type { ResourceRecord, SettingsResult } from '../decode/scan-record.ts';
import { settingsIn } from '../decode/validate-settings-response.ts';

/** Ids that collectors send to, by kind. */
export type DestinationIds = Readonly<Record<DestinationKind, readonly string[]>>;

/** What is read for the destinations of a registry, by type, what stands in another one after it. */
const REFERENCES: readonly (readonly [string, (ids: DestinationIds) => readonly string[]])[] = [
  [WORKSPACE_TYPE, ({ workspace }) => workspace],
  [TABLE_TYPE, ({ workspace }) => workspace.flatMap((id) => LOG_CATEGORIES.map((table) => `${id}/tables/${table}`))],
  [STORAGE_ACCOUNT_TYPE, ({ storage }) => storage],
  [LIFECYCLE_TYPE, ({ storage }) => storage.map((id) => `${id}/managementPolicies/default`)],
  [EVENT_HUB_RULE_TYPE, ({ eventHub }) => eventHub.filter((id) => /\/authorizationRules\//i.test(id))],
  [
    EVENT_HUB_NAMESPACE_TYPE,
    ({ eventHub }) => eventHub.map((id) => id.split('/').slice(0, NAMESPACE_SEGMENTS).join('/')),
  ],
  [DATADOG_TYPE, ({ partner }) => partner.filter((id) => isIdOf(DATADOG_TYPE, id))],
];

/** `/subscriptions/…/resourceGroups/…/providers/Microsoft.EventHub/namespaces/…`. */
const NAMESPACE_SEGMENTS = 9;

/** Ids to read of the wanted types, without those that cannot be ids of their type: they become addresses. */
export function referencedIds(
  ids: DestinationIds,
  wanted: readonly string[],
): readonly { readonly type: string; readonly id: string }[] {
  const types = new Set(wanted.map((type) => type.toLowerCase()));
  return REFERENCES.filter(([type]) => types.has(type.toLowerCase())).flatMap(([type, of]) =>
    of(ids)
      .map((id) => id.replace(/\/$/, ''))
      .filter((id) => isIdOf(type, id))
      .map((id) => ({ type, id })),
  );
}

export function isIdOf(type: string, id: string): boolean {
  return idPattern(type).test(id) && !/[?#%\\\s]|\/\.{1,2}(?:\/|$)/.test(id);
}

/** The destinations of settings as Azure answered them. */
export function destinationsOfSettings(settings: SettingsResult): DestinationIds {
  const bodies = settingsIn(settings).map(({ properties }) => (isObject(properties) ? properties : {}));
  const idsOf = (kind: DestinationKind): readonly string[] =>
    bodies.flatMap((body) => textIn(body[DESTINATIONS[kind]]));
  return Object.fromEntries(DESTINATION_KINDS.map((kind) => [kind, idsOf(kind)])) as unknown as DestinationIds;
}

/** The destinations of a data collection rule that was read. */
export function destinationsOfRule(result: ResourceRecord['result']): DestinationIds {
  const properties = result.status === 'read' ? result.resource.properties : undefined;
  const destinations = isObject(properties) && isObject(properties.destinations) ? properties.destinations : {};
  const idsIn = (list: string, name: string): readonly string[] => {
    const items = destinations[list];
    return Array.isArray(items) ? items.flatMap((item: unknown) => (isObject(item) ? textIn(item[name]) : [])) : [];
  };
  return {
    workspace: idsIn('logAnalytics', 'workspaceResourceId'),
    storage: idsIn('storageAccounts', 'storageAccountResourceId'),
    eventHub: idsIn('eventHubs', 'eventHubResourceId'),
    partner: [],
  };
}

function textIn(value: unknown): readonly string[] {
  return typeof value === 'string' && value !== '' ? [value] : [];
}
