import { dirname, resolve } from 'node:path';
import { logsValid } from '../../../rules/Azure.ACR.LogsValid.ts';
import type { ActiveRule } from '../../engine/evaluate-rules.ts';
import type { FileChange, Finding, Note, RunError } from '../../engine/finding.ts';
import { replacements } from '../../fixes/arm/diff.ts';
import { fixesOf, withFixes } from '../../fixes/arm/finding-fixes.ts';
import type { LintedTemplates } from '../../fixes/arm/linted-templates.ts';
import { resultKey } from '../../fixes/arm/regressions.ts';
import {
  type EditableFile,
  type FixSession,
  type FixSessionInput,
  type PlannedFix,
  planSession,
} from '../../fixes/arm/session.ts';
import { failingTargets, registryCount, shortName, targetKey } from '../../fixes/arm/targets.ts';
import { fixedInBicep } from '../../fixes/bicep/plan-in-bicep.ts';
import { readTemplates } from '../../sources/arm/arm-source.ts';
import { readJsonText } from '../../sources/arm/read-json-file.ts';
import { OUTDATED_JSON } from '../../sources/arm/template-inventory.ts';
import type { TemplateRequest } from '../../sources/arm/template-request.ts';
import { UsageError } from '../../util/errors.ts';
import { formatPath } from '../../util/location.ts';
import { type EvaluationSettings, evaluateTemplates, targetsIn } from '../lint/evaluate-templates.ts';
import { locateAll } from '../lint/locate-findings.ts';
import { evaluationOf, findInputs, rulesOf, type TemplateInputs, unreadable } from '../lint/template-inputs.ts';
import { templateResult } from '../lint/template-result.ts';
import type { FixTemplatesRequest } from '../requests.ts';
import type { RegistryFix, TemplateFixes } from '../results.ts';
import { suppressionsFor } from '../suppress/template-suppressions.ts';
import { documentReader } from './documents.ts';
import { templateRules } from './fixable-rules.ts';
import { fixSettings } from './merge-settings.ts';
import { bicepNeighbours, jsonNeighbours } from './neighbours.ts';
import { previewsOf, suggestionsOf, withMark } from './previews.ts';
import { writeSession } from './write-session.ts';

/**
 * Plans the changes after which the registries of templates pass, and makes them where `write` says so.
 *
 * @throws UsageError when the request or a configuration is wrong.
 */
export async function fixTemplates(request: FixTemplatesRequest): Promise<TemplateFixes> {
  const startedAt = Date.now();
  const { cwd, write = false, allowEmpty = false, attachFixes = true, showChanges = true, overlay } = request;
  if (write && overlay !== undefined)
    throw new UsageError('overlay: contents that are not on disk are not written; leave out `write`');
  const { selections, discovered, templates, given } = await findInputs(request);
  const { rootOf } = selections;
  const evaluation = evaluationOf(selections, cwd);
  const suppressionsOf = suppressionsFor(request, { selections, discovered });
  const settings = { ...evaluation, suppressionsOf };
  const before = relinter(templates, settings)(new Map());
  const relint = relinter({ ...templates, compiled: before.run.compiled }, settings);
  const rules = rulesOf(before.run, request, selections);
  const read = documentReader(cwd, given, overlay);
  const bicepWith = bicepReader(templates);
  const input = { ...(await sessionInput(request, before, selections)), read, relint, bicepWith };
  const planned = planSession(input);
  const inBicep = afterBicep(planned, input);
  const done = write ? writeSession(planned, input, rootOf, given?.file) : { ...planned, errors: [] };
  const made = given === undefined ? undefined : givenAfter(read(given.file), done.texts);
  const state = write && planned.texts.size > 0 ? relint(new Map(made?.overlay)) : before;
  const found = {
    notes: [...state.notes, ...state.suppressionNotes],
    findings: attachFixes && !write ? withFixes(state.findings, fixesOf(planned, input)) : state.findings,
    errors: [...state.errors, ...done.errors, ...crashesOf(planned), ...unreadable(discovered)],
  };
  // What this run has written itself is as it was evaluated.
  const located = locateAll(found, cwd, write ? Number.POSITIVE_INFINITY : startedAt, state.run, overlay);
  return {
    result: templateResult(located, state.run, discovered, allowEmpty, selections.typesOf(rules)),
    rules,
    ...changesOf(done, before),
    changes: attachFixes && !write ? changesTo(planned.texts, read) : [],
    outdated: outdatedIn(write ? state : planned.after),
    suppressed: before.findings.filter(({ suppression }) => suppression !== null),
    unfixed: unfixed(state, inBicep ?? (write ? state : planned.after)),
    ...(write && made !== undefined && { given: made.text }),
    previews: showChanges && !write ? previewsOf(planned, input) : [],
    suggestions: showChanges ? suggestionsOf(done, input, cwd, rootOf) : [],
  };
}

/** What is to be built again after the changes. */
function outdatedIn({ run }: LintedTemplates): readonly Note[] {
  return run.notes.filter(({ code }) => code === OUTDATED_JSON);
}

/** A template that is not on disk, as changes make it. */
function givenAfter(
  document: EditableFile | undefined,
  texts: ReadonlyMap<string, string>,
): { readonly text: string; readonly overlay: readonly [string, Uint8Array][] } | undefined {
  if (document === undefined) return undefined;
  const text = texts.get(document.file) ?? document.text;
  return { text: withMark(document, text), overlay: [[document.absolute, document.encode(text)]] };
}

