import {
  BOOL,
  group,
  type Json,
  type JsonObject,
  LOGIN,
  on,
  registry,
  setting,
  WORKSPACE,
} from '../../support/arm-templates.ts';

export const IF_AUDIT = { condition: "[parameters('audit')]" };
export const AUDIT = { audit: BOOL };
export const LINK = 'https://example.org/diagnostics.json';

/** A setting that collects metrics alone, each to a workspace of its own: nothing in it is refused. */
export function harmless(name: string, extra: JsonObject = {}): JsonObject {
  return setting({ logs: [], workspaceId: `${WORKSPACE}-${name}` }, { name, ...extra });
}

export function harmlessOnes(count: number, extra: JsonObject = {}): JsonObject[] {
  return Array.from({ length: count }, (_, i) => harmless(`s${i}`, extra));
}

/** Two settings that send what is said to one workspace, but for what is said. */
export function twice(first: JsonObject, second: JsonObject, extra: JsonObject = {}): JsonObject[] {
  return [registry(), setting(first, { name: 'a' }), setting(second, { name: 'b', ...extra })];
}

/** A registry and a setting with these entries. */
export function entries(logs: Json, extra: JsonObject = {}): JsonObject[] {
  return [registry(), setting({ logs }, extra)];
}

/** A registry and a setting with these metrics. */
export function withMetrics(metrics: Json, extra: JsonObject = {}): JsonObject[] {
  return [registry(), setting({ metrics }, extra)];
}

export const MIXED = [group('audit'), on(LOGIN)];

export const METRICS = [{ category: 'AllMetrics', enabled: true }];

/** A module that cannot be read and gets the name of the registry. */
export const module: JsonObject = {
  type: 'Microsoft.Resources/deployments',
  apiVersion: '2022-09-01',
  name: 'linked',
  properties: {
    mode: 'Incremental',
    templateLink: { uri: LINK },
    parameters: { registry: { value: 'acr' } },
  },
};

/** A setting for each item of a list whose length is not known. */
export const loop = { copy: { name: 'c', count: "[length(parameters('list'))]" } };
export const LIST = { list: { type: 'array' } };
