import { equals } from '../../../value/equality.ts';
import { and, anyOf, choiceOf, distribute, isShallow, not } from '../../../value/logic.ts';
import { empty, presence } from '../../../value/nullability.ts';
import { remember } from '../../../value/remember.ts';
import { concatText } from '../../../value/symbolic-string.ts';
import {
  type CallValue,
  call,
  fault,
  findKey,
  isArray,
  isCall,
  isFault,
  isObject,
  isSymbol,
  isUnknown,
  isWhole,
  keyOf,
  type Operation,
  typeOf,
  type Value,
  type ValueObject,
  type ValueType,
} from '../../../value/value.ts';
import { pureFunctions } from '../functions/known.ts';
import { access } from './accessor.ts';
import { callFault } from './arity.ts';
import { objectOf } from './objects.ts';
import { asText, format, join, splitText, text } from './partial-text.ts';
import { memberOfShallowMerge, memberOfUnion, shallowMerge, union } from './partial-union.ts';
import { beyondLimit, strict } from './strict.ts';

/*
 * Functions that give a result although a part of an argument is not known: the length of an array with an unknown item,
 * a text with an unknown word in it. Where everything is known they do what the strict function does.
 */

/** What to do when not everything is known; undefined when the call stays undecided. */
type Partial = (args: readonly Value[], self: Operation) => Value | undefined;

interface Options {
  readonly type?: ValueType;
  readonly nullable?: boolean;
  readonly presence?: Operation['presence'];
  readonly member?: Operation['member'];
}

/** Extends a strict function by what it can tell of partly known arguments. */
function extend(name: string, partial: Partial, options: Options = {}): readonly [string, Operation] {
  const pure = pureFunctions.get(name.toLowerCase());
  if (pure === undefined) throw new Error(`no function ${name}`);
  const whole = strict(pure);
  const self: Operation = {
    name: pure.name,
    type: options.type ?? pure.returns,
    ...options,
    apply: (args) => {
      if (args.every(isWhole)) return whole.apply(args);
      const wrong = callFault(pure.name, pure, args);
      if (wrong !== undefined) return wrong;
      const result = partial(args, self);
      if (result === undefined) return call(self, args);
      return isBeyond(result) ? beyondLimit(self, args) : result;
    },
  };
  return [name.toLowerCase(), self];
}

const MOST_PARTS = 20_000;

/** Too much to go on with: a text that grew too long, or an array. */
function isBeyond(result: Value): boolean {
  return isFault(result) ? result.code === 'limit' : isArray(result) && result.length > MOST_PARTS;
}

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
  // Nothing tells whether texts or arrays are joined.
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

/** The literal parts of a text that is partly known. */
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
  // Names of members ignore letter case.
  const isName = typeOf(container) === 'object' && typeof item === 'string' && item !== item.toLowerCase();
  return split ?? (isName ? call(self, [container, item.toLowerCase()]) : undefined);
}

/** How many items, members or characters something has at least. */
function leastLength(value: Value): number {
  if (isSymbol(value)) return value.notEmpty === true ? 1 : 0;
  if (!isCall(value)) {
    if (typeof value === 'string' || isArray(value)) return value.length;
    return isObject(value) ? Object.keys(value).length : 0;
  }
  return leastLengthOfCall(value);
}

const leastLengthOfCall = remember((value: CallValue): number => {
  const each = value.args.map(leastLength);
  if (value.operation.name === 'concat') return each.reduce((sum, length) => sum + length, 0);
  // Items that are equal are one, and so are members of one name.
  if (value.operation.name === 'union') return Math.max(...value.args.map(leastDistinct));
  const choice = choiceOf(value);
  return choice !== undefined && isShallow(value) ? Math.min(leastLength(choice[1]), leastLength(choice[2])) : 0;
});

function leastDistinct(value: Value): number {
  if (!isArray(value)) return leastLength(value);
  return Math.max(Math.min(1, value.length), new Set(value.filter(isWhole).map(keyOf)).size);
}

/** What a length is of, if a value is one that is not known. */
function measured(value: Value): Value | undefined {
  return isCall(value) && value.operation.name === 'length' ? (value.args[0] ?? null) : undefined;
}

/** `less` is the one form; the other comparisons are written with it, so that equal questions look equal. */
function less([a = null, b = null]: readonly Value[]): Value | undefined {
  const [left, right] = [measured(a), measured(b)];
  if (left !== undefined && typeof b === 'number') {
    if (b <= leastLength(left)) return false;
    if (b <= 1) return empty(left);
  }
  if (right !== undefined && typeof a === 'number') {
    if (a < leastLength(right)) return true;
    if (a === 0) return not(empty(right));
  }
  return undefined;
}

function compare(name: 'less', a: Value, b: Value): Value {
  return partialFunctions.get(name)?.apply([a, b]) ?? null;
}

