import type { Finding } from '../../engine/finding.ts';
import { message } from '../../messages/message.ts';
import { type Crash, containCrash } from '../../util/crash.ts';
import { applyPlan } from './apply-plan.ts';
import { type FixableRule, type Refusal, refusal } from './fix-plan.ts';
import type { LintedTemplates } from './linted-templates.ts';
import { lazy } from './made-once.ts';
import { type BicepTexts, notEditable, type PlaceFix, type PlanSettings } from './plan-input.ts';
import { planTarget } from './plan-target.ts';
import { regressions, resultKey } from './regressions.ts';
import { type FixTarget, failingTargets, type TargetsIn } from './targets.ts';

/** A JSON file that may be edited: its text, and its bytes as they are on disk. */
export interface EditableFile {
  readonly file: string;
  readonly absolute: string;
  readonly bytes: Uint8Array;
  readonly text: string;
  /** The bytes of another text in the file's encoding, with its byte order mark. */
  readonly encode: (text: string) => Uint8Array;
}

export interface FixSessionInput extends PlanSettings {
  readonly before: LintedTemplates;
  /** What is fixed, in that order. */
  readonly rules: readonly FixableRule[];
  readonly targetsIn: TargetsIn;
  readonly read: (file: string) => EditableFile | undefined;
  /** Lints with these bytes in place of those on disk, by absolute path. */
  readonly relint: (overlay: ReadonlyMap<string, Uint8Array>) => LintedTemplates;
  /** Reads Bicep with these bytes in place of those on disk; absent in a run without any. */
  readonly bicepWith?: ((overlay: ReadonlyMap<string, Uint8Array>) => BicepTexts) | undefined;
}

/** A place that fails a rule, with what becomes of it. */
export interface PlannedFix {
  readonly rule: FixableRule;
  readonly target: FixTarget;
  readonly plan: PlaceFix;
  /** It was planned on files as they are on disk. */
  readonly isFirst: boolean;
  /** The bug that planning came upon; the plan is then a refusal. */
  readonly crash?: Crash;
}

export interface FixSession {
  readonly fixes: readonly PlannedFix[];
  /** The texts of the files that change, as they become, by name. */
  readonly texts: ReadonlyMap<string, string>;
  /** What linting gives with the changes; that of the files as they are where nothing changes. */
  readonly after: LintedTemplates;
}

/**
 * Plans a fix for every place that fails a rule, one rule after the other, each on what those before it have made of the
 * files. What a rule changes may be what another could not be fixed without, so all have a turn again until none changes
 * anything: then another run changes nothing either.
 */
export function planSession(input: FixSessionInput): FixSession {
  let session: FixSession = { fixes: [], texts: new Map(), after: input.before };
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const { texts } = session;
    for (const rule of input.rules) session = planRule(rule, session, input);
    if (session.texts === texts) break;
  }
  return { ...session, fixes: stillNeeded(session, input) };
}

/** Rules seldom wait for each other, and never in a circle: what one has fixed, another may not break. */
const MAX_PASSES = 4;

/** One rule's turn in a session. */
interface Turn {
  readonly rule: FixableRule;
  readonly targets: readonly FixTarget[];
  readonly before: LintedTemplates;
  /** Texts as the turns before have made them. */
  readonly textOf: (file: string) => string | undefined;
  readonly isFirst: boolean;
  /** The rules that were fixed up to now. */
  readonly fixed: ReadonlySet<string>;
  readonly relint: (texts: ReadonlyMap<string, string>) => LintedTemplates;
  readonly bicepWith: (texts: ReadonlyMap<string, string>) => BicepTexts | undefined;
}

function planRule(rule: FixableRule, session: FixSession, input: FixSessionInput): FixSession {
  const targets = failingTargets(rule.ref, session.after, input.targetsIn);
  if (targets.length === 0) return session;
  const { texts, after: before, fixes } = session;
  const turn: Turn = {
    rule,
    targets,
    before,
    textOf: (file) => texts.get(file) ?? input.read(file)?.text,
    isFirst: texts.size === 0,
    fixed: new Set([rule.name, ...fixes.map((fix) => fix.rule.name)]),
    relint: (changed) => input.relint(overlayOf(new Map([...texts, ...changed]), input.read)),
    bicepWith: (changed) => input.bicepWith?.(overlayOf(new Map([...texts, ...changed]), input.read)),
  };
  const planned = planTurn(turn, input);
  return {
    fixes: merged(fixes, planned.fixes),
    texts: planned.texts.size === 0 ? texts : new Map([...texts, ...planned.texts]),
    after: planned.after,
  };
}

function keyOf({ rule, target }: PlannedFix): string {
  return `${rule.name}\n${target.key}`;
}

/** What a later turn says of a place stands in the place of what an earlier one said. */
function merged(earlier: readonly PlannedFix[], later: readonly PlannedFix[]): readonly PlannedFix[] {
  return [...new Map([...earlier, ...later].map((fix) => [keyOf(fix), fix])).values()];
}

