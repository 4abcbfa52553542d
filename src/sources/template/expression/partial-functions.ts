import { empty } from '../../../model/absence.ts';
import { equals } from '../../../model/equality.ts';
import { distribute, not, or } from '../../../model/logic.ts';
import { concatText } from '../../../model/text.ts';
import {
  call,
  fault,
  findKey,
  isArray,
  isCall,
  isFault,
  isObject,
  isUnknown,
  isWhole,
  type Operation,
  typeOf,
  type Value,
  type ValueObject,
  type ValueType,
} from '../../../model/value.ts';
import { pureFunctions } from '../functions/known.ts';
import { access } from './accessor.ts';
import { arityFault } from './arity.ts';
import { objectOf } from './objects.ts';
import { asText, format, join, splitText, text } from './partial-text.ts';
import { memberOfUnion, union } from './partial-union.ts';
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
      const wrong = arityFault(pure.name, pure, args.length) ?? args.find(isFault);
      if (wrong !== undefined) return wrong;
      const result = partial(args, self);
      if (result === undefined) return call(self, args);
      return isBeyond(result) ? beyondLimit(self, args) : result;
    },
  };
  return [name.toLowerCase(), self];
}

const MOST_PARTS = 20_000;

/** Too many parts to go on with: of a text with unknown words, or of an array. */
function isBeyond(result: Value): boolean {
  if (isFault(result)) return result.code === 'limit';
  const parts = isCall(result) ? result.args : isArray(result) ? result : [];
  return parts.length > MOST_PARTS;
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

function contains([container = null, item = null]: readonly Value[]): Value | undefined {
  if (isArray(container)) return or(...container.map((part) => equals(part, item)));
  if (isObject(container) && typeof item === 'string') return findKey(container, item) !== undefined;
  if (typeof item === 'string' && literalsOf(container).some((part) => part.includes(item))) return true;
  if (isUnknown(container))
    return distribute(container, (part) => partialFunctions.get('contains')?.apply([part, item]) ?? null);
  return undefined;
}

/** `less` is the one form; the other comparisons are written with it, so that equal questions look equal. */
function less([a = null, b = null]: readonly Value[]): Value | undefined {
  if (isCall(a) && a.operation.name === 'length' && (b === 0 || b === 1))
    return b === 0 ? false : empty(a.args[0] ?? null);
  if (isCall(b) && b.operation.name === 'length' && a === 0) return not(empty(b.args[0] ?? null));
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
    if (other === 0 && isCall(side) && side.operation.name === 'length') return empty(side.args[0] ?? null);
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

function slice(part: (items: readonly Value[], count: number) => readonly Value[]): Partial {
  return ([value = null, count = null], self) => {
    if (isArray(value) && typeof count === 'number') return part(value, Math.max(0, count));
    const type = typeOf(value);
    return type === 'array' || type === 'string' ? call({ ...self, type }, [value, count]) : undefined;
  };
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
      const wrong = arityFault(name, { min: 2, max: 2 }, args.length) ?? args.find(isFault);
      const [a = null, b = null] = args;
      return wrong ?? (flip ? not(compare('less', b, a)) : not(compare('less', a, b)));
    },
  };
  return [name.toLowerCase(), self];
}

const greater: Operation = {
  name: 'greater',
  type: 'bool',
  apply: (args) =>
    arityFault('greater', { min: 2, max: 2 }, args.length) ?? compare('less', args[1] ?? null, args[0] ?? null),
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
    slice((list, count) => list.slice(count)),
  ),
  extend('split', splitText),
  extend('string', text),
  extend(
    'take',
    slice((list, count) => list.slice(0, count)),
  ),
  extend('union', union, { member: memberOfUnion }),
  extend('bool', ([value = null]) => (typeOf(value) === 'bool' ? value : undefined)),
  ['greater', greater],
  negatedComparison('greaterOrEquals', false),
  negatedComparison('lessOrEquals', true),
]);
