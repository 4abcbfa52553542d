import { LimitError } from '../value/limit-error.ts';
import { stepsTaken } from '../value/step-counter.ts';
import { canonicalKey, type Fault, isFault, isSymbol, type Unknown, type Value } from '../value/value.ts';
import { inScenario } from './context.ts';
import { assume, type CaseSplit, chooseSplit, type Scenario } from './scenario.ts';
import { Undecided } from './undecided.ts';

/** The outcome of every case, with what told the cases apart. */
export type ScenarioTree<T> =
  | { readonly kind: 'result'; readonly result: T }
  | { readonly kind: 'undecidable'; readonly value: Unknown }
  | { readonly kind: 'fault'; readonly fault: Fault }
  | { readonly kind: 'limit' }
  /** Not looked at, because other cases have settled what it could change. */
  | { readonly kind: 'skipped' }
  | { readonly kind: 'split'; readonly question: Unknown; readonly branches: readonly Branch<T>[] };

/** What follows from one answer to a question. */
export interface Branch<T> {
  readonly answer: Value;
  readonly tree: ScenarioTree<T>;
}

const MAX_SCENARIOS = 1024;
const MAX_SPLITS = 10_000;

/** Questions that are asked one in the case of the other; each keeps its place on the stack. */
const MAX_NESTED_QUESTIONS = 512;

/** What may still be spent, shared by everything that draws on it: a case costs its `weight`, and what walks through values take. */
export interface Work {
  remaining: number;
}

/** Going through so many values costs as much as looking at one setting. */
const WALKED_PER_WORK = 8;

interface ScenarioSearch<T> {
  /** Runs in one scenario. */
  readonly evaluate: (scenario: Scenario) => T;
  /**
   * What a result counts as; what cannot be decided or evaluated is a class of its own. Once two have turned up the verdict
   * is settled, and only its causes are looked for.
   */
  readonly classOf: (result: T) => string;
  readonly found: Set<string>;
  readonly weight: number;
  readonly work: Work;
  cases: number;
  /** How often the constraint was told apart. A constraint that nothing satisfies has no cases to be counted by. */
  splits: number;
  nested: number;
}

/** How many cases are looked at after the verdict is settled: enough to see what decides. */
const ENOUGH_SCENARIOS = 128;

/** Runs `evaluate` for every scenario, from `start` on, in which the constraint is true; undefined when there is none. */
export function enumerateScenarios<T>(
  constraint: Value,
  start: Scenario,
  { evaluate, classOf, weight, work }: Pick<ScenarioSearch<T>, 'evaluate' | 'classOf' | 'weight' | 'work'>,
): ScenarioTree<T> | undefined {
  const search = { evaluate, classOf, weight, work, found: new Set<string>(), cases: 0, splits: 0, nested: 0 };
  return within(constraint, start, search);
}

/**
 * Goes through the cases in which a constraint is true. What it asks is told apart first, for only then is it certain
 * which answers it leaves, and whether it leaves any; what remains of it is taken to be true.
 */
function within<T>(constraint: Value, scenario: Scenario, search: ScenarioSearch<T>): ScenarioTree<T> | undefined {
  const value = spending(search.work, () => inScenario(constraint, scenario, scenario.memory?.values));
  if (value === true) return explore(scenario, search);
  if (value === false || isFault(value)) return undefined;
  if (search.splits >= MAX_SPLITS || (search.splits > 0 && search.work.remaining <= 0)) return { kind: 'limit' };
  const split = search.cases < ENOUGH_SCENARIOS ? chooseSplit(value, true) : undefined;
  if (split !== undefined && (isSymbol(split.question) || isWorthAsking(split.question, value, search))) {
    search.splits++;
    return branchOn(split, scenario, search, (next) => within(constraint, next, search));
  }
  const next = assume(scenario, value, true);
  return next === undefined ? undefined : explore(next, search);
}

function explore<T>(scenario: Scenario, search: ScenarioSearch<T>): ScenarioTree<T> | undefined {
  if (search.cases >= ENOUGH_SCENARIOS && search.found.size > 1) return { kind: 'skipped' };
  if (search.cases > 0 && (search.cases >= MAX_SCENARIOS || search.work.remaining <= 0)) return { kind: 'limit' };
  search.cases++;
  search.work.remaining -= search.weight;
  try {
    const result = spending(search.work, () => search.evaluate(scenario));
    search.found.add(search.classOf(result));
    return { kind: 'result', result };
  } catch (thrown) {
    if (thrown instanceof LimitError) return { kind: 'limit' };
    if (!(thrown instanceof Undecided)) throw thrown;
    if (thrown.split !== undefined) return branchOn(thrown.split, scenario, search, (next) => explore(next, search));
    const { value } = thrown;
    search.found.add(isFault(value) ? 'fault' : 'undecidable');
    return isFault(value) ? { kind: 'fault', fault: value } : { kind: 'undecidable', value: value as Unknown };
  }
}

const MAX_OTHER_QUESTIONS = 16;

/**
 * A question that is no parameter is told apart where that may show that nothing satisfies the constraint; of a long one
 * the rest is taken to be true.
 */
function isWorthAsking<T>(question: Unknown, constraint: Value, { splits }: ScenarioSearch<T>): boolean {
  return splits < MAX_OTHER_QUESTIONS && canonicalKey(question) !== canonicalKey(constraint);
}

/** Charges what walks through values take. */
function spending<T>(work: Work, compute: () => T): T {
  const before = stepsTaken();
  try {
    return compute();
  } finally {
    work.remaining -= Math.floor((stepsTaken() - before) / WALKED_PER_WORK);
  }
}

function branchOn<T>(
  split: CaseSplit,
  scenario: Scenario,
  search: ScenarioSearch<T>,
  go: (next: Scenario) => ScenarioTree<T> | undefined,
): ScenarioTree<T> | undefined {
  if (search.nested >= MAX_NESTED_QUESTIONS) return { kind: 'limit' };
  search.nested++;
  const branches: Branch<T>[] = [];
  for (const answer of split.answers) {
    const next = spending(search.work, () => assume(scenario, split.question, answer));
    const tree = next === undefined ? undefined : go(next);
    if (tree !== undefined) branches.push({ answer, tree });
  }
  search.nested--;
  return branches.length > 1 ? { kind: 'split', question: split.question, branches } : branches[0]?.tree;
}
