import { resolve, sep } from 'node:path';
import type { Wanted } from '../../model/inventory.ts';
import { contain } from '../../util/crash.ts';
import { UsageError } from '../../util/errors.ts';
import { compareText } from '../../util/path-text.ts';
import type { FoundFile } from '../discover/discover.ts';
import { type Pairing, pairParameterFiles } from '../discover/parameters.ts';
import {
  type CountedInventory,
  count,
  type Defaults,
  distinctProblems,
  problemsOf,
  type RunProblem,
} from './counting.ts';
import type { ExpandInput, Explored, Target } from './expand/expand.ts';
import { at, isJsonObject } from './expand/sections.ts';
import type { Supplied } from './expand/supplied.ts';
import type { TokenPair } from './expand/tokens.ts';
import { type FlagUse, flagProblem, flagUse } from './given-values.ts';
import type { JsonValue } from './json/json-value.ts';
import { fits, type NamedParameterFile, namedParameterFiles, unfitting } from './named-parameters.ts';
import { readParameterFile } from './parameter-file.ts';
import { isProblem, linkedTemplateReader, type ReadFile, type ReadProblem, readJsonFile } from './read-json-file.ts';
import { type InventoryProblem, type TemplateInventory, templateInventory } from './template-inventory.ts';

/** Files that are deployed together, or to a place that is known. */
export interface DeploymentOf {
  readonly target: Target;
  /** Set when several files are one deployment. */
  readonly key?: string;
  /** Parameter files that the configuration names for it; each is a deployment of its own. */
  readonly parameters?: readonly FoundFile[];
  /** Tokens of the project's own in values. */
  readonly tokens?: readonly TokenPair[];
}

export interface TemplateRequest {
  readonly cwd: string;
  /** Templates that an absolute file links to are read inside this folder only. */
  readonly rootOf: (absolute: string) => string;
  readonly maxSize: number;
  readonly templates: readonly FoundFile[];
  /** Parameter files that were seen on the way, or named as inputs. */
  readonly parameterFiles: readonly FoundFile[];
  /** Those of `--parameters`: a template that one of them fits gets no others. */
  readonly named: readonly FoundFile[];
  readonly flags: ReadonlyMap<string, Supplied>;
  readonly defaults: Defaults;
  readonly deploymentOf: (absolute: string) => DeploymentOf;
  /** The templates on disk that the configuration gives a parameter file to; undefined for one that it does not mention. */
  readonly configured?: (parameterFile: string) => readonly FoundFile[] | undefined;
  /** What is to be said of the configuration. */
  readonly notes?: () => readonly InventoryProblem[];
  /** What the active rules ask for. Default: registries, with nothing of their bodies. */
  readonly wanted?: Wanted | undefined;
  /** Whether to find out what other values of parameters would do. */
  readonly explore: boolean;
  /** A template that is not on disk, such as the one from standard input. */
  readonly given?: { readonly file: string; readonly read: ReadFile | ReadProblem };
  /** Bytes by absolute path that stand for those on disk: files as an edit would leave them. */
  readonly overlay?: ReadonlyMap<string, Uint8Array>;
}

