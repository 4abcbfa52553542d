import { UsageError } from './errors.ts';

const MESSAGES_BY_CODE: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EROFS', 'the file system is read-only'],
  ['ENOENT', 'there is no such file or folder'],
  ['ENOTDIR', 'a path component is not a folder'],
  ['EISDIR', 'it is a folder'],
  ['ELOOP', 'it is a symbolic link'],
  ['EEXIST', 'it already exists'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the quota is used up'],
  ['EFBIG', 'the file system allows no larger file'],
  ['EMFILE', 'too many open files'],
  ['ENAMETOOLONG', 'the path is too long'],
]);

/** `permission denied (EACCES)`. The message of the system is not used: it repeats absolute paths. */
export function systemErrorText(error: unknown): string {
  const code = errorCode(error);
  return `${systemErrorMessage(error) ?? 'it failed'}${code === undefined ? '' : ` (${code})`}`;
}

/** `permission denied`, without the code; undefined for codes without a message. */
export function systemErrorMessage(error: unknown): string | undefined {
  const code = errorCode(error);
  return code === undefined ? undefined : MESSAGES_BY_CODE.get(code);
}

/** `ENOENT` and the like, or undefined when `error` is not a system error. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** A `UsageError` for a system error; other errors are returned unchanged. */
export function toUsageError(action: string, error: unknown, hint?: string): unknown {
  if (errorCode(error) === undefined) return error;
  const text = systemErrorText(error);
  return new UsageError(`${action}: ${text}`, { text, cause: error, ...(hint !== undefined && { hint }) });
}
