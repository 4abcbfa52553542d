import type { Finding } from '../../engine/finding.ts';
import { message } from '../../messages/message.ts';
import { type Crash, containCrash } from '../../util/crash.ts';
import type { FixOptions } from '../fix-options.ts';
import {
  type EditPlan,
  type FixRequest,
  type ParameterFileValue,
  type Plan,
  type Refusal,
  refusal,
} from './fix-plan.ts';
import { applyChanges } from './json-edits.ts';
import { jsonOf } from './json-text.ts';
import { planFix } from './plan-fix.ts';
import type { TemplateJson } from './print-json.ts';
import { type LintedTemplates, regressions, resultKey } from './regressions.ts';
import { isGeneratedByBicep, type ResourceContext, resourceContext } from './resource-context.ts';
import { type FixTarget, parameterFileValues } from './targets.ts';

/** A JSON file that may be edited: its text, and its bytes as they are on disk. */
export interface EditableFile {
  readonly file: string;
  readonly absolute: string;
  readonly bytes: Uint8Array;
  readonly text: string;
  /** The bytes of another text in the file's encoding, with its byte order mark. */
  readonly encode: (text: string) => Uint8Array;
}

export interface FixSessionInput {
  readonly before: LintedTemplates;
  readonly targets: readonly FixTarget[];
  /** What a file is fixed with. */
  readonly settingsOf: (file: string) => FixOptions;
  readonly newParameters: boolean;
  readonly force: boolean;
  readonly read: (file: string) => EditableFile | undefined;
  /** Lints with these bytes in place of those on disk, by absolute path. */
  readonly relint: (overlay: ReadonlyMap<string, Uint8Array>) => LintedTemplates;
}

/** A place with what becomes of it. */
export interface PlannedFix {
  readonly target: FixTarget;
  readonly plan: Plan | { readonly kind: 'generated' };
  /** The bug that planning came upon; the plan is then a refusal. */
  readonly crash?: Crash;
}

interface PlannedTexts {
  readonly fixes: readonly PlannedFix[];
  /** The texts of the files that change, as they become, by name. */
  readonly texts: ReadonlyMap<string, string>;
}

export interface FixSession extends PlannedTexts {
  /** What linting gives with the changes; that of the files as they are where nothing changes. */
  readonly after: LintedTemplates;
}

/** Plans a fix for every place and lints the result in memory; what does not hold there is refused, and the rest tried again. */
export function planSession(input: FixSessionInput): FixSession {
  const refused = new Map<string, Refusal>();
  for (let round = 0; ; round++) {
    if (round === MAX_ROUNDS) for (const { key } of input.targets) refused.set(key, CONFLICTING);
    const session = planTargets(input, refused);
    if (session.texts.size === 0) return { ...session, after: input.before };
    const after = input.relint(overlayOf(session.texts, input.read));
    const rejected = rejectedTargets(input, after, session);
    if (rejected.size === 0) return { ...session, after };
    for (const [key, why] of rejected) refused.set(key, why);
  }
}

/** A round takes out at least one place, and nearly always all that are wrong; what takes longer was made to. */
const MAX_ROUNDS = 20;
const CONFLICTING = refusal(message('fix.edits-conflict'), message('fix-step.one-file'));

function overlayOf(texts: ReadonlyMap<string, string>, read: FixSessionInput['read']): ReadonlyMap<string, Uint8Array> {
  const overlay = new Map<string, Uint8Array>();
  for (const [file, text] of texts) {
    const document = read(file);
    if (document !== undefined) overlay.set(document.absolute, document.encode(text));
  }
  return overlay;
}

