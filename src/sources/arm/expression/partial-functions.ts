import { equals } from '../../../value/equality.ts';
import { and, anyOf, distribute, not } from '../../../value/logic.ts';
import { empty, isNotEmpty } from '../../../value/nullability.ts';
import { concatText } from '../../../value/symbolic-string.ts';
import {
  call,
  fault,
  findKey,
  isArray,
  isCall,
  isFault,
  isObject,
  isUnknown,
  type Operation,
  typeOf,
  type Value,
  type ValueObject,
} from '../../../value/value.ts';
import { pureFunctions } from '../functions/index.ts';
import { indexFromEnd, tryIndexFromEnd } from './accessor.ts';
import { objectOf } from './create-object.ts';
import { type Extension, extend } from './extend-function.ts';
import { equalsOperation, lessOperation, ownComparisons } from './partial-comparison.ts';
import { asText, format, join, splitText, toStringPartial } from './partial-text.ts';
import { memberOfShallowMerge, memberOfUnion, shallowMerge, union } from './partial-union.ts';
import { strictOperation } from './strict.ts';

/*
 * Functions with a result for partly known arguments: the length of an array with an unknown item, a string with an
 * unknown part. For concrete arguments they behave like the strict function.
 */

const ANY_CONCAT: Operation = { name: 'concat', type: 'any', apply: (args) => concat(args) };
const ARRAY_CONCAT: Operation = { name: 'concat', type: 'array', apply: (args) => concat(args) };

function concat(args: readonly Value[]): Value {
  const failed = args.find(isFault);
  if (failed !== undefined) return failed;
  if (args.some((arg) => typeOf(arg) === 'array')) {
    const odd = args.find((arg) => !isUnknown(arg) && !isArray(arg));
    if (odd !== undefined) return fault('wrong-type', `concat() mixes arrays with ${typeOf(odd)}`);
    return args.every(isArray) ? args.flat() : call(ARRAY_CONCAT, mergeArrays(args));
  }
  // It is unknown whether strings or arrays are joined.
  if (args.every((arg) => typeOf(arg) === 'any')) return call(ANY_CONCAT, args);
  return concatText(args.map(asText));
}

function mergeArrays(args: readonly Value[]): Value[] {
  const merged: Value[] = [];
  for (const arg of args) {
    const last = merged.at(-1);
    if (isArray(arg) && isArray(last)) merged[merged.length - 1] = [...last, ...arg];
    else merged.push(arg);
  }
  return merged;
}

function length([value = null]: readonly Value[], self: Operation): Value | undefined {
  if (isArray(value)) return value.length;
  if (isObject(value)) return Object.keys(value).length;
  if (isCall(value) && value.operation.name === 'copy') return value.args[0];
  if (isCall(value) && value.operation === ARRAY_CONCAT && value.args.every(isArray)) return value.args.flat().length;
  return distribute(value, (part) => self.apply([part]));
}

/** The literal parts of a partly known string. */
function literalsOf(value: Value): readonly string[] {
  if (!isCall(value) || value.operation.name !== 'concat' || value.operation.type !== 'string') return [];
  return value.args.filter((part) => typeof part === 'string');
}

function contains([container = null, item = null]: readonly Value[], self: Operation): Value | undefined {
  if (isArray(container)) return anyOf(container.map((part) => equals(part, item)));
  if (isObject(container) && typeof item === 'string') return findKey(container, item) !== undefined;
  if (typeof item === 'string' && literalsOf(container).some((part) => part.includes(item))) return true;
  if (!isUnknown(container)) return undefined;
  const split = distribute(container, (part) => self.apply([part, item]));
  // Property names ignore letter case.
  const isName = typeOf(container) === 'object' && typeof item === 'string' && item !== item.toLowerCase();
  return split ?? (isName ? call(self, [container, item.toLowerCase()]) : undefined);
}

/** First or last item. For an unknown array it may be null, since the array may be empty; a split string never is. */
function firstOrLast(at: 0 | -1): Extension {
  return ([value = null], self) => {
    if (isArray(value)) return value.at(at) ?? null;
    if (isCall(value) && value.operation.name === 'split')
      return call({ ...self, type: 'string', nullable: false }, [value]);
    const edge = isCall(value) && literalsOf(value).length > 0 ? value.args.at(at) : undefined;
    if (typeof edge === 'string') return edge.at(at) ?? '';
    return distribute(value, (part) => self.apply([part]));
  };
}

