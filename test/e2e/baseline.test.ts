import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BOOL, parameterFile, registry, setting, template } from '../support/arm-templates.ts';
import { acraudit, folderOf, lintJson, type Results } from '../support/cli.ts';
import { expectSarif, NO_ADDRESS } from '../support/expect-sarif.ts';

const failing = (name = 'acr') => template([registry({ name })]);
const passing = template([registry(), setting()]);
const undecided = template([registry(), setting({}, { condition: "[parameters('audit')]" })], {
  parameters: { audit: BOOL },
});
const CONFIG = 'baseline: known.json\n';

/** File, outcome and what the baseline says of each result. */
function marks({ results }: Results): readonly string[] {
  return results.map((result) => {
    const { baseline } = result as { baseline?: string };
    return [result.location.file, result.outcome, baseline].filter((part) => part !== undefined).join(' ');
  });
}

function read(cwd: string, file = 'known.json'): string {
  return readFileSync(join(cwd, file), 'utf8');
}

/** The files of the entries of a baseline. */
function entriesOf(cwd: string, file = 'known.json'): readonly string[] {
  const { findings } = JSON.parse(read(cwd, file)) as { findings: { file: string; parameters?: string }[] };
  return findings.map((entry) => [entry.file, entry.parameters].filter((part) => part !== undefined).join(' + '));
}

describe('a team can start today:', () => {
  const files = { 'acraudit.yaml': CONFIG, 'a.json': failing(), 'b.json': undecided, 'c.json': passing };

  test('what is there becomes known, and only what is new fails', async () => {
    const cwd = folderOf(files);
    const first = await lintJson(cwd, '--update-baseline', '--unknown', 'fail');
    expect([first.code, marks(first)]).toEqual([0, ['a.json fail known', 'b.json unknown known', 'c.json pass']]);
    expect(first.notes.map(({ message }) => message)).toEqual([
      'baseline known.json: 2 added, 0 removed, 2 in all; written',
    ]);
    writeFileSync(join(cwd, 'd.json'), JSON.stringify(failing('new')));
    const later = await lintJson(cwd);
    expect([later.code, marks(later)]).toEqual([
      1,
      ['a.json fail known', 'b.json unknown known', 'c.json pass', 'd.json fail new'],
    ]);
    expect(later.results[0]?.excludedBecause).toBe('it is known, by baseline known.json');
    const { targets: counts } = (await lintJson(cwd, '--no-baseline')).summary;
    expect(later.summary.targets).toEqual(counts);
  });

  test('the file says what each finding is, and a second update writes the same bytes', async () => {
    const cwd = folderOf(files);
    await lintJson(cwd, '--update-baseline');
    const { version, findings } = JSON.parse(read(cwd));
    expect(version).toBe(1);
    expect(findings).toEqual([
      {
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
        rule: 'Azure.ACR.Logs',
        outcome: 'fail',
        file: 'a.json',
        target: 'acr',
        id: expect.stringContaining('/registries/acr'),
      },
      expect.objectContaining({ outcome: 'unknown', file: 'b.json' }),
    ]);
    const before = read(cwd);
    expect((await acraudit(cwd, 'lint', '--update-baseline')).out).toContain('0 added, 0 removed, 2 in all');
    expect(read(cwd)).toBe(before);
  });

  test('known results are a line each, none with --quiet, and a block with --verbose', async () => {
    const cwd = folderOf(files);
    await acraudit(cwd, 'lint', '--update-baseline');
    const { out } = await acraudit(cwd, 'lint');
    expect(out).toMatch(/^ {2}✗ known {5}acr {2}Azure\.ACR\.Logs {2}a\.json:\d+:\d+ {2}/m);
    expect(out).toMatch(/3 registries: 1 pass, 1 fail \(1 known\), 1 unknown \(1 known\)/);
    expect(await acraudit(cwd, 'lint', '--quiet')).toEqual({ code: 0, out: '', err: '' });
    expect((await acraudit(cwd, 'lint', '--verbose')).out).toContain(
      'does not affect the exit code: it is known, by baseline known.json',
    );
  });

  test('SARIF has what is new; with --sarif-all also what is known, each with its state', async () => {
    const cwd = folderOf(files);
    await acraudit(cwd, 'lint', '--update-baseline');
    writeFileSync(join(cwd, 'd.json'), JSON.stringify(failing('new')));
    const states = async (...argv: readonly string[]) => {
      const { out } = await acraudit(cwd, 'lint', '-f', 'sarif', ...argv);
      expectSarif(out, [NO_ADDRESS]);
      const { results } = JSON.parse(out).runs[0] as {
        results: { baselineState?: string; properties: { outcome: string } }[];
      };
      return results.map(({ baselineState, properties }) => `${properties.outcome} ${baselineState}`);
    };
    expect(await states()).toEqual(['fail new']);
    expect(await states('--sarif-all')).toEqual(['fail unchanged', 'unknown unchanged', 'pass unchanged', 'fail new']);
    expect(await states('--no-baseline')).toEqual(['fail undefined', 'unknown undefined', 'fail undefined']);
  });
});

