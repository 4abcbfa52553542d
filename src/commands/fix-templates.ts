import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import { exitCode } from '../engine/exit-code.ts';
import type { Finding, FindingFix, Note, RunError } from '../engine/finding.ts';
import type { ActiveRule } from '../engine/judge.ts';
import { UsageError } from '../errors.ts';
import { safeLines } from '../safe-text.ts';
import { DEFAULT_MAX_SIZE, type Discovered } from '../sources/template/discover/discover.ts';
import { readTemplates, type TemplateRequest } from '../sources/template/source.ts';
import { writeSession } from './fix-apply.ts';
import { documentReader } from './fix-documents.ts';
import { fixesOf, withFixes } from './fix-findings.ts';
import type { FixFlags } from './fix-flags.ts';
import { failingPlaces } from './fix-places.ts';
import { printSession } from './fix-print.ts';
import { type Linted, planSession, type SessionInput } from './fix-session.ts';
import { fixSettings } from './fix-settings.ts';
import { explanations } from './fix-words.ts';
import { evaluate, find, unreadable } from './lint.ts';
import { locateAll } from './locate-findings.ts';
import { fileReports, type Streams, writeReports } from './output.ts';
import { selectRules } from './rule-selection.ts';
import { summarize } from './summary.ts';
import { templateSettings } from './template-settings.ts';

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
  const start = paths.find((path) => existsSync(resolve(cwd, path))) ?? '.';
  const selection = await selectRules(flags, start, cwd, 'lint');
  if (flags.printConfig) {
    streams.out(selection.print());
    return 0;
  }
  const request = requestOf(paths, flags, selection.config, cwd);
  const relint = relinter(request.templates, selection.active);
  const before = relint(new Map());
  const input: SessionInput = {
    before,
    places: failingPlaces(before.findings, before.run),
    settings: fixSettings(flags, selection.config),
    newParameters: !flags.write || flags.allowNewParameter,
    force: flags.force,
    read: documentReader(cwd),
    relint,
  };
  const planned = planSession(input);
  const { root } = request.templates;
  const done = flags.write ? writeSession(planned, input, root) : { ...planned, errors: [] };
  const state = flags.write && planned.texts.size > 0 ? relint(new Map()) : before;
  const isReported = flags.format !== 'console' || flags.report.length > 0;
  const fixes = flags.write || !isReported ? new Map<string, FindingFix>() : fixesOf(planned, input);
  const found = { ...state, findings: withFixes(state.findings, fixes), errors: [...state.errors, ...done.errors] };
  // What this run has written itself is as it was evaluated.
  const since = flags.write ? Number.POSITIVE_INFINITY : startedAt;
  const result = summarize(located(found, request.discovered, cwd, since), state.run, request.discovered, flags);
  if (flags.format === 'console') {
    printSession({ session: done, input, result: result.findings, errors: result.errors, flags, streams, cwd, root });
    if (flags.report.length > 0)
      await writeReports(result, selection.infos, flags, { ...streams, out: () => undefined }, cwd);
  } else {
    await writeReports(result, selection.infos, flags, streams, cwd);
    streams.err(safeLines(explanations(done.outcomes, result.findings, flags.write)));
  }
  return exitCode(result, flags);
}

interface Request {
  readonly discovered: Discovered;
  readonly templates: Omit<TemplateRequest, 'overlay'>;
}

function requestOf(paths: readonly string[], flags: FixFlags, config: Config, cwd: string): Request {
  const maxSize = flags.maxSize ?? DEFAULT_MAX_SIZE;
  const discovered = find(paths, flags, config, cwd, maxSize);
  const { templates, parameterFiles } = discovered;
  const where = templateSettings(flags, config, cwd, maxSize);
  return { discovered, templates: { ...where, explore: false, defaults: flags.defaults, templates, parameterFiles } };
}

/** Lints what is on disk, with some files as an edit would leave them. */
function relinter(request: Request['templates'], active: readonly ActiveRule[]): SessionInput['relint'] {
  return (overlay) => {
    const run = readTemplates({ ...request, overlay });
    const judged = evaluate(run, active);
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
