import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { registry, setting, template } from '../support/arm-templates.ts';
import { azureCommands, githubCommands } from '../support/ci-commands.ts';
import { acraudit, folderOf } from '../support/cli.ts';
import { parseCsv } from '../support/csv.ts';
import { junitProblems } from '../support/junit.ts';
import { savedScan } from '../support/saved-scan.ts';
import { parseXml } from '../support/xml.ts';

const NAME = '=1+1|::error::x##vso[task.setvariable variable=a]<b>@team#1';

const repository = (): string =>
  folderOf({
    'infra/fails.json': template([registry({ name: NAME })]),
    'infra/passes.json': template([registry(), setting()]),
    'infra/broken.json':
      '{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", ',
  });

describe('acraudit lint writes several reports at once', () => {
  test('with annotations on standard output, and the exit code as without', async () => {
    const cwd = repository();
    const paths = {
      junit: 'out/junit.xml',
      markdown: 'out/report.md',
      csv: 'out/all.csv',
      ndjson: 'out/all.ndjson',
      gitlab: 'gl.json',
    };
    const flags = Object.entries(paths).flatMap(([format, path]) => ['--report', `${format}=${path}`]);
    const { code, out } = await acraudit(cwd, 'lint', '-f', 'github', ...flags);
    expect(code).toBe(1);
    expect(githubCommands(out).map(({ name, properties }) => [name, properties.file, properties.title])).toEqual([
      ['error', 'infra/fails.json', 'Azure.ACR.Logs'],
      ['error', 'infra/broken.json', expect.stringMatching(/./)],
    ]);
    const read = (path: string): string => readFileSync(join(cwd, path), 'utf8');
    expect(junitProblems(parseXml(read(paths.junit)))).toEqual([]);
    expect(read(paths.markdown)).toContain('### ❌ acraudit: 1 fail, 1 pass (2 registries)\n');
    expect(parseCsv(read(paths.csv)).map(([, , , outcome]) => outcome)).toEqual(['outcome', 'fail', 'pass', 'error']);
    expect(parseCsv(read(paths.csv))[1]?.[5]).toMatch(/^'=1\+1\|::error::x#\\u\{23\}vso\[/);
    const results = read(paths.ndjson)
      .split('\n')
      .filter((line) => line.startsWith('{"kind":"result"'));
    expect(results.map((line) => (JSON.parse(line) as { target: { name: string } }).target.name)).toContain(NAME);
    expect(JSON.parse(read(paths.gitlab))).toMatchObject([
      { check_name: 'Azure.ACR.Logs', location: { path: 'infra/fails.json' } },
      { location: { path: 'infra/broken.json' } },
    ]);
  });

  test('as the configuration says', async () => {
    const cwd = repository();
    await acraudit(cwd, 'lint', '-f', 'azdo');
    const configured = folderOf({
      'acraudit.yaml': 'format: azdo\nreports: { junit: out/junit.xml, markdown: report.md }\n',
      'a.json': template([registry()]),
    });
    const { out } = await acraudit(configured, 'lint');
    expect(azureCommands(out)).toMatchObject([
      { name: 'task.logissue', properties: { type: 'error', sourcepath: 'a.json', code: 'Azure.ACR.Logs' } },
    ]);
    expect([existsSync(join(configured, 'out/junit.xml')), existsSync(join(configured, 'report.md'))]).toEqual([
      true,
      true,
    ]);
  });
});

test('acraudit scan gives GitLab results only with a file that stands for them', async () => {
  const cwd = folderOf({ 'README.md': '', 'scan.json': savedScan([{ name: 'acr', settings: {} }]) });
  const without = await acraudit(cwd, 'scan', '--from', 'scan.json', '-f', 'gitlab');
  const anchored = await acraudit(cwd, 'scan', '--from', 'scan.json', '-f', 'gitlab', '--sarif-anchor', 'README.md');
  expect([without.code, JSON.parse(without.out)]).toEqual([1, []]);
  expect(JSON.parse(anchored.out)).toMatchObject([{ check_name: 'Azure.ACR.Logs', location: { path: 'README.md' } }]);
});
