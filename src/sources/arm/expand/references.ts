import { conditional } from '../../../value/logic.ts';
import { normalizeId, sameId } from '../../../value/resource-id.ts';
import { reveal, revealDecision } from '../../../value/secure.ts';
import { lowerCaseLiteral, pathSegments, sameName } from '../../../value/symbolic-string.ts';
import {
  call,
  canonicalKey,
  type Fault,
  fault,
  isFault,
  isUnknown,
  type Operation,
  type Value,
} from '../../../value/value.ts';
import { runtimeValue } from '../expression/runtime-value.ts';
import { isSnapshot } from './json-access.ts';
import type { TemplateInstance, TemplateResource } from './template-instance.ts';

/**
 * The result of `reference()` for a target that the template declares. Outputs of a nested deployment are known as far as
 * its template is; properties of other resources are runtime values, equal for equal targets.
 */
export function deploymentReference(instance: TemplateInstance, target: Value, full: boolean): Value | undefined {
  const found = findTarget(instance, target);
  return isFault(found) ? found : found && referenceTo(found, full);
}

/** The id of the target of a function such as `listKeys()`, so that all ways to name a resource are equal. */
export function targetId(instance: TemplateInstance, target: Value): Value | undefined {
  const found = findTarget(instance, target);
  return isFault(found) ? found : found?.id;
}

/** The result of `references()` for a loop: its deployed instances in order; undefined when they are not known. */
export function loopReferences(instance: TemplateInstance, name: string, full: boolean): Value | undefined {
  const iterations = resourceIndex(instance).bySymbol.get(name.toLowerCase());
  const mayBeDeployed = iterations?.filter(({ deployed }) => deployed !== false);
  const isKnown = mayBeDeployed?.every(
    ({ deployed, frame }) => deployed === true && typeof frame.loop?.index === 'number',
  );
  return isKnown === true ? mayBeDeployed?.map((resource) => referenceTo(resource, full)) : undefined;
}

/** The result of `resourceInfo()` for a symbolic name; `loop[1]` is the second instance of a loop. */
export function symbolicInfo(instance: TemplateInstance, name: string): Value | undefined {
  const found = findSymbol(instance, name);
  if (found === undefined || isFault(found)) return found;
  return lazyObject({
    id: () => found.id,
    name: () => found.name,
    type: () => found.displayType,
    apiVersion: () => found.body('apiversion') ?? null,
  });
}

function referenceTo(found: TemplateResource, full: boolean): Value {
  const properties = propertiesOf(found);
  return full ? fullReference(found, properties) : properties;
}

const wholes = new WeakMap<TemplateResource, Value>();

/** What only Azure knows of a resource. Outputs of a module are asked for one by one, so it is made once. */
function wholeOf(found: TemplateResource): Value {
  const known = wholes.get(found);
  if (known !== undefined) return known;
  const { id } = found;
  const made = runtimeValue('reference', [id]);
  if (!isFault(id)) wholes.set(found, made);
  return made;
}

function propertiesOf(found: TemplateResource): Value {
  const whole = wholeOf(found);
  const nested = found.deployed === false ? undefined : found.nested?.();
  if (nested?.kind !== 'template') return whole;
  const { instance } = nested;
  return partlyKnown(whole, (name) =>
    name === 'outputs' ? outputsOf(instance) : name === 'provisioningstate' ? 'Succeeded' : undefined,
  );
}

/** Members that Azure returns as they were declared. */
const ECHOED_PROPERTIES = new Set(['apiversion', 'location', 'sku', 'kind', 'tags', 'plan', 'zones']);

function fullReference(found: TemplateResource, properties: Value): Value {
  return partlyKnown(runtimeValue('reference', [found.id, 'full']), (name) => {
    if (name === 'properties') return properties;
    if (name === 'id' || name === 'resourceid') return found.id;
    if (name === 'name' || name === 'scope') return found[name];
    if (name === 'type') return found.displayType;
    if (name === 'subscriptionid') return segmentAfter(found.scope, 'subscriptions');
    if (name === 'resourcegroupname') return segmentAfter(found.scope, 'resourcegroups');
    return ECHOED_PROPERTIES.has(name) && !found.existing ? found.body(name) : undefined;
  });
}

function segmentAfter(id: Value, word: string): Value | undefined {
  if (isFault(id)) return undefined;
  const segments = pathSegments(id);
  const at = segments.findIndex((segment) => lowerCaseLiteral(segment) === word);
  return at < 0 ? undefined : segments[at + 1];
}

/** A runtime value with some known members; `member` gets lower-case names. */
function partlyKnown(whole: Value, member: (name: string) => Value | undefined): Value {
  const self: Operation = {
    name: 'reference',
    type: 'object',
    apply: ([value = null]) => (isUnknown(value) ? call(self, [value]) : value),
    member: (_, key) => (typeof key === 'string' ? member(key.toLowerCase()) : undefined),
    print: ([text = '']) => text,
  };
  return isUnknown(whole) ? call(self, [whole]) : whole;
}

/** An object with lazily evaluated members. */
function lazyObject(members: Readonly<Record<string, () => Value>>): Value {
  const result: Record<string, Value> = Object.create(null);
  for (const [name, get] of Object.entries(members)) Object.defineProperty(result, name, { enumerable: true, get });
  return result;
}

const outputObjects = new WeakMap<TemplateInstance, Value>();

