import { remember } from './remember.ts';
import { countSteps } from './steps.ts';
import {
  type Alternative,
  type CallValue,
  call,
  depthOf,
  fault,
  isCall,
  isFault,
  isSecure,
  isSymbol,
  isUnknown,
  keyOf,
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

function notBoolean(name: string, value: Value): Value<boolean> {
  return fault('wrong-type', `${name}() needs a boolean and got ${typeOf(value)}`);
}

const NOT = booleanOperation('not', ([a = null]) => not(a));

export function not(value: Value): Value<boolean> {
  if (typeof value === 'boolean') return !value;
  if (isFault(value)) return value;
  if (isCall(value) && value.operation === NOT) return value.args[0] as Value<boolean>;
  return isUnknown(value) ? negation(value) : notBoolean('not', value);
}

/** Junctions ask for the negation of every part, again and again. */
const negation = remember((value: Unknown) => call(NOT, [value]) as Value<boolean>);

/**
 * Flattened, in the order written, without repeats; a decided part decides, a fault counts only if nothing before it did.
 * Of one part it is the part, made a boolean.
 */
function junction(self: Operation, deciding: boolean, args: readonly Value[]): Value<boolean> {
  const grown = growing(self, args);
  const draft: Draft = { keys: grown?.keys ?? new Set(), pieces: [], size: 0, depth: 0, isSecure: false };
  for (const arg of args) {
    if (arg === grown?.value) {
      draft.pieces.push(arg);
      draft.size += grown.size;
      draft.depth = Math.max(draft.depth, grown.value.depth - 1);
      draft.isSecure ||= grown.value.isSecure;
      continue;
    }
    for (const part of isCall(arg) && arg.operation === self ? arg.args : [arg]) {
      if (part === deciding) return deciding;
      if (part === !deciding) continue;
      if (!isUnknown(part) && !isFault(part)) return notBoolean(self.name, part);
      if (isFault(part) && draft.size === 0) return part;
      if (addPart(draft, part)) return deciding;
    }
  }
  const [first] = draft.pieces;
  if (first === undefined) return !deciding;
  if (draft.size === 1 && typeOf(first) === 'bool') return first as Value<boolean>;
  return (draft.size === 1 ? call(AND, [first]) : madeOf(self, draft)) as Value<boolean>;
}

/** What a junction is made of: single parts, and at most one junction that it goes on from. */
interface Draft {
  readonly keys: Set<string>;
  readonly pieces: Value[];
  size: number;
  depth: number;
  isSecure: boolean;
}

/** True when the part and its negation are both there. */
function addPart(draft: Draft, part: Value): boolean {
  const key = keyOf(part);
  countSteps();
  if (draft.keys.has(key)) return false;
  draft.keys.add(key);
  draft.pieces.push(part);
  draft.size++;
  draft.depth = Math.max(draft.depth, depthOf(part));
  draft.isSecure ||= isSecure(part);
  return !isFault(part) && draft.keys.has(keyOf(not(part)));
}

/*
 * A loop adds one part after the other to a junction. Going through all of them each time would take quadratic time, so a
 * long junction hands the keys of its parts on to the next one, which is made of it, and lists its parts when asked.
 */

const LONG = 64;

interface Long {
  readonly value: CallValue;
  readonly size: number;
  readonly pieces: readonly Value[];
  /** Absent when they were handed on. */
  keys?: Set<string>;
}

const longOnes = new WeakMap<CallValue, Long>();

/** The longest junction among the arguments that is worth going on from, with the keys of its parts. */
function growing(self: Operation, args: readonly Value[]): (Long & { readonly keys: Set<string> }) | undefined {
  let longest: Long | undefined;
  for (const arg of args) {
    const long = isCall(arg) && arg.operation === self ? longOnes.get(arg) : undefined;
    if (long !== undefined && long.size > (longest?.size ?? 0)) longest = long;
  }
  if (longest === undefined) return undefined;
  const keys = longest.keys ?? new Set(longest.value.args.map(keyOf));
  delete longest.keys;
  return { ...longest, keys };
}

function madeOf(self: Operation, { pieces, size, depth, isSecure, keys }: Draft): Value {
  if (size < LONG || depth >= MAX_DEPTH) return call(self, pieces);
  const value = lazyCall(self, { depth: depth + 1, isSecure }, () => listed(self, pieces));
  longOnes.set(value, { value, size, pieces, keys });
  return value;
}

function listed(self: Operation, pieces: readonly Value[]): readonly Value[] {
  const parts: Value[] = [];
  const open = [...pieces].reverse();
  for (let piece = open.pop(); piece !== undefined; piece = open.pop()) {
    const long = isCall(piece) && piece.operation === self ? longOnes.get(piece) : undefined;
    if (long === undefined) parts.push(piece);
    else for (let i = long.pieces.length - 1; i >= 0; i--) open.push(long.pieces[i] ?? null);
  }
  countSteps(parts.length);
  return parts;
}

const AND: Operation = {
  ...booleanOperation('and', (args) => allOf(args)),
  // Of one part it only says that the part is a boolean.
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

const DISTRIBUTION_LIMIT = 8;

/** Pushes an operation into the branches of an undecided choice, so that what all branches agree on becomes known. */
export function distribute(value: Value, apply: (part: Value) => Value): Value | undefined {
  const choice = choiceOf(value);
  countSteps();
  if (choice !== undefined) return isShallow(value) ? when(choice[0], apply(choice[1]), apply(choice[2])) : undefined;
  const alternatives = alternativesOf(value);
  if (alternatives === undefined || !isShallow(value)) return undefined;
  return oneOf(alternatives.map(({ question, value: part }) => ({ question, value: apply(part) })));
}

function alternativesOf(value: Value): readonly Alternative[] | undefined {
  return isCall(value) && value.operation.alternatives !== undefined ? alternativesOfCall(value) : undefined;
}

const alternativesOfCall = remember(({ operation, args }: CallValue) => operation.alternatives?.(args));

/** One of several values. Those that are equal are one, and the most common is what is left when no other is meant. */
function oneOf(alternatives: readonly Alternative[]): Value | undefined {
  const groups = new Map<string, { readonly value: Value; readonly questions: Value[] }>();
  for (const { question, value } of alternatives) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { value, questions: [question] });
    else group.questions.push(question);
  }
  const [rest, ...others] = [...groups.values()].sort((a, b) => b.questions.length - a.questions.length);
  if (rest === undefined || others.length > DISTRIBUTION_LIMIT) return undefined;
  return others.reduceRight<Value>((tail, { value, questions }) => when(anyOf(questions), value, tail), rest.value);
}

