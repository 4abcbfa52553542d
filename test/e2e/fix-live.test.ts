import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ScanRecord } from '../../src/sources/azure/decode/scan-record.ts';
import { savedText } from '../sources/saved-scan/samples.ts';
import { acraudit, folderOf, type Ran } from '../support/cli.ts';
import { expectSarif, NO_ADDRESS } from '../support/expect-sarif.ts';
import { assertResults } from '../support/results-schema.ts';
import {
  HALF,
  OTHER_SUBSCRIPTION,
  OUT_OF_REACH,
  PASSES,
  recordOf,
  type ScannedRegistry,
  STORAGE,
  SUBSCRIPTION,
  savedScan,
  scannedId,
  WORKSPACE,
} from '../support/saved-scan.ts';

const TO = ['--workspace-id', WORKSPACE] as const;
const FAILING = savedScan([{ name: 'acr1' }]);

interface RanFix extends Ran {
  readonly cwd: string;
  readonly out: string;
}

/** Runs `fix --from scan.json --out fixup` on these registries. */
async function fixScan(text: string, argv: readonly string[] = TO, files: object = {}): Promise<RanFix> {
  const cwd = folderOf({ 'scan.json': text, ...files });
  const ran = await acraudit(cwd, 'fix', '--from', 'scan.json', '--out', 'fixup', ...argv);
  return { ...ran, cwd };
}

/** Everything below a folder, by relative path, but for the repository's own. */
function filesIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

const HEADING = `subscription ${SUBSCRIPTION}\n`;
const line = ({ name }: ScannedRegistry, text: string): string => `  ${name} in rg: ${text}\n`;

describe('fix --from ends with', () => {
  test.each<[string, number, string, string, string]>([
    [
      '1 when a registry is fixed: it still fails in Azure',
      1,
      savedScan([{ name: 'acr1' }, { name: 'acr2', settings: PASSES }, { name: 'acr3', settings: HALF }]),
      HEADING +
        line({ name: 'acr1' }, "adds diagnostic setting 'acr-audit'") +
        line(
          { name: 'acr3' },
          "changes diagnostic setting 'mine': log category ContainerRegistryRepositoryEvents is added",
        ),
      '2 changes; see fixup/README.md\n',
    ],
    [
      '0 when all pass',
      0,
      savedScan([{ name: 'acr1', settings: PASSES }]),
      '',
      'nothing to fix in 1 registry; no folder is written\n',
    ],
    ['0 when there is none', 0, savedScan([]), '', 'nothing to fix in 0 registries; no folder is written\n'],
    [
      '0 when the one that failed is gone',
      0,
      savedScan([
        { name: 'acr1', settings: 'deleted' },
        { name: 'acr2', settings: PASSES },
      ]),
      '',
      'nothing to fix in 1 registry; no folder is written\n',
    ],
    [
      '3 when some settings could not be read, and nothing fails',
      3,
      savedScan([
        { name: 'acr1', settings: 'denied' },
        { name: 'acr2', settings: PASSES },
      ]),
      HEADING +
        line(
          { name: 'acr1' },
          'not fixed: depends on a read that was refused: Microsoft.Insights/diagnosticSettings/read: HTTP 403 AuthorizationFailed. Next step: grant the scanning identity Reader on it, and scan again',
        ),
      'no change, 1 registry needs manual action; see fixup/README.md\n',
    ],
    [
      '3 when a subscription could not be read, and all else passes',
      3,
      savedScan([{ name: 'acr1', settings: PASSES }], [OUT_OF_REACH]),
      '',
      `error: subscription Contoso \\u{1b}[31msandbox (${OTHER_SUBSCRIPTION}) is inaccessible: HTTP 403 AuthorizationFailed\n` +
        'nothing to fix in 1 registry that could be read; no folder is written\n',
    ],
    [
      '1 when one fails and another could not be read',
      1,
      savedScan([{ name: 'acr1' }], [OUT_OF_REACH]),
      HEADING + line({ name: 'acr1' }, "adds diagnostic setting 'acr-audit'"),
      `error: subscription Contoso \\u{1b}[31msandbox (${OTHER_SUBSCRIPTION}) is inaccessible: HTTP 403 AuthorizationFailed\n` +
        '1 change; see fixup/README.md\n',
    ],
  ])('%s', async (_, code, text, out, err) => {
    const ran = await fixScan(text);
    expect({ code: ran.code, out: ran.out, err: ran.err }).toEqual({ code, out, err });
    expect(existsSync(join(ran.cwd, 'fixup'))).toBe(out !== '');
  });

  test('1 when nothing can be done about it, and says why', async () => {
    const { code, out, err, cwd } = await fixScan(FAILING, []);
    expect(code).toBe(1);
    expect(out).toBe(
      HEADING +
        line(
          { name: 'acr1' },
          `not fixed: no destination is configured for region westeurope of subscription ${SUBSCRIPTION}. Next step: give --workspace-id, or an entry under fix.destinations for that region or subscription`,
        ),
    );
    expect(err).toBe('no change, 1 registry needs manual action; see fixup/README.md\n');
    expect(filesIn(join(cwd, 'fixup'))).toEqual([`${SUBSCRIPTION}/README.md`, 'README.md']);
  });

  test('0 when failures do not count, which are fixed all the same', async () => {
    const { code, cwd } = await fixScan(FAILING, [...TO, '--fail-on', 'never']);
    expect(code).toBe(0);
    expect(existsSync(join(cwd, 'fixup', SUBSCRIPTION, 'fix-up.json'))).toBe(true);
  });
});

