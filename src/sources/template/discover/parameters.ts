import { type Dirent, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { readBounded } from '../../../bounded-read.ts';
import { DEFAULT_MAX_SIZE } from './discover.ts';
import { gitRoot } from './gitignore.ts';
import { CASELESS_FILES, childPath, compareText, isInside, isJsonName, relativePath } from './path-text.ts';
import type { FoundFile } from './records.ts';
import { type ParameterFileFacts, parameterFileFacts, sniffKind } from './sniff.ts';

const MOST_FILES_READ_PER_FOLDER = 1000;

/** A folder that holds templates, as it was listed once. */
interface Folder {
  readonly path: string;
  /** JSON files in it, sorted; links that lead out of the repository are left out. */
  readonly names: readonly string[];
  readonly templates: readonly FoundFile[];
}

interface Pairing {
  readonly cwd: string;
  readonly maxSize: number;
  readonly folders: ReadonlyMap<string, Folder>;
  readonly templates: ReadonlyMap<string, FoundFile>;
}

/**
 * The parameter files of each template, sorted by `file`; every template has an entry, if only an empty one.
 *
 * A parameter file belongs to the template that its `metadata.template` names: a path relative to the parameter file or,
 * unless it begins with `./` or `../`, to `cwd`. Otherwise its name decides, in any letter case: in the folder of
 * `x.json`, `x.parameters.json` and `x.*.parameters.json` (or `.jsonc`) belong to it, to the longest `x` that exists;
 * `azuredeploy.parameters.json` without an `azuredeploy.json` belongs to the only template of the folder.
 *
 * `seen` are the parameter files that a search found anywhere. Beside them the folders of the templates are listed, so
 * that a template that was named alone has its parameter files too, and `.gitignore` does not hide them. A file that
 * cannot be read still pairs by its name: whoever reads it reports the reason. `maxSize` is in bytes.
 */
export function findParameterFiles(
  templates: readonly FoundFile[],
  seen: readonly FoundFile[],
  cwd: string,
  maxSize: number = DEFAULT_MAX_SIZE,
): Map<string, FoundFile[]> {
  const pairing: Pairing = {
    cwd: resolve(cwd),
    maxSize,
    folders: listFolders(templates),
    templates: new Map(templates.map((template) => [pathKey(template.absolute), template])),
  };
  const found = new Map<string, FoundFile[]>(templates.map((template) => [template.file, []]));
  for (const candidate of candidates(pairing, seen)) {
    for (const template of templatesOf(pairing, candidate)) found.get(template.file)?.push(candidate);
  }
  return found;
}

function listFolders(templates: readonly FoundFile[]): Map<string, Folder> {
  const byFolder = new Map<string, FoundFile[]>();
  for (const template of templates) {
    const path = dirname(template.absolute);
    const list = byFolder.get(path);
    if (list) list.push(template);
    else byFolder.set(path, [template]);
  }
  const folders = new Map<string, Folder>();
  for (const [path, inFolder] of byFolder) folders.set(path, { path, names: listNames(path), templates: inFolder });
  return folders;
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => isJsonName(entry.name) && isReadable(folder, entry))
      .map((entry) => entry.name)
      .sort(compareText);
  } catch {
    return [];
  }
}

/** Whether an entry is a file, or a link that stays in the repository: a link is part of untrusted input. */
function isReadable(folder: string, entry: Dirent): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  try {
    const real = realpathSync.native(folder);
    return isInside(gitRoot(real) ?? real, realpathSync.native(childPath(folder, entry.name)));
  } catch {
    return false;
  }
}

/**
 * What may be a parameter file: those seen, and JSON files beside the templates that are no inputs themselves and have
 * `param` in their names. Beside a template that was named, any: no search has looked at those.
 */
