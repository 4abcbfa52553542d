import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { deployableQueries } from '../../src/api/deployable-queries.ts';
import { queryCatalog } from '../../src/api/query-catalog.ts';
import { acraudit, folderOf } from '../support/cli.ts';

const cwd = folderOf({ 'full/a.txt': '' });
const { queries, alerts } = queryCatalog();

describe('acraudit queries', () => {
  test('lists every query with its title, and those of alerts apart', async () => {
    const { code, out, err } = await acraudit(cwd, 'queries');
    expect([code, err]).toEqual([0, '']);
    const [questions = '', rest = ''] = out.split('\nQueries of alert rules:\n');
    const heads = (text: string): readonly string[] =>
      [...text.matchAll(/^(?!acraudit )([a-z-]+) {2,}(.+)$/gm)].map(([, name, title]) => `${name}: ${title}`);
    const expected = (list: typeof queries): readonly string[] => list.map(({ name, title }) => `${name}: ${title}`);
    expect(heads(questions)).toEqual(expected(queries));
    expect(heads(rest)).toEqual(expected(alerts));
    expect(out.split('\n').filter((line) => line.length > 100)).toEqual([]);
  });

  test('prints all of it as JSON', async () => {
    const { code, out } = await acraudit(cwd, 'queries', '-f', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ version: 1, queries, alerts });
  });

  test.each([...queries, ...alerts].map(({ name, text }) => [name, text]))(
    'NAME prints %s as it ships',
    async (name, text) => {
      expect(await acraudit(cwd, 'queries', name)).toEqual({ code: 0, out: text, err: '' });
    },
  );

  test('NAME -f json has one query in the same form', async () => {
    const { out } = await acraudit(cwd, 'queries', 'Untags', '-f', 'json');
    expect(JSON.parse(out)).toEqual({
      version: 1,
      queries: queries.filter(({ name }) => name === 'untags'),
      alerts: [],
    });
  });

  test('--out writes what deploys them, to a new folder', async () => {
    const { code, out, err } = await acraudit(cwd, 'queries', '--out', 'made/new');
    const files = deployableQueries();
    expect([code, err]).toEqual([0, '30 files written; made/new/README.md tells how to deploy them\n']);
    expect(out).toBe([...files.keys()].map((file) => `made/new/${file}\n`).join(''));
    for (const [file, text] of files) expect(readFileSync(join(cwd, 'made/new', file), 'utf8')).toBe(text);
  });

  test.each<[string, readonly string[], string]>([
    ['an unknown query', ['untag'], "unknown query 'untag'; did you mean untags?"],
    ['a name that is like no other', ['xyzzyxyzzy'], "unknown query 'xyzzyxyzzy'; acraudit queries lists them"],
    ['--out with a name', ['untags', '--out', 'x'], "--out writes all queries: leave out 'untags'"],
    ['--out with JSON', ['-f', 'json', '--out', 'x'], '--out writes files, and --format is for what is printed'],
    [
      'a folder that is not empty',
      ['--out', 'full'],
      '--out full: is not empty; files of an earlier run would stand among new ones\nName a new folder, or remove this one first.',
    ],
  ])('%s is wrong usage', async (_, argv, message) => {
    expect(await acraudit(cwd, 'queries', ...argv)).toEqual({ code: 2, out: '', err: `acraudit: ${message}\n` });
    expect(readdirSync(cwd)).not.toContain('x');
  });
});

describe('the templates that are written', () => {
  const WORKSPACE = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/log';
  const GROUP = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Insights/actionGroups/ag';
  const files = deployableQueries();
  const registry = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    resources: [
      { type: 'Microsoft.ContainerRegistry/registries', apiVersion: '2023-07-01', name: 'web', location: 'westeurope' },
      {
        type: 'Microsoft.Insights/diagnosticSettings',
        apiVersion: '2021-05-01-preview',
        name: 'audit',
        scope: 'Microsoft.ContainerRegistry/registries/web',
        properties: { workspaceId: WORKSPACE, logs: [{ categoryGroup: 'allLogs', enabled: true }] },
      },
    ],
  };
  const written = JSON.parse(files.get('alerts.json') ?? '');
  const made = folderOf({
    'registry.json': registry,
    'watched.json': { ...written, resources: [...registry.resources, ...written.resources] },
    'alerts.json': files.get('alerts.json'),
    'activity-alerts.json': files.get('activity-alerts.json'),
    'query-pack.json': files.get('query-pack.json'),
  });

  const values = ['--set', `workspaceId=${WORKSPACE}`, '--set', `actionGroupIds=["${GROUP}"]`];
  test.each<[string, string, readonly string[], string]>([
    ['with them', 'watched.json', values, 'pass'],
    ['without them', 'registry.json', [], 'fail'],
  ])('a registry %s is judged by Azure.ACR.LogsAlert', async (_, file, given, outcome) => {
    const { out } = await acraudit(made, 'lint', '--rule', 'Azure.ACR.LogsAlert', '-f', 'json', file, ...given);
    const { results, errors } = JSON.parse(out);
    expect(errors).toEqual([]);
    expect(results.map((finding: { readonly outcome: string }) => finding.outcome)).toEqual([outcome]);
  });

  test.each([
    ['alerts.json', alerts.length],
    ['activity-alerts.json', 2],
    ['query-pack.json', queries.length + 1],
  ])('%s can be expanded, without an expression that fails', async (file, count) => {
    const { code, out, err } = await acraudit(made, 'expand', file, '-f', 'json');
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out).resources).toHaveLength(count);
  });
});
