import { resolve, sep } from 'node:path';
import { message } from '../../messages/message.ts';
import type { Wanted } from '../../model/inventory.ts';
import { containCrash } from '../../util/crash.ts';
import { UsageError } from '../../util/errors.ts';
import { atOnce } from '../../util/paced.ts';
import { compareStrings } from '../../util/paths.ts';
import type { FoundFile } from '../discover/discover.ts';
import { type Pairing, pairParameterFiles } from '../discover/pair-parameter-files.ts';
import { type FlagUse, flagProblem, flagUse } from './check-set-flags.ts';
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
import { fitsTemplate, type NamedParameterFile, namedParameterFiles, unusedFileProblem } from './named-parameters.ts';
import { readParameterFile } from './parameter-file.ts';
import {
  isProblem,
  type LocatedProblem,
  linkedTemplateReader,
  type ParsedFile,
  readJsonFile,
} from './read-json-file.ts';
import { isMarked, type MarkedFile } from './suppression-marks.ts';
import { type InventoryProblem, type TemplateInventory, templateInventory } from './template-inventory.ts';

/** Deployment settings of a file from the configuration. */
export interface DeploymentSettings {
  readonly target: DeploymentTarget;
  /** Set when several files form one deployment. */
  readonly key?: string;
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
  /** A template that is not on disk, such as standard input. */
  readonly given?: { readonly file: string; readonly read: ParsedFile | LocatedProblem };
  /** File contents by absolute path that replace those on disk: files after an edit. */
  readonly overlay?: ReadonlyMap<string, Uint8Array>;
}

export interface TemplateRun {
  readonly inventories: readonly TemplateResult[];
  readonly errors: readonly Extract<RunProblem, { readonly error: true }>[];
  readonly notes: readonly RunProblem[];
  readonly read: number;
  /** Texts of files with findings, up to a limit; the others are read again to locate them. */
  readonly texts: ReadonlyMap<string, string>;
  /** Inputs, and templates that these link to, in which something may suppress results. */
  readonly marked: readonly MarkedFile[];
}

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
  const { cwd, maxSize, given: stdinFile, flags } = request;
  const stdin: FoundFile[] =
    stdinFile === undefined ? [] : [{ file: stdinFile.file, absolute: resolve(cwd, stdinFile.file), named: true }];
  const pairing = pairParameterFiles({
    cwd,
    maxSize,
    templates: request.templates,
    seen: request.parameterFiles,
    ...(request.configured && { configured: request.configured }),
  });
  const isNamed = new Set(request.named.map(({ absolute }) => absolute));
  const progress: RunProgress = {
    inventories: [],
    problems: pairing.unpaired.filter(({ file }) => !isNamed.has(file.absolute)).map(unpairedProblem),
    texts: new Map(),
    marked: [],
    remainingCharacters: MAX_KEPT_CHARACTERS,
    read: 0,
    flagUses: [],
  };
  const named = namedParameterFiles(request, [...pairing.templates, ...stdin]);
  for (const { problem } of named) if (problem !== undefined) progress.problems.push({ error: true, ...problem });
  const addProblem = (problem: LocatedProblem): void => void progress.problems.push({ error: true, ...problem });
  const mark = (file: string, read: ParsedFile, isInput: boolean): void => {
    if (isMarked(read.text)) progress.marked.push({ file, isInput, text: read.text, json: read.json });
  };
  const onLinked = (file: string, read: ParsedFile): void => mark(file, read, false);
  const readLinked = linkedTemplateReader({ ...request, onLinked }, addProblem);
  const expand = (found: FoundFile, read: ParsedFile | LocatedProblem, paired: readonly FoundFile[]): void => {
    const problem = isProblem(read) ? read : templateProblem(found.file, read.json);
    if (problem !== undefined) addProblem(problem);
    if (problem !== undefined || isProblem(read)) return;
    mark(found.file, read, true);
    containCrash(
      () => expandTemplateFile(found, read, { request, readLinked, named, paired, progress }),
      (crash) => addProblem({ ...crash, location: { file: found.file } }),
    );
  };
  const total = pairing.templates.length + stdin.length;
  for (const [done, found] of pairing.templates.entries()) {
    yield { done, total };
    const read = readJsonFile(found.file, found.absolute, maxSize, request.overlay);
    expand(found, read, pairing.filesOf.get(found.file) ?? []);
  }
  for (const found of stdin) if (stdinFile !== undefined) expand(found, stdinFile.read, []);
  const { inventories, problems, texts, marked, read, flagUses } = progress;
  // A template that could not be read may use them.
  if (read > 0 && read === total) {
    const wrong = flagProblem(flags, flagUses) ?? unusedFileProblem(named);
    if (wrong !== undefined) throw new UsageError(wrong);
  }
  const results = markGating(inventories, (file) => defaultsOf(resolve(cwd, file), request));
  const distinct = distinctProblems([...problems, ...(request.notes?.() ?? []), ...results.flatMap(problemsOf)]);
  return {
    inventories: results,
    errors: distinct.filter((problem) => problem.error),
    notes: distinct.filter((problem) => !problem.error),
    read,
    texts,
    marked,
  };
}

