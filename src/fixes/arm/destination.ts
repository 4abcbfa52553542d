import { isSettingType, isType, WORKSPACE_TYPE } from '../../model/azure/resource-types.ts';
import type { Target } from '../../model/target.ts';
import { pathSegments } from '../../value/symbolic-string.ts';
import type { Value } from '../../value/value.ts';
import { destinationProperties, type FixDestination, type FixSettings, hasDestination } from '../fix-settings.ts';
import { at, frameLevel, isJsonObject, type JsonObject, type ResourceContext, resourcesIn, textAt } from './context.ts';
import { resourceIdOf } from './expression-text.ts';
import type { Json } from './print-json.ts';
import { sinkDependencies } from './sink-dependencies.ts';

/** Where a new setting sends to, as texts of the template, and what has to be deployed before it. */
export interface ChosenDestination {
  readonly destination: FixDestination;
  readonly dependsOn: readonly string[];
}

/**
 * The destination that was configured: that of the first entry for the registry's region and subscription, as far as these
 * are known, else the general one. None when registries of one place of a template have different ones: what is written
 * there cannot be right for all of them.
 */
export function configuredDestination(settings: FixSettings, registries: readonly Target[]): FixDestination {
  const found = new Set(registries.map((registry) => entryFor(settings, registry)));
  const [only = settings.destination] = found;
  return found.size > 1 ? {} : only;
}

function entryFor({ destination, destinations }: FixSettings, { field, id }: Target): FixDestination {
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

/** Names under which templates hand on the resource id of a workspace; `workspaceId` alone is often another id. */
const WORKSPACE_ID_MEMBERS = new Set(['workspaceresourceid', 'loganalyticsworkspaceresourceid']);

/**
 * A destination that is in the template already, where the registry's expressions can name it: that of another
 * diagnostic setting, else an id that another resource logs to, else a workspace that the template deploys.
 */
export function destinationInTemplate(context: ResourceContext): ChosenDestination | undefined {
  const level = frameLevel(context);
  const { template } = level;
  const resources = resourcesIn(at(template, 'resources') ?? null, []).map(({ json, symbolicName }) => ({
    json,
    symbolicName,
  }));
  const condition = at(context.json, 'condition');
  for (const { json } of resources) {
    // What is deployed under another condition may have an id that is empty when it is not.
    const isSure = [undefined, condition].includes(at(json, 'condition'));
    if (!isSure || !isSettingType(textAt(json, 'type') ?? '')) continue;
    const found = destinationOfSetting(at(json, 'properties'), template);
    if (found !== undefined) return chosen(context, found, json);
  }
  for (const { json } of resources) {
    const id = isPlain(json) ? idIn(at(json, 'properties') ?? null, template, 0) : undefined;
    if (id !== undefined) return chosen(context, { workspaceId: id }, json);
  }
  return workspaceOf(resources, context);
}

function chosen(context: ResourceContext, destination: FixDestination, source: JsonObject): ChosenDestination {
  const ids = destinationProperties.flatMap((name) => destination[name] ?? []);
  const dependsOn = new Set(ids.flatMap((id) => sinkDependencies(context, id, source)));
  return { destination, dependsOn: [...dependsOn] };
}

function destinationOfSetting(properties: Json | undefined, template: JsonObject): FixDestination | undefined {
  const found: Record<string, string> = {};
  for (const name of destinationProperties) {
    const id = textAt(properties, name);
    if (id !== undefined && isUsable(id, template)) found[name] = id;
    // A workspace may be in any region; what else the setting sends to may have to be in the registry's.
    if (found.workspaceId !== undefined) break;
  }
  return hasDestination(found) ? found : undefined;
}

/** A resource that is there once, and without a condition. */
function isPlain(json: JsonObject): boolean {
  return at(json, 'copy') === undefined && at(json, 'condition') === undefined;
}

const DEEPEST = 12;

function idIn(json: Json, template: JsonObject, depth: number): string | undefined {
  if (depth > DEEPEST || json === null || typeof json !== 'object') return undefined;
  const isObject = isJsonObject(json);
  for (const [name, value] of Object.entries(json) as [string, Json][]) {
    // The expressions of a nested template are those of another world.
    if (isObject && name.toLowerCase() === 'template') continue;
    if (isObject && WORKSPACE_ID_MEMBERS.has(name.toLowerCase()) && typeof value === 'string') {
      if (isUsable(value, template)) return value;
      continue;
    }
    const found = idIn(value, template, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a text can stand in another resource, and names something without fail. */
function isUsable(id: string, template: JsonObject): boolean {
  if (id === '' || /copyIndex|\breference\s*\(|\blist\w*\s*\(|^\[+\s*if\s*\(|null\s*\(/i.test(id)) return false;
  if (!id.startsWith('[')) return id.startsWith('/') && !id.includes('00000000-0000-0000-0000-000000000000');
  for (const [, name = ''] of id.matchAll(/parameters\s*\(\s*'([^']+)'/gi)) {
    const fallback = at(template, 'parameters', name, 'defaultValue');
    if (fallback === '' || fallback === null || at(template, 'parameters', name, 'nullable') === true) return false;
  }
  return true;
}

function workspaceOf(
  resources: readonly { readonly json: JsonObject; readonly symbolicName: string | undefined }[],
  context: ResourceContext,
): ChosenDestination | undefined {
  const section = context.levels.at(-1) === frameLevel(context);
  const condition = at(context.json, 'condition');
  const found = resources.filter(
    ({ json }) =>
      isType(textAt(json, 'type') ?? '', WORKSPACE_TYPE) &&
      at(json, 'copy') === undefined &&
      at(json, 'scope') === undefined &&
      [undefined, condition].includes(at(json, 'condition')),
  );
  const [only] = found;
  const name = textAt(only?.json, 'name');
  if (!section || only === undefined || name === undefined || found.length > 1 || /copyIndex/i.test(name))
    return undefined;
  const id = resourceIdOf(WORKSPACE_TYPE, name);
  const isExisting = at(only.json, 'existing') === true;
  return {
    destination: { workspaceId: id },
    dependsOn: isExisting ? [] : [only.symbolicName ?? id],
  };
}
