/** JSON as a test writes it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

const SCHEMA = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';

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

export function registry(extra: JsonObject = {}): JsonObject {
  return {
    type: 'Microsoft.ContainerRegistry/registries',
    apiVersion: '2023-07-01',
    name: 'acr',
    location: 'westeurope',
    sku: { name: 'Premium' },
    ...extra,
  };
}

/** A diagnostic setting with both categories and a workspace, but for what is said otherwise. */
export function setting(properties: JsonObject = {}, extra: JsonObject = {}): JsonObject {
  return {
    type: 'Microsoft.Insights/diagnosticSettings',
    apiVersion: '2021-05-01-preview',
    scope: 'Microsoft.ContainerRegistry/registries/acr',
    name: 'audit',
    properties: { workspaceId: WORKSPACE, logs: BOTH, ...properties },
    ...extra,
  };
}

/** A setting inside a nested deployment, with inner scope. */
export function nested(resources: readonly JsonObject[], parameters: JsonObject, declares: JsonObject): JsonObject {
  return {
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2022-09-01',
    name: 'diagnostics',
    properties: {
      expressionEvaluationOptions: { scope: 'inner' },
      mode: 'Incremental',
      parameters,
      template: {
        $schema: SCHEMA,
        contentVersion: '1.0.0.0',
        parameters: declares,
        resources,
      },
    },
  };
}

/** A resource group template. Resources given as an object have symbolic names. */
export function template(resources: readonly JsonObject[] | JsonObject, more: JsonObject = {}): JsonObject {
  return {
    $schema: SCHEMA,
    ...(!Array.isArray(resources) && { languageVersion: '2.0' }),
    contentVersion: '1.0.0.0',
    ...more,
    resources,
  };
}

/** A parameter file that gives these values. */
export function parameterFile(values: JsonObject): JsonObject {
  return {
    $schema: SCHEMA.replace('deploymentTemplate', 'deploymentParameters'),
    contentVersion: '1.0.0.0',
    parameters: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])),
  };
}
