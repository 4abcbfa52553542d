import { resolve, sep } from 'node:path';
import { message } from '../../messages/message.ts';
import type { Wanted } from '../../model/inventory.ts';
import type { Overlay } from '../../util/bounded-read.ts';
import { containCrash } from '../../util/crash.ts';
import { UsageError } from '../../util/errors.ts';
import { atOnce } from '../../util/paced.ts';
import { isBicepParamName } from '../../util/paths.ts';
import type { FoundFile } from '../discover/discover.ts';
import { pairParameterFiles, type UnpairedFile } from '../discover/pair-parameter-files.ts';
import { schemaKind } from '../discover/sniff-kind.ts';
import type { BicepTemplate, CreateBicepReader } from './bicep-reader.ts';
import { type FlagUse, flagProblem, flagUse } from './check-set-flags.ts';
import { sourceOfCompiled } from './compiled-twin.ts';
import type { DeploymentTarget, ExpandInput, ExploredValues } from './expand/expand-template.ts';
import type { GivenParameter } from './expand/given-parameter.ts';
import { isJsonObject, property } from './expand/json-access.ts';
import type { TokenPair } from './expand/tokens.ts';
import type { JsonValue } from './json/json-value.ts';
import {
  type Defaults,
  distinctProblems,
  markGating,
  problemsOf,
  type RunProblem,
  type TemplateResult,
} from './mark-gating.ts';
import {
  fitsTemplate,
  type NamedParameterFile,
  namedParameterFiles,
  problemsOfFile,
  unusedFileProblem,
} from './named-parameters.ts';
import { asError, isProblem, type LocatedProblem, linkedTemplateReader, type ParsedFile } from './read-json-file.ts';
import { problemsIn, type ReadOptions, readTemplate } from './read-template.ts';
import { isMarked, type MarkedFile } from './suppression-marks.ts';
import {
  type InventoryProblem,
  OUTDATED_JSON,
  type TemplateInventory,
  templateInventory,
} from './template-inventory.ts';
import { distinctFiles, valueSets } from './value-sets.ts';
import type { WrittenSource } from './written-source.ts';

/** Deployment settings of a file from the configuration. */
export interface DeploymentSettings {
  readonly target: DeploymentTarget;
  /** Set when several files form one deployment. */
  readonly key?: string;
  /** The templates of that deployment. */
  readonly templates?: readonly FoundFile[];
  /** Parameter files from the configuration; each is a separate deployment. */
  readonly parameters?: readonly FoundFile[];
  /** Custom token delimiters of the project. */
  readonly tokens?: readonly TokenPair[];
  /** In place of those of the request. */
  readonly defaults?: Defaults;
}

export interface TemplateRequest {
  readonly cwd: string;
  /** Linked templates of an absolute file are read inside this folder only. */
  readonly rootOf: (absolute: string) => string;
  readonly maxSize: number;
  readonly templates: readonly FoundFile[];
  /** Parameter files that the search found, or that were named as inputs. */
  readonly parameterFiles: readonly FoundFile[];
  /** Those of `--parameters`: a template that one of them fits uses no others. */
  readonly named: readonly FoundFile[];
  readonly flags: ReadonlyMap<string, GivenParameter>;
  readonly defaults: Defaults;
  readonly deploymentOf: (absolute: string) => DeploymentSettings;
  /** The templates that the configuration assigns to a parameter file; undefined for one that it does not mention. */
  readonly configured?: (parameterFile: string) => readonly FoundFile[] | undefined;
  /** Notes about the configuration. */
  readonly notes?: () => readonly InventoryProblem[];
  /** What the active rules ask for. Default: registries, with nothing of their bodies. */
  readonly wanted?: Wanted | undefined;
  /** Whether to evaluate alternative values of parameters. */
  readonly explore: boolean;
  /** A template that is not on disk, such as standard input; without `read` it stands in `overlay`. */
  readonly given?: { readonly file: string; readonly read?: ParsedFile | LocatedProblem };
  /** Contents in place of those on disk: files after an edit, or as an editor has them. */
  readonly overlay?: Overlay;
  /** What was compiled before an edit of the Bicep, as in a run: the edit leaves it as it was, so it is not evaluated. */
  readonly compiled?: CompiledFiles;
  /** Only where there may be Bicep: it is slow to load. */
  readonly createBicep?: CreateBicepReader | undefined;
}

