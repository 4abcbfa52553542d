import type { CauseKind } from './cause.ts';
import {
  allOf,
  and,
  anyOf,
  booleanOperation,
  conditional,
  distribute,
  isNullable,
  isShallow,
  mayBeNull,
  not,
} from './logic.ts';
import { memoize } from './memoize.ts';
import {
  type CallValue,
  call,
  fault,
  isArray,
  isCall,
  isFault,
  isObject,
  isSymbol,
  isUnknown,
  type Operation,
  typeOf,
  type Value,
} from './value.ts';

function isEmptyValue(value: Value): boolean {
  if (value === null || value === '') return true;
  return (
    typeof value === 'object' && !isUnknown(value) && (isArray(value) ? value.length : Object.keys(value).length) === 0
  );
}

const EMPTY = booleanOperation('empty', ([a = null]) => empty(a));

/** True for null, `''`, `[]` and `{}`. */
export function empty(value: Value): Value<boolean> {
  if (isFault(value)) return value;
  if (!isUnknown(value)) {
    if (typeof value === 'boolean' || typeof value === 'number') {
      return fault('wrong-type', `empty() does not take ${typeof value === 'boolean' ? 'a boolean' : 'a number'}`);
    }
    return isEmptyValue(value);
  }
  if (isSymbol(value)) return value.notEmpty === true ? false : call(EMPTY, [value]);
  return emptyCall(value);
}

const emptyCall = memoize((value: CallValue): Value<boolean> => {
  const { name } = value.operation;
  if (NEVER_EMPTY.has(name)) return false;
  if (EMPTY_AS_ARGUMENT.has(name)) return empty(value.args[0] ?? null);
  if (EMPTY_AS_ARGUMENTS.has(name)) return allOf(distinct(value.args).map(empty));
  return (distribute(value, empty) as Value<boolean> | undefined) ?? call(EMPTY, [value]);
});

/** A string that doubles itself holds one part thousands of times; testing it once is enough. */
function distinct(args: readonly Value[]): readonly Value[] {
  return [...new Set(args)];
}

const NEVER_EMPTY = new Set([
  'uniqueString',
  'guid',
  'resourceId',
  'subscriptionResourceId',
  'managementGroupResourceId',
  'tenantResourceId',
  'extensionResourceId',
]);
const EMPTY_AS_ARGUMENT = new Set(['toLower', 'toUpper', 'base64', 'base64ToString', 'uriComponent', 'distinct']);
/** Empty when all of their arguments are: what any of them holds is in the result. */
const EMPTY_AS_ARGUMENTS = new Set(['concat', 'union']);

/** The operand of an undecided `empty`. */
export function emptyOperand(value: Value): Value | undefined {
  return isCall(value) && value.operation === EMPTY ? value.args[0] : undefined;
}

const IS_NULL = booleanOperation('isNull', ([a = null]) => isNull(a));

export function isNull(value: Value): Value<boolean> {
  if (isFault(value)) return value;
  if (!isUnknown(value)) return value === null;
  if (!mayBeNull(value)) return false;
  const split = distribute(value, isNull);
  if (split !== undefined) return split as Value<boolean>;
  return call({ ...IS_NULL, print: ([a]) => `equals(${a}, null())` }, [value]);
}

/** The operand of an undecided `isNull`. */
export function nullOperand(value: Value): Value | undefined {
  return isCall(value) && value.operation.name === IS_NULL.name ? value.args[0] : undefined;
}

/** The first argument is whether the second is null, so that an assumption about it decides the result. */
const COALESCE: Operation = {
  name: 'coalesce',
  type: 'any',
  nullable: true,
  apply: ([isFirstNull = null, first = null, rest = null]) => {
    if (typeof isFirstNull === 'boolean') return isFirstNull ? rest : first;
    return coalesce(first, rest);
  },
  isNotEmpty: ([isFirstNull = null, first = null, rest = null]) =>
    isUnknown(first) && !isNullable(first)
      ? isNotEmpty(first)
      : (conditional(
          isFirstNull,
          isNotEmpty(rest),
          isUnknown(first) ? not(assumedEmpty(first)) : isNotEmpty(first),
        ) as Value<boolean>),
  print: ([, first, rest]) => `coalesce(${first}, ${rest})`,
};

