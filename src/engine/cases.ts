import { LimitError } from '../value/limit-error.ts';
import { presence } from '../value/nullability.ts';
import { member } from '../value/property-access.ts';
import { lookBehind } from '../value/secure.ts';
import { countSteps, stepsTaken } from '../value/steps.ts';
import {
  type CallValue,
  call,
  type Fault,
  isArray,
  isCall,
  isFault,
  isSecure,
  isSymbol,
  isUnknown,
  keyOf,
  type Operation,
  symbolsOf,
  type Unknown,
  type Value,
  withinDepth,
} from '../value/value.ts';
import { ANY_WORLD, assume, chooseSplit, type Split, substitute, type World } from './world.ts';

/**
 * How a rule looks at values: as if everything were known. Where something is not, the engine tries every case and runs
 * the rule again for each, so that a verdict is what holds in all of them (DESIGN: rulings on the border).
 */
export interface Sight {
  /** The truth of a value in this case. */
  readonly holds: (value: Value) => boolean;
  /** Whether something is there as a destination: neither null nor empty. */
  readonly present: (value: Value) => boolean;
  /** The items of an array; one unknown item stands for those that cannot be counted. Null has no items. */
  readonly items: (value: Value) => readonly Value[];
  /** A value that no case tells apart, such as what a refused read would have given. */
  readonly known: <T>(value: Value<T>) => T;
  /** True when one test is, whatever the others are: an undecided test only matters if none decides. */
  readonly any: <T>(items: readonly T[], test: (item: T) => boolean) => boolean;
  /** False when one test is, whatever the others are. */
  readonly all: (...tests: readonly (() => boolean)[]) => boolean;
  /** The items of an array as far as they are known without another case; for reasons, never for verdicts. */
  readonly peekItems: (value: Value) => readonly Value[];
  /** What a test gives if it is decided in this case already; undefined otherwise. For reasons, never for verdicts. */
  readonly peek: (test: () => boolean) => boolean | undefined;
}

/** The outcome of every case, with what told the cases apart. */
export type CaseTree<T> =
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
  readonly tree: CaseTree<T>;
}

/** Thrown through a rule to the engine when it asks for something undecided. Not an error: nobody sees it. */
class Undecided {
  readonly split: Split | undefined;
  readonly value: Value;
  constructor(value: Value, split: Split | undefined) {
    this.value = value;
    this.split = split;
  }
}

const MOST_CASES = 1024;
const MOST_SPLITS = 10_000;

/** Questions that are asked one in the case of the other; each keeps its place on the stack. */
const MAX_NESTED_QUESTIONS = 512;

/** What may still be spent, shared by everything that draws on it: a case costs its `weight`, and what walks through values take. */
export interface Work {
  left: number;
}

/** Going through so many values costs as much as looking at one setting. */
const WALKED_PER_WORK = 8;

