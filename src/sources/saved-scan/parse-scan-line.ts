import type { ErrorCode } from '../../util/error-codes.ts';
import { MAX_RECORD_BYTES, type ScanEnd } from '../azure/decode/scan-record.ts';
import { checkEnd } from './check-header.ts';
import type { FileLine } from './file-lines.ts';
import type { CheckRecord, SavedRecord } from './saved-record.ts';
import { parseLine } from './saved-scan-lines.ts';

export type ScanLine<Of extends SavedRecord> =
  | { readonly record: Of }
  | { readonly end: ScanEnd }
  | { readonly wrong: { readonly code: ErrorCode; readonly message: string } }
  /** The file ends in the middle of this line. */
  | 'torn'
  | 'blank';

/** Parses a line of a saved scan after the header, whose records have to pass `check`. */
export function parseScanLine<Of extends SavedRecord>(line: FileLine, check: CheckRecord<Of>): ScanLine<Of> {
  if (line.bytes === undefined) {
    return { wrong: { code: 'too-long', message: `the line is longer than ${MAX_RECORD_BYTES / 1024 / 1024} MiB` } };
  }
  let parsed: ReturnType<typeof parseLine>;
  try {
    parsed = parseLine(decodeUtf8(line.bytes));
  } catch {
    if (!line.terminated) return 'torn';
    return { wrong: { code: 'json-syntax', message: 'the line is not a record: not JSON' } };
  }
  if (parsed === 'blank') return 'blank';
  if ('end' in parsed) {
    const end = checkEnd(parsed.end);
    return end === undefined
      ? { wrong: { code: 'wrong-shape', message: 'the end is not as acraudit writes it' } }
      : { end };
  }
  const checked = check(parsed.record);
  return 'wrong' in checked ? { wrong: { code: 'wrong-shape', message: checked.wrong } } : checked;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Throws a `TypeError` for bytes that are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** The text of a record without the comma after it. */
export function recordText(bytes: Uint8Array): string {
  const line = decodeUtf8(bytes).trim();
  return line.endsWith(',') ? line.slice(0, -1) : line;
}
