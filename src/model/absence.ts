import { and, booleanOperation, choiceOf, isNullable, isShallow, mayBeNull, not, when } from './logic.ts';
import {
  call,
  fault,
  isArray,
  isCall,
  isFault,
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
  if (value.operation.name === 'concat' && value.args.some((part) => typeof part === 'string' && part !== ''))
    return false;
  if (ALWAYS_FULL.has(value.operation.name)) return false;
  const choice = choiceOf(value);
  if (choice !== undefined && isShallow(value))
    return when(choice[0], empty(choice[1]), empty(choice[2])) as Value<boolean>;
  if (EMPTY_AS_ARGUMENT.has(value.operation.name)) return empty(value.args[0] ?? null);
  return call(EMPTY, [value]);
}

const ALWAYS_FULL = new Set(['uniqueString', 'guid', 'resourceId']);
const EMPTY_AS_ARGUMENT = new Set(['toLower', 'toUpper', 'base64', 'uriComponent']);

/** What `empty` was asked of, if the value is that question. */
export function askedEmpty(value: Value): Value | undefined {
  return isCall(value) && value.operation === EMPTY ? value.args[0] : undefined;
}

const IS_NULL = booleanOperation('isNull', ([a = null]) => isNull(a));

export function isNull(value: Value): Value<boolean> {
  if (isFault(value)) return value;
  if (!isUnknown(value)) return value === null;
  if (!mayBeNull(value)) return false;
  const choice = choiceOf(value);
  if (choice !== undefined && isShallow(value))
    return when(choice[0], isNull(choice[1]), isNull(choice[2])) as Value<boolean>;
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

/** Whether a value will be there as a destination: neither null nor empty. */
export function presence(value: Value): Value<boolean> {
  if (isFault(value)) return value;
  if (isUnknown(value)) {
    if (isSymbol(value)) return not(assumedEmpty(value));
    // Too many choices to go through here: the cases of a rule tell them apart one by one.
    if (!isShallow(value)) return not(empty(value));
    if (value.operation.presence !== undefined) return value.operation.presence(value.args);
    const choice = choiceOf(value);
    if (choice !== undefined) return when(choice[0], presence(choice[1]), presence(choice[2])) as Value<boolean>;
    return value.operation.nullable === true
      ? and(not(isNull(value)), not(assumedEmpty(value)))
      : not(assumedEmpty(value));
  }
  return !isNothing(value);
}
