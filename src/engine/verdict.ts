import type { AttachedSetting, Registry } from '../model/azure/registry.ts';
import { formatPath } from '../util/location.ts';
import { type Cause, causePhrase } from '../value/cause.ts';
import { decided } from '../value/secure.ts';
import { type Fault, isArray, isCall, isFault, isObject, isUnknown, type Value } from '../value/value.ts';
import { type CaseTree, decide, type Sight, sightOf, type Work } from './cases.ts';
import { decidingCauses } from './deciding.ts';
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
export function verdictOf(
  rule: Rule,
  registry: Registry,
  options: RuleOptions,
  work: Work = { left: Number.POSITIVE_INFINITY },
): Verdict {
  const { deployed } = registry;
  const none = { reasons: [], dependsOn: [], coverage: [] };
  const notDeployed = {
    ...none,
    outcome: 'notApplicable',
    message: `not deployed here${registry.notDeployedBecause === undefined ? '' : ` (${registry.notDeployedBecause.words})`}`,
  } as const;
  if (deployed === false) return notDeployed;
  const broken = [deployed, registry.id].find(isFault);
  if (broken !== undefined) return { ...none, outcome: 'error', message: `cannot be evaluated: ${broken.message}` };
  const tree = casesOf(rule, registry, options, work);
  if (tree === undefined) return notDeployed;
  const coverage = rule.coverage?.(registry, sightOf(ANY_WORLD)) ?? [];
  return { ...combine(rule, tree, registry), coverage };
}

/** The verdict of every case in which the registry is deployed. */
export function casesOf(
  rule: Rule,
  registry: Registry,
  options: RuleOptions,
  work: Work,
): CaseTree<Judgement> | undefined {
  const weight = 1 + (Array.isArray(registry.settings) ? registry.settings.length : 0);
  const judge = (see: Sight): Judgement => rule.check(registry, see, options);
  return decide(registry.deployed, { judge, classOf: ({ reasons }) => String(reasons.length === 0), weight, work });
}

type Leaf = Exclude<CaseTree<Judgement>, { kind: 'split' | 'skipped' }>;

function leavesOf(tree: CaseTree<Judgement>): Leaf[] {
  if (tree.kind === 'skipped') return [];
  return tree.kind === 'split' ? tree.branches.flatMap((branch) => leavesOf(branch.tree)) : [tree];
}

export function leafOutcome(leaf: Leaf): 'pass' | 'fail' | 'unknown' | 'error' {
  if (leaf.kind === 'result') return leaf.result.reasons.length === 0 ? 'pass' : 'fail';
  return leaf.kind === 'fault' ? 'error' : 'unknown';
}

function combine(rule: Rule, tree: CaseTree<Judgement>, registry: Registry): Omit<Verdict, 'coverage'> {
  const leaves = leavesOf(tree);
  const outcomes = new Set(leaves.map(leafOutcome));
  const [only] = outcomes;
  const outcome = outcomes.size === 1 && only !== undefined ? only : 'unknown';
  const reasons = reasonsOf(leaves);
  if (outcome === 'pass') return { outcome, message: messageOf(rule, 'pass', {}), reasons: [], dependsOn: [] };
  if (outcome === 'fail') return { outcome, message: describe(rule, reasons), reasons, dependsOn: [] };
  if (outcome === 'error') {
    const [leaf] = leaves;
    return {
      outcome,
      message: leaf?.kind === 'fault' ? faultMessage(leaf.fault, registry) : '',
      reasons: [],
      dependsOn: [],
    };
  }
  const dependsOn = decidingCauses(tree, leafOutcome);
  const on = `depends on ${listed(dependsOn.map(causePhrase))}`;
  return {
    outcome,
    message: reasons.length === 0 ? on : `${on}; it may be that ${describe(rule, reasons)}`,
    reasons,
    dependsOn,
  };
}

/** Says which setting holds a fault, by its name or by its place: the fault itself only knows what is wrong. */
function faultMessage(fault: Fault, registry: Registry): string {
  if (holdsFault(registry.id, fault)) return `it cannot be evaluated: ${fault.message}`;
  const settings = isUnknown(registry.settings) || isFault(registry.settings) ? [] : registry.settings;
  const broken = settings.find(({ id, applies, logs, destinations }) =>
    [id, applies, logs, ...Object.values(destinations)].some((part) => holdsFault(part, fault)),
  );
  const subject = broken === undefined ? '' : `diagnostic setting ${called(broken)} `;
  return `${subject}cannot be evaluated: ${fault.message}`;
}

function called({ name, label, origin }: AttachedSetting): string {
  return isFault(name) ? `at ${formatPath(origin.path ?? [])}` : label;
}

function holdsFault(value: Value, fault: Fault, seen = new Set<object>()): boolean {
  const asked = decided(value);
  if (isFault(asked)) return asked.message === fault.message;
  if (typeof value !== 'object' || value === null || seen.has(value)) return false;
  seen.add(value);
  if (isCall(value)) return value.args.some((arg) => holdsFault(arg, fault, seen));
  if (isArray(value)) return value.some((item) => holdsFault(item, fault, seen));
  return isObject(value) && Object.values(value).some((item) => holdsFault(item, fault, seen));
}

const MOST_LISTED = 5;

function listed(names: readonly string[]): string {
  const more = names.length - MOST_LISTED;
  return names.slice(0, MOST_LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function describe(rule: Rule, reasons: readonly ReasonDraft[]): string {
  const messages = [...new Set(reasons.map(({ id, values }) => messageOf(rule, id, values)))];
  const more = messages.length - MOST_LISTED;
  return messages.slice(0, MOST_LISTED).join('; ') + (more > 0 ? `; and ${more} more` : '');
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
