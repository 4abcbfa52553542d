import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { rules } from '../../../rules/index.ts';
import { templateSettings } from '../../api/lint/deployment-settings.ts';
import { configSet } from '../../config/config-set.ts';
import { toJson } from '../../reports/text.ts';
import { namedFile, type TemplateRequest, templateProblem } from '../../sources/arm/arm-source.ts';
import { expandTemplate } from '../../sources/arm/expand/expand.ts';
import { at } from '../../sources/arm/expand/sections.ts';
import type { Supplied } from '../../sources/arm/expand/supplied.ts';
import { type ExpandedJson, expandedJson } from '../../sources/arm/expanded-json.ts';
import { flagProblem, flagUse } from '../../sources/arm/given-values.ts';
import type { JsonValue } from '../../sources/arm/json/json-value.ts';
import { locate } from '../../sources/arm/json/locate.ts';
import { fits, namedParameterFiles, unfitting } from '../../sources/arm/named-parameters.ts';
import {
  isProblem,
  linkedTemplateReader,
  type ReadFile,
  type ReadProblem,
  readJsonBytes,
  readJsonFile,
} from '../../sources/arm/read-json-file.ts';
import { bicepProblem } from '../../sources/discover/bicep.ts';
import { DEFAULT_MAX_SIZE, discover, type FoundFile } from '../../sources/discover/discover.ts';
import { schemaKind } from '../../sources/discover/sniff.ts';
import { contain } from '../../util/crash.ts';
import { UsageError } from '../../util/errors.ts';
import { nearest } from '../../util/nearest.ts';
import { isBicepName } from '../../util/path-text.ts';
import { type SafeText, safeLine, safeLines } from '../../util/safe-text.ts';
import { LimitError } from '../../value/limit-error.ts';
import type { TemplateFlags } from '../flags/flags.ts';
import { readInput, type Streams } from '../write-reports.ts';

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
  if (isBicepName(absolute)) return refuse({ ...bicepProblem(file), location: { file } }, flags, streams);
  const configs = configSet({ none: false, cwd, knownRules: rules });
  await configs.load([dirname(absolute)]);
  const maxSize = flags.maxSize ?? DEFAULT_MAX_SIZE;
  const configOf = (of: string) => configs.of(dirname(of)) ?? { root: cwd, rules: new Map(), deployments: [] };
  const settings = templateSettings(flags, { configOf, rootOf: configs.rootOf, configs: configs.all }, cwd, maxSize);
  const read = isGiven ? readJsonBytes(file, await readInput(streams, maxSize)) : readJsonFile(file, absolute, maxSize);
  if (isProblem(read)) return refuse(read, flags, streams);
  const found: FoundFile = { file, absolute, named: true };
  const result = contain<ExpandedJson | ReadProblem>(
    () => expanded(found, read, settings),
    (crash) => ({ ...crash, location: { file } }),
  );
  if (isProblem(result)) return refuse(result, flags, streams);
  streams.out(flags.format === 'json' ? toJson(result, 1) : listing(result));
  return result.errors.length > 0 ? UNREADABLE : 0;
}

function expanded(
  found: FoundFile,
  { json, text }: ReadFile,
  settings: ReturnType<typeof templateSettings>,
): ExpandedJson | ReadProblem {
  const { file, absolute } = found;
  const problem = kindProblem(file, json);
  if (problem !== undefined) return problem;
  const { target, key = file, tokens } = settings.deploymentOf(absolute);
  const values = collectValues(settings, found, json);
  if (isProblem(values)) return values;
  const wrong = flagProblem(settings.flags, [flagUse(settings.flags, json, tokens)]);
  if (wrong !== undefined) throw new UsageError(wrong);
  const crashes: ReadProblem[] = [];
  const readLinked = linkedTemplateReader(settings, (problem) => crashes.push(problem));
  try {
    const expansion = expandTemplate({ file, template: json, values, tokens, target, deploymentKey: key, readLinked });
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
  streams.err(safeLine(`acraudit: ${place}: ${message} (${code})`));
  if (debug && stack !== undefined) streams.err(safeLines(stack.split('\n')));
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

function listing({ resources, errors }: ExpandedJson): SafeText {
  const lines = resources.flatMap((resource) => {
    const { type, name, condition, existing, origin } = resource as Record<string, unknown>;
    const state = existing === true ? '  existing' : condition === true ? '' : `  condition: ${text(condition)}`;
    const { file, line, column, path } = origin as Record<string, unknown>;
    const place = [file, line, column].filter((part) => part !== undefined).join(':');
    return [`${String(type)}  ${text(name)}${state}`, `  ${place}  ${String(path)}`];
  });
  const problems = errors.map(({ code, message, location }) => `error: ${location.path}: ${message} (${code})`);
  return safeLines([...lines, `${resources.length} resource${resources.length === 1 ? '' : 's'}`, ...problems]);
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  const unknown = typeof value === 'object' && value !== null ? (value as { $unknown?: string }).$unknown : undefined;
  return unknown === undefined ? JSON.stringify(value) : `[${unknown}]`;
}