export interface TemplateRun {
  readonly inventories: readonly TemplateResult[];
  readonly errors: readonly Extract<RunProblem, { readonly error: true }>[];
  readonly notes: readonly RunProblem[];
  readonly read: number;
  /** Texts of files with findings, up to a limit; the others are read again to locate them. */
  readonly texts: ReadonlyMap<string, string>;
  /** Of a file that is not JSON. */
  readonly sourceOf: (file: string) => WrittenSource | undefined;
  /** Inputs, and templates that these link to, in which something may suppress results. */
  readonly marked: readonly MarkedFile[];
  readonly compiled: CompiledFiles;
}

/** The Bicep file of each template that was compiled from one, by the absolute file of the template. */
export type CompiledFiles = ReadonlyMap<string, FoundFile>;

/** How far reading is, in templates. */
export interface TemplateProgress {
  readonly done: number;
  readonly total: number;
}

/** Total characters of the texts that are kept. */
const MAX_KEPT_CHARACTERS = 64_000_000;

/** What a run has collected so far. */
interface RunProgress {
  readonly inventories: Omit<TemplateResult, 'affectsExitCode'>[];
  readonly problems: RunProblem[];
  readonly texts: Map<string, string>;
  readonly marked: MarkedFile[];
  readonly compiled: Map<string, FoundFile>;
  /** Remaining characters of texts that may be kept. */
  remainingCharacters: number;
  read: number;
  readonly flagUses: FlagUse[];
}

/**
 * Reads and expands templates in sequence, each with its parameter files, and keeps only their inventories.
 *
 * @throws UsageError for a parameter file of `--parameters` or a value of `--set` that no template uses.
 */
export function readTemplates(request: TemplateRequest): TemplateRun {
  return atOnce(templateSteps(request));
}

/** The same, a step for each template: how many are done, and how many there are. */
export function* templateSteps(request: TemplateRequest): Generator<TemplateProgress, TemplateRun> {
  const { cwd, maxSize, given, overlay } = request;
  const stdin: FoundFile[] =
    given === undefined ? [] : [{ file: given.file, absolute: resolve(cwd, given.file), named: true }];
  const { templates, filesOf, unpaired } = pairParameterFiles({
    cwd,
    maxSize,
    templates: request.templates,
    seen: request.parameterFiles,
    overlay: request.overlay,
    ...(request.configured && { configured: request.configured }),
  });
  const reading = { maxSize, overlay, bicep: request.createBicep?.(request) };
  const named = namedParameterFiles({ ...request, ...reading }, [...templates, ...stdin]);
  const isNamed = new Set(request.named.map(({ absolute }) => absolute));
  const progress: RunProgress = {
    inventories: [],
    problems: [
      ...unpaired.filter(({ absolute }) => !isNamed.has(absolute)).map(unpairedProblem),
      ...named.flatMap(problemsOfFile),
    ],
    texts: new Map(),
    marked: [],
    compiled: new Map(),
    remainingCharacters: MAX_KEPT_CHARACTERS,
    read: 0,
    flagUses: [],
  };
  const expand = templateExpander({ request, reading, named, progress });
  const total = templates.length + stdin.length;
  for (const [done, found] of templates.entries()) {
    yield { done, total };
    const read = readTemplate(found, reading);
    const source = sourceOfCompiled(found, read, templates, reading);
    const before = request.compiled?.get(found.absolute);
    if (source !== undefined || before !== undefined) skipCompiled(found, source, before, progress);
    else expand(found, read, filesOf.get(found.file) ?? []);
  }
  for (const found of stdin) expand(found, given?.read ?? readTemplate(found, reading), []);
  return finishedRun(request, reading, named, progress, progress.read === total);
}

