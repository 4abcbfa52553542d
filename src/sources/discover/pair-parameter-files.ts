import { basename, dirname, resolve } from 'node:path';
import { type Overlay, readBounded } from '../../util/bounded-read.ts';
import {
  ancestorFolders,
  childPath,
  compareStrings,
  isBicepParamName,
  isInside,
  isJsonName,
  relativePath,
} from '../../util/paths.ts';
import { DEFAULT_MAX_SIZE } from './discover.ts';
import type { FoundFile } from './discovered-files.ts';
import { gitRoot } from './gitignore.ts';
import { bicepParameterFacts, type ParameterFileFacts, parameterFileFacts } from './parameter-file-facts.ts';
import {
  candidateFolders,
  parameterFoldersOf,
  pathKey,
  type TemplateFolders,
  templateFolders,
} from './template-folders.ts';
import { mentionsParameters } from './template-names.ts';

const MAX_FILES_PER_FOLDER = 1000;

/** The template of a parameter file. */
type TemplateMatch =
  /** Templates of the run. */
  | { readonly kind: 'inputs'; readonly templates: readonly FoundFile[] }
  /** Templates on disk that are no inputs of the run: one, or JSON and the Bicep of the same name; absolute paths. */
  | { readonly kind: 'elsewhere'; readonly paths: readonly string[] }
  /** `using`: what a `.bicepparam` file names, and is no template here. */
  | { readonly kind: 'none'; readonly using?: string };

/** The templates that the configuration assigns to a parameter file; undefined for one that it does not mention. */
export type ConfiguredTemplates = (parameterFile: string) => readonly FoundFile[] | undefined;

export interface PairingRequest {
  readonly cwd: string;
  /** In bytes. */
  readonly maxSize?: number;
  readonly templates: readonly FoundFile[];
  /** Parameter files that the search found, or that were named as inputs. */
  readonly seen: readonly FoundFile[];
  readonly configured?: ConfiguredTemplates;
  /** Contents in place of those on disk. */
  readonly overlay?: Overlay | undefined;
}

/** A parameter file without a template; `using` is what it names. */
export type UnpairedFile = FoundFile & { readonly using?: string };

export interface Pairing {
  /** Those of the request and those of named parameter files; sorted by `file`. */
  readonly templates: readonly FoundFile[];
  /** The parameter files of each template, by its `file`, sorted; every template has an entry, even if it is empty. */
  readonly filesOf: ReadonlyMap<string, readonly FoundFile[]>;
  /** Parameter files without a template, and named ones whose template cannot be read. */
  readonly unpaired: readonly UnpairedFile[];
}

/**
 * Finds the template of every parameter file. The configuration takes precedence, then the file's own
 * `metadata.template` (a path relative to it or, unless it begins with `./` or `../`, to a folder above it, up to the
 * repository's root: never to the folder that a run starts in), then its name:
 *
 * - It begins with the template's name and a separator, after words such as `parameters` at its front: `x.parameters.json`,
 *   `x-prod.params.json`, `x.prod.json`, `parameters.x.json` of `x.json`. Of several that fit, the longest.
 * - Else it belongs to the only template of the folder, whatever its name: `prod.parameters.json`.
 *
 * Folders are the file's own and, where that is named for parameters, the one around it; by name also those beside it
 * (`parameters/x.prod.json` of `x.json` and of `templates/x.json`).
 *
 * Beside the files that were seen, the folders of the templates are listed, so that a template that was named alone has
 * its parameter files too, and `.gitignore` does not hide them. There, files that neither a `$schema` nor their
 * shape tells need a word such as `parameters` in their name and the template's name before it. A named parameter file names its template as well.
 */
