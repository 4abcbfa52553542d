import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  MAX_PAGES_BYTES,
  type RegistryRecord,
  type ScanRecord,
} from '../../../../src/sources/azure/decode/scan-record.ts';
import { settingsResult } from '../../../../src/sources/azure/live/read-settings.ts';
import { readSavedScan } from '../../../../src/sources/saved-scan/read-saved-scan.ts';
import { openSavedScan } from '../../../../src/sources/saved-scan/write-saved-scan.ts';

const EMPTY = Buffer.byteLength(JSON.stringify({ value: [], x: '' }));

/** A page without settings that has so many bytes as JSON. */
function page(bytes: number, letter = 'x'): object {
  return { value: [], x: letter.repeat((bytes - EMPTY) / Buffer.byteLength(JSON.stringify(letter).slice(1, -1))) };
}

const HALF = MAX_PAGES_BYTES / 2;
const TOO_LARGE = { problem: { kind: 'limit', code: 'AnswerTooLarge', message: 'the response is larger than 31 MiB' } };

describe('an answer that is too large to be saved is none', () => {
  test.each<readonly [string, readonly object[], boolean]>([
    ['one page, as large as may be', [page(MAX_PAGES_BYTES)], true],
    ['one page, a byte more', [page(MAX_PAGES_BYTES + 1)], false],
    ['two pages, as large as may be together', [page(HALF), page(HALF)], true],
    ['two pages, a byte more', [page(HALF), page(HALF + 1)], false],
    ['few letters of many bytes', [page(EMPTY + 12e6 * 3, '✓')], false],
    ['few letters that are long as JSON', [page(EMPTY + 6e6 * 6, '\u0001')], false],
  ])('%s', (_, pages, isTaken) => {
    if (isTaken) expect(settingsResult(pages)).toEqual({ status: 'read', pages });
    else expect(() => settingsResult(pages)).toThrow(expect.objectContaining(TOO_LARGE));
  });

  test('the largest that is taken is read again from a saved scan, between others', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'acraudit-settings-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = { file: 'scan.json', absolute: join(folder, 'scan.json') };
    const registry = (name: string, settings: RegistryRecord['settings']): RegistryRecord => {
      const group = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg';
      const id = `${group}/providers/Microsoft.ContainerRegistry/registries/${name}`;
      return { kind: 'registry', id, resource: { id, name: '\u0001'.repeat(1000) }, settings };
    };
    const gone = { status: 'deleted' } as const;
    const records = [registry('a', gone), registry('b', settingsResult([page(MAX_PAGES_BYTES)])), registry('c', gone)];
    const writer = await openSavedScan(file, {
      format: 'acraudit-scan',
      version: 1,
      tool: { name: 'acraudit', version: '0' },
      started: '2030-01-01T00:00:00Z',
      cloud: 'AzureCloud',
      tenant: null,
      principal: null,
      apiVersions: {},
      scope: { subscriptions: [], excludeSubscriptions: [], resourceGroups: [] },
    });
    for (const record of records) await writer.write(record);
    await writer.finish({ finished: '2030-01-01T01:00:00Z', complete: true });
    const scan = await readSavedScan(file);
    const found: ScanRecord[] = [];
    for await (const record of scan.records) found.push(record);
    expect(found).toEqual(records);
    expect(scan.problems).toEqual([]);
  });
});
