import { forbidden, readableSubscription, versionRefusal } from '../access.ts';
import { type Answer, ok } from '../answer.ts';
import { type Arm, type ArmRequest, type Route, subscriptionBucket } from '../arm.ts';
import type { RawSetting } from '../setting-presets.ts';
import type { TenantRegistry } from '../tenant.ts';
import { resourceNotFound } from './registries.ts';

const REGISTRY =
  '(?<registry>\\/subscriptions\\/(?<subscription>[^/]+)\\/resourceGroups\\/[^/]+\\/providers\\/Microsoft\\.ContainerRegistry\\/registries\\/[^/]+)';
const INSIGHTS = `^${REGISTRY}\\/providers\\/microsoft\\.insights`;

/** `2017-05-01-preview` and older ones know no category groups. */
const BEFORE_GROUPS = ['2015-07-01', '2016-09-01', '2017-05-01-preview'];
const WITH_GROUPS = '2021-05-01-preview';

/** Diagnostic settings of a registry and the categories it offers, as Microsoft.Insights answers them by api-version. */
export const DIAGNOSTIC_SETTING_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    kind: 'settings',
    pattern: new RegExp(`${INSIGHTS}\\/diagnosticSettings\\/?$`, 'i'),
    bucket: subscriptionBucket,
    handle: listSettings,
  },
  {
    method: 'GET',
    kind: 'categories',
    pattern: new RegExp(`${INSIGHTS}\\/diagnosticSettingsCategories\\/?$`, 'i'),
    bucket: subscriptionBucket,
    handle: listCategories,
  },
];

function listSettings(request: ArmRequest, arm: Arm): Answer {
  const registry = readableRegistry(request, arm, 'microsoft.insights/diagnosticSettings/read');
  if ('status' in registry) return registry;
  const settings = arm.state.settings(registry);
  const version = request.query.get('api-version');
  if (version === WITH_GROUPS) return ok({ value: settings });
  const refusal = versionRefusal(version, 'diagnosticSettings', [...BEFORE_GROUPS, WITH_GROUPS]);
  if (refusal !== undefined) return refusal;
  return ok({ value: settings.filter((setting) => !usesGroups(setting)).map(withoutGroups) });
}

function usesGroups({ properties }: RawSetting): boolean {
  return properties.logs?.some(({ categoryGroup }) => categoryGroup !== undefined && categoryGroup !== null) ?? false;
}

function withoutGroups(setting: RawSetting): unknown {
  const strip = ({ category, enabled, retentionPolicy }: RawSetting['properties']['metrics'][number]): unknown => ({
    category,
    enabled,
    retentionPolicy,
  });
  const { logs, metrics } = setting.properties;
  const properties = { ...setting.properties, logs: logs?.map(strip) ?? null, metrics: metrics.map(strip) };
  return { ...setting, properties };
}

function listCategories(request: ArmRequest, arm: Arm): Answer {
  const registry = readableRegistry(request, arm, 'microsoft.insights/diagnosticSettingsCategories/read');
  if ('status' in registry) return registry;
  const refusal = versionRefusal(request.query.get('api-version'), 'diagnosticSettingsCategories', [WITH_GROUPS]);
  if (refusal !== undefined) return refusal;
  const categories = [
    { name: 'ContainerRegistryRepositoryEvents', categoryType: 'Logs', categoryGroups: ['allLogs', 'audit'] },
    { name: 'ContainerRegistryLoginEvents', categoryType: 'Logs', categoryGroups: ['allLogs', 'audit'] },
    { name: 'AllMetrics', categoryType: 'Metrics', categoryGroups: null },
  ];
  const value = categories.map(({ name, ...properties }) => ({
    id: `${registry.id.toLowerCase()}/providers/microsoft.insights/diagnosticSettingsCategories/${name}`,
    type: 'microsoft.insights/diagnosticSettingsCategories',
    name,
    properties,
  }));
  return ok({ value });
}

function readableRegistry({ params, path }: ArmRequest, arm: Arm, action: string): TenantRegistry | Answer {
  const subscription = readableSubscription(arm.state, params.subscription ?? '', action, path);
  if ('status' in subscription) return subscription;
  const registry = arm.state.registry(decodeURIComponent(params.registry ?? ''));
  const denied = subscription.access === 'noSettings' || registry?.access === 'denied';
  if (denied) return forbidden(arm.state, action, path);
  return registry === undefined || registry.access === 'deleted' ? resourceNotFound(path) : registry;
}