export function pairParameterFiles(request: PairingRequest): Pairing {
  const cwd = resolve(request.cwd);
  const { maxSize = DEFAULT_MAX_SIZE, seen, configured = () => undefined, overlay } = request;
  const initial = pairingContext(request.templates, cwd, maxSize, overlay);
  const named = seen.filter((file) => file.named);
  const added = named.flatMap((file) => configured(file.absolute) ?? templateNamedBy(file, initial));
  const all = new Map([...added, ...request.templates].map((template) => [pathKey(template.absolute), template]));
  const templates = [...all.values()].sort((a, b) => compareStrings(a.file, b.file));
  const context = added.length === 0 ? initial : pairingContext(templates, cwd, maxSize, overlay);
  const filesOf = new Map<string, FoundFile[]>(templates.map(({ file }) => [file, []]));
  const unpaired: UnpairedFile[] = [];
  const isSeen = new Set(seen);
  for (const { file, isBeside } of candidates(context, seen)) {
    if (configured(file.absolute) !== undefined) continue;
    const facts = readFacts(file, context);
    const match = matchTemplate(file, facts, isSeen.has(file), context);
    if (match.kind === 'inputs') for (const template of match.templates) filesOf.get(template.file)?.push(file);
    // Of a template that is not an input the file does not concern this run.
    else if (match.kind === 'none' && (isSeen.has(file) || (isBeside && facts.isParameterFile === true)))
      unpaired.push(match.using === undefined ? file : { ...file, using: match.using });
  }
  return { templates, filesOf, unpaired };
}

/** The templates that parameter files of the command line belong to, by the same rules, among those of a run. */
export function templatesOf(
  files: readonly FoundFile[],
  { templates, cwd, maxSize = DEFAULT_MAX_SIZE, configured = () => undefined, overlay }: Omit<PairingRequest, 'seen'>,
): ReadonlyMap<FoundFile, readonly FoundFile[]> {
  const context = pairingContext(templates, cwd, maxSize, overlay);
  const found = files.map((file): [FoundFile, readonly FoundFile[]] => {
    const configuredTemplates = configured(file.absolute)?.flatMap(
      ({ absolute }) => context.templates.get(pathKey(absolute)) ?? [],
    );
    if (configuredTemplates !== undefined && configuredTemplates.length > 0) return [file, configuredTemplates];
    const match = matchTemplate(file, readFacts(file, context), false, context);
    return [file, match.kind === 'inputs' ? match.templates : []];
  });
  return new Map(found);
}

/** The context in which parameter files are paired. */
interface PairingContext {
  readonly cwd: string;
  readonly maxSize: number;
  readonly overlay: Overlay | undefined;
  /** Those of the run, by path. */
  readonly templates: ReadonlyMap<string, FoundFile>;
  readonly folders: TemplateFolders;
}

function pairingContext(
  templates: readonly FoundFile[],
  cwd: string,
  maxSize: number,
  overlay: Overlay | undefined,
): PairingContext {
  return {
    cwd: resolve(cwd),
    maxSize,
    overlay,
    templates: new Map(templates.map((template) => [pathKey(template.absolute), template])),
    folders: templateFolders(templates, maxSize),
  };
}

/** The template of a named parameter file, unless it is already an input. */
function templateNamedBy(file: FoundFile, context: PairingContext): readonly FoundFile[] {
  const match = matchTemplate(file, readFacts(file, context), true, context);
  if (match.kind !== 'elsewhere') return [];
  return match.paths.map((absolute) => ({ file: relativePath(context.cwd, absolute), absolute, named: true }));
}

interface Candidate {
  readonly file: FoundFile;
  /** In the folder of a template, and so considered even if the search excluded it. */
  readonly isBeside: boolean;
}

