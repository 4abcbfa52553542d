import { moduleContent } from '../../../model/azure/module-settings.ts';
import {
  isType,
  MANAGEMENT_GROUP_TYPE,
  RESOURCE_GROUP_TYPE,
  SUBSCRIPTION_TYPE,
} from '../../../model/azure/resource-types.ts';
import type { UnreadModule } from '../../../model/inventory.ts';
import type { Resource } from '../../../model/resource.ts';
import { andMore } from '../../../value/and-more.ts';
import { and } from '../../../value/logic.ts';
import { passing } from '../../../value/passing.ts';
import { mayHaveType, ownerId, sameResource } from '../../../value/resource-id.ts';
import { canonicalKey, isFault, symbol, type Unknown, type Value } from '../../../value/value.ts';

/** Levels of parts in parts. */
const MAX_LEVELS = 4;

/** All that one source has read, by what it may be a part of. */
export interface PartIndex {
  /** By the type of what they stand in, in lower case. */
  readonly children: ReadonlyMap<string, readonly Resource[]>;
  /** What may be attached to another resource. */
  readonly attachable: readonly Resource[];
  /** What stands in a group or the like. */
  readonly contained: readonly Resource[];
  readonly order: ReadonlyMap<Resource, number>;
  readonly modules: readonly UnreadModule[];
}

/** Makes the index in which parts are looked for: every resource may be asked for its own. */
export function indexParts(resources: readonly Resource[], modules: readonly UnreadModule[]): PartIndex {
  const children = new Map<string, Resource[]>();
  const deployable = resources.filter(({ existing, isUnlisted }) => !existing && isUnlisted !== true);
  for (const resource of deployable) {
    const owner = ownerType(resource.type);
    const group = children.get(owner);
    if (group === undefined) children.set(owner, [resource]);
    else group.push(resource);
  }
  return {
    children,
    attachable: deployable.filter((one) => one.isInContainer !== true),
    contained: deployable.filter((one) => one.isInContainer === true),
    order: new Map(resources.map((resource, i) => [resource, i])),
    modules,
  };
}

function ownerType(type: string): string {
  return type.slice(0, Math.max(0, type.lastIndexOf('/'))).toLowerCase();
}

/** What has parts. */
type Whole = Pick<Resource, 'id' | 'type' | 'listedParts'>;

/**
 * What stands in a resource or is attached to it, as objects: in a template that is known by id, whatever form it is
 * written in. Of what is left open the list is an unknown.
 */
export function childObjects(parent: Whole, index: PartIndex, level = 0): Value {
  const parts = level > MAX_LEVELS ? [] : partsOf(parent, index);
  const candidates = parts.flatMap((part) => {
    const isIn = and(part.deployed, sameResource(ownerOf(part, parent), parent.id));
    return isIn === false ? [] : [{ isIn, value: objectOf(part, index, level + 1) }];
  });
  const list = passing(candidates);
  const repeated = parts.find(({ isRepresentative }) => isRepresentative === true);
  const module = index.modules.find(({ deployed }) => deployed !== false);
  if (module !== undefined) return andMore({ list, more: moduleContent(module), completeTypes: [] });
  if (repeated !== undefined) return andMore({ list, more: repeatedParts(parent), completeTypes: [] });
  const { listedParts } = parent;
  return listedParts === undefined ? list : andMore({ list, more: unlistedParts(parent), completeTypes: listedParts });
}

function unlistedParts({ id, type }: Whole): Unknown {
  const name = `all that stands in a resource of type ${type} or is attached to it`;
  const key = `unlistedParts:${canonicalKey(id)}`;
  return symbol({ key, text: 'resources', type: 'array', cause: { kind: 'notRead', name, property: 'resources' } });
}

function repeatedParts({ type }: Pick<Resource, 'type'>): Unknown {
  const name = `number of resources in ${type}`;
  return symbol({ key: `parts:${type.toLowerCase()}`, text: name, type: 'array', cause: { kind: 'limit', name } });
}

/** What may be a part by its type or its scope, in the order of the source. */
function partsOf(
  { type }: Pick<Resource, 'type'>,
  { children, attachable, contained, order }: PartIndex,
): readonly Resource[] {
  const slash = type.indexOf('/');
  const mayBeAttached = ({ scope }: Resource): boolean =>
    !isFault(scope) && mayHaveType(scope, type.slice(0, slash), type.slice(slash + 1));
  const parts = new Set([
    ...(children.get(type.toLowerCase()) ?? []),
    ...attachable.filter(mayBeAttached),
    ...(isContainer(type) ? contained.filter(mayBeAttached) : []),
  ]);
  return [...parts].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
}

const CONTAINERS = [RESOURCE_GROUP_TYPE, SUBSCRIPTION_TYPE, MANAGEMENT_GROUP_TYPE];

function isContainer(type: string): boolean {
  return CONTAINERS.some((one) => isType(type, one));
}

function ownerOf({ type, id, scope }: Resource, parent: Pick<Resource, 'type'>): Value {
  return ownerType(type) === parent.type.toLowerCase() ? ownerId(id) : scope;
}

function objectOf(part: Resource, index: PartIndex, level: number): Value {
  const object: Record<string, Value> = Object.create(null);
  for (const name of part.members) {
    const value = part.body(name.toLowerCase());
    if (value !== undefined && name !== 'resources') object[name] = value;
  }
  return { ...object, type: part.type, name: part.name, id: part.id, resources: childObjects(part, index, level) };
}
