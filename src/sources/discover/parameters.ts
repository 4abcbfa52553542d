import { basename, dirname, resolve } from 'node:path';
import { readBounded } from '../../util/bounded-read.ts';
import {
  childPath,
  compareText,
  foldersUp,
  isBicepName,
  isInside,
  isJsonName,
  relativePath,
} from '../../util/path-text.ts';
import { DEFAULT_MAX_SIZE } from './discover.ts';
import { gitRoot } from './gitignore.ts';
import type { FoundFile } from './records.ts';
import { type ParameterFileFacts, parameterFileFacts } from './sniff.ts';
import { homesOf, parameterFoldersOf, pathKey, type TemplateFolders, templateFolders } from './template-folders.ts';
import { saysParameters } from './template-names.ts';

const MAX_FILES_PER_FOLDER = 1000;

/** What a parameter file belongs to. */
type Partner =
  /** Templates of the run. */
  | { readonly kind: 'inputs'; readonly templates: readonly FoundFile[] }
  /** A template on disk that is no input of the run; absolute path. */
  | { readonly kind: 'elsewhere'; readonly template: string }
  | { readonly kind: 'none' };

export interface PairingRequest {
  readonly cwd: string;
  /** In bytes. */
  readonly maxSize?: number;
  readonly templates: readonly FoundFile[];
  /** Parameter files that the search came to, or that were named as inputs. */
  readonly seen: readonly FoundFile[];
  /** The templates on disk that the configuration gives a parameter file to; undefined for one that it does not mention. */
  readonly configured?: (parameterFile: string) => readonly FoundFile[] | undefined;
}

export interface Pairing {
  /** Those of the request, and those that named parameter files belong to; sorted by `file`. */
  readonly templates: readonly FoundFile[];
  /** The parameter files of each template, by its `file`, sorted; every template has an entry, if only an empty one. */
  readonly filesOf: ReadonlyMap<string, readonly FoundFile[]>;
  /** Parameter files that were seen and belong to no template, and those that were named and belong to none that can be read. */
  readonly unpaired: readonly { readonly file: FoundFile; readonly bicep?: string }[];
}

/**
 * Finds the template of every parameter file. What the configuration says comes first, then the file's own
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
  const { maxSize = DEFAULT_MAX_SIZE, seen, configured = () => undefined } = request;
  const given = surroundings(request.templates, cwd, maxSize);
  const named = seen.filter((file) => file.named);
  const brought = named.flatMap((file) => configured(file.absolute) ?? broughtBy(file, given));
  const all = new Map([...brought, ...request.templates].map((template) => [pathKey(template.absolute), template]));
  const templates = [...all.values()].sort((a, b) => compareText(a.file, b.file));
  const here = brought.length === 0 ? given : surroundings(templates, cwd, maxSize);
  const filesOf = new Map<string, FoundFile[]>(templates.map(({ file }) => [file, []]));
  const unpaired: { file: FoundFile; bicep?: string }[] = [];
  const isSeen = new Set(seen);
  for (const { file, isBeside } of candidates(here, seen)) {
    if (configured(file.absolute) !== undefined) continue;
    const facts = readFacts(file, maxSize);
    const partner = partnerOf(file, facts, isSeen.has(file), here);
    if (partner.kind === 'inputs') for (const template of partner.templates) filesOf.get(template.file)?.push(file);
    // Of a template that is no input, and so none of this run's business; one that is Bicep cannot be one.
    else if (partner.kind === 'elsewhere' && file.named)
      unpaired.push({ file, bicep: relativePath(cwd, partner.template) });
    else if (partner.kind === 'none' && (isSeen.has(file) || (isBeside && facts.isParameterFile === true)))
      unpaired.push({ file });
  }
  return { templates, filesOf, unpaired };
}

/** The templates that parameter files of the command line belong to, by the same rules, among those of a run. */
export function templatesOf(
  files: readonly FoundFile[],
  { templates, cwd, maxSize = DEFAULT_MAX_SIZE, configured = () => undefined }: Omit<PairingRequest, 'seen'>,
): ReadonlyMap<FoundFile, readonly FoundFile[]> {
  const here = surroundings(templates, cwd, maxSize);
  const found = files.map((file): [FoundFile, readonly FoundFile[]] => {
    const said = configured(file.absolute)?.flatMap(({ absolute }) => here.templates.get(pathKey(absolute)) ?? []);
    if (said !== undefined && said.length > 0) return [file, said];
    const partner = partnerOf(file, readFacts(file, maxSize), false, here);
    return [file, partner.kind === 'inputs' ? partner.templates : []];
  });
  return new Map(found);
}

/** What a parameter file is looked at in. */
interface Surroundings {
  readonly cwd: string;
  readonly maxSize: number;
  /** Those of the run, by path. */
  readonly templates: ReadonlyMap<string, FoundFile>;
  readonly folders: TemplateFolders;
}

