/*
 * Builders of ARM templates. Each takes first what its resource is about (properties, resources, a template), then what
 * differs from the default; both may be left out.
 */

/** JSON as a test writes it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** Members that replace those of a default; undefined takes one away. */
export type Changes = { readonly [key: string]: Json | undefined };

const SCHEMAS = 'https://schema.management.azure.com/schemas';
export const SCHEMA = {
  resourceGroup: `${SCHEMAS}/2019-04-01/deploymentTemplate.json#`,
  subscription: `${SCHEMAS}/2018-05-01/subscriptionDeploymentTemplate.json#`,
  managementGroup: `${SCHEMAS}/2019-08-01/managementGroupDeploymentTemplate.json#`,
  tenant: `${SCHEMAS}/2019-08-01/tenantDeploymentTemplate.json#`,
  parameters: `${SCHEMAS}/2019-04-01/deploymentParameters.json#`,
} as const;

export const REGISTRY = 'Microsoft.ContainerRegistry/registries';
export const SETTING = 'Microsoft.Insights/diagnosticSettings';
/** The type of a setting from before resources had a scope. */
export const LEGACY_SETTING = `${REGISTRY}/providers/diagnosticSettings`;

/** A subscription whose id has letters, for tests of letter case. */
export const SUBSCRIPTION = '11111111-2222-3333-4444-abcdefabcdef';

/** The id of a resource of that subscription: `Microsoft.KeyVault/vaults/one`. */
export const resourceIdOf = (typeAndName: string): string =>
  `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/${typeAndName}`;

export const LOGIN = 'ContainerRegistryLoginEvents';
export const REPOSITORY = 'ContainerRegistryRepositoryEvents';
export const WORKSPACE = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/w1';
export const OTHER_WORKSPACE = WORKSPACE.replace('w1', 'w2');
export const STORAGE = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/sa1';
export const HUB_RULE =
  '/subscriptions/s/resourceGroups/rg/providers/Microsoft.EventHub/namespaces/n/authorizationRules/RootManageSharedAccessKey';
export const PARTNER = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Datadog/monitors/m';

export const BOOL = { type: 'bool' };
export const STRING = { type: 'string' };

export const on = (category: string): JsonObject => ({ category, enabled: true });
export const group = (categoryGroup: string, enabled: Json = true): JsonObject => ({ categoryGroup, enabled });
export const BOTH = [on(LOGIN), on(REPOSITORY)];
export const AUDIT = group('audit');
export const ALL_LOGS = group('allLogs');

/** A registry named `acr`. */
export function registry(changes: Changes = {}): JsonObject {
  return changed(
    {
      type: REGISTRY,
      apiVersion: '2023-07-01',
      name: 'acr',
      location: 'westeurope',
      sku: { name: 'Premium' },
    },
    changes,
  );
}

/** A setting of the registry `acr` that sends both categories to a workspace. */
export function setting(properties: Changes = {}, changes: Changes = {}): JsonObject {
  return changed(
    {
      type: SETTING,
      apiVersion: '2021-05-01-preview',
      scope: scopeOf("'acr'"),
      name: 'audit',
      properties: changed({ workspaceId: WORKSPACE, logs: BOTH }, properties),
    },
    changes,
  );
}

export const COLLECTION_RULE = 'Microsoft.Insights/dataCollectionRules';
export const ASSOCIATION = 'Microsoft.Insights/dataCollectionRuleAssociations';
/** The id of the rule `dcr` in the template's resource group. */
export const RULE_ID = `[resourceId('${COLLECTION_RULE}', 'dcr')]`;
/** The stream of a log category, or of all of them. */
export const stream = (category = 'Logs-Group-All'): string => `${REGISTRY.toLowerCase()}:${category}`;

/** A data collection rule named `dcr` that carries all logs of registries to a workspace. */
export function collectionRule(properties: Changes = {}, changes: Changes = {}): JsonObject {
  return changed(
    {
      type: COLLECTION_RULE,
      apiVersion: '2024-03-11',
      name: 'dcr',
      location: 'westeurope',
      kind: 'PlatformTelemetry',
      properties: changed({ ...streams(stream()), destinations: workspaces(WORKSPACE) }, properties),
    },
    changes,
  );
}

/** What makes a data collection rule carry these streams to its destination `to0`. */
export function streams(...carried: readonly Json[]): JsonObject {
  return {
    dataSources: { platformTelemetry: [{ name: 'registries', streams: carried }] },
    dataFlows: [{ streams: carried, destinations: ['to0'] }],
  };
}

