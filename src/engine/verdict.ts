import { causePhrase } from '../messages/cause-phrase.ts';
import { listed, listedSentences } from '../messages/listed.ts';
import { message } from '../messages/message.ts';
import type { Target, TargetPart } from '../model/target.ts';
import type { Cause } from '../value/cause.ts';
import { revealDecision } from '../value/secure.ts';
import { type Fault, isArray, isCall, isFault, isObject, type Value } from '../value/value.ts';
import { contextOf, observedContext } from './context.ts';
import { decidingCauses } from './deciding-causes.ts';
import { enumerateScenarios, type ScenarioTree, type Work } from './enumerate-scenarios.ts';
import type { Outcome, Table } from './finding.ts';
import { completeOptions, type OptionValues } from './options.ts';
import { restrictedTarget } from './restricted-target.ts';
import { type Reason, type Rule, reasonMessage } from './rule.ts';
import { UNCONSTRAINED } from './scenario.ts';

/** The outcome of one rule for one target, before locations and messages of the run are added. */
export interface Verdict {
  readonly outcome: Exclude<Outcome, 'suppressed'>;
  readonly message: string;
  readonly reasons: readonly Reason[];
  readonly dependsOn: readonly Cause[];
  readonly evidence: Table;
  /** The target is not deployed in any scenario. */
  readonly isDeployed: boolean;
}

/** What a rule says in one scenario. */
export interface RuleResult {
  readonly isApplicable: boolean;
  readonly reasons: readonly Reason[];
}

export const NO_EVIDENCE: Table = { columns: [], rows: [] };

/**
 * What a rule says of a target in every scenario, taken together.
 *
 * @param start Where scenarios begin: `unconstrained()`, shared by the rules of a target.
 */
export function verdictOf(
  rule: Rule,
  target: Target,
  options: OptionValues = {},
  work: Work = { remaining: Number.POSITIVE_INFINITY },
  start = UNCONSTRAINED,
): Verdict {
  const { deployed, id } = target;
  if (deployed === false) return notDeployed(target);
  const broken = isFault(deployed) ? deployed : isFault(id) ? id : undefined;
  if (broken !== undefined)
    return { ...EMPTY, outcome: 'error', message: message('verdict.fault', { fault: broken.message }) };
  const all = completeOptions(rule.options, options);
  const tree = scenariosOf(rule, target, all, work, start);
  if (tree === undefined) return notDeployed(target);
  const { outcome, message: text, reasons, dependsOn } = combine(rule, tree, target);
  const table =
    outcome === 'notApplicable'
      ? undefined
      : rule.evidence?.(restrictedTarget(target, rule), contextOf(UNCONSTRAINED, all));
  return { outcome, message: text, reasons, dependsOn, evidence: table ?? NO_EVIDENCE, isDeployed: true };
}

const EMPTY = { reasons: [], dependsOn: [], evidence: NO_EVIDENCE, isDeployed: true } as const;

function notDeployed({ notDeployedBecause: because }: Target): Verdict {
  const text =
    because === undefined
      ? message('verdict.not-deployed')
      : message('verdict.not-deployed-because', { because: because.text });
  return { ...EMPTY, outcome: 'notApplicable', isDeployed: false, message: text };
}

/** What a rule says in every scenario in which the target is deployed. */
export function scenariosOf(
  rule: Rule,
  target: Target,
  options: OptionValues,
  work: Work,
  start = UNCONSTRAINED,
): ScenarioTree<RuleResult> | undefined {
  const weight = 1 + (Array.isArray(target.collectors) ? target.collectors.length : 0);
  const seen = restrictedTarget(target, rule);
  return enumerateScenarios(target.deployed, start, {
    evaluate: (scenario): RuleResult => {
      const { ctx, hasSwallowed } = observedContext(scenario, options);
      const isApplicable = rule.where?.(seen, ctx) !== false;
      const reasons = isApplicable ? rule.check(seen, ctx) : [];
      if (hasSwallowed()) throw new Error(`rule ${rule.name} catches what the engine throws through it`);
      return { isApplicable, reasons };
    },
    classOf: ({ reasons }) => String(reasons.length === 0),
    weight,
    work,
  });
}

