import { memoize } from './memoize.ts';
import { countSteps } from './step-counter.ts';
import {
  type Alternative,
  type CallValue,
  call,
  canonicalKey,
  depthOf,
  fault,
  isCall,
  isFault,
  isSecure,
  isSymbol,
  isUnknown,
  lazyCall,
  MAX_DEPTH,
  type Operation,
  typeOf,
  type Unknown,
  type Value,
} from './value.ts';

/*
 * Truth over values that may be unknown. Every function folds as far as it can and brings what is left into one form,
 * so that two spellings of the same question (`not(equals(x, ''))`, `greater(length(x), 0)`) become the same question.
 */

export function booleanOperation(name: string, apply: (args: readonly Value[]) => Value): Operation {
  return { name, type: 'bool', apply };
}

function notBooleanFault(name: string, value: Value): Value<boolean> {
  return fault('wrong-type', `${name}() needs a boolean and got ${typeOf(value)}`);
}

const NOT = booleanOperation('not', ([a = null]) => not(a));

export function not(value: Value): Value<boolean> {
  if (typeof value === 'boolean') return !value;
  if (isFault(value)) return value;
  if (isCall(value) && value.operation === NOT) return value.args[0] as Value<boolean>;
  return isUnknown(value) ? negation(value) : notBooleanFault('not', value);
}

/** Junctions need the negation of every operand repeatedly. */
const negation = memoize((value: Unknown) => call(NOT, [value]) as Value<boolean>);

/**
 * Flattened, in the order written, without repeats; a decided part decides, a fault counts only if nothing before it did.
 * A junction of one operand is that operand as a boolean.
 */
function junction(self: Operation, deciding: boolean, args: readonly Value[]): Value<boolean> {
  const extended = extendedJunction(self, args);
  const draft: JunctionDraft = { keys: extended?.keys ?? new Set(), pieces: [], size: 0, depth: 0, isSecure: false };
  for (const arg of args) {
    if (arg === extended?.value) {
      draft.pieces.push(arg);
      draft.size += extended.size;
      draft.depth = Math.max(draft.depth, extended.value.depth - 1);
      draft.isSecure ||= extended.value.isSecure;
      continue;
    }
    for (const part of isCall(arg) && arg.operation === self ? arg.args : [arg]) {
      if (part === deciding) return deciding;
      if (part === !deciding) continue;
      if (!isUnknown(part) && !isFault(part)) return notBooleanFault(self.name, part);
      if (isFault(part) && draft.size === 0) return part;
      if (addOperand(draft, part)) return deciding;
    }
  }
  const [first] = draft.pieces;
  if (first === undefined) return !deciding;
  if (draft.size === 1 && typeOf(first) === 'bool') return first as Value<boolean>;
  return (draft.size === 1 ? call(AND, [first]) : createJunction(self, draft)) as Value<boolean>;
}

/** The operands of a junction: single ones, and at most one long junction that it extends. */
interface JunctionDraft {
  readonly keys: Set<string>;
  readonly pieces: Value[];
  size: number;
  depth: number;
  isSecure: boolean;
}

/** True when the part and its negation are both there. */
function addOperand(draft: JunctionDraft, part: Value): boolean {
  const key = canonicalKey(part);
  countSteps();
  if (draft.keys.has(key)) return false;
  draft.keys.add(key);
  draft.pieces.push(part);
  draft.size++;
  draft.depth = Math.max(draft.depth, depthOf(part));
  draft.isSecure ||= isSecure(part);
  return !isFault(part) && draft.keys.has(canonicalKey(not(part)));
}

/*
 * A copy loop adds operands to a junction one by one. Copying all of them each time would take quadratic time, so a long
 * junction passes the keys of its operands to the junction that extends it, and lists its operands on first access.
 */

const LONG_JUNCTION = 64;

interface LongJunction {
  readonly value: CallValue;
  readonly size: number;
  readonly pieces: readonly Value[];
  /** Absent once they were passed to the junction that extends this one. */
  keys?: Set<string>;
}

const longJunctions = new WeakMap<CallValue, LongJunction>();

