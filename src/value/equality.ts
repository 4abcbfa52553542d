import { allOf, booleanOperation, distribute, mayBeNull, not } from './logic.ts';
import { empty, isNull } from './nullability.ts';
import {
  call,
  canonicalKey,
  isArray,
  isCall,
  isConcrete,
  isFault,
  isObject,
  isSymbol,
  isUnknown,
  type Operation,
  typeOf,
  type Value,
} from './value.ts';

const EQUALS = booleanOperation('equals', ([a = null, b = null]) => equals(a, b));

/** Equality by type and letter case, as ARM's `equals`; numbers compare by value and property order does not matter. */
export function equals(left: Value, right: Value): Value<boolean> {
  if (isFault(left)) return left;
  if (isFault(right)) return right;
  if (canonicalKey(left) === canonicalKey(right)) return true;
  if (isConcrete(left) && isConcrete(right)) return false;
  const [a, b] = inCanonicalOrder(left, right);
  if (!isUnknown(b)) {
    const split = distribute(a, (part) => equals(part, b));
    if (split !== undefined) return split as Value<boolean>;
    if (typeof b === 'boolean' && typeOf(a) === 'bool' && !mayBeNull(a)) return b ? (a as Value<boolean>) : not(a);
    if (b === null) return isNull(a);
    if (b === '' && typeOf(a) === 'string' && !mayBeNull(a)) return empty(a);
    if (!mayBeEqual(a, b)) return false;
    if (!isUnknown(a)) return equalMembers(a, b);
  }
  return call(EQUALS, [a, b]);
}

/** The two operands of an undecided `equals`; a known one comes last. */
export function equalOperands(value: Value): readonly [Value, Value] | undefined {
  return isCall(value) && value.operation === EQUALS ? [value.args[0] ?? null, value.args[1] ?? null] : undefined;
}

function inCanonicalOrder(left: Value, right: Value): readonly [Value, Value] {
  if (isUnknown(left) !== isUnknown(right)) return isUnknown(left) ? [left, right] : [right, left];
  return canonicalKey(left) < canonicalKey(right) ? [left, right] : [right, left];
}

function mayBeEqual(open: Value, known: Value): boolean {
  if (isSymbol(open) && open.domain !== undefined)
    return open.domain.some((item) => canonicalKey(item) === canonicalKey(known));
  const type = typeOf(open);
  return type === 'any' || type === typeOf(known);
}

function equalMembers(a: Value, b: Value): Value<boolean> {
  if (isArray(a) && isArray(b)) {
    return a.length === b.length && allOf(a.map((item, i) => equals(item, b[i] ?? null)));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length || !names.every((name) => Object.hasOwn(b, name))) return false;
  return allOf(names.map((name) => equals(a[name] ?? null, b[name] ?? null)));
}

const SAME_TEXT: Operation = {
  ...booleanOperation('sameText', ([a = null, b = null]) => sameText(a, b)),
  print: ([a, b]) => `equals(toLower(${a}), toLower(${b}))`,
};

/**
 * Equality of two strings ignoring letter case, as for names of types, categories and groups. A number or boolean that is
 * not known counts as its string form, as it does in a name.
 */
export function sameText(value: Value, text: Value): Value<boolean> {
  if (isFault(value)) return value;
  if (isFault(text)) return text;
  if (!isUnknown(value) && !isUnknown(text)) return isScalar(value) && isScalar(text) && fold(value) === fold(text);
  if (isUnknown(value) && typeof text === 'string' && !mayHaveText(value, text)) return false;
  return canonicalKey(value) === canonicalKey(text) ? true : call(SAME_TEXT, [value, text]);
}

function isScalar(value: Value): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function fold(value: string | number | boolean): string {
  return String(value).toLowerCase();
}

const TEXT_BY_TYPE: Readonly<Record<string, RegExp>> = {
  int: /^-?\d+$/,
  bool: /^(true|false)$/i,
  string: /^/,
  any: /^/,
};

function mayHaveText(value: Value, text: string): boolean {
  if (isSymbol(value) && value.domain?.every((item) => !isScalar(item) || fold(item) !== fold(text))) return false;
  return TEXT_BY_TYPE[typeOf(value)]?.test(text) === true;
}

/** The two operands of an undecided `sameText`. */
export function sameTextOperands(value: Value): readonly [Value, Value] | undefined {
  return isCall(value) && value.operation === SAME_TEXT ? [value.args[0] ?? null, value.args[1] ?? null] : undefined;
}
