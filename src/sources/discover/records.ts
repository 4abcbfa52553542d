import type { ReadProblem } from '../../util/bounded-read.ts';
import { compareText } from '../../util/path-text.ts';

/** A template or parameter file that was found. */
export interface FoundFile {
  /** Relative to the current folder, with forward slashes; begins with `../` when the file lies outside of it. */
  readonly file: string;
  readonly absolute: string;
  /** Whether the user named the file itself, and not a folder or a pattern that it was found by. */
  readonly named: boolean;
  /** It holds predictions of `bicep snapshot`, which have no parameters. */
  readonly isSnapshot?: true;
}

export type SkipReason = 'gitignore' | 'exclude' | 'include' | 'not-a-template' | 'parameter-file' | 'bicep';

/** What became of one file. `include`: the configuration's `include` does not cover it. */
export type Outcome =
  | { readonly kind: 'template' | 'parameters' | 'snapshot' | 'bicep' }
  /** `what` says of a named file what it is instead, if that can be told. */
  | { readonly kind: 'other'; readonly what?: string | undefined }
  | { readonly kind: 'hidden'; readonly reason: 'gitignore' | 'exclude' | 'include' }
  | { readonly kind: 'unreadable'; readonly problem: ReadProblem };

export interface FileRecord extends FoundFile {
  /** Whether `absolute` is a symbolic link, or leads through one. */
  readonly isLink: boolean;
  readonly outcome: Outcome;
}

/** One record per file, whatever the number of paths that lead to it; the key is the file's real path. */
export type FileRecords = Map<string, FileRecord>;

/** Adds what one path led to. A file that was named keeps that record, one that was read is not hidden any more. */
export function addRecord(records: FileRecords, key: string, record: FileRecord): void {
  const old = records.get(key);
  if (!old || compareRecords(record, old) < 0) records.set(key, record);
}

/** Whether the file has been read by a path that a further one, found by searching, cannot outrank. */
export function isSettled(records: FileRecords, key: string): boolean {
  const old = records.get(key);
  return old !== undefined && old.outcome.kind !== 'hidden' && (old.named || !old.isLink);
}

function compareRecords(a: FileRecord, b: FileRecord): number {
  const preferred = rank(a) - rank(b);
  // By absolute path: what a file is called must not depend on the folder that the run starts in.
  return preferred === 0 ? compareText(a.absolute, b.absolute) : preferred;
}

function rank(record: FileRecord): number {
  return (record.named ? 0 : 4) + (record.outcome.kind === 'hidden' ? 2 : 0) + (record.isLink ? 1 : 0);
}
