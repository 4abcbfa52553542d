import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import type { Config } from '../config/config.ts';
import { findRepositoryRoot } from '../config/find-config-file.ts';
import { countRegistries } from '../engine/counts.ts';
import { exitCode } from '../engine/exit-code.ts';
import type { Finding, Note, RunError, RunResult } from '../engine/finding.ts';
import { type ActiveRule, judge } from '../engine/judge.ts';
import { UsageError } from '../errors.ts';
import { indexSettings, settingsElsewhere } from '../model/join.ts';
import { formatPath } from '../model/location.ts';
import { expressionText } from '../model/value.ts';
import { nearest } from '../nearest.ts';
import { DEFAULT_MAX_SIZE, type Discovered, discover, type FoundFile } from '../sources/template/discover/discover.ts';
import { flagValues } from '../sources/template/parameter-file.ts';
import { readJsonText } from '../sources/template/read.ts';
import {
  type DeploymentOf,
  namedFile,
  readTemplates,
  type TemplateRequest,
  type TemplateRun,
} from '../sources/template/source.ts';
import { version } from '../version.ts';
import type { LintFlags, TemplateFlags } from './flags.ts';
import { locateAll } from './locate-findings.ts';
import { fileReports, type Streams, writeReports } from './output.ts';
import { selectRules } from './rule-selection.ts';

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
  writeReports(result, selection.infos, flags, streams, cwd);
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

function find(paths: readonly string[], flags: LintFlags, config: Config, cwd: string, maxSize: number): Discovered {
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

/** What flags and configuration say of how templates are deployed; the same for `lint` and `expand`. */
export function templateSettings(
  flags: TemplateFlags,
  config: Config,
  cwd: string,
  maxSize: number,
): Omit<TemplateRequest, 'templates' | 'parameterFiles' | 'explore' | 'defaults'> {
  const values = flagValues(flags.set);
  if ('wrong' in values) throw new UsageError(`--set '${String(values.wrong)}': expected NAME=VALUE`);
  return {
    cwd,
    root: findRepositoryRoot(cwd) ?? cwd,
    maxSize,
    named: flags.parameters.map((path) => existingFile(cwd, path)),
    flags: values,
    deploymentOf: deployments(flags, config),
  };
}

function existingFile(cwd: string, path: string): FoundFile {
  const found = namedFile(cwd, path);
  if (existsSync(found.absolute)) return found;
  const folder = dirname(found.absolute);
  const siblings = existsSync(folder)
    ? discover({ cwd, paths: [folder], gitignore: false, maxSize: DEFAULT_MAX_SIZE }).parameterFiles
    : [];
  const close = nearest(
    found.file,
    siblings.map(({ file }) => file),
  );
  throw new UsageError(`parameter file ${path} does not exist${close === undefined ? '' : `; did you mean ${close}?`}`);
}

/** The configuration says of files where they are deployed to, and which are deployed together; flags win. */
function deployments(flags: TemplateFlags, { deployments: groups, root }: Config): (absolute: string) => DeploymentOf {
  const matchers = groups.map((group, i) => ({ group, key: `deployment ${i}`, matches: picomatch([...group.files]) }));
  const { subscription, resourceGroup, location } = flags;
  const given = {
    ...(subscription !== undefined && { subscription }),
    ...(resourceGroup !== undefined && { resourceGroup }),
    ...(location !== undefined && { location }),
  };
  return (absolute) => {
    const path = relative(root, absolute).split(sep).join('/');
    const found = isAbsolute(path) ? undefined : matchers.find(({ matches }) => matches(path));
    if (found === undefined) return { target: given };
    const { files: _, ...target } = found.group;
    return { target: { ...target, ...given }, key: found.key };
  };
}

function evaluate(
  run: TemplateRun,
  active: readonly ActiveRule[],
): { findings: Finding[]; errors: RunError[]; notes: Note[] } {
  const counted = run.inventories.filter((inventory) => inventory.counted);
  const index = indexSettings(counted);
  const judged = run.inventories.map((inventory) => judge(inventory, index, active));
  const notes = settingsElsewhere(run.inventories, index).map(({ setting, from }): Note => {
    const name = typeof setting.name === 'string' ? `'${setting.name}'` : expressionText(setting.name);
    const message = `diagnostic setting ${name} is for a registry that is in none of the templates`;
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

function unreadable({ unreadable: files }: Discovered): RunError[] {
  return files.map(({ file, code, message }) => ({ code, message, location: { file } }));
}

function summarize(
  { findings, errors, notes }: { findings: readonly Finding[]; errors: readonly RunError[]; notes: readonly Note[] },
  run: TemplateRun,
  discovered: Discovered,
  { allowEmpty }: LintFlags,
): RunResult {
  const isEmpty = run.read === 0 && errors.length === 0;
  const empty: RunError[] = isEmpty && !allowEmpty ? [{ code: 'no-template', message: emptyMessage(discovered) }] : [];
  const ignored = discovered.hiddenTemplates;
  const hidden: Note[] =
    ignored === 0
      ? []
      : [
          {
            message: `${discovered.hiddenBounded ? 'at least ' : ''}${ignored} template${ignored === 1 ? '' : 's'} skipped by .gitignore`,
          },
        ];
  const used = new Set(run.inventories.map(({ parameters }) => parameters));
  const named = discovered.skipped.filter((file) => file.named && file.reason === 'not-a-template');
  return {
    tool: { name: 'acraudit', version },
    findings: [...findings].sort(byPlace),
    errors: [...errors, ...empty].sort((a, b) => compare(placeOf(a), placeOf(b))),
    notes: [
      ...notes,
      ...hidden,
      ...named.map(({ file }) => ({ message: 'is no template and was skipped', location: { file } })),
    ].sort((a, b) => compare(placeOf(a), placeOf(b))),
    registries: countRegistries(findings),
    inputs: {
      read: run.read,
      unreadable: new Set(errors.map(({ location }) => location?.file)).size,
      skipped: discovered.skipped.filter(({ reason, file }) => reason !== 'parameter-file' || !used.has(file)).length,
    },
  };
}

function emptyMessage({ skipped }: Discovered): string {
  const count = (reason: string): number => skipped.filter((file) => file.reason === reason).length;
  const hidden = [
    ...(count('gitignore') > 0 ? [`${count('gitignore')} by .gitignore (--no-ignore reads them)`] : []),
    ...(count('exclude') > 0 ? [`${count('exclude')} by exclude`] : []),
    ...(count('include') > 0 ? [`${count('include')} by include`] : []),
  ];
  if (hidden.length > 0) return `every template is ignored: ${hidden.join(', ')}`;
  return skipped.length > 0
    ? `no ARM template among ${skipped.length} JSON file${skipped.length === 1 ? '' : 's'}; --allow-empty accepts that`
    : 'no ARM template found; --allow-empty accepts that';
}

function placeOf({ location, message }: Note): string {
  return `${location?.file ?? ''}\n${String(location?.line ?? 0).padStart(9, '0')}\n${message}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** By file, line, rule; then by everything else that can differ, so that two runs give the same bytes. */
function byPlace(a: Finding, b: Finding): number {
  const { location: x } = a;
  const { location: y } = b;
  return (
    compare(x.file, y.file) ||
    (x.line ?? 0) - (y.line ?? 0) ||
    (x.column ?? 0) - (y.column ?? 0) ||
    compare(a.rule, b.rule) ||
    compare(a.target.parameters ?? '', b.target.parameters ?? '') ||
    compare(a.target.id, b.target.id) ||
    compare(a.fingerprint, b.fingerprint)
  );
}
