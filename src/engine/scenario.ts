import { equalOperands, sameTextOperands } from '../value/equality.ts';
import { negatedOperand, operandsOf } from '../value/logic.ts';
import { ASSUMED_EMPTY, empty, emptyOperand, isNull, nullOperand } from '../value/nullability.ts';
import { countSteps } from '../value/step-counter.ts';
import {
  type CallValue,
  call,
  canonicalKey,
  isArray,
  isCall,
  isConcrete,
  isFault,
  isObject,
  isSymbol,
  isUnknown,
  limitDepth,
  type Tree,
  typeOf,
  type Unknown,
  type Value,
  type ValueObject,
} from '../value/value.ts';
import { createMemory, rememberFollowing, type ScenarioMemory } from './scenario-memory.ts';

/** One combination of values of the unknowns: what some of them are assumed to be, and what must stay true. */
export interface Scenario {
  readonly facts: ReadonlyMap<string, Value>;
  /** Answers whose questions are not settled by what is known of their parts yet. */
  readonly constraints: readonly Assumption[];
  /** Questions that were answered: what is assumed later must not answer them otherwise. */
  readonly answered: readonly Assumption[];
  /** Where rules of one target share it. */
  readonly memory?: ScenarioMemory<Scenario>;
}

interface Assumption {
  readonly question: CallValue;
  readonly answer: boolean;
}

const EMPTY_OF: Readonly<Record<string, Value>> = { string: '', array: [], object: Object.create(null) };

/** Nothing assumed. */
export const UNCONSTRAINED: Scenario = { facts: new Map(), constraints: [], answered: [] };

/** Nothing assumed, and what follows is remembered: for all rules of one target. */
export function unconstrained(): Scenario {
  return { ...UNCONSTRAINED, memory: createMemory() };
}

/** The scenario in which a question also has this answer; undefined when that contradicts what is assumed already. */
export function assume(scenario: Scenario, question: Value, answer: Value): Scenario | undefined {
  const { memory } = scenario;
  const follow = (): Scenario | undefined => extended(scenario, question, answer);
  return memory === undefined ? follow() : rememberFollowing(memory, question, answer, follow);
}

function extended(scenario: Scenario, question: Value, answer: Value): Scenario | undefined {
  const draft = {
    facts: new Map(scenario.facts),
    constraints: [...scenario.constraints],
    answered: [...scenario.answered],
  };
  propagate(draft, question, answer);
  return propagateAll(draft);
}

interface ScenarioDraft {
  readonly facts: Map<string, Value>;
  constraints: Assumption[];
  readonly answered: Assumption[];
}

/** Draws what follows from the constraints until nothing new does; undefined when something contradicts. */
function propagateAll(draft: ScenarioDraft): Scenario | undefined {
  for (;;) {
    const before = draft.facts.size;
    const open = draft.constraints;
    draft.constraints = [];
    for (const { question, answer } of open) {
      const value = reevaluate(question, draft, new Map());
      if (value === !answer || isFault(value)) return undefined;
      if (value !== answer) propagate(draft, value, answer);
    }
    if (draft.facts.size === before) break;
  }
  const put = new Map<object, Value>();
  return draft.answered.every((one) => isConsistent(one, draft, put)) ? draft : undefined;
}

/** What a question is by what is known of its parts, whatever it was answered. */
function reevaluate({ operation, args }: CallValue, scenario: Scenario, put: Map<object, Value>): Value {
  return limitDepth(operation.apply(args.map((arg) => substitute(arg, scenario, put))));
}

/** Whether a question, asked again of what is known by now, is not answered otherwise. */
function isConsistent({ question, answer }: Assumption, scenario: Scenario, put: Map<object, Value>): boolean {
  const again = reevaluate(question, scenario, put);
  return typeof again !== 'boolean' || again === answer;
}

/** Records an answer with what it implies. A question that says nothing of its parts is kept as a constraint. */
function propagate(draft: ScenarioDraft, question: Value, answer: Value): void {
  const { facts, constraints } = draft;
  const inner = negatedOperand(question);
  if (inner !== undefined && typeof answer === 'boolean') {
    propagate(draft, inner, !answer);
    return;
  }
  if (isUnknown(question)) facts.set(canonicalKey(question), answer);
  if (typeof answer !== 'boolean' || !isCall(question)) return;
  const [only, ...others] = operandsOf(question, 'and') ?? [];
  if (only !== undefined && others.length === 0) {
    propagate(draft, only, answer);
    return;
  }
  const parts = operandsOf(question, answer ? 'and' : 'or');
  if (parts !== undefined) for (const part of parts) propagate(draft, part, answer);
  else if (operandsOf(question, answer ? 'or' : 'and') !== undefined || question.operation.name === 'if') {
    constraints.push({ question, answer });
    return;
  }
  draft.answered.push({ question, answer });
  if (answer) propagateEquality(facts, equalOperands(question) ?? typedSides(sameTextOperands(question)));
  propagateEmptiness(facts, question, answer);
}

/** What equals a text is that text, or the number or boolean that is written so. */
function typedSides(sides: readonly [Value, Value] | undefined): readonly [Value, Value] | undefined {
  if (sides === undefined || typeof sides[1] !== 'string') return sides;
  const type = typeOf(sides[0]);
  if (type === 'int') return [sides[0], Number(sides[1])];
  return type === 'bool' ? [sides[0], sides[1].toLowerCase() === 'true'] : sides;
}

