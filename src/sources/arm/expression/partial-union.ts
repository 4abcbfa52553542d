import { equals } from '../../../value/equality.ts';
import { distribute, not, or, when } from '../../../value/logic.ts';
import { empty, presence } from '../../../value/nullability.ts';
import { member } from '../../../value/property-access.ts';
import { countSteps } from '../../../value/steps.ts';
import {
  call,
  findKey,
  isArray,
  isFault,
  isObject,
  isUnknown,
  keyOf,
  type Operation,
  typeOf,
  type Value,
  type ValueObject,
} from '../../../value/value.ts';
import { undocumented } from './strict.ts';

/** Deep merge as ARM does it: later values win, objects merge member by member, arrays are replaced. */
export function union(args: readonly Value[]): Value | undefined {
  // Nulls among the arguments count as absent.
  const given = args.filter((arg) => arg !== null);
  if (given.every(isObject)) return given.reduce<ValueObject>(overlay, {});
  if (given.every(isArray)) return dedupe(given.flat());
  return undefined;
}

const MOST_COMPARED = 100;

/** The distinct items of an array, where it is certain which are equal; undefined where it is not. */
function dedupe(list: readonly Value[]): Value | undefined {
  const distinct = [...new Map(list.map((item) => [keyOf(item), item])).values()];
  if (distinct.length > MOST_COMPARED) return undefined;
  const isCertain = distinct.every((item, i) => distinct.slice(i + 1).every((other) => equals(item, other) === false));
  return isCertain ? distinct : undefined;
}

function overlay(left: ValueObject, right: ValueObject): ValueObject {
  const result: Record<string, Value> = Object.assign(Object.create(null), left);
  const nameIn = namesOf(result);
  for (const [name, value] of Object.entries(right)) {
    const at = nameIn(name);
    const before = result[at];
    result[at] = before === undefined ? value : merge(before, value);
  }
  return result;
}

/** How a name stands in an object that grows: as `findKey` finds it, but without going through all names each time. */
function namesOf(object: ValueObject): (name: string) => string {
  const written = new Map<string, string>();
  const add = (name: string): string => {
    const folded = name.toLowerCase();
    const before = written.get(folded);
    if (before === undefined) written.set(folded, name);
    return before ?? name;
  };
  countSteps(Object.keys(object).map(add).length);
  return (name) => (Object.hasOwn(object, name) ? name : add(name));
}

/** A member that both objects have. It is undecided while its kind is, for objects merge and everything else is replaced. */
const MERGE: Operation = {
  name: 'merge',
  type: 'any',
  nullable: true,
  apply: ([left = null, right = null]) => merge(left, right),
  presence: (args) => (isUnknown(args[1]) ? presence(args[1]) : not(empty(call(MERGE, args)))),
  print: ([left, right]) => `union(${left}, ${right})`,
};

const SCALARS: ReadonlySet<string> = new Set(['string', 'int', 'bool']);

/** What becomes of a member that is there twice: the same whether its parts are known or not. */
function merge(left: Value, right: Value): Value {
  if (isFault(left) || isFault(right)) return isFault(left) ? left : right;
  if (left === null) return right;
  const split = distribute(right, (part) => merge(left, part)) ?? distribute(left, (part) => merge(part, right));
  if (split !== undefined) return split;
  if (isObject(left) && isObject(right)) return overlay(left, right);
  const [before, after] = [typeOf(left), typeOf(right)];
  // Whatever was there, what is no object and not null replaces it, or is refused.
  if (before === 'any' && right !== null && after !== 'any' && after !== 'object') return right;
  if (before === 'any' || after === 'any' || (before === 'object' && after === 'object'))
    return call(MERGE, [left, right]);
  const isReplaced = before === after || (SCALARS.has(before) && SCALARS.has(after));
  return isReplaced ? right : undocumented(MERGE, [left, right]);
}

/** What objects that are merged have by one name, and whether they have it at all. */
interface Found {
  readonly has: Value;
  readonly value: Value;
}

function memberOfMerged(
  objects: readonly Value[],
  key: Value,
  contains: Operation,
  combine: (left: Value, right: Value) => Value,
): Value | undefined {
  if (typeof key !== 'string') return undefined;
  const found = objects.reduce<Found | undefined>(
    (before, object) => {
      if (before === undefined || object === null) return before;
      const own = ownMember(object, key, contains);
      if (own === undefined || own.has === false || before.has === false) return own?.has === false ? before : own;
      const both = when(before.has, combine(before.value, own.value), own.value);
      return { has: or(before.has, own.has), value: when(own.has, both, before.value) };
    },
    { has: false, value: null },
  );
  return found?.has === true ? found.value : undefined;
}

/** Undefined for what is no object. */
function ownMember(object: Value, key: string, contains: Operation): Found | undefined {
  if (isUnknown(object)) return { has: contains.apply([object, key]), value: member(object, key) };
  if (!isObject(object)) return undefined;
  const at = findKey(object, key);
  return at === undefined ? { has: false, value: null } : { has: true, value: object[at] ?? null };
}

/** A member of a union of objects of which some are not known: every one that may have it is asked, by `contains()`. */
export function memberOfUnion(contains: Operation): Operation['member'] {
  return (args, key) => memberOfMerged(args, key, contains, merge);
}

/** `shallowMerge`: the last object that has a member decides what it is, whatever it is. */
export function shallowMerge([objects = null]: readonly Value[]): Value | undefined {
  if (!isArray(objects) || !objects.every((object) => object === null || isObject(object))) return undefined;
  const result: Record<string, Value> = Object.create(null);
  const nameIn = namesOf(result);
  for (const object of objects) {
    for (const [name, value] of Object.entries((object as ValueObject | null) ?? {})) result[nameIn(name)] = value;
  }
  return result;
}

/** A member of a shallow merge, found as one of a union is: of two, the last stays. */
export function memberOfShallowMerge(contains: Operation): Operation['member'] {
  return ([objects = null], key) =>
    isArray(objects) ? memberOfMerged(objects, key, contains, (_, right) => right) : undefined;
}
