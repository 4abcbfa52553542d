import { DESTINATIONS } from '../../model/azure/destinations.ts';
import { isSettingType, isType, WORKSPACE_TYPE } from '../../model/azure/resource-types.ts';
import type { BicepFile, Expr, ObjectExpr, ResourceDeclaration } from '../../sources/bicep/syntax/nodes.ts';
import type { TemplateDestination } from '../arm/destination-in-template.ts';
import { destinationProperties, type FixDestination, hasDestination } from '../fix-options.ts';
import { bodyOf, itemAt } from './bicep-edits.ts';
import { type NamedDeclaration, namedDeclarations } from './bicep-place.ts';
import { codeString } from './to-bicep.ts';

/**
 * A destination that a file has already, as code: that of another diagnostic setting, else an id that a resource or module
 * logs to, else the workspace that the file declares or refers to.
 *
 * @param condition The text of the condition of the registry.
 */
export function destinationInBicepFile(
  file: BicepFile,
  condition: string | undefined,
): TemplateDestination | undefined {
  const declared = namedDeclarations(file);
  const deployed = declared.filter(
    (one) => isAlways(file, one, condition) && (one.kind === 'module' || (one.kind === 'resource' && !one.existing)),
  );
  const settings = deployed.filter((one) => one.kind === 'resource' && isSettingType(typeName(one)));
  for (const { value } of settings as readonly ResourceDeclaration[]) {
    const properties = itemAt(value, ['properties'])?.value;
    const found = properties?.kind === 'object' ? sentTo(properties, file, declared) : {};
    if (hasDestination(found)) return { destination: found, dependsOn: [] };
  }
  const id = firstOf(deployed, (one) => workspaceIdIn(one, file, declared)) ?? onlyWorkspace(file, declared, condition);
  return id === undefined ? undefined : { destination: { [DESTINATIONS.workspace]: codeString(id) }, dependsOn: [] };
}

function firstOf<T, R>(list: readonly T[], find: (one: T) => R | undefined): R | undefined {
  for (const one of list) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

function typeName({ type }: ResourceDeclaration): string {
  return (type.segments[0] ?? '').split('@')[0] ?? '';
}

/** Whether it is there whenever the registry is, and once. */
function isAlways({ text }: BicepFile, one: NamedDeclaration, condition: string | undefined): boolean {
  if (one.kind !== 'resource' && one.kind !== 'module') return false;
  const { value } = one;
  return value.kind === 'if'
    ? text.slice(value.condition.start, value.condition.end) === condition
    : value.kind !== 'for';
}

function sentTo(properties: ObjectExpr, file: BicepFile, declared: readonly NamedDeclaration[]): FixDestination {
  const found: Record<string, string> = {};
  for (const name of destinationProperties) {
    const id = itemAt(properties, [name])?.value;
    if (id !== undefined && isReusable(id, declared)) found[name] = templateString(id, file);
    // A workspace may be in any region; what else the setting sends to may have to be in the registry's.
    if (found.workspaceId !== undefined) break;
  }
  return found;
}

/** A literal as itself, so that it can be compared; anything else as code. */
function templateString(id: Expr, { text }: BicepFile): string {
  return id.kind === 'string' ? id.segments.join('') : codeString(text.slice(id.start, id.end));
}

/** Whether an expression means the same in another resource, and is never empty. */
function isReusable(id: Expr, declared: readonly NamedDeclaration[]): boolean {
  if (id.kind === 'string') return id.holes.length === 0 && (id.segments[0] ?? '').startsWith('/');
  if (id.kind === 'name') {
    const symbol = declared.find(({ kind, name }) => kind !== 'resource' && name.name === id.name);
    if (symbol?.kind === 'parameter') return symbol.type.kind !== 'nullableType' && !isEmptyValue(symbol.defaultValue);
    return symbol?.kind === 'variable' && isReusable(symbol.value, declared);
  }
  if (id.kind !== 'access' || id.safe) return false;
  const { base, name } = id;
  if (base.kind === 'name') return name.name === 'id' && isSingle(base.name, 'resource', declared);
  const isOutput = base.kind === 'access' && base.name.name === 'outputs' && base.base.kind === 'name';
  return isOutput && isSingle((base.base as Extract<Expr, { kind: 'name' }>).name, 'module', declared);
}

function isEmptyValue(value: Expr | undefined): boolean {
  return (
    value?.kind === 'null' || (value?.kind === 'string' && value.holes.length === 0 && value.segments.join('') === '')
  );
}

function isSingle(symbol: string, kind: 'resource' | 'module', declared: readonly NamedDeclaration[]): boolean {
  const found = declared.find((one) => one.kind === kind && one.name.name === symbol);
  return found?.kind === kind && found.value.kind !== 'for' && found.value.kind !== 'if';
}

/** Names of properties that hold the resource id of a workspace; `workspaceId` alone is often another id. */
const WORKSPACE_ID_MEMBERS = new Set(['workspaceresourceid', 'loganalyticsworkspaceresourceid']);
const MAX_SEARCH_DEPTH = 12;

function workspaceIdIn(
  one: NamedDeclaration,
  { text }: BicepFile,
  declared: readonly NamedDeclaration[],
): string | undefined {
  const search = (value: Expr, depth: number): string | undefined => {
    if (depth > MAX_SEARCH_DEPTH || (value.kind !== 'object' && value.kind !== 'array')) return undefined;
    return firstOf<ObjectExpr['items'][number] | Expr, string>(value.items as readonly Expr[], (item) => {
      if (item.kind === 'spread' || item.kind === 'resource') return undefined;
      if (item.kind !== 'property') return search(item as Expr, depth + 1);
      const key = item.key.kind === 'identifier' ? item.key.name : item.key.segments.join('');
      if (!WORKSPACE_ID_MEMBERS.has(key.toLowerCase())) return search(item.value, depth + 1);
      return isReusable(item.value, declared) ? text.slice(item.value.start, item.value.end) : undefined;
    });
  };
  return one.kind === 'resource' || one.kind === 'module' ? search(bodyOf(one.value), 0) : undefined;
}

/** The id of the workspace that a file declares or refers to; undefined where there are several. */
function onlyWorkspace(
  file: BicepFile,
  declared: readonly NamedDeclaration[],
  condition: string | undefined,
): string | undefined {
  const found = declared.filter((one) => one.kind === 'resource' && isType(typeName(one), WORKSPACE_TYPE));
  const [only] = found;
  if (only === undefined || found.length > 1 || !isAlways(file, only, condition)) return undefined;
  return file.declarations.some(({ start }) => start === only.start) ? `${only.name.name}.id` : undefined;
}
