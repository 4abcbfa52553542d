import { message } from '../messages/message.ts';
import type { Target } from '../model/target.ts';
import { containCrash } from '../util/crash.ts';
import { formatPath } from '../util/location.ts';
import { describeTarget, locationOf, type NameOf, type TargetDescription } from './describe-target.ts';
import type { Work } from './enumerate-scenarios.ts';
import type { ExitPolicy } from './exit-policy.ts';
import { type ExplorationSummary, explorationMessages, exploreScenarios } from './explore.ts';
import type { Basis, Finding, Level, Note, Outcome, ReportedReason, RunError } from './finding.ts';
import { fingerprintIn } from './fingerprint.ts';
import { completeOptions, type OptionValues } from './options.ts';
import { type Reason, type Rule, reasonMessage } from './rule.ts';
import { type Scenario, unconstrained } from './scenario.ts';
import type { Suppress } from './suppress/suppressor.ts';
import { NO_EVIDENCE, type Verdict, verdictOf } from './verdict.ts';

/** A rule as a run has configured it. */
export interface ActiveRule {
  readonly rule: Rule;
  readonly level: Level;
  readonly options: OptionValues;
  readonly exitPolicy?: ExitPolicy;
}

/** Targets of one source with what their values rest on. */
export interface Subjects {
  readonly targets: readonly Target[];
  /** The file that they come from, and the parameter file that their values come from. */
  readonly file?: string;
  readonly parameters?: string;
  readonly basis: Basis;
  /** False when the results are shown but have no part in the exit code; `excludedBecause` says why. */
  readonly affectsExitCode: boolean;
  readonly excludedBecause?: string;
  /** The same targets for all listed values of the parameters, and the values that these and the others have here. */
  readonly exploration?: ExplorationSummary & { readonly targets: readonly Target[] };
  /** What is to be said with whatever does not pass. */
  readonly remark?: string;
}

export interface Evaluation {
  readonly findings: readonly Finding[];
  readonly errors: readonly RunError[];
}

/** What every result of a source is made with. */
export interface FindingOptions {
  readonly nameOf?: NameOf;
  /** What accepts a result that fails or is unknown. */
  readonly suppress?: Suppress;
}

/** Collectors that may be looked at for the targets of one source, over all scenarios. The first scenario of a target is always run. */
const MAX_WORK = 300_000;

/** Runs every rule on the targets of its types. A rule that crashes gives an `error` finding and the others go on. */
export function evaluateRules(
  subjects: Subjects,
  rules: readonly ActiveRule[],
  { nameOf = (name) => name, suppress }: FindingOptions = {},
): Evaluation {
  const findings: Finding[] = [];
  const errors: RunError[] = [];
  const work: Work = { remaining: MAX_WORK };
  const { excludedBecause } = subjects;
  const rulesOf = rulesByType(rules);
  const mark = excludedBecause === undefined ? {} : { excludedBecause };
  for (const target of subjects.targets) {
    let description: TargetDescription | undefined;
    const start = unconstrained();
    for (const active of rulesOf(target.type)) {
      const { verdict, crash } = evaluateRule(active, target, work, start);
      if (isOfNoInterest(active.rule, verdict)) continue;
      description ??= describeTarget(target, subjects, nameOf);
      const finding = findingOf(active, target, description, verdict, subjects, suppress);
      findings.push(finding);
      if (crash !== undefined) errors.push({ code: 'rule-crash', ...crash, location: finding.location, ...mark });
    }
  }
  return { findings, errors };
}

/** That a rule for every type is not for a target says nothing: there would be a result for each resource. */
function isOfNoInterest({ targets }: Rule, { outcome, isDeployed }: Verdict): boolean {
  return outcome === 'notApplicable' && isDeployed && targets.includes(ANY_TYPE);
}

/** Stands for every type in the targets of a rule. */
export const ANY_TYPE = '*';

/** The rules for targets of a type, looked for once for each. */
function rulesByType(rules: readonly ActiveRule[]): (type: string) => readonly ActiveRule[] {
  const known = new Map<string, readonly ActiveRule[]>();
  return (type) => {
    const found = known.get(type) ?? rules.filter(({ rule }) => isTarget(rule, { type }));
    known.set(type, found);
    return found;
  };
}