/** What was compiled from Bicep is evaluated as that: said of the file, and when an edit has left it behind. */
function skipCompiled(
  { file, absolute }: FoundFile,
  source: FoundFile | undefined,
  before: FoundFile | undefined,
  progress: RunProgress,
): void {
  progress.read++;
  if (source !== undefined) {
    progress.compiled.set(absolute, source);
    progress.problems.push(note('compiled', message('note.compiled', { bicep: source.file }), file));
  } else if (before !== undefined) {
    const text = message('note.outdated-json', { bicep: before.file });
    progress.problems.push({ ...note(OUTDATED_JSON, text, file), important: true });
  }
}

/** Everything that is read and expanded, as the result of a run. */
function finishedRun(
  request: TemplateRequest,
  { bicep }: ReadOptions,
  named: readonly NamedParameterFile[],
  { inventories, problems, texts, marked, compiled, read, flagUses }: RunProgress,
  isComplete: boolean,
): TemplateRun {
  // A template that could not be read may use them.
  if (read > 0 && isComplete) {
    const wrong = flagProblem(request.flags, flagUses) ?? unusedFileProblem(named);
    if (wrong !== undefined) throw new UsageError(wrong);
  }
  const results = markGating(inventories, (file) => defaultsOf(resolve(request.cwd, file), request));
  const distinct = distinctProblems([...problems, ...(request.notes?.() ?? []), ...results.flatMap(problemsOf)]);
  return {
    inventories: results,
    errors: distinct.filter((problem) => problem.error),
    notes: distinct.filter((problem) => !problem.error),
    read,
    texts,
    sourceOf: (file) => bicep?.sourceOf(file),
    marked,
    compiled,
  };
}

/** Expands what was read of a template, with the parameter files that were paired with it; a crash is a problem of it. */
function templateExpander({
  request,
  reading,
  named,
  progress,
}: Omit<FileContext, 'readLinked' | 'paired'>): (
  found: FoundFile,
  read: ParsedFile | BicepTemplate | LocatedProblem,
  paired: readonly FoundFile[],
) => void {
  const addProblem = (problem: LocatedProblem): void => void progress.problems.push(asError(problem));
  const mark = (file: string, { text, json, source }: ParsedFile, isInput: boolean): void => {
    if (isMarked(text)) progress.marked.push({ file, isInput, text, json, ...(source && { source }) });
  };
  const onLinked = (file: string, read: ParsedFile): void => mark(file, read, false);
  const readLinked = linkedTemplateReader({ ...request, onLinked }, addProblem);
  return (found, read, paired) => {
    const problem = isProblem(read) ? read : templateProblem(found.file, read.json);
    if (problem !== undefined) addProblem(problem);
    if (problem !== undefined || isProblem(read)) return;
    mark(found.file, read, true);
    progress.problems.push(...problemsIn(read));
    if ('modules' in read) for (const [file, module] of read.modules) mark(file, module, false);
    containCrash(
      () => expandTemplateFile(found, read, { request, reading, readLinked, named, paired, progress }),
      (crash) => addProblem({ ...crash, location: { file: found.file } }),
    );
  };
}

interface FileContext {
  readonly request: TemplateRequest;
  readonly reading: ReadOptions;
  readonly readLinked: NonNullable<ExpandInput['readLinked']>;
  readonly named: readonly NamedParameterFile[];
  /** Parameter files that were paired with the template. */
  readonly paired: readonly FoundFile[];
  readonly progress: RunProgress;
}