/** Possible parameter files: those seen and others around the templates, sorted by `file`. */
function candidates(context: PairingContext, seen: readonly FoundFile[]): readonly Candidate[] {
  const found = new Map<string, Candidate>();
  for (const file of seen) found.set(pathKey(file.absolute), { file, isBeside: false });
  const add = (folder: string, isOwn: boolean, isBesideNamed: boolean): void => {
    const names = context.folders.list(folder).names.filter((name) => isJsonName(name) || isBicepParamName(name));
    // Beside a named template any file may be one, because its folder was not searched.
    const likely = isOwn && !isBesideNamed ? names.filter(mentionsParameters) : names;
    for (const name of likely.slice(0, MAX_FILES_PER_FOLDER)) {
      const absolute = childPath(folder, name);
      const key = pathKey(absolute);
      if (found.has(key) || context.templates.has(key)) continue;
      found.set(key, { file: { file: relativePath(context.cwd, absolute), absolute, named: false }, isBeside: isOwn });
    }
  };
  const own = new Map<string, boolean>();
  for (const { absolute, named, isSnapshot } of context.templates.values()) {
    if (isSnapshot !== true) own.set(dirname(absolute), own.get(dirname(absolute)) === true || named);
  }
  for (const [folder, isNamed] of own) {
    add(folder, true, isNamed);
    for (const other of parameterFoldersOf(folder, context.folders)) if (!own.has(other)) add(other, false, false);
  }
  return [...found.values()].sort((a, b) => compareStrings(a.file.file, b.file.file));
}

/** `isKnown`: the search has already identified it as a parameter file. */
function matchTemplate(
  file: FoundFile,
  { isParameterFile, template: link, isBase }: ParameterFileFacts,
  isKnown: boolean,
  context: PairingContext,
): TemplateMatch | { readonly kind: 'unused' } {
  if (isParameterFile === false || isBase === true) return { kind: 'unused' };
  const linked = link === undefined ? undefined : linkTarget(file, link, context);
  if (linked !== undefined) return matchAt([linked], context);
  // `using` says it, and no name says otherwise.
  if (link !== undefined && isBicepParamName(file.absolute)) return { kind: 'none', using: link };
  const isSure = isKnown || isParameterFile === true;
  if (!isSure && !mentionsParameters(basename(file.absolute))) return { kind: 'none' };
  const { above, beside } = candidateFolders(file.absolute, context.folders);
  const byName = (folder: string): readonly (readonly string[])[] => {
    const found = context.folders.byName(folder, file.absolute);
    return found.length > 0 ? [found] : [];
  };
  const [nearest] = above.flatMap(byName);
  if (nearest !== undefined) return matchAt(nearest, context);
  const [other, another] = beside.flatMap(byName);
  if (other !== undefined && another === undefined) return matchAt(other, context);
  for (const folder of isSure && other === undefined ? above : []) {
    const found = context.folders.onlyTemplate(folder);
    if (found === 'several') break;
    if (found.length > 0) return matchAt(found, context);
  }
  return { kind: 'none' };
}

function matchAt(paths: readonly string[], { templates }: PairingContext): TemplateMatch {
  const inputs = paths.flatMap((path) => templates.get(pathKey(path)) ?? []);
  if (inputs.length > 0) return { kind: 'inputs', templates: inputs };
  return { kind: 'elsewhere', paths };
}

function readFacts(
  file: FoundFile,
  { maxSize, overlay }: Pick<PairingContext, 'maxSize' | 'overlay'>,
): ParameterFileFacts {
  const result = readBounded(file.absolute, maxSize, overlay);
  if ('problem' in result) return {};
  return isBicepParamName(file.absolute) ? bicepParameterFacts(result.bytes) : parameterFileFacts(result.bytes);
}

/** The template that a parameter file links to: one of the run, or one inside the repository. */
function linkTarget(file: FoundFile, link: string, { templates, folders }: PairingContext): string | undefined {
  const path = link.trim().replaceAll('\\', '/');
  // A URL; a single letter before the colon is a drive.
  if (path === '' || path.includes('\0') || /^[a-z][a-z\d+.-]+:/i.test(path)) return undefined;
  const own = dirname(file.absolute);
  const top = gitRoot(own);
  const above = ancestorFolders(own).filter((folder) => top === undefined || isInside(top, folder));
  const from = /^\.\.?\//.test(path) ? [own] : above;
  const targets = from.map((folder) => resolve(folder, path));
  const input = targets.find((target) => templates.has(pathKey(target)));
  if (input !== undefined) return input;
  const root = top ?? own;
  return targets.find(
    (target) =>
      isInside(root, target) &&
      folders.list(dirname(target)).names.includes(basename(target)) &&
      folders.isTemplate(target),
  );
}