/** The longest junction among the arguments that can be extended, with the keys of its operands. */
function extendedJunction(
  self: Operation,
  args: readonly Value[],
): (LongJunction & { readonly keys: Set<string> }) | undefined {
  let longest: LongJunction | undefined;
  for (const arg of args) {
    const long = isCall(arg) && arg.operation === self ? longJunctions.get(arg) : undefined;
    if (long !== undefined && long.size > (longest?.size ?? 0)) longest = long;
  }
  if (longest === undefined) return undefined;
  const keys = longest.keys ?? new Set(longest.value.args.map(canonicalKey));
  delete longest.keys;
  return { ...longest, keys };
}

function createJunction(self: Operation, { pieces, size, depth, isSecure, keys }: JunctionDraft): Value {
  if (size < LONG_JUNCTION || depth >= MAX_DEPTH) return call(self, pieces);
  const value = lazyCall(self, { depth: depth + 1, isSecure }, () => flattenOperands(self, pieces));
  longJunctions.set(value, { value, size, pieces, keys });
  return value;
}

function flattenOperands(self: Operation, pieces: readonly Value[]): readonly Value[] {
  const parts: Value[] = [];
  const pending = [...pieces].reverse();
  for (let piece = pending.pop(); piece !== undefined; piece = pending.pop()) {
    const long = isCall(piece) && piece.operation === self ? longJunctions.get(piece) : undefined;
    if (long === undefined) parts.push(piece);
    else for (let i = long.pieces.length - 1; i >= 0; i--) pending.push(long.pieces[i] ?? null);
  }
  countSteps(parts.length);
  return parts;
}

const AND: Operation = {
  ...booleanOperation('and', (args) => allOf(args)),
  // With one operand it only asserts that the operand is a boolean.
  print: (args) => (args.length === 1 ? (args[0] ?? '') : `and(${args.join(', ')})`),
};
const OR = booleanOperation('or', (args) => anyOf(args));

export function allOf(parts: readonly Value[]): Value<boolean> {
  return junction(AND, false, parts);
}

export function anyOf(parts: readonly Value[]): Value<boolean> {
  return junction(OR, true, parts);
}

export function and(...parts: readonly Value[]): Value<boolean> {
  return allOf(parts);
}

export function or(...parts: readonly Value[]): Value<boolean> {
  return anyOf(parts);
}

/** The parts of a conjunction (`and`) or disjunction (`or`) that is not decided. */
export function operandsOf(value: Value, junctionName: 'and' | 'or'): readonly Value[] | undefined {
  const self = junctionName === 'and' ? AND : OR;
  return isCall(value) && value.operation === self ? value.args : undefined;
}

/** What `not` was applied to, if the value is a negation. */
export function negatedOperand(value: Value): Value | undefined {
  return isCall(value) && value.operation === NOT ? value.args[0] : undefined;
}

function evaluateIf(condition: Value, then: Value, otherwise: Value): Value {
  if (typeof condition === 'boolean') return condition ? then : otherwise;
  if (isFault(condition)) return condition;
  if (!isUnknown(condition)) return notBooleanFault('if', condition);
  if (canonicalKey(then) === canonicalKey(otherwise)) return then;
  if (then === true && otherwise === false) return condition;
  if (then === false && otherwise === true) return not(condition);
  const inner = negatedOperand(condition);
  return inner === undefined
    ? call(ifOperation(then, otherwise), [condition, then, otherwise])
    : evaluateIf(inner, otherwise, then);
}

const IF_OPERATIONS = new Map<string, Operation>();

/** One `if` operation per result type, so that the type of an undecided choice stays known. */
function ifOperation(then: Value, otherwise: Value): Operation {
  const types = new Set([typeOf(then), typeOf(otherwise)]);
  const nullable = types.delete('null') || mayBeNull(then) || mayBeNull(otherwise);
  const only = [...types][0];
  const type = types.size === 1 && only !== undefined && only !== 'null' ? only : 'any';
  const id = `${type}${nullable}`;
  let found = IF_OPERATIONS.get(id);
  if (found === undefined) {
    found = {
      name: 'if',
      type,
      nullable,
      apply: ([c = null, a = null, b = null]) => evaluateIf(c, a, b),
    };
    IF_OPERATIONS.set(id, found);
  }
  return found;
}

/** `if(condition, then, otherwise)` with both branches evaluated; a fault in a branch stays in that branch. */
export const conditional: (condition: Value, then: Value, otherwise: Value) => Value = evaluateIf;

