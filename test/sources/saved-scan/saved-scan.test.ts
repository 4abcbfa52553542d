import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  MAX_RECORD_BYTES,
  type RegistryRecord,
  type ScanRecord,
} from '../../../src/sources/azure/decode/scan-record.ts';
import { isSettingsPage } from '../../../src/sources/azure/decode/validate-settings-response.ts';
import { checkRecord } from '../../../src/sources/saved-scan/check-record.ts';
import { readExports } from '../../../src/sources/saved-scan/read-exports.ts';
import { readSavedScan } from '../../../src/sources/saved-scan/read-saved-scan.ts';
import { resumeFrom } from '../../../src/sources/saved-scan/resume.ts';
import { openSavedScan, type SavedScanWriter } from '../../../src/sources/saved-scan/write-saved-scan.ts';
import { anyDamagedPage, anyRecords } from './arbitraries.ts';
import {
  collect,
  end,
  fileIn,
  header,
  interrupted,
  registryId,
  registryRecord,
  sample,
  savedText,
  settingResponse,
  settingsFailed,
  settingsRead,
  subscriptionRecord,
  temporaryFolder,
  written,
} from './samples.ts';

const schema = new Ajv({
  allErrors: true,
  strict: true,
  allowUnionTypes: true,
  strictRequired: false,
  strictTypes: false,
}).compile(JSON.parse(readFileSync(new URL('../../../schemas/scan.schema.json', import.meta.url), 'utf8')));

async function save(file: { file: string; absolute: string }, records: readonly ScanRecord[]): Promise<void> {
  const writer = await openSavedScan(file, header);
  for (const record of records) await writer.write(record);
  await writer.finish(end);
}

