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
import { plainId } from '../../../value/resource-id.ts';
import { reveal } from '../../../value/secure.ts';
import { concatText, pathSegments, wordOf } from '../../../value/symbolic-string.ts';
import { expressionText, fault, isFault, isUnknown, type Value } from '../../../value/value.ts';
import type { Frame } from '../expression/frame.ts';
import { evaluateJson, type JsonObject } from '../expression/json.ts';
import { operationOf } from '../expression/operations.ts';
import { typedPath } from '../expression/resource-ids.ts';
import { type DeploymentScope, scopeId } from '../expression/scope.ts';
import { at, isSnapshot } from './sections.ts';
import type { TemplateInstance, TemplateResource } from './template-instance.ts';

/** A resource as it is written. */
export interface Written {
  readonly json: JsonObject;
  readonly type: string;
  readonly shownType: Value;
  readonly frame: Frame;
  readonly parent?: TemplateResource;
  readonly path: Path;
}

/** Type, name, scope and id of a resource: one answer for every way of writing it (ARM template language, §4). */
export interface Placement {
  readonly type: string;
  /** The type as it may be shown: an expression where a secure value is part of it. */
  readonly shownType: Value;
  readonly name: Value;
  readonly scope: Value;
  readonly id: Value;
}

/** The full type, where it can be told from what is written alone: the names need not be evaluated for it. */
export function writtenType(instance: TemplateInstance, { type: written, parent }: Written): string | undefined {
  const type = trimSlashes(written);
  const full = parent === undefined || type.split('/', 1)[0]?.includes('.') ? type : `${parent.type}/${type}`;
  return isSnapshot(instance.template) || full.toLowerCase().includes('/providers/') ? undefined : full;
}

function trimSlashes(type: string): string {
  return type.replace(/^\/+|\/+$/g, '');
}

export function placeResource(instance: TemplateInstance, written: Written): Placement {
  const { json, frame } = written;
  if (isSnapshot(instance.template)) return predictedPlace(written);
  const { type, shownType, name } = fullNames(written);
  const explicit = at(json, 'scope');
  const base = explicit === undefined ? undefined : absoluteScope(evaluateJson(explicit, frame), instance.scope);
  const provider = type.toLowerCase().lastIndexOf('/providers/');
  if (provider >= 0) return legacyExtension(instance, type, name, provider, shownType);
  const scope = base ?? attachedToParent(instance, written, type, shownType) ?? containerOf(instance, json, frame);
  return { type, shownType, name, scope, id: identify(scope, type, name, shownType) };
}

/** A snapshot has the whole id of every resource; its scope is what stands before the last namespace. */
function predictedPlace({ json, type, shownType, frame }: Written): Placement {
  const name = evaluateJson(at(json, 'name') ?? null, frame);
  const id = evaluateJson(at(json, 'id') ?? null, frame);
  const parts = typeof id === 'string' || isUnknown(id) ? pathSegments(id) : [];
  const end = parts.findLastIndex((part) => wordOf(part) === 'providers');
  const before = parts.slice(0, Math.max(0, end)).filter((part) => part !== '');
  return { type, shownType, name, id, scope: concatText(before.flatMap((part) => ['/', part])) };
}

/** A child's type and name begin with its parent's, unless they are written in full: then they begin with its namespace. */
function fullNames({
  json,
  type: written,
  shownType,
  frame,
  parent,
}: Written): Pick<Placement, 'type' | 'shownType' | 'name'> {
  const type = trimSlashes(written);
  const shown = typeof shownType === 'string' ? type : shownType;
  const [first = '', ...others] = type.split('/');
  const wanted = first.includes('.') ? others.length : others.length + 1;
  const name = withoutEmptyParts(evaluateJson(at(json, 'name') ?? null, frame), wanted);
  if (parent === undefined || first.includes('.')) return { type, shownType: shown, name };
  return {
    type: `${parent.type}/${type}`,
    shownType: concatText([parent.shownType, '/', shown]),
    name: isFault(name) ? name : concatText([parent.name, '/', name]),
  };
}

/** Azure takes no notice of slashes too many: `/Microsoft.Insights/setting` and `registry//Microsoft.Insights/setting` are in use. */
function withoutEmptyParts(name: Value, wanted: number): Value {
  const parts = typeof name === 'string' || isUnknown(name) ? pathSegments(name) : [];
  const full = parts.filter((part) => part !== '');
  if (parts.length <= wanted || full.length === parts.length || full.length === 0) return name;
  return concatText(full.flatMap((part, i) => (i === 0 ? [part] : ['/', part])));
}

function nameOf(type: Value): string {
  return typeof type === 'string' ? type : expressionText(type);
}

