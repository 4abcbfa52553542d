import {
  isType,
  MANAGEMENT_GROUP_TYPE,
  namespaceOf,
  REGISTRY_TYPE,
  RESOURCE_GROUP_TYPE,
  SETTING_TYPE,
} from '../../../model/azure/resource-types.ts';
import type { Path } from '../../../util/location.ts';
import { distribute } from '../../../value/logic.ts';
import { member } from '../../../value/property-access.ts';
import { EMPTY_SEGMENT, normalizeId, WRONG_SEGMENTS } from '../../../value/resource-id.ts';
import { reveal } from '../../../value/secure.ts';
import { concatText, lowerCaseLiteral, pathSegments } from '../../../value/symbolic-string.ts';
import { expressionText, fault, isFault, isUnknown, type Value } from '../../../value/value.ts';
import { evaluateJson, type JsonObject } from '../expression/evaluate-json.ts';
import type { Frame } from '../expression/frame.ts';
import { operationOf } from '../expression/operations.ts';
import { type DeploymentScope, scopeId } from '../expression/scope.ts';
import { providerPath } from '../expression/scoped-resource-ids.ts';
import { isSnapshot, property } from './json-access.ts';
import type { TemplateInstance, TemplateResource } from './template-instance.ts';

/** A resource declaration with its type evaluated. */
export interface TypedDeclaration {
  readonly json: JsonObject;
  readonly type: string;
  readonly displayType: Value;
  readonly frame: Frame;
  readonly parent?: TemplateResource;
  readonly path: Path;
}

/** Type, name, scope and id of a resource, the same for every way to declare it (ARM template language, §4). */
export interface ResourceIdentity {
  readonly type: string;
  /** The type for display: an expression if it contains a secure value. */
  readonly displayType: Value;
  readonly name: Value;
  readonly scope: Value;
  readonly id: Value;
}

/** The full type if it follows from the declaration, without evaluating names. */
export function declaredType(
  instance: TemplateInstance,
  { type: written, parent }: TypedDeclaration,
): string | undefined {
  const type = trimSlashes(written);
  const full = parent === undefined || type.split('/', 1)[0]?.includes('.') ? type : `${parent.type}/${type}`;
  return isSnapshot(instance.template) || full.toLowerCase().includes('/providers/') ? undefined : full;
}

/** Whether it follows from the declaration that no other resource is the scope of one whose `declaredType` is known. */
export function isInContainer(type: string | undefined, { json, parent }: TypedDeclaration): boolean {
  return (
    type !== undefined && property(json, 'scope') === undefined && (parent === undefined || isPartOf(type, parent))
  );
}

/** Whether something nested in a resource is a part of it; if not it is attached to it. */
function isPartOf(type: string, parent: Pick<TemplateResource, 'type'>): boolean {
  return namespaceOf(type).toLowerCase() === namespaceOf(parent.type).toLowerCase();
}

function trimSlashes(type: string): string {
  return type.replace(/^\/+|\/+$/g, '');
}

export function identifyResource(instance: TemplateInstance, declaration: TypedDeclaration): ResourceIdentity {
  const { json, frame } = declaration;
  if (isSnapshot(instance.template)) return predictedIdentity(declaration);
  const { type, displayType, name } = fullNames(declaration);
  const explicit = property(json, 'scope');
  const base = explicit === undefined ? undefined : absoluteScope(evaluateJson(explicit, frame), instance.scope);
  const provider = type.toLowerCase().lastIndexOf('/providers/');
  if (provider >= 0) return legacyExtension(instance, type, name, provider, displayType);
  const scope =
    base ?? attachedToParent(instance, declaration, type, displayType) ?? containerOf(instance, json, frame);
  return { type, displayType, name, scope, id: resourceIdOf(scope, type, name, displayType) };
}

/** A snapshot contains the full id of every resource; the scope is the part before the last namespace. */
function predictedIdentity({ json, type, displayType, frame }: TypedDeclaration): ResourceIdentity {
  const name = evaluateJson(property(json, 'name') ?? null, frame);
  const id = evaluateJson(property(json, 'id') ?? null, frame);
  const parts = typeof id === 'string' || isUnknown(id) ? pathSegments(id) : [];
  const end = parts.findLastIndex((part) => lowerCaseLiteral(part) === 'providers');
  const before = parts.slice(0, Math.max(0, end)).filter((part) => part !== '');
  return { type, displayType, name, id, scope: concatText(before.flatMap((part) => ['/', part])) };
}

