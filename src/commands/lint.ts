import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import { exitCode } from '../engine/exit-code.ts';
import type { Finding, Note, RunError } from '../engine/finding.ts';
import { type ActiveRule, judge } from '../engine/judge.ts';
import { indexSettings, settingsElsewhere } from '../model/join.ts';
import { formatPath } from '../model/location.ts';
import { DEFAULT_MAX_SIZE, type Discovered, discover } from '../sources/template/discover/discover.ts';
import { readJsonText } from '../sources/template/read.ts';
import { readTemplates, type TemplateRun } from '../sources/template/source.ts';
import type { LintFlags } from './flags.ts';
import { locateAll } from './locate-findings.ts';
import { fileReports, type Streams, writeReports } from './output.ts';
import { selectRules } from './rule-selection.ts';
import { summarize } from './summary.ts';
import { templateSettings } from './template-settings.ts';

/** Lints templates and prints what it finds. Returns the exit code. */
export async function lint(paths: readonly string[], flags: LintFlags, streams: Streams, cwd: string): Promise<number> {
  const startedAt = Date.now();
  fileReports(flags.report);
  const start = paths.find((path) => path !== '-' && existsSync(resolve(cwd, path))) ?? '.';
  const selection = await selectRules(flags, start, cwd, 'lint');
  if (flags.printConfig) {
    streams.out(selection.print());
    return 0;
  }
  const { config } = selection;
  const onDisk = paths.filter((path) => path !== '-');
  const fromInput = onDisk.length < paths.length;
  const maxSize = flags.maxSize ?? DEFAULT_MAX_SIZE;
  const discovered = fromInput && onDisk.length === 0 ? NOTHING : find(onDisk, flags, config, cwd, maxSize);
  const input = fromInput ? readFileSync(0) : undefined;
  const run = readTemplates({
    ...templateSettings(flags, config, cwd, maxSize),
    explore: flags.exploreParameters,
    defaults: flags.defaults,
    templates: discovered.templates,
    parameterFiles: discovered.parameterFiles,
    ...(input !== undefined && {
      given: { file: flags.stdinFilename, read: readJsonText(flags.stdinFilename, input) },
    }),
  });
  const judged = evaluate(run, selection.active);
  const located = locateAll(
    {
      ...judged,
      errors: [...judged.errors, ...run.errors, ...unreadable(discovered)],
      notes: [...judged.notes, ...run.notes],
    },
    cwd,
    startedAt,
    run.texts,
  );
  const result = summarize(located, run, discovered, flags);
  await writeReports(result, selection.infos, flags, streams, cwd);
  return exitCode(result, flags);
}

const NOTHING: Discovered = {
  templates: [],
  parameterFiles: [],
  skipped: [],
  unreadable: [],
  hiddenTemplates: 0,
  hiddenBounded: false,
};

/** Finds the templates and parameter files of the paths, as flags and configuration say. */
export function find(
  paths: readonly string[],
  flags: LintFlags,
  config: Config,
  cwd: string,
  maxSize: number,
): Discovered {
  const { include, exclude, root } = config;
  return discover({
    cwd,
    paths,
    gitignore: flags.ignore,
    maxSize,
    configRoot: root,
    ...(include !== undefined && { include }),
    ...(exclude !== undefined && { exclude }),
  });
}

/** Judges every registry of a run with every rule; places are without lines. */
export function evaluate(
  run: TemplateRun,
  active: readonly ActiveRule[],
): { findings: Finding[]; errors: RunError[]; notes: Note[] } {
  const counted = run.inventories.filter((inventory) => inventory.counted);
  const index = indexSettings(counted);
  const judged = run.inventories.map((inventory) => judge(inventory, index, active));
  const notes = settingsElsewhere(run.inventories, index).map(({ setting, from }): Note => {
    const message = `diagnostic setting ${setting.label} is for a registry that is in none of the templates`;
    return {
      message,
      location: { file: setting.origin.file ?? from.file ?? '', path: formatPath(setting.origin.path ?? []) },
    };
  });
  return {
    findings: judged.flatMap(({ findings }) => findings),
    errors: judged.flatMap(({ errors }) => errors),
    notes,
  };
}

/** The files that were found and could not be read, as errors of the run. */
export function unreadable({ unreadable: files }: Discovered): RunError[] {
  return files.map(({ file, code, message }) => ({ code, message, location: { file } }));
}
