import { lastName } from './resource-id.ts';

/** A scheduled query rule: a log alert. */
export interface AlertRule {
  readonly id: string;
  /** `denied`: lists leave it out without a word. */
  readonly access?: 'full' | 'denied';
  readonly location?: string;
  /** The version it was made with; the older ones have another shape. */
  readonly shape?: '2023-12-01' | '2018-04-16';
  /** Yes by default. */
  readonly enabled?: boolean;
  /** The resources it looks at; an old rule has one workspace. */
  readonly scopes: readonly string[];
  readonly query: string;
  /** Ids of action groups. */
  readonly actionGroups: readonly string[];
}

/** As Microsoft.Insights 2023-12-01 lists it: an older rule in the new shape, and it says so. */
export function alertRuleBody(rule: AlertRule): Record<string, unknown> {
  const { id, location = 'westeurope', shape } = rule;
  const properties = { ...propertiesOf(rule), isLegacyLogAnalyticsRule: shape === '2018-04-16' };
  const type = 'Microsoft.Insights/scheduledQueryRules';
  return { id, name: lastName(id), type, location, kind: 'LogAlert', tags: {}, properties };
}

/** As Resource Graph has it: in the shape it was made in. */
export function alertRuleRow(rule: AlertRule): Record<string, unknown> {
  const { id, location = 'westeurope', shape = '2023-12-01' } = rule;
  return {
    id,
    name: lastName(id),
    location,
    ...(shape === '2023-12-01'
      ? { kind: 'LogAlert', properties: propertiesOf(rule) }
      : { kind: '', properties: oldPropertiesOf(rule) }),
    tags: {},
  };
}

function propertiesOf({ id, enabled = true, scopes, query, actionGroups, shape }: AlertRule): object {
  return {
    createdWithApiVersion: shape ?? '2023-12-01',
    displayName: lastName(id),
    severity: 3,
    enabled,
    scopes,
    targetResourceTypes: [],
    evaluationFrequency: 'PT5M',
    windowSize: 'PT5M',
    criteria: {
      allOf: [
        {
          query,
          timeAggregation: 'Count',
          operator: 'GreaterThan',
          threshold: 0,
          dimensions: [],
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 },
        },
      ],
    },
    autoMitigate: false,
    actions: { actionGroups, customProperties: {} },
  };
}

/** In this version texts say whether a rule is on. */
function oldPropertiesOf({ enabled = true, scopes, query, actionGroups }: AlertRule): unknown {
  return {
    description: '',
    enabled: enabled ? 'true' : 'false',
    lastUpdatedTime: '2021-06-15T21:38:26Z',
    provisioningState: 'Succeeded',
    source: { query, authorizedResources: [], dataSourceId: scopes[0] ?? '', queryType: 'ResultCount' },
    schedule: { frequencyInMinutes: 5, timeWindowInMinutes: 5 },
    action: {
      'odata.type':
        'Microsoft.WindowsAzure.Management.Monitoring.Alerts.Models.Microsoft.AppInsights.Nexus.DataContracts.Resources.ScheduledQueryRules.AlertingAction',
      severity: '3',
      aznsAction: { actionGroup: actionGroups },
      trigger: { thresholdOperator: 'GreaterThan', threshold: 0 },
    },
  };
}
