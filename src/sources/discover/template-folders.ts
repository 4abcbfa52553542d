import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { readBounded } from '../../util/bounded-read.ts';
import {
  CASE_INSENSITIVE_FILES,
  childPath,
  compareStrings,
  isBicepName,
  isInside,
  isJsonName,
} from '../../util/paths.ts';
import type { FoundFile } from './discovered-files.ts';
import { gitRoot } from './gitignore.ts';
import { sniffKind } from './sniff-kind.ts';
import { mentionsParameters, namesTemplate, stemOf } from './template-names.ts';

/** A folder with more JSON files is not a folder of templates, and classifying all of them would take too long. */
const MAX_FILES_PER_FOLDER = 1000;
const MAX_FOLDERS_PER_FOLDER = 1000;
/** The maximum distance of a parameter file from the folder named for parameters, as in `parameters/prod/eu`. */
const MAX_LEVELS = 3;

/** The names of JSON and Bicep files and of folders in a folder, each sorted. Links out of the repository are left out. */
interface FolderListing {
  readonly path: string;
  readonly names: readonly string[];
  readonly folders: readonly string[];
}

/** The templates on disk around parameter files; folders are listed and files classified once, on demand. */
export interface TemplateFolders {
  readonly list: (path: string) => FolderListing;
  /** Absolute paths of the templates in a folder that best match the name of a parameter file: those with the longest name. */
  readonly byName: (path: string, parameterFile: string) => readonly string[];
  /** The templates of a folder if all have the same name, otherwise `several`. */
  readonly onlyTemplate: (path: string) => readonly string[] | 'several';
  readonly isTemplate: (absolute: string) => boolean;
}

/** `inputs` are the templates of the run, which need no classification; sizes are in bytes. */
export function templateFolders(inputs: readonly FoundFile[], maxSize: number): TemplateFolders {
  const listed = new Map<string, FolderListing>();
  const known = new Map(inputs.map(({ absolute, isSnapshot }) => [pathKey(absolute), isSnapshot !== true]));
  const list = (path: string): FolderListing => {
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
    onlyTemplate: (path) => {
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
export function candidateFolders(
  parameterFile: string,
  { list }: Pick<TemplateFolders, 'list'>,
): { readonly above: readonly string[]; readonly beside: readonly string[] } {
  const own = dirname(parameterFile);
  const top = gitRoot(own);
  const above = [own];
  for (let at = own; above.length <= MAX_LEVELS && at !== top && at !== dirname(at); at = dirname(at)) {
    above.push(dirname(at));
    if (!mentionsParameters(basename(at))) continue;
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
      .folders.filter(mentionsParameters)
      .map((name) => childPath(folder, name)),
  );
  return named.flatMap((folder) => [folder, ...list(folder).folders.map((name) => childPath(folder, name))]);
}

function listFolder(path: string): FolderListing {
  try {
    const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => compareStrings(a.name, b.name));
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

/** Whether an entry is a file, or a link to one inside the repository: links are untrusted input. */
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

/** A key for a path, in lower case if the file system ignores letter case. */
export function pathKey(absolute: string): string {
  return CASE_INSENSITIVE_FILES ? absolute.toLowerCase() : absolute;
}