/** Condition and branches of a value that is one of two others: an `if`, or a `coalesce` seen as one. */
export function asConditional(value: Value): readonly [Value, Value, Value] | undefined {
  if (!isCall(value)) return undefined;
  const [a = null, b = null, c = null] = value.args;
  if (value.operation.name === 'if') return [a, b, c];
  return value.operation.name === 'coalesce' ? [a, c, b] : undefined;
}

const MAX_DISTRIBUTED_LEVELS = 8;

/** Pushes an operation into the branches of an undecided choice, so that a result common to all branches becomes known. */
export function distribute(value: Value, apply: (part: Value) => Value): Value | undefined {
  const branches = asConditional(value);
  countSteps();
  if (branches !== undefined)
    return isShallow(value) ? conditional(branches[0], apply(branches[1]), apply(branches[2])) : undefined;
  const alternatives = alternativesOf(value);
  if (alternatives === undefined || !isShallow(value)) return undefined;
  return selectAlternative(alternatives.map(({ condition, value: part }) => ({ condition, value: apply(part) })));
}

function alternativesOf(value: Value): readonly Alternative[] | undefined {
  return isCall(value) && value.operation.alternatives !== undefined ? alternativesOfCall(value) : undefined;
}

const alternativesOfCall = memoize(({ operation, args }: CallValue) => operation.alternatives?.(args));

/** A choice between alternatives as nested conditionals. Equal values are merged; the most common one is the default. */
function selectAlternative(alternatives: readonly Alternative[]): Value | undefined {
  const groups = new Map<string, { readonly value: Value; readonly questions: Value[] }>();
  for (const { condition, value } of alternatives) {
    const key = canonicalKey(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { value, questions: [condition] });
    else group.questions.push(condition);
  }
  const [rest, ...others] = [...groups.values()].sort((a, b) => b.questions.length - a.questions.length);
  if (rest === undefined || others.length > MAX_DISTRIBUTED_LEVELS) return undefined;
  return others.reduceRight<Value>(
    (tail, { value, questions }) => conditional(anyOf(questions), value, tail),
    rest.value,
  );
}

/** The same for a comparison of two values: both are distributed. */
export function distributeBoth(
  left: Value,
  right: Value,
  compare: (left: Value, right: Value) => Value,
): Value | undefined {
  if (conditionalLevels(left) + conditionalLevels(right) > MAX_COMPARED_LEVELS) return undefined;
  return distribute(left, (part) => compare(part, right)) ?? distribute(right, (part) => compare(left, part));
}

const MAX_COMPARED_LEVELS = 10;

/** Whether conditionals in a value are nested at most this deep: work in every branch doubles with each level. */
export function isShallow(value: Value): boolean {
  return conditionalLevels(value) <= MAX_DISTRIBUTED_LEVELS;
}

/** Values with more alternatives than this stay undecided. */
export const MAX_ALTERNATIVES = 2 ** MAX_DISTRIBUTED_LEVELS;

function conditionalLevels(value: Value): number {
  const hasAlternatives =
    isCall(value) && (value.operation.alternatives !== undefined || asConditional(value) !== undefined);
  return hasAlternatives ? conditionalLevelsOfCall(value) : 0;
}

const conditionalLevelsOfCall = memoize((value: CallValue): number => {
  const branches = asConditional(value);
  if (branches !== undefined) return 1 + Math.max(conditionalLevels(branches[1]), conditionalLevels(branches[2]));
  const alternatives = alternativesOf(value);
  if (alternatives === undefined) return 0;
  const deepest = alternatives.reduce((most, one) => Math.max(most, conditionalLevels(one.value)), 0);
  return Math.ceil(Math.log2(alternatives.length)) + deepest;
});

/** Made by a function that gives null where there is nothing, as `tryGet` does; plain access is taken to find something. */
export function isNullable(value: Value): boolean {
  return value === null || (isCall(value) && value.operation.nullable === true);
}

/** Null is among the values it can have. A declared type excludes it: ARM refuses null for a typed parameter. */
export function mayBeNull(value: Value): boolean {
  if (value === null) return true;
  if (isSymbol(value)) return value.type === 'any';
  return isCall(value) && (value.operation.nullable === true || value.operation.type === 'any');
}
