import type { RawEntry, RawSetting, RawSettingProperties } from './setting-presets.ts';
import { registryId, type TenantRegistry } from './tenant.ts';

type Outcome = 'pass' | 'fail' | 'notApplicable';
/** By rule and name of the target. */
export type Expected = Readonly<Record<string, Readonly<Record<string, Outcome>>>>;

/** Outcomes in the order of the targets; `-`: the rule does not apply. */
export function table(targets: readonly string[], outcomes: Readonly<Record<string, string>>): Expected {
  const outcomeOf = (text = ''): Outcome => (text === '-' ? 'notApplicable' : (text as Outcome));
  return Object.fromEntries(
    Object.entries(outcomes).map(([rule, row]) => {
      const cells = row.split(' ');
      return [rule, Object.fromEntries(targets.map((target, i) => [target, outcomeOf(cells[i])]))];
    }),
  );
}

export const GROUP = 'rg-Sink';

type Sinks = Partial<Pick<RawSettingProperties, 'workspaceId' | 'storageAccountId'>>;

interface SettingParts {
  readonly logs: readonly RawEntry[];
  readonly metrics?: boolean;
}

/** Both categories, as a group. */
export const AUDIT: RawEntry = {
  category: null,
  categoryGroup: 'audit',
  enabled: true,
  retentionPolicy: { enabled: false, days: 0 },
};
/** From a time when Azure took days. */
export const OLD: RawEntry = { ...AUDIT, retentionPolicy: { enabled: true, days: 30 } };
export const LOGIN: RawEntry = {
  ...AUDIT,
  category: 'ContainerRegistryLoginEvents',
  categoryGroup: null,
  enabled: false,
};

function setting(registry: string, name: string, sinks: Sinks, { logs, metrics = true }: SettingParts): RawSetting {
  const retentionPolicy = { enabled: false, days: 0 };
  return {
    id: `${registry.toLowerCase()}/providers/microsoft.insights/diagnosticSettings/${name}`,
    type: 'Microsoft.Insights/diagnosticSettings',
    name,
    location: null,
    kind: null,
    tags: null,
    identity: null,
    properties: {
      storageAccountId: null,
      serviceBusRuleId: null,
      workspaceId: null,
      eventHubAuthorizationRuleId: null,
      eventHubName: null,
      ...sinks,
      metrics: metrics ? [{ category: 'AllMetrics', enabled: true, retentionPolicy }] : [],
      logs,
      logAnalyticsDestinationType: null,
    },
  };
}

/** A Premium registry in `westeurope` with these settings, by name, and nothing else. */
export function registry(
  id: string,
  name: string,
  settings: Readonly<Record<string, readonly [Sinks, SettingParts]>>,
  rest: Partial<TenantRegistry> = {},
): TenantRegistry {
  const own = registryId(id, GROUP, name);
  return {
    id: own,
    name,
    subscription: id,
    resourceGroup: GROUP,
    location: 'westeurope',
    sku: 'Premium',
    access: 'full',
    preset: 'none',
    seed: 1,
    retentionPolicy: 'disabled',
    settings: Object.entries(settings).map(([key, [sinks, parts]]) => setting(own, key, sinks, parts)),
    ...rest,
  };
}
