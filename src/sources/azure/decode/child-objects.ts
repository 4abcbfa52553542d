import { moduleContent } from '../../../model/azure/module-settings.ts';
import type { UnreadModule } from '../../../model/inventory.ts';
import type { Resource } from '../../../model/resource.ts';
import { and } from '../../../value/logic.ts';
import { passing } from '../../../value/passing.ts';
import { mayHaveType, ownerId, sameResource } from '../../../value/resource-id.ts';
import { call, isFault, type Operation, symbol, type Value } from '../../../value/value.ts';

/** Levels of parts in parts. */
const MAX_LEVELS = 4;

/** All that one source has read, in which parts are looked for. */
export interface PartSource {
  readonly resources: readonly Resource[];
  readonly modules: readonly UnreadModule[];
  /** What stands for parts that a source does not list. */
  readonly unlisted?: (resource: Resource) => Value;
}

/** A list with more in it that is not known. */
const AND_MORE: Operation = {
  name: 'andMore',
  type: 'array',
  apply: (args) => call(AND_MORE, args),
  print: ([list]) => `${list} and more`,
};

/**
 * What stands in a resource or is attached to it, as objects: in a template that is known by id, whatever form it is
 * written in. Of what is left open the list is an unknown.
 */
export function childObjects(parent: Pick<Resource, 'id' | 'type'>, source: PartSource, level = 0): Value {
  const parts = level > MAX_LEVELS ? [] : source.resources.filter((one) => mayBePartOf(one, parent));
  const candidates = parts.map((part) => ({
    isIn: and(part.deployed, sameResource(ownerOf(part, parent), parent.id)),
    value: objectOf(part, source, level + 1),
  }));
  const list = passing(candidates.filter(({ isIn }) => isIn !== false));
  const repeated = parts.find(({ isRepresentative }) => isRepresentative === true);
  const module = source.modules.find(({ deployed }) => deployed !== false);
  if (repeated === undefined && module === undefined) return list;
  const more = module === undefined ? repeatedParts(parent) : moduleContent(module);
  return call(AND_MORE, [list, more]);
}

function repeatedParts({ type }: Pick<Resource, 'type'>): Value {
  const name = `number of resources in ${type}`;
  return symbol({ key: `parts:${type.toLowerCase()}`, text: name, type: 'array', cause: { kind: 'limit', name } });
}

function mayBePartOf({ type, scope, existing }: Resource, parent: Pick<Resource, 'type'>): boolean {
  if (existing) return false;
  if (isChildType(type, parent.type)) return true;
  const slash = parent.type.indexOf('/');
  return !isFault(scope) && mayHaveType(scope, parent.type.slice(0, slash), parent.type.slice(slash + 1));
}

function isChildType(type: string, parent: string): boolean {
  const start = `${parent.toLowerCase()}/`;
  return type.toLowerCase().startsWith(start) && !type.slice(start.length).includes('/');
}

function ownerOf({ type, id, scope }: Resource, parent: Pick<Resource, 'type'>): Value {
  return isChildType(type, parent.type) ? ownerId(id) : scope;
}

function objectOf(part: Resource, source: PartSource, level: number): Value {
  const object: Record<string, Value> = Object.create(null);
  for (const name of part.members) {
    const value = part.body(name.toLowerCase());
    if (value !== undefined && name !== 'resources') object[name] = value;
  }
  return { ...object, type: part.type, name: part.name, id: part.id, resources: childObjects(part, source, level) };
}
