import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { Note, RunError } from '../../engine/finding.ts';
import { message } from '../../messages/message.ts';
import { isUnrestricted, type ScanRecord } from '../../sources/azure/decode/scan-record.ts';
import type { ExportFile, ExportProblem } from '../../sources/saved-scan/export-problem.ts';
import { readExports } from '../../sources/saved-scan/read-exports.ts';
import { type AlibabaScan, isAlibabaScan, type ScanExport } from '../../sources/saved-scan/read-saved-scan.ts';
import { UsageError } from '../../util/errors.ts';
import { nearest } from '../../util/nearest.ts';
import { interruptedScan, type ScanFiles } from './scan-evaluation.ts';

/** Files that were opened and told apart, of which no record has been read yet. */
export type OpenedExports = OpenedAzure | OpenedAlibaba;

export interface OpenedAzure {
  readonly provider: 'azure';
  readonly scan: ScanExport;
  /** How many there are. */
  readonly count: number;
}

export interface OpenedAlibaba {
  readonly provider: 'alibaba';
  readonly scan: AlibabaScan;
}

/** Opens what was saved or exported. A folder stands for the JSON files in it, and below it. */
export async function openExports(paths: readonly string[], cwd: string): Promise<OpenedExports> {
  const named = paths.flatMap((path) => filesOf(path, cwd));
  const files = new Map<string, ExportFile>();
  // What is named and found as well counts as named.
  for (const file of named) if (files.get(file.absolute)?.isFound !== false) files.set(file.absolute, file);
  const scan = await readExports([...files.values()]);
  return isAlibabaScan(scan) ? { provider: 'alibaba', scan } : { provider: 'azure', scan, count: files.size };
}

/** Reads what was saved or exported of Azure, and hands each record on. */
export async function evaluateExports(
  { scan, count }: OpenedAzure,
  add: (record: ScanRecord) => void,
): Promise<ScanFiles> {
  for await (const record of scan.reads?.() ?? []) add(record);
  for await (const record of scan.records) add(record);
  const errors = scan.problems.map(errorOf);
  const notes = skippedNotes(scan.skipped ?? []);
  if (scan.header === undefined) return { exports: count - notes.count, errors, notes: notes.notes };
  const isComplete = scan.end?.complete === true;
  return {
    errors: isComplete ? errors : [...errors, interruptedScan()],
    resourceGroups: scan.header.scope.resourceGroups,
    isWhole: isComplete && isUnrestricted(scan.header.scope),
  };
}

function filesOf(path: string, cwd: string): ExportFile[] {
  const absolute = resolve(cwd, path);
  if (!existsSync(absolute)) throw missing('--from', path, absolute);
  if (!statSync(absolute).isDirectory()) return [fileAt(absolute, cwd, false)];
  const found = [...jsonFilesBelow(path, absolute, MAX_FOLDER_DEPTH)].slice(0, MAX_FILES + 1);
  if (found.length > MAX_FILES)
    throw new UsageError(`--from ${path}: more than ${MAX_FILES} JSON files below this folder`);
  if (found.length === 0) throw new UsageError(`--from ${path}: no JSON file in this folder or below it`);
  return found.map((file) => fileAt(file, cwd, true));
}

/** The one file that a flag names. */
export function namedExport(flag: string, path: string, cwd: string): ExportFile {
  const absolute = resolve(cwd, path);
  if (!existsSync(absolute)) throw missing(flag, path, absolute);
  return fileAt(absolute, cwd, false);
}

const MAX_FILES = 200_000;
/** In folders below the one that is named. */
const MAX_FOLDER_DEPTH = 20;

/** By name, the files of a folder before those below it. Links to folders are not followed, nor are hidden folders. */
function* jsonFilesBelow(path: string, folder: string, levels: number): Iterable<string> {
  if (levels === 0) throw new UsageError(`--from ${path}: folders are nested deeper than ${MAX_FOLDER_DEPTH}`);
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (!entry.isDirectory() && /\.(?:json|jsonl|ndjson)$/i.test(entry.name)) yield join(folder, entry.name);
  }
  for (const entry of entries) {
    const isSearched = entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules';
    if (isSearched) yield* jsonFilesBelow(path, join(folder, entry.name), levels - 1);
  }
}

function fileAt(absolute: string, cwd: string, isFound: boolean): ExportFile {
  return { file: relative(cwd, absolute).split(sep).join('/'), absolute, isFound };
}

const MAX_NOTES = 20;

/** Files of a folder that are no exports are no errors, but they are said by name. */
function skippedNotes(skipped: readonly ExportProblem[]): { readonly count: number; readonly notes: readonly Note[] } {
  const notes = skipped.slice(0, MAX_NOTES).map(({ file, message: problem }) => ({
    message: message('note.no-export', { problem }),
    location: { file },
  }));
  const more = skipped.length - MAX_NOTES;
  const rest = more > 0 ? [{ message: message('note.more-no-exports', { count: more }) }] : [];
  return { count: new Set(skipped.map(({ file }) => file)).size, notes: [...notes, ...rest] };
}

function missing(flag: string, path: string, absolute: string): UsageError {
  const folder = dirname(absolute);
  const names = existsSync(folder) && statSync(folder).isDirectory() ? readdirSync(folder) : [];
  const close = nearest(basename(absolute), names);
  const help = close === undefined ? '' : `; did you mean ${join(dirname(path), close).split(sep).join('/')}?`;
  return new UsageError(`${flag} ${path} does not exist${help}`);
}

/** What could not be read of a file, as an error of the run. */
export function errorOf({ file, line, code, message: text }: ExportProblem): RunError {
  return { code, message: text, location: { file, ...(line !== undefined && { line }) } };
}