/** A full extension type inside another resource has no place of its own there; it can only mean its parent. */
function attachedToParent(
  instance: TemplateInstance,
  { parent, path }: Written,
  type: string,
  shownType: Value,
): Value | undefined {
  if (parent === undefined) return undefined;
  const [namespace = ''] = type.split('/');
  const [parentNamespace = ''] = parent.type.split('/');
  if (namespace.toLowerCase() === parentNamespace.toLowerCase()) return undefined;
  if (!type.toLowerCase().startsWith(`${parent.type.toLowerCase()}/`)) {
    const message = `${nameOf(shownType)} is written inside ${nameOf(parent.shownType)} without a scope; it is taken to be attached to it`;
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

/** `scope` is a full id, or a path relative to the scope of the deployment. */
function absoluteScope(scope: Value, deployment: DeploymentScope): Value {
  if (isFault(scope) || scope === null) return scope;
  const parts = pathSegments(scope);
  if (isUnknown(reveal(parts[0] ?? ''))) return scope;
  const full = parts.filter((part) => part !== '');
  const path = plainId(concatText(full.flatMap((part) => ['/', part])));
  const incomplete = incompleteScope(full);
  if (incomplete !== undefined) return incomplete;
  const [first, second] = full.map(wordOf);
  if (first === undefined || first === 'subscriptions') return path;
  if (first !== 'providers')
    return concatText([second === 'managementgroups' ? '' : scopeId(deployment), '/providers', path]);
  // A tenant has no resources of its own to attach to here, so a path that begins with a namespace is a relative one.
  const isOfTenant =
    parts[0] === '' && (deployment.kind === 'tenant' || second === namespaceOf(MANAGEMENT_GROUP_TYPE).toLowerCase());
  return isOfTenant ? path : concatText([scopeId(deployment), path]);
}

/** A registry's id that lacks a name, or has an empty one in the middle: nobody else's scope is looked at so closely. */
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

/** What a resource without `scope` is deployed into. Deployments and `existing` resources may name another group or subscription. */
function containerOf(instance: TemplateInstance, json: JsonObject, frame: Frame): Value {
  const { scope } = instance;
  const subscription = at(json, 'subscriptionId');
  const group = at(json, 'resourceGroup');
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
 * The segments of a name: as many as its type asks for. Azure leaves empty ones out before it counts them, so slashes too
 * many do no harm, and a segment that is empty is one too few.
 */
function nameParts(name: Value, wanted: number, what: string): readonly Value[] | ReturnType<typeof fault> {
  if (isFault(name)) return name;
  const parts = typeof name === 'string' || isUnknown(name) ? pathSegments(name) : [];
  const full = parts.filter((part) => part !== '');
  if (full.length === wanted) return full;
  if (wanted === 1 && isUnknown(reveal(name))) return [name];
  if (parts.length === wanted || !parts.map(reveal).some(isUnknown)) {
    const needed = `${wanted} segment${wanted === 1 ? '' : 's'}`;
    return fault('name-segments', `${what} needs ${needed} and has ${full.length}`);
  }
  return Array.from({ length: wanted }, (_, i) => segment(name, i, wanted, what));
}

/** A segment of a name that is not known enough to be taken apart. */
function segment(name: Value, index: number, wanted: number, what: string): Value {
  const ofBranch = (branch: Value): Value => {
    const parts = nameParts(branch, wanted, what);
    return isFault(parts) ? parts : (parts[index] ?? null);
  };
  return distribute(name, ofBranch) ?? member(operationOf('split')?.apply([name, '/']) ?? null, index);
}

function identify(scope: Value, type: string, name: Value, shownType: Value): Value {
  if (isFault(scope)) return scope;
  const names = nameParts(name, type.split('/').length - 1, `the name of ${nameOf(shownType)}`);
  if (isFault(names)) return names;
  if (isType(type, RESOURCE_GROUP_TYPE)) return concatText([scope, '/resourceGroups/', ...names]);
  if (isType(type, MANAGEMENT_GROUP_TYPE)) return concatText([`/providers/${MANAGEMENT_GROUP_TYPE}/`, ...names]);
  return concatText([scope, typedPath(shownType, names)]);
}

/** `…/registries/providers/diagnosticSettings` named `registry/Microsoft.Insights/setting`: an extension written before `scope` was. */
function legacyExtension(
  instance: TemplateInstance,
  type: string,
  name: Value,
  provider: number,
  shownType: Value,
): Placement {
  const baseType = type.slice(0, provider);
  const extensionTypes = type.slice(provider + '/providers/'.length);
  const baseCount = baseType.split('/').length - 1;
  const wanted = baseCount + 1 + extensionTypes.split('/').length;
  const parts = nameParts(name, wanted, 'the name');
  const shown = pathSegments(shownType);
  const typed = (namespace: Value): Pick<Placement, 'type' | 'shownType'> => ({
    type: `${String(reveal(namespace))}/${extensionTypes}`,
    shownType: slashed([namespace, ...shown.slice(baseCount + 2)]),
  });
  if (isFault(parts)) return { ...typed(KNOWN_NAMESPACE), name: parts, scope: parts, id: parts };
  const namespace = parts[baseCount] ?? '';
  const full = typed(typeof reveal(namespace) === 'string' ? namespace : KNOWN_NAMESPACE);
  const base = typedPath(slashed(shown.slice(0, baseCount + 1)), parts.slice(0, baseCount));
  const scope = concatText([scopeId(instance.scope), base]);
  const names = parts.slice(baseCount + 1);
  return { ...full, name: slashed(names), scope, id: concatText([scope, typedPath(full.shownType, names)]) };
}

function slashed(parts: readonly Value[]): Value<string> {
  return concatText(parts.flatMap((part, i) => (i === 0 ? [part] : ['/', part])));
}

/** The namespace of the one extension type that matters here, for names from which it cannot be read. */
const KNOWN_NAMESPACE = namespaceOf(SETTING_TYPE);
