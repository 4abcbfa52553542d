import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { rules } from '../../rules/index.ts';
import { loadConfig } from '../config/load-config.ts';
import { UsageError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { bicepProblem } from '../sources/template/discover/bicep.ts';
import { DEFAULT_MAX_SIZE, discover, type FoundFile } from '../sources/template/discover/discover.ts';
import { isBicepName } from '../sources/template/discover/path-text.ts';
import { schemaKind } from '../sources/template/discover/sniff.ts';
import { expandTemplate } from '../sources/template/expand/expand.ts';
import { at } from '../sources/template/expand/sections.ts';
import type { Supplied } from '../sources/template/expand/supplied.ts';
import { type ExpandedJson, expandedJson } from '../sources/template/expanded-json.ts';
import { LimitError } from '../sources/template/expression/frame.ts';
import { flagProblem, flagUse } from '../sources/template/given-values.ts';
import { fits, namedParameterFiles, unfitting } from '../sources/template/named-parameters.ts';
import { isProblem, linkedTemplateReader, type ReadProblem, readJsonFile } from '../sources/template/read.ts';
import { namedFile, type TemplateRequest, templateProblem } from '../sources/template/source.ts';
import { decodeText } from '../sources/template/text/decode.ts';
import type { JsonValue } from '../sources/template/text/json-value.ts';
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
  if (statSync(absolute).isDirectory()) throw new UsageError(`${template} is a folder: expand takes one template`);
  if (isBicepName(absolute)) return refuse({ ...bicepProblem(file), location: { file } }, streams);
  const config = await loadConfig({ none: false, start: template, cwd, knownRules: rules });
  const settings = templateSettings(flags, config, cwd, DEFAULT_MAX_SIZE);
  const read = readJsonFile(file, absolute, DEFAULT_MAX_SIZE);
  if (isProblem(read)) return refuse(read, streams);
  const problem = kindProblem(file, read.json);
  if (problem !== undefined) return refuse(problem, streams);
  const values = collectValues(settings, { file, absolute, named: true }, read.json);
  if (isProblem(values)) return refuse(values, streams);
  const { target, key = file, tokens } = settings.deploymentOf(absolute);
  const wrong = flagProblem(settings.flags, [flagUse(settings.flags, read.json, tokens)]);
  if (wrong !== undefined) throw new UsageError(wrong);
  const readLinked = linkedTemplateReader(cwd, settings.root, DEFAULT_MAX_SIZE);
  try {
    const expansion = expandTemplate({
      file,
      template: read.json,
      values,
      tokens,
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

/** Why a file is not one that can be expanded, though it is JSON. */
function kindProblem(file: string, json: JsonValue): ReadProblem | undefined {
  const schema = at(json, '$schema');
  if (typeof schema === 'string' && schemaKind(schema) === 'parameters')
    throw new UsageError(`${file} is a parameter file: expand takes a template, and its values with --parameters`);
  return templateProblem(file, json);
}

/** The values of all parameter files, a later one over an earlier one, and of `--set` over all. */
function collectValues(
  settings: Omit<TemplateRequest, 'templates' | 'parameterFiles' | 'explore' | 'defaults'>,
  template: FoundFile,
  json: JsonValue,
): ReadonlyMap<string, Supplied> | ReadProblem {
  const named = namedParameterFiles(settings, [template]);
  const values = new Map<string, Supplied>();
  for (const one of named) {
    if (one.problem !== undefined) return one.problem;
    if (fits(one, template.file, json)) for (const [name, supplied] of one.values ?? []) values.set(name, supplied);
  }
  const wrong = unfitting(named);
  if (wrong !== undefined) throw new UsageError(wrong);
  for (const [name, supplied] of settings.flags) values.set(name, supplied);
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