export function coalesce(first: Value, rest: Value): Value {
  if (first === null) return rest;
  const isFirstNull = isNull(first);
  if (isFirstNull === false || isFault(isFirstNull)) return first;
  if (isFirstNull === true) return rest;
  if (rest === null) return first;
  return call(mayBeNull(rest) ? COALESCE : { ...COALESCE, nullable: false, type: coalescedType(first, rest) }, [
    isFirstNull,
    first,
    rest,
  ]);
}

function coalescedType(first: Value, rest: Value): Operation['type'] {
  const type = typeOf(first);
  return type !== 'null' && type !== 'any' && type === typeOf(rest) ? type : 'any';
}

/**
 * Emptiness that is assumed false unless a scenario sets it. This is how a destination given by a
 * parameter or a runtime value counts as present (DESIGN: destination).
 */
export const ASSUMED_EMPTY: Operation = {
  name: 'assumedEmpty',
  type: 'bool',
  apply: ([a = null]) => assumedEmpty(a),
  print: ([a]) => `empty(${a})`,
};

function assumedEmpty(value: Value): Value<boolean> {
  return isUnknown(value) ? call(ASSUMED_EMPTY, [value]) : empty(value);
}

/** Causes of values that are supplied later, by the deployment or by Azure, and are assumed to be set. */
const SUPPLIED_LATER: ReadonlySet<CauseKind> = new Set(['parameter', 'runtime', 'environment', 'secret', 'module']);

/** Operations whose result is there when, in the case that is assumed, their first argument is. */
const NOT_EMPTY_AS_ARGUMENT = new Set([...EMPTY_AS_ARGUMENT, 'trim', 'string']);

/**
 * Whether a value will be there as a destination: neither null nor empty. Assumed to be there are exactly: what is given
 * later (a parameter without value, a runtime value, …) and what is read from it by plain access. Everything else is
 * there when it is so in every case, and where the evaluation itself leaves it open, that is the question which is asked.
 */
export function isNotEmpty(value: Value): Value<boolean> {
  if (isFault(value)) return value;
  if (!isUnknown(value)) return !isEmptyValue(value);
  if (isSymbol(value)) return isSuppliedLater(value) ? not(assumedEmpty(value)) : not(empty(value));
  return isCallNotEmpty(value);
}

const isCallNotEmpty = memoize((value: CallValue): Value<boolean> => {
  const { operation, args } = value;
  const made = isShallow(value) ? operation.isNotEmpty?.(args) : undefined;
  const split = made ?? distribute(value, isNotEmpty);
  if (split !== undefined) return split as Value<boolean>;
  if (isSuppliedLater(value))
    return operation.nullable === true ? and(not(isNull(value)), not(assumedEmpty(value))) : not(assumedEmpty(value));
  if (NOT_EMPTY_AS_ARGUMENT.has(operation.name)) return isNotEmpty(args[0] ?? null);
  if (operation.name === 'concat') return anyOf(distinct(args).map(isNotEmpty));
  return not(empty(value));
});

/** Plain member access, which is assumed to succeed. */
const ACCESS_OPERATIONS = new Set(['member', 'tryGet', 'reference']);

/** Operations that leave the items of a list unchanged, so that a member of an item is a member of the list. */
const SELECTING_OPERATIONS = new Set(['filter', 'sort', 'skip', 'take', 'first', 'last', 'distinct']);

function isSuppliedLater(value: Value): boolean {
  return isCall(value) ? isReadFromSupplied(value) : isSymbol(value) && SUPPLIED_LATER.has(value.cause.kind);
}

const isReadFromSupplied = memoize((value: CallValue): boolean => {
  if (!ACCESS_OPERATIONS.has(value.operation.name)) return false;
  let base = value.args[0] ?? null;
  while (isCall(base) && (ACCESS_OPERATIONS.has(base.operation.name) || SELECTING_OPERATIONS.has(base.operation.name)))
    base = base.args[0] ?? null;
  // No known object of an undecided union has the member: it would be decided.
  return isCall(base) && base.operation.name === 'union'
    ? base.args.every((part) => (isUnknown(part) ? isSuppliedLater(part) : isObject(part)))
    : isSymbol(base) && isSuppliedLater(base);
});
