import type { AlibabaHeader, AlibabaRecord } from '../alibaba/decode/alibaba-record.ts';
import { checkAlibabaRecord } from '../alibaba/decode/check-alibaba-record.ts';
import type { ScanHeader, ScanRecord } from '../azure/decode/scan-record.ts';
import { checkRecord } from './check-record.ts';
import { isTooDeep, MAX_EXPORT_DEPTH } from './json-guards.ts';

/** A record of a saved scan, of whatever provider. */
export type SavedRecord = ScanRecord | AlibabaRecord;

/** The header of a saved scan; that of Azure names no provider. */
export type SavedHeader = ScanHeader | AlibabaHeader;

export function isAlibabaHeader(header: SavedHeader): header is AlibabaHeader {
  return 'provider' in header;
}

/** A record, or the problem with it as a sentence without a full stop. */
export type CheckRecord<Of extends SavedRecord> = (
  value: unknown,
) => { readonly record: Of } | { readonly wrong: string };

/** Validates records of scans of Azure. */
export const checkAzure: CheckRecord<ScanRecord> = checkRecord;

/** Validates records of scans of Alibaba Cloud. */
export const checkAlibaba: CheckRecord<AlibabaRecord> = (value) =>
  isTooDeep(value) ? { wrong: `the record is nested deeper than ${MAX_EXPORT_DEPTH}` } : checkAlibabaRecord(value);

/** What identifies a record in its file; undefined for one that may stand there several times. */
export function recordKey(record: SavedRecord): string | undefined {
  if (record.kind === 'problem') return undefined;
  const place = record.kind === 'list' ? `${record.type} of ${record.scope}` : record.id;
  return `${record.kind} ${place.toLowerCase()}`;
}