/** Whether a rule is for targets of a type. */
export function isTarget({ targets }: Pick<Rule, 'targets'>, { type }: Pick<Target, 'type'>): boolean {
  return targets.some((one) => one === type || one === ANY_TYPE || one.toLowerCase() === type.toLowerCase());
}

interface RuleOutcome {
  readonly verdict: Verdict;
  readonly crash?: Pick<RunError, 'message' | 'stack'>;
}

function evaluateRule({ rule, options }: ActiveRule, target: Target, work: Work, start: Scenario): RuleOutcome {
  return containCrash<RuleOutcome>(
    () => ({ verdict: verdictOf(rule, target, options, work, start) }),
    (crash) => {
      const text = message('verdict.rule-crash', { rule: rule.name, crash: crash.message });
      const verdict = {
        outcome: 'error',
        message: text,
        reasons: [],
        dependsOn: [],
        evidence: NO_EVIDENCE,
        isDeployed: true,
      } as const;
      return { verdict, crash: { message: text, stack: crash.stack } };
    },
  );
}

function findingOf(
  active: ActiveRule,
  target: Target,
  { target: described, location, identity, notes }: TargetDescription,
  verdict: Verdict,
  subjects: Subjects,
  suppress: Suppress | undefined,
): Finding {
  const { rule, level, exitPolicy } = active;
  const { outcome, dependsOn } = verdict;
  const reasons = verdict.reasons.map((reason) => reportedReason(rule, reason));
  const suppression =
    (isOpen(outcome) && suppress?.({ rule: rule.name, target, template: subjects.file, outcome })) || null;
  return {
    rule: rule.name,
    ref: rule.ref,
    level,
    outcome: suppression === null ? outcome : 'suppressed',
    target: described,
    basis: subjects.basis,
    isDeployed: verdict.isDeployed,
    affectsExitCode: subjects.affectsExitCode,
    message: verdict.message,
    reasons,
    dependsOn,
    evidence: verdict.evidence,
    notes: [...notesOf(outcome, notes, subjects), ...explorationNotes(active, target, subjects)],
    location,
    fingerprint: fingerprintIn(identity, { ref: rule.ref, outcome, reasons, dependsOn }),
    suppression,
    // V8 adds what follows a spread in a literal by a slow path, and there are many results.
    ...(subjects.excludedBecause !== undefined && { excludedBecause: subjects.excludedBecause }),
    ...(exitPolicy && { exitPolicy }),
  };
}

function reportedReason(rule: Rule, { id, values, origin }: Reason): ReportedReason {
  return {
    id,
    message: reasonMessage(rule, { id, values }),
    ...(values.category !== undefined && { category: values.category }),
    ...(origin !== undefined && { location: locationOf(origin) }),
  };
}

/** What can be accepted. */
function isOpen(outcome: Outcome): outcome is 'fail' | 'unknown' {
  return outcome === 'fail' || outcome === 'unknown';
}

function notesOf(outcome: Outcome, own: TargetDescription['notes'], { remark }: Subjects): readonly Note[] {
  if (outcome === 'notApplicable') return [];
  const remarks = remark === undefined || outcome === 'pass' ? [] : [{ message: remark }];
  return [...remarks, ...own(isOpen(outcome))];
}

/** What other values of the parameters would do: the deciding combinations with which the target fails, and what was tried. */
function explorationNotes({ rule, options }: ActiveRule, target: Target, { exploration }: Subjects): readonly Note[] {
  if (exploration === undefined) return [];
  const place = formatPath(target.origin.path ?? []);
  const same = exploration.targets.filter(({ origin }) => formatPath(origin.path ?? []) === place);
  const all = completeOptions(rule.options, options);
  const explored = same.map((candidate) => exploreScenarios(rule, candidate, all, { remaining: MAX_WORK }));
  return explorationMessages(explored, exploration).map((text) => ({ message: text, important: true }));
}
