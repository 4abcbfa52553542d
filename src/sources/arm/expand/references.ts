import { when } from '../../../value/logic.ts';
import { plainId, sameId } from '../../../value/resource-id.ts';
import { decided, reveal } from '../../../value/secure.ts';
import { pathSegments, sameName, wordOf } from '../../../value/symbolic-string.ts';
import {
  call,
  type Fault,
  fault,
  isFault,
  isUnknown,
  keyOf,
  type Operation,
  type Value,
} from '../../../value/value.ts';
import { runtime } from '../expression/runtime.ts';
import { isSnapshot } from './sections.ts';
import type { TemplateInstance, TemplateResource } from './template-instance.ts';

/**
 * What `reference()` gives for a target that the template declares. Of a nested deployment the outputs are known as far
 * as its template is; of any other resource only Azure knows the properties, but two references to it are the same.
 */
export function deploymentReference(instance: TemplateInstance, target: Value, full: boolean): Value | undefined {
  const found = findTarget(instance, target);
  return isFault(found) ? found : found && referenceTo(found, full);
}

/** The id of what a function such as `listKeys()` is asked of, so that every way of naming a resource means the same. */
export function idOf(instance: TemplateInstance, target: Value): Value | undefined {
  const found = findTarget(instance, target);
  return isFault(found) ? found : found?.id;
}

/** What `references()` gives for a loop: its deployed instances in order; undefined when it is not known which those are. */
export function loopReferences(instance: TemplateInstance, name: string, full: boolean): Value | undefined {
  const rounds = indexOf(instance).bySymbol.get(name.toLowerCase());
  const all = rounds?.filter(({ deployed }) => deployed !== false);
  const isKnown = all?.every(({ deployed, frame }) => deployed === true && typeof frame.loop?.index === 'number');
  return isKnown === true ? all?.map((resource) => referenceTo(resource, full)) : undefined;
}

/** What `resourceInfo()` knows of the resource with a symbolic name; `loop[1]` is the second instance of a loop. */
export function symbolicInfo(instance: TemplateInstance, name: string): Value | undefined {
  const found = findSymbol(instance, name);
  if (found === undefined || isFault(found)) return found;
  return lazyObject({
    id: () => found.id,
    name: () => found.name,
    type: () => found.shownType,
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
  const made = runtime('reference', [id]);
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

/** Members of a body that Azure gives back as they were sent. */
const AS_SENT = new Set(['apiversion', 'location', 'sku', 'kind', 'tags', 'plan', 'zones']);

function fullReference(found: TemplateResource, properties: Value): Value {
  return partlyKnown(runtime('reference', [found.id, 'full']), (name) => {
    if (name === 'properties') return properties;
    if (name === 'id' || name === 'resourceid') return found.id;
    if (name === 'name' || name === 'scope') return found[name];
    if (name === 'type') return found.shownType;
    if (name === 'subscriptionid') return segmentAfter(found.scope, 'subscriptions');
    if (name === 'resourcegroupname') return segmentAfter(found.scope, 'resourcegroups');
    return AS_SENT.has(name) && !found.existing ? found.body(name) : undefined;
  });
}

function segmentAfter(id: Value, word: string): Value | undefined {
  if (isFault(id)) return undefined;
  const segments = pathSegments(id);
  const at = segments.findIndex((segment) => wordOf(segment) === word);
  return at < 0 ? undefined : segments[at + 1];
}

/** A runtime value of which some members are known all the same; `member` gets names in lower case. */
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

/** An object whose members are evaluated when they are read. */
function lazyObject(members: Readonly<Record<string, () => Value>>): Value {
  const result: Record<string, Value> = Object.create(null);
  for (const [name, get] of Object.entries(members)) Object.defineProperty(result, name, { enumerable: true, get });
  return result;
}

const outputObjects = new WeakMap<TemplateInstance, Value>();

/** The outputs of a deployment: those whose condition is false are not there, those whose condition is open may be null. */
function outputsOf(instance: TemplateInstance): Value {
  const known = outputObjects.get(instance);
  if (known !== undefined) return known;
  const members: Record<string, () => Value> = Object.create(null);
  for (const name of instance.outputNames) {
    const condition = instance.outputCondition(name);
    if (condition === false) continue;
    const output = lazyObject({ value: () => instance.output(name) ?? null });
    members[name] = () => when(condition, output, null);
  }
  const made = lazyObject(members);
  outputObjects.set(instance, made);
  return made;
}

/** Resources of one template by what an expression may call them. */
interface Index {
  readonly bySymbol: ReadonlyMap<string, readonly TemplateResource[]>;
  readonly byName: ReadonlyMap<string, TemplateResource>;
  /** By id, those that may be of a type in lower case; all where it is undefined. */
  readonly byId: (type: string | undefined) => ReadonlyMap<string, TemplateResource>;
  /** Deployments whose name is not fully known. */
  readonly open: readonly TemplateResource[];
}

const indexes = new WeakMap<TemplateInstance, Index>();

function indexOf(instance: TemplateInstance): Index {
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
  const index: Index = {
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
  /** False when a name could not be told yet, for it is being evaluated. */
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
  const words = pathSegments(id).map(wordOf);
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
  const plain = plainId(reveal(id));
  return typeof plain === 'string' ? plain.toLowerCase() : keyOf(plain);
}

/**
 * The resource with a symbolic name, or the instance of a loop written `name[index]`: a fault when the loop has no such
 * instance, as an index out of range is.
 */
function findSymbol(instance: TemplateInstance, name: string): TemplateResource | Fault | undefined {
  const [, symbol = name, index] = /^(.*?)(?:\[(\d+)\])?$/s.exec(name) ?? [];
  const rounds = indexOf(instance).bySymbol.get(symbol.toLowerCase());
  const found = rounds?.find(({ frame }) => index === undefined || frame.loop?.index === Number(index));
  if (found !== undefined || rounds === undefined) return found;
  const isCounted = rounds.every(({ frame }) => typeof frame.loop?.index === 'number');
  return isCounted ? fault('no-resource', `the loop '${symbol}' has no instance ${index}`) : undefined;
}

/** A target is looked for behind secure values: which resource is meant is no secret, how it is called may be. */
function findTarget(instance: TemplateInstance, written: Value): TemplateResource | Fault | undefined {
  const target = reveal(written);
  if (typeof target === 'string' && !target.startsWith('/')) {
    return findSymbol(instance, target) ?? indexOf(instance).byName.get(target.toLowerCase());
  }
  if (!isUnknown(target) && typeof target !== 'string') return undefined;
  const { byId, open } = indexOf(instance);
  const found = byId(typeInId(target)).get(idKey(target));
  if (found !== undefined || !isUnknown(target)) return found;
  return open.find(
    ({ id, name }) => decided(sameId(id, written)) === true || decided(sameName(name, written)) === true,
  );
}
