import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { logs } from '../../../rules/Azure.ACR.Logs.ts';
import { verdictOf } from '../../../src/engine/verdict.ts';
import { type FixupTemplates, fixupTemplateNames } from '../../../src/fixes/live/fixup-files.ts';
import type { LiveRegistry } from '../../../src/fixes/live/live-plan.ts';
import { attachSettings } from '../../../src/model/azure/attach-settings.ts';
import type { Resource } from '../../../src/model/resource.ts';
import { notInDeployment } from '../../../src/sources/arm/elsewhere.ts';
import { expandTemplate } from '../../../src/sources/arm/expand/expand-template.ts';
import { expandedJson } from '../../../src/sources/arm/expanded-json.ts';
import type { JsonValue } from '../../../src/sources/arm/json/json-value.ts';
import { parameterValues } from '../../../src/sources/arm/parameter-file.ts';
import { isProblem, readJsonText } from '../../../src/sources/arm/read-json-file.ts';
import { inventoryOf } from '../../../src/sources/azure/decode/inventory-of-resources.ts';
import type { Value } from '../../../src/value/value.ts';

export const SUBSCRIPTION = '11111111-1111-1111-1111-111111111111';
const LOGS = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-logs/providers`;
export const WORKSPACE = `${LOGS}/Microsoft.OperationalInsights/workspaces/log-1`;
export const OTHER_WORKSPACE = `${LOGS}/Microsoft.OperationalInsights/workspaces/log-2`;
export const STORAGE_WEST = `${LOGS}/Microsoft.Storage/storageAccounts/stwest`;
export const STORAGE_NORTH = `${LOGS}/Microsoft.Storage/storageAccounts/stnorth`;
export const HUB_WEST = `${LOGS}/Microsoft.EventHub/namespaces/ehwest/authorizationRules/send`;
export const PARTNER = `${LOGS}/Microsoft.Datadog/monitors/m`;
export const LOGIN = 'ContainerRegistryLoginEvents';
export const REPOSITORY = 'ContainerRegistryRepositoryEvents';

/** Where things really are; a scan does not see it. */
export function regionOf(id: string): string | undefined {
  if (/stwest|ehwest/i.test(id)) return 'westeurope';
  return /stnorth/i.test(id) ? 'northeurope' : undefined;
}

export function registryId(name: string, resourceGroup = 'rg', subscription = SUBSCRIPTION): string {
  return `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.ContainerRegistry/registries/${name}`;
}

export function liveRegistry(
  name: string,
  settings: readonly unknown[],
  more: Partial<LiveRegistry> = {},
): LiveRegistry {
  const { resourceGroup = 'rg', subscription = SUBSCRIPTION } = more;
  const id = registryId(name, resourceGroup, subscription);
  return { id, name, location: 'westeurope', subscription, resourceGroup, settings, ...more };
}

export function liveSetting(
  name: string,
  properties: Readonly<Record<string, unknown>>,
): { name: string; properties: Record<string, unknown> } {
  return { name, properties: { ...properties } };
}

export const templates = Object.fromEntries(
  fixupTemplateNames.map((name) => [name, readFileSync(`templates/${name}`, 'utf8')]),
) as unknown as FixupTemplates;

/** What our rule says of a registry with these settings, by the way a scan's answers go. */
export function outcomeOf(
  id: string,
  settings: readonly { readonly name: string; readonly properties: unknown }[],
): string {
  const registry = azureResource('Microsoft.ContainerRegistry/registries', id, '', {});
  const attached = settings.map(({ name, properties }) => {
    const settingId = `${id}/providers/microsoft.insights/diagnosticSettings/${name}`;
    return azureResource('Microsoft.Insights/diagnosticSettings', settingId, id, { properties: properties as Value });
  });
  const inventory = inventoryOf([registry, ...attached], []);
  const problems = { file: '', basis: 'defaults' as const, deploymentKey: '' };
  const [joined] = attachSettings({ ...problems, ...inventory, elsewhere: notInDeployment });
  if (joined === undefined) throw new Error('no registry');
  return verdictOf(logs, joined, { coverage: 'setting' }).outcome;
}

function azureResource(type: string, id: string, scope: string, body: Readonly<Record<string, Value>>): Resource {
  return {
    type,
    name: id.split('/').at(-1) ?? '',
    id,
    scope,
    deployed: true,
    existing: false,
    body: (member) => (Object.hasOwn(body, member) ? body[member] : undefined),
    members: Object.keys(body),
    origin: { id },
  };
}

export interface Put {
  readonly registry: string;
  readonly name: string;
  readonly properties: unknown;
}

/** The settings that the ARM template of a folder writes with its parameter files, found by expanding it. */
export function putsOf(files: ReadonlyMap<string, string>, subscription = SUBSCRIPTION): readonly Put[] {
  const template = files.get(`${subscription}/fix-up.json`);
  if (template === undefined) return [];
  const parameters = [...files].filter(([path]) => path.startsWith(subscription) && path.endsWith('.parameters.json'));
  return parameters.flatMap(([, text]) => expandedPuts(template, text, subscription));
}

export function expandedPuts(template: string, parameters: string, subscription = SUBSCRIPTION): readonly Put[] {
  const file = 'fix-up.json';
  const values = parameterValues(parsed(parameters), 'fix-up.parameters.json') ?? new Map();
  const target = { subscription, location: 'westeurope' };
  const expansion = expandTemplate({ file, template: parsed(template), values, target, deploymentKey: file });
  const { resources, errors } = expandedJson(expansion, []);
  expect(errors).toEqual([]);
  type Shown = { type: string; name: unknown; scope: string; properties: unknown };
  const settings = (resources as unknown as Shown[]).filter(({ type }) => /diagnosticsettings$/i.test(type));
  return settings.map(({ name, scope, properties }) => ({ registry: scope, name: String(name), properties }));
}

export function parsed(text: string): JsonValue {
  const read = readJsonText('fix-up.json', Buffer.from(text));
  if (isProblem(read)) throw new Error(read.message);
  return read.json;
}
