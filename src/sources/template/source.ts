import { resolve, sep } from 'node:path';
import { contain } from '../../crash.ts';
import type { Value } from '../../model/value.ts';
import type { FoundFile } from './discover/discover.ts';
import { findParameterFiles } from './discover/parameters.ts';
import type { ExpandInput, Target } from './expand/expand.ts';
import { at, isJsonObject } from './expand/sections.ts';
import type { Supplied } from './expand/supplied.ts';
import { parameterValues } from './parameter-file.ts';
import { containedIn, isProblem, linkedTemplateReader, type ReadFile, type ReadProblem, readJsonFile } from './read.ts';
import { type InventoryProblem, type TemplateInventory, templateInventory } from './template-inventory.ts';
import type { JsonValue } from './text/json-value.ts';

/** Files that are deployed together, or to a place that is known. */
export interface DeploymentOf {
  readonly target: Target;
  /** Set when several files are one deployment. */
  readonly key?: string;
}

export interface TemplateRequest {
  readonly cwd: string;
  /** Templates that an absolute file links to are read inside this folder only. */
  readonly rootOf: (absolute: string) => string;
  readonly maxSize: number;
  readonly templates: readonly FoundFile[];
  /** Parameter files that were seen on the way, and those named with `--parameters`, which then are the only ones. */
  readonly parameterFiles: readonly FoundFile[];
  readonly named: readonly FoundFile[];
  readonly flags: ReadonlyMap<string, Supplied>;
  readonly defaults: 'auto' | 'count' | 'skip';
  readonly deploymentOf: (absolute: string) => DeploymentOf;
  /** Whether to find out what other values of parameters would do. */
  readonly explore: boolean;
  /** A template that is not on disk, such as the one from standard input. */
  readonly given?: { readonly file: string; readonly read: ReadFile | ReadProblem };
  /** Bytes by absolute path that stand for those on disk: files as an edit would leave them. */
  readonly overlay?: ReadonlyMap<string, Uint8Array>;
}

export interface CountedInventory extends TemplateInventory {
  /** The same template for all listed values of its parameters, and the values they have. */
  readonly exploration?: { readonly inventory: TemplateInventory; readonly actual: ReadonlyMap<string, Value> };
  readonly counted: boolean;
  readonly notCountedBecause?: string;
}

