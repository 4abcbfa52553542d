import {
  type Alternative,
  call,
  fault,
  isCall,
  isFault,
  isSymbol,
  isUnknown,
  keyOf,
  type Operation,
  typeOf,
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

const AND = booleanOperation('and', (args) => and(...args));
const OR = booleanOperation('or', (args) => or(...args));

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
  if (choice !== undefined) return isShallow(value) ? when(choice[0], apply(choice[1]), apply(choice[2])) : undefined;
  const alternatives = alternativesOf(value);
  if (alternatives === undefined || !isShallow(value)) return undefined;
  return oneOf(alternatives.map(({ question, value: part }) => ({ question, value: apply(part) })));
}

function alternativesOf(value: Value): readonly Alternative[] | undefined {
  return isCall(value) ? value.operation.alternatives?.(value.args) : undefined;
}

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
  return others.reduceRight<Value>((tail, { value, questions }) => when(or(...questions), value, tail), rest.value);
}

/** Whether a value is known, or choices at most so deep: what is done in every branch takes twice as long at each level. */
export function isShallow(value: Value, levels = DISTRIBUTION_LIMIT): boolean {
  const choice = choiceOf(value);
  if (choice !== undefined) return levels > 0 && isShallow(choice[1], levels - 1) && isShallow(choice[2], levels - 1);
  const alternatives = alternativesOf(value);
  if (alternatives === undefined) return true;
  const left = levels - Math.ceil(Math.log2(alternatives.length));
  return left >= 0 && alternatives.every((one) => isShallow(one.value, left));
}

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