function candidates(pairing: Pairing, seen: readonly FoundFile[]): FoundFile[] {
  const found = new Map(seen.map((file) => [pathKey(file.absolute), file]));
  for (const folder of pairing.folders.values()) {
    const all = folder.templates.some((template) => template.named);
    const names = folder.names.filter((name) => all || /param/i.test(name)).slice(0, MOST_FILES_READ_PER_FOLDER);
    for (const name of names) {
      const absolute = childPath(folder.path, name);
      const key = pathKey(absolute);
      if (found.has(key) || pairing.templates.has(key)) continue;
      found.set(key, { file: relativePath(pairing.cwd, absolute), absolute, named: false });
    }
  }
  return [...found.values()].sort((a, b) => compareText(a.file, b.file));
}

function templatesOf(pairing: Pairing, candidate: FoundFile): readonly FoundFile[] {
  const facts = readFacts(candidate, pairing.maxSize);
  if (!facts.usable) return [];
  const folder = pairing.folders.get(dirname(candidate.absolute));
  if (facts.template !== undefined) {
    const targets = linkTargets(pairing, candidate, facts.template);
    const linked = targets.map((target) => pairing.templates.get(pathKey(target))).find((template) => template);
    if (linked) return [linked];
    // The file says that it belongs to a neighbour that is no input of this run.
    if (folder && targets.some((target) => isListed(folder, target))) return [];
  }
  return folder ? templatesByName(pairing, folder, basename(candidate.absolute)) : [];
}

function readFacts(candidate: FoundFile, maxSize: number): ParameterFileFacts {
  const result = readBounded(candidate.absolute, maxSize);
  return 'bytes' in result ? parameterFileFacts(result.bytes) : { usable: true };
}

/** Paths that a link may mean. They are compared with what was found, and never opened. */
function linkTargets(pairing: Pairing, candidate: FoundFile, link: string): string[] {
  const path = link.trim().replaceAll('\\', '/');
  // An address; one letter before the colon is a drive.
  if (path === '' || /^[a-z][a-z\d+.-]+:/i.test(path)) return [];
  const beside = resolve(dirname(candidate.absolute), path);
  return /^\.\.?\//.test(path) ? [beside] : [beside, resolve(pairing.cwd, path)];
}

function isListed(folder: Folder, target: string): boolean {
  return dirname(target) === folder.path && folder.names.includes(basename(target));
}

function templatesByName(pairing: Pairing, folder: Folder, name: string): readonly FoundFile[] {
  for (const own of templateStems(stem(name))) {
    const templates = folder.templates.filter(({ absolute }) => stem(basename(absolute)) === own);
    if (templates.length > 0) return templates;
    // Of a template that is no input of this run, and so of no other.
    if (folder.names.some((other) => stem(other) === own && isTemplate(pairing, folder, other))) return [];
  }
  const conventional = stem(name) === 'azuredeploy.parameters';
  return conventional && isOnlyTemplate(pairing, folder) ? folder.templates : [];
}

/** The stems that `a.b.parameters` may belong to, the longest first: `a.b`, then `a`. */
function templateStems(name: string): string[] {
  const suffix = '.parameters';
  if (!name.endsWith(suffix)) return [];
  const stems: string[] = [];
  for (let end = name.length - suffix.length; end > 0; end = name.lastIndexOf('.', end - 1)) {
    stems.push(name.slice(0, end));
  }
  return stems;
}

function isOnlyTemplate(pairing: Pairing, folder: Folder): boolean {
  const [only, second] = folder.templates;
  if (!only || second) return false;
  if (folder.names.length > MOST_FILES_READ_PER_FOLDER) return false;
  return folder.names.every((name) => name === basename(only.absolute) || !isTemplate(pairing, folder, name));
}

function isTemplate(pairing: Pairing, folder: Folder, name: string): boolean {
  const result = readBounded(childPath(folder.path, name), pairing.maxSize);
  return 'bytes' in result && sniffKind(result.bytes, { named: false, json: true }) === 'template';
}

function stem(name: string): string {
  return name.replace(/\.jsonc?$/i, '').toLowerCase();
}

function pathKey(absolute: string): string {
  return CASELESS_FILES ? absolute.toLowerCase() : absolute;
}
