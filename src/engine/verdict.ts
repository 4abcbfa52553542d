import type { Cause } from '../model/cause.ts';
import type { Registry } from '../model/registry.ts';
import { expressionText, isFault, keyOf, symbolsOf, type Value } from '../model/value.ts';
import { type CaseTree, decide, sightOf } from './cases.ts';
import type { CoverageRow, Outcome } from './finding.ts';
import { type Judgement, messageOf, type ReasonDraft, type Rule, type RuleOptions } from './rule.ts';
import { ANY_WORLD } from './world.ts';

/** A verdict before it has places and words of a run around it. */
export interface Verdict {
  readonly outcome: Exclude<Outcome, 'suppressed'>;
  readonly message: string;
  readonly reasons: readonly ReasonDraft[];
  readonly dependsOn: readonly Cause[];
  readonly coverage: readonly CoverageRow[];
}

/** What a rule says of a registry in every case of the unknowns, taken together. */
export function verdictOf(rule: Rule, registry: Registry, options: RuleOptions): Verdict {
  const { deployed } = registry;
  const none = { reasons: [], dependsOn: [], coverage: [] };
  if (deployed === false) return { ...none, outcome: 'notApplicable', message: 'not deployed: its condition is false' };
  const broken = [deployed, registry.id].find(isFault);
  if (broken !== undefined) return { ...none, outcome: 'error', message: `cannot be evaluated: ${broken.message}` };
  const tree = decide(deployed, (see) => rule.check(registry, see, options));
  const coverage = rule.coverage?.(registry, sightOf(ANY_WORLD)) ?? [];
  return { ...combine(rule, tree), coverage };
}

type Leaf = Exclude<CaseTree<Judgement>, { kind: 'split' }>;

function leavesOf(tree: CaseTree<Judgement>): Leaf[] {
  return tree.kind === 'split' ? tree.branches.flatMap(leavesOf) : [tree];
}

function leafOutcome(leaf: Leaf): 'pass' | 'fail' | 'unknown' | 'error' {
  if (leaf.kind === 'result') return leaf.result.reasons.length === 0 ? 'pass' : 'fail';
  return leaf.kind === 'fault' ? 'error' : 'unknown';
}

function combine(rule: Rule, tree: CaseTree<Judgement>): Omit<Verdict, 'coverage'> {
  const leaves = leavesOf(tree);
  const outcomes = new Set(leaves.map(leafOutcome));
  const [only] = outcomes;
  const outcome = outcomes.size === 1 && only !== undefined ? only : 'unknown';
  const reasons = reasonsOf(leaves);
  if (outcome === 'pass') return { outcome, message: messageOf(rule, 'pass', {}), reasons: [], dependsOn: [] };
  if (outcome === 'fail') return { outcome, message: describe(rule, reasons), reasons, dependsOn: [] };
  if (outcome === 'error') {
    const [leaf] = leaves;
    const message = leaf?.kind === 'fault' ? leaf.fault.message : '';
    return { outcome, message: `a diagnostic setting cannot be evaluated: ${message}`, reasons: [], dependsOn: [] };
  }
  const dependsOn = decidingCauses(tree);
  const what = reasons.length === 0 ? 'cannot be told from what is given' : `may fail: ${describe(rule, reasons)}`;
  return {
    outcome,
    message: `${what} (depends on ${dependsOn.map(({ name }) => name).join(', ')})`,
    reasons,
    dependsOn,
  };
}

function describe(rule: Rule, reasons: readonly ReasonDraft[]): string {
  return [...new Set(reasons.map(({ id, values }) => messageOf(rule, id, values)))].join('; ');
}

/** Reasons that all failing cases share; where they share none, all of them. */
function reasonsOf(leaves: readonly Leaf[]): readonly ReasonDraft[] {
  const failing = leaves.flatMap((leaf) =>
    leaf.kind === 'result' && leaf.result.reasons.length > 0 ? [leaf.result.reasons] : [],
  );
  const keyed = failing.map(
    (reasons) => new Map(reasons.map((reason) => [`${reason.id}:${JSON.stringify(reason.values)}`, reason])),
  );
  const all = new Map(keyed.flatMap((map) => [...map]));
  const shared = [...all].filter(([key]) => keyed.every((map) => map.has(key)));
  return (shared.length > 0 ? shared : [...all]).map(([, reason]) => reason);
}

/** What decides: the causes behind every question whose answers lead to different verdicts, each once. */
function decidingCauses(tree: CaseTree<Judgement>): readonly Cause[] {
  const causes = new Map<string, Cause>();
  const add = (value: Value): void => {
    for (const { cause } of symbolsOf(value))
      causes.set(`${cause.kind}:${cause.name}:${JSON.stringify(cause.location ?? null)}`, cause);
  };
  const shapes = new Map<CaseTree<Judgement>, string>();
  const visit = (node: CaseTree<Judgement>): void => {
    if (node.kind === 'undecidable') add(node.value);
    if (node.kind === 'limit') causes.set('limit', { kind: 'limit', name: 'number of cases' });
    if (node.kind !== 'split') return;
    if (shapeOf(node, shapes).startsWith('(')) {
      const branchShapes = new Set(node.branches.map((branch) => shapeOf(branch, shapes)));
      if (branchShapes.size > 1) add(node.question);
    }
    node.branches.forEach(visit);
  };
  visit(tree);
  return [...causes.values()];
}

/** The verdicts of a tree, with questions left out that make no difference. */
function shapeOf(tree: CaseTree<Judgement>, known: Map<CaseTree<Judgement>, string>): string {
  const cached = known.get(tree);
  if (cached !== undefined) return cached;
  let shape: string;
  if (tree.kind === 'split') {
    const branches = tree.branches.map((branch) => shapeOf(branch, known));
    const [first] = branches;
    shape =
      first !== undefined && branches.every((branch) => branch === first)
        ? first
        : `(${keyOf(tree.question)}:${branches.join(',')})`;
  } else {
    shape = tree.kind === 'undecidable' ? `?${expressionText(tree.value)}` : leafOutcome(tree);
  }
  known.set(tree, shape);
  return shape;
}
