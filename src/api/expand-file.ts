import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { rules } from '../../rules/index.ts';
import { NO_SETTINGS } from '../config/config.ts';
import { configSet } from '../config/config-set.ts';
import { namedFile } from '../sources/arm/arm-source.ts';
import type { BicepTemplate, ParameterFileValues } from '../sources/arm/bicep-reader.ts';
import { flagProblem, flagUse } from '../sources/arm/check-set-flags.ts';
import { type Expansion, expandTemplate } from '../sources/arm/expand/expand-template.ts';
import type { GivenParameter } from '../sources/arm/expand/given-parameter.ts';
import { property } from '../sources/arm/expand/json-access.ts';
import { type ExpandedJson, expandedJson } from '../sources/arm/expanded-json.ts';
import type { JsonValue } from '../sources/arm/json/json-value.ts';
import { locate } from '../sources/arm/json/locate-paths.ts';
import {
  fitsTemplate,
  namedParameterFiles,
  problemsOfFile,
  unusedFileProblem,
} from '../sources/arm/named-parameters.ts';
import {
  isProblem,
  type LocatedProblem,
  linkedTemplateReader,
  type ParsedFile,
} from '../sources/arm/read-json-file.ts';
import { problemsIn, type ReadOptions, readTemplate } from '../sources/arm/read-template.ts';
import { templateProblem } from '../sources/arm/template-problem.ts';
import { DEFAULT_MAX_SIZE, type FoundFile } from '../sources/discover/discover.ts';
import { bicepParameterFacts } from '../sources/discover/parameter-file-facts.ts';
import { schemaKind } from '../sources/discover/sniff-kind.ts';
import { readBounded } from '../util/bounded-read.ts';
import { containCrash } from '../util/crash.ts';
import { UsageError } from '../util/errors.ts';
import type { Location, Range } from '../util/location.ts';
import { isBicepParamName, relativePath } from '../util/paths.ts';
import { LimitError } from '../value/limit-error.ts';
import { checkTemplateFile } from './check-template-file.ts';
import { templateSettings } from './lint/deployment-settings.ts';
import { loadBicep } from './lint/load-bicep.ts';
import type { ExpandRequest, GivenTemplate } from './requests.ts';
import type { Expanded } from './results.ts';

/**
 * Makes the resources that a template would deploy.
 *
 * @throws UsageError when the request or a configuration is wrong.
 */
export async function expandFile(asked: ExpandRequest): Promise<Expanded> {
  const request = withTemplateOf(asked);
  const { cwd, template } = request;
  const given = typeof template === 'string' ? undefined : template;
  const { file, absolute } = namedFile(cwd, typeof template === 'string' ? template : template.file);
  if (typeof template === 'string') checkTemplateFile(template, { cwd, command: 'expand' });
  const result = await read({ file, absolute, named: true }, given, request);
  return isProblem(result) ? { kind: 'problem', problem: result } : { kind: 'resources', expansion: result };
}

/** A parameter file of Bicep stands for the template that it names, with its values before those of `parameters`. */
function withTemplateOf(request: ExpandRequest): ExpandRequest {
  const { template: file, cwd, parameters = [], maxSize = DEFAULT_MAX_SIZE } = request;
  if (typeof file !== 'string' || !isBicepParamName(file)) return request;
  const { absolute } = namedFile(cwd, file);
  checkTemplateFile(file, { cwd, command: 'expand' });
  const bytes = readBounded(absolute, maxSize);
  const { template: using } = 'problem' in bytes ? {} : bicepParameterFacts(bytes.bytes);
  const named = using === undefined ? undefined : resolve(dirname(absolute), using);
  if (named === undefined || !existsSync(named))
    throw new UsageError(
      `${file} names no template that is here: expand takes a template, and values with --parameters`,
    );
  return { ...request, template: relativePath(cwd, named), parameters: [file, ...parameters] };
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
  const content = await given?.read(maxSize);
  if (content !== undefined && 'problem' in content) return { ...content.problem, location: { file } };
  const overlay = content && new Map([[absolute, content.bytes]]);
  const createBicep = await loadBicep([found, ...settings.named], request);
  const reading = { maxSize, overlay, bicep: createBicep?.({ ...settings, overlay }) };
  const template = readTemplate(found, reading);
  if (isProblem(template)) return template;
  return containCrash<ExpandedJson | LocatedProblem>(
    () => expanded(found, template, settings, reading),
    (crash) => ({ ...crash, location: { file } }),
  );
}

