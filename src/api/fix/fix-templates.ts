import { dirname, resolve } from 'node:path';
import type { RunError } from '../../engine/finding.ts';
import { fixesOf, withFixes } from '../../fixes/arm/finding-fixes.ts';
import type { Refusal } from '../../fixes/arm/plan.ts';
import { type Linted, type Outcome, planSession, type Session, type SessionInput } from '../../fixes/arm/session.ts';
import { failingPlaces, shortName } from '../../fixes/arm/targets.ts';
import { readTemplates, type TemplateRequest } from '../../sources/arm/arm-source.ts';
import { type Evaluation, evaluate, registriesIn } from '../lint/evaluate-templates.ts';
import { locateAll } from '../lint/locate-findings.ts';
import {
  evaluationOf,
  findInputs,
  rulesOf,
  type TemplateInputs,
  type TemplatesRequest,
  unreadable,
} from '../lint/template-inputs.ts';
import { templateResult } from '../lint/template-result.ts';
import type { JobResult } from '../result.ts';
import { documentReader } from './documents.ts';
import { fixedRule } from './fixed-rule.ts';
import { fixSettings, type SettingRequest } from './merge-settings.ts';
import { type BicepSuggestion, type FilePreview, previewsOf, suggestionsOf } from './previews.ts';
import { type Written, writeSession } from './write-session.ts';

export interface FixTemplatesRequest extends Omit<TemplatesRequest, 'given'>, SettingRequest {
  /** Whether to change the files. Default: false. */
  readonly write?: boolean;
  /** Whether a template may get a new required parameter for the destination. Default: unless files are written. */
  readonly allowNewParameter?: boolean;
  /** Whether JSON that Bicep has made is edited too. */
  readonly force?: boolean;
  /** Whether findings carry the change after which they pass; never when files are written. Default: true. */
  readonly attachFixes?: boolean;
  /** Whether to make `previews` and `suggestions`; there are no previews when files are written. Default: true. */
  readonly showChanges?: boolean;
}

/** Results before the fix, or after it where files are written, and what the fix is. */
export interface TemplateFixes extends JobResult {
  /** What becomes of each registry that fails. */
  readonly fixes: readonly RegistryFix[];
  /** The files that change, or have changed. */
  readonly files: readonly string[];
  readonly previews: readonly FilePreview[];
  readonly suggestions: readonly BicepSuggestion[];
}

/** What becomes of a registry that fails, as a template declares it. */
export interface RegistryFix {
  readonly file: string;
  readonly registry: string;
  /** Of the findings that it has with all sets of values. */
  readonly fingerprints: readonly string[];
  /** The parameter files of its templates. */
  readonly parameterFiles: readonly string[];
  readonly plan: FixPlan | Refusal | { readonly kind: 'generated' };
}

export interface FixPlan {
  readonly kind: 'edit';
  /** What it does, in words that can follow a registry's name. */
  readonly description: string;
  readonly files: readonly string[];
  /** A required parameter that the template gets. */
  readonly newParameter?: string;
}

/**
 * Plans the changes after which the registries of templates pass, and makes them where `write` says so.
 *
 * @throws UsageError when the request or a configuration is wrong.
 */
export async function fixTemplates(request: FixTemplatesRequest): Promise<TemplateFixes> {
  const startedAt = Date.now();
  const { cwd, write = false, allowEmpty = false, attachFixes = true, showChanges = true } = request;
  const { selections, discovered, templates } = await findInputs(request);
  const { rootOf } = selections;
  const relint = relinter(templates, evaluationOf(selections, cwd));
  const before = relint(new Map());
  const rules = rulesOf(before.run, request, selections);
  const input = await sessionInput(request, before, relint, selections);
  const planned = planSession(input);
  const done = write ? writeSession(planned, input, rootOf) : { ...planned, errors: [] };
  const state = write && planned.texts.size > 0 ? relint(new Map()) : before;
  const found = {
    notes: state.notes,
    findings: attachFixes && !write ? withFixes(state.findings, fixesOf(planned, input)) : state.findings,
    errors: [...state.errors, ...done.errors, ...crashesOf(planned), ...unreadable(discovered)],
  };
  // What this run has written itself is as it was evaluated.
  const located = locateAll(found, cwd, write ? Number.POSITIVE_INFINITY : startedAt, state.run.texts);
  return {
    result: templateResult(located, state.run, discovered, allowEmpty),
    rules,
    ...changesOf(done),
    previews: showChanges && !write ? previewsOf(planned, input) : [],
    suggestions: showChanges ? suggestionsOf(done, input, cwd, rootOf) : [],
  };
}

async function sessionInput(
  request: FixTemplatesRequest,
  before: Linted,
  relint: SessionInput['relint'],
  selections: TemplateInputs['selections'],
): Promise<SessionInput> {
  const { cwd, write = false, allowNewParameter = false, force = false } = request;
  const places = failingPlaces(fixedRule.ref, before.findings, before.run, registriesIn);
  await selections.load(places.map(({ file }) => dirname(resolve(cwd, file))));
  return {
    before,
    places,
    // That of the file which is changed: a linked template may belong to others than what links to it.
    settingsOf: (file) => fixSettings(request, selections.of(resolve(cwd, file)).config),
    newParameters: !write || allowNewParameter,
    force,
    read: documentReader(cwd),
    registriesIn,
    relint,
  };
}

/** Lints what is on disk, with some files as an edit would leave them. */
function relinter(request: TemplateRequest, evaluation: Evaluation): SessionInput['relint'] {
  return (overlay) => lintOverlay({ ...request, overlay }, evaluation);
}

/** Evaluates templates of which some are as an edit would leave them. */
export function lintOverlay(request: TemplateRequest, evaluation: Evaluation): Linted {
  const run = readTemplates(request);
  const judged = evaluate(run, evaluation);
  return { run, ...judged, errors: [...judged.errors, ...run.errors], notes: [...judged.notes, ...run.notes] };
}

/** Bugs that planning a fix came upon. */
function crashesOf({ outcomes }: Session): readonly RunError[] {
  return outcomes.flatMap(({ place, crash }) =>
    crash === undefined ? [] : [{ ...crash, location: { file: place.file } }],
  );
}

function changesOf({ outcomes, texts }: Session | Written): Pick<TemplateFixes, 'fixes' | 'files'> {
  return { fixes: outcomes.map(registryFix), files: [...texts.keys()].sort() };
}

function registryFix({ place, plan }: Outcome): RegistryFix {
  return {
    file: place.file,
    registry: shortName(place),
    fingerprints: place.findings.map(({ fingerprint }) => fingerprint),
    parameterFiles: place.parameterFiles,
    plan: plan.kind === 'edit' ? { ...plan, files: plan.files.map(({ file }) => file) } : plan,
  };
}
