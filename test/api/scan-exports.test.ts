import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { acraudit, folderOf } from '../support/cli.ts';
import { SUBSCRIPTION, scannedId, WORKSPACE } from '../support/saved-scan.ts';

const az = (name: string) => ({ id: scannedId({ name }), name, location: 'westeurope', resourceGroup: 'rg' });
const LOGIN = { category: 'ContainerRegistryLoginEvents', enabled: true };
const REPOSITORY = { category: 'ContainerRegistryRepositoryEvents', enabled: true };
const setting = (registry: string, logs: readonly object[]) => ({
  id: `${scannedId({ name: registry })}/providers/microsoft.insights/diagnosticSettings/toLaw`,
  name: 'toLaw',
  workspaceId: WORKSPACE,
  logs,
  metrics: [],
});

/** As the script in docs/scan.md leaves them, beside what else may lie about. */
const FOLDER = {
  'answers/acr.json': [az('one'), az('two')],
  'answers/settings/one.json': [setting('one', [LOGIN, REPOSITORY])],
  'answers/settings/two.json': [setting('two', [LOGIN])],
  'answers/package.json': { name: 'x' },
  'answers/accounts/vaults.json': [{ id: '/subscriptions/x/resourceGroups/g', type: 'x' }],
  'answers/.hidden/three.json': [az('three')],
  'answers/node_modules/four.json': [az('four')],
};

async function scanned(cwd: string, ...paths: readonly string[]) {
  const { code, out, err } = await acraudit(cwd, 'scan', '-f', 'json', '--from', ...paths);
  if (out === '') return { code, err };
  const { results, errors, notes, summary } = JSON.parse(out);
  const outcomes = results.map(
    (one: { target: { name: string }; outcome: string }) => `${one.target.name} ${one.outcome}`,
  );
  return { code, outcomes, errors, notes, inputs: summary.inputs };
}

describe('a folder of exports', () => {
  test('is searched with the folders below it; what is no export is a note', async () => {
    expect(await scanned(folderOf(FOLDER), 'answers')).toEqual({
      code: 1,
      outcomes: ['one pass', 'two fail'],
      errors: [],
      notes: [
        {
          message:
            'no export, and not read: unrecognised format: give the JSON of `az acr list` and of `az monitor diagnostic-settings list`',
          location: { file: 'answers/package.json' },
        },
        {
          message:
            'no export, and not read: it lists resources, but neither container registries nor their diagnostic settings',
          location: { file: 'answers/accounts/vaults.json' },
        },
      ],
      inputs: { read: 3, unreadable: 0, skipped: 0 },
    });
  });

  test('what is named is meant, also when it is found besides', async () => {
    const { code, errors, notes } = await scanned(folderOf(FOLDER), 'answers', 'answers/package.json');
    expect([code, errors?.length, notes?.length]).toEqual([1, 1, 1]);
  });

  test('without any JSON, or with nothing but other files, nothing is evaluated', async () => {
    const cwd = folderOf({ 'a/b/c.txt': 'x', 'other/x.json': {} });
    expect(await scanned(cwd, 'a')).toEqual({
      code: 2,
      err: 'acraudit: --from a: no JSON file in this folder or below it\n',
    });
    expect(await scanned(cwd, 'other')).toMatchObject({
      code: 2,
      err: expect.stringContaining('other/x.json: an empty'),
    });
  });

  test('a link to a folder is not followed, and depth is bounded', async () => {
    const cwd = folderOf(FOLDER);
    symlinkSync(join(cwd, 'answers'), join(cwd, 'answers/settings/loop'));
    expect(await scanned(cwd, 'answers')).toMatchObject({ outcomes: ['one pass', 'two fail'] });
    mkdirSync(join(cwd, `answers/${'d/'.repeat(25)}`), { recursive: true });
    expect(await scanned(cwd, 'answers')).toEqual({
      code: 2,
      err: 'acraudit: --from answers: folders are nested deeper than 20\n',
    });
  });

  test('fix takes what scan takes, and asks for no destination where there is one', async () => {
    const cwd = folderOf(FOLDER);
    const { code, out } = await acraudit(
      cwd,
      'fix',
      '--from',
      'answers/acr.json',
      'answers/settings',
      '--out',
      'fixup',
    );
    expect([code, out]).toEqual([
      1,
      `subscription ${SUBSCRIPTION}\n  two in rg: changes diagnostic setting 'toLaw': log category ContainerRegistryRepositoryEvents is added\n`,
    ]);
  });
});

describe('a list of settings that may lack some', () => {
  const page = (logs: readonly object[]) => {
    const { id, name, ...properties } = setting('one', logs);
    return { value: [{ id, name, properties }], nextLink: 'https://management.azure.com/x' };
  };
  test.each<[string, readonly object[], string, number]>([
    ['passes when one in it passes', [LOGIN, REPOSITORY], 'one pass', 0],
    ['is unknown otherwise', [LOGIN], 'one unknown', 3],
    ['is unknown with a setting that collects nothing', [], 'one unknown', 3],
  ])('%s', async (_, logs, outcome, code) => {
    const cwd = folderOf({ 'acr.json': [az('one')], 'one.json': page(logs) });
    expect(await scanned(cwd, '.')).toMatchObject({ outcomes: [outcome], code });
  });
});