interface Search<T> {
  readonly judge: (see: Sight) => T;
  /** What a result counts as; once two classes have turned up the verdict is settled, and only its causes are looked for. */
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
const ENOUGH_CASES = 128;

/** Runs `judge` for every case in which the constraint is true; undefined when there is none. */
export function decide<T>(
  constraint: Value,
  question: Pick<Search<T>, 'judge' | 'classOf' | 'weight' | 'work'>,
): CaseTree<T> | undefined {
  return within(constraint, ANY_WORLD, { ...question, found: new Set(), cases: 0, splits: 0, nested: 0 });
}

/**
 * Goes through the cases in which a constraint is true. What it asks is told apart first, for only then is it certain
 * which answers it leaves, and whether it leaves any; what remains of it is taken to be true.
 */
function within<T>(constraint: Value, world: World, search: Search<T>): CaseTree<T> | undefined {
  const value = spending(search.work, () => inWorld(constraint, world));
  if (value === true) return explore(world, search);
  if (value === false || isFault(value)) return undefined;
  if (search.splits >= MOST_SPLITS || (search.splits > 0 && search.work.left <= 0)) return { kind: 'limit' };
  const split = search.cases < ENOUGH_CASES ? chooseSplit(value, true) : undefined;
  if (split !== undefined && (isSymbol(split.question) || isWorthAsking(split.question, value, search))) {
    search.splits++;
    return splitOn(split, world, search, (next) => within(constraint, next, search));
  }
  const next = assume(world, value, true);
  return next === undefined ? undefined : explore(next, search);
}

function explore<T>(world: World, search: Search<T>): CaseTree<T> | undefined {
  if (search.cases >= ENOUGH_CASES && search.found.size > 1) return { kind: 'skipped' };
  if (search.cases > 0 && (search.cases >= MOST_CASES || search.work.left <= 0)) return { kind: 'limit' };
  search.cases++;
  search.work.left -= search.weight;
  try {
    const result = spending(search.work, () => search.judge(sightOf(world)));
    search.found.add(search.classOf(result));
    return { kind: 'result', result };
  } catch (thrown) {
    if (thrown instanceof LimitError) return { kind: 'limit' };
    if (!(thrown instanceof Undecided)) throw thrown;
    if (thrown.split !== undefined) return splitOn(thrown.split, world, search, (next) => explore(next, search));
    return isFault(thrown.value)
      ? { kind: 'fault', fault: thrown.value }
      : { kind: 'undecidable', value: thrown.value as Unknown };
  }
}

const MAX_OTHER_QUESTIONS = 16;

/**
 * A question that is no parameter is told apart where that may show that nothing satisfies the constraint; of a long one
 * the rest is taken to be true.
 */
function isWorthAsking<T>(question: Unknown, constraint: Value, { splits }: Search<T>): boolean {
  return splits < MAX_OTHER_QUESTIONS && keyOf(question) !== keyOf(constraint);
}

/** Charges what walks through values take. */
function spending<T>(work: Work, compute: () => T): T {
  const before = stepsTaken();
  try {
    return compute();
  } finally {
    work.left -= Math.floor((stepsTaken() - before) / WALKED_PER_WORK);
  }
}

function splitOn<T>(
  split: Split,
  world: World,
  search: Search<T>,
  go: (next: World) => CaseTree<T> | undefined,
): CaseTree<T> | undefined {
  if (search.nested >= MAX_NESTED_QUESTIONS) return { kind: 'limit' };
  search.nested++;
  const branches: Branch<T>[] = [];
  for (const answer of split.answers) {
    const next = spending(search.work, () => assume(world, split.question, answer));
    const tree = next === undefined ? undefined : go(next);
    if (tree !== undefined) branches.push({ answer, tree });
  }
  search.nested--;
  return branches.length > 1 ? { kind: 'split', question: split.question, branches } : branches[0]?.tree;
}

/** Stands for the items of an array that cannot be counted: whatever is asked of it is undecided. */
const ITEM: Operation = {
  name: 'item',
  type: 'any',
  nullable: true,
  apply: (args) => call(ITEM, args),
  print: ([a]) => `${a}[*]`,
};

/** A value as it is in a world, behind what is secure in it: only what is decided by it may be told. */
function inWorld(value: Value, world: World, put?: Map<object, Value>): Value {
  return lookBehind(value, (found) => substitute(found, world, put));
}

function itemsOf(value: Value): readonly Value[] {
  if (!isUnknown(value)) return [];
  return (isCall(value) ? value.operation.items?.(value.args) : undefined) ?? [call(ITEM, [value])];
}

export function sightOf(world: World): Sight {
  const put = new Map<object, Value>();
  const answers = new Map<object, Value>();
  const resolve = (value: Value): Value => inWorld(value, world, put);
  const holds = (value: Value): boolean => {
    const found = resolve(value);
    if (typeof found === 'boolean') return found;
    throw new Undecided(found, isFault(found) ? undefined : chooseSplit(found, true));
  };
  const addItems = (value: Value, into: Value[]): void => {
    const found = resolve(value);
    countSteps();
    if (isArray(found)) {
      for (const item of itemsBehind(value, found, world)) into.push(item);
      return;
    }
    if (isFault(found)) throw new Undecided(found, undefined);
    const split = isUnknown(found) ? chooseSplit(found, false) : undefined;
    if (split !== undefined) throw new Undecided(found, split);
    if (isCall(found) && (found.operation.name === 'concat' || found.operation.name === 'union'))
      for (const arg of (isCall(value) && value.operation === found.operation ? value : found).args)
        addItems(arg, into);
    else for (const item of itemsOf(found)) into.push(item);
  };
  const items = (value: Value): readonly Value[] => {
    const found: Value[] = [];
    addItems(value, found);
    return found;
  };
  return {
    holds,
    items,
    present: (value) => {
      const found = resolve(value);
      return holds(isFault(found) ? found : settled(presence(found), world, answers));
    },
    known: <T>(value: Value<T>): T => {
      if (isUnknown(value) || isFault(value)) throw new Undecided(value, undefined);
      return value;
    },
    any,
    all: (...tests) => !any(tests, (test) => !test()),
    peek,
    peekItems: (value) => peek(() => items(value)) ?? [],
  };
}

/** The items of an array that is known in a world, as values that may be shown. */
function itemsBehind(value: Value, found: readonly Value[], world: World): readonly Value[] {
  if (!isSecure(value)) return found;
  const shown = substitute(value, world);
  return isArray(shown) ? shown : found.map((_, i) => member(shown, i));
}

function peek<T>(test: () => T): T | undefined {
  try {
    return test();
  } catch (thrown) {
    if (thrown instanceof Undecided) return undefined;
    throw thrown;
  }
}

/** Answers the questions that are assumed unless a case says otherwise, or unless declared values tell cases apart. */
function settled(value: Value, world: World, seen: Map<object, Value>): Value {
  if (!isCall(value)) return value;
  const known = seen.get(value);
  if (known !== undefined) return known;
  countSteps();
  const result = value.operation.name === 'assumedEmpty' ? assumed(value, world) : settledCall(value, world, seen);
  seen.set(value, result);
  return result;
}

function settledCall(value: CallValue, world: World, seen: Map<object, Value>): Value {
  const args = value.args.map((arg) => settled(arg, world, seen));
  return args.every((arg, i) => arg === value.args[i]) ? value : withinDepth(value.operation.apply(args));
}

function assumed(value: CallValue, world: World): Value {
  const fact = world.facts.get(keyOf(value));
  if (fact !== undefined) return fact;
  const listed = symbolsOf(value).find(({ domain }) => domain !== undefined);
  const split = listed === undefined ? undefined : chooseSplit(listed, false);
  if (split !== undefined) throw new Undecided(value, split);
  return false;
}

function any<T>(list: readonly T[], test: (item: T) => boolean): boolean {
  let undecided: Undecided | undefined;
  for (const item of list) {
    try {
      if (test(item)) return true;
    } catch (thrown) {
      if (!(thrown instanceof Undecided)) throw thrown;
      undecided = weightier(undecided, thrown);
    }
  }
  if (undecided !== undefined) throw undecided;
  return false;
}

/** What can be split may yet decide; a fault outweighs what can never be known. */
function weightier(first: Undecided | undefined, second: Undecided): Undecided {
  if (first === undefined || first.split !== undefined) return first ?? second;
  return second.split !== undefined || isFault(second.value) ? second : first;
}
