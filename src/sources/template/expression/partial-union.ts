import { equals } from '../../../model/equality.ts';
import {
  findKey,
  isArray,
  isObject,
  isUnknown,
  keyOf,
  typeOf,
  type Value,
  type ValueObject,
} from '../../../model/value.ts';
import { partialFunctions } from './partial-functions.ts';

/** Deep merge as ARM does it: later values win, objects merge member by member, arrays are replaced. */
export function union(args: readonly Value[]): Value | undefined {
  if (args.every(isObject)) return args.reduce<ValueObject>(merge, {});
  const arrays = args.filter(isArray);
  if (arrays.length === args.length) return dedupe(arrays.flat());
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

function merge(left: ValueObject, right: ValueObject): ValueObject {
  const result: Record<string, Value> = Object.assign(Object.create(null), left);
  for (const [name, value] of Object.entries(right)) {
    const at = findKey(result, name) ?? name;
    const before = result[at];
    if (before === undefined || (!isUnknown(value) && !isObject(value))) result[at] = value;
    else if (isObject(before) && isObject(value)) result[at] = merge(before, value);
    else if (isObject(before) || isUnknown(before)) result[at] = mergeUnknown(before, value);
    else result[at] = value;
  }
  return result;
}

function mergeUnknown(before: Value, value: Value): Value {
  return typeOf(value) !== 'object' && typeOf(value) !== 'any'
    ? value
    : (partialFunctions.get('union')?.apply([before, value]) ?? null);
}

/** A member of an undecided union: known when a later object has it and it is no object to be merged. */
export function memberOfUnion(args: readonly Value[], key: Value): Value | undefined {
  for (const arg of args.toReversed()) {
    const found = isObject(arg) && typeof key === 'string' ? findKey(arg, key) : undefined;
    if (!isObject(arg) || typeof key !== 'string') return undefined;
    const value = found === undefined ? undefined : (arg[found] ?? null);
    if (value !== undefined) return isObject(value) || isUnknown(value) ? undefined : value;
  }
  return undefined;
}
