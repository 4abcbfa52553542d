import { type Random, randomFrom } from './random.ts';

/** A diagnostic setting as Azure answers it. */
export interface RawSetting {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly location: null;
  readonly kind: null;
  readonly tags: null;
  readonly properties: RawSettingProperties;
  readonly identity: null;
}

export interface RawSettingProperties {
  readonly storageAccountId: string | null;
  readonly serviceBusRuleId: string | null;
  readonly workspaceId: string | null;
  readonly eventHubAuthorizationRuleId: string | null;
  readonly eventHubName: string | null;
  readonly marketplacePartnerId?: string | null;
  readonly metrics: readonly RawEntry[];
  readonly logs: readonly RawEntry[] | null;
  readonly logAnalyticsDestinationType: string | null;
}

export interface RawEntry {
  readonly category: string | null;
  readonly categoryGroup?: string | null;
  readonly enabled: boolean;
  readonly retentionPolicy: { readonly enabled: boolean; readonly days: number };
}

const LOGIN = 'ContainerRegistryLoginEvents';
const REPOSITORY = 'ContainerRegistryRepositoryEvents';
const RETENTION = { enabled: false, days: 0 };

interface Part {
  readonly logs: readonly RawEntry[] | null;
  readonly destination: 'any' | 'none' | 'serviceBus' | 'hubNameOnly';
}

/** What a registry's settings look like, by what decides: under `coverage: setting` it passes or fails by construction. */
interface Preset {
  readonly expected: 'pass' | 'fail';
  readonly parts: (random: Random) => readonly Part[];
}

const category = (name: string, enabled = true): RawEntry => ({
  category: name,
  categoryGroup: null,
  enabled,
  retentionPolicy: RETENTION,
});
const group = (name: string, enabled = true): RawEntry => ({
  category: null,
  categoryGroup: name,
  enabled,
  retentionPolicy: RETENTION,
});
const to = (destination: Part['destination'], ...logs: readonly RawEntry[]): Part => ({ logs, destination });
const sends = (...logs: readonly RawEntry[]): Part => to('any', ...logs);
const fails = (...parts: readonly Part[]): Preset => ({ expected: 'fail', parts: () => parts });
const passes = (...parts: readonly Part[]): Preset => ({ expected: 'pass', parts: () => parts });

