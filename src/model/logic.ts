import {
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
} from './value.ts';

/*
 * Truth over values that may be unknown. Every function folds as far as it can and brings what is left into one form,
 * so that two spellings of the same question (`not(equals(x, ''))`, `greater(length(x), 0)`) become the same question.
 */

function operation(name: string, apply: (args: readonly Value[]) => Value): Operation {
  return { name, type: 'bool', apply };
}

function notBoolean(name: string, value: Value): Value<boolean> {
  return fault('wrong-type', `${name}() needs a boolean and got ${typeOf(value)}`);
}

const NOT = operation('not', ([a = null]) => not(a));

export function not(value: Value): Value<boolean> {
  if (typeof value === 'boolean') return !value;
  if (isFault(value)) return value;
  if (isCall(value) && value.operation === NOT) return value.args[0] as Value<boolean>;
  return isUnknown(value) ? call(NOT, [value]) : notBoolean('not', value);
}

/** Flattened, in the order written, without repeats; a decided part decides, a fault counts only if nothing before it did. */
function junction(self: Operation, deciding: boolean, args: readonly Value[]): Value<boolean> {
  const open: Value[] = [];
  const seen = new Set<string>();
  for (const arg of args.flatMap((part) => (isCall(part) && part.operation === self ? part.args : [part]))) {
    if (arg === deciding) return deciding;
    if (arg === !deciding) continue;
    if (!isUnknown(arg) && !isFault(arg)) return notBoolean(self.name, arg);
    if (isFault(arg) && open.length === 0) return arg;
    const key = keyOf(arg);
    if (!seen.has(key)) open.push(arg);
    seen.add(key);
  }
  if (open.some((part) => !isFault(part) && seen.has(keyOf(not(part))))) return deciding;
  if (open.length === 0) return !deciding;
  return open.length === 1 ? (open[0] as Value<boolean>) : call(self, open);
}

const AND = operation('and', (args) => and(...args));
const OR = operation('or', (args) => or(...args));

export function and(...args: readonly Value[]): Value<boolean> {
  return junction(AND, false, args);
}

export function or(...args: readonly Value[]): Value<boolean> {
  return junction(OR, true, args);
}

/** The parts of a conjunction (`and`) or disjunction (`or`) that is not decided. */
export function partsOf(value: Value, junctionName: 'and' | 'or'): readonly Value[] | undefined {
  const self = junctionName === 'and' ? AND : OR;
  return isCall(value) && value.operation === self ? value.args : undefined;
}

/** What `not` was applied to, if the value is a negation. */
export function negated(value: Value): Value | undefined {
  return isCall(value) && value.operation === NOT ? value.args[0] : undefined;
}

function choose(condition: Value, then: Value, otherwise: Value): Value {
  if (typeof condition === 'boolean') return condition ? then : otherwise;
  if (isFault(condition)) return condition;
  if (!isUnknown(condition)) return notBoolean('if', condition);
  if (keyOf(then) === keyOf(otherwise)) return then;
  if (then === true && otherwise === false) return condition;
  if (then === false && otherwise === true) return not(condition);
  const inner = negated(condition);
  return inner === undefined
    ? call(ifFor(then, otherwise), [condition, then, otherwise])
    : choose(inner, otherwise, then);
}

const IFS = new Map<string, Operation>();

/** One `if` operation per result type, so that the type of an undecided choice stays known. */
function ifFor(then: Value, otherwise: Value): Operation {
  const types = new Set([typeOf(then), typeOf(otherwise)]);
  const nullable = types.delete('null') || mayBeNull(then) || mayBeNull(otherwise);
  const only = [...types][0];
  const type = types.size === 1 && only !== undefined && only !== 'null' ? only : 'any';
  const id = `${type}${nullable}`;
  let found = IFS.get(id);
  if (found === undefined) {
    found = {
      name: 'if',
      type,
      nullable,
      apply: ([c = null, a = null, b = null]) => choose(c, a, b),
      presence: ([c = null, a = null, b = null]) => choose(c, presence(a), presence(b)) as Value<boolean>,
    };
    IFS.set(id, found);
  }
  return found;
}

/** `if(condition, then, otherwise)` with both branches evaluated; a fault in a branch stays in that branch. */
export const when: (condition: Value, then: Value, otherwise: Value) => Value = choose;