/** The type and name of a child are relative to its parent, unless the type is full and begins with a namespace. */
function fullNames({
  json,
  type: written,
  displayType,
  frame,
  parent,
}: TypedDeclaration): Pick<ResourceIdentity, 'type' | 'displayType' | 'name'> {
  const type = trimSlashes(written);
  const shown = typeof displayType === 'string' ? type : displayType;
  const [first = '', ...others] = type.split('/');
  const wanted = first.includes('.') ? others.length : others.length + 1;
  const name = withoutEmptySegments(evaluateJson(property(json, 'name') ?? null, frame), wanted);
  if (parent === undefined || first.includes('.')) return { type, displayType: shown, name };
  return {
    type: `${parent.type}/${type}`,
    displayType: concatText([parent.displayType, '/', shown]),
    name: isFault(name) ? name : concatText([parent.name, '/', name]),
  };
}

/** Azure ignores redundant slashes: `/Microsoft.Insights/setting` and `registry//Microsoft.Insights/setting` occur. */
function withoutEmptySegments(name: Value, expected: number): Value {
  const parts = typeof name === 'string' || isUnknown(name) ? pathSegments(name) : [];
  const full = parts.filter((part) => part !== '');
  if (parts.length <= expected || full.length === parts.length || full.length === 0) return name;
  return concatText(full.flatMap((part, i) => (i === 0 ? [part] : ['/', part])));
}

function typeText(type: Value): string {
  return typeof type === 'string' ? type : expressionText(type);
}

/** An extension resource with a full type nested in another resource can only be attached to that parent. */
function attachedToParent(
  instance: TemplateInstance,
  { parent, path }: TypedDeclaration,
  type: string,
  shownType: Value,
): Value | undefined {
  if (parent === undefined) return undefined;
  if (isPartOf(type, parent)) return undefined;
  if (!type.toLowerCase().startsWith(`${parent.type.toLowerCase()}/`)) {
    const message = `${typeText(shownType)} is written inside ${typeText(parent.displayType)} without a scope; it is taken to be attached to it`;
    instance.run.diagnostics.push({
      level: 'warning',
      code: 'child-without-scope',
      message,
      file: instance.file,
      path,
    });
  }
  return parent.id;
}

/** `scope` is a full id or a path relative to the deployment scope. */
function absoluteScope(scope: Value, deployment: DeploymentScope): Value {
  if (isFault(scope) || scope === null) return scope;
  const parts = pathSegments(scope);
  if (isUnknown(reveal(parts[0] ?? ''))) return scope;
  const full = parts.filter((part) => part !== '');
  const path = normalizeId(concatText(full.flatMap((part) => ['/', part])));
  const incomplete = incompleteScope(full);
  if (incomplete !== undefined) return incomplete;
  const [first, second] = full.map(lowerCaseLiteral);
  if (first === undefined || first === 'subscriptions') return path;
  if (first !== 'providers')
    return concatText([second === 'managementgroups' ? '' : scopeId(deployment), '/providers', path]);
  // No tenant-level resources matter here, so a path that begins with a namespace is relative.
  const isOfTenant =
    parts[0] === '' && (deployment.kind === 'tenant' || second === namespaceOf(MANAGEMENT_GROUP_TYPE).toLowerCase());
  return isOfTenant ? path : concatText([scopeId(deployment), path]);
}

/** The fault for a registry id with a missing or empty name; other scopes are not validated. */
function incompleteScope(path: readonly Value[]): Value | undefined {
  const provider = path.findLastIndex((part) => typeof part === 'string' && part.toLowerCase() === 'providers');
  const [namespace, ...pairs] = path.slice(provider + 1);
  const isRegistry =
    typeof namespace === 'string' &&
    isType(namespace, namespaceOf(REGISTRY_TYPE)) &&
    (pairs.length === 0 || (typeof pairs[0] === 'string' && isType(`${namespace}/${pairs[0]}`, REGISTRY_TYPE)));
  if (!isRegistry || pairs.some(isUnknown) || (pairs.length > 0 && pairs.length % 2 === 0)) return undefined;
  return fault('scope-segments', 'the scope lacks a segment: it needs a name for each part of its type');
}