function skipOrTake(part: (items: readonly Value[], count: number) => readonly Value[], isTake: boolean): Extension {
  return ([value = null, count = null], self) => {
    if (isArray(value) && typeof count === 'number') return part(value, Math.max(0, count));
    const type = typeOf(value);
    if (type !== 'array' && type !== 'string') return undefined;
    if (typeof count !== 'number' || count > 0) return call({ ...self, type }, [value, count]);
    return isTake ? (type === 'array' ? [] : '') : value;
  };
}

/** `take` is not empty when its operand is not, unless the count is 0. */
function takeIsNotEmpty([value = null, count = null]: readonly Value[]): Value<boolean> {
  if (typeof count === 'number') return count > 0 && isNotEmpty(value);
  return and(isNotEmpty(value), lessOperation.apply([0, count]));
}

/** A substring of a known length has that length, or Azure rejects it. */
function substringIsNotEmpty([value = null, start = null, length]: readonly Value[]): Value<boolean> | undefined {
  if (length === undefined) return start === 0 ? isNotEmpty(value) : undefined;
  return typeof length === 'number' ? length > 0 : undefined;
}

/** Whether a string begins or ends with another, if its literal parts decide. */
function startsOrEndsWith(at: 0 | -1): Extension {
  return ([text = null, part = null]) => {
    const edge = isCall(text) && literalsOf(text).length > 0 ? text.args.at(at) : undefined;
    if (typeof edge !== 'string' || typeof part !== 'string') return undefined;
    const size = Math.min(edge.length, part.length);
    const cut = (whole: string): string => (at === 0 ? whole.slice(0, size) : whole.slice(whole.length - size));
    if (cut(edge).toLowerCase() !== cut(part).toLowerCase()) return false;
    return part.length <= edge.length ? true : undefined;
  };
}

function array([value = null]: readonly Value[]): Value | undefined {
  if (isUnknown(value) && typeOf(value) === 'any') return undefined;
  return typeOf(value) === 'array' ? value : [value];
}

function items([value = null]: readonly Value[]): Value | undefined {
  const names = isObject(value) ? sortedKeys(value) : undefined;
  return names?.map(
    (name): ValueObject => Object.assign(Object.create(null), { key: name, value: (value as ValueObject)[name] }),
  );
}

function sortedKeys(value: ValueObject): readonly string[] {
  const order = Object.fromEntries(Object.keys(value).map((name) => [name, 0]));
  const keys = strictKeys.apply([order]);
  return isArray(keys) ? (keys as readonly string[]) : Object.keys(value);
}

const strictKeys = strictOperation(
  pureFunctions.get('objectkeys') as NonNullable<ReturnType<typeof pureFunctions.get>>,
);

function flatten([value = null]: readonly Value[]): Value | undefined {
  return isArray(value) && value.every(isArray) ? value.flat() : undefined;
}

const containsOperation = extend('contains', contains);

/** Functions of known arguments that say something of partly known ones as well. */
const extended: readonly Operation[] = [
  extend('array', array),
  extend('concat', concat, { type: 'string' }),
  containsOperation,
  extend('endsWith', startsOrEndsWith(-1)),
  extend('startsWith', startsOrEndsWith(0)),
  indexFromEnd,
  tryIndexFromEnd,
  extend('createArray', (args) => args),
  extend('createObject', (args) => objectOf(args)),
  extend('empty', ([value = null]) => empty(value)),
  equalsOperation,
  extend('first', firstOrLast(0), { nullable: true }),
  extend('flatten', flatten),
  extend('format', format),
  extend('items', items),
  extend('join', join),
  extend('last', firstOrLast(-1), { nullable: true }),
  extend('length', length),
  lessOperation,
  extend('not', ([value = null]) => not(value)),
  extend('objectKeys', ([value = null]) => (isObject(value) ? sortedKeys(value) : undefined)),
  extend(
    'skip',
    skipOrTake((list, count) => list.slice(count), false),
  ),
  extend('shallowMerge', shallowMerge, { member: memberOfShallowMerge(containsOperation) }),
  extend('split', splitText),
  extend('string', toStringPartial),
  extend(
    'take',
    skipOrTake((list, count) => list.slice(0, count), true),
    { isNotEmpty: takeIsNotEmpty },
  ),
  extend('substring', () => undefined, { isNotEmpty: substringIsNotEmpty }),
  extend('union', union, { member: memberOfUnion(containsOperation) }),
  extend('bool', ([value = null]) => (typeOf(value) === 'bool' ? value : undefined)),
];

/** By lower-case name. */
export const partialFunctions: ReadonlyMap<string, Operation> = new Map(
  [...extended, ...ownComparisons].map((operation) => [operation.name.toLowerCase(), operation]),
);
