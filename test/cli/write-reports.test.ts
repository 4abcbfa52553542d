import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { Streams } from '../../src/cli/streams.ts';
import { writeReports } from '../../src/cli/write-reports.ts';
import { finding, rule, run } from '../reports/sample-run.ts';
import { folderOf } from '../support/cli.ts';

/** Where the only result of a live run is, in SARIF. */
async function placeWith(sarifAnchor: string | undefined, cwd: string): Promise<unknown> {
  let out = '';
  const streams: Streams = {
    out: (text) => {
      out += text;
    },
    err: () => undefined,
    isTerminal: false,
    env: {},
  };
  const flags = { format: 'sarif', report: [], quiet: false, verbose: false, sarifAll: false, debug: false } as const;
  const live = run({ findings: [finding({ basis: 'live', location: { file: '' } })] });
  await writeReports(
    { result: live, rules: [rule] },
    { ...flags, ...(sarifAnchor !== undefined && { sarifAnchor }) },
    streams,
    cwd,
  );
  return JSON.parse(out).runs[0].results[0].locations[0].physicalLocation?.artifactLocation;
}

test.each([
  ['none', undefined, undefined],
  ['as given', 'infra/main.bicep', { uri: 'infra/main.bicep', uriBaseId: '%SRCROOT%' }],
  ['with more words than needed', './infra/../a b.json', { uri: 'a%20b.json', uriBaseId: '%SRCROOT%' }],
  ['absolute', resolve('/srv/repo/infra/main.bicep'), { uri: 'infra/main.bicep', uriBaseId: '%SRCROOT%' }],
  ['outside', '../main.bicep', { uri: '../main.bicep' }],
])('the anchor of SARIF results: %s', async (_, anchor, expected) => {
  expect(await placeWith(anchor, resolve('/srv/repo'))).toEqual(expected);
});

test('a report that crashes keeps no other from being written, and is thrown at the end', async () => {
  const cwd = folderOf({});
  const printed: string[] = [];
  const streams: Streams = { out: (text) => void printed.push(text), err: () => undefined, isTerminal: false, env: {} };
  const odd = {
    ...rule,
    get synopsis(): string {
      throw new TypeError('bug');
    },
  };
  const flags = { format: 'json', report: ['sarif=a.sarif', 'json=b.json'], quiet: false, verbose: false } as const;
  const writing = writeReports(
    { result: run({ findings: [finding()] }), rules: [odd] },
    { ...flags, sarifAll: false, debug: false },
    streams,
    cwd,
  );
  await expect(writing).rejects.toThrow('bug');
  expect([existsSync(join(cwd, 'a.sarif')), existsSync(join(cwd, 'b.json')), printed.length > 0]).toEqual([
    false,
    true,
    true,
  ]);
});
