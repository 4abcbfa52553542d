import { ADMINISTRATIVE_CATEGORY, REMOVING_LOGGING, USING_ADMIN_CREDENTIALS } from '../model/azure/activity-log.ts';
import { ACTIVITY_ALERT_API_VERSION } from '../model/azure/api-versions.ts';
import { ACTIVITY_ALERT_TYPE } from '../model/azure/resource-types.ts';
import { ACTION_GROUPS, ENABLED, NAME_PREFIX } from './alert-parameters.ts';
import type { Deployable, DeployedResource } from './deployable.ts';
import { DeploymentExpression, parameter, prefixed, SUBSCRIPTION_ID } from './expression.ts';
import { camelCase } from './query-names.ts';

/** An alert on operations of the activity log. */
interface ActivityAlert {
  readonly name: string;
  readonly description: string;
  readonly operations: readonly string[];
}

/** Log alerts take ids, these take objects. */
const ACTION_GROUP_OBJECTS = new DeploymentExpression(
  "map(parameters('actionGroupIds'), lambda('id', createObject('actionGroupId', lambdaVariables('id'))))",
  'map(actionGroupIds, id => { actionGroupId: id })',
);

const ALERTS: readonly ActivityAlert[] = [
  {
    name: 'activity-logging-removed',
    description: 'Somebody deleted a diagnostic setting or a data collection rule association.',
    operations: REMOVING_LOGGING,
  },
  {
    name: 'activity-admin-credentials',
    description: "Somebody read or renewed the passwords of a registry's admin user.",
    operations: USING_ADMIN_CREDENTIALS,
  },
];

/**
 * Alert rules that read the activity log where it is, so that they work without a workspace and after the loss of one.
 * A condition cannot name the type of resource that a setting was attached to, but a rule can be bound to scopes.
 */
export function activityAlerts(): Deployable {
  return {
    description: 'Alert rules on the activity log of a subscription: logging removed, admin credentials used.',
    parameters: [
      {
        name: 'scopes',
        type: 'array',
        minLength: 1,
        default: [SUBSCRIPTION_ID],
        description:
          'Ids of what is watched, all in this subscription: name registries or their resource groups, or the removal of settings of other resources alerts too.',
      },
      ACTION_GROUPS,
      NAME_PREFIX,
      ENABLED,
    ],
    resources: ALERTS.map(alertRule),
  };
}

function alertRule({ name, description, operations }: ActivityAlert): DeployedResource {
  return {
    symbol: camelCase(name),
    type: ACTIVITY_ALERT_TYPE,
    apiVersion: ACTIVITY_ALERT_API_VERSION,
    name: prefixed(NAME_PREFIX.name, name),
    body: {
      location: 'global',
      properties: {
        description,
        enabled: parameter(ENABLED.name),
        scopes: parameter('scopes'),
        condition: {
          allOf: [
            { field: 'category', equals: ADMINISTRATIVE_CATEGORY },
            { anyOf: operations.map((operation) => ({ field: 'operationName', equals: operation })) },
            // Each is recorded when it starts, too.
            { field: 'status', equals: 'Succeeded' },
          ],
        },
        actions: { actionGroups: ACTION_GROUP_OBJECTS },
      },
    },
  };
}
