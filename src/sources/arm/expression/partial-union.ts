import { equals } from '../../../value/equality.ts';
import { conditional, distribute, not, or } from '../../../value/logic.ts';
import { empty, isNotEmpty } from '../../../value/nullability.ts';
import { member } from '../../../value/property-access.ts';
import { countSteps } from '../../../value/step-counter.ts';
import {
  call,
  canonicalKey,
  findKey,
  isArray,
  isFault,
  isObject,
  isUnknown,
  type Operation,
  typeOf,
  type Value,
  type ValueObject,
} from '../../../value/value.ts';
import { undocumentedResult } from './strict.ts';

/** Deep merge as ARM does it: later values win, objects merge member by member, arrays are replaced. */
export function union(args: readonly Value[]): Value | undefined {
  // Nulls among the arguments count as absent.
  const given = args.filter((arg) => arg !== null);
  if (given.every(isObject)) return given.reduce<ValueObject>(overlay, {});
  if (given.every(isArray)) return dedupe(given.flat());
  return undefined;
}

const MAX_COMPARED = 100;

/** The distinct items of an array, where it is certain which are equal; undefined where it is not. */
function dedupe(list: readonly Value[]): Value | undefined {
  const distinct = [...new Map(list.map((item) => [canonicalKey(item), item])).values()];
  if (distinct.length > MAX_COMPARED) return undefined;
  const isCertain = distinct.every((item, i) => distinct.slice(i + 1).every((other) => equals(item, other) === false));
  return isCertain ? distinct : undefined;
}

function overlay(left: ValueObject, right: ValueObject): ValueObject {
  const result: Record<string, Value> = Object.assign(Object.create(null), left);
  const nameIn = nameLookup(result);
  for (const [name, value] of Object.entries(right)) {
    const at = nameIn(name);
    const before = result[at];
    result[at] = before === undefined ? value : mergeMember(before, value);
  }
  return result;
}

/** Finds the spelling of a name in a growing object, like `findKey` but without scanning all names each time. */
function nameLookup(object: ValueObject): (name: string) => string {
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

/** A member that both objects have; undecided while its type is, since objects are merged and other values replaced. */
const MERGE: Operation = {
  name: 'merge',
  type: 'any',
  nullable: true,
  apply: ([left = null, right = null]) => mergeMember(left, right),
  isNotEmpty: (args) => (isUnknown(args[1]) ? isNotEmpty(args[1]) : not(empty(call(MERGE, args)))),
  print: ([left, right]) => `union(${left}, ${right})`,
};

const SCALARS: ReadonlySet<string> = new Set(['string', 'int', 'bool']);

/** Merges a member that both objects have, whether its parts are known or not. */
function mergeMember(left: Value, right: Value): Value {
  if (isFault(left) || isFault(right)) return isFault(left) ? left : right;
  if (left === null) return right;
  const split =
    distribute(right, (part) => mergeMember(left, part)) ?? distribute(left, (part) => mergeMember(part, right));
  if (split !== undefined) return split;
  if (isObject(left) && isObject(right)) return overlay(left, right);
  const [before, after] = [typeOf(left), typeOf(right)];
  // A value that is neither an object nor null replaces any other, or is rejected.
  if (before === 'any' && right !== null && after !== 'any' && after !== 'object') return right;
  if (before === 'any' || after === 'any' || (before === 'object' && after === 'object'))
    return call(MERGE, [left, right]);
  const isReplaced = before === after || (SCALARS.has(before) && SCALARS.has(after));
  return isReplaced ? right : undocumentedResult(MERGE, [left, right]);
}

/** The value of a member of merged objects, and whether it exists. */
interface MergedMember {
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
  const found = objects.reduce<MergedMember | undefined>(
    (before, object) => {
      if (before === undefined || object === null) return before;
      const own = ownMember(object, key, contains);
      if (own === undefined || own.has === false || before.has === false) return own?.has === false ? before : own;
      const both = conditional(before.has, combine(before.value, own.value), own.value);
      return { has: or(before.has, own.has), value: conditional(own.has, both, before.value) };
    },
    { has: false, value: null },
  );
  return found?.has === true ? found.value : undefined;
}

/** Undefined if it is not an object. */
function ownMember(object: Value, key: string, contains: Operation): MergedMember | undefined {
  if (isUnknown(object)) return { has: contains.apply([object, key]), value: member(object, key) };
  if (!isObject(object)) return undefined;
  const at = findKey(object, key);
  return at === undefined ? { has: false, value: null } : { has: true, value: object[at] ?? null };
}

/** A member of a union of objects of which some are not known: every one that may have it is asked, by `contains()`. */
export function memberOfUnion(contains: Operation): Operation['member'] {
  return (args, key) => memberOfMerged(args, key, contains, mergeMember);
}

/** `shallowMerge`: the last object with a member decides its value. */
export function shallowMerge([objects = null]: readonly Value[]): Value | undefined {
  if (!isArray(objects) || !objects.every((object) => object === null || isObject(object))) return undefined;
  const result: Record<string, Value> = Object.create(null);
  const nameIn = nameLookup(result);
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