/** Condition and branches of a value that is one of two others: an `if`, or a `coalesce` seen as one. */
export function choiceOf(value: Value): readonly [Value, Value, Value] | undefined {
  if (!isCall(value)) return undefined;
  const [a = null, b = null, c = null] = value.args;
  if (value.operation.name === 'if') return [a, b, c];
  return value.operation.name === 'coalesce' ? [a, c, b] : undefined;
}

function isNothing(value: Value): boolean {
  if (value === null || value === '') return true;
  return (
    typeof value === 'object' && !isUnknown(value) && (isArray(value) ? value.length : Object.keys(value).length) === 0
  );
}

const EMPTY = operation('empty', ([a = null]) => empty(a));

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

/** Made by a function that gives null where there is nothing, as `tryGet` does; plain access is taken to find something. */
function isNullable(value: Value): boolean {
  return value === null || (isCall(value) && value.operation.nullable === true);
}

/** Null is among the values it can have. A declared type excludes it: ARM refuses null for a typed parameter. */
export function mayBeNull(value: Value): boolean {
  if (value === null) return true;
  if (isSymbol(value)) return value.type === 'any';
  return isCall(value) && (value.operation.nullable === true || value.operation.type === 'any');
}

const IS_NULL = operation('isNull', ([a = null]) => isNull(a));

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
    return value.operation.nullable === true
      ? and(not(isNull(value)), not(assumedEmpty(value)))
      : not(assumedEmpty(value));
  }
  return !isNothing(value);
}

const EQUALS = operation('equals', ([a = null, b = null]) => equals(a, b));

/** Equality by type and letter case, as ARM's `equals`; numbers compare by value and property order does not matter. */
export function equals(left: Value, right: Value): Value<boolean> {
  if (isFault(left)) return left;
  if (isFault(right)) return right;
  if (keyOf(left) === keyOf(right)) return true;
  if (isWhole(left) && isWhole(right)) return false;
  const [a, b] = ordered(left, right);
  if (!isUnknown(b)) {
    if (b === true && typeOf(a) === 'bool') return a as Value<boolean>;
    if (b === false && typeOf(a) === 'bool') return not(a);
    if (b === null) return isNull(a);
    if (b === '' && typeOf(a) === 'string') return empty(a);
    if (!canBeEqual(a, b)) return false;
    if (!isUnknown(a)) return equalMembers(a, b);
  }
  return call(EQUALS, [a, b]);
}

/** The two sides of an equality that is not decided; a known side comes last. */
export function askedEqual(value: Value): readonly [Value, Value] | undefined {
  return isCall(value) && value.operation === EQUALS ? [value.args[0] ?? null, value.args[1] ?? null] : undefined;
}

function ordered(left: Value, right: Value): readonly [Value, Value] {
  if (isUnknown(left) !== isUnknown(right)) return isUnknown(left) ? [left, right] : [right, left];
  return keyOf(left) < keyOf(right) ? [left, right] : [right, left];
}

function canBeEqual(open: Value, known: Value): boolean {
  if (isSymbol(open) && open.domain !== undefined) return open.domain.some((item) => keyOf(item) === keyOf(known));
  const type = typeOf(open);
  return type === 'any' || type === typeOf(known);
}

function equalMembers(a: Value, b: Value): Value<boolean> {
  if (isArray(a) && isArray(b)) {
    return a.length === b.length && and(...a.map((item, i) => equals(item, b[i] ?? null)));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length || !names.every((name) => Object.hasOwn(b, name))) return false;
  return and(...names.map((name) => equals(a[name] ?? null, b[name] ?? null)));
}

const SAME_TEXT: Operation = {
  ...operation('sameText', ([a = null, b = null]) => sameText(a, b)),
  print: ([a, b]) => `equals(toLower(${a}), toLower(${b}))`,
};

/**
 * Equality of two texts without regard to case, as for names of types, categories and groups. A number or boolean that is
 * not known stands for its text, as it does in a name.
 */
export function sameText(value: Value, text: Value): Value<boolean> {
  if (isFault(value)) return value;
  if (isFault(text)) return text;
  if (!isUnknown(value) && !isUnknown(text)) return isScalar(value) && isScalar(text) && fold(value) === fold(text);
  if (isUnknown(value) && typeof text === 'string' && !canHaveText(value, text)) return false;
  return keyOf(value) === keyOf(text) ? true : call(SAME_TEXT, [value, text]);
}

