import { LOG_ALERT_API_VERSION } from '../model/azure/api-versions.ts';
import { DESTINATIONS } from '../model/azure/destinations.ts';
import { ALERT_RULE_TYPE, idExample, WORKSPACE_TYPE } from '../model/azure/resource-types.ts';
import { ACTION_GROUPS, ENABLED, NAME_PREFIX } from './alert-parameters.ts';
import type { Deployable, DeployedResource, DeploymentParameter } from './deployable.ts';
import { parameter, prefixed, RESOURCE_GROUP_LOCATION } from './expression.ts';
import type { AlertQuery } from './query.ts';
import { camelCase, queryText } from './query-names.ts';

/** The column that holds the registry. Azure splits a rule by it, so that every registry has alerts of its own. */
const RESOURCE_ID_COLUMN = '_ResourceId';

const WORKSPACE_ID = DESTINATIONS.workspace;

/** How often rules run. Windows are longer, because records arrive minutes late. */
const FREQUENCY = 'PT5M';

const SHARED: readonly DeploymentParameter[] = [
  {
    name: WORKSPACE_ID,
    type: 'string',
    minLength: 1,
    description: `Resource id of the workspace that has the logs, such as ${idExample(WORKSPACE_TYPE)}.`,
  },
  {
    name: 'location',
    type: 'string',
    default: RESOURCE_GROUP_LOCATION,
    description: 'Region of the alert rules: that of the workspace.',
  },
  ACTION_GROUPS,
  NAME_PREFIX,
  ENABLED,
  {
    name: 'autoMitigate',
    type: 'bool',
    default: true,
    description: 'Whether an alert stays one until its condition ends. Otherwise it fires again in every run.',
  },
];

/** Alert rules on a workspace, one for each query. */
export function logAlerts(alerts: readonly AlertQuery[]): Deployable {
  return {
    description: 'Alert rules on the logs of container registries and on the activity log, both in one workspace.',
    parameters: [...SHARED, ...alerts.map(thresholdOf)],
    resources: alerts.map(alertRule),
  };
}

function thresholdName({ name }: AlertQuery): string {
  return `${camelCase(name)}Threshold`;
}

function thresholdOf(query: AlertQuery): DeploymentParameter {
  const { measure, threshold, window } = query.alert;
  return {
    name: thresholdName(query),
    type: 'int',
    minValue: 0,
    default: threshold,
    description: `${query.title}: an alert fires at more ${measure} than this in ${window}.`,
  };
}

function alertRule(query: AlertQuery): DeployedResource {
  const { severity, window, range } = query.alert;
  return {
    symbol: camelCase(query.name),
    type: ALERT_RULE_TYPE,
    apiVersion: LOG_ALERT_API_VERSION,
    name: prefixed(NAME_PREFIX.name, query.name),
    body: {
      kind: 'LogAlert',
      location: parameter('location'),
      properties: {
        displayName: `Registries: ${query.title}`,
        description: query.description,
        severity,
        enabled: parameter(ENABLED.name),
        scopes: [parameter(WORKSPACE_ID)],
        evaluationFrequency: FREQUENCY,
        windowSize: window,
        ...(range !== undefined && { overrideQueryTimeRange: range }),
        criteria: { allOf: [criterion(query)] },
        autoMitigate: parameter('autoMitigate'),
        // A table is there from its first record on, and a rule should be there before.
        skipQueryValidation: true,
        actions: { actionGroups: parameter(ACTION_GROUPS.name) },
      },
    },
  };
}

function criterion(query: AlertQuery): object {
  const { measure } = query.alert;
  const split = query.columns.map(({ name }) => name).filter((name) => name !== measure && name !== RESOURCE_ID_COLUMN);
  return {
    query: queryText(query),
    timeAggregation: 'Total',
    metricMeasureColumn: measure,
    resourceIdColumn: RESOURCE_ID_COLUMN,
    dimensions: split.map((name) => ({ name, operator: 'Include', values: ['*'] })),
    operator: 'GreaterThan',
    threshold: parameter(thresholdName(query)),
    failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 },
  };
}
