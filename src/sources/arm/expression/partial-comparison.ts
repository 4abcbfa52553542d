import { equals } from '../../../value/equality.ts';
import { asConditional, isShallow, not } from '../../../value/logic.ts';
import { memoize } from '../../../value/memoize.ts';
import { empty } from '../../../value/nullability.ts';
import {
  type CallValue,
  canonicalKey,
  isArray,
  isCall,
  isConcrete,
  isObject,
  isSymbol,
  type Operation,
  type Value,
} from '../../../value/value.ts';
import { callFault } from './arity.ts';
import { extend } from './extend-function.ts';

/** The minimum number of items, members or characters. */
function minLength(value: Value): number {
  if (isSymbol(value)) return value.notEmpty === true ? 1 : 0;
  if (!isCall(value)) {
    if (typeof value === 'string' || isArray(value)) return value.length;
    return isObject(value) ? Object.keys(value).length : 0;
  }
  return minLengthOfCall(value);
}

const minLengthOfCall = memoize((value: CallValue): number => {
  const each = value.args.map(minLength);
  if (value.operation.name === 'concat') return each.reduce((sum, length) => sum + length, 0);
  // Equal items count once, and so do members with the same name.
  if (value.operation.name === 'union') return Math.max(...value.args.map(minDistinctLength));
  const choice = asConditional(value);
  return choice !== undefined && isShallow(value) ? Math.min(minLength(choice[1]), minLength(choice[2])) : 0;
});

function minDistinctLength(value: Value): number {
  if (!isArray(value)) return minLength(value);
  return Math.max(Math.min(1, value.length), new Set(value.filter(isConcrete).map(canonicalKey)).size);
}

/** The operand of an undecided `length()` call. */
function lengthOperand(value: Value): Value | undefined {
  return isCall(value) && value.operation.name === 'length' ? (value.args[0] ?? null) : undefined;
}

/** The canonical comparison: the others are expressed with it, so that equivalent comparisons are equal. */
function less([a = null, b = null]: readonly Value[]): Value | undefined {
  const [left, right] = [lengthOperand(a), lengthOperand(b)];
  if (left !== undefined && typeof b === 'number') {
    if (b <= minLength(left)) return false;
    if (b <= 1) return empty(left);
  }
  if (right !== undefined && typeof a === 'number') {
    if (a < minLength(right)) return true;
    if (a === 0) return not(empty(right));
  }
  return undefined;
}

export const lessOperation = extend('less', less);

function equalsWithLength([a = null, b = null]: readonly Value[]): Value {
  for (const [side, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const of = lengthOperand(side);
    if (of === undefined || typeof other !== 'number') continue;
    if (other < minLength(of)) return false;
    if (other === 0) return empty(of);
  }
  return equals(a, b);
}

export const equalsOperation = extend('equals', equalsWithLength);

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
