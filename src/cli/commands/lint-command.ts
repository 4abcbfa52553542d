import { dirname, relative, resolve, sep } from 'node:path';
import { type InputConfigs, templateSettings } from '../../api/lint/deployment-settings.ts';
import { type Evaluation, evaluate } from '../../api/lint/evaluate-templates.ts';
import { folderOf, type InputSelections, inputSelections } from '../../api/lint/input-selections.ts';
import { locateAll } from '../../api/lint/locate-findings.ts';
import { summarize } from '../../api/lint/template-result.ts';
import { exitCode } from '../../engine/exit-code.ts';
import type { RunError } from '../../engine/finding.ts';
import { readTemplates, type TemplateRequest, type TemplateRun } from '../../sources/arm/arm-source.ts';
import { readJsonBytes } from '../../sources/arm/read-json-file.ts';
import { DEFAULT_MAX_SIZE, type Discovered, discoverLazily } from '../../sources/discover/discover.ts';
import { pairParameterFiles } from '../../sources/discover/parameters.ts';
import type { LintFlags } from '../flags/flags.ts';
import { fileReports, readInput, type Streams, writeReports } from '../write-reports.ts';

/** Lints templates and prints what it finds. Returns the exit code. */
export async function lint(paths: readonly string[], flags: LintFlags, streams: Streams, cwd: string): Promise<number> {
  const startedAt = Date.now();
  fileReports(flags.report);
  const onDisk = paths.filter((path) => path !== '-');
  const isGiven = onDisk.length < paths.length;
  const named = isGiven ? [...onDisk, flags.stdinFilename] : onDisk;
  const inputs = await inputSelections(named, flags, cwd);
  if (flags.printConfig) {
    streams.out(inputs.of(inputOf(named, cwd)).print());
    return 0;
  }
  const maxSize = flags.maxSize ?? DEFAULT_MAX_SIZE;
  const discovered = isGiven && onDisk.length === 0 ? NOTHING : await find(onDisk, flags, inputs, cwd, maxSize);
  const input = isGiven ? await readInput(streams, maxSize) : undefined;
  const settings = templateSettings(flags, configsOf(inputs), cwd, maxSize);
  await loadPartners(discovered, settings, inputs);
  const run = readTemplates({
    ...settings,
    explore: flags.exploreParameters,
    defaults: flags.defaults,
    templates: discovered.templates,
    parameterFiles: discovered.parameterFiles,
    ...(input !== undefined && {
      given: { file: flags.stdinFilename, read: readJsonBytes(flags.stdinFilename, input) },
    }),
  });
  const files = filesOf(run, cwd);
  const infos = inputs.infos(files.length > 0 ? files : [inputOf(named, cwd)]);
  const judged = evaluate(run, evaluationOf(inputs, cwd));
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
  return exitCode(await writeReports(result, infos, flags, streams, cwd), flags);
}

const NOTHING: Discovered = {
  templates: [],
  parameterFiles: [],
  skipped: [],
  unreadable: [],
  hiddenTemplates: 0,
  hiddenBounded: false,
};

/** A file, there or not, in the folder whose configuration is printed: that of the first path, else of the run. */
export function inputOf(paths: readonly string[], cwd: string): string {
  return resolve(folderOf(paths[0] ?? '.', cwd), 'template.json');
}

/** Finds the templates and parameter files of the paths, as flags and configurations say. */
export async function find(
  paths: readonly string[],
  flags: Pick<LintFlags, 'ignore'>,
  inputs: InputSelections,
  cwd: string,
  maxSize: number,
): Promise<Discovered> {
  const discovered = await discoverLazily({ cwd, paths, gitignore: flags.ignore, maxSize }, inputs);
  await inputs.load(discovered.templates.map(({ absolute }) => dirname(absolute)));
  return discovered;
}

/** A parameter file that was named names its template too, which has a configuration of its own. */
export async function loadPartners(
  { templates, parameterFiles }: Discovered,
  { cwd, maxSize, configured }: Pick<TemplateRequest, 'cwd' | 'maxSize' | 'configured'>,
  inputs: InputSelections,
): Promise<void> {
  const seen = parameterFiles.filter(({ named }) => named);
  if (seen.length === 0) return;
  const paired = pairParameterFiles({ cwd, maxSize, templates, seen, ...(configured && { configured }) });
  await inputs.load(paired.templates.map(({ absolute }) => dirname(absolute)));
}

export function configsOf(inputs: InputSelections): InputConfigs {
  return { configOf: (file) => inputs.of(file).config, rootOf: inputs.rootOf, configs: inputs.configs };
}

/** Rules by the template's own configuration, and names of files that are the same from whatever folder. */
export function evaluationOf(inputs: InputSelections, cwd: string): Evaluation {
  return {
    activeOf: (file) => inputs.of(resolve(cwd, file)).active,
    nameOf: (file, template = file) =>
      relative(inputs.rootOf(resolve(cwd, template)), resolve(cwd, file))
        .split(sep)
        .join('/'),
  };
}

/** The absolute templates that were read. */
export function filesOf({ inventories }: TemplateRun, cwd: string): readonly string[] {
  return [...new Set(inventories.map(({ file }) => resolve(cwd, file)))];
}

/** The files that were found and could not be read, as errors of the run. */
export function unreadable({ unreadable: files }: Discovered): RunError[] {
  return files.map(({ file, ...problem }) => ({ ...problem, location: { file } }));
}
