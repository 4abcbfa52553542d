import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { registry, setting, template } from '../support/arm-templates.ts';
import { acraudit, acrauditIn, folderOf, lintJson } from '../support/cli.ts';

const isPosix = process.platform !== 'win32';
const failing = template([registry()]);
const linking = template([
  {
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2022-09-01',
    name: 'linked',
    properties: { mode: 'Incremental', templateLink: { relativePath: 'odd.json' } },
  },
]);

/** What stands in place of a file, by what it is. */
const ODD: readonly [string, (path: string) => void, string][] = [
  ['a pipe', (path) => execFileSync('sh', ['-c', 'mkfifo "$0"', path]), 'not a regular file but a pipe'],
  ['a device', (path) => symlinkSync('/dev/zero', path), 'not a regular file but a device'],
  ['a folder', (path) => mkdirSync(path), 'not a regular file but a folder'],
  [
    'a file that is too large',
    (path) => truncateAt(path, 3_000_000),
    'too large: 3,000,000 bytes, and --max-size is 1,048,576',
  ],
];

function truncateAt(path: string, size: number): void {
  writeFileSync(path, '');
  truncateSync(path, size);
}

describe.runIf(isPosix).each(ODD)('%s in place of a file ends a run at once and is said', (what, make, says) => {
  function folderWith(): string {
    const cwd = folderOf({ 'good.json': failing, 'linking.json': linking });
    make(join(cwd, 'odd.json'));
    return cwd;
  }

  test('as a parameter file', async () => {
    const { errors } = await lintJson(folderWith(), 'good.json', '-p', 'odd.json', '--max-size', '1m');
    expect(errors).toEqual([expect.objectContaining({ message: says, location: { file: 'odd.json' } })]);
  });

  test('as a template that was named', async () => {
    const { code, errors } = await lintJson(folderWith(), 'odd.json', '--max-size', '1m');
    expect(code).toBe(3);
    if (what !== 'a folder') expect(errors).toEqual([expect.objectContaining({ message: says })]);
  });

  test('as a linked template: nobody has seen that module', async () => {
    const { results, errors } = await lintJson(folderWith(), 'linking.json', '--max-size', '1m');
    expect([results, errors]).toEqual([[], []]);
  });

  test('as the template to expand', async () => {
    const { code, out, err } = await acraudit(folderWith(), 'expand', 'odd.json', '--max-size', '1m');
    expect(out).toBe('');
    expect([code, err]).toEqual(
      what === 'a folder'
        ? [2, 'acraudit: odd.json is a folder; expand takes one template\n']
        : [3, expect.stringContaining(`acraudit: odd.json: ${says} (`)],
    );
  });

  test('as the configuration', async () => {
    const { code, out, err } = await acraudit(folderWith(), 'lint', 'good.json', '--config', 'odd.json');
    const why = what === 'a file that is too large' ? 'is larger than 1 MB' : `cannot be read: ${says}`;
    expect({ code, out, err }).toEqual({ code: 2, out: '', err: `acraudit: odd.json: ${why}\n` });
  });

  test('as the configuration that is found', async () => {
    const cwd = folderWith();
    renameSync(join(cwd, 'odd.json'), join(cwd, 'acraudit.yaml'));
    const { code, err } = await acraudit(cwd, 'lint', 'good.json');
    expect([code, err]).toEqual([2, expect.stringMatching(/^acraudit: acraudit\.yaml: (?:cannot be read|is )/)]);
  });
});

describe('standard input', () => {
  const run = (input: string | Uint8Array, ...argv: string[]) => {
    async function* pieces(): AsyncGenerator<Uint8Array> {
      const bytes = Buffer.from(input);
      for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
    }
    return acrauditIn({ cwd: folderOf({}), input: pieces() }, ...argv);
  };

  test('is a template for lint', async () => {
    expect((await run(JSON.stringify(failing), 'lint', '-', '-q')).code).toBe(1);
  });

  test('is a template for expand', async () => {
    const { code, out } = await run(JSON.stringify(failing), 'expand', '-', '--stdin-filename', 'x.json');
    expect([code, out]).toEqual([0, expect.stringContaining('x.json:1:')]);
  });

  test.each(['lint', 'expand'])('is bounded as files are, while it arrives: %s', async (command) => {
    const { code, out, err } = await run(' '.repeat(30_000), command, '-', '--max-size', '20k');
    expect([code, out + err]).toEqual([
      3,
      expect.stringContaining('too large: over 20,480 bytes, and --max-size is 20,480'),
    ]);
  });
});