describe('writing a scan', () => {
  test('one JSON document, one record a line, for its owner only', async () => {
    const folder = temporaryFolder();
    await save(fileIn(folder), sample);
    expect(readFileSync(join(folder, 'scan.json'), 'utf8')).toBe(savedText(sample));
    expect(statSync(join(folder, 'scan.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['scan.json']);
  });

  test('no record', async () => {
    const folder = temporaryFolder();
    await save(fileIn(folder), []);
    expect(readFileSync(join(folder, 'scan.json'), 'utf8')).toBe(savedText([]));
    expect(schema(JSON.parse(savedText([])))).toBe(true);
  });

  test('a file that is there stays whole until the scan is finished', async () => {
    const file = written('before');
    const writer = await openSavedScan(file, header);
    await writer.write(registryRecord('one'));
    expect(readFileSync(file.absolute, 'utf8')).toBe('before');
    await writer.finish(end);
    expect(readFileSync(file.absolute, 'utf8')).toBe(savedText([registryRecord('one')]));
  });

  test('records that are given at once stay in order and whole', async () => {
    const folder = temporaryFolder();
    const records = Array.from({ length: 2000 }, (_, i) => registryRecord(`r${i}`));
    const writer = await openSavedScan(fileIn(folder), header);
    await Promise.all(records.map((record) => writer.write(record)));
    await writer.finish(end);
    expect(readFileSync(join(folder, 'scan.json'), 'utf8')).toBe(savedText(records));
  });

  test('abandoned: what was written stays in the partial file', async () => {
    const file = written('before');
    const writer = await openSavedScan(file, header);
    await writer.write(registryRecord('one'));
    await writer.abandon();
    expect(readFileSync(file.absolute, 'utf8')).toBe('before');
    const scan = await readSavedScan({ file: 'scan.json.partial', absolute: `${file.absolute}.partial` });
    expect(await collect(scan)).toEqual([registryRecord('one')]);
    expect([scan.end, scan.problems]).toEqual([undefined, []]);
  });

  test('abandoned before the first record: nothing is left', async () => {
    const folder = temporaryFolder();
    const writer = await openSavedScan(fileIn(folder), header);
    await writer.abandon();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('another scan into the same file is noticed, and spoils nothing', async () => {
    const file = fileIn(temporaryFolder());
    const first = await openSavedScan(file, header);
    const second = await openSavedScan(file, header);
    await first.write(registryRecord('one'));
    await second.write(registryRecord('two'));
    await expect(first.finish(end)).rejects.toMatchObject({ name: 'UsageError', message: /replaced in the meantime/ });
    await second.finish(end);
    expect(readFileSync(file.absolute, 'utf8')).toBe(savedText([registryRecord('two')]));
  });

  const places: [string, (folder: string) => void, RegExp][] = [
    ['no folder', () => undefined, /cannot write no\/scan\.json\.partial: there is no such file or folder \(ENOENT\)/],
    ['a folder', (folder) => mkdirSync(join(folder, 'scan.json')), /cannot write scan\.json: it is a folder/],
    [
      'a link',
      (folder) => symlinkSync(join(folder, 'other'), join(folder, 'scan.json')),
      /cannot write scan\.json: it is a symbolic link/,
    ],
    [
      'a link in the place of the partial file',
      (folder) => symlinkSync(join(folder, 'other'), join(folder, 'scan.json.partial')),
      /cannot write scan\.json\.partial: it is a symbolic link/,
    ],
  ];
  test.each(places)('refused at once: %s', async (name, prepare, message) => {
    const folder = temporaryFolder();
    prepare(folder);
    const file = fileIn(folder, name === 'no folder' ? 'no/scan.json' : 'scan.json');
    await expect(openSavedScan(file, header)).rejects.toMatchObject({ name: 'UsageError', message });
    expect(existsSync(join(folder, 'other'))).toBe(false);
  });

  test('refused at once: a device', async () => {
    await expect(openSavedScan({ file: 'null', absolute: '/dev/null' }, header)).rejects.toMatchObject({
      name: 'UsageError',
      message: 'cannot write null: it is no regular file',
    });
    expect(existsSync('/dev/null.partial')).toBe(false);
  });

  test('a full disk is an error of the write, not a crash', async () => {
    // Every write to this device fails as on a full disk; the rest of the writer is real.
    const { open } = await import('node:fs/promises');
    const { createLineOutput: lineOutput } = await import('../../../src/sources/saved-scan/line-output.ts');
    const handle = await open('/dev/full', 'w');
    const output = lineOutput(handle, header);
    output.record('{}');
    await expect(output.flush()).rejects.toMatchObject({ code: 'ENOSPC' });
    output.record('{}');
    await expect(output.flush()).rejects.toMatchObject({ code: 'ENOSPC' });
    await handle.close();
  });
});

describe('a scan keeps its records when', () => {
  test('what was written is read, and fits the schema', async () => {
    const folder = temporaryFolder();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(anyRecords, async (records) => {
        run += 1;
        const file = fileIn(folder, `${run}.json`);
        await save(file, records);
        const scan = await readSavedScan(file);
        expect(scan.header).toEqual(header);
        expect(await collect(scan)).toEqual(records);
        expect([scan.end, scan.problems]).toEqual([end, []]);
        const value = JSON.parse(readFileSync(file.absolute, 'utf8'));
        expect([schema(value), schema.errors]).toEqual([true, null]);
        expect(value).toEqual({ header, records, end });
      }),
      { numRuns: 60 },
    );
  });

  const layouts: [string, (text: string) => string | Uint8Array][] = [
    ['indented', (text) => JSON.stringify(JSON.parse(text), null, 2)],
    ['in one line', (text) => JSON.stringify(JSON.parse(text))],
    ['other order', (text) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text)).reverse()))],
    ['CRLF', (text) => text.replaceAll('\n', '\r\n')],
    ['with a byte order mark', (text) => `\uFEFF${text}`],
    ['UTF-16', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['with blank lines', (text) => text.replaceAll('\n', '\n\n')],
  ];
  test.each(layouts)('laid out anew: %s', async (_, change) => {
    const scan = await readSavedScan(written(change(savedText(sample))));
    expect(await collect(scan)).toEqual(sample);
    expect([scan.header, scan.end, scan.problems]).toEqual([header, end, []]);
  });
});

describe('a scan that was cut', () => {
  // One of each kind, as short as they can be: every byte is cut at.
  const small = (name: string, settings: RegistryRecord['settings']): RegistryRecord => ({
    kind: 'registry',
    id: `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/${name}`,
    resource: {},
    settings,
  });
  const setting = { name: '✓', properties: { logs: [{ category: 'ContainerRegistryLoginEvents', enabled: true }] } };
  const records: readonly ScanRecord[] = [
    { kind: 'subscription', id: 's', name: 'ö', state: 'read', listedBy: 'graph' },
    small('one', { status: 'read', pages: [{ value: [setting] }] }),
    small('two', { status: 'failed', problem: { kind: 'limit', code: '', message: '' } }),
    small('three', { status: 'read', pages: [{ value: [] }] }),
  ];
  const text = Buffer.from(savedText(records));
  const headerEnd = text.indexOf('\n');

  /** Several at a time: nearly all of the time goes by waiting for the disk. */
  async function atEach(lengths: readonly number[], check: (length: number, folder: string) => Promise<void>) {
    const waiting = lengths.values();
    const lane = async (folder: string): Promise<void> => {
      for (const length of waiting) await check(length, folder);
    };
    await Promise.all([1, 2, 3, 4].map(() => lane(temporaryFolder())));
  }

  test('at every byte: the partial file gives the records before, and invents none', async () => {
    const counts = new Set<number>();
    const all = Array.from({ length: text.length + 1 }, (_, length) => length);
    // In the header, all cuts are alike.
    const lengths = all.filter((length) => length % 7 === 0 || length >= headerEnd - 10);
    await atEach(lengths, async (length, folder) => {
      const file = written(text.subarray(0, length), 'scan.json.partial', folder);
      const earlier = await resumeFrom(fileIn(folder));
      if (length < headerEnd) {
        expect(earlier).toBeUndefined();
        await expect(readSavedScan(file)).rejects.toMatchObject({ name: 'UsageError' });
        return;
      }
      const scan = await readSavedScan(file);
      const found = await collect(scan);
      counts.add(found.length);
      expect(found).toEqual(records.slice(0, found.length));
      expect([scan.problems, scan.end]).toEqual([[], length >= text.length - 1 ? end : undefined]);
      const reads = found.filter((record) => record.kind === 'registry' && record.settings.status === 'read');
      expect([...(earlier?.ids() ?? [])].map((id) => earlier?.record(id))).toEqual(reads);
      await earlier?.close();
    });
    expect([...counts].sort()).toEqual([0, 1, 2, 3, 4]);
  });

  test('at every byte: in a finished file it is a problem with its line', async () => {
    const lengths = Array.from({ length: text.length - 1 - headerEnd }, (_, i) => headerEnd + i);
    await atEach(lengths, async (length, folder) => {
      const file = written(text.subarray(0, length), 'scan.json', folder);
      const scan = await readSavedScan(file);
      const found = await collect(scan);
      expect(found).toEqual(records.slice(0, found.length));
      // The line that is cut; where a line break is the last byte, the line before it.
      const line = text.subarray(0, length).toString('latin1').replace(/\n$/, '').split('\n').length;
      expect(scan.problems).toEqual([{ file: 'scan.json', line, code: 'torn', message: TORN }]);
    });
  });

  test('in its header: an error with its place', async () => {
    await expect(readSavedScan(written(text.subarray(0, 40)))).rejects.toMatchObject({
      message: 'scan.json:1: the file ends inside its header',
      location: { file: 'scan.json', line: 1 },
    });
  });
});

const TORN = 'the file is truncated; copy it again, or resume the scan with --resume';

describe('going on with a scan finds', () => {
  const file = (folder: string) => fileIn(folder);

  test('nothing there', async () => {
    const folder = temporaryFolder();
    expect(await resumeFrom(file(folder))).toBeUndefined();
    writeFileSync(join(folder, 'scan.json.partial'), '');
    expect(await resumeFrom(file(folder))).toBeUndefined();
  });

  test('the partial file comes first, and gives only what was read', async () => {
    const folder = temporaryFolder();
    written(savedText([registryRecord('old')], interrupted), 'scan.json', folder);
    written(savedText(sample).slice(0, -120), 'scan.json.partial', folder);
    const earlier = await resumeFrom(file(folder));
    expect(earlier?.file).toBe('scan.json.partial');
    expect(earlier?.header).toEqual(header);
    expect([...(earlier?.ids() ?? [])]).toEqual([registryId('one'), registryId('four')].map((id) => id.toLowerCase()));
    expect(earlier?.has(registryId('ONE'))).toBe(true);
    expect(earlier?.record(registryId('One'))).toEqual(registryRecord('one'));
    expect(earlier?.record(registryId('two'))).toBeUndefined();
    await earlier?.close();
  });

  const old = [registryRecord('old'), registryRecord('two', settingsFailed)];
  const recent = savedText([registryRecord('recent')]);
  const left: [string, Readonly<Record<string, string>>, string | undefined, string[]][] = [
    ['a completed scan, even with failures', { 'scan.json': savedText(old) }, undefined, []],
    ['an interrupted scan', { 'scan.json': savedText(old, interrupted) }, 'scan.json', ['old']],
    ['a file without its end', { 'scan.json': savedText(old).slice(0, -20) }, 'scan.json', ['old']],
    ['a file with a wrong end', { 'scan.json': savedText(old, { complete: true }) }, 'scan.json', ['old']],
    ['killed before the last move', { 'scan.json.partial': recent }, 'scan.json.partial', ['recent']],
    [
      'killed in the scan after a completed one',
      { 'scan.json': savedText(old), 'scan.json.partial': recent.slice(0, -20) },
      'scan.json.partial',
      ['recent'],
    ],
    [
      'killed in the header, after an interrupted scan',
      { 'scan.json': savedText(old, interrupted), 'scan.json.partial': recent.slice(0, 30) },
      'scan.json',
      ['old'],
    ],
    [
      'killed in the header, after a completed scan',
      { 'scan.json': savedText(old), 'scan.json.partial': recent.slice(0, 30) },
      undefined,
      [],
    ],
  ];
  test.each(left)('what is left behind: %s', async (_, files, from, names) => {
    const folder = temporaryFolder();
    for (const [name, text] of Object.entries(files)) written(text, name, folder);
    const earlier = await resumeFrom(file(folder));
    expect(earlier?.file).toBe(from);
    expect([...(earlier?.ids() ?? [])].map((id) => earlier?.record(id))).toEqual(
      names.map((name) => registryRecord(name)),
    );
    await earlier?.close();
  });

  test('a registry whose record was tampered with is read again', async () => {
    const folder = temporaryFolder();
    const cut = registryRecord('two', { status: 'read', pages: [] });
    written(savedText([registryRecord('one'), cut], interrupted), 'scan.json', folder);
    const earlier = await resumeFrom(file(folder));
    expect([...(earlier?.ids() ?? [])]).toEqual([registryId('one').toLowerCase()]);
    const writer = await openSavedScan(file(folder), header, earlier);
    await writer.write(registryRecord('one'));
    await writer.write(registryRecord('two'));
    await writer.finish(interrupted);
    expect(await collect(await readSavedScan(file(folder)))).toEqual([registryRecord('one'), registryRecord('two')]);
  });

  test('goes on: carried records are not written twice, and the result is that of one scan', async () => {
    const folder = temporaryFolder();
    const torn = savedText([
      subscriptionRecord,
      registryRecord('one'),
      registryRecord('two', settingsFailed),
      registryRecord('three'),
    ]).slice(0, -100);
    written(torn, 'scan.json.partial', folder);
    const earlier = await resumeFrom(file(folder));
    if (earlier === undefined) throw new Error('nothing to go on from');
    const writer = await openSavedScan(file(folder), { ...header, cloud: 'AzureChinaCloud' }, earlier);
    const kept = earlier.record(registryId('one'));
    expect(kept).toEqual(registryRecord('one'));
    for (const record of [
      subscriptionRecord,
      kept ?? subscriptionRecord,
      registryRecord('two'),
      registryRecord('three'),
    ]) {
      await writer.write(record);
    }
    await writer.finish(end);
    const scan = await readSavedScan(file(folder));
    expect(await collect(scan)).toEqual([
      registryRecord('one'),
      subscriptionRecord,
      registryRecord('two'),
      registryRecord('three'),
    ]);
    expect([scan.header.cloud, scan.end, scan.problems]).toEqual(['AzureChinaCloud', end, []]);
    expect(readdirSync(folder)).toEqual(['scan.json']);
  });

  test('from an interrupted file with failures, which stays as it is until the end', async () => {
    const folder = temporaryFolder();
    const before = savedText([registryRecord('one'), registryRecord('two', settingsFailed)], interrupted);
    written(before, 'scan.json', folder);
    const earlier = await resumeFrom(file(folder));
    expect(earlier?.has(registryId('one'))).toBe(true);
    const writer = await openSavedScan(file(folder), header, earlier);
    await writer.write(registryRecord('one'));
    await writer.write(registryRecord('two'));
    expect(readFileSync(join(folder, 'scan.json'), 'utf8')).toBe(before);
    await writer.finish(end);
    expect(await collect(await readSavedScan(file(folder)))).toEqual([registryRecord('one'), registryRecord('two')]);
  });

  test('killed again and again, nothing that was read is lost', async () => {
    const folder = temporaryFolder();
    const names = ['a', 'b', 'c', 'd', 'e'];
    for (const name of names) {
      const earlier = await resumeFrom(file(folder));
      const writer = await openSavedScan(file(folder), header, earlier);
      await writer.write(registryRecord(name));
      await writer.abandon();
      // The kill came in the middle of the next record.
      const partial = join(folder, 'scan.json.partial');
      writeFileSync(partial, `${readFileSync(partial, 'utf8')},\n{"kind":"registry","id":"/subscr`);
      writeFileSync(`${partial}.new`, 'left behind by a kill');
    }
    const earlier = await resumeFrom(file(folder));
    expect([...(earlier?.ids() ?? [])].map((id) => earlier?.record(id))).toEqual(
      names.map((name) => registryRecord(name)),
    );
    await earlier?.close();
  });

  test('the old partial file is there until the new one is', async () => {
    const folder = temporaryFolder();
    const before = savedText([registryRecord('one')]);
    written(before, 'scan.json.partial', folder);
    const earlier = await resumeFrom(file(folder));
    if (earlier === undefined) throw new Error('nothing to go on from');
    const failure = Object.assign(new Error('i/o error'), { code: 'EIO' });
    const text = (): string => {
      throw failure;
    };
    const broken = { ...earlier, text };
    await expect(openSavedScan(file(folder), header, broken)).rejects.toMatchObject({ name: 'UsageError' });
    await earlier.close();
    expect(readFileSync(join(folder, 'scan.json.partial'), 'utf8')).toBe(before);
    expect(readdirSync(folder)).toEqual(['scan.json.partial']);
  });

  test.each([true, false])('registries that are listed no more are left out; complete: %s', async (complete) => {
    const folder = temporaryFolder();
    const before = ['a', 'b', 'c'].map((name) => registryRecord(name));
    written(savedText(before, interrupted), 'scan.json', folder);
    const writer = await openSavedScan(file(folder), header, await resumeFrom(file(folder)));
    await writer.write(registryRecord('x'));
    await writer.write(registryRecord('b'));
    await writer.finish({ ...end, complete });
    const scan = await readSavedScan(file(folder));
    expect(await collect(scan)).toEqual([registryRecord('b'), registryRecord('x')]);
    expect([scan.end, scan.problems]).toEqual([{ ...end, complete }, []]);
    expect(readdirSync(folder)).toEqual(['scan.json']);
  });

  /** A writer that goes on with `a`, `b` and `c`, of which only `b` is confirmed. */
  async function goingOn(folder: string): Promise<SavedScanWriter> {
    written(savedText(['a', 'b', 'c'].map((name) => registryRecord(name))), 'scan.json.partial', folder);
    const writer = await openSavedScan(file(folder), header, await resumeFrom(file(folder)));
    await writer.write(registryRecord('b'));
    return writer;
  }

  test('stopped between the last two moves: the partial file is what the file would have been', async () => {
    const folder = temporaryFolder();
    const writer = await goingOn(folder);
    // No file can take the place of a folder.
    mkdirSync(join(folder, 'scan.json'));
    await expect(writer.finish(end)).rejects.toMatchObject({ name: 'UsageError' });
    expect(readdirSync(folder)).toEqual(['scan.json', 'scan.json.partial']);
    expect(readFileSync(join(folder, 'scan.json.partial'), 'utf8')).toBe(savedText([registryRecord('b')]));
  });

  const spoilt: [string, (folder: string, writer: SavedScanWriter) => unknown, string][] = [
    [
      'the partial file was replaced',
      (folder) => {
        unlinkSync(join(folder, 'scan.json.partial'));
        written('another', 'scan.json.partial', folder);
      },
      'cannot write scan.json.partial: it was replaced in the meantime',
    ],
    [
      'a record is too long to be read',
      (_, writer) =>
        writer.write(registryRecord('x', { status: 'read', pages: [{ value: [], x: 'x'.repeat(MAX_RECORD_BYTES) }] })),
      'scan.json.partial:5: a record is longer than 32 MiB',
    ],
  ];
  test.each(spoilt)(
    'the copy fails, as %s: it is taken away, and the partial file stays',
    async (_, spoil, message) => {
      const folder = temporaryFolder();
      const writer = await goingOn(folder);
      await spoil(folder, writer);
      await expect(writer.finish(end)).rejects.toMatchObject({ name: 'UsageError', message });
      expect(readdirSync(folder)).toEqual(['scan.json.partial']);
    },
  );

  test.each([
    ['indented', JSON.stringify(JSON.parse(savedText(sample)), null, 1)],
    ['another file', '[]'],
    ['no JSON', 'hello'],
  ])('refused: %s', async (_, text) => {
    const folder = temporaryFolder();
    written(text, 'scan.json', folder);
    await expect(resumeFrom(file(folder))).rejects.toMatchObject({
      message: 'scan.json: not a saved scan as acraudit lays it out, so no scan can go on from it',
    });
  });
});

describe('a saved scan is refused for a header that is', () => {
  const cases: [string, unknown, RegExp][] = [
    ['newer', { ...header, version: 2 }, /^scan\.json:1: a saved scan of version 2, written by a newer acraudit$/],
    ['odd version', { ...header, version: '1' }, /of no known version/],
    ['another format', { ...header, format: 'x' }, /not a saved scan/],
    ['null', null, /not a saved scan/],
    ['no scope', { ...header, scope: undefined }, /not as acraudit writes it/],
    ['scope of another type', { ...header, scope: { ...header.scope, subscriptions: 'all' } }, /not as acraudit/],
    ['number in a list', { ...header, scope: { ...header.scope, resourceGroups: [1] } }, /not as acraudit/],
    ['api versions', { ...header, apiVersions: { a: 1 } }, /not as acraudit/],
    ['tenant', { ...header, tenant: 3 }, /not as acraudit/],
    ['tool', { ...header, tool: 'acraudit' }, /not as acraudit/],
    ['inherited', { __proto__: null, format: 'acraudit-scan', version: 1 }, /not as acraudit/],
  ];
  test.each(cases)('%s', async (_, value, message) => {
    const text = `{"header":${JSON.stringify(value)},"records":[\n],"end":${JSON.stringify(end)}}\n`;
    await expect(readSavedScan(written(text))).rejects.toMatchObject({
      name: 'UsageError',
      message,
      location: { file: 'scan.json', line: 1 },
    });
    const indented = JSON.stringify(JSON.parse(text), null, 2);
    await expect(readSavedScan(written(indented))).rejects.toMatchObject({ name: 'UsageError', message });
  });
});

describe('a saved scan is read without a record that is', () => {
  const good = registryRecord('good');
  const settingWith = (properties: object): object => ({ ...settingResponse('good'), properties });
  const entryWith = (entry: unknown): object[] => [{ value: [settingWith({ logs: [entry] })] }];
  const pages: [string, unknown][] = [
    ['no page', []],
    ['pages of another type', { 0: { value: [] }, length: 1 }],
    ['a page that is a text', ['cut']],
    ['a page that is null', [null]],
    ['a page that is a list', [[settingResponse('good')]]],
    ['a page without settings', [{}]],
    ['a page with settings of a prototype', [JSON.parse('{"__proto__":{"value":[]}}')]],
    ['a page that was cut', [{ value: 'cut' }]],
    ['a second page that was cut', [{ value: [settingResponse('good')] }, { value: null }]],
    ['a setting that is null', [{ value: [null] }]],
    ['a setting without a name', [{ value: [{ ...settingResponse('good'), name: undefined }] }]],
    ['a setting with its properties cut', [{ value: [settingWith([])] }]],
    ['logs that are no list', [{ value: [settingWith({ logs: {} })] }]],
    ['metrics that are no list', [{ value: [settingWith({ metrics: 'AllMetrics' })] }]],
    ['an entry that is a text', entryWith('audit')],
    ['a category that is a number', entryWith({ category: 7, enabled: true })],
    ['a category that is a list', entryWith({ category: ['ContainerRegistryLoginEvents'], enabled: true })],
    ['a group that is an object', entryWith({ categoryGroup: { name: 'audit' }, enabled: true })],
    ['a workspace that is an object', [{ value: [settingWith({ workspaceId: { id: 'x' } })] }]],
    ['a storage account that is a number', [{ value: [settingWith({ storageAccountId: 0 })] }]],
    ['an event hub that is a boolean', [{ value: [settingWith({ eventHubAuthorizationRuleId: true })] }]],
    ['a partner that is a list', [{ value: [settingWith({ marketplacePartnerId: [] })] }]],
    ['a deep page', [{ value: [], x: nested(100) }]],
  ];
  const cases: [string, unknown, string][] = [
    ['no object', 7, 'the record is not an object'],
    ['an array', [], 'the record is not an object'],
    ['no kind', { id: 'x' }, 'the record has an unknown kind'],
    ['kind of a prototype', JSON.parse('{"__proto__":{"kind":"registry"}}'), 'the record has an unknown kind'],
    ['no registry', { ...good, id: '/subscriptions/x' }, 'its id is not that of a container registry'],
    ['below a registry', { ...good, id: `${good.id}/replications/eu` }, 'its id is not that of a container registry'],
    ['empty name', { ...good, id: registryId('') }, 'its id is not that of a container registry'],
    ['long id', { ...good, id: registryId('a'.repeat(5000)) }, `'${'a'.repeat(60)}…' cannot be the name of a registry`],
    [
      'no subscription',
      { ...good, id: registryId('x').replace(/subscriptions.[^/]*/, 'subscriptions/-rf') },
      "'-rf' cannot be the id of a subscription",
    ],
    ['no resource group', { ...good, id: registryId('x', '..') }, "'..' cannot be the name of a resource group"],
    ['no name', { ...good, id: registryId('a b') }, "'a b' cannot be the name of a registry"],
    ['what was read', { ...good, whole: 'all' }, 'the list of completely read paths is invalid'],
    ['id of another type', { ...good, id: 5 }, 'its id is not that of a container registry'],
    ['resource', { ...good, resource: [] }, 'the resource of the record is not an object'],
    ['another id', { ...good, resource: { id: registryId('x') } }, 'the resource of the record has another id'],
    ['status', { ...good, settings: { status: 'fine' } }, 'the settings of the record are not as acraudit writes them'],
    ['pages', { ...good, settings: { status: 'read' } }, 'the settings of the record are not as acraudit writes them'],
    ...pages.map(([name, pages]): [string, unknown, string] => [
      name,
      { ...good, settings: { status: 'read', pages } },
      'the settings of the record are not as acraudit writes them',
    ]),
    [
      'problem',
      { ...good, settings: { status: 'failed', problem: { kind: 'x', code: '', message: '' } } },
      'the settings of the record are not as acraudit writes them',
    ],
    ['state', { ...subscriptionRecord, state: 'x' }, 'the record of a subscription is not as acraudit writes it'],
    ['lister', { ...subscriptionRecord, listedBy: 1 }, 'the record of a subscription is not as acraudit writes it'],
    [
      'its problem',
      { ...subscriptionRecord, problem: 'no' },
      'the record of a subscription is not as acraudit writes it',
    ],
    [
      'text',
      { kind: 'problem', problem: { kind: 'limit', code: 1, message: '' } },
      'the record of a problem is not as acraudit writes it',
    ],
    [
      'deep',
      JSON.parse(`{"kind":"registry","a":${'['.repeat(900)}${']'.repeat(900)}}`),
      'the record is nested deeper than 200',
    ],
  ];
  test.each(cases)('%s: a problem with its line, and the others are read', async (_, value, message) => {
    const records = [registryRecord('one'), value, registryRecord('two')];
    const scan = await readSavedScan(written(savedText(records)));
    expect(await collect(scan)).toEqual([registryRecord('one'), registryRecord('two')]);
    expect(scan.problems).toEqual([{ file: 'scan.json', line: 3, code: 'wrong-shape', message }]);
    expect(scan.end).toEqual(end);
  });

  test('what the reader refuses, the schema refuses too', () => {
    // Neither the length of ids nor depth, nor what two members have to do with each other, is for a schema.
    const beyond = ['long id', 'no subscription', 'no resource group', 'no name', 'another id', 'deep', 'a deep page'];
    for (const [name, value] of cases.filter(([name]) => !beyond.includes(name))) {
      expect([name, schema({ header, records: [value], end })]).toEqual([name, false]);
    }
  });

  test('of pages, the reader takes what the schema takes', () => {
    const taken = { yes: 0, no: 0 };
    fc.assert(
      fc.property(anyDamagedPage, (page) => {
        const record = registryRecord('one', { status: 'read', pages: [{ value: [] }, page] });
        const isGood = isSettingsPage(page);
        expect('record' in checkRecord(record)).toBe(isGood);
        expect(schema({ header, records: [record], end })).toBe(isGood);
        taken[isGood ? 'yes' : 'no'] += 1;
      }),
      { numRuns: 200 },
    );
    expect(Math.min(taken.yes, taken.no)).toBeGreaterThan(10);
  });

  test('a page is taken down to the depth that is said', () => {
    const at = (depth: number) =>
      registryRecord('one', { status: 'read', pages: [{ value: [], x: nested(depth - 1) }] });
    expect(checkRecord(at(100))).toEqual({ record: at(100) });
    expect(checkRecord(at(101))).toEqual({ wrong: 'the settings of the record are not as acraudit writes them' });
  });

  test('lines that are no records', async () => {
    const [first, ...rest] = savedText([registryRecord('one'), registryRecord('two')]).split('\n');
    const text = [first, '{"kind":', 'hello,', ...rest, '{"kind":"problem"}'].join('\n');
    const bytes = Buffer.concat([Buffer.from(text.slice(0, -1)), Buffer.from('\n\xff\n', 'latin1')]);
    const scan = await readSavedScan(written(bytes));
    expect(await collect(scan)).toEqual([registryRecord('one'), registryRecord('two')]);
    const list = scan.problems.map(({ line, code }) => `${line} ${code}`);
    expect(list.slice(0, 2)).toEqual(['2 json-syntax', '3 json-syntax']);
    expect(list.length).toBeGreaterThan(2);
    expect(scan.end).toEqual(end);
  });

  test('a second record of the same registry is a problem, and the first one counts', async () => {
    const second = { ...registryRecord('one', settingsFailed), id: registryId('ONE'), resource: {} };
    const scan = await readSavedScan(written(savedText([registryRecord('one'), second])));
    expect(await collect(scan)).toEqual([registryRecord('one')]);
    const message = 'a second record of the same registry; the first one counts';
    expect(scan.problems).toEqual([{ file: 'scan.json', line: 3, code: 'duplicate', message }]);
  });

  test('an end that is wrong is no end', async () => {
    const scan = await readSavedScan(written(savedText([], { finished: 1 })));
    expect(await collect(scan)).toEqual([]);
    expect(scan.end).toBeUndefined();
    expect(scan.problems.map(({ line, code }) => `${line} ${code}`)).toEqual(['2 wrong-shape', '2 torn']);
  });

  test('many problems stay a short list', async () => {
    const scan = await readSavedScan(written(savedText(Array.from({ length: 5000 }, () => 1))));
    expect(await collect(scan)).toEqual([]);
    expect(scan.problems).toHaveLength(101);
    expect(scan.problems[100]).toEqual({
      file: 'scan.json',
      code: 'more-problems',
      message: '4900 more problems, not listed',
    });
  });

  test('members that no record has are left out, and keys of objects are only keys', async () => {
    const resource = JSON.parse(`{"__proto__":{"polluted":1},"constructor":2}`);
    const record = { ...registryRecord('one', settingsRead('one')), resource, extra: 1 };
    const scan = await readSavedScan(written(savedText([record])));
    const [got] = await collect(scan);
    expect(JSON.stringify(got)).toBe(JSON.stringify({ ...registryRecord('one'), resource }));
    expect(Object.hasOwn({}, 'polluted') || 'polluted' in {}).toBe(false);
  });
});

/** Lists in lists. */
function nested(depth: number): unknown {
  return JSON.parse('['.repeat(depth) + ']'.repeat(depth));
}

describe('a saved scan that is', () => {
  // No byte of the length that is added is on the disk.
  const stretched = (text: string, length: number) => {
    const file = written(text);
    truncateSync(file.absolute, length);
    return file;
  };
  const MEBIBYTE = 1024 * 1024;
  const GIBIBYTE = 1024 * MEBIBYTE;

  test('as large as any that is read: read by lines, before its end is known', async () => {
    const scan = await readSavedScan(stretched(savedText([registryRecord('one')]), 16 * GIBIBYTE));
    const found: ScanRecord[] = [];
    for await (const record of scan.records) {
      found.push(record);
      break;
    }
    expect(found).toEqual([registryRecord('one')]);
  });

  test('too large', async () => {
    const file = stretched(savedText([registryRecord('one')]), 16 * GIBIBYTE + 1);
    await expect(readSavedScan(file)).rejects.toMatchObject({
      name: 'UsageError',
      message: 'scan.json: too large: 17,179,869,185 bytes, the limit is 16 GiB',
    });
  });

  test('too large to be held in memory', async () => {
    const indented = JSON.stringify({ header, records: [] }, null, 2);
    await expect(readExports([stretched(indented, 256 * MEBIBYTE + 1)])).rejects.toMatchObject({
      name: 'UsageError',
      message: 'scan.json: too large: 268,435,457 bytes, the limit is 256 MiB',
    });
  });
});

test.each([
  ['a folder', (folder: string) => mkdirSync(join(folder, 'scan.json')), /not a regular file/],
  ['nothing', () => undefined, /^scan\.json: there is no such file or folder \(ENOENT\)/],
  ['empty', (folder: string) => writeFileSync(join(folder, 'scan.json'), ''), /scan\.json: the file is empty/],
  [
    'no JSON',
    (folder: string) => writeFileSync(join(folder, 'scan.json'), '{\n"a": secret\n}'),
    /^scan\.json:2: not JSON$/,
  ],
  ['other JSON', (folder: string) => writeFileSync(join(folder, 'scan.json'), '{}'), /not a saved scan/],
  [
    'no records',
    (folder: string) => writeFileSync(join(folder, 'scan.json'), JSON.stringify({ header })),
    /no records/,
  ],
])('not readable: %s', async (_, prepare, message) => {
  const folder = temporaryFolder();
  prepare(folder);
  await expect(readSavedScan(fileIn(folder))).rejects.toMatchObject({ name: 'UsageError', message });
});