/** Plans one place after the other, each on what those before it have made of the files. */
function planTargets(input: FixSessionInput, refused: ReadonlyMap<string, Refusal>): PlannedTexts {
  const texts = new Map<string, string>();
  const planned = (target: FixTarget): PlannedFix => {
    const known = refused.get(target.key);
    if (known !== undefined) return { target, plan: known };
    const plan = planTarget(input, target, (file) => texts.get(file) ?? input.read(file)?.text);
    if (plan.kind !== 'edit') return { target, plan };
    const changed = applyPlan(plan, (file) => texts.get(file) ?? input.read(file)?.text);
    if (changed === undefined) return { target, plan: notEditable(target) };
    for (const [file, text] of changed) texts.set(file, text);
    return { target, plan };
  };
  const outcomes = input.targets.map((target) =>
    containCrash(
      () => planned(target),
      (crash): PlannedFix => ({ target, plan: refusal(crash.message, message('fix-step.change-by-hand')), crash }),
    ),
  );
  return { fixes: outcomes, texts };
}

function notEditable({ file }: FixTarget): Refusal {
  return refusal(message('fix.not-editable', { file }), message('fix-step.change-by-hand'));
}

/** The texts that a plan makes; undefined when it cannot be carried out. */
export function applyPlan(
  plan: EditPlan,
  textOf: (file: string) => string | undefined,
): ReadonlyMap<string, string> | undefined {
  const made = new Map<string, string>();
  for (const { file, changes } of plan.files) {
    const text = textOf(file);
    const changed = text === undefined ? undefined : applyChanges(text, changes);
    if (changed === undefined || jsonOf(changed) === undefined) return undefined;
    made.set(file, changed);
  }
  return made;
}

type PlanInput = Pick<FixSessionInput, 'settingsOf' | 'newParameters' | 'force' | 'read'>;

/** The plan for one place, on texts as they are now. */
export function planTarget(
  input: PlanInput,
  place: FixTarget,
  textOf: (file: string) => string | undefined,
): PlannedFix['plan'] {
  const json = (text: string | undefined): TemplateJson | undefined => (text === undefined ? undefined : jsonOf(text));
  const root = json(textOf(place.file));
  const context = root === undefined ? undefined : resourceContext(place.file, root, place.path);
  if (root === undefined || context === undefined) return notEditable(place);
  // What decided is what is on disk; another plan may have given the same value already.
  const given = parameterFileValues(place, (file) => json(input.read(file)?.text));
  if (given.length === 0 && isGeneratedByBicep(context) && !input.force) return { kind: 'generated' };
  return planFix(requestFor(input, place, context, root, given));
}

/** What the planner is asked for one place. */
export function requestFor(
  { settingsOf, newParameters: allowNewParameters }: Pick<FixSessionInput, 'settingsOf' | 'newParameters'>,
  target: FixTarget,
  context: ResourceContext,
  root: TemplateJson,
  given: readonly ParameterFileValue[],
): FixRequest {
  return {
    context,
    root,
    registries: target.registries,
    options: settingsOf(target.file),
    allowNewParameters,
    parameterFileValues: given,
    isLinked: target.templates.some((template) => template !== target.file),
  };
}

/** What is wrong after the edits, by the key of the target that is to be left alone; empty when all of them hold. */
function rejectedTargets(
  input: FixSessionInput,
  after: LintedTemplates,
  { fixes: outcomes }: PlannedTexts,
): ReadonlyMap<string, Refusal> {
  const planned = outcomes.filter(({ plan }) => plan.kind === 'edit');
  const rejected = new Map<string, Refusal>();
  const results = new Map(after.findings.map((finding) => [resultKey(finding), finding]));
  for (const { target: place } of planned) {
    for (const finding of place.findings) {
      const now = results.get(resultKey(finding));
      if (now?.outcome === 'pass') continue;
      rejected.set(place.key, notPassing(now));
    }
  }
  if (rejected.size > 0) return rejected;
  const fixed = new Set(input.targets.flatMap(({ findings }) => findings.map(({ rule }) => rule)));
  const found = regressions(input.before, fixed, after);
  for (const { files, text } of found) {
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
      : [...new Set([now.message, ...now.reasons.map((one) => one.message)])].filter((text) => text !== '').join('; ');
  const depends = now?.dependsOn.map(({ name }) => name).join(', ') ?? '';
  const detail = depends === '' ? reason : message('fix.would-depend', { causes: depends });
  return refusal(message('fix.would-not-pass', { detail }), message('fix-step.edit-template'));
}