function isScalar(value: Value): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function fold(value: string | number | boolean): string {
  return String(value).toLowerCase();
}

const TEXT_OF: Readonly<Record<string, RegExp>> = { int: /^-?\d+$/, bool: /^(true|false)$/i, string: /^/, any: /^/ };

function canHaveText(value: Value, text: string): boolean {
  if (isSymbol(value) && value.domain?.every((item) => !isScalar(item) || fold(item) !== fold(text))) return false;
  return TEXT_OF[typeOf(value)]?.test(text) === true;
}

/** The two sides of a comparison of texts that is not decided. */
export function askedSameText(value: Value): readonly [Value, Value] | undefined {
  return isCall(value) && value.operation === SAME_TEXT ? [value.args[0] ?? null, value.args[1] ?? null] : undefined;
}

const TRY_GET: Operation = {
  name: 'tryGet',
  type: 'any',
  nullable: true,
  apply: ([base = null, key = null]) => tryGet(base, key),
};

/** `tryGet(base, key)`, Bicep's `base.?key`: null instead of a fault when there is no such member. */
export function tryGet(base: Value, key: Value): Value {
  if (base === null || isFault(base)) return base;
  if (isFault(key)) return key;
  if (isUnknown(base)) {
    const inside = isCall(base) ? base.operation.member?.(base.args, key) : undefined;
    return inside ?? distribute(base, (part) => tryGet(part, key)) ?? call(TRY_GET, [base, key]);
  }
  if (isUnknown(key)) return call(TRY_GET, [base, key]);
  if (isArray(base)) return (typeof key === 'number' ? base[key] : undefined) ?? null;
  const found = isObject(base) && typeof key === 'string' ? findKey(base, key) : undefined;
  return found === undefined ? null : ((base as ValueObject)[found] ?? null);
}

const MEMBER: Operation = {
  name: 'member',
  type: 'any',
  apply: ([base = null, key = null]) => member(base, key),
  print: ([base, key]) =>
    key !== undefined && /^'[A-Za-z_]\w*'$/.test(key) ? `${base}.${key.slice(1, -1)}` : `${base}[${key}]`,
};

/** `base.key` or `base[key]`: a fault when the member is not there, an unknown when base or key is not known. */
export function member(base: Value, key: Value): Value {
  if (isFault(base)) return base;
  if (isFault(key)) return key;
  if (isUnknown(base)) {
    const inside = isCall(base) ? base.operation.member?.(base.args, key) : undefined;
    return inside ?? distribute(base, (part) => member(part, key)) ?? call(MEMBER, [base, key]);
  }
  if (isUnknown(key))
    return base === null ? fault('null-member', 'a member of null was asked for') : call(MEMBER, [base, key]);
  if (isArray(base)) {
    const item = typeof key === 'number' ? base[key] : undefined;
    return item === undefined
      ? fault('index-out-of-range', `index ${String(key)} is outside an array of ${base.length}`)
      : item;
  }
  if (!isObject(base) || typeof key !== 'string') {
    return fault('no-member', `${typeOf(base)} has no member ${typeof key === 'string' ? `'${key}'` : String(key)}`);
  }
  const found = findKey(base, key);
  return found === undefined ? missingMember(base, key) : (base[found] ?? null);
}

function missingMember(base: object, key: string): Value {
  const names = Object.keys(base);
  const shown = names.slice(0, 8).join(', ') + (names.length > 8 ? ', …' : '');
  return fault('missing-property', `property '${key}' does not exist; there are: ${shown || 'none'}`);
}

const DISTRIBUTION_LIMIT = 8;

/** Pushes an operation into the branches of an undecided choice, so that what both branches agree on becomes known. */
export function distribute(value: Value, apply: (part: Value) => Value): Value | undefined {
  const choice = choiceOf(value);
  if (choice === undefined || !isShallow(value)) return undefined;
  return when(choice[0], apply(choice[1]), apply(choice[2]));
}

/** Whether a value is known, or choices at most so deep: what is done in every branch takes twice as long at each level. */
function isShallow(value: Value, levels = DISTRIBUTION_LIMIT): boolean {
  const choice = choiceOf(value);
  if (choice === undefined) return true;
  return levels > 0 && isShallow(choice[1], levels - 1) && isShallow(choice[2], levels - 1);
}
