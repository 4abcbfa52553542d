import { DESTINATION_RESOURCE_TYPES } from '../../model/azure/destinations.ts';
import { isType, typePattern, WORKSPACE_TYPE } from '../../model/azure/resource-types.ts';
import { resourceIdExpression, toExpression } from './expression-text.ts';
import type { TemplateJson } from './print-json.ts';
import { memberAt, type ResourceContext, resourcesIn, stringAt, type TemplateObject } from './resource-context.ts';

const DESTINATION_TYPE = new RegExp(`^(?:${DESTINATION_RESOURCE_TYPES.map(typePattern).join('|')})\\b`, 'i');
/** The same somewhere in a dependency, with or without `Microsoft.` */
const NAMED_DESTINATION = new RegExp(`\\b(?:${DESTINATION_RESOURCE_TYPES.map(withoutVendor).join('|')})\\b`, 'i');

/**
 * The dependencies of a setting that sends to `id`: those of the resource that the id was copied from, as far as they are
 * destinations, else the workspace of the same section that the id refers to. No others, because Azure rejects a
 * dependency on a resource that the template does not deploy.
 */
export function destinationDependencies(
  context: ResourceContext,
  id: string,
  source: TemplateObject | undefined,
): readonly string[] {
  const own = resourcesIn(context.section, []).filter(({ path }) => path.length === 1);
  const isInSection = source !== undefined && own.some(({ json }) => json === source);
  const copied = isInSection ? dependenciesOf(source, own) : [];
  if (copied.length > 0) return copied;
  const frame = context.levels.findLast(({ isInner }) => isInner)?.template;
  const wanted = normalized(resolveVariable(id, frame));
  const found = own.find(
    ({ json }) => isDeployedWorkspace(json) && namesWorkspace(wanted, stringAt(json, 'name') ?? ''),
  );
  if (found === undefined) return [];
  return [found.symbolicName ?? resourceIdExpression(WORKSPACE_TYPE, stringAt(found.json, 'name') ?? '')];
}

/** The symbolic name of the destination beside a resource that an id refers to; undefined where there is none. */
export function symbolForId(context: ResourceContext, id: string): string | undefined {
  const wanted = normalized(id);
  const found = resourcesIn(context.section, []).find(({ json, path, symbolicName }) => {
    const type = stringAt(json, 'type') ?? '';
    const isOne = path.length === 1 && DESTINATION_TYPE.test(type) && memberAt(json, 'copy') === undefined;
    return isOne && IDENTIFIER.test(symbolicName ?? '') && isIdOf(wanted, type, stringAt(json, 'name') ?? '');
  });
  return found?.symbolicName;
}

const IDENTIFIER = /^[A-Za-z_]\w*$/;

/** `Microsoft.Storage/storageAccounts` without `Microsoft.` */
function withoutVendor(type: string): string {
  return type.slice(type.indexOf('.') + 1);
}

function dependenciesOf(source: TemplateObject, own: ReturnType<typeof resourcesIn>): readonly string[] {
  const symbolic = new Set(
    own
      .filter(({ json }) => DESTINATION_TYPE.test(stringAt(json, 'type') ?? ''))
      .map(({ symbolicName }) => symbolicName),
  );
  const list = memberAt(source, 'dependsOn');
  if (!Array.isArray(list)) return [];
  const isDestination = (text: string): boolean => symbolic.has(text) || NAMED_DESTINATION.test(text);
  return list.filter(
    (one: TemplateJson): one is string => typeof one === 'string' && isDestination(one) && !/copyIndex/i.test(one),
  );
}

function isDeployedWorkspace(json: TemplateObject): boolean {
  return (
    isType(stringAt(json, 'type') ?? '', WORKSPACE_TYPE) &&
    memberAt(json, 'existing') !== true &&
    memberAt(json, 'copy') === undefined
  );
}

const ONE_VARIABLE = /^\[\s*variables\s*\(\s*'([^']+)'\s*\)\s*\]$/i;

function resolveVariable(id: string, template: TemplateObject | undefined): string {
  const name = ONE_VARIABLE.exec(id)?.[1];
  const value = name === undefined ? undefined : memberAt(template, 'variables', name);
  return typeof value === 'string' ? value : id;
}

function normalized(text: string): string {
  return text.replaceAll(/\s+/g, '').toLowerCase();
}

function namesWorkspace(id: string, name: string): boolean {
  return isIdOf(id, WORKSPACE_TYPE, name);
}

/** Whether a normalized text is the id of a resource of this type and name in the resource group of the deployment. */
function isIdOf(id: string, type: string, name: string): boolean {
  const own = normalized(toExpression(name));
  return ['', '/'].some((end) => id === `[resourceid('${type.toLowerCase()}${end}',${own})]`);
}