describe('an update removes what is fixed:', () => {
  const files = {
    'acraudit.yaml': CONFIG,
    'one/a.json': failing('a'),
    'one/b.json': failing('b'),
    'two/c.json': failing('c'),
  };

  async function known(more: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const cwd = folderOf({ ...files, ...more });
    await lintJson(cwd, '--update-baseline');
    return cwd;
  }

  test('of what passes now and of files that are gone, and says before how many there are', async () => {
    const cwd = await known();
    writeFileSync(join(cwd, 'one/a.json'), JSON.stringify(passing));
    rmSync(join(cwd, 'one/b.json'));
    const { notes } = await lintJson(cwd);
    expect(notes.map(({ message }) => message)).toEqual([
      'baseline known.json: 2 known findings are no longer found; --update-baseline removes what is fixed',
    ]);
    expect((await acraudit(cwd, 'lint', '-q', '--update-baseline')).out).toBe(
      'note baseline known.json: 0 added, 2 removed, 1 in all; written\n',
    );
    expect(entriesOf(cwd)).toEqual(['two/c.json']);
  });

  test.each<readonly [string, readonly string[], string]>([
    ['never of other folders', ['one'], '.'],
    ['never of other folders, from one of them', ['.'], 'one'],
    ['never of other rules', ['--rule', 'Azure.ACR.LogsValid'], '.'],
    ['never where values come from flags', ['--set', 'x=1'], '.'],
  ])('%s', async (_, argv, folder) => {
    const other = template([registry({ name: 'p' })], { parameters: { x: { type: 'string', defaultValue: 'y' } } });
    const cwd = await known(argv.includes('--set') ? { 'one/d.json': other } : {});
    const before = entriesOf(cwd);
    writeFileSync(join(cwd, 'two/c.json'), JSON.stringify(passing));
    const { out } = await acraudit(join(cwd, folder), 'lint', '-q', '--update-baseline', ...argv);
    expect(out).toContain(`0 added, 0 removed, ${before.length} in all`);
    expect(entriesOf(cwd)).toEqual(before);
  });

  test('never of a file that cannot be read any more', async () => {
    const cwd = await known();
    writeFileSync(
      join(cwd, 'one/a.json'),
      '{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", ',
    );
    const { code, out } = await acraudit(cwd, 'lint', '-q', '--update-baseline');
    expect([code, out]).toEqual([3, expect.stringContaining('0 added, 0 removed, 3 in all')]);
  });

  test('of a parameter file that is gone, and never of one that --parameters leaves out', async () => {
    const byName = template([registry({ name: "[parameters('n')]" })], { parameters: { n: { type: 'string' } } });
    const cwd = folderOf({
      'acraudit.yaml': CONFIG,
      'main.json': byName,
      'main.dev.parameters.json': parameterFile({ n: 'acrdev' }),
      'main.prod.parameters.json': parameterFile({ n: 'acrprod' }),
    });
    const all = ['main.json', 'main.json + main.dev.parameters.json', 'main.json + main.prod.parameters.json'];
    await lintJson(cwd, '--update-baseline');
    expect(entriesOf(cwd)).toEqual(all);
    await lintJson(cwd, '--update-baseline', '-p', 'main.dev.parameters.json');
    expect(entriesOf(cwd)).toEqual(all);
    rmSync(join(cwd, 'main.prod.parameters.json'));
    await lintJson(cwd, '--update-baseline');
    expect(entriesOf(cwd)).toEqual(all.slice(0, 2));
  });

  test('never of a module that another folder links to', async () => {
    const linking = template([
      {
        type: 'Microsoft.Resources/deployments',
        apiVersion: '2022-09-01',
        name: 'linked',
        properties: { mode: 'Incremental', templateLink: { relativePath: '../two/c.json' } },
      },
    ]);
    const cwd = await known({ 'three/main.json': linking });
    const before = entriesOf(cwd);
    expect(before).toEqual(['one/a.json', 'one/b.json', 'two/c.json', 'two/c.json']);
    await lintJson(cwd, 'two', '--update-baseline');
    expect(entriesOf(cwd)).toEqual(before);
  });
});

