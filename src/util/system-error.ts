import { UsageError } from './errors.ts';

const TEXT_OF_CODE: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EROFS', 'the file system is read-only'],
  ['ENOENT', 'there is no such file or folder'],
  ['ENOTDIR', 'a part of the path is no folder'],
  ['EISDIR', 'it is a folder'],
  ['ELOOP', 'it is a symbolic link'],
  ['EEXIST', 'it is there already'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the quota is used up'],
  ['EFBIG', 'the file system allows no larger file'],
  ['EMFILE', 'too many open files'],
  ['ENAMETOOLONG', 'the path is too long'],
]);

/** `permission denied (EACCES)`. The message of the system is not used: it repeats absolute paths. */
export function systemText(error: unknown): string {
  const code = errorCode(error);
  return `${systemWords(error) ?? 'it failed'}${code === undefined ? '' : ` (${code})`}`;
}

/** `permission denied`, for where the code stands beside it; undefined for what there are no words for. */
export function systemWords(error: unknown): string | undefined {
  const code = errorCode(error);
  return code === undefined ? undefined : TEXT_OF_CODE.get(code);
}

/** `ENOENT` and the like, or undefined when `error` is no error of the system. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** A `UsageError` of what the system said; other errors, ours among them, are returned as they are. */
export function explained(doing: string, error: unknown, hint?: string): unknown {
  if (errorCode(error) === undefined) return error;
  return new UsageError(`${doing}: ${systemText(error)}`, { cause: error, ...(hint !== undefined && { hint }) });
}