/** Workspaces as destinations `to0`, `to1`, … of a data collection rule. */
export function workspaces(...ids: readonly Json[]): JsonObject {
  return { logAnalytics: ids.map((workspaceResourceId, i) => ({ name: `to${i}`, workspaceResourceId })) };
}

/** What associates the registry `acr` with the rule `dcr`. */
export function association(changes: Changes = {}): JsonObject {
  return changed(
    {
      type: ASSOCIATION,
      apiVersion: '2024-03-11',
      scope: scopeOf("'acr'"),
      name: 'audit-rule',
      properties: { dataCollectionRuleId: RULE_ID },
    },
    changes,
  );
}

/** The id of a registry in the template's resource group; its name is an expression. */
export function scopeOf(name: string): string {
  return `[resourceId('${REGISTRY}', ${name})]`;
}

/** The expression that is a parameter's value. */
export function parameter(name: string): string {
  return `[parameters('${name}')]`;
}

/** A template for a resource group. Resources given as an object have symbolic names. */
export function template(resources: readonly JsonObject[] | JsonObject, sections: JsonObject = {}): JsonObject {
  return {
    $schema: SCHEMA.resourceGroup,
    ...(!Array.isArray(resources) && { languageVersion: '2.0' }),
    contentVersion: '1.0.0.0',
    ...sections,
    resources,
  };
}

export function subscriptionTemplate(
  resources: readonly JsonObject[] | JsonObject,
  sections: JsonObject = {},
): JsonObject {
  return template(resources, { $schema: SCHEMA.subscription, ...sections });
}

/** A template whose parameters have no value: types by name, or whole declarations. */
export function openTemplate(
  resources: readonly JsonObject[] | JsonObject,
  parameters: Readonly<Record<string, string | JsonObject>>,
): JsonObject {
  const declared = Object.entries(parameters).map(([name, type]) => [name, typeof type === 'string' ? { type } : type]);
  return template(resources, { parameters: Object.fromEntries(declared) });
}

/** A deployment resource. */
export function deployment(properties: JsonObject, changes: Changes = {}): JsonObject {
  return changed(
    {
      type: 'Microsoft.Resources/deployments',
      apiVersion: '2022-09-01',
      name: 'module',
      properties: { mode: 'Incremental', ...properties },
    },
    changes,
  );
}

/** A nested deployment with inner scope: its template sees its own parameters, which get these values. */
export function innerDeployment(own: JsonObject, values: JsonObject = {}, changes: Changes = {}): JsonObject {
  const scope = { expressionEvaluationOptions: { scope: 'inner' } };
  return deployment({ ...scope, parameters: valuesOf(values), template: own }, changes);
}

/** A nested deployment with outer scope: its expressions are evaluated in the template around it. */
export function outerDeployment(resources: readonly JsonObject[], changes: Changes = {}): JsonObject {
  return deployment({ template: template(resources) }, changes);
}

/** A deployment of a template that cannot be read. */
export function linkedDeployment(
  values: JsonObject = {},
  changes: Changes = {},
  templateLink: JsonObject = { uri: 'https://example.com/diag.json' },
): JsonObject {
  return deployment({ templateLink, parameters: valuesOf(values) }, changes);
}

/** Resources in a nested deployment with inner scope, which declares parameters and is passed some. */
export function nested(
  resources: readonly JsonObject[],
  passed: JsonObject = {},
  declared: JsonObject = {},
): JsonObject {
  const scope = { expressionEvaluationOptions: { scope: 'inner' } };
  const own = template(resources, { parameters: declared });
  return deployment({ ...scope, parameters: passed, template: own }, { name: 'diagnostics' });
}

/** A parameter file that gives these values; a `reference` to a secret stands in the place of a value. */
export function parameterFile(values: JsonObject): JsonObject {
  return { $schema: SCHEMA.parameters, contentVersion: '1.0.0.0', parameters: valuesOf(values) };
}

function valuesOf(values: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, isReference(value) ? value : { value }]),
  );
}

function isReference(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'reference');
}

/** A resource with members replaced. */
export function changed(members: JsonObject, changes: Changes): JsonObject {
  const all = Object.entries({ ...members, ...changes });
  return Object.fromEntries(all.filter((entry): entry is [string, Json] => entry[1] !== undefined));
}