describe('a name that is no text', () => {
  const strange = (folder: string): Buffer =>
    execFileSync(
      'sh',
      [
        '-c',
        `cp good.json "$(printf '\\377a.json')"; cp good.json "$(printf '\\376a.json')"; touch "$(printf '\\377.txt')"; mkdir "$(printf 'd\\377')"`,
      ],
      { cwd: folder },
    );

  test.runIf(process.platform === 'linux')('is said, of each file and folder', async () => {
    const cwd = folderOf({ 'good.json': template([registry(), setting()]) });
    strange(cwd);
    const { code, results, errors } = await lintJson(cwd);
    expect([code, results.length]).toEqual([3, 1]);
    expect(errors.map(({ code: kind, message, location }) => [location?.file, kind, message])).toEqual(
      ['\\xfea.json', '\\xffa.json', 'd\\xff'].map((file) => [file, 'name-encoding', 'its name is not valid UTF-8']),
    );
  });

  test.runIf(process.platform === 'linux')('is said of a file that was named, too', async () => {
    const cwd = folderOf({ 'good.json': template([registry(), setting()]) });
    execFileSync('sh', ['-c', `cp good.json "$(printf '\\377a.json')"`], { cwd });
    const { code, errors } = await lintJson(cwd, 'good.json', '\ufffda.json');
    expect([code, errors.map(({ location }) => location?.file)]).toEqual([3, ['\\xffa.json']]);
  });

  test('that holds the replacement character itself is read', async () => {
    const cwd = folderOf({ '\ufffd.json': failing });
    expect((await lintJson(cwd)).results.map(({ location }) => location.file)).toEqual(['\ufffd.json']);
  });
});

describe('a pattern of the configuration that could take for ever is refused where it stands', () => {
  const stars = `${'*a'.repeat(30)}b`;

  test.each([
    ['include', `include: ["x/${stars}"]\n`, '1:11'],
    ['exclude', `exclude:\n  - good.json\n  - "!${stars}"\n`, '3:5'],
    ['deployments', `deployments:\n  - { files: ['ok.json', '${stars}'] }\n`, '2:26'],
    ['deep', `include: ["${'**/'.repeat(6)}a.json"]\n`, '1:11'],
  ])('%s', async (_, text, place) => {
    const cwd = folderOf({ 'acraudit.yaml': text, [`${'a'.repeat(40)}.json`]: failing });
    const { code, out, err } = await acraudit(cwd, 'lint');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(
      new RegExp(
        `^acraudit: acraudit\\.yaml:${place}: the pattern .* has too many wildcards; write it as several patterns\\n$`,
      ),
    );
  });

  test('others still say which files are deployed together', async () => {
    const registries = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/acr';
    const cwd = folderOf({
      'acraudit.yaml': 'deployments:\n  - { files: [infra/*.json], subscription: s, resourceGroup: rg }\n',
      'infra/acr.json': failing,
      'infra/diag.json': template([setting({}, { scope: registries })]),
    });
    expect((await lintJson(cwd)).results.map(({ outcome }) => outcome)).toEqual(['pass']);
  });
});

describe('reports are written:', () => {
  const cwd = folderOf({ 'a.json': failing, 'ok.json': template([registry(), setting()]), file: '' });

  test.each<[string, string, number]>([
    ['a failure stays a failure', 'a.json', 1],
    ['a pass is none', 'ok.json', 3],
  ])('one that cannot be written is said, and all else is: %s', async (_, path, code) => {
    const ran = await acraudit(cwd, 'lint', path, '--report', 'json=file/r.json', '--report', `sarif=${path}.sarif`);
    expect([ran.code, ran.err]).toEqual([
      code,
      expect.stringMatching(/^acraudit: --report json=file\/r\.json cannot be written: .+ \(E[A-Z]+\)\n$/),
    ]);
    expect(ran.out).toContain('1 registry');
    execFileSync(process.execPath, ['-e', `JSON.parse(require('fs').readFileSync('${path}.sarif'))`], { cwd });
  });

  test('standard output is not a file', async () => {
    const { code, out, err } = await acraudit(cwd, 'lint', 'a.json', '--report', 'json=-');
    expect({ code, out, err }).toEqual({
      code: 2,
      out: '',
      err: 'acraudit: --report json=-: standard output is for --format; write -f json\n',
    });
  });
});