describe('fix --from is wrong usage, and writes nothing,', () => {
  const from = ['--from', 'scan.json', '--out', 'fixup'];
  test.each<[string, readonly string[], string]>([
    ['without --out', ['--from', 'scan.json'], '--from needs --out DIR: the folder to write to'],
    ['with an empty --out', ['--from', 'scan.json', '--out', ''], '--from needs --out DIR: the folder to write to'],
    ['with --policy', [...from, '--policy'], '--from and --policy are two ways; choose one of them'],
    ['with templates', ['main.json', ...from], '--from fixes no templates: main.json cannot go with it'],
    [
      'with flags of templates',
      [...from, '--write', '--force', '--subscription', SUBSCRIPTION, '-p', 'a.json', '--no-ignore'],
      '--write, --force, --parameters, --subscription, --no-ignore: for templates only, not with --from',
    ],
    ['with --out that is a file', ['--from', 'scan.json', '--out', 'scan.json'], '--out scan.json: is a file'],
    [
      'with --out below a file',
      ['--from', 'scan.json', '--out', 'scan.json/fixup'],
      '--out scan.json/fixup cannot be written: a path component is not a folder (ENOTDIR)',
    ],
    [
      'with --out that is not empty',
      ['--from', 'scan.json', '--out', '.'],
      '--out .: is not empty; files of an earlier run would stand among new ones\nName a new folder, or remove this one first.',
    ],
    ['with a name that is too long', [...from.slice(0, 3), 'x'.repeat(300)], 'cannot be written: the path is too long'],
    ['with a file that is not there', ['--from', 'scam.json', '--out', 'fixup'], 'did you mean scan.json?'],
    ['with a file that is no scan', ['--from', 'main.json', '--out', 'fixup'], 'main.json'],
    ['with an id that is none', [...from, '--workspace-id', 'w1'], "--workspace-id 'w1': expected a resource id"],
    [
      'with an id that is an expression',
      [...from, '--workspace-id', "/subscriptions/a/[concat('b')]"],
      'expected a resource id that begins with /subscriptions/',
    ],
    ['with an id of another kind', [...from, '--storage-account-id', '/a/b'], '--storage-account-id'],
    [
      'with a storage account for a workspace',
      [...from, '--workspace-id', STORAGE],
      `workspaceId '${STORAGE}': expected /subscriptions/…/resourceGroups/…/providers/Microsoft.OperationalInsights/workspaces/…`,
    ],
    [
      'with the rule of one event hub',
      [...from, '--event-hub-rule-id', `/subscriptions/${SUBSCRIPTION}/eventhubs/h/authorizationRules/r`],
      'providers/Microsoft.EventHub/namespaces/…/authorizationRules/…',
    ],
    ['with a name that Azure refuses', [...from, '--setting-name', 'a/b'], "--setting-name 'a/b'"],
    ['with an unknown report', [...from, '--report', 'sarf=a'], "unknown format 'sarf'; did you mean sarif?"],
  ])('%s', async (_, argv, message) => {
    const cwd = folderOf({ 'scan.json': FAILING, 'main.json': {} });
    const { code, out, err } = await acraudit(cwd, 'fix', ...argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(err).not.toContain(cwd);
    expect(filesIn(cwd)).toEqual(['main.json', 'scan.json']);
  });

  test('when the rule is off', async () => {
    const { code, err, cwd } = await fixScan(FAILING, TO, {
      'acraudit.yaml': 'rules: { Azure.ACR.Logs: off }\n',
    });
    expect(code).toBe(2);
    expect(err).toMatch(/^acraudit: /);
    expect(existsSync(join(cwd, 'fixup'))).toBe(false);
  });

  test('templates are fixed without --out', async () => {
    const { code, err } = await acraudit(folderOf({}), 'fix', '--out', 'fixup');
    expect(code).toBe(2);
    expect(err).toContain('--out is for --from and --policy');
  });
});

describe('what fix --from writes', () => {
  test('is a folder that deploys, with a script that can be run', async () => {
    const { cwd } = await fixScan(FAILING);
    const folder = join(cwd, 'fixup');
    expect(filesIn(folder)).toEqual(
      [
        'README.md',
        ...['README.md', 'deploy.sh', 'fix-up-settings.bicep', 'fix-up.bicep', 'fix-up.bicepparam'],
        ...['fix-up.json', 'fix-up.parameters.json'],
      ]
        .map((name, i) => (i === 0 ? name : `${SUBSCRIPTION}/${name}`))
        .sort(),
    );
    const mode = (name: string): number => statSync(join(folder, SUBSCRIPTION, name)).mode & 0o111;
    expect(mode('fix-up.json')).toBe(0);
    expect(mode('deploy.sh') & 0o100).toBe(process.platform === 'win32' ? 0 : 0o100);
    expect(filesIn(cwd).filter((name) => name.includes('.tmp'))).toEqual([]);
  });

  test('goes into folders that are not there yet, and into an empty one', async () => {
    const cwd = folderOf({ 'scan.json': FAILING });
    mkdirSync(join(cwd, 'empty'));
    mkdirSync(join(cwd, 'other'));
    symlinkSync(join(cwd, 'other'), join(cwd, 'link'));
    for (const out of ['a/b/c', 'empty', 'link', join(cwd, 'absolute')]) {
      expect((await acraudit(cwd, 'fix', '--from', 'scan.json', '--out', out, ...TO)).code).toBe(1);
    }
    const expected = filesIn(join(cwd, 'absolute'));
    expect(expected.length).toBe(8);
    for (const folder of ['a/b/c', 'empty', 'other']) expect(filesIn(join(cwd, folder))).toEqual(expected);
  });

  test('is the same for the same scan', async () => {
    const [one, other] = [await fixScan(FAILING), await fixScan(FAILING)];
    const texts = ({ cwd }: RanFix): string[] =>
      filesIn(join(cwd, 'fixup')).map((name) => readFileSync(join(cwd, 'fixup', name), 'utf8'));
    expect(texts(one)).toEqual(texts(other));
  });

  test('follows the configuration, over which flags win', async () => {
    const yaml = `fix: { logs: allLogs, settingName: trail, storageAccountId: ${STORAGE} }\n`;
    const read = ({ cwd }: RanFix): unknown =>
      JSON.parse(readFileSync(join(cwd, 'fixup', SUBSCRIPTION, 'fix-up.parameters.json'), 'utf8')).parameters
        .resourceGroups.value[0].settings[0];
    const configured = await fixScan(FAILING, [], { 'acraudit.yaml': yaml });
    expect(read(configured)).toEqual({
      registry: 'acr1',
      name: 'trail',
      properties: { storageAccountId: STORAGE, logs: [{ categoryGroup: 'allLogs', enabled: true }] },
    });
    expect(configured.out).toContain(
      `adds diagnostic setting 'trail'; Azure takes it only if ${STORAGE} is in westeurope, which a scan cannot see`,
    );
    expect(
      read(await fixScan(FAILING, [...TO, '--logs', 'audit', '--setting-name', 'b'], { 'acraudit.yaml': yaml })),
    ).toEqual({
      registry: 'acr1',
      name: 'b',
      properties: { workspaceId: WORKSPACE, logs: [{ categoryGroup: 'audit', enabled: true }] },
    });
  });

  test('leaves a registry alone whose storage account is elsewhere, as one that passes shows', async () => {
    const there = { audit: { storageAccountId: STORAGE, logs: [{ categoryGroup: 'audit', enabled: true }] } };
    const { out } = await fixScan(
      savedScan([
        { name: 'acr1', location: 'northeurope' },
        { name: 'acr2', location: 'West Europe', settings: there },
      ]),
      ['--storage-account-id', STORAGE],
    );
    expect(out).toContain(`not fixed: ${STORAGE} receives logs of westeurope, so it is not in northeurope`);
    expect(out).not.toContain('acr2');
  });

  test('leaves registries alone that pass by the option coverage', async () => {
    const half = (category: string, name: string): object => ({
      [name]: { workspaceId: `${WORKSPACE}${name}`, logs: [{ category, enabled: true }] },
    });
    const split = {
      ...half('ContainerRegistryLoginEvents', 'a'),
      ...half('ContainerRegistryRepositoryEvents', 'b'),
    } as Record<string, object>;
    const text = savedScan([{ name: 'acr1', settings: split }, { name: 'acr2' }]);
    const any = await fixScan(text, [...TO, '--option', 'Azure.ACR.Logs.coverage=any']);
    expect(any.out).toBe(HEADING + line({ name: 'acr2' }, "adds diagnostic setting 'acr-audit'"));
    const each = await fixScan(text);
    expect(each.out.match(/adds diagnostic setting/g)?.length).toBe(2);
  });

  test('counts the first record of a registry that is there twice, and says where the other one is', async () => {
    const { code, err } = await fixScan(
      savedScan([
        { name: 'acr1', settings: PASSES },
        { name: 'ACR1', settings: HALF },
      ]),
    );
    expect({ code, err }).toEqual({
      code: 3,
      err:
        'error: scan.json:4: a second record of the same registry; the first one counts\n' +
        'nothing to fix in 1 registry that could be read; no folder is written\n',
    });
  });
});

describe('fix --from tells', () => {
  test('results of the scan as JSON, and writes reports, into the folder too', async () => {
    const { code, out, err, cwd } = await fixScan(FAILING, [...TO, '-f', 'json', '--report', 'sarif=fixup/a.sarif']);
    assertResults(out);
    const { results } = JSON.parse(out) as { results: { rule: string; outcome: string }[] };
    expect(results.filter(({ rule }) => rule === 'Azure.ACR.Logs').map(({ outcome }) => outcome)).toEqual(['fail']);
    expect({ code, err }).toEqual({ code: 1, err: '1 change; see fixup/README.md\n' });
    expect(filesIn(join(cwd, 'fixup'))).toContain('a.sarif');
  });

  test('valid SARIF', async () => {
    const { out } = await fixScan(FAILING, [...TO, '-f', 'sarif']);
    expectSarif(out, [NO_ADDRESS]);
  });

  test('only what it does, when quiet', async () => {
    const { out, err } = await fixScan(FAILING, [...TO, '--quiet']);
    expect({ out, err }).toEqual({
      out: HEADING + line({ name: 'acr1' }, "adds diagnostic setting 'acr-audit'"),
      err: '',
    });
  });

  test('the configuration in force, when asked, and nothing else', async () => {
    const { code, out, err, cwd } = await fixScan(FAILING, [...TO, '--print-config']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('pack: recommended');
    expect(filesIn(cwd)).toEqual(['scan.json']);
  });
});

describe('names in a scan stay text', () => {
  const EVIL = 'a\u001b[2J\u202e`$(touch pwned)`\n::error::x';
  const hostile: ScannedRegistry[] = [
    { name: EVIL },
    { name: 'acr1', resourceGroup: EVIL },
    { name: 'acr2', resourceGroup: '..' },
    { name: '..', subscription: OTHER_SUBSCRIPTION },
    { name: 'acr8', subscription: OTHER_SUBSCRIPTION },
    { name: 'acr3', location: EVIL },
    { name: 'acr4', settings: { [EVIL]: { workspaceId: WORKSPACE, logs: [] } } },
    { name: 'acr5', subscription: '..' },
    { name: 'acr6', subscription: 'a/../../b' },
    { name: 'acr7', id: '/subscriptions/../../../etc' },
    { name: '__proto__', resourceGroup: 'constructor' },
  ];

  test('on the terminal, in paths and in the script', async () => {
    const { cwd, out, err } = await fixScan(savedScan(hostile));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    expect(`${out}${err}`).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(out.split('\n').every((text) => /^(?:$|subscription | {2}|\/subscriptions\/)/.test(text))).toBe(true);
    expect(out).toContain('\\u{1b}[2J\\u{202e}');
    const top = new Set(filesIn(cwd).map((name) => name.split('/').slice(0, 2).join('/')));
    expect([...top].sort()).toEqual(
      [`fixup/${SUBSCRIPTION}`, `fixup/${OTHER_SUBSCRIPTION}`, 'fixup/README.md', 'scan.json'].sort(),
    );
    expect(readFileSync(join(cwd, 'fixup', SUBSCRIPTION, 'deploy.sh'), 'utf8')).not.toContain('pwned');
    rmSync(join(cwd, 'fixup'), { recursive: true });
  });
});

test('a report that cannot be written is said, and the files to deploy are there', async () => {
  const { code, err, cwd } = await fixScan(FAILING, [...TO, '--report', 'json=scan.json/a.json']);
  expect(code).toBe(1);
  expect(err).toMatch(/^acraudit: --report json=scan\.json\/a\.json cannot be written: .+ \(E[A-Z]+\)$/m);
  expect(existsSync(join(cwd, 'fixup/README.md'))).toBe(true);
});

test('the pages of fix --from say what was wrong, what stays and what was not read, with names', async () => {
  const metrics = {
    workspaceId: STORAGE.replace('Storage/storageAccounts', 'OperationalInsights/workspaces'),
    logs: [],
  };
  const plain = savedScan(
    [
      { name: 'acr1', settings: { metrics } },
      { name: 'acr2', settings: { 'setByPolicy-x': HALF.mine } },
    ],
    [OUT_OF_REACH],
  );
  const scan = plain.replace(new RegExp(`("name": ?)"${SUBSCRIPTION}"`), '$1"Contoso *live*"');
  const { cwd } = await fixScan(scan);
  const overview = readFileSync(join(cwd, 'fixup/README.md'), 'utf8');
  expect(overview.split('\n')).toEqual(
    expect.arrayContaining([
      `| [\`${SUBSCRIPTION}\`](${SUBSCRIPTION}/README.md) | Contoso \\*live\\* | 1: acr1 | 1: acr2 |`,
      '## Not read',
      `- subscription Contoso \\\\u\\{1b\\}\\[31msandbox \`(${OTHER_SUBSCRIPTION})\` is inaccessible: HTTP 403 AuthorizationFailed`,
    ]),
  );
  const page = readFileSync(join(cwd, `fixup/${SUBSCRIPTION}/README.md`), 'utf8');
  expect(page.split('\n')[0]).toBe(`# Subscription Contoso \\*live\\* (\`${SUBSCRIPTION}\`)`);
  expect(page.slice(page.indexOf('## Changes'))).toBe(`## Changes

### acr1

\`${scannedId({ name: 'acr1' })}\` in \`westeurope\`

What is wrong:

- ContainerRegistryLoginEvents is not collected by any diagnostic setting
- ContainerRegistryRepositoryEvents is not collected by any diagnostic setting

Adds diagnostic setting \`acr-audit\`:

\`\`\`diff
+"workspaceId": "${WORKSPACE}"
+"logs": [{"categoryGroup":"audit","enabled":true}]
\`\`\`

What stays as it is:

- diagnostic setting \`metrics\`, which sends to \`${metrics.workspaceId}\`

## Not changed

### acr2

\`${scannedId({ name: 'acr2' })}\`

What is wrong:

- ContainerRegistryRepositoryEvents is not collected by any diagnostic setting

Not changed: diagnostic setting 'setByPolicy-x' goes to the destination, and fix.protect says that it is not to be edited.

Next step: ask the owner of 'setByPolicy-x' to enable category group audit in it, or configure another destination.

What stays as it is:

- diagnostic setting \`setByPolicy-x\`, which sends to \`${WORKSPACE}\`
`);
});

test('fix --from asks for the settings that are in none of the files, not for a role', async () => {
  const id = scannedId({ name: 'acr1' });
  const list = [{ id, name: 'acr1', type: 'Microsoft.ContainerRegistry/registries', location: 'westeurope' }];
  const cwd = folderOf({ 'acr.json': list });
  const { code, out } = await acraudit(cwd, 'fix', '--from', 'acr.json', '--out', 'fixup', ...TO);
  expect({ code, out }).toEqual({
    code: 3,
    out: `${HEADING}  acr1 in rg: not fixed: depends on what was not read: its diagnostic settings are in none of the files; \`az monitor diagnostic-settings list --resource ID -o json\` collects them. Next step: scan again, or add what is missing to the files of --from\n`,
  });
});

test('fix --from names registries below the names of their subscriptions, whatever letter case ids are in', async () => {
  const names: readonly ScanRecord[] = [
    { kind: 'subscription', id: SUBSCRIPTION, name: 'payments', state: 'read', listedBy: 'graph' },
    { kind: 'subscription', id: OTHER_SUBSCRIPTION, name: 'sandbox', state: 'read', listedBy: 'graph' },
  ];
  const registries = [
    { name: 'acr1' },
    { name: 'acr2', resourceGroup: 'rg-two' },
    { name: 'acr3', subscription: OTHER_SUBSCRIPTION.toUpperCase() },
  ];
  const { out } = await fixScan(savedText([...names, ...registries.map(recordOf)]));
  expect(out).toBe(`subscription payments (${SUBSCRIPTION})
  acr2 in rg-two: adds diagnostic setting 'acr-audit'
  acr1 in rg: adds diagnostic setting 'acr-audit'
subscription sandbox (${OTHER_SUBSCRIPTION})
  acr3 in rg: adds diagnostic setting 'acr-audit'
`);
});

test('fix --from says that no registry could be read', async () => {
  const { code, err } = await fixScan(savedScan([], [OUT_OF_REACH]));
  expect({ code, last: err.split('\n').at(-2) }).toEqual({
    code: 3,
    last: 'no registry could be read; no folder is written',
  });
});
