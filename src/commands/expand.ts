import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { rules } from '../../rules/index.ts';
import { loadConfig } from '../config/load-config.ts';
import { UsageError } from '../errors.ts';
import { LimitError } from '../model/limit-error.ts';
import { nearest } from '../nearest.ts';
import { DEFAULT_MAX_SIZE, discover } from '../sources/template/discover/discover.ts';
import { expandTemplate } from '../sources/template/expand/expand.ts';
import type { Supplied } from '../sources/template/expand/supplied.ts';
import { type ExpandedJson, expandedJson } from '../sources/template/expanded-json.ts';
import { parameterValues } from '../sources/template/parameter-file.ts';
import { isProblem, linkedTemplateReader, type ReadProblem, readJsonFile } from '../sources/template/read.ts';
import { namedFile, type TemplateRequest } from '../sources/template/source.ts';
import { decodeText } from '../sources/template/text/decode.ts';
import { locate } from '../sources/template/text/locate.ts';
import type { TemplateFlags } from './flags.ts';
import type { Streams } from './output.ts';
import { templateSettings } from './template-settings.ts';

export interface ExpandFlags extends TemplateFlags {
  readonly format: 'console' | 'json';
}

const UNREADABLE = 3;

/** Prints the resources a template would deploy. With several parameter files the values of a later one win. */
export async function expand(template: string, flags: ExpandFlags, streams: Streams, cwd: string): Promise<number> {
  const { file, absolute } = namedFile(cwd, template);
  if (!existsSync(absolute)) throw missing(template, absolute, cwd);
  const config = await loadConfig({ none: false, start: template, cwd, knownRules: rules });
  const settings = templateSettings(flags, config, cwd, DEFAULT_MAX_SIZE);
  const read = readJsonFile(file, absolute, DEFAULT_MAX_SIZE);
  if (isProblem(read)) return refuse(read, streams);
  const values = collectValues(settings);
  if (isProblem(values)) return refuse(values as ReadProblem, streams);
  const { target, key = file } = settings.deploymentOf(absolute);
  const readLinked = linkedTemplateReader(cwd, settings.root, DEFAULT_MAX_SIZE);
  try {
    const expansion = expandTemplate({
      file,
      template: read.json,
      values: values as ReadonlyMap<string, Supplied>,
      target,
      deploymentKey: key,
      readLinked,
    });
    const { text } = decodeText(readFileSync(absolute));
    const places = locate(
      text,
      expansion.resources.map(({ origin }) => (origin.file === file ? (origin.path ?? []) : [])),
    );
    const result = expandedJson(
      expansion,
      expansion.resources.map(({ origin }, i) => (origin.file === file ? places[i] : undefined)),
    );
    streams.out(flags.format === 'json' ? `${JSON.stringify(result, null, 1)}\n` : listing(result));
    return result.errors.length > 0 ? UNREADABLE : 0;
  } catch (error) {
    if (!(error instanceof LimitError)) throw error;
    return refuse({ code: error.code, message: error.message, location: { file } }, streams);
  }
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

function refuse({ code, message, location }: ReadProblem, streams: Streams): number {
  const place = [location.file, location.line, location.column].filter((part) => part !== undefined).join(':');
  streams.err(`acraudit: ${place}: ${message} (${code})\n`);
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
