import type { Json } from './harness.ts';

export const REGISTRY = 'Microsoft.ContainerRegistry/registries';
export const DIAGNOSTICS = 'Microsoft.Insights/diagnosticSettings';
export const LEGACY = 'Microsoft.ContainerRegistry/registries/providers/diagnosticSettings';
export const SUBSCRIPTION = '11111111-2222-3333-4444-abcdefabcdef';
export const WORKSPACE = armId('Microsoft.OperationalInsights/workspaces/ws');
export const OTHER_WORKSPACE = armId('Microsoft.OperationalInsights/workspaces/other');
export const STORAGE = armId('Microsoft.Storage/storageAccounts/st');
export const EVENT_HUB_RULE = armId('Microsoft.EventHub/namespaces/eh/authorizationRules/send');

const SCHEMAS = 'https://schema.management.azure.com/schemas';
const GROUP_SCHEMA = `${SCHEMAS}/2019-04-01/deploymentTemplate.json#`;
const SUBSCRIPTION_SCHEMA = `${SCHEMAS}/2018-05-01/subscriptionDeploymentTemplate.json#`;

export const AUDIT = { categoryGroup: 'audit', enabled: true };
export const ALL_LOGS = { categoryGroup: 'allLogs', enabled: true };
export const LOGIN = { category: 'ContainerRegistryLoginEvents', enabled: true };
export const REPOSITORY = { category: 'ContainerRegistryRepositoryEvents', enabled: true };

export function armId(rest: string): string {
  return `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/${rest}`;
}

/** A template for a resource group; an object of resources makes it one with symbolic names. */
export function template(resources: readonly Json[] | Json, sections: Json = {}): Json {
  const symbolic = Array.isArray(resources) ? {} : { languageVersion: '2.0' };
  return { $schema: GROUP_SCHEMA, contentVersion: '1.0.0.0', ...symbolic, ...sections, resources };
}

export function subscriptionTemplate(resources: readonly Json[], sections: Json = {}): Json {
  return template(resources, { $schema: SUBSCRIPTION_SCHEMA, ...sections });
}

/** A template whose parameters have no value: types by name, or whole declarations. */
export function given(parameters: Readonly<Record<string, string | Json>>, resources: readonly Json[] | Json): Json {
  const declared = Object.entries(parameters).map(([name, type]) => [name, typeof type === 'string' ? { type } : type]);
  return template(resources, { parameters: Object.fromEntries(declared) });
}

export function registry(name = 'acr', extra: Json = {}): Json {
  return { type: REGISTRY, apiVersion: '2023-07-01', name, location: 'westeurope', sku: { name: 'Premium' }, ...extra };
}

/** A setting of the registry `acr` that logs everything to a workspace, but for what is changed. */
export function setting(changes: Json = {}, properties: Json = {}): Json {
  return {
    type: DIAGNOSTICS,
    apiVersion: '2021-05-01-preview',
    name: 'audit',
    scope: scopeOf("'acr'"),
    ...changes,
    properties: { workspaceId: WORKSPACE, logs: [AUDIT], ...properties },
  };
}

/** The id of a registry of the own resource group, its name given as an expression. */
export function scopeOf(name: string): string {
  return `[resourceId('Microsoft.ContainerRegistry/registries', ${name})]`;
}

export function parameter(name: string): string {
  return `[parameters('${name}')]`;
}

/** A nested deployment whose template is a closed world with its own parameters. */
export function inner(changes: Json, nestedTemplate: Json, values: Json = {}): Json {
  const parameters = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
  return {
    ...deployment(changes),
    properties: {
      mode: 'Incremental',
      expressionEvaluationOptions: { scope: 'inner' },
      parameters,
      template: nestedTemplate,
    },
  };
}

/** A nested deployment whose expressions belong to the parent. */
export function outer(changes: Json, resources: readonly Json[]): Json {
  return { ...deployment(changes), properties: { mode: 'Incremental', template: template(resources) } };
}

/** A deployment of a template that cannot be read. */
export function linked(changes: Json, values: Json = {}, link: Json = { uri: 'https://example.com/diag.json' }): Json {
  const parameters = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
  return { ...deployment(changes), properties: { mode: 'Incremental', templateLink: link, parameters } };
}

function deployment(changes: Json): Json {
  return { type: 'Microsoft.Resources/deployments', apiVersion: '2022-09-01', name: 'module', ...changes };
}