/** The container of a resource without `scope`. Deployments and `existing` resources may name another group. */
function containerOf(instance: TemplateInstance, json: JsonObject, frame: Frame): Value {
  const { scope } = instance;
  const subscription = property(json, 'subscriptionId');
  const group = property(json, 'resourceGroup');
  if (subscription === undefined && group === undefined) return scopeId(scope);
  const subscriptionId =
    subscription === undefined
      ? 'subscriptionId' in scope
        ? scope.subscriptionId
        : ''
      : evaluateJson(subscription, frame);
  if (group === undefined) return concatText(['/subscriptions/', subscriptionId]);
  return concatText(['/subscriptions/', subscriptionId, '/resourceGroups/', evaluateJson(group, frame)]);
}

/**
 * The segments of a name: as many as its type requires. Azure drops empty segments before it counts, so redundant slashes
 * are harmless, and an empty segment is a missing one.
 */
function nameSegments(name: Value, expected: number, what: string): readonly Value[] | ReturnType<typeof fault> {
  if (isFault(name)) return name;
  const parts = typeof name === 'string' || isUnknown(name) ? pathSegments(name) : [];
  const full = parts.filter((part) => part !== '');
  if (full.length === expected) return full;
  if (expected === 1 && isUnknown(reveal(name))) return [name];
  if (parts.length === expected || !parts.map(reveal).some(isUnknown)) {
    const needed = `${expected} segment${expected === 1 ? '' : 's'}`;
    const code = parts.length === expected ? EMPTY_SEGMENT : WRONG_SEGMENTS;
    return fault(code, `${what} needs ${needed} and has ${full.length}`);
  }
  return Array.from({ length: expected }, (_, i) => segment(name, i, expected, what));
}

/** A segment of a name that is not known enough to be split. */
function segment(name: Value, index: number, expected: number, what: string): Value {
  const ofBranch = (branch: Value): Value => {
    const parts = nameSegments(branch, expected, what);
    return isFault(parts) ? parts : (parts[index] ?? null);
  };
  return distribute(name, ofBranch) ?? member(operationOf('split')?.apply([name, '/']) ?? null, index);
}

function resourceIdOf(scope: Value, type: string, name: Value, shownType: Value): Value {
  if (isFault(scope)) return scope;
  const names = nameSegments(name, type.split('/').length - 1, `the name of ${typeText(shownType)}`);
  if (isFault(names)) return names;
  if (isType(type, RESOURCE_GROUP_TYPE)) return concatText([scope, '/resourceGroups/', ...names]);
  if (isType(type, MANAGEMENT_GROUP_TYPE)) return concatText([`/providers/${MANAGEMENT_GROUP_TYPE}/`, ...names]);
  return concatText([scope, providerPath(shownType, names)]);
}

/** `…/registries/providers/diagnosticSettings` named `registry/Microsoft.Insights/setting`: the legacy syntax for an extension resource, before `scope` existed. */
function legacyExtension(
  instance: TemplateInstance,
  type: string,
  name: Value,
  provider: number,
  shownType: Value,
): ResourceIdentity {
  const baseType = type.slice(0, provider);
  const extensionTypes = type.slice(provider + '/providers/'.length);
  const baseCount = baseType.split('/').length - 1;
  const expected = baseCount + 1 + extensionTypes.split('/').length;
  const parts = nameSegments(name, expected, 'the name');
  const shown = pathSegments(shownType);
  const typed = (namespace: Value): Pick<ResourceIdentity, 'type' | 'displayType'> => ({
    type: `${String(reveal(namespace))}/${extensionTypes}`,
    displayType: joinSegments([namespace, ...shown.slice(baseCount + 2)]),
  });
  if (isFault(parts)) return { ...typed(DEFAULT_NAMESPACE), name: parts, scope: parts, id: parts };
  const namespace = parts[baseCount] ?? '';
  const full = typed(typeof reveal(namespace) === 'string' ? namespace : DEFAULT_NAMESPACE);
  const base = providerPath(joinSegments(shown.slice(0, baseCount + 1)), parts.slice(0, baseCount));
  const scope = concatText([scopeId(instance.scope), base]);
  const names = parts.slice(baseCount + 1);
  return { ...full, name: joinSegments(names), scope, id: concatText([scope, providerPath(full.displayType, names)]) };
}

function joinSegments(parts: readonly Value[]): Value<string> {
  return concatText(parts.flatMap((part, i) => (i === 0 ? [part] : ['/', part])));
}

/** The namespace of diagnostic settings, for names from which it cannot be determined. */
const DEFAULT_NAMESPACE = namespaceOf(SETTING_TYPE);
