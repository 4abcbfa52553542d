import { at, type JsonObject, type ResourceContext, resourcesIn, textAt } from './context.ts';
import { asExpression, resourceIdOf } from './expression-text.ts';
import type { Json } from './print-json.ts';

const SINKS = /^microsoft\.(operationalinsights\/workspaces|storage\/storageaccounts|eventhub\/namespaces)\b/i;
const WORKSPACE = 'Microsoft.OperationalInsights/workspaces';

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
  return [found.symbolicName ?? resourceIdOf(WORKSPACE, textAt(found.json, 'name') ?? '')];
}

function copiedFrom(source: JsonObject, own: ReturnType<typeof resourcesIn>): readonly string[] {
  const symbolic = new Set(
    own.filter(({ json }) => SINKS.test(textAt(json, 'type') ?? '')).map(({ symbolicName }) => symbolicName),
  );
  const list = at(source, 'dependsOn');
  if (!Array.isArray(list)) return [];
  const isSink = (text: string): boolean =>
    symbolic.has(text) ||
    /\b(operationalinsights\/workspaces|storage\/storageaccounts|eventhub\/namespaces)\b/i.test(text);
  return list.filter((one: Json): one is string => typeof one === 'string' && isSink(one) && !/copyIndex/i.test(one));
}

function isDeployedWorkspace(json: JsonObject): boolean {
  return (
    textAt(json, 'type')?.toLowerCase() === WORKSPACE.toLowerCase() &&
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
  const type = WORKSPACE.toLowerCase();
  return [`[resourceid('${type}',${own})]`, `[resourceid('${type}/',${own})]`].includes(id);
}
