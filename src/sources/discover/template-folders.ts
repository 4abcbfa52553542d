import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { readBounded } from '../../util/bounded-read.ts';
import { CASELESS_FILES, childPath, compareText, isBicepName, isInside, isJsonName } from '../../util/path-text.ts';
import { gitRoot } from './gitignore.ts';
import type { FoundFile } from './records.ts';
import { sniffKind } from './sniff.ts';
import { namesTemplate, saysParameters, stemOf } from './template-names.ts';

/** A folder past this many JSON files is no folder of templates, and counting those in it takes too long. */
const MAX_FILES_PER_FOLDER = 1000;
const MAX_FOLDERS_PER_FOLDER = 1000;
/** How far above a parameter file the folder may be that is named for parameters, as in `parameters/prod/eu`. */
const MAX_LEVELS = 3;

/** What a folder holds: names of files, JSON and Bicep, and of folders, each sorted. Links out of the repository are left out. */
interface Folder {
  readonly path: string;
  readonly names: readonly string[];
  readonly folders: readonly string[];
}

/** The templates on disk around parameter files; each folder is listed once, each file looked into once, when asked for. */
export interface TemplateFolders {
  readonly list: (path: string) => Folder;
  /** Absolute paths of the templates of a folder that a parameter file's name fits best: those of the longest name. */
  readonly byName: (path: string, parameterFile: string) => readonly string[];
  /** The templates of a folder, if all of them have one name; `several` where they have not. */
  readonly only: (path: string) => readonly string[] | 'several';
  readonly isTemplate: (absolute: string) => boolean;
}

/** `inputs` are the templates of the run, which need not be looked into; sizes are in bytes. */
export function templateFolders(inputs: readonly FoundFile[], maxSize: number): TemplateFolders {
  const listed = new Map<string, Folder>();
  const known = new Map(inputs.map(({ absolute, isSnapshot }) => [pathKey(absolute), isSnapshot !== true]));
  const list = (path: string): Folder => {
    const folder = listed.get(path) ?? listFolder(path);
    listed.set(path, folder);
    return folder;
  };
  const isTemplate = (absolute: string): boolean => {
    const key = pathKey(absolute);
    const found = known.get(key) ?? (isBicepName(absolute) ? /\.bicep$/i.test(absolute) : isJsonTemplate(absolute));
    known.set(key, found);
    return found;
  };
  const isJsonTemplate = (absolute: string): boolean => {
    const result = readBounded(absolute, maxSize);
    return 'bytes' in result && sniffKind(result.bytes, { named: false, json: true }) === 'template';
  };
  const templatesIn = (path: string, names: readonly string[]): readonly string[] =>
    names.map((name) => childPath(path, name)).filter(isTemplate);
  return {
    list,
    isTemplate,
    byName: (path, parameterFile) => {
      const own = stemOf(basename(parameterFile));
      const fitting = list(path).names.filter(
        (name) => namesTemplate(own, stemOf(name)) && childPath(path, name) !== parameterFile,
      );
      const longestFirst = [...new Set(fitting.map(stemOf))].sort((a, b) => b.length - a.length);
      for (const stem of longestFirst) {
        const found = templatesIn(
          path,
          fitting.filter((name) => stemOf(name) === stem),
        );
        if (found.length > 0) return found;
      }
      return [];
    },
    only: (path) => {
      const { names } = list(path);
      if (names.length > MAX_FILES_PER_FOLDER) return 'several';
      const found = templatesIn(path, names);
      return new Set(found.map((absolute) => stemOf(basename(absolute)))).size > 1 ? 'several' : found;
    },
  };
}

/**
 * The folders in which the template of a parameter file may be: its own; where that or one above it is named for
 * parameters, those up to the folder which that one is in; and the other folders in there, such as `templates` beside
 * `parameters`. Nothing above the repository.
 */
export function homesOf(
  parameterFile: string,
  { list }: Pick<TemplateFolders, 'list'>,
): { readonly above: readonly string[]; readonly beside: readonly string[] } {
  const own = dirname(parameterFile);
  const top = gitRoot(own);
  const above = [own];
  for (let at = own; above.length <= MAX_LEVELS && at !== top && at !== dirname(at); at = dirname(at)) {
    above.push(dirname(at));
    if (!saysParameters(basename(at))) continue;
    const beside = list(dirname(at)).folders.map((name) => childPath(dirname(at), name));
    return { above, beside: beside.filter((folder) => folder !== at) };
  }
  return { above: [own], beside: [] };
}

/** Folders for the parameters of a folder's templates: those named so in it and beside it, and the folders in these. */
export function parameterFoldersOf(path: string, { list }: Pick<TemplateFolders, 'list'>): readonly string[] {
  const top = gitRoot(path);
  const around = path === top || path === dirname(path) ? [path] : [path, dirname(path)];
  const named = around.flatMap((folder) =>
    list(folder)
      .folders.filter(saysParameters)
      .map((name) => childPath(folder, name)),
  );
  return named.flatMap((folder) => [folder, ...list(folder).folders.map((name) => childPath(folder, name))]);
}

function listFolder(path: string): Folder {
  try {
    const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => compareText(a.name, b.name));
    const files = entries.filter(({ name }) => isJsonName(name) || isBicepName(name));
    return {
      path,
      names: files.filter((entry) => isReadable(path, entry)).map(({ name }) => name),
      folders: entries
        .filter((entry) => entry.isDirectory() && entry.name !== '.git' && entry.name !== 'node_modules')
        .slice(0, MAX_FOLDERS_PER_FOLDER)
        .map(({ name }) => name),
    };
  } catch {
    return { path, names: [], folders: [] };
  }
}

/** Whether an entry is a file, or a link to one that stays in the repository: a link is part of untrusted input. */
function isReadable(folder: string, entry: Dirent): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  try {
    const absolute = childPath(folder, entry.name);
    const real = realpathSync.native(folder);
    return isInside(gitRoot(real) ?? real, realpathSync.native(absolute)) && statSync(absolute).isFile();
  } catch {
    return false;
  }
}

/** One text for a path, however its letters are written where the file system ignores that. */
export function pathKey(absolute: string): string {
  return CASELESS_FILES ? absolute.toLowerCase() : absolute;
}
