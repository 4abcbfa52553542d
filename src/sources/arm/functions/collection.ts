import {
  ArmError,
  type ConcreteValue,
  checkElements,
  isArray,
  isObject,
  newObject,
  type PureFunction,
  startWalk,
  unsupported,
} from './concrete-value.ts';
import { deepEqual, deepKey } from './deep-equality.ts';
import { arrayAt, define, intAt, objectAt, stringAt, typeError } from './define.ts';
import { compareIgnoringCase, foldCase } from './letter-case.ts';
import { parseNewtonsoftJson } from './newtonsoft-json.ts';
import { findKeyIgnoringCase, readMember } from './read-member.ts';
import { indexOfSubstring, lastIndexOfSubstring } from './string-search.ts';

export function concatArrays(arrays: readonly (readonly ConcreteValue[])[], name: string): ConcreteValue[] {
  checkElements(
    name,
    arrays.reduce((sum, array) => sum + array.length, 0),
  );
  return arrays.flat(1);
}

/** The elements in order, each once, compared deeply. */
export function distinctValues(values: readonly ConcreteValue[], name: string): ConcreteValue[] {
  const walk = startWalk(name);
  const first = new Map<string, ConcreteValue>();
  for (const value of values) {
    const key = deepKey(value, walk);
    if (!first.has(key)) first.set(key, value);
  }
  return [...first.values()];
}

function createObject(args: readonly ConcreteValue[], name: string): ConcreteValue {
  if (args.length % 2 !== 0) throw new ArmError('arguments', `${name}: a key has no value`);
  const result = newObject();
  for (let index = 0; index < args.length; index += 2) {
    const key = stringAt(name, args, index);
    if (Object.hasOwn(result, key)) throw new ArmError('value', `${name}: argument ${index + 1} repeats a key`);
    result[key] = args[index + 1] as ConcreteValue;
  }
  return result;
}

/** Objects: key, ignoring case. Arrays: deep equality. Text: substring. In the last two case counts. */
function contains(args: readonly ConcreteValue[], name: string): boolean {
  const [container, item] = args as readonly [ConcreteValue, ConcreteValue];
  if (isObject(container)) return findKeyIgnoringCase(container, stringAt(name, args, 1)) !== undefined;
  if (isArray(container)) return arrayIndex(container, item, name) >= 0;
  if (typeof container === 'string') return indexOfSubstring(container, stringAt(name, args, 1)) >= 0;
  throw typeError(name, 0, 'an array, an object or a string', container);
}

function arrayIndex(values: readonly ConcreteValue[], item: ConcreteValue, name: string, fromEnd = false): number {
  const walk = startWalk(name);
  const equal = (value: ConcreteValue) => deepEqual(value, item, walk);
  return fromEnd ? values.findLastIndex(equal) : values.findIndex(equal);
}

/** Text: ignoring case. Arrays: deep equality, case counts. -1 when absent. */
function indexOf(args: readonly ConcreteValue[], name: string): number {
  const [container, item] = args as readonly [ConcreteValue, ConcreteValue];
  const last = name === 'lastIndexOf';
  if (container === null) return -1;
  if (isArray(container)) return arrayIndex(container, item, name, last);
  const [text, part] = [foldCase(stringAt(name, args, 0)), foldCase(stringAt(name, args, 1))];
  if (!last) return indexOfSubstring(text, part);
  // .NET versions differ on whether the last empty string is at the end or one before.
  if (part === '') throw unsupported(name, 'an empty text');
  return lastIndexOfSubstring(text, part);
}

function empty([value]: readonly ConcreteValue[], name: string): boolean {
  if (value === null) return true;
  if (typeof value === 'string' || isArray(value)) return value.length === 0;
  if (isObject(value)) return Object.keys(value).length === 0;
  throw typeError(name, 0, 'an array, an object, a string or null', value);
}

function length([value]: readonly ConcreteValue[], name: string): number {
  // 0 in one of Azure's engines, an error in another.
  if (value === null) throw unsupported(name, 'null');
  if (typeof value === 'string' || isArray(value)) return value.length;
  if (isObject(value)) return Object.keys(value).length;
  throw typeError(name, 0, 'an array, an object or a string', value);
}

