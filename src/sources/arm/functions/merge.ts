import { concatArrays, distinctValues } from './collection.ts';
import {
  ArmError,
  type ConcreteObject,
  type ConcreteValue,
  checkElements,
  isArray,
  isObject,
  newObject,
  type PureFunction,
  startWalk,
  unsupported,
  type ValueWalk,
  visit,
} from './concrete-value.ts';
import { deepKey } from './deep-equality.ts';
import { arrayAt, define, typeError } from './define.ts';
import { foldCase } from './letter-case.ts';
import { isScalar } from './value-format.ts';

type MergeValue = (left: ConcreteValue, right: ConcreteValue) => ConcreteValue;

/** Folded key to key. Throws where one object has two keys that differ only in case: which one wins is not known. */
function keysByFold(object: ConcreteObject, walk: ValueWalk, depth: number): Map<string, string> {
  const keys = new Map<string, string>();
  for (const key of Object.keys(object)) {
    visit(walk, depth, key.length);
    const folded = foldCase(key);
    if (keys.has(folded)) throw unsupported(walk.name, 'keys of one object that differ only in case');
    keys.set(folded, key);
  }
  return keys;
}

/** Merges the right object into the left one; keys ignore case and keep their first spelling and position. */
function overlay(
  left: ConcreteObject,
  right: ConcreteObject,
  walk: ValueWalk,
  depth: number,
  merge: MergeValue,
): ConcreteObject {
  const result = newObject();
  for (const key of Object.keys(left)) result[key] = left[key] as ConcreteValue;
  const spelling = keysByFold(left, walk, depth);
  for (const [folded, key] of keysByFold(right, walk, depth)) {
    const existing = spelling.get(folded);
    const value = right[key] as ConcreteValue;
    if (existing === undefined) result[key] = value;
    else result[existing] = merge(left[existing] as ConcreteValue, value);
  }
  return result;
}

/** Objects merge, arrays and scalars are replaced. A null on the right, and a change of kind, are not documented. */
function mergeDeep(left: ConcreteValue, right: ConcreteValue, walk: ValueWalk, depth: number): ConcreteValue {
  visit(walk, depth);
  if (isObject(left) && isObject(right)) {
    return overlay(left, right, walk, depth, (a, b) => mergeDeep(a, b, walk, depth + 1));
  }
  if (left === null) return right;
  if (right === null) throw unsupported(walk.name, 'null over another value');
  const sameKind = (isArray(left) && isArray(right)) || (isScalar(left) && isScalar(right));
  if (!sameKind) throw unsupported(walk.name, 'a value over one of another kind');
  return right;
}

function mixed(name: string): ArmError {
  return new ArmError('type', `${name}: the arguments must be all arrays or all objects`);
}

/** Nulls among the arguments count as absent: the only reading under which such a deployment succeeds. */
function union(args: readonly ConcreteValue[], name: string): ConcreteValue {
  const values = args.filter((value) => value !== null);
  const wrong = values.findIndex((value) => !isArray(value) && !isObject(value));
  if (wrong >= 0) throw typeError(name, wrong, 'an array or an object', values[wrong]);
  if (args.length < 2 || values.length === 0) throw unsupported(name, 'fewer than two values to unite');
  if (values.every(isArray)) return distinctValues(concatArrays(values, name), name);
  if (!values.every(isObject)) throw mixed(name);
  const walk = startWalk(name);
  return values
    .slice(1)
    .reduce<ConcreteValue>((left, right) => mergeDeep(left, right, walk, 0), values[0] as ConcreteValue);
}

function shallowMerge(args: readonly ConcreteValue[], name: string): ConcreteValue {
  const walk = startWalk(name);
  const result = newObject();
  const spellings = new Map<string, string>();
  for (const value of arrayAt(name, args, 0)) {
    if (value === null) continue;
    if (!isObject(value)) throw new ArmError('type', `${name}: an element is not an object`);
    for (const [folded, key] of keysByFold(value, walk, 0)) {
      const spelling = spellings.get(folded) ?? key;
      spellings.set(folded, spelling);
      result[spelling] = value[key] as ConcreteValue;
    }
    checkElements(name, spellings.size);
  }
  return result;
}

function intersectArrays(arrays: readonly (readonly ConcreteValue[])[], name: string): ConcreteValue[] {
  const walk = startWalk(name);
  const others = arrays.slice(1).map((array) => new Set(array.map((value) => deepKey(value, walk))));
  const common = (arrays[0] as readonly ConcreteValue[]).filter((value) => {
    const key = deepKey(value, walk);
    return others.every((other) => other.has(key));
  });
  return distinctValues(common, name);
}

/** Properties with equal names and wholly equal values. Whether names ignore case is not known: `unsupported` if it counts. */
function intersectObjects(objects: readonly ConcreteObject[], name: string): ConcreteValue {
  const walk = startWalk(name);
  const spellings = objects.map((object) => keysByFold(object, walk, 0));
  const [first, ...others] = objects as readonly [ConcreteObject, ...ConcreteObject[]];
  const result = newObject();
  for (const [folded, key] of spellings[0] as Map<string, string>) {
    const found = spellings.slice(1).map((keys) => keys.get(folded));
    const text = deepKey(first[key] as ConcreteValue, walk);
    const inAll = found.every((spelling, index) => {
      const value = spelling === undefined ? undefined : others[index]?.[spelling];
      return value !== undefined && deepKey(value, walk) === text;
    });
    if (!inAll) continue;
    if (found.some((spelling) => spelling !== key)) throw unsupported(name, 'keys that differ only in case');
    result[key] = first[key] as ConcreteValue;
  }
  return result;
}

function intersection(args: readonly ConcreteValue[], name: string): ConcreteValue {
  if (args.every(isArray)) return intersectArrays(args, name);
  if (args.every(isObject)) return intersectObjects(args, name);
  if (args.includes(null)) throw unsupported(name, 'null');
  throw mixed(name);
}

export const mergeFunctions: readonly PureFunction[] = [
  define('union', [1, Number.POSITIVE_INFINITY], 'any', union),
  define('shallowMerge', [1, 1], 'object', shallowMerge),
  define('intersection', [2, Number.POSITIVE_INFINITY], 'any', intersection),
];