export interface TemplateRun {
  readonly inventories: readonly CountedInventory[];
  readonly errors: readonly InventoryProblem[];
  readonly notes: readonly InventoryProblem[];
  readonly read: number;
  /** Texts of files in which there is something to point at, as many as fit a bound; the others are read again. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Characters of all texts that are kept. */
const MOST_TEXT = 64_000_000;

/** Reads and expands templates one after the other, each with its parameter files, keeping only their inventories. */
export function readTemplates(request: TemplateRequest): TemplateRun {
  const { cwd, maxSize, templates } = request;
  const pairs = findParameterFiles(templates, request.parameterFiles, cwd, maxSize);
  const problems: InventoryProblem[] = [];
  const readLinked = linkedTemplateReader(request, (problem) => problems.push({ error: true, ...problem }));
  const inventories: Omit<CountedInventory, 'counted'>[] = [];
  const texts = new Map<string, string>();
  let room = MOST_TEXT;
  let read = 0;
  const expand = (...[file, ...rest]: Parameters<typeof expandOne>): void =>
    contain(
      () => expandOne(file, ...rest),
      (crash) => void problems.push({ error: true, ...crash, location: { file } }),
    );
  const expandOne = (
    file: string,
    absolute: string,
    found: ReadFile | ReadProblem,
    parameterFiles: readonly FoundFile[],
  ): void => {
    const problem = isProblem(found) ? found : templateProblem(file, found.json);
    if (isProblem(found) || problem !== undefined) {
      if (problem !== undefined) problems.push({ error: true, ...problem });
      return;
    }
    read++;
    if (found.notes.length > 0) problems.push(note('tolerated', `read with ${found.notes.join(', ')}`, file));
    const { target, key } = request.deploymentOf(absolute);
    for (const values of valueSets(parameterFiles, request, problems)) {
      const deploymentKey = key ?? `${file}+${values.parameters ?? ''}`;
      const input = {
        file,
        template: found.json,
        size: found.size,
        values: values.values,
        target,
        deploymentKey,
        readLinked,
      };
      const label = { basis: values.basis, ...(values.parameters !== undefined && { parameters: values.parameters }) };
      const inventory = templateInventory(input, label);
      inventories.push(request.explore ? { ...inventory, ...explore(input, label) } : inventory);
      const hasPlaces = inventory.registries.length + inventory.settings.length + inventory.problems.length > 0;
      if (hasPlaces && !texts.has(file) && found.text.length <= room) {
        texts.set(file, found.text);
        room -= found.text.length;
      }
    }
  };
  for (const found of templates) {
    const files = request.named.length > 0 ? request.named : (pairs.get(found.file) ?? []);
    expand(found.file, found.absolute, readJsonFile(found.file, found.absolute, maxSize, request.overlay), files);
  }
  if (request.given !== undefined)
    expand(request.given.file, resolve(cwd, request.given.file), request.given.read, request.named);
  const all = [...problems, ...inventories.flatMap((inventory) => inventory.problems)];
  const distinct = [...new Map(all.map((problem) => [JSON.stringify(problem), problem])).values()];
  return {
    inventories: count(inventories, request.defaults),
    errors: distinct.filter(({ error }) => error),
    notes: distinct.filter(({ error }) => !error),
    read,
    texts,
  };
}

function explore(
  input: ExpandInput,
  label: Pick<TemplateInventory, 'basis' | 'parameters'>,
): Pick<CountedInventory, 'exploration'> {
  const actual = new Map<string, Value>();
  return { exploration: { inventory: templateInventory({ ...input, explored: actual }, label), actual } };
}

function note(code: string, message: string, file: string): InventoryProblem {
  return { error: false, code, message, location: { file } };
}

/** Why a file that was named is no template. */
export function templateProblem(file: string, json: JsonValue): ReadProblem | undefined {
  if (isJsonObject(json) && ['resources', '$schema', 'predictedResources'].some((name) => at(json, name) !== undefined))
    return undefined;
  return {
    code: 'not-a-template',
    message: 'the file is no ARM template: it has neither $schema nor resources',
    location: { file },
  };
}

interface ValueSet {
  readonly basis: 'defaults' | 'parameters';
  readonly parameters?: string;
  readonly values: ReadonlyMap<string, Supplied>;
}

/** The template alone, and with each of its parameter files; `--set` goes into all of them. */
function valueSets(
  files: readonly FoundFile[],
  request: TemplateRequest,
  problems: InventoryProblem[],
): readonly ValueSet[] {
  const { flags } = request;
  const sets: ValueSet[] = [];
  for (const { file, absolute } of files) {
    const found = readJsonFile(file, absolute, request.maxSize, request.overlay);
    const values = isProblem(found) ? found : containedIn(file, () => parameterValues(found.json, file));
    if (values !== undefined && isProblem(values)) problems.push({ error: true, ...values });
    else if (values === undefined)
      problems.push({
        error: true,
        code: 'not-parameters',
        message: 'the file holds no parameters',
        location: { file },
      });
    else sets.push({ basis: 'parameters', parameters: file, values: new Map([...values, ...flags]) });
  }
  if (request.defaults === 'skip' && sets.length > 0) return sets;
  return [{ basis: flags.size > 0 && sets.length === 0 ? 'parameters' : 'defaults', values: flags }, ...sets];
}

/** Nobody deploys the defaults where parameter files exist, nor a module that another input nests. */
function count(
  inventories: readonly Omit<CountedInventory, 'counted'>[],
  defaults: TemplateRequest['defaults'],
): readonly CountedInventory[] {
  const withFiles = new Set(inventories.filter(({ parameters }) => parameters !== undefined).map(({ file }) => file));
  const nestedIn = new Map<string, Set<string>>();
  for (const { file = '', nestedHashes } of inventories) {
    for (const hash of nestedHashes) nestedIn.set(hash, (nestedIn.get(hash) ?? new Set()).add(file));
  }
  return inventories.map((inventory) => {
    const { file = '', hash, basis } = inventory;
    if (defaults !== 'auto' || basis !== 'defaults') return { ...inventory, counted: true };
    if (withFiles.has(file))
      return { ...inventory, counted: false, notCountedBecause: 'the template has parameter files' };
    const parent = [...(nestedIn.get(hash ?? '') ?? [])].find((other) => other !== file);
    return parent === undefined
      ? { ...inventory, counted: true }
      : { ...inventory, counted: false, notCountedBecause: `it is a module of ${parent}` };
  });
}

/** A found file from a path as typed. */
export function namedFile(cwd: string, path: string): FoundFile {
  return { file: path.split(sep).join('/'), absolute: resolve(cwd, path), named: true };
}
