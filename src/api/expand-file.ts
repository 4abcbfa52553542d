import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { rules } from '../../rules/index.ts';
import { NO_SETTINGS } from '../config/config.ts';
import { configSet } from '../config/config-set.ts';
import { namedFile, type TemplateRequest, templateProblem } from '../sources/arm/arm-source.ts';
import { flagProblem, flagUse } from '../sources/arm/check-set-flags.ts';
import { expandTemplate } from '../sources/arm/expand/expand-template.ts';
import type { GivenParameter } from '../sources/arm/expand/given-parameter.ts';
import { property } from '../sources/arm/expand/json-access.ts';
import { type ExpandedJson, expandedJson } from '../sources/arm/expanded-json.ts';
import type { JsonValue } from '../sources/arm/json/json-value.ts';
import { locate } from '../sources/arm/json/locate-paths.ts';
import { fitsTemplate, namedParameterFiles, unusedFileProblem } from '../sources/arm/named-parameters.ts';
import {
  isProblem,
  type LocatedProblem,
  linkedTemplateReader,
  type ParsedFile,
  readJsonBytes,
  readJsonFile,
} from '../sources/arm/read-json-file.ts';
import { bicepProblem } from '../sources/discover/bicep-problem.ts';
import { DEFAULT_MAX_SIZE, discover, type FoundFile } from '../sources/discover/discover.ts';
import { schemaKind } from '../sources/discover/sniff-kind.ts';
import { containCrash } from '../util/crash.ts';
import { UsageError } from '../util/errors.ts';
import { nearest } from '../util/nearest.ts';
import { isBicepName } from '../util/paths.ts';
import { LimitError } from '../value/limit-error.ts';
import { templateSettings } from './lint/deployment-settings.ts';
import type { ExpandRequest, GivenTemplate } from './requests.ts';
import type { Expanded } from './results.ts';

/**
 * Makes the resources that a template would deploy.
 *
 * @throws UsageError when the request or a configuration is wrong.
 */
export async function expandFile(request: ExpandRequest): Promise<Expanded> {
  const { cwd, template } = request;
  const given = typeof template === 'string' ? undefined : template;
  const { file, absolute } = namedFile(cwd, typeof template === 'string' ? template : template.file);
  if (typeof template === 'string') checkFile(template, absolute, cwd);
  const result = isBicepName(absolute)
    ? { ...bicepProblem(file), location: { file } }
    : await read({ file, absolute, named: true }, given, request);
  return isProblem(result) ? { kind: 'problem', problem: result } : { kind: 'resources', expansion: result };
}

async function read(
  found: FoundFile,
  given: GivenTemplate | undefined,
  request: ExpandRequest,
): Promise<ExpandedJson | LocatedProblem> {
  const { cwd, maxSize = DEFAULT_MAX_SIZE } = request;
  const { file, absolute } = found;
  const configs = configSet({ none: false, cwd, knownRules: rules });
  await configs.load([dirname(absolute)]);
  const configOf = (of: string) => configs.forFolder(dirname(of)) ?? { root: cwd, extended: [], ...NO_SETTINGS };
  const settings = templateSettings(
    request,
    { configOf, rootOf: configs.rootOf, configs: configs.loaded },
    cwd,
    maxSize,
  );
  const json =
    given === undefined ? readJsonFile(file, absolute, maxSize) : readJsonBytes(file, await given.read(maxSize));
  if (isProblem(json)) return json;
  return containCrash<ExpandedJson | LocatedProblem>(
    () => expanded(found, json, settings),
    (crash) => ({ ...crash, location: { file } }),
  );
}

function expanded(
  found: FoundFile,
  { json, text }: ParsedFile,
  settings: ReturnType<typeof templateSettings>,
): ExpandedJson | LocatedProblem {
  const { file, absolute } = found;
  const problem = kindProblem(file, json);
  if (problem !== undefined) return problem;
  const { target, key = file, tokens } = settings.deploymentOf(absolute);
  const values = collectValues(settings, found, json);
  if (isProblem(values)) return values;
  const wrong = flagProblem(settings.flags, [flagUse(settings.flags, json, tokens)]);
  if (wrong !== undefined) throw new UsageError(wrong);
  const crashes: LocatedProblem[] = [];
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

/** Why a file is not one that can be expanded, though it is JSON. */
function kindProblem(file: string, json: JsonValue): LocatedProblem | undefined {
  const schema = property(json, '$schema');
  if (typeof schema === 'string' && schemaKind(schema) === 'parameters')
    throw new UsageError(`${file} is a parameter file: expand takes a template, and its values with --parameters`);
  return templateProblem(file, json);
}

/** The values of all parameter files, a later one over an earlier one, and of `--set` over all. */
function collectValues(
  settings: Omit<TemplateRequest, 'templates' | 'parameterFiles' | 'explore' | 'defaults'>,
  template: FoundFile,
  json: JsonValue,
): ReadonlyMap<string, GivenParameter> | LocatedProblem {
  const named = namedParameterFiles(settings, [template]);
  const values = new Map<string, GivenParameter>();
  for (const one of named) {
    if (one.problem !== undefined) return one.problem;
    if (fitsTemplate(one, template.file, json))
      for (const [name, supplied] of one.values ?? []) values.set(name, supplied);
  }
  const wrong = unusedFileProblem(named);
  if (wrong !== undefined) throw new UsageError(wrong);
  for (const [name, supplied] of settings.flags) values.set(name, supplied);
  return values;
}
