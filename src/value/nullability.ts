import type { CauseKind } from './cause.ts';
import {
  allOf,
  and,
  anyOf,
  booleanOperation,
  distribute,
  isNullable,
  isShallow,
  mayBeNull,
  not,
  when,
} from './logic.ts';
import { remember } from './remember.ts';
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

function isNothing(value: Value): boolean {
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
    return isNothing(value);
  }
  if (isSymbol(value)) return value.notEmpty === true ? false : call(EMPTY, [value]);
  return emptyCall(value);
}

const emptyCall = remember((value: CallValue): Value<boolean> => {
  const { name } = value.operation;
  if (ALWAYS_FULL.has(name)) return false;
  if (EMPTY_AS_ARGUMENT.has(name)) return empty(value.args[0] ?? null);
  if (EMPTY_AS_ARGUMENTS.has(name)) return allOf(different(value.args).map(empty));
  return (distribute(value, empty) as Value<boolean> | undefined) ?? call(EMPTY, [value]);
});

/** A text that doubles holds one part thousands of times, and asking once is enough. */
function different(args: readonly Value[]): readonly Value[] {
  return [...new Set(args)];
}

const ALWAYS_FULL = new Set([
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

/** What `empty` was asked of, if the value is that question. */
export function askedEmpty(value: Value): Value | undefined {
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

/** What `isNull` was asked of, if the value is that question. */
export function askedNull(value: Value): Value | undefined {
  return isCall(value) && value.operation.name === IS_NULL.name ? value.args[0] : undefined;
}

/** The first argument is the question whether the second is null, so that an answer to it decides the choice. */
const COALESCE: Operation = {
  name: 'coalesce',
  type: 'any',
  nullable: true,
  apply: ([isFirstNull = null, first = null, rest = null]) => {
    if (typeof isFirstNull === 'boolean') return isFirstNull ? rest : first;
    return coalesce(first, rest);
  },
  presence: ([isFirstNull = null, first = null, rest = null]) =>
    isUnknown(first) && !isNullable(first)
      ? presence(first)
      : (when(
          isFirstNull,
          presence(rest),
          isUnknown(first) ? not(assumedEmpty(first)) : presence(first),
        ) as Value<boolean>),
  print: ([, first, rest]) => `coalesce(${first}, ${rest})`,
};

export function coalesce(first: Value, rest: Value): Value {
  if (first === null) return rest;
  const asked = isNull(first);
  if (asked === false || isFault(asked)) return first;
  if (asked === true) return rest;
  if (rest === null) return first;
  return call(mayBeNull(rest) ? COALESCE : { ...COALESCE, nullable: false, type: coalescedType(first, rest) }, [
    asked,
    first,
    rest,
  ]);
}

function coalescedType(first: Value, rest: Value): Operation['type'] {
  const type = typeOf(first);
  return type !== 'null' && type !== 'any' && type === typeOf(rest) ? type : 'any';
}

/**
 * Emptiness that nobody has reason to expect: false unless a case says otherwise. It is how a destination given by a
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

/** Why a value is not known although whoever deploys gives it, or Azure does, and means something by it. */
const GIVEN_LATER: ReadonlySet<CauseKind> = new Set(['parameter', 'runtime', 'environment', 'secret', 'module']);

/** Operations whose result is there when, in the case that is assumed, their first argument is. */
const PRESENT_AS_ARGUMENT = new Set([...EMPTY_AS_ARGUMENT, 'trim', 'string']);

/**
 * Whether a value will be there as a destination: neither null nor empty. Assumed to be there are exactly: what is given
 * later (a parameter without value, a runtime value, …) and what is read from it by plain access. Everything else is
 * there when it is so in every case, and where the evaluation itself leaves it open, that is the question which is asked.
 */
export function presence(value: Value): Value<boolean> {
  if (isFault(value)) return value;
  if (!isUnknown(value)) return !isNothing(value);
  if (isSymbol(value)) return isGivenLater(value) ? not(assumedEmpty(value)) : not(empty(value));
  return presenceOfCall(value);
}

const presenceOfCall = remember((value: CallValue): Value<boolean> => {
  const { operation, args } = value;
  const made = isShallow(value) ? operation.presence?.(args) : undefined;
  const split = made ?? distribute(value, presence);
  if (split !== undefined) return split as Value<boolean>;
  if (isGivenLater(value))
    return operation.nullable === true ? and(not(isNull(value)), not(assumedEmpty(value))) : not(assumedEmpty(value));
  if (PRESENT_AS_ARGUMENT.has(operation.name)) return presence(args[0] ?? null);
  if (operation.name === 'concat') return anyOf(different(args).map(presence));
  return not(empty(value));
});

/** Plain access, which is taken to find something. */
const READING = new Set(['member', 'tryGet', 'reference']);

/** What leaves the items of a list as they are, so that reading a member of one is reading it from the list. */
const CHOOSING = new Set(['filter', 'sort', 'skip', 'take', 'first', 'last', 'distinct']);

function isGivenLater(value: Value): boolean {
  return isCall(value) ? isReadFromGiven(value) : isSymbol(value) && GIVEN_LATER.has(value.cause.kind);
}

const isReadFromGiven = remember((value: CallValue): boolean => {
  if (!READING.has(value.operation.name)) return false;
  let base = value.args[0] ?? null;
  while (isCall(base) && (READING.has(base.operation.name) || CHOOSING.has(base.operation.name)))
    base = base.args[0] ?? null;
  // No known object of an undecided union has the member: it would be decided.
  return isCall(base) && base.operation.name === 'union'
    ? base.args.every((part) => (isUnknown(part) ? isGivenLater(part) : isObject(part)))
    : isSymbol(base) && isGivenLater(base);
});
