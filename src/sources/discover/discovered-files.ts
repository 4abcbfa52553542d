import type { FileProblem } from '../../util/bounded-read.ts';
import { compareStrings } from '../../util/paths.ts';

/** A template or parameter file that was found. */
export interface FoundFile {
  /** Relative to the current folder, with forward slashes; begins with `../` when the file lies outside of it. */
  readonly file: string;
  readonly absolute: string;
  /** Whether the user named the file itself, and not a folder or a pattern. */
  readonly named: boolean;
  /** It is the output of `bicep snapshot`, which has no parameters. */
  readonly isSnapshot?: true;
}

export type SkipReason = 'gitignore' | 'exclude' | 'include' | 'not-a-template' | 'parameter-file';

/** The result for one file. `include`: the `include` of the configuration does not cover it. */
export type FileOutcome =
  | { readonly kind: 'template' | 'parameters' | 'snapshot' }
  /** No template, and it declares what rules are for. */
  | { readonly kind: 'declaring' }
  /** `what`: what a named file is instead, if it can be recognised. */
  | { readonly kind: 'other'; readonly what?: string | undefined }
  | { readonly kind: 'hidden'; readonly reason: 'gitignore' | 'exclude' | 'include' }
  | { readonly kind: 'unreadable'; readonly problem: FileProblem };

export interface FileRecord extends FoundFile {
  /** Whether `absolute` is or contains a symbolic link. */
  readonly isLink: boolean;
  readonly outcome: FileOutcome;
}

/** One record per file, however many paths lead to it; the key is the real path. */
export type FileRecords = Map<string, FileRecord>;

/** Adds a record. For the same file, named wins over found, and read wins over hidden. */
export function addRecord(records: FileRecords, key: string, record: FileRecord): void {
  const old = records.get(key);
  if (!old || compareRecords(record, old) < 0) records.set(key, record);
}

/** Whether the file was already read by a path that another one found by the search cannot outrank. */
export function isFinal(records: FileRecords, key: string): boolean {
  const old = records.get(key);
  return old !== undefined && old.outcome.kind !== 'hidden' && (old.named || !old.isLink);
}

function compareRecords(a: FileRecord, b: FileRecord): number {
  const preferred = rank(a) - rank(b);
  // By absolute path: the result must not depend on the working directory.
  return preferred === 0 ? compareStrings(a.absolute, b.absolute) : preferred;
}

function rank(record: FileRecord): number {
  return (record.named ? 0 : 4) + (record.outcome.kind === 'hidden' ? 2 : 0) + (record.isLink ? 1 : 0);
}