interface FileContext {
  readonly request: TemplateRequest;
  readonly readLinked: NonNullable<ExpandInput['readLinked']>;
  readonly named: readonly NamedParameterFile[];
  /** Parameter files that were paired with the template. */
  readonly paired: readonly FoundFile[];
  readonly progress: RunProgress;
}

/** Expands one template for each set of values. */
function expandTemplateFile(
  found: FoundFile,
  read: ParsedFile,
  { request, readLinked, named, paired, progress }: FileContext,
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
  for (const values of valueSets(files, defaults, request, problems)) {
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
    };
    const label = {
      basis: values.basis,
      ...(values.parameters !== undefined && { parameters: values.parameters.file }),
    };
    const inventory = templateInventory(input, label, request.wanted);
    inventories.push(
      request.explore ? { ...inventory, ...exploreParameters(input, label, request.wanted) } : inventory,
    );
    const { targets, settings, associations, problems } = inventory;
    const hasLocations = targets.length + settings.length + associations.length + problems.length > 0;
    if (hasLocations && !texts.has(file) && read.text.length <= progress.remainingCharacters) {
      texts.set(file, read.text);
      progress.remainingCharacters -= read.text.length;
    }
  }
}

function defaultsOf(absolute: string, { deploymentOf, defaults }: TemplateRequest): Defaults {
  return deploymentOf(absolute).defaults ?? defaults;
}

function distinctFiles(files: readonly FoundFile[]): readonly FoundFile[] {
  const byPath = new Map(files.map((found) => [found.absolute, found]));
  return [...byPath.values()].sort((a, b) => compareStrings(a.file, b.file));
}

function unpairedProblem({ file: { file, named }, bicep }: Pairing['unpaired'][number]): RunProblem {
  const text =
    bicep === undefined ? message('error.unpaired-parameters') : message('error.parameters-of-bicep', { bicep });
  return { error: named, code: 'unpaired-parameters', message: text, location: { file }, important: true };
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

/** Why a JSON file is not a template. */
export function templateProblem(file: string, json: JsonValue): LocatedProblem | undefined {
  const has = (name: string): boolean => isJsonObject(json) && property(json, name) !== undefined;
  const problem = (text: string): LocatedProblem => ({ code: 'not-a-template', message: text, location: { file } });
  if (!has('$schema') && has('id') && has('type')) return problem(message('error.resource-from-azure'));
  if (['resources', '$schema', 'predictedResources'].some(has)) return undefined;
  return problem(message('error.not-a-template'));
}

interface ParameterValues {
  readonly basis: 'defaults' | 'parameters';
  readonly parameters?: FoundFile;
  readonly values: ReadonlyMap<string, GivenParameter>;
}

/** The template alone and with each of its parameter files; `--set` applies to all of them. */
function valueSets(
  files: readonly FoundFile[],
  defaults: Defaults,
  request: TemplateRequest,
  problems: RunProblem[],
): readonly ParameterValues[] {
  const { flags } = request;
  const sets: ParameterValues[] = [];
  for (const parameters of files) {
    const values = readParameterFile(parameters, request);
    if (isProblem(values)) problems.push({ error: true, ...values });
    else sets.push({ basis: 'parameters', parameters, values: new Map([...values, ...flags]) });
  }
  if (defaults === 'skip' && sets.length > 0) return sets;
  return [{ basis: flags.size > 0 && sets.length === 0 ? 'parameters' : 'defaults', values: flags }, ...sets];
}

/** A file from a path as typed. */
export function namedFile(cwd: string, path: string): FoundFile {
  return { file: path.split(sep).join('/'), absolute: resolve(cwd, path), named: true };
}