/** The same for two values that are compared, which are both told apart. */
export function distributeBoth(
  left: Value,
  right: Value,
  compare: (left: Value, right: Value) => Value,
): Value | undefined {
  if (choiceLevels(left) + choiceLevels(right) > BOTH_LIMIT) return undefined;
  return distribute(left, (part) => compare(part, right)) ?? distribute(right, (part) => compare(left, part));
}

const BOTH_LIMIT = 10;

/** Whether a value is known, or choices at most so deep: what is done in every branch takes twice as long at each level. */
export function isShallow(value: Value): boolean {
  return choiceLevels(value) <= DISTRIBUTION_LIMIT;
}

/** More alternatives than this are never told apart. */
export const MAX_ALTERNATIVES = 2 ** DISTRIBUTION_LIMIT;

function choiceLevels(value: Value): number {
  const isTold = isCall(value) && (value.operation.alternatives !== undefined || choiceOf(value) !== undefined);
  return isTold ? levelsOfCall(value) : 0;
}

const levelsOfCall = remember((value: CallValue): number => {
  const choice = choiceOf(value);
  if (choice !== undefined) return 1 + Math.max(choiceLevels(choice[1]), choiceLevels(choice[2]));
  const alternatives = alternativesOf(value);
  if (alternatives === undefined) return 0;
  const deepest = alternatives.reduce((most, one) => Math.max(most, choiceLevels(one.value)), 0);
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