const PRESETS = {
  none: fails(),
  allLogs: passes(sends(group('allLogs'))),
  audit: passes(sends(group('audit'))),
  bothCategories: passes(sends(category(LOGIN), category(REPOSITORY))),
  oldEntries: passes(
    sends(
      { category: REPOSITORY, enabled: true, retentionPolicy: RETENTION },
      { category: LOGIN, enabled: true, retentionPolicy: RETENTION },
    ),
  ),
  otherCase: passes(sends(group('AllLogs'), group('AUDIT', false))),
  auditOfBothGroups: passes(sends(group('audit'), group('allLogs', false))),
  secondOneCovers: passes(sends(category(LOGIN)), sends(group('audit'))),
  coveredBesideMetrics: passes(sends(), sends(category(LOGIN), category(REPOSITORY))),
  fiveSettings: passes(sends(), sends(category(LOGIN)), sends(category(REPOSITORY)), sends(group('audit')), sends()),
  loginOnly: fails(sends(category(LOGIN), category(REPOSITORY, false))),
  repositoryOnly: fails(sends(category(REPOSITORY))),
  metricsOnly: fails(sends()),
  nullLogs: fails({ logs: null, destination: 'any' }),
  disabledGroups: fails(sends(group('audit', false), group('allLogs', false))),
  disabledCategories: fails(sends(category(LOGIN, false), category(REPOSITORY, false))),
  split: fails(sends(category(LOGIN)), sends(category(REPOSITORY))),
  noDestination: fails(to('none', group('allLogs'))),
  serviceBusOnly: fails(to('serviceBus', group('allLogs'))),
  hubNameOnly: fails(to('hubNameOnly', category(LOGIN), category(REPOSITORY))),
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof PRESETS;

export const PRESET_NAMES = Object.keys(PRESETS) as readonly PresetName[];

/** A registry, as far as its settings are made of it. */
interface Owner {
  readonly id: string;
  readonly subscription: string;
  readonly resourceGroup: string;
  readonly name: string;
  readonly seed: number;
  readonly preset: PresetName;
  readonly settings?: readonly RawSetting[];
}

/** What `Azure.ACR.Logs` has to say of the registry's settings, known from how they were made and not from looking at them. */
export function expectedOutcome(registry: Pick<Owner, 'preset'>): 'pass' | 'fail' {
  return PRESETS[registry.preset].expected;
}

/** The registry's diagnostic settings, always the same for the same registry. */
export function settingsOf(registry: Owner): readonly RawSetting[] {
  if (registry.settings !== undefined) return registry.settings;
  const random = randomFrom(registry.seed);
  return PRESETS[registry.preset].parts(random).map((part, i) => settingOf(registry, part, i, random));
}

function settingOf(registry: Owner, part: Part, index: number, random: Random): RawSetting {
  const name = `${random.pick(['audit', 'setByPolicy-LogAnalytics', 'toWorkspace', 'Diagnostics'])}-${index + 1}`;
  return {
    id: `${idInSettings(registry, random)}/providers/microsoft.insights/diagnosticSettings/${name}`,
    type: 'Microsoft.Insights/diagnosticSettings',
    name,
    location: null,
    kind: null,
    tags: null,
    properties: {
      ...destinationsOf(registry, part, random),
      metrics: metricsOf(part, random),
      logs: part.logs,
      logAnalyticsDestinationType: random.pick([null, 'Dedicated']),
    },
    identity: null,
  };
}

/** Azure answers the registry's id in lower case, or as it was written when the setting was made. */
function idInSettings({ id, subscription, resourceGroup, name }: Owner, random: Random): string {
  const upper = `/subscriptions/${subscription.toUpperCase()}/RESOURCEGROUPS/${resourceGroup.toUpperCase()}/providers/Microsoft.ContainerRegistry/registries/${name}`;
  return random.pick([id.toLowerCase(), id.toLowerCase(), id, upper]);
}

function metricsOf(part: Part, random: Random): readonly RawEntry[] {
  const metricsAlone = part.logs === null || part.logs.length === 0;
  if (!metricsAlone && random.next() < 0.3) return [];
  return [{ category: 'AllMetrics', enabled: metricsAlone || random.next() < 0.5, retentionPolicy: RETENTION }];
}

type Destinations = Omit<RawSettingProperties, 'metrics' | 'logs' | 'logAnalyticsDestinationType'>;

const NOWHERE: Destinations = {
  storageAccountId: null,
  serviceBusRuleId: null,
  workspaceId: null,
  eventHubAuthorizationRuleId: null,
  eventHubName: null,
};

function destinationsOf({ subscription }: Owner, { destination }: Part, random: Random): Destinations {
  const prefix = `/subscriptions/${subscription}/resourceGroups/logs/providers`;
  const hubs = `${prefix}/Microsoft.EventHub/namespaces/hubs`;
  const rule = `${hubs}/authorizationRules/RootManageSharedAccessKey`;
  if (destination === 'none') return NOWHERE;
  if (destination === 'serviceBus') return { ...NOWHERE, serviceBusRuleId: rule };
  if (destination === 'hubNameOnly') return { ...NOWHERE, eventHubName: 'audit' };
  return random.pick<() => Destinations>([
    () => ({ ...NOWHERE, workspaceId: `${prefix}/Microsoft.OperationalInsights/workspaces/central` }),
    () => ({ ...NOWHERE, workspaceId: `${prefix}/microsoft.operationalinsights/workspaces/Central` }),
    () => ({ ...NOWHERE, storageAccountId: `${prefix}/Microsoft.Storage/storageAccounts/auditlogs` }),
    () => ({ ...NOWHERE, eventHubAuthorizationRuleId: rule, eventHubName: random.pick([null, 'audit']) }),
    () => ({ ...NOWHERE, marketplacePartnerId: `${prefix}/Microsoft.Datadog/monitors/dd1` }),
  ])();
}
