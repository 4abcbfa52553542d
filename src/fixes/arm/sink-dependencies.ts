import { SINK_TYPES } from '../../model/azure/destinations.ts';
import { isType, typePattern, WORKSPACE_TYPE } from '../../model/azure/resource-types.ts';
import { at, type JsonObject, type ResourceContext, resourcesIn, textAt } from './context.ts';
import { asExpression, resourceIdOf } from './expression-text.ts';
import type { Json } from './print-json.ts';

const SINKS = new RegExp(`^(?:${SINK_TYPES.map(typePattern).join('|')})\\b`, 'i');
/** The same somewhere in a dependency, with or without `Microsoft.` */
const NAMED_SINKS = new RegExp(`\\b(?:${SINK_TYPES.map(withoutVendor).join('|')})\\b`, 'i');

/**
 * What a setting has to wait for when it sends to `id`: what the resource that the id was taken from waits for of that
 * kind, else the workspace of the same section that the id is made of. Nothing else, for Azure refuses a dependency on
 * what the template does not deploy.
 */
export function sinkDependencies(
  context: ResourceContext,
  id: string,
  source: JsonObject | undefined,
): readonly string[] {
  const own = resourcesIn(context.section, []).filter(({ path }) => path.length === 1);
  const isBeside = source !== undefined && own.some(({ json }) => json === source);
  const copied = isBeside ? copiedFrom(source, own) : [];
  if (copied.length > 0) return copied;
  const frame = context.levels.findLast(({ isInner }) => isInner)?.template;
  const wanted = normal(followVariable(id, frame));
  const found = own.find(({ json }) => isDeployedWorkspace(json) && namesWorkspace(wanted, textAt(json, 'name') ?? ''));
  if (found === undefined) return [];
  return [found.symbolicName ?? resourceIdOf(WORKSPACE_TYPE, textAt(found.json, 'name') ?? '')];
}

/** `Microsoft.Storage/storageAccounts` without `Microsoft.` */
function withoutVendor(type: string): string {
  return type.slice(type.indexOf('.') + 1);
}

function copiedFrom(source: JsonObject, own: ReturnType<typeof resourcesIn>): readonly string[] {
  const symbolic = new Set(
    own.filter(({ json }) => SINKS.test(textAt(json, 'type') ?? '')).map(({ symbolicName }) => symbolicName),
  );
  const list = at(source, 'dependsOn');
  if (!Array.isArray(list)) return [];
  const isSink = (text: string): boolean => symbolic.has(text) || NAMED_SINKS.test(text);
  return list.filter((one: Json): one is string => typeof one === 'string' && isSink(one) && !/copyIndex/i.test(one));
}

function isDeployedWorkspace(json: JsonObject): boolean {
  return (
    isType(textAt(json, 'type') ?? '', WORKSPACE_TYPE) &&
    at(json, 'existing') !== true &&
    at(json, 'copy') === undefined
  );
}

const ONE_VARIABLE = /^\[\s*variables\s*\(\s*'([^']+)'\s*\)\s*\]$/i;

function followVariable(id: string, template: JsonObject | undefined): string {
  const name = ONE_VARIABLE.exec(id)?.[1];
  const value = name === undefined ? undefined : at(template, 'variables', name);
  return typeof value === 'string' ? value : id;
}

function normal(text: string): string {
  return text.replaceAll(/\s+/g, '').toLowerCase();
}

function namesWorkspace(id: string, name: string): boolean {
  const own = normal(asExpression(name));
  const type = WORKSPACE_TYPE.toLowerCase();
  return [`[resourceid('${type}',${own})]`, `[resourceid('${type}/',${own})]`].includes(id);
}