/** Without what could not be fixed and what the fix of another rule has corrected since. */
function stillNeeded({ fixes, after }: FixSession, { rules, targetsIn }: FixSessionInput): readonly PlannedFix[] {
  const failing = new Set(
    rules.flatMap(({ name, ref }) => failingTargets(ref, after, targetsIn).map(({ key }) => `${name}\n${key}`)),
  );
  return fixes.filter((fix) => fix.plan.kind !== 'refusal' || failing.has(keyOf(fix)));
}

/** Plans a fix for every place and lints the result in memory; what does not hold there is refused, and the rest tried again. */
function planTurn(turn: Turn, input: FixSessionInput): FixSession {
  const refused = new Map<string, Refusal>();
  for (let round = 0; ; round++) {
    if (round === MAX_ROUNDS) for (const { key } of turn.targets) refused.set(key, conflicting());
    const planned = planTargets(turn, input, refused);
    if (planned.texts.size === 0) return { ...planned, after: turn.before };
    const after = turn.relint(planned.texts);
    const rejected = rejectedTargets(turn, after, planned);
    if (rejected.size === 0) return { ...planned, after };
    for (const [key, why] of rejected) refused.set(key, why);
  }
}

/** A round takes out at least one place, and nearly always all that are wrong; what takes longer was made to. */
const MAX_ROUNDS = 20;

function conflicting(): ReturnType<typeof refusal> {
  return refusal(message('fix.edits-conflict'), message('fix-step.one-file'));
}

function overlayOf(texts: ReadonlyMap<string, string>, read: FixSessionInput['read']): ReadonlyMap<string, Uint8Array> {
  const overlay = new Map<string, Uint8Array>();
  for (const [file, text] of texts) {
    const document = read(file);
    if (document !== undefined) overlay.set(document.absolute, document.encode(text));
  }
  return overlay;
}

type PlannedTexts = Pick<FixSession, 'fixes' | 'texts'>;

/** Plans one place after the other, each on what those before it have made of the files. */
function planTargets(turn: Turn, input: FixSessionInput, refused: ReadonlyMap<string, Refusal>): PlannedTexts {
  const { rule, isFirst } = turn;
  const texts = new Map<string, string>();
  const textOf = (file: string): string | undefined => texts.get(file) ?? turn.textOf(file);
  const givenBicep = lazy(() => turn.bicepWith(new Map()));
  let bicep = lazy(() => turn.bicepWith(texts));
  const planned = (target: FixTarget): PlaceFix => {
    const known = refused.get(target.key);
    if (known !== undefined) return known;
    const plan = planTarget(rule, target, { ...input, textOf, givenIn: turn.textOf, bicep, givenBicep });
    if (plan.kind !== 'edit') return plan;
    const changed = applyPlan(plan, { textOf, bicep });
    if (changed === undefined) return notEditable(target);
    for (const [file, text] of changed) texts.set(file, text);
    bicep = lazy(() => turn.bicepWith(texts));
    return plan;
  };
  const fixes = turn.targets.map((target) =>
    containCrash(
      (): PlannedFix => ({ rule, target, isFirst, plan: planned(target) }),
      (crash): PlannedFix => {
        const plan = refusal(crash.message, message('fix-step.change-by-hand'));
        return { rule, target, isFirst, plan, crash };
      },
    ),
  );
  return { fixes, texts };
}

/** What is wrong after the edits, by the key of the target that is to be left alone; empty when all of them hold. */
function rejectedTargets(
  { before, fixed }: Turn,
  after: LintedTemplates,
  { fixes }: PlannedTexts,
): ReadonlyMap<string, Refusal> {
  const planned = fixes.filter(({ plan }) => plan.kind === 'edit');
  const rejected = new Map<string, Refusal>();
  const results = new Map(after.findings.map((finding) => [resultKey(finding, after.run), finding]));
  for (const { target: place } of planned) {
    for (const finding of place.findings) {
      const now = results.get(resultKey(finding, before.run));
      if (now?.outcome === 'pass') continue;
      rejected.set(place.key, notPassing(now));
    }
  }
  if (rejected.size > 0) return rejected;
  for (const { files, text } of regressions(before, fixed, after)) {
    const responsible = planned.filter(
      ({ plan }) => plan.kind === 'edit' && plan.files.some(({ file }) => files.includes(file)),
    );
    for (const { target: place } of responsible.length > 0 ? responsible : planned)
      rejected.set(place.key, refusal(message('fix.new-finding', { finding: text }), message('fix-step.edit-by-hand')));
  }
  return rejected;
}

function notPassing(now: Finding | undefined): Refusal {
  const reason =
    now === undefined
      ? message('fix.registry-missing')
      : [...new Set(now.reasons.map((one) => one.message))].join('; ') || now.message;
  const depends = now?.dependsOn.map(({ name }) => name).join(', ') ?? '';
  const detail = depends === '' ? reason : message('fix.would-depend', { causes: depends });
  return refusal(message('fix.would-not-pass', { detail }), message('fix-step.edit-template'));
}
