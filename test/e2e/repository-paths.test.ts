import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { registry, template } from '../support/arm-templates.ts';
import { acraudit, folderOf } from '../support/cli.ts';

const root = folderOf({
  'README.md': 'x',
  '.git/HEAD': 'x',
  'services/geo/main.json': template([registry()]),
  'other/x.txt': 'x',
});
symlinkSync(writtenOutside(), join(root, 'link.md'));

function writtenOutside(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'acraudit-outside-')), 'outside.md');
  writeFileSync(file, 'x');
  return file;
}

interface Shown {
  readonly runs: readonly [
    {
      readonly automationDetails: { readonly id: string };
      readonly results: readonly {
        readonly locations: readonly [
          { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } },
        ];
        readonly partialFingerprints: Readonly<Record<string, string>>;
      }[];
    },
  ];
}

async function sarifOf(folder: string, ...argv: readonly string[]) {
  const { out, err } = await acraudit(join(root, folder), 'lint', '-f', 'sarif', '--pack', 'core', ...argv);
  expect(err).toBe('');
  const [{ automationDetails, results }] = (JSON.parse(out) as Shown).runs;
  return { id: automationDetails.id, results };
}

const FROM: readonly (readonly [string, string, string])[] = [
  ['', 'services/geo', 'acraudit/lint/'],
  ['services', 'geo', 'acraudit/lint/services/'],
  ['services/geo', '.', 'acraudit/lint/services/geo/'],
  ['other', '../services/geo', 'acraudit/lint/other/'],
];

describe('from whatever folder of the repository a run starts', () => {
  test.each(FROM)(
    '%s: SARIF names files from the root, and tells the folder by its category',
    async (folder, path, id) => {
      const shown = await sarifOf(folder, path);
      expect(shown.id).toBe(id);
      const uris = shown.results.map(({ locations: [{ physicalLocation }] }) => physicalLocation.artifactLocation.uri);
      expect(uris).toEqual(['services/geo/main.json']);
      const fromRoot = await sarifOf('', 'services/geo');
      expect(shown.results[0]?.partialFingerprints).toEqual(fromRoot.results[0]?.partialFingerprints);
    },
  );

  test.each(FROM)(
    '%s: so do annotations and merge requests, while the console names them from there',
    async (folder, path) => {
      const lint = async (format: string) =>
        (await acraudit(join(root, folder), 'lint', path, '--pack', 'core', '-f', format)).out;
      expect(await lint('github')).toContain('::error file=services/geo/main.json,');
      expect(await lint('azdo')).toContain(';sourcepath=services/geo/main.json;');
      expect(await lint('gitlab')).toContain('"path": "services/geo/main.json"');
      const name =
        folder === 'other'
          ? '../services/geo/main.json'
          : 'services/geo/main.json'.slice(folder === '' ? 0 : folder.length + 1);
      expect(await lint('console')).toContain(`${name}\n`);
    },
  );

  test('of a repository that the run does not start in too, and a link by its real name', async () => {
    symlinkSync('services/geo/main.json', join(root, 'linked.json'));
    const outside = await acraudit(tmpdir(), 'lint', join(root, 'services/geo'), '-f', 'sarif', '--pack', 'core');
    const linked = await acraudit(root, 'lint', 'linked.json', '-f', 'sarif', '--pack', 'core');
    const uris = [outside, linked].map(({ out }) => {
      const [{ results }] = (JSON.parse(out) as Shown).runs;
      return results[0]?.locations[0].physicalLocation.artifactLocation.uri;
    });
    expect(uris).toEqual(['services/geo/main.json', 'services/geo/main.json']);
  });

  test('a category of its own is taken', async () => {
    expect((await sarifOf('services', 'geo', '--sarif-category', 'geo/')).id).toBe('geo/');
  });
});

describe('an anchor', () => {
  const scan = (...argv: readonly string[]) =>
    acraudit(join(root, 'other'), 'scan', '--from', '../nothing.json', ...argv);

  test.each([
    ['../NOPE.md', 'is no file'],
    ['../services', 'is no file'],
    ['/etc/passwd', 'is not a file of the repository'],
    ['../.git/HEAD', 'is a file of git'],
    ['../link.md', 'leads out of the repository by a link'],
  ])('%s is wrong usage: it %s', async (anchor, problem) => {
    const { code, out, err } = await scan('--sarif-anchor', anchor);
    expect([code, out]).toEqual([2, '']);
    expect(err).toBe(
      `acraudit: --sarif-anchor ${anchor} ${problem}\nName a file of the repository that results of Azure can point at, such as README.md\n`,
    );
  });

  test('is named from the root', async () => {
    const exported = join(process.cwd(), 'docs/exports/scan.json');
    const { code, out } = await acraudit(
      join(root, 'other'),
      ...['scan', '--from', exported, '--sarif-anchor', '../README.md', '-f', 'sarif', '--pack', 'core'],
    );
    expect(code).toBe(1);
    const [{ automationDetails, results }] = (JSON.parse(out) as Shown).runs;
    expect(automationDetails.id).toBe('acraudit/scan/other/');
    const uris = results.map(({ locations: [{ physicalLocation }] }) => physicalLocation.artifactLocation.uri);
    expect(new Set(uris)).toEqual(new Set(['README.md']));
    expect(new Set(results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash)).size).toBe(
      results.length,
    );
  });
});
