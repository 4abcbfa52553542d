import { namesAdministrative } from '../../../model/azure/activity-log.ts';
import { DESTINATION_PROPERTIES } from '../../../model/azure/destinations.ts';
import { type DiagnosticSetting, toDiagnosticSetting } from '../../../model/azure/diagnostic-setting.ts';
import { MANAGEMENT_GROUP_TYPE, SETTING_TYPE, SUBSCRIPTION_TYPE } from '../../../model/azure/resource-types.ts';
import type { Inventory } from '../../../model/inventory.ts';
import { baseName } from '../../../util/paths.ts';
import { type Cause, COLLECTORS_PROPERTY } from '../../../value/cause.ts';
import { isArray, isObject, symbol, type Unknown } from '../../../value/value.ts';
import { elsewhereInAzure, settingProperties } from './scan-inventory.ts';
import type { ScanReads } from './scan-reads.ts';
import type { ListResult, SubscriptionRecord } from './scan-record.ts';

/**
 * A subscription and what exports its activity log: settings of its own, and those of the management groups above it, which
 * export "many" of its events too (learn.microsoft.com, "Activity log in Azure Monitor").
 */
export function subscriptionInventory(record: SubscriptionRecord, reads: ScanReads): Inventory {
  const id = `/subscriptions/${record.id}`;
  const own = reads.list(id, SETTING_TYPE);
  const groups = record.managementGroups;
  const above = (groups ?? []).map((name) => reads.list(managementGroupId(name), SETTING_TYPE));
  const settings = [own, ...above].flatMap((list) => settingsOf(list, id));
  const covered = groups !== undefined && own !== undefined;
  const problems = [own, ...above].flatMap((list) => (list?.status === 'failed' ? [list.problem] : []));
  const causes: readonly Cause[] = [
    ...problems.map(({ kind, message }) => ({ kind, name: message })),
    ...(covered && above.every((list) => list !== undefined) ? [] : [NOT_READ]),
  ];
  return {
    deploymentKey: 'azure',
    targets: [
      { type: SUBSCRIPTION_TYPE, name: record.name, id, scope: '', origin: { id }, deployed: true, field: () => null },
    ],
    settings: [...settings, ...causes.map((cause, i) => unreadSetting(id, i, cause))],
    collectionRules: [],
    associations: [],
    modules: [],
    elsewhere: (type, other) => elsewhereInAzure(type, other, { fields: new Map() }, reads),
  };
}

const NOT_READ: Cause = {
  kind: 'notRead',
  name: 'the settings of the activity log of the subscription and of the management groups above it',
  property: COLLECTORS_PROPERTY,
};

export function managementGroupId(name: string): string {
  return `/providers/${MANAGEMENT_GROUP_TYPE}/${name}`;
}

/**
 * Whether a setting of the activity log, as Azure answers it, certainly exports what people do in a subscription: then
 * nothing else has to be read.
 */
export function exportsAdministrative(properties: unknown): boolean {
  const { logs = null, ...sentTo } = settingProperties(properties);
  const isSent = DESTINATION_PROPERTIES.some((property) => (sentTo[property] ?? '') !== '');
  const entries = isArray(logs) ? logs.filter(isObject) : [];
  return (
    isSent &&
    entries.some(({ category, categoryGroup, enabled }) =>
      [category, categoryGroup].some(
        (name) => typeof name === 'string' && namesAdministrative(name) && enabled === true,
      ),
    )
  );
}

function settingsOf(list: ListResult | undefined, target: string): readonly DiagnosticSetting[] {
  if (list?.status !== 'read') return [];
  return list.resources.map(({ id, resource }) =>
    toDiagnosticSetting(settingProperties(resource.properties), {
      name: baseName(id),
      label: `'${baseName(id)}'`,
      id,
      target,
      deployed: true,
      origin: { id: target },
    }),
  );
}

/** Stands for settings that could not be read: they may export anything. */
function unreadSetting(id: string, i: number, cause: Cause): DiagnosticSetting {
  const unread: Unknown = symbol({ key: `unread:${i}:${id}`, text: `diagnosticSettings('${id}')`, type: 'any', cause });
  const place = {
    name: 'others',
    label: 'others',
    id: `${id}/others/${i}`,
    target: id,
    deployed: true,
    origin: { id },
  };
  return { ...toDiagnosticSetting(unread, place), isOpaque: true };
}
