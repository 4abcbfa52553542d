import { ALL_LOGS_GROUP, ALL_METRICS } from '../../../model/azure/acr-logs.ts';
import { SETTING_API_VERSION } from '../../../model/azure/api-versions.ts';
import { REGISTRY_TYPE, SETTING_TYPE } from '../../../model/azure/resource-types.ts';
import type { JsonObject } from '../../arm/expression/evaluate-json.ts';
import type { RegistryModuleFacts } from './registry-module-facts.ts';
import { parameter } from './registry-module-parameters.ts';

/** The parameter is a list of settings, and no setting is made without it. */
export function diagnosticSettings({ defaultsTogether }: RegistryModuleFacts): JsonObject {
  const settings = `coalesce(${parameter('diagnosticSettings')}, createArray())`;
  const setting = `${settings}[copyIndex()]`;
  const entries = (own: string, other: string, otherwise: string): string => {
    const fallback = defaultsTogether
      ? `if(empty(tryGet(${setting}, '${other}')), ${otherwise}, createArray())`
      : otherwise;
    return `coalesce(tryGet(${setting}, '${own}'), ${fallback})`;
  };
  const logs = entries(LOGS, METRICS, `createArray(createObject('categoryGroup', '${ALL_LOGS_GROUP}'))`);
  const metrics = entries(METRICS, LOGS, `createArray(createObject('category', '${ALL_METRICS}'))`);
  const of = (list: string, loop: string, key: string): string => `tryGet(${list}[copyIndex('${loop}')], '${key}')`;
  return {
    copy: { name: 'registry_diagnosticSettings', count: `[length(${settings})]` },
    type: SETTING_TYPE,
    apiVersion: SETTING_API_VERSION,
    scope: `[resourceId('${REGISTRY_TYPE}', ${parameter('name')})]`,
    name: `[coalesce(tryGet(${setting}, 'name'), format('{0}-diagnosticSettings', ${parameter('name')}))]`,
    properties: {
      copy: [
        {
          name: 'metrics',
          count: `[length(${metrics})]`,
          input: {
            category: `[${of(metrics, 'metrics', 'category')}]`,
            enabled: `[coalesce(${of(metrics, 'metrics', 'enabled')}, true())]`,
          },
        },
        {
          name: 'logs',
          count: `[length(${logs})]`,
          input: {
            categoryGroup: `[${of(logs, 'logs', 'categoryGroup')}]`,
            category: `[${of(logs, 'logs', 'category')}]`,
            enabled: `[coalesce(${of(logs, 'logs', 'enabled')}, true())]`,
          },
        },
      ],
      ...Object.fromEntries(DESTINATIONS.map(([name, key]) => [name, `[tryGet(${setting}, '${key}')]`])),
    },
    dependsOn: ['registry'],
  };
}

const LOGS = 'logCategoriesAndGroups';
const METRICS = 'metricCategories';
/** Properties of a setting by the members of the parameter that they are. */
const DESTINATIONS = [
  ['storageAccountId', 'storageAccountResourceId'],
  ['workspaceId', 'workspaceResourceId'],
  ['eventHubAuthorizationRuleId', 'eventHubAuthorizationRuleResourceId'],
  ['eventHubName', 'eventHubName'],
  ['marketplacePartnerId', 'marketplacePartnerResourceId'],
  ['logAnalyticsDestinationType', 'logAnalyticsDestinationType'],
] as const;