describe('which baseline holds:', () => {
  test('that of the nearest configuration of each input', async () => {
    const cwd = folderOf({
      'acraudit.yaml': CONFIG,
      'sub/acraudit.yaml': 'baseline: own.json\n',
      'a.json': failing(),
      'sub/b.json': failing(),
    });
    const { notes } = await lintJson(cwd, '--update-baseline');
    expect(notes).toHaveLength(2);
    expect([entriesOf(cwd), entriesOf(cwd, 'sub/own.json')]).toEqual([['a.json'], ['sub/b.json']]);
    expect((await lintJson(cwd)).code).toBe(0);
  });

  test('none for inputs whose configuration names none', async () => {
    const cwd = folderOf({ 'a.json': failing(), 'sub/acraudit.yaml': 'baseline: own.json\n', 'sub/b.json': failing() });
    expect(marks(await lintJson(cwd, '--update-baseline'))).toEqual(['a.json fail', 'sub/b.json fail known']);
  });

  test('--baseline for all, and none with --no-baseline', async () => {
    const cwd = folderOf({ 'acraudit.yaml': CONFIG, 'sub/a.json': failing() });
    await lintJson(join(cwd, 'sub'), '--update-baseline', '--baseline', '../other.json');
    expect([entriesOf(cwd, 'other.json'), existsSync(join(cwd, 'known.json'))]).toEqual([['sub/a.json'], false]);
    expect((await lintJson(cwd, '--baseline', 'other.json')).code).toBe(0);
    expect(marks(await lintJson(cwd, '--no-baseline'))).toEqual(['sub/a.json fail']);
  });

  test('fingerprints hold in another folder on another machine, wherever the run starts', async () => {
    const cwd = folderOf({ 'acraudit.yaml': CONFIG, 'deep/er/a.json': failing() });
    await lintJson(join(cwd, 'deep'), '--update-baseline');
    const other = folderOf({ 'acraudit.yaml': CONFIG, 'known.json': read(cwd), 'deep/er/a.json': failing() });
    for (const folder of ['.', 'deep', 'deep/er']) expect((await lintJson(join(other, folder))).code).toBe(0);
  });
});