function propagateEquality(facts: Map<string, Value>, sides: readonly [Value, Value] | undefined): void {
  if (sides === undefined || !isUnknown(sides[0])) return;
  // One symbol may stand for another, but never for a form that could hold it: putting facts in place must end.
  if (isConcrete(sides[1]) || (isSymbol(sides[0]) && isSymbol(sides[1]))) facts.set(canonicalKey(sides[0]), sides[1]);
}

function propagateEmptiness(facts: Map<string, Value>, question: Value, answer: boolean): void {
  const emptied = emptyOperand(question);
  const nulled = nullOperand(question);
  const subject = emptied ?? nulled;
  if (subject === undefined) return;
  const set = (asked: Value, value: boolean): void => {
    if (isUnknown(asked)) facts.set(canonicalKey(asked), value);
  };
  if (nulled !== undefined && answer) facts.set(canonicalKey(nulled), null);
  const blank = EMPTY_OF[typeOf(subject)];
  if (emptied !== undefined && answer && blank !== undefined) facts.set(canonicalKey(subject), blank);
  if (answer || emptied !== undefined) facts.set(canonicalKey(call(ASSUMED_EMPTY, [subject])), answer);
  if (nulled !== undefined && answer) set(empty(subject), true);
  if (emptied !== undefined && !answer) set(isNull(subject), false);
}

/** The value as it is in a scenario: facts put in place of unknowns, and everything folded that then can be. */
export function substitute(value: Value, scenario: Scenario, seen: Map<object, Value> = new Map()): Value {
  if (typeof value !== 'object' || value === null || isFault(value)) return value;
  if (scenario.facts.size === 0) return value;
  const done = seen.get(value);
  if (done !== undefined) return done;
  countSteps();
  const result = isUnknown(value) ? substituteUnknown(value, scenario, seen) : substituteMembers(value, scenario, seen);
  seen.set(value, result);
  return result;
}

function substituteUnknown(value: Unknown, scenario: Scenario, seen: Map<object, Value>): Value {
  const fact = scenario.facts.get(canonicalKey(value));
  if (fact !== undefined) return isUnknown(fact) ? substitute(fact, scenario, seen) : fact;
  if (isSymbol(value)) return value;
  const args = value.args.map((arg) => substitute(arg, scenario, seen));
  if (args.every((arg, i) => arg === value.args[i])) return value;
  const result = limitDepth(value.operation.apply(args));
  return canonicalKey(result) === canonicalKey(value) ? value : substitute(result, scenario, seen);
}

function substituteMembers(
  value: Exclude<Tree, string | number | boolean | null>,
  scenario: Scenario,
  seen: Map<object, Value>,
): Value {
  if (isArray(value)) {
    const items = value.map((item) => substitute(item, scenario, seen));
    return items.every((item, i) => item === value[i]) ? value : limitDepth(items);
  }
  if (!isObject(value)) return value;
  const copy: Record<string, Value> = Object.create(null);
  let changed = false;
  for (const [name, member] of Object.entries(value as ValueObject)) {
    const put = substitute(member, scenario, seen);
    copy[name] = put;
    changed ||= put !== member;
  }
  return changed ? limitDepth(copy) : value;
}

/** A way of telling cases apart: something not known, and every value it can have. */
export interface CaseSplit {
  readonly question: Unknown;
  readonly answers: readonly Value[];
}

/** Declared values of one parameter that are enumerated. */
const MAX_DOMAIN = 64;
const BOOLEAN_ARGUMENTS = new Set(['and', 'or', 'not']);

/**
 * The next thing to tell cases apart by, so that the value gets closer to being known: first what has declared values,
 * then the innermost question with a yes or no. Undefined when nothing in it can be enumerated.
 */
export function chooseSplit(value: Value, asBoolean: boolean): CaseSplit | undefined {
  const seen = new Set<object>();
  const split = findSplit(value, asBoolean, seen);
  // Only what is asked as a boolean always has a split: in all that was seen there is none.
  if (split === undefined) for (const part of seen) splitless.add(part);
  return split;
}

const splitless = new WeakSet<object>();

function findSplit(value: Value, asBoolean: boolean, seen: Set<object>): CaseSplit | undefined {
  if (typeof value !== 'object' || value === null || isFault(value)) return undefined;
  if (seen.has(value) || (!asBoolean && splitless.has(value))) return undefined;
  seen.add(value);
  countSteps();
  if (isSymbol(value)) {
    const { domain } = value;
    if (asBoolean || value.type === 'bool') return { question: value, answers: domain ?? [true, false] };
    return domain !== undefined && domain.length <= MAX_DOMAIN ? { question: value, answers: domain } : undefined;
  }
  if (!isCall(value)) {
    for (const part of isArray(value) ? value : Object.values(value)) {
      const split = findSplit(part, false, seen);
      if (split !== undefined) return split;
    }
    return undefined;
  }
  const { operation, args } = value;
  const areBooleans = BOOLEAN_ARGUMENTS.has(operation.name);
  for (let i = 0; i < args.length; i++) {
    const wantsBoolean = areBooleans || (operation.name === 'if' && (i === 0 || asBoolean));
    const split = findSplit(args[i] ?? null, wantsBoolean, seen);
    if (split !== undefined) return split;
  }
  return asBoolean || operation.type === 'bool' ? { question: value, answers: [true, false] } : undefined;
}
