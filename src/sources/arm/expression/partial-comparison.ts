import { equals } from '../../../value/equality.ts';
import { choiceOf, isShallow, not } from '../../../value/logic.ts';
import { empty } from '../../../value/nullability.ts';
import { remember } from '../../../value/remember.ts';
import {
  type CallValue,
  isArray,
  isCall,
  isObject,
  isSymbol,
  isWhole,
  keyOf,
  type Operation,
  type Value,
} from '../../../value/value.ts';
import { callFault } from './arity.ts';
import { extend } from './extend.ts';

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

export const lessOperation = extend('less', less);

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

export const equalsOperation = extend('equals', equalsOf);

/** A comparison that is written with `less`. */
function comparison(name: string, compare: (a: Value, b: Value) => Value): Operation {
  return {
    name,
    type: 'bool',
    apply: (args) => callFault(name, { min: 2, max: 2 }, args) ?? compare(args[0] ?? null, args[1] ?? null),
  };
}

/** Comparisons that are questions of `less`, so that none of them has a strict function of its own. */
export const ownComparisons: readonly Operation[] = [
  comparison('greater', (a, b) => lessOperation.apply([b, a])),
  comparison('greaterOrEquals', (a, b) => not(lessOperation.apply([a, b]))),
  comparison('lessOrEquals', (a, b) => not(lessOperation.apply([b, a]))),
];
