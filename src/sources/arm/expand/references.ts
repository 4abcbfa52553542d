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

function propertiesOf(found: TemplateResource): Value {
  const whole = runtime('reference', [found.id]);
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
  readonly byId: ReadonlyMap<string, TemplateResource>;
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
  const byName = new Map<string, TemplateResource>();
  const byId = new Map<string, TemplateResource>();
  let names: boolean | undefined;
  const fill = (): void => {
    if (names !== true) names = fillNames(resources, byName, byId);
  };
  const index: Index = {
    bySymbol,
    get byName() {
      fill();
      return byName;
    },
    get byId() {
      fill();
      return byId;
    },
    open: resources.filter(({ nested }) => nested !== undefined),
  };
  if (instance.isListed()) indexes.set(instance, index);
  return index;
}

/** False when a name could not be told yet, for it is being evaluated. */
function fillNames(
  resources: readonly TemplateResource[],
  byName: Map<string, TemplateResource>,
  byId: Map<string, TemplateResource>,
): boolean {
  let complete = true;
  for (const resource of resources) {
    const { id } = resource;
    const name = reveal(resource.name);
    if (isFault(id) && id.code === 'circular-reference') complete = false;
    if (isFault(id)) continue;
    const key = idKey(id);
    if (!byId.has(key)) byId.set(key, resource);
    if (typeof name === 'string' && !byName.has(name.toLowerCase())) byName.set(name.toLowerCase(), resource);
  }
  return complete;
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
  const found = byId.get(idKey(target));
  if (found !== undefined || !isUnknown(target)) return found;
  return open.find(
    ({ id, name }) => decided(sameId(id, written)) === true || decided(sameName(name, written)) === true,
  );
}
