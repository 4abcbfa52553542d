import { dirname, relative, resolve, sep } from 'node:path';

/** Whether the file systems of this platform usually ignore letter case, as git assumes there too. */
export const CASE_INSENSITIVE_FILES = process.platform === 'win32' || process.platform === 'darwin';

/** The path with forward slashes only. A backslash is a separator on Windows alone. */
export function forwardSlashes(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

/** `absolute` as seen from `base`, with forward slashes; `.` for the folder itself. */
export function relativePath(base: string, absolute: string): string {
  const prefix = base.endsWith(sep) ? base : base + sep;
  // Most paths lie below the base, and `relative` costs more than the rest of the walk.
  if (absolute.startsWith(prefix)) return forwardSlashes(absolute.slice(prefix.length)) || '.';
  return forwardSlashes(relative(base, absolute)) || '.';
}

/** Whether `absolute` is `folder` or lies below it. Both normalised. */
export function isInside(folder: string, absolute: string): boolean {
  return absolute === folder || absolute.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** A folder and all above it, the nearest first. */
export function ancestorFolders(start: string): readonly string[] {
  const folders = [resolve(start)];
  for (let folder = resolve(start); dirname(folder) !== folder; folder = dirname(folder)) folders.push(dirname(folder));
  return folders;
}

/** `name` in `folder`, without normalising either. */
export function childPath(folder: string, name: string): string {
  return folder.endsWith(sep) ? folder + name : folder + sep + name;
}

/** Whether a name has the extension of JSON or of JSON with comments, in any letter case. */
export function isJsonName(name: string): boolean {
  return /\.jsonc?$/i.test(name);
}

/** Whether a name has the extension of Bicep or of its parameter files, in any letter case. */
export function isBicepName(name: string): boolean {
  return /\.bicep(?:param)?$/i.test(name);
}

/** Whether a name has the extension of a parameter file of Bicep, in any letter case. */
export function isBicepParamName(name: string): boolean {
  return /\.bicepparam$/i.test(name);
}

/** Order by code unit: the same on every platform and in every locale. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** What stands behind the last slash of a path, an id or a type. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