/** Expands one template for each set of values. */
function expandTemplateFile(
  found: FoundFile,
  read: ParsedFile | BicepTemplate,
  { request, reading, readLinked, named, paired, progress }: FileContext,
) {
  const { file, absolute } = found;
  const { problems, inventories, texts } = progress;
  progress.read++;
  if (read.notes.length > 0)
    problems.push(note('tolerated', message('note.tolerated', { deviations: read.notes.join(', ') }), file));
  const { target, key, tokens, parameters = [], defaults = request.defaults } = request.deploymentOf(absolute);
  progress.flagUses.push(flagUse(request.flags, read.json, tokens));
  const fitting = named.filter((one) => fitsTemplate(one, file, read.json));
  const files = fitting.length > 0 ? fitting.map((one) => one.file) : distinctFiles([...parameters, ...paired]);
  const configuredFiles = new Set(parameters.map((one) => one.absolute));
  const onProblem = (problem: InventoryProblem): void => void problems.push(problem);
  for (const values of valueSets(files, defaults, { ...reading, flags: request.flags }, onProblem)) {
    const set = `+${values.parameters?.file ?? ''}`;
    // Each parameter file from the configuration is a separate deployment of all files of the group.
    const instanceKey =
      key === undefined ? `${file}${set}` : configuredFiles.has(values.parameters?.absolute ?? '') ? key + set : key;
    const input = {
      file,
      template: read.json,
      size: read.size,
      values: values.values,
      tokens,
      target,
      deploymentKey: instanceKey,
      readLinked,
      fileOf: reading.bicep?.fileOf,
      ...('partlyRead' in read && { partlyRead: read.partlyRead }),
    };
    const readFiles = [...('reads' in read ? read.reads : []), ...values.reads];
    const label = {
      basis: values.basis,
      ...(values.parameters !== undefined && { parameters: values.parameters.file }),
    };
    const inventory = {
      ...templateInventory(input, label, request.wanted),
      ...(readFiles.length > 0 && { readFiles }),
    };
    inventories.push(
      request.explore ? { ...inventory, ...exploreParameters(input, label, request.wanted) } : inventory,
    );
    const { targets, settings, associations, problems } = inventory;
    const hasLocations = targets.length + settings.length + associations.length + problems.length > 0;
    if (
      hasLocations &&
      read.source === undefined &&
      !texts.has(file) &&
      read.text.length <= progress.remainingCharacters
    ) {
      texts.set(file, read.text);
      progress.remainingCharacters -= read.text.length;
    }
  }
}

function defaultsOf(absolute: string, { deploymentOf, defaults }: TemplateRequest): Defaults {
  return deploymentOf(absolute).defaults ?? defaults;
}

function unpairedProblem({ file, named, using }: UnpairedFile): RunProblem {
  const problem = { code: 'unpaired-parameters', location: { file }, important: true } as const;
  if (using === undefined) return { ...problem, error: named, message: message('error.unpaired-parameters') };
  // A reference to a registry; a path is one that is not there.
  const isElsewhere = /^\w{2,}[:/]/.test(using);
  const text = message(isElsewhere ? 'error.using-registry' : 'error.using-missing', { template: using });
  return { ...problem, error: named || !isElsewhere, message: text };
}

function exploreParameters(
  input: ExpandInput,
  label: Pick<TemplateInventory, 'basis' | 'parameters'>,
  wanted: Wanted | undefined,
): Pick<TemplateResult, 'exploration'> {
  const explored: ExploredValues = { listed: new Map(), unlisted: new Map() };
  return { exploration: { inventory: templateInventory({ ...input, explored }, label, wanted), ...explored } };
}

function note(code: string, text: string, file: string): InventoryProblem {
  return { error: false, code, message: text, location: { file } };
}

/** Why a file is not a template. */
export function templateProblem(file: string, json: JsonValue): LocatedProblem | undefined {
  const has = (name: string): boolean => isJsonObject(json) && property(json, name) !== undefined;
  const problem = (text: string): LocatedProblem => ({ code: 'not-a-template', message: text, location: { file } });
  if (!has('$schema') && has('id') && has('type')) return problem(message('error.resource-from-azure'));
  const schema = isJsonObject(json) ? property(json, '$schema') : undefined;
  const isOfParameters = typeof schema === 'string' && schemaKind(schema) === 'parameters' && !has('resources');
  if (isBicepParamName(file) || isOfParameters) return problem(message('error.parameters-as-template'));
  if (['resources', '$schema', 'predictedResources'].some(has)) return undefined;
  return problem(message('error.not-a-template'));
}

/** A file from a path as typed. */
export function namedFile(cwd: string, path: string): FoundFile {
  return { file: path.split(sep).join('/'), absolute: resolve(cwd, path), named: true };
}