function equalsOf([a = null, b = null]: readonly Value[]): Value {
  for (const [side, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const of = measured(side);
    if (of === undefined || typeof other !== 'number') continue;
    if (other < leastLength(of)) return false;
    if (other === 0) return empty(of);
  }
  return equals(a, b);
}

/** First or last item. Of an unknown array it may be null, for the array may be empty; a split text never is. */
function end(at: 0 | -1): Partial {
  return ([value = null], self) => {
    if (isArray(value)) return value.at(at) ?? null;
    if (isCall(value) && value.operation.name === 'split')
      return call({ ...self, type: 'string', nullable: false }, [value]);
    const edge = isCall(value) && literalsOf(value).length > 0 ? value.args.at(at) : undefined;
    if (typeof edge === 'string') return edge.at(at) ?? '';
    return distribute(value, (part) => self.apply([part]));
  };
}

function slice(part: (items: readonly Value[], count: number) => readonly Value[], isTake: boolean): Partial {
  return ([value = null, count = null], self) => {
    if (isArray(value) && typeof count === 'number') return part(value, Math.max(0, count));
    const type = typeOf(value);
    if (type !== 'array' && type !== 'string') return undefined;
    if (typeof count !== 'number' || count > 0) return call({ ...self, type }, [value, count]);
    return isTake ? (type === 'array' ? [] : '') : value;
  };
}

/** A beginning is there when what it is taken of is, unless it is the first 0 characters. */
function presenceOfTake([value = null, count = null]: readonly Value[]): Value<boolean> {
  if (typeof count === 'number') return count > 0 && presence(value);
  return and(presence(value), compare('less', 0, count));
}

/** A part of a known length has that length, or there is none and Azure refuses it. */
function presenceOfPart([value = null, start = null, length]: readonly Value[]): Value<boolean> | undefined {
  if (length === undefined) return start === 0 ? presence(value) : undefined;
  return typeof length === 'number' ? length > 0 : undefined;
}

/** A position counted from 1 at the end of an array whose length is known. */
function fromEnd(isSafe: boolean): Partial {
  return ([list = null, position = null, ...rest], self) => {
    if (typeof position !== 'number') return undefined;
    if (!isArray(list)) return rest.length > 0 ? undefined : distribute(list, (part) => self.apply([part, position]));
    const found = position >= 1 ? list[list.length - position] : undefined;
    if (found !== undefined) return rest.reduce(access, found);
    if (isSafe) return null;
    return fault('index-out-of-range', `an array of ${list.length} has no item ${position} from its end`);
  };
}

/** Whether a text begins or ends with another, where its literal parts decide. */
function edgeText(at: 0 | -1): Partial {
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

const strictKeys = strict(pureFunctions.get('objectkeys') as NonNullable<ReturnType<typeof pureFunctions.get>>);

function flatten([value = null]: readonly Value[]): Value | undefined {
  return isArray(value) && value.every(isArray) ? value.flat() : undefined;
}

function negatedComparison(name: string, flip: boolean): readonly [string, Operation] {
  const self: Operation = {
    name,
    type: 'bool',
    apply: (args) => {
      const wrong = callFault(name, { min: 2, max: 2 }, args);
      const [a = null, b = null] = args;
      return wrong ?? (flip ? not(compare('less', b, a)) : not(compare('less', a, b)));
    },
  };
  return [name.toLowerCase(), self];
}

const greater: Operation = {
  name: 'greater',
  type: 'bool',
  apply: (args) => callFault('greater', { min: 2, max: 2 }, args) ?? compare('less', args[1] ?? null, args[0] ?? null),
};

/** By lower-case name. */
export const partialFunctions: ReadonlyMap<string, Operation> = new Map([
  extend('array', array),
  extend('concat', concat, { type: 'string' }),
  extend('contains', contains),
  extend('endsWith', edgeText(-1)),
  extend('startsWith', edgeText(0)),
  extend('indexFromEnd', fromEnd(false)),
  extend('tryIndexFromEnd', fromEnd(true), { nullable: true }),
  extend('createArray', (args) => args),
  extend('createObject', (args) => objectOf(args)),
  extend('empty', ([value = null]) => empty(value)),
  extend('equals', equalsOf),
  extend('first', end(0), { nullable: true }),
  extend('flatten', flatten),
  extend('format', format),
  extend('items', items),
  extend('join', join),
  extend('last', end(-1), { nullable: true }),
  extend('length', length),
  extend('less', less),
  extend('not', ([value = null]) => not(value)),
  extend('objectKeys', ([value = null]) => (isObject(value) ? sortedKeys(value) : undefined)),
  extend(
    'skip',
    slice((list, count) => list.slice(count), false),
  ),
  extend('shallowMerge', shallowMerge, { member: memberOfShallowMerge }),
  extend('split', splitText),
  extend('string', text),
  extend(
    'take',
    slice((list, count) => list.slice(0, count), true),
    { presence: presenceOfTake },
  ),
  extend('substring', () => undefined, { presence: presenceOfPart }),
  extend('union', union, { member: memberOfUnion }),
  extend('bool', ([value = null]) => (typeOf(value) === 'bool' ? value : undefined)),
  ['greater', greater],
  negatedComparison('greaterOrEquals', false),
  negatedComparison('lessOrEquals', true),
]);