export interface TemplateRun {
  readonly inventories: readonly CountedInventory[];
  readonly errors: readonly RunProblem[];
  readonly notes: readonly RunProblem[];
  readonly read: number;
  /** Texts of files in which there is something to point at, as many as fit a bound; the others are read again. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Characters of all texts that are kept. */
const MOST_TEXT = 64_000_000;

/** What one run has come to know of the templates that it has read. */
interface Progress {
  readonly inventories: Omit<CountedInventory, 'counted'>[];
  readonly problems: RunProblem[];
  readonly texts: Map<string, string>;
  /** Characters of texts that may still be kept. */
  room: number;
  read: number;
  readonly flagUses: FlagUse[];
}

/**
 * Reads and expands templates one after the other, each with its parameter files, keeping only their inventories.
 *
 * @throws UsageError for a parameter file of `--parameters` or a value of `--set` that no template has a use for.
 */
export function readTemplates(request: TemplateRequest): TemplateRun {
  const { cwd, maxSize, given, flags } = request;
  const stdin: FoundFile[] =
    given === undefined ? [] : [{ file: given.file, absolute: resolve(cwd, given.file), named: true }];
  const pairing = pairParameterFiles({
    cwd,
    maxSize,
    templates: request.templates,
    seen: request.parameterFiles,
    ...(request.configured && { configured: request.configured }),
  });
  const isGiven = new Set(request.named.map(({ absolute }) => absolute));
  const progress: Progress = {
    inventories: [],
    problems: pairing.unpaired.filter(({ file }) => !isGiven.has(file.absolute)).map(unpairedProblem),
    texts: new Map(),
    room: MOST_TEXT,
    read: 0,
    flagUses: [],
  };
  const named = namedParameterFiles(request, [...pairing.templates, ...stdin]);
  for (const { problem } of named) if (problem !== undefined) progress.problems.push({ error: true, ...problem });
  const addProblem = (problem: ReadProblem): void => void progress.problems.push({ error: true, ...problem });
  const readLinked = linkedTemplateReader(request, addProblem);
  const expand = (found: FoundFile, read: ReadFile | ReadProblem, paired: readonly FoundFile[]): void => {
    const problem = isProblem(read) ? read : templateProblem(found.file, read.json);
    if (problem !== undefined) addProblem(problem);
    if (problem !== undefined || isProblem(read)) return;
    contain(
      () => expandTemplateFile(found, read, { request, readLinked, named, paired, progress }),
      (crash) => addProblem({ ...crash, location: { file: found.file } }),
    );
  };
  for (const found of pairing.templates) {
    const read = readJsonFile(found.file, found.absolute, maxSize, request.overlay);
    expand(found, read, pairing.filesOf.get(found.file) ?? []);
  }
  for (const found of stdin) if (given !== undefined) expand(found, given.read, []);
  const { inventories, problems, texts, read, flagUses } = progress;
  // What could not be read may have a use for them.
  if (read > 0 && read === pairing.templates.length + stdin.length) {
    const wrong = flagProblem(flags, flagUses) ?? unfitting(named);
    if (wrong !== undefined) throw new UsageError(wrong);
  }
  const counted = count(inventories, request.defaults);
  const distinct = distinctProblems([...problems, ...(request.notes?.() ?? []), ...counted.flatMap(problemsOf)]);
  return {
    inventories: counted,
    errors: distinct.filter(({ error }) => error),
    notes: distinct.filter(({ error }) => !error),
    read,
    texts,
  };
}

interface Given {
  readonly request: TemplateRequest;
  readonly readLinked: NonNullable<ExpandInput['readLinked']>;
  readonly named: readonly NamedParameterFile[];
  /** Parameter files that were found to belong to the template. */
  readonly paired: readonly FoundFile[];
  readonly progress: Progress;
}

/** Expands one template for each set of values. */
function expandTemplateFile(found: FoundFile, read: ReadFile, { request, readLinked, named, paired, progress }: Given) {
  const { file, absolute } = found;
  const { problems, inventories, texts } = progress;
  progress.read++;
  if (read.notes.length > 0) problems.push(note('tolerated', `read with ${read.notes.join(', ')}`, file));
  const { target, key, tokens, parameters = [] } = request.deploymentOf(absolute);
  progress.flagUses.push(flagUse(request.flags, read.json, tokens));
  const fitting = named.filter((one) => fits(one, file, read.json));
  const files = fitting.length > 0 ? fitting.map((one) => one.file) : distinctFiles([...parameters, ...paired]);
  const ofGroup = new Set(parameters.map((one) => one.absolute));
  for (const values of valueSets(files, request, problems)) {
    const set = `+${values.parameters?.file ?? ''}`;
    // Sets of values that the configuration names are deployed to all files of the group, each for itself.
    const own = key === undefined ? `${file}${set}` : ofGroup.has(values.parameters?.absolute ?? '') ? key + set : key;
    const input = {
      file,
      template: read.json,
      size: read.size,
      values: values.values,
      tokens,
      target,
      deploymentKey: own,
      readLinked,
    };
    const label = {
      basis: values.basis,
      ...(values.parameters !== undefined && { parameters: values.parameters.file }),
    };
    const inventory = templateInventory(input, label, request.wanted);
    inventories.push(request.explore ? { ...inventory, ...explore(input, label, request.wanted) } : inventory);
    const hasPlaces = inventory.targets.length + inventory.settings.length + inventory.problems.length > 0;
    if (hasPlaces && !texts.has(file) && read.text.length <= progress.room) {
      texts.set(file, read.text);
      progress.room -= read.text.length;
    }
  }
}

function distinctFiles(files: readonly FoundFile[]): readonly FoundFile[] {
  const byPath = new Map(files.map((found) => [found.absolute, found]));
  return [...byPath.values()].sort((a, b) => compareText(a.file, b.file));
}

function unpairedProblem({ file: { file, named }, bicep }: Pairing['unpaired'][number]): RunProblem {
  const message =
    bicep === undefined
      ? `${file} belongs to no template: name it with --parameters, or list it under deployments: … parameters: in acraudit.yaml`
      : `${file} belongs to ${bicep}: Bicep is read as the JSON it compiles to, so run \`bicep build\` first`;
  return { error: named, code: 'unpaired-parameters', message, location: { file }, important: true };
}

function explore(
  input: ExpandInput,
  label: Pick<TemplateInventory, 'basis' | 'parameters'>,
  wanted: Wanted | undefined,
): Pick<CountedInventory, 'exploration'> {
  const explored: Explored = { listed: new Map(), left: new Map() };
  return { exploration: { inventory: templateInventory({ ...input, explored }, label, wanted), ...explored } };
}

function note(code: string, message: string, file: string): InventoryProblem {
  return { error: false, code, message, location: { file } };
}

/** Why a file is no template, though it is JSON. */
export function templateProblem(file: string, json: JsonValue): ReadProblem | undefined {
  const has = (name: string): boolean => isJsonObject(json) && at(json, name) !== undefined;
  const problem = (message: string): ReadProblem => ({ code: 'not-a-template', message, location: { file } });
  if (!has('$schema') && has('id') && has('type'))
    return problem('the file is no ARM template but a resource as Azure shows it');
  if (['resources', '$schema', 'predictedResources'].some(has)) return undefined;
  return problem('the file is no ARM template: it has neither $schema nor resources');
}

interface ValueSet {
  readonly basis: 'defaults' | 'parameters';
  readonly parameters?: FoundFile;
  readonly values: ReadonlyMap<string, Supplied>;
}

/** The template alone, and with each of its parameter files; `--set` goes into all of them. */
function valueSets(files: readonly FoundFile[], request: TemplateRequest, problems: RunProblem[]): readonly ValueSet[] {
  const { flags } = request;
  const sets: ValueSet[] = [];
  for (const parameters of files) {
    const values = readParameterFile(parameters, request);
    if (isProblem(values)) problems.push({ error: true, ...values });
    else sets.push({ basis: 'parameters', parameters, values: new Map([...values, ...flags]) });
  }
  if (request.defaults === 'skip' && sets.length > 0) return sets;
  return [{ basis: flags.size > 0 && sets.length === 0 ? 'parameters' : 'defaults', values: flags }, ...sets];
}

/** A found file from a path as typed. */
export function namedFile(cwd: string, path: string): FoundFile {
  return { file: path.split(sep).join('/'), absolute: resolve(cwd, path), named: true };
}
