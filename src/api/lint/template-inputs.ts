import { statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { RuleInfo, RunError } from '../../engine/finding.ts';
import { mayDeclare, mentionsInstance } from '../../sources/alibaba/templates/declaration-search.ts';
import { namedFile } from '../../sources/arm/arm-source.ts';
import { readJsonBytes } from '../../sources/arm/read-json-file.ts';
import type { TemplateRequest, TemplateRun } from '../../sources/arm/template-request.ts';
import { DEFAULT_MAX_SIZE, type Discovered, discoverLazily, type FoundFile } from '../../sources/discover/discover.ts';
import { hasWildcard } from '../../sources/discover/globs.ts';
import { type Pairing, type PairingRequest, pairParameterFiles } from '../../sources/discover/pair-parameter-files.ts';
import type { BytesRead, Overlay } from '../../util/bounded-read.ts';
import { UsageError } from '../../util/errors.ts';
import { isBicepName } from '../../util/paths.ts';
import type { SafeText } from '../../util/safe-text.ts';
import { effectiveConfig } from '../effective-config.ts';
import { flagSettings, type PrintRequest } from '../flag-settings.ts';
import type { TemplatesRequest } from '../requests.ts';
import { type InputConfigs, templateSettings } from './deployment-settings.ts';
import type { EvaluationSettings } from './evaluate-templates.ts';
import { folderOf, type InputSelections, inputSelections } from './input-selections.ts';
import { loadBicep } from './load-bicep.ts';

/** What a request comes to: templates on disk with their configurations. */
export interface TemplateInputs {
  readonly selections: InputSelections;
  readonly discovered: Discovered;
  readonly templates: TemplateRequest;
  /** The template that is not on disk, where it could be read. */
  readonly given?: { readonly file: string; readonly bytes: Uint8Array };
}

/**
 * Finds the templates and parameter files of a request, and what holds for each.
 *
 * @param mayMiss Whether paths that are not there, or match nothing, are fine.
 */
export async function findInputs(request: TemplatesRequest, mayMiss = false): Promise<TemplateInputs> {
  const { cwd, paths = [], given, gitignore = true, defaults = 'auto', maxSize = DEFAULT_MAX_SIZE, overlay } = request;
  const selections = await inputSelections(namedPaths(request), request);
  const isGivenAlone = given !== undefined && paths.length === 0;
  const discovered = isGivenAlone
    ? NOTHING
    : await discoverLazily(
        { cwd, paths, gitignore, maxSize, mayMiss, declarations: DECLARATIONS, ...(overlay && { overlay }) },
        selections,
      );
  const files = [...discovered.templates, ...discovered.declaring];
  await selections.load(files.map(({ absolute }) => dirname(absolute)));
  const content = await given?.read(maxSize);
  const settings = templateSettings(request, configsOf(selections), cwd, maxSize);
  const pairing = await pairInputs(discovered, { ...settings, overlay }, selections);
  const stdin = given === undefined ? undefined : { ...namedFile(cwd, given.file), content };
  const read = [...filesToRead(pairing, settings), ...(stdin ? [stdin] : [])];
  const createBicep = await loadBicep(read, request);
  return {
    selections,
    discovered,
    ...(given !== undefined &&
      content !== undefined &&
      'bytes' in content && { given: { file: given.file, bytes: content.bytes } }),
    templates: {
      ...settings,
      ...(overlay && { overlay }),
      explore: false,
      defaults,
      pairing,
      ...(createBicep && { createBicep }),
      ...(stdin && givenTemplate(stdin, overlay)),
    },
  };
}

/** Bicep is read where it would stand. */
function givenTemplate(
  { file, absolute, content }: FoundFile & { readonly content: BytesRead | undefined },
  overlay: Overlay = new Map(),
): Pick<TemplateRequest, 'given' | 'overlay'> {
  if (content === undefined) return {};
  if (isBicepName(file) && 'bytes' in content)
    return { given: { file }, overlay: new Map([...overlay, [absolute, content.bytes]]) };
  return { given: { file, read: readJsonBytes(file, content) } };
}

/** Files of Terraform and ROS templates: nothing is read of them but what they declare. */
const DECLARATIONS = { mayDeclare, mentions: mentionsInstance };

const NOTHING: Discovered = {
  templates: [],
  parameterFiles: [],
  declaring: [],
  skipped: [],
  unreadable: [],
  hiddenTemplates: 0,
  hiddenTruncated: false,
};

function namedPaths({ paths = [], given }: TemplatesRequest): readonly string[] {
  return given === undefined ? paths : [...paths, given.file];
}

/** The configuration in force for a path, by default the first input, else the folder of the job, as YAML. */
export async function printTemplateConfig(
  request: TemplatesRequest,
  job: 'lint' | 'fix',
  printed: PrintRequest,
): Promise<SafeText> {
  const { cwd, given } = request;
  const path = printed.path ?? namedPaths(request)[0] ?? '.';
  const absolute = resolve(cwd, path);
  const status = statSync(absolute, { throwIfNoEntry: false });
  if (status === undefined && path !== given?.file && !hasWildcard(path))
    throw new UsageError(`--print-config: ${path} does not exist`);
  const selections = await inputSelections([path], request);
  const isFile = status === undefined ? path === given?.file : !status.isDirectory();
  const selection = isFile ? selections.of(absolute) : selections.ofFolder(folderOf(path, cwd));
  const flags = flagSettings(request, job, printed);
  return effectiveConfig(selection, { job, shown: path, ...(isFile && { file: absolute }), request, flags });
}

/** A file, there or not, in the folder of the first path. */
function firstInput(request: TemplatesRequest): string {
  return resolve(folderOf(namedPaths(request)[0] ?? '.', request.cwd), 'template.json');
}

type PairingSettings = Omit<PairingRequest, 'templates' | 'seen'>;

/** A parameter file that was named names its template too: that has a configuration of its own, which may pair files as well. */
async function pairInputs(
  discovered: Discovered,
  settings: PairingSettings,
  selections: InputSelections,
): Promise<Pairing> {
  const first = pairFound(discovered, settings);
  const before = selections.configs().length;
  await selections.load(first.templates.map(({ absolute }) => dirname(absolute)));
  return selections.configs().length === before ? first : pairFound(discovered, settings);
}

/** Which parameter files that were found go with which templates, as files are at the time. */
export function pairFound(
  { templates, parameterFiles: seen }: Discovered,
  { cwd, maxSize, configured, overlay }: PairingSettings,
): Pairing {
  return pairParameterFiles({
    cwd,
    templates,
    seen,
    overlay,
    ...(maxSize !== undefined && { maxSize }),
    ...(configured && { configured }),
  });
}

/** Every file that a run begins with. */
function filesToRead(
  { templates, filesOf }: Pairing,
  { named, deploymentOf }: Pick<TemplateRequest, 'named' | 'deploymentOf'>,
): readonly FoundFile[] {
  const configured = templates.flatMap(({ absolute }) => deploymentOf(absolute).parameters ?? []);
  return [...templates, ...[...filesOf.values()].flat(), ...named, ...configured];
}

function configsOf(selections: InputSelections): InputConfigs {
  return {
    configOf: (file) => selections.of(file).config,
    rootOf: selections.rootOf,
    configs: selections.configs,
    active: selections.active,
  };
}

/** Rules by the template's own configuration, and names of files that are the same from whatever folder. */
export function evaluationOf(selections: InputSelections, cwd: string): EvaluationSettings {
  // Every finding asks, and many are of one file.
  const names = new Map<string, string>();
  return {
    activeOf: (file) => selections.of(resolve(cwd, file)).active,
    nameOf: (file, template = file) => {
      const key = `${template}\0${file}`;
      const name =
        names.get(key) ??
        relative(selections.rootOf(resolve(cwd, template)), resolve(cwd, file))
          .split(sep)
          .join('/');
      names.set(key, name);
      return name;
    },
  };
}

/**
 * The rules that run on the templates that were read.
 *
 * @param mayBeNone Whether it is fine that none does: there are other files that some run on.
 * @throws UsageError when none runs on any of them.
 */
export function rulesOf(
  run: TemplateRun,
  request: TemplatesRequest,
  selections: InputSelections,
  mayBeNone = false,
): readonly RuleInfo[] {
  return selections.infos(inputsOf(run, request), mayBeNone);
}

/** The configurations of the templates that were read. */
export function configsIn(run: TemplateRun, request: TemplatesRequest, selections: InputSelections): readonly Config[] {
  return [...new Set(inputsOf(run, request).map((file) => selections.of(file).config))];
}

/** The templates that were read, by absolute path; where there is none, the first input. */
function inputsOf({ inventories }: TemplateRun, request: TemplatesRequest): readonly string[] {
  const files = [...new Set(inventories.map(({ file }) => resolve(request.cwd, file)))];
  return files.length > 0 ? files : [firstInput(request)];
}

/** The files that were found and could not be read, as errors of the run. */
export function unreadable({ unreadable: files }: Discovered): readonly RunError[] {
  return files.map(({ file, ...problem }) => ({ ...problem, location: { file } }));
}