function expanded(
  found: FoundFile,
  read: ParsedFile | BicepTemplate,
  settings: ReturnType<typeof templateSettings>,
  reading: ReadOptions,
): ExpandedJson | LocatedProblem {
  const { file, absolute } = found;
  const { json } = read;
  const problem = kindProblem(file, json);
  if (problem !== undefined) return problem;
  const { target, key = file, tokens } = settings.deploymentOf(absolute);
  const given = collectValues({ ...settings, ...reading }, found, json);
  if (isProblem(given)) return given;
  const { values, partlyRead: valuesPartlyRead } = given;
  const wrong = flagProblem(settings.flags, [flagUse(settings.flags, json, tokens)]);
  if (wrong !== undefined) throw new UsageError(wrong);
  const crashes: LocatedProblem[] = [];
  const readLinked = linkedTemplateReader(settings, (problem) => crashes.push(problem));
  try {
    const fileOf = reading.bicep?.fileOf;
    const input = {
      file,
      template: json,
      values,
      valuesPartlyRead,
      tokens,
      target,
      deploymentKey: key,
      readLinked,
      fileOf,
    };
    const expansion = expandTemplate(input);
    const result = expandedJson(expansion, placesOf(expansion, file, read.text, reading), [
      ...problemsIn(read),
      ...given.problems,
    ]);
    return crashes[0] ?? result;
  } catch (error) {
    if (!(error instanceof LimitError)) throw error;
    return { code: error.code, message: error.message, location: { file } };
  }
}

/** Where the resources stand, in their order; undefined in a JSON file that is linked to. */
function placesOf(
  { resources }: Expansion,
  file: string,
  text: string,
  { bicep }: ReadOptions,
): readonly (Range | undefined)[] {
  const byFile = new Map<string, number[]>();
  for (const [i, { origin }] of resources.entries()) {
    const own = byFile.get(origin.file ?? file) ?? [];
    own.push(i);
    byFile.set(origin.file ?? file, own);
  }
  const places: (Range | undefined)[] = resources.map(() => undefined);
  for (const [of, indexes] of byFile) {
    const paths = indexes.map((i) => resources[i]?.origin.path ?? []);
    const source = bicep?.sourceOf(of);
    const ranges = source?.locate(paths).map((found) => found?.range) ?? (of === file ? locate(text, paths) : []);
    for (const [at, i] of indexes.entries()) places[i] = ranges[at];
  }
  return places;
}

/** Why a file is not one that can be expanded, though it is JSON. */
function kindProblem(file: string, json: JsonValue): LocatedProblem | undefined {
  const schema = property(json, '$schema');
  if (isBicepParamName(file) || (typeof schema === 'string' && schemaKind(schema) === 'parameters'))
    throw new UsageError(`${file} is a parameter file: expand takes a template, and its values with --parameters`);
  return templateProblem(file, json);
}

/** The values of all parameter files, a later one over an earlier one, and of `--set` over all. */
function collectValues(
  settings: ReturnType<typeof templateSettings> & ReadOptions,
  template: FoundFile,
  json: JsonValue,
): ParameterFileValues | LocatedProblem {
  const named = namedParameterFiles(settings, [template]);
  const values = new Map<string, GivenParameter>();
  const partlyRead: Location[] = [];
  for (const one of named) {
    if (isProblem(one.read)) return one.read;
    if (!fitsTemplate(one, template.file, json)) continue;
    for (const [name, supplied] of one.read.values) values.set(name, supplied);
    partlyRead.push(...one.read.partlyRead);
  }
  const wrong = unusedFileProblem(named);
  if (wrong !== undefined) throw new UsageError(wrong);
  for (const [name, supplied] of settings.flags) values.set(name, supplied);
  return { values, partlyRead, problems: named.flatMap(problemsOfFile), reads: [] };
}
