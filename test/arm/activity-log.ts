/** Where the activity log is exported to, by subscription id and by name of the management group. */
export interface ActivityLog {
  readonly subscriptions?: Readonly<Record<string, readonly ActivityLogSetting[]>>;
  readonly managementGroups?: Readonly<Record<string, readonly ActivityLogSetting[]>>;
}

export interface ActivityLogSetting {
  readonly name: string;
  /** The categories that are on: the others are listed, and off. */
  readonly categories?: readonly string[];
  /** In the place of categories. */
  readonly group?: 'allLogs' | 'audit';
  readonly workspaceId?: string;
  readonly storageAccountId?: string;
  readonly eventHubAuthorizationRuleId?: string;
  readonly marketplacePartnerId?: string;
}

const OF_SUBSCRIPTIONS = [
  'Administrative',
  'Security',
  'ServiceHealth',
  'Alert',
  'Recommendation',
  'Policy',
  'Autoscale',
  'ResourceHealth',
];
const OF_GROUPS = ['Administrative', 'Policy'];

/** As Azure answers it: an id without a slash before it, and no type. */
export function subscriptionSettingBody(subscription: string, setting: ActivityLogSetting): Record<string, unknown> {
  return {
    id: `subscriptions/${subscription}/providers/AzureResourceManager/diagnosticSettings/${setting.name}`,
    type: null,
    name: setting.name,
    properties: propertiesOf(setting, OF_SUBSCRIPTIONS),
  };
}

export function groupSettingBody(group: string, setting: ActivityLogSetting): Record<string, unknown> {
  return {
    id: `providers/Microsoft.Management/managementGroups/${group}/providers/microsoft.insights/diagnosticSettings/${setting.name}`,
    type: 'Microsoft.Insights/diagnosticSettings',
    name: setting.name,
    properties: propertiesOf(setting, OF_GROUPS),
  };
}

function propertiesOf(
  { name: _, categories = [], group, ...sinks }: ActivityLogSetting,
  all: readonly string[],
): unknown {
  const logs =
    group === undefined
      ? all.map((category) => ({ category, enabled: categories.includes(category) }))
      : [{ categoryGroup: group, enabled: true }];
  return { ...sinks, logs };
}