/** The outputs of a deployment: absent if the condition is false, possibly null if it is unknown. */
function outputsOf(instance: TemplateInstance): Value {
  const known = outputObjects.get(instance);
  if (known !== undefined) return known;
  const members: Record<string, () => Value> = Object.create(null);
  for (const name of instance.outputNames) {
    const condition = instance.outputCondition(name);
    if (condition === false) continue;
    const output = lazyObject({ value: () => instance.output(name) ?? null });
    members[name] = () => conditional(condition, output, null);
  }
  const made = lazyObject(members);
  outputObjects.set(instance, made);
  return made;
}

/** Resources of one template by symbolic name, name and id. */
interface ResourceIndex {
  readonly bySymbol: ReadonlyMap<string, readonly TemplateResource[]>;
  readonly byName: ReadonlyMap<string, TemplateResource>;
  /** By id, those that may be of a type in lower case; all where it is undefined. */
  readonly byId: (type: string | undefined) => ReadonlyMap<string, TemplateResource>;
  /** Nested deployments, whose names may be unknown. */
  readonly open: readonly TemplateResource[];
}

const indexes = new WeakMap<TemplateInstance, ResourceIndex>();

function resourceIndex(instance: TemplateInstance): ResourceIndex {
  const known = indexes.get(instance);
  if (known !== undefined) return known;
  const resources = instance.resources();
  const bySymbol = new Map<string, TemplateResource[]>();
  for (const resource of resources) {
    const symbol = resource.symbolicName?.toLowerCase();
    if (symbol === undefined) continue;
    const list = bySymbol.get(symbol) ?? [];
    list.push(resource);
    bySymbol.set(symbol, list);
  }
  const named = new Map<string | undefined, Named>();
  const namedOf = (type: string | undefined): Named => {
    const filled = named.get(type);
    if (filled !== undefined) return filled;
    const some = resources.filter(({ plainType }) => (plainType ?? type)?.toLowerCase() === type);
    const made = namesOf(type === undefined ? resources : some);
    if (made.isComplete) named.set(type, made);
    return made;
  };
  const index: ResourceIndex = {
    bySymbol,
    get byName() {
      return namedOf(undefined).byName;
    },
    byId: (type) => namedOf(isSnapshot(instance.template) ? undefined : type).byId,
    open: resources.filter(({ nested }) => nested !== undefined),
  };
  if (instance.isListed()) indexes.set(instance, index);
  return index;
}

interface Named {
  readonly byName: ReadonlyMap<string, TemplateResource>;
  readonly byId: ReadonlyMap<string, TemplateResource>;
  /** False when a name is currently being evaluated, so that the index is incomplete. */
  readonly isComplete: boolean;
}

function namesOf(resources: readonly TemplateResource[]): Named {
  const byName = new Map<string, TemplateResource>();
  const byId = new Map<string, TemplateResource>();
  let isComplete = true;
  for (const resource of resources) {
    const { id } = resource;
    const name = reveal(resource.name);
    if (isFault(id) && id.code === 'circular-reference') isComplete = false;
    if (isFault(id)) continue;
    const key = idKey(id);
    if (!byId.has(key)) byId.set(key, resource);
    if (typeof name === 'string' && !byName.has(name.toLowerCase())) byName.set(name.toLowerCase(), resource);
  }
  return { byName, byId, isComplete };
}

/** The type in an id, in lower case; undefined where it has none that is known. */
function typeInId(id: Value): string | undefined {
  const words = pathSegments(id).map(lowerCaseLiteral);
  const provider = words.indexOf('providers');
  const [namespace, ...pairs] = words.slice(provider + 1);
  const types = pairs.filter((_, i) => i % 2 === 0);
  // A second one begins the type of an extension, or is a name.
  const isPlain = provider >= 0 && !pairs.includes('providers');
  return isPlain && namespace !== undefined && types.length > 0 && !types.includes(undefined)
    ? [namespace, ...types].join('/')
    : undefined;
}

function idKey(id: Value): string {
  const plain = normalizeId(reveal(id));
  return typeof plain === 'string' ? plain.toLowerCase() : canonicalKey(plain);
}

/**
 * The resource with a symbolic name, or the instance `name[index]` of a loop; a fault when the index is out of range.
 */
function findSymbol(instance: TemplateInstance, name: string): TemplateResource | Fault | undefined {
  const [, symbol = name, index] = /^(.*?)(?:\[(\d+)\])?$/s.exec(name) ?? [];
  const iterations = resourceIndex(instance).bySymbol.get(symbol.toLowerCase());
  const found = iterations?.find(({ frame }) => index === undefined || frame.loop?.index === Number(index));
  if (found !== undefined || iterations === undefined) return found;
  const isCounted = iterations.every(({ frame }) => typeof frame.loop?.index === 'number');
  return isCounted ? fault('no-resource', `the loop '${symbol}' has no instance ${index}`) : undefined;
}

/** Secure values are revealed to find the target: which resource it is does not disclose the value. */
function findTarget(instance: TemplateInstance, target: Value): TemplateResource | Fault | undefined {
  const revealed = reveal(target);
  if (typeof revealed === 'string' && !revealed.startsWith('/')) {
    return findSymbol(instance, revealed) ?? resourceIndex(instance).byName.get(revealed.toLowerCase());
  }
  if (!isUnknown(revealed) && typeof revealed !== 'string') return undefined;
  const { byId, open } = resourceIndex(instance);
  const found = byId(typeInId(revealed)).get(idKey(revealed));
  if (found !== undefined || !isUnknown(revealed)) return found;
  return open.find(
    ({ id, name }) => revealDecision(sameId(id, target)) === true || revealDecision(sameName(name, target)) === true,
  );
}