function firstOrLast(name: string, position: 0 | -1): PureFunction {
  return define(name, [1, 1], 'any', ([value]) => {
    if (value === null) return null;
    if (isArray(value)) return value.at(position) ?? null;
    if (typeof value === 'string') return value.at(position) ?? '';
    throw typeError(name, 0, 'an array or a string', value);
  });
}

/** `skip` and `take`: of an array or a text, the part after or before a position that may lie outside. */
function skipOrTake(name: string, cut: (length: number, count: number) => [number, number]): PureFunction {
  return define(name, [2, 2], 'any', (args) => {
    const value = args[0];
    const count = Math.max(0, intAt(name, args, 1));
    if (value === null) return null;
    if (isArray(value)) return value.slice(...cut(value.length, count));
    if (typeof value === 'string') return value.slice(...cut(value.length, count));
    throw typeError(name, 0, 'an array or a string', value);
  });
}

function flatten(args: readonly ConcreteValue[], name: string): ConcreteValue[] {
  const arrays = arrayAt(name, args, 0).map((item) => {
    if (isArray(item)) return item;
    throw new ArmError('type', `${name}: an element is not an array`);
  });
  return concatArrays(arrays, name);
}

function indexFromEnd(args: readonly ConcreteValue[], name: string): ConcreteValue {
  const values = arrayAt(name, args, 0);
  const position = intAt(name, args, 1);
  const value = position >= 1 ? values[values.length - position] : undefined;
  if (value !== undefined) return value;
  throw new ArmError(
    'missing',
    `${name}: an array of ${values.length} elements has no number ${position} from the end`,
  );
}

/** Only the first step is safe; further accessors read members as usual. */
function tryIndexFromEnd(args: readonly ConcreteValue[], name: string): ConcreteValue {
  if (args[0] === null) return null;
  const values = arrayAt(name, args, 0);
  const position = intAt(name, args, 1);
  const value = position >= 1 ? values[values.length - position] : undefined;
  return value === undefined ? null : args.slice(2).reduce(readMember, value);
}

/** Keys in ARM's order: ignoring case, those that differ only in case as they stood. */
export function sortedKeys(object: { readonly [key: string]: ConcreteValue }): string[] {
  return Object.keys(object).sort(compareIgnoringCase);
}

function items(args: readonly ConcreteValue[], name: string): ConcreteValue[] {
  const object = objectAt(name, args, 0);
  return sortedKeys(object).map((key) => {
    const item = newObject();
    item.key = key;
    item.value = object[key] as ConcreteValue;
    return item;
  });
}

function json(args: readonly ConcreteValue[], name: string): ConcreteValue {
  return args[0] === null ? newObject() : parseNewtonsoftJson(stringAt(name, args, 0), name);
}

const UNLIMITED = Number.POSITIVE_INFINITY;

export const collectionFunctions: readonly PureFunction[] = [
  define('array', [1, 1], 'array', ([value]) => (isArray(value) ? value : [value as ConcreteValue])),
  define('contains', [2, 2], 'bool', contains),
  define('createArray', [0, UNLIMITED], 'array', (args) => [...args]),
  define('createObject', [0, UNLIMITED], 'object', createObject),
  define('distinct', [1, 1], 'array', (args, name) => distinctValues(arrayAt(name, args, 0), name)),
  define('empty', [1, 1], 'bool', empty),
  firstOrLast('first', 0),
  firstOrLast('last', -1),
  define('flatten', [1, 1], 'array', flatten),
  define('indexFromEnd', [2, 2], 'any', indexFromEnd),
  define('tryIndexFromEnd', [2, UNLIMITED], 'any', tryIndexFromEnd),
  define('indexOf', [2, 2], 'int', indexOf),
  define('lastIndexOf', [2, 2], 'int', indexOf),
  define('items', [1, 1], 'array', items),
  define('objectKeys', [1, 1], 'array', (args, name) => sortedKeys(objectAt(name, args, 0))),
  define('length', [1, 1], 'int', length),
  skipOrTake('skip', (end, count) => [count, end]),
  skipOrTake('take', (_, count) => [0, count]),
  define('json', [1, 1], 'any', json),
  define('null', [0, 0], 'any', () => null),
  define('true', [0, 0], 'bool', () => true),
  define('false', [0, 0], 'bool', () => false),
];
