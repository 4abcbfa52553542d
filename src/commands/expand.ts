import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { rules } from '../../rules/index.ts';
import { configSet } from '../config/config-set.ts';
import { contain } from '../crash.ts';
import { UsageError } from '../errors.ts';
import { escapeInvisible } from '../invisible.ts';
import { nearest } from '../nearest.ts';
import { DEFAULT_MAX_SIZE, discover } from '../sources/template/discover/discover.ts';
import { expandTemplate } from '../sources/template/expand/expand.ts';
import type { Supplied } from '../sources/template/expand/supplied.ts';
import { type ExpandedJson, expandedJson } from '../sources/template/expanded-json.ts';
import { LimitError } from '../sources/template/expression/frame.ts';
import { parameterValues } from '../sources/template/parameter-file.ts';
import {
  isProblem,
  linkedTemplateReader,
  type ReadFile,
  type ReadProblem,
  readJsonBytes,
  readJsonFile,
} from '../sources/template/read.ts';
import { namedFile, type TemplateRequest, templateProblem } from '../sources/template/source.ts';
import { locate } from '../sources/template/text/locate.ts';
import type { TemplateFlags } from './flags.ts';
import { readInput, type Streams } from './output.ts';
import { templateSettings } from './template-settings.ts';

export interface ExpandFlags extends TemplateFlags {
  readonly format: 'console' | 'json';
  readonly stdinFilename: string;
  readonly maxSize?: number;
  readonly debug: boolean;
}

const UNREADABLE = 3;

/** Prints the resources a template would deploy. With several parameter files the values of a later one win. */
export async function expand(template: string, flags: ExpandFlags, streams: Streams, cwd: string): Promise<number> {
  const isGiven = template === '-';
  const { file, absolute } = namedFile(cwd, isGiven ? flags.stdinFilename : template);
  if (!isGiven) checkFile(template, absolute, cwd);
  const configs = configSet({ none: false, cwd, knownRules: rules });
  await configs.load([dirname(absolute)]);
  const maxSize = flags.maxSize ?? DEFAULT_MAX_SIZE;
  const configOf = (of: string) => configs.of(dirname(of)) ?? { root: cwd, rules: new Map(), deployments: [] };
  const settings = templateSettings(flags, { configOf, rootOf: configs.rootOf }, cwd, maxSize);
  const read = isGiven ? readJsonBytes(file, await readInput(streams, maxSize)) : readJsonFile(file, absolute, maxSize);
  const problem = isProblem(read) ? read : templateProblem(file, read.json);
  if (isProblem(read) || problem !== undefined) return refuse(problem as ReadProblem, flags, streams);
  const values = collectValues(settings);
  if (isProblem(values)) return refuse(values as ReadProblem, flags, streams);
  const result = contain<ExpandedJson | ReadProblem>(
    () => expanded({ file, absolute }, read, values as ReadonlyMap<string, Supplied>, settings),
    (crash) => ({ ...crash, location: { file } }),
  );
  if (isProblem(result)) return refuse(result, flags, streams);
  streams.out(flags.format === 'json' ? `${JSON.stringify(result, null, 1)}\n` : listing(result));
  return result.errors.length > 0 ? UNREADABLE : 0;
}

function expanded(
  { file, absolute }: { readonly file: string; readonly absolute: string },
  { json, text }: ReadFile,
  values: ReadonlyMap<string, Supplied>,
  settings: ReturnType<typeof templateSettings>,
): ExpandedJson | ReadProblem {
  const crashes: ReadProblem[] = [];
  const { target, key = file } = settings.deploymentOf(absolute);
  const readLinked = linkedTemplateReader(settings, (problem) => crashes.push(problem));
  try {
    const expansion = expandTemplate({ file, template: json, values, target, deploymentKey: key, readLinked });
    const places = locate(
      text,
      expansion.resources.map(({ origin }) => (origin.file === file ? (origin.path ?? []) : [])),
    );
    const result = expandedJson(
      expansion,
      expansion.resources.map(({ origin }, i) => (origin.file === file ? places[i] : undefined)),
    );
    return crashes[0] ?? result;
  } catch (error) {
    if (!(error instanceof LimitError)) throw error;
    return { code: error.code, message: error.message, location: { file } };
  }
}

function checkFile(template: string, absolute: string, cwd: string): void {
  const found = statSync(absolute, { throwIfNoEntry: false });
  if (found === undefined) throw missing(template, absolute, cwd);
  if (found.isDirectory()) throw new UsageError(`${template} is a folder; expand takes one template`);
}

function missing(template: string, absolute: string, cwd: string): UsageError {
  const folder = dirname(absolute);
  const siblings = existsSync(folder)
    ? discover({ cwd, paths: [folder], gitignore: false, maxSize: DEFAULT_MAX_SIZE }).templates
    : [];
  const close = nearest(
    template,
    siblings.map(({ file }) => file),
  );
  return new UsageError(`${template} does not exist${close === undefined ? '' : `; did you mean ${close}?`}`);
}

function refuse({ code, message, location, stack }: ReadProblem, { debug }: ExpandFlags, streams: Streams): number {
  const place = [location.file, location.line, location.column].filter((part) => part !== undefined).join(':');
  streams.err(`${escapeInvisible(`acraudit: ${place}: ${message} (${code})`)}\n`);
  if (debug && stack !== undefined) streams.err(`${stack.split('\n').map(escapeInvisible).join('\n')}\n`);
  return UNREADABLE;
}

function collectValues({
  cwd,
  named,
  flags,
  maxSize,
}: Omit<TemplateRequest, 'templates' | 'parameterFiles' | 'explore' | 'defaults'>):
  | ReadonlyMap<string, Supplied>
  | ReadProblem {
  const values = new Map<string, Supplied>();
  for (const { file } of named) {
    const read = readJsonFile(file, resolve(cwd, file), maxSize);
    if (isProblem(read)) return read;
    const found = parameterValues(read.json, file);
    if (found === undefined)
      return { code: 'not-parameters', message: 'the file holds no parameters', location: { file } };
    for (const [name, supplied] of found) values.set(name, supplied);
  }
  for (const [name, supplied] of flags) values.set(name, supplied);
  return values;
}

function listing({ resources, errors }: ExpandedJson): string {
  const lines = resources.map((resource) => {
    const { type, name, condition, existing, origin } = resource as Record<string, unknown>;
    const state = existing === true ? '  existing' : condition === true ? '' : `  condition: ${text(condition)}`;
    const { file, line, column, path } = origin as Record<string, unknown>;
    const place = [file, line, column].filter((part) => part !== undefined).join(':');
    return `${String(type)}  ${text(name)}${state}\n  ${place}  ${String(path)}\n`;
  });
  const problems = errors.map(({ code, message, location }) => `error: ${location.path}: ${message} (${code})\n`);
  return [...lines, `${resources.length} resource${resources.length === 1 ? '' : 's'}\n`, ...problems].join('');
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  const unknown = typeof value === 'object' && value !== null ? (value as { $unknown?: string }).$unknown : undefined;
  return unknown === undefined ? JSON.stringify(value) : `[${unknown}]`;
}