describe('wrong usage says what to do, and writes nothing:', () => {
  test.each<readonly [string, Readonly<Record<string, unknown>>, readonly string[], string]>([
    [
      'a baseline that is not there',
      { 'acraudit.yaml': CONFIG },
      [],
      'acraudit.yaml:1:1: baseline known.json does not exist; --update-baseline creates it',
    ],
    [
      'one that is named',
      {},
      ['--baseline', 'x.json'],
      '--baseline: baseline x.json does not exist; --update-baseline creates it',
    ],
    ['none to update', {}, ['--update-baseline'], '--update-baseline: no baseline is named'],
    [
      'none to update, by flag',
      { 'acraudit.yaml': CONFIG },
      ['--update-baseline', '--no-baseline'],
      '--update-baseline and --no-baseline exclude each other',
    ],
    [
      'only what changed',
      { 'acraudit.yaml': CONFIG },
      ['--update-baseline', '--changed-since', 'HEAD'],
      '--update-baseline and --changed-since exclude each other',
    ],
    [
      'out of the repository',
      { 'acraudit.yaml': 'pack: core\nbaseline: ../known.json\n' },
      ['--update-baseline'],
      'acraudit.yaml:2:1: baseline ../known.json: is not a file of the repository',
    ],
    [
      'a file of git',
      { 'acraudit.yaml': 'pack: core\nbaseline: .git/known.json\n' },
      ['--update-baseline'],
      'acraudit.yaml:2:1: baseline .git/known.json: is a file of git',
    ],
    [
      'no JSON',
      { 'acraudit.yaml': CONFIG, 'known.json': '{\n  "version": 1,\n<<<<<<< HEAD\n' },
      [],
      'known.json:3:1: this is no baseline:',
    ],
    [
      'a newer version',
      { 'acraudit.yaml': CONFIG, 'known.json': '{\n  "version": 2 }' },
      [],
      'known.json:2:14: this is no baseline: it has version 2, and this acraudit reads version 1',
    ],
    [
      'a key too many',
      { 'acraudit.yaml': CONFIG, 'known.json': '{"version": 1, "findings": [],\n "more": 1}' },
      [],
      'known.json:2:10: this is no baseline: it has the unknown key more',
    ],
    [
      'an entry that is none',
      { 'acraudit.yaml': CONFIG, 'known.json': '{"version": 1, "findings": [\n  {}]}' },
      ['--update-baseline'],
      "known.json:2:3: this is no baseline: findings[0] must have required property 'fingerprint'",
    ],
    [
      'a folder',
      { 'known.json/x.json': '{}', 'acraudit.yaml': CONFIG },
      [],
      'baseline known.json cannot be read: not a regular file but a folder',
    ],
  ])('%s', async (_, files, argv, expected) => {
    const cwd = folderOf({ ...files, 'a.json': failing() });
    const before = existsSync(join(cwd, 'known.json')) && !('known.json/x.json' in files) ? read(cwd) : undefined;
    const { code, out, err } = await acraudit(cwd, 'lint', ...argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(expected);
    if (before === undefined) expect(existsSync(join(cwd, 'known.json'))).toBe('known.json/x.json' in files);
    else expect(read(cwd)).toBe(before);
  });

  test('a link that leads out of the repository', async () => {
    const outside = folderOf({ 'known.json': '{"version":1,"findings":[]}', 'folder/x.json': '{}' });
    const cwd = folderOf({
      'acraudit.yaml': CONFIG,
      'a.json': failing(),
      'sub/acraudit.yaml': 'baseline: to/new.json\n',
      'sub/b.json': failing(),
    });
    symlinkSync(join(outside, 'known.json'), join(cwd, 'known.json'));
    symlinkSync(join(outside, 'folder'), join(cwd, 'sub/to'));
    for (const path of ['a.json', 'sub']) {
      const { code, err } = await acraudit(cwd, 'lint', path, '--update-baseline');
      expect([code, err]).toEqual([2, expect.stringContaining('leads out of the repository')]);
    }
    expect([read(outside), existsSync(join(outside, 'folder/new.json'))]).toEqual([
      '{"version":1,"findings":[]}',
      false,
    ]);
  });

  test('a baseline that cannot be written is an error, and what is not recorded still fails', async () => {
    const cwd = folderOf({ 'acraudit.yaml': 'baseline: to/known.json\n', 'a.json': failing() });
    symlinkSync('nowhere', join(cwd, 'to'));
    const { code, errors, results } = await lintJson(cwd, '--update-baseline');
    expect([code, errors.map((error) => error.code), results.map(({ outcome }) => outcome)]).toEqual([
      1,
      ['baseline-not-written'],
      ['fail'],
    ]);
  });
});

test('a baseline in a folder that is not there yet is written', async () => {
  const cwd = folderOf({ 'acraudit.yaml': 'baseline: new/known.json\n', 'a.json': failing() });
  mkdirSync(join(cwd, 'other'));
  await lintJson(join(cwd, 'other'), '..', '--update-baseline');
  expect(entriesOf(cwd, 'new/known.json')).toEqual(['a.json']);
});

test('the $schema of a baseline stays, and so does one that is written with CRLF', async () => {
  const cwd = folderOf({
    'acraudit.yaml': CONFIG,
    'a.json': failing(),
    'known.json': '\ufeff{\r\n  "$schema": "schemas/baseline.schema.json",\r\n  "version": 1, "findings": []\r\n}',
  });
  await lintJson(cwd, '--update-baseline');
  expect(JSON.parse(read(cwd)).$schema).toBe('schemas/baseline.schema.json');
  writeFileSync(join(cwd, 'known.json'), `\ufeff${read(cwd).replaceAll('\n', '\r\n')}`);
  expect((await lintJson(cwd)).code).toBe(0);
});