function surroundings(templates: readonly FoundFile[], cwd: string, maxSize: number): Surroundings {
  return {
    cwd: resolve(cwd),
    maxSize,
    templates: new Map(templates.map((template) => [pathKey(template.absolute), template])),
    folders: templateFolders(templates, maxSize),
  };
}

/** The template of a named parameter file, if the run does not have it already. */
function broughtBy(file: FoundFile, here: Surroundings): readonly FoundFile[] {
  const partner = partnerOf(file, readFacts(file, here.maxSize), true, here);
  if (partner.kind !== 'elsewhere' || isBicepName(partner.template)) return [];
  return [{ file: relativePath(here.cwd, partner.template), absolute: partner.template, named: true }];
}

interface Candidate {
  readonly file: FoundFile;
  /** In the folder of a template, and looked at whatever the search left out. */
  readonly isBeside: boolean;
}

/** What may be a parameter file: those seen, and those around the templates that were not, sorted by `file`. */
function candidates(here: Surroundings, seen: readonly FoundFile[]): readonly Candidate[] {
  const found = new Map<string, Candidate>();
  for (const file of seen) found.set(pathKey(file.absolute), { file, isBeside: false });
  const add = (folder: string, isOwn: boolean, isBesideNamed: boolean): void => {
    const names = here.folders.list(folder).names.filter(isJsonName);
    // Beside a template that was named, any file may be one: no search has looked at those.
    const likely = isOwn && !isBesideNamed ? names.filter(saysParameters) : names;
    for (const name of likely.slice(0, MAX_FILES_PER_FOLDER)) {
      const absolute = childPath(folder, name);
      const key = pathKey(absolute);
      if (found.has(key) || here.templates.has(key)) continue;
      found.set(key, { file: { file: relativePath(here.cwd, absolute), absolute, named: false }, isBeside: isOwn });
    }
  };
  const own = new Map<string, boolean>();
  for (const { absolute, named, isSnapshot } of here.templates.values()) {
    if (isSnapshot !== true) own.set(dirname(absolute), own.get(dirname(absolute)) === true || named);
  }
  for (const [folder, isNamed] of own) {
    add(folder, true, isNamed);
    for (const other of parameterFoldersOf(folder, here.folders)) if (!own.has(other)) add(other, false, false);
  }
  return [...found.values()].sort((a, b) => compareText(a.file.file, b.file.file));
}

/** `isKnown`: the file is one whatever stands in it, as a search found. */
function partnerOf(
  file: FoundFile,
  { isParameterFile, template: link }: ParameterFileFacts,
  isKnown: boolean,
  here: Surroundings,
): Partner | { readonly kind: 'template' } {
  if (isParameterFile === false) return { kind: 'template' };
  const linked = link === undefined ? undefined : linkTarget(file, link, here);
  if (linked !== undefined) return partnerAt([linked], here);
  const isSure = isKnown || isParameterFile === true;
  if (!isSure && !saysParameters(basename(file.absolute))) return { kind: 'none' };
  const { above, beside } = homesOf(file.absolute, here.folders);
  const byName = (folder: string): readonly (readonly string[])[] => {
    const found = here.folders.byName(folder, file.absolute);
    return found.length > 0 ? [found] : [];
  };
  const [nearest] = above.flatMap(byName);
  if (nearest !== undefined) return partnerAt(nearest, here);
  const [other, another] = beside.flatMap(byName);
  if (other !== undefined && another === undefined) return partnerAt(other, here);
  for (const folder of isSure && other === undefined ? above : []) {
    const found = here.folders.only(folder);
    if (found === 'several') break;
    if (found.length > 0) return partnerAt(found, here);
  }
  return { kind: 'none' };
}

function partnerAt(paths: readonly string[], { templates }: Surroundings): Partner {
  const inputs = paths.flatMap((path) => templates.get(pathKey(path)) ?? []);
  if (inputs.length > 0) return { kind: 'inputs', templates: inputs };
  const [template = ''] = paths.filter((path) => !isBicepName(path)).concat(paths);
  return { kind: 'elsewhere', template };
}

function readFacts(file: FoundFile, maxSize: number): ParameterFileFacts {
  const result = readBounded(file.absolute, maxSize);
  return 'bytes' in result ? parameterFileFacts(result.bytes) : {};
}

/** The template that a parameter file names itself: one of the run, or one inside the repository. */
function linkTarget(file: FoundFile, link: string, { templates, folders }: Surroundings): string | undefined {
  const path = link.trim().replaceAll('\\', '/');
  // An address; one letter before the colon is a drive.
  if (path === '' || path.includes('\0') || /^[a-z][a-z\d+.-]+:/i.test(path)) return undefined;
  const own = dirname(file.absolute);
  const top = gitRoot(own);
  const above = foldersUp(own).filter((folder) => top === undefined || isInside(top, folder));
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
