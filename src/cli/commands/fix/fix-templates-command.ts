import { dirname, resolve } from 'node:path';
import { documentReader } from '../../../api/fix/documents.ts';
import { fixSettings } from '../../../api/fix/merge-settings.ts';
import { writeSession } from '../../../api/fix/write-session.ts';
import { templateSettings } from '../../../api/lint/deployment-settings.ts';
import { type Evaluation, evaluate } from '../../../api/lint/evaluate-templates.ts';
import { type InputSelections, inputSelections } from '../../../api/lint/input-selections.ts';
import { locateAll } from '../../../api/lint/locate-findings.ts';
import { summarize } from '../../../api/lint/template-result.ts';
import { exitCode } from '../../../engine/exit-code.ts';
import type { Finding, FindingFix, Note, RunError } from '../../../engine/finding.ts';
import { fixesOf, withFixes } from '../../../fixes/arm/finding-fixes.ts';
import { type Linted, planSession, type Session, type SessionInput } from '../../../fixes/arm/session.ts';
import { failingPlaces } from '../../../fixes/arm/targets.ts';
import { readTemplates, type TemplateRequest } from '../../../sources/arm/arm-source.ts';
import { DEFAULT_MAX_SIZE, type Discovered } from '../../../sources/discover/discover.ts';
import { UsageError } from '../../../util/errors.ts';
import { safeLines } from '../../../util/safe-text.ts';
import type { FixFlags } from '../../flags/fix-flags.ts';
import { fileReports, type Streams, writeReports } from '../../write-reports.ts';
import { configsOf, evaluationOf, filesOf, find, inputOf, loadPartners, unreadable } from '../lint-command.ts';
import { explanations } from './explanations.ts';
import { printSession } from './print-session.ts';

/** Prints the changes after which templates pass, or makes them. Returns the exit code. */
export async function fixTemplates(
  paths: readonly string[],
  flags: FixFlags,
  streams: Streams,
  cwd: string,
): Promise<number> {
  const startedAt = Date.now();
  fileReports(flags.report);
  if (paths.includes('-')) throw new UsageError('fix reads no standard input; name the file');
  const inputs = await inputSelections(paths, flags, cwd);
  if (flags.printConfig) {
    streams.out(inputs.of(inputOf(paths, cwd)).print());
    return 0;
  }
  const request = await requestOf(paths, flags, inputs, cwd);
  const relint = relinter(request.templates, evaluationOf(inputs, cwd));
  const before = relint(new Map());
  const files = filesOf(before.run, cwd);
  const infos = inputs.infos(files.length > 0 ? files : [inputOf(paths, cwd)]);
  const places = failingPlaces(before.findings, before.run);
  await inputs.load(places.map(({ file }) => dirname(resolve(cwd, file))));
  const { rootOf } = inputs;
  const input: SessionInput = {
    before,
    places,
    // That of the file which is changed: a linked template may belong to others than what links to it.
    settingsOf: (file) => fixSettings(flags, inputs.of(resolve(cwd, file)).config),
    newParameters: !flags.write || flags.allowNewParameter,
    force: flags.force,
    read: documentReader(cwd),
    relint,
  };
  const planned = planSession(input);
  const done = flags.write ? writeSession(planned, input, rootOf) : { ...planned, errors: [] };
  const state = flags.write && planned.texts.size > 0 ? relint(new Map()) : before;
  const isReported = flags.format !== 'console' || flags.report.length > 0;
  const fixes = flags.write || !isReported ? new Map<string, FindingFix>() : fixesOf(planned, input);
  const found = {
    ...state,
    findings: withFixes(state.findings, fixes),
    errors: [...state.errors, ...done.errors, ...crashesOf(planned)],
  };
  // What this run has written itself is as it was evaluated.
  const since = flags.write ? Number.POSITIVE_INFINITY : startedAt;
  const result = summarize(located(found, request.discovered, cwd, since), state.run, request.discovered, flags);
  if (flags.format === 'console') {
    printSession({ session: done, input, result: result.findings, errors: result.errors, flags, streams, cwd, rootOf });
    return exitCode(await writeReports(result, infos, flags, { ...streams, out: () => undefined }, cwd), flags);
  }
  const told = await writeReports(result, infos, flags, streams, cwd);
  streams.err(safeLines(explanations(done.outcomes, result.findings, flags.write)));
  return exitCode(told, flags);
}

/** Bugs that planning a fix came upon. */
function crashesOf({ outcomes }: Session): readonly RunError[] {
  return outcomes.flatMap(({ place, crash }) =>
    crash === undefined ? [] : [{ ...crash, location: { file: place.file } }],
  );
}

interface Request {
  readonly discovered: Discovered;
  readonly templates: Omit<TemplateRequest, 'overlay'>;
}

async function requestOf(
  paths: readonly string[],
  flags: FixFlags,
  inputs: InputSelections,
  cwd: string,
): Promise<Request> {
  const maxSize = flags.maxSize ?? DEFAULT_MAX_SIZE;
  const discovered = await find(paths, flags, inputs, cwd, maxSize);
  const { templates, parameterFiles } = discovered;
  const where = templateSettings(flags, configsOf(inputs), cwd, maxSize);
  await loadPartners(discovered, where, inputs);
  return { discovered, templates: { ...where, explore: false, defaults: flags.defaults, templates, parameterFiles } };
}

/** Lints what is on disk, with some files as an edit would leave them. */
function relinter(request: Request['templates'], evaluation: Evaluation): SessionInput['relint'] {
  return (overlay) => {
    const run = readTemplates({ ...request, overlay });
    const judged = evaluate(run, evaluation);
    return { run, ...judged, errors: [...judged.errors, ...run.errors], notes: [...judged.notes, ...run.notes] };
  };
}

function located(
  { findings, errors, notes, run }: Linted,
  discovered: Discovered,
  cwd: string,
  since: number,
): { findings: readonly Finding[]; errors: readonly RunError[]; notes: readonly Note[] } {
  return locateAll({ findings, errors: [...errors, ...unreadable(discovered)], notes }, cwd, since, run.texts);
}