type Leaf = Exclude<ScenarioTree<RuleResult>, { kind: 'split' | 'skipped' }>;

function leavesOf(tree: ScenarioTree<RuleResult>): Leaf[] {
  if (tree.kind === 'skipped') return [];
  return tree.kind === 'split' ? tree.branches.flatMap((branch) => leavesOf(branch.tree)) : [tree];
}

/** What a rule says in one scenario. A target that a rule is not for leaves nothing to complain about: it counts as a pass. */
export function leafOutcome(leaf: Leaf): 'pass' | 'fail' | 'unknown' | 'error' {
  if (leaf.kind === 'result') return leaf.result.reasons.length === 0 ? 'pass' : 'fail';
  return leaf.kind === 'fault' ? 'error' : 'unknown';
}

function combine(rule: Rule, tree: ScenarioTree<RuleResult>, target: Target): Omit<Verdict, 'evidence' | 'isDeployed'> {
  const leaves = leavesOf(tree);
  if (leaves.every((leaf) => leaf.kind === 'result' && !leaf.result.isApplicable)) {
    return { outcome: 'notApplicable', message: message('verdict.not-applicable'), reasons: [], dependsOn: [] };
  }
  const outcomes = new Set(leaves.map(leafOutcome));
  const [only] = outcomes;
  const outcome = outcomes.size === 1 && only !== undefined ? only : 'unknown';
  if (outcome === 'pass') return { outcome, message: rule.pass, reasons: [], dependsOn: [] };
  if (outcome === 'error') {
    const [leaf] = leaves;
    const text = leaf?.kind === 'fault' ? faultMessage(leaf.fault, target) : '';
    return { outcome, message: text, reasons: [], dependsOn: [] };
  }
  const reasons = reasonsOf(leaves);
  const why = describe(rule, reasons);
  if (outcome === 'fail') return { outcome, message: why, reasons, dependsOn: [] };
  const dependsOn = decidingCauses(tree, leafOutcome);
  const causes = listed(dependsOn.map(causePhrase));
  return {
    outcome,
    message:
      reasons.length === 0
        ? message('verdict.depends', { causes })
        : message('verdict.depends-otherwise', { causes, reasons: why }),
    reasons,
    dependsOn,
  };
}

/** Names the part of the target that a fault stands in: the fault itself only knows what is wrong. */
function faultMessage(fault: Fault, target: Target): string {
  if (containsFault(target.id, fault)) return message('verdict.target-fault', { fault: fault.message });
  const broken = target.parts().find(({ values }: TargetPart) => values.some((part) => containsFault(part, fault)));
  return broken === undefined
    ? message('verdict.fault', { fault: fault.message })
    : message('verdict.part-fault', { part: broken.label, fault: fault.message });
}

function containsFault(value: Value, fault: Fault, seen = new Set<object>()): boolean {
  const asked = revealDecision(value);
  if (isFault(asked)) return asked.message === fault.message;
  if (typeof value !== 'object' || value === null || seen.has(value)) return false;
  seen.add(value);
  if (isCall(value)) return value.args.some((arg) => containsFault(arg, fault, seen));
  if (isArray(value)) return value.some((item) => containsFault(item, fault, seen));
  return isObject(value) && Object.values(value).some((item) => containsFault(item, fault, seen));
}

function describe(rule: Rule, reasons: readonly Reason[]): string {
  return listedSentences([...new Set(reasons.map((reason) => reasonMessage(rule, reason)))]);
}

/** Reasons that all failing scenarios share; where they share none, all of them. */
function reasonsOf(leaves: readonly Leaf[]): readonly Reason[] {
  const failing = leaves.flatMap((leaf) =>
    leaf.kind === 'result' && leaf.result.reasons.length > 0 ? [leaf.result.reasons] : [],
  );
  const [only = []] = failing;
  if (failing.length === 1 && only.length === 1) return only;
  const keyed = failing.map(
    (reasons) => new Map(reasons.map((reason) => [`${reason.id}:${JSON.stringify(reason.values)}`, reason])),
  );
  const all = new Map(keyed.flatMap((map) => [...map]));
  const shared = [...all].filter(([key]) => keyed.every((map) => map.has(key)));
  return (shared.length > 0 ? shared : [...all]).map(([, reason]) => reason);
}
