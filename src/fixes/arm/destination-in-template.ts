import { isSettingType, isType, WORKSPACE_TYPE } from '../../model/azure/resource-types.ts';
import type { Target } from '../../model/target.ts';
import { pathSegments } from '../../value/symbolic-string.ts';
import type { Value } from '../../value/value.ts';
import { destinationProperties, type FixDestination, type FixOptions, hasDestination } from '../fix-options.ts';
import { destinationDependencies } from './destination-dependencies.ts';
import { resourceIdExpression } from './expression-text.ts';
import type { TemplateJson } from './print-json.ts';
import {
  isJsonObject,
  memberAt,
  type ResourceContext,
  resourcesIn,
  scopeLevel,
  stringAt,
  type TemplateObject,
} from './resource-context.ts';

/** Where a new setting sends to, as strings of the template, and what has to be deployed before it. */
export interface TemplateDestination {
  readonly destination: FixDestination;
  readonly dependsOn: readonly string[];
}

/**
 * The destination that was configured: that of the first entry for the registry's region and subscription, as far as these
 * are known, else the general one. None when the registries of one declaration have different ones, because no
 * value can be right for all of them.
 */
export function configuredDestination(settings: FixOptions, registries: readonly Target[]): FixDestination {
  const found = new Set(registries.map((registry) => matchingDestination(settings, registry)));
  const [only = settings.destination] = found;
  return found.size > 1 ? {} : only;
}

function matchingDestination({ destination, destinations }: FixOptions, { field, id }: Target): FixDestination {
  const location = field('location');
  const own = typeof location === 'string' ? regionKey(location) : undefined;
  const subscription = subscriptionOf(id);
  const entry = destinations.find(
    (one) =>
      hasDestination(one) &&
      (one.region === undefined || regionKey(one.region) === own) &&
      (one.subscription === undefined || one.subscription.toLowerCase() === subscription),
  );
  return entry ?? destination;
}

function subscriptionOf(id: Value): string | undefined {
  const [, kind, name] = pathSegments(id);
  const isId = typeof kind === 'string' && kind.toLowerCase() === 'subscriptions';
  return isId && typeof name === 'string' ? name.toLowerCase() : undefined;
}

function regionKey(text: string): string {
  return text.toLowerCase().replaceAll(' ', '');
}

/** Property names that hold the resource id of a workspace; `workspaceId` alone is often another id. */
const WORKSPACE_ID_MEMBERS = new Set(['workspaceresourceid', 'loganalyticsworkspaceresourceid']);

/**
 * A destination that is in the template already, where the registry's expressions can name it: that of another
 * diagnostic setting, else an id that another resource logs to, else a workspace that the template deploys.
 */
export function destinationInTemplate(context: ResourceContext): TemplateDestination | undefined {
  const level = scopeLevel(context);
  const { template } = level;
  const resources = resourcesIn(memberAt(template, 'resources') ?? null, []).map(({ json, symbolicName }) => ({
    json,
    symbolicName,
  }));
  const condition = memberAt(context.json, 'condition');
  for (const { json } of resources) {
    // The id of a resource with another condition may be empty when that resource is not deployed.
    const hasSameCondition = [undefined, condition].includes(memberAt(json, 'condition'));
    if (!hasSameCondition || !isSettingType(stringAt(json, 'type') ?? '')) continue;
    const found = destinationOfSetting(memberAt(json, 'properties'), template);
    if (found !== undefined) return withDependencies(context, found, json);
  }
  for (const { json } of resources) {
    const id = isUnconditional(json) ? findWorkspaceId(memberAt(json, 'properties') ?? null, template, 0) : undefined;
    if (id !== undefined) return withDependencies(context, { workspaceId: id }, json);
  }
  return declaredWorkspace(resources, context);
}

function withDependencies(
  context: ResourceContext,
  destination: FixDestination,
  source: TemplateObject,
): TemplateDestination {
  const ids = destinationProperties.flatMap((name) => destination[name] ?? []);
  const dependsOn = new Set(ids.flatMap((id) => destinationDependencies(context, id, source)));
  return { destination, dependsOn: [...dependsOn] };
}

function destinationOfSetting(
  properties: TemplateJson | undefined,
  template: TemplateObject,
): FixDestination | undefined {
  const found: Record<string, string> = {};
  for (const name of destinationProperties) {
    const id = stringAt(properties, name);
    if (id !== undefined && isReusableId(id, template)) found[name] = id;
    // A workspace may be in any region; what else the setting sends to may have to be in the registry's.
    if (found.workspaceId !== undefined) break;
  }
  return hasDestination(found) ? found : undefined;
}

/** A resource without copy loop and condition. */
function isUnconditional(json: TemplateObject): boolean {
  return memberAt(json, 'copy') === undefined && memberAt(json, 'condition') === undefined;
}

const MAX_SEARCH_DEPTH = 12;

function findWorkspaceId(json: TemplateJson, template: TemplateObject, depth: number): string | undefined {
  if (depth > MAX_SEARCH_DEPTH || json === null || typeof json !== 'object') return undefined;
  const isObject = isJsonObject(json);
  for (const [name, value] of Object.entries(json) as [string, TemplateJson][]) {
    // Expressions of a nested template have another scope.
    if (isObject && name.toLowerCase() === 'template') continue;
    if (isObject && WORKSPACE_ID_MEMBERS.has(name.toLowerCase()) && typeof value === 'string') {
      if (isReusableId(value, template)) return value;
      continue;
    }
    const found = findWorkspaceId(value, template, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether an id can be used in another resource, and is never empty. */
function isReusableId(id: string, template: TemplateObject): boolean {
  if (id === '' || /copyIndex|\breference\s*\(|\blist\w*\s*\(|^\[+\s*if\s*\(|null\s*\(/i.test(id)) return false;
  if (!id.startsWith('[')) return id.startsWith('/') && !id.includes('00000000-0000-0000-0000-000000000000');
  for (const [, name = ''] of id.matchAll(/parameters\s*\(\s*'([^']+)'/gi)) {
    const fallback = memberAt(template, 'parameters', name, 'defaultValue');
    if (fallback === '' || fallback === null || memberAt(template, 'parameters', name, 'nullable') === true)
      return false;
  }
  return true;
}

function declaredWorkspace(
  resources: readonly { readonly json: TemplateObject; readonly symbolicName: string | undefined }[],
  context: ResourceContext,
): TemplateDestination | undefined {
  const isInScope = context.levels.at(-1) === scopeLevel(context);
  const condition = memberAt(context.json, 'condition');
  const found = resources.filter(
    ({ json }) =>
      isType(stringAt(json, 'type') ?? '', WORKSPACE_TYPE) &&
      memberAt(json, 'copy') === undefined &&
      memberAt(json, 'scope') === undefined &&
      [undefined, condition].includes(memberAt(json, 'condition')),
  );
  const [only] = found;
  const name = stringAt(only?.json, 'name');
  if (!isInScope || only === undefined || name === undefined || found.length > 1 || /copyIndex/i.test(name))
    return undefined;
  const id = resourceIdExpression(WORKSPACE_TYPE, name);
  const isExisting = memberAt(only.json, 'existing') === true;
  return {
    destination: { workspaceId: id },
    dependsOn: isExisting ? [] : [only.symbolicName ?? id],
  };
}