async function sessionInput(
  request: FixTemplatesRequest,
  before: LintedTemplates,
  selections: TemplateInputs['selections'],
): Promise<Omit<FixSessionInput, 'read' | 'relint' | 'bicepWith'>> {
  const { cwd, write = false, allowNewParameter = false, force = false } = request;
  const places = templateRules.flatMap(({ ref }) => failingTargets(ref, before, targetsIn));
  await selections.load(places.map(({ file }) => dirname(resolve(cwd, file))));
  return {
    before,
    rules: templateRules,
    targetsIn,
    // That of the file which is changed: a linked template may belong to others than what links to it.
    settingsOf: (file) => fixSettings(request, selections.of(resolve(cwd, file)).config),
    newParameters: !write || allowNewParameter,
    destinationParameters: allowNewParameter,
    force,
    neighbours: (file) => jsonNeighbours(cwd, file),
    bicepNeighbours: (file) => bicepNeighbours(cwd, file, selections.rootOf),
  };
}

/** Lints what is on disk, with some files as an edit would leave them. */
function relinter(request: TemplateRequest, evaluation: EvaluationSettings): FixSessionInput['relint'] {
  const { given, cwd, overlay: open = [] } = request;
  return (edited) => {
    const overlay = new Map([...open, ...edited]);
    const changed = given === undefined ? undefined : edited.get(resolve(cwd, given.file));
    if (given?.read === undefined || changed === undefined) return lintOverlay({ ...request, overlay }, evaluation);
    const { file } = given;
    return lintOverlay({ ...request, overlay, given: { file, read: readJsonText(file, changed) } }, evaluation);
  };
}

/** Reads the Bicep files of a run, with some as an edit would leave them. */
function bicepReader({
  createBicep,
  overlay: given,
  cwd,
  rootOf,
  maxSize,
}: TemplateRequest): FixSessionInput['bicepWith'] {
  if (createBicep === undefined) return undefined;
  return (overlay) => createBicep({ cwd, rootOf, maxSize, overlay: new Map([...(given ?? []), ...overlay]) });
}

/** What Azure accepts holds for every fix, whatever rules are selected. */
const ACCEPTANCE: readonly ActiveRule[] = [{ rule: logsValid, level: 'error', options: {} }];

/** Evaluates templates of which some are as an edit would leave them. */
export function lintOverlay(request: TemplateRequest, evaluation: EvaluationSettings): LintedTemplates {
  const run = readTemplates(request);
  const evaluated = evaluateTemplates(run, evaluation);
  const accepted = evaluateTemplates(run, { nameOf: evaluation.nameOf, activeOf: () => ACCEPTANCE });
  return {
    run,
    ...evaluated,
    refusals: accepted.findings.filter(({ outcome }) => outcome === 'fail'),
    errors: [...evaluated.errors, ...run.errors],
    notes: [...evaluated.notes, ...run.notes],
  };
}

/** What linting gives once the Bicep that is printed is added too, as far as an edit of the JSON shows it. */
function afterBicep({ fixes }: FixSession, input: FixSessionInput): LintedTemplates | undefined {
  if (!fixes.some(({ plan }) => plan.kind === 'generated')) return undefined;
  const rules = input.rules.map(fixedInBicep);
  return planSession({ ...input, rules, force: true, newParameters: true }).after;
}

/** Failures of rules that there is no fix for. What the fix of another rule also corrects is none. */
function unfixed({ findings, run }: LintedTemplates, after: LintedTemplates): readonly string[] {
  const left = new Set(
    after.findings.filter(({ outcome }) => outcome === 'fail').map((one) => resultKey(one, after.run)),
  );
  const isLeft = (finding: Finding): boolean =>
    finding.outcome === 'fail' &&
    !templateRules.some(({ ref }) => ref === finding.ref) &&
    left.has(resultKey(finding, run));
  return findings.filter((finding) => finding.affectsExitCode && isLeft(finding)).map(({ fingerprint }) => fingerprint);
}

/** Bugs that planning a fix came upon. */
function crashesOf({ fixes: outcomes }: FixSession): readonly RunError[] {
  return outcomes.flatMap(({ target: place, crash }) =>
    crash === undefined ? [] : [{ ...crash, location: { file: place.file } }],
  );
}

/** All changes of a session together, by what each puts into which file. */
function changesTo(texts: ReadonlyMap<string, string>, read: FixSessionInput['read']): readonly FileChange[] {
  return [...texts].flatMap(([file, after]) => {
    const before = read(file)?.text;
    return before === undefined ? [] : [{ file, replacements: replacements(before, after) }];
  });
}

function changesOf(
  { fixes: outcomes, texts }: Pick<FixSession, 'fixes' | 'texts'>,
  { findings, run }: LintedTemplates,
): Pick<TemplateFixes, 'fixes' | 'files'> {
  // A later rule found the place where an earlier one had moved it.
  const paths = new Map(findings.map((finding) => [targetKey(finding, run), finding.location.path]));
  const fixes = outcomes.map((one) => registryFix(one, paths.get(one.target.key) ?? formatPath(one.target.path)));
  return { fixes, files: [...texts.keys()].sort() };
}

function registryFix({ rule, target: place, plan }: PlannedFix, path: string): RegistryFix {
  return {
    rule: rule.name,
    file: place.file,
    path,
    registry: shortName(place),
    registries: registryCount(place),
    fingerprints: place.findings.map(({ fingerprint }) => fingerprint),
    parameterFiles: place.parameterFiles,
    plan: plan.kind === 'edit' ? { ...plan, files: plan.files.map(({ file }) => file) } : plan,
  };
}
