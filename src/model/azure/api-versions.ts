/*
 * Versions of Azure's interfaces: github.com/Azure/azure-rest-api-specs, and Azure/azure-resource-manager-schemas.
 */

import {
  ALERT_RULE_TYPE,
  CONNECTED_REGISTRY_TYPE,
  DATA_COLLECTION_ASSOCIATION_TYPE,
  DATA_COLLECTION_RULE_TYPE,
  DATADOG_TYPE,
  EVENT_HUB_NAMESPACE_TYPE,
  EVENT_HUB_RULE_TYPE,
  LIFECYCLE_TYPE,
  SETTING_TYPE,
  STORAGE_ACCOUNT_TYPE,
  TABLE_TYPE,
  TASK_TYPE,
  WORKSPACE_TYPE,
} from './resource-types.ts';

/** The version of diagnostic settings that knows category groups; 2017-05-01-preview and older hide settings with them. */
export const SETTING_API_VERSION = '2021-05-01-preview';

/** A stable version of registries, for a reference to one where the template does not say a version. */
export const REGISTRY_API_VERSION = '2023-07-01';

/** What a scan asks for by name; the clients of the SDK bring their own versions, which are these (read in their code). */
export const API_VERSIONS = {
  subscriptions: '2022-12-01',
  managementGroups: '2023-04-01',
  batch: '2020-06-01',
  resourceGraph: '2024-04-01',
  containerRegistries: '2025-11-01',
  diagnosticSettings: SETTING_API_VERSION,
} as const;

/** What the queries are deployed as: the first version of each that has all that is used. */
export const QUERY_PACK_API_VERSION = '2019-09-01';
export const ACTIVITY_ALERT_API_VERSION = '2020-10-01';
export const LOG_ALERT_API_VERSION = '2023-12-01';

/** The version of deployments that the compiler of Bicep writes for modules (Bicep.Core/Emit/TemplateWriter.cs, from 0.38 on). */
export const MODULE_API_VERSION = '2025-04-01';

/** What `restore` reads template specs with, as the compiler of Bicep does. */
export const TEMPLATE_SPEC_API_VERSION = '2022-02-01';

/** Runs of tasks and the links to their logs, which newer stable versions of the registry do not have (containerregistry, `Runs_List`). */
export const RUNS_API_VERSION = '2019-06-01-preview';

/** What a scan reads by id or as a list where rules ask for it, by type: stable versions where there are any. */
export const READ_VERSIONS: Readonly<Record<string, string>> = {
  // Also of subscriptions and of management groups.
  [SETTING_TYPE]: SETTING_API_VERSION,
  [DATA_COLLECTION_RULE_TYPE]: '2024-03-11',
  [DATA_COLLECTION_ASSOCIATION_TYPE]: '2024-03-11',
  [WORKSPACE_TYPE]: '2025-07-01',
  [TABLE_TYPE]: '2025-07-01',
  [STORAGE_ACCOUNT_TYPE]: '2025-01-01',
  [LIFECYCLE_TYPE]: '2025-01-01',
  [EVENT_HUB_NAMESPACE_TYPE]: '2024-01-01',
  [EVENT_HUB_RULE_TYPE]: '2024-01-01',
  [CONNECTED_REGISTRY_TYPE]: '2025-11-01',
  [TASK_TYPE]: '2025-03-01-preview',
  [ALERT_RULE_TYPE]: LOG_ALERT_API_VERSION,
  [DATADOG_TYPE]: '2023-01-01',
};

/** Whether a version of diagnostic settings may know category groups: those before 2021 do not, and an expression may. */
export function maySupportGroups(version: string): boolean {
  return !/^20(1\d|20)-/.test(version);
}

/** The `$schema` of templates, by what they are deployed to: "Understand the structure and syntax of ARM templates". */
export const TEMPLATE_SCHEMAS = {
  resourceGroup: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
  subscription: 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#',
  managementGroup: 'https://schema.management.azure.com/schemas/2019-08-01/managementGroupDeploymentTemplate.json#',
  tenant: 'https://schema.management.azure.com/schemas/2019-08-01/tenantDeploymentTemplate.json#',
} as const;

export const DEPLOYMENT_SCHEMA = TEMPLATE_SCHEMAS.resourceGroup;

/** The `$schema` of parameter files, by what they are deployed to: "Create Resource Manager parameter file". */
export const PARAMETER_SCHEMAS = {
  resourceGroup: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#',
  subscription: 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentParameters.json#',
} as const;
