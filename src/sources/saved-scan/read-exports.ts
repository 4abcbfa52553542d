import { UsageError } from '../../util/errors.ts';
import { toUsageError } from '../../util/system-error.ts';
import { isObject } from '../azure/decode/json-object.ts';
import type { ScanRecord } from '../azure/decode/scan-record.ts';
import { ACCEPTED, readThirdParty, type ThirdPartyFile } from '../third-party/read-third-party.ts';
import { isHeaderOfAnyVersion } from './check-header.ts';
import { createProblemList, type ExportFile, type ExportProblem, type ProblemList } from './export-problem.ts';
import { ownProperty } from './json-guards.ts';
import { fileError, openForReading, readBytes } from './open-file.ts';
import { readJsonDocuments } from './read-json-documents.ts';
import { type AlibabaScan, readAnySavedScan, type ScanExport } from './read-saved-scan.ts';
import { beginsLikeSavedScan } from './saved-scan-lines.ts';

/**
 * Reads exports: one saved scan, or any number of files of other formats (`readThirdParty`), told apart by content.
 *
 * A saved scan that cannot be used at all, two of them, one among other files, and no file are each a `UsageError`. Of
 * other formats, each file that cannot be read is a problem and the others are still read; when none can, that is a
 * `UsageError` too.
 */
export async function readExports(paths: readonly ExportFile[]): Promise<ScanExport | AlibabaScan> {
  const files = distinct(paths);
  if (files.length === 0) throw new UsageError('no file to read', { hint: `Give ${ACCEPTED}.` });
  const unreadable = createProblemList();
  const thirdParty: ThirdPartyFile[] = [];
  const saved: ExportFile[] = [];
  for (const file of files) {
    const content = await contentOf(file, unreadable);
    if (content === 'saved scan') saved.push(file);
    else if (content !== undefined) thirdParty.push({ ...file, values: content.values });
  }
  const [first] = saved;
  if (first !== undefined) {
    if (files.length > 1) throw savedScanNotAlone(first, saved, files);
    return readAnySavedScan(first);
  }
  const { isRecognised, records, problems, skipped } = readThirdParty(thirdParty);
  const all = [...unreadable.problems, ...problems.problems];
  const [wrong] = [...all, ...skipped];
  if (!isRecognised && wrong !== undefined) throw noUsableFile(wrong, all.length + skipped.length);
  return { records: toAsyncIterable(records), end: undefined, problems: all, skipped };
}

function distinct(paths: readonly ExportFile[]): readonly ExportFile[] {
  return [...new Map(paths.map((path) => [path.absolute, path])).values()];
}

/** None of the files can be used, so nothing would be evaluated. */
function noUsableFile({ file, line, message }: ExportProblem, count: number): UsageError {
  const more = count > 1 ? ` (and ${count - 1} more files that cannot be read)` : '';
  return fileError({ file, ...(line !== undefined && { line }) }, message + more, `It takes ${ACCEPTED}.`);
}

function savedScanNotAlone(first: ExportFile, saved: readonly ExportFile[], files: readonly ExportFile[]): UsageError {
  if (saved.length > 1) {
    return new UsageError(`${saved.map(({ file }) => file).join(', ')}: ${saved.length} saved scans`, {
      hint: 'Give one at a time.',
    });
  }
  const other = files.find(({ file }) => file !== first.file)?.file;
  return new UsageError(`${first.file} is a saved scan, which cannot be joined with ${other}`, {
    hint: 'Give it alone.',
  });
}

// Enough for the prefix that acraudit writes.
const PREFIX_BYTES = 10;

type Content = 'saved scan' | { readonly values: readonly unknown[] } | undefined;

function isSavedScan(value: unknown): boolean {
  return isObject(value) && isHeaderOfAnyVersion(ownProperty(value, 'header'));
}

async function contentOf(given: ExportFile, unreadable: ProblemList): Promise<Content> {
  try {
    const opened = await openForReading(given);
    try {
      const beginning = (await readBytes(opened, PREFIX_BYTES)).toString('latin1');
      if (beginning.length === PREFIX_BYTES && beginsLikeSavedScan(beginning)) return 'saved scan';
      const values = await readJsonDocuments(given.file, opened);
      return values.some(isSavedScan) ? 'saved scan' : { values };
    } finally {
      await opened.handle.close();
    }
  } catch (error) {
    const problem = toUsageError(given.file, error);
    if (!(problem instanceof UsageError)) throw problem;
    const { text, location, hint } = problem;
    const line = location?.line === undefined ? {} : { line: location.line };
    unreadable.add({
      file: given.file,
      ...line,
      code: 'unreadable',
      message: `${text}${hint === undefined ? '' : `. ${hint.replace(/\.$/, '')}`}`,
    });
    return undefined;
  }
}

async function* toAsyncIterable(records: readonly ScanRecord[]): AsyncGenerator<ScanRecord> {
  yield* records;
}
