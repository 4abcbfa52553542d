import type { Cause } from '../value/cause.ts';
import { canonicalKey, expressionText, symbolsOf, type Unknown, type Value } from '../value/value.ts';
import type { ScenarioTree } from './enumerate-scenarios.ts';

/** What a case counts as, and what is the same for all that matters here. */
export type ClassOf<T> = (leaf: Exclude<ScenarioTree<T>, { kind: 'split' | 'skipped' }>) => string;

type SplitNode<T> = Extract<ScenarioTree<T>, { kind: 'split' }>;

/**
 * What decides a verdict: the causes behind every question whose answers lead to different ones, each once. There is always
 * one: what is undecided although nothing in it is unknown is so because this tool leaves it open.
 */
export function decidingCauses<T>(tree: ScenarioTree<T>, classOf: ClassOf<T>): readonly [Cause, ...Cause[]] {
  const causes = new Map<string, Cause>();
  const put = (cause: Cause): void => {
    causes.set(`${cause.kind}:${cause.name}:${JSON.stringify(cause.location ?? null)}`, cause);
  };
  const add = (value: Value): void => {
    const symbols = symbolsOf(value);
    for (const { cause } of symbols) put(cause);
    if (symbols.length === 0) put({ kind: 'limit', name: expressionText(value) });
  };
  const matters = isDecisive(tree, classOf);
  const visit = (node: ScenarioTree<T>): void => {
    if (node.kind === 'undecidable') add(node.value);
    if (node.kind === 'limit') put(TOO_MANY);
    if (node.kind !== 'split') return;
    if (matters(node)) add(node.question);
    for (const branch of node.branches) visit(branch.tree);
  };
  visit(tree);
  const [first = TOO_MANY, ...others] = causes.values();
  return [first, ...others];
}

const TOO_MANY: Cause = { kind: 'limit', name: 'number of cases' };

/**
 * Tells whether a question of the tree makes a difference. Where the questions are few, by all combinations of their
 * answers: then it does not matter in which order they were asked. Otherwise by what stands below each.
 */
export function isDecisive<T>(tree: ScenarioTree<T>, classOf: ClassOf<T>): (node: SplitNode<T>) => boolean {
  const questions = questionsOf(tree);
  const exact = decidingKeys(tree, questions, classOf);
  if (exact !== undefined) return (node) => exact.has(canonicalKey(node.question));
  const shapes: Shapes<T> = { known: new Map(), numbers: new Map() };
  return (node) => {
    const looked = node.branches.filter(({ tree: below }) => below.kind !== 'skipped');
    return new Set(looked.map(({ tree: below }) => shapeOf(below, classOf, shapes))).size > 1;
  };
}

interface BranchCondition {
  readonly question: Unknown;
  readonly answers: Map<string, Value>;
}

function questionsOf<T>(tree: ScenarioTree<T>): ReadonlyMap<string, BranchCondition> {
  const questions = new Map<string, BranchCondition>();
  const visit = (node: ScenarioTree<T>): void => {
    if (node.kind !== 'split') return;
    const key = canonicalKey(node.question);
    const known = questions.get(key) ?? { question: node.question, answers: new Map() };
    questions.set(key, known);
    for (const { answer, tree: below } of node.branches) {
      known.answers.set(canonicalKey(answer), answer);
      visit(below);
    }
  };
  visit(tree);
  return questions;
}

const MAX_COMBINATIONS = 4096;

/** The keys of the questions that matter in some combination of the others; undefined when there are too many to try. */
function decidingKeys<T>(
  tree: ScenarioTree<T>,
  questions: ReadonlyMap<string, BranchCondition>,
  classOf: ClassOf<T>,
): ReadonlySet<string> | undefined {
  const list = [...questions].map(([key, { answers }]) => ({ key, answers: [...answers.keys()] }));
  const total = list.reduce((product, { answers }) => product * answers.length, 1);
  if (total > MAX_COMBINATIONS) return undefined;
  const deciding = new Set<string>();
  const given = new Map<string, string>();
  const vary = (at: number): void => {
    const here = list[at];
    if (here === undefined) {
      compareEach(list, given, tree, classOf, deciding);
      return;
    }
    for (const answer of here.answers) {
      given.set(here.key, answer);
      vary(at + 1);
    }
  };
  vary(0);
  return deciding;
}

/** For one combination: which question, answered otherwise alone, changes the class. */
function compareEach<T>(
  list: readonly { readonly key: string; readonly answers: readonly string[] }[],
  given: Map<string, string>,
  tree: ScenarioTree<T>,
  classOf: ClassOf<T>,
  deciding: Set<string>,
): void {
  const own = classAt(tree, given, classOf);
  if (own === undefined) return;
  for (const { key, answers } of list) {
    if (deciding.has(key)) continue;
    const before = given.get(key) ?? '';
    for (const answer of answers) {
      given.set(key, answer);
      const other = classAt(tree, given, classOf);
      if (other !== undefined && other !== own) deciding.add(key);
    }
    given.set(key, before);
  }
}

/** The class of the case that a combination of answers leads to; undefined when there is no such case. */
function classAt<T>(
  tree: ScenarioTree<T>,
  given: ReadonlyMap<string, string>,
  classOf: ClassOf<T>,
): string | undefined {
  let node: ScenarioTree<T> | undefined = tree;
  while (node?.kind === 'split') {
    const answer: string | undefined = given.get(canonicalKey(node.question));
    node = node.branches.find((branch) => canonicalKey(branch.answer) === answer)?.tree;
  }
  return node === undefined || node.kind === 'skipped' ? undefined : leafClass(node, classOf);
}

function leafClass<T>(leaf: Exclude<ScenarioTree<T>, { kind: 'split' | 'skipped' }>, classOf: ClassOf<T>): string {
  return leaf.kind === 'undecidable' ? `?${expressionText(leaf.value)}` : classOf(leaf);
}

/** Shapes of trees, by number: as texts the upper ones would hold all those below them. */
interface Shapes<T> {
  readonly known: Map<ScenarioTree<T>, number>;
  readonly numbers: Map<string, number>;
}

/** The classes of a tree, with questions left out that make no difference. Equal numbers are equal shapes. */
function shapeOf<T>(tree: ScenarioTree<T>, classOf: ClassOf<T>, shapes: Shapes<T>): number {
  const known = shapes.known.get(tree);
  if (known !== undefined) return known;
  const made = buildShape(tree, classOf, shapes);
  const shape = typeof made === 'number' ? made : (shapes.numbers.get(made) ?? shapes.numbers.size);
  if (typeof made === 'string') shapes.numbers.set(made, shape);
  shapes.known.set(tree, shape);
  return shape;
}

function buildShape<T>(tree: ScenarioTree<T>, classOf: ClassOf<T>, shapes: Shapes<T>): number | string {
  if (tree.kind === 'skipped') return '';
  if (tree.kind !== 'split') return `=${leafClass(tree, classOf)}`;
  const branches = tree.branches.map((branch) => shapeOf(branch.tree, classOf, shapes));
  const [first] = branches;
  const isSame = first !== undefined && branches.every((branch) => branch === first);
  return isSame ? first : `${canonicalKey(tree.question)}:${branches.join(',')}`;
}
