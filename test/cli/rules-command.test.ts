import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { ruleCatalog } from '../../src/api/rule-catalog.ts';
import { ruleHelp } from '../../src/api/rule-docs.ts';
import { packagedRules } from '../../src/api/rule-files/packaged-rules.ts';
import { ruleListLines } from '../../src/cli/commands/rules/rule-list.ts';
import { shortPage } from '../../src/cli/commands/rules/short-page.ts';
import { acraudit, folderOf } from '../support/cli.ts';

const cwd = folderOf({});
const [LOGS, DESTINATION, RETENTION, ACTIVITY] = [
  'Azure.ACR.Logs',
  'Azure.ACR.LogsDestination',
  'Azure.ACR.LogsRetention',
  'Azure.Subscription.ActivityLog',
];

/** The rules of a list: each has its ref behind its name. */
const namesIn = (out: string): string[] => [...out.matchAll(/^(\S+) +ACRA-\d{4} /gm)].map(([, name = '']) => name);

async function jsonOf(...argv: readonly string[]): Promise<{
  version: number;
  rules: Record<string, unknown>[];
  packs: Record<string, unknown>[];
}> {
  const { code, out, err } = await acraudit(cwd, 'rules', '-f', 'json', ...argv);
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out);
}

describe('the list of rules', () => {
  test('has each rule with its ref, level, packs and synopsis, and each pack', async () => {
    const { code, out, err } = await acraudit(cwd, 'rules');
    expect([code, err, namesIn(out)]).toEqual([0, '', rules.map(({ name }) => name)]);
    expect(out).toContain(
      [
        'Azure.ACR.Logs                   ACRA-0001  error    core, recommended, best-practices',
        '  A container registry should send its login and repository logs somewhere.',
        '',
      ].join('\n'),
    );
    const [, packs = ''] = out.split('\nPacks, for --pack and for pack in acraudit.yaml:\n');
    expect(packs.split('\n').slice(0, 3)).toEqual([
      'core                 3 rules   The audit trail exists, and Azure accepts what makes it',
      'recommended          8 rules   The audit trail exists, reaches its destination and is kept (default)',
      'recommended@2026-12  7 rules   The recommended rules of December 2026',
    ]);
  });

  test.each<[string, string[], string[]]>([
    ['a pack', ['--pack', 'core'], ['Alibaba.ACR.InstanceAudit', LOGS, 'Azure.ACR.LogsValid']],
    ['a pack in other letters', ['--pack', 'SOC2'], [LOGS, DESTINATION]],
    ['a dated pack and a control', ['--pack', 'recommended@2026-12', '--control', 'LT-6'], [RETENTION]],
    ['a control with its standard', ['--control', 'cis 6.1.4'], [LOGS, DESTINATION]],
    ['a control alone', ['--control', '6.1.1.1'], [ACTIVITY]],
    ['a control of one pack', ['--pack', 'soc2', '--control', 'CC7.2'], [LOGS, DESTINATION]],
    ['an unverified control', ['--control', 'NIST AU-11'], [RETENTION]],
  ])('is narrowed down by %s', async (_, flags, expected) => {
    const { code, out, err } = await acraudit(cwd, 'rules', ...flags);
    expect([code, err, namesIn(out)]).toEqual([0, '', expected]);
  });

  test('of a standard has its controls, what is unverified, what the pack sets, and its sources', async () => {
    const { out } = await acraudit(cwd, 'rules', '--pack', 'pci-dss-4.0.1');
    expect(out).toBe(`Pack pci-dss-4.0.1: PCI DSS 4.0.1
Requirement 10. Unverified are 10.2.2 and 10.3.3, which the initiative for version 4.0 has, and
10.5.1 on retention, which has no source here.

Azure.ACR.Logs             ACRA-0001  error    10.4.2.1, 10.2.2 (unverified), 10.3.3 (unverified)
  A container registry should send its login and repository logs somewhere.
Azure.ACR.LogsDestination  ACRA-0004  error    10.4.2.1, 10.2.2 (unverified), 10.3.3 (unverified)
  The logs of a container registry should reach an accepted destination.
Azure.ACR.LogsRetention    ACRA-0008  warning  10.5.1 (unverified)
  The workspace that takes the logs of a container registry should keep them long enough.
  with minimumDays=365
  note: 10.5.1 asks for twelve months, three of them at hand; the rule counts all retention

Sources:
  10.4.2.1: initiative PCI DSS v4.0.1 (2026-04-29)
  10.2.2, 10.3.3: initiative PCI DSS v4 (2026-04-29)

No standard names the logs of container registries. A control is listed where a source has it for
resource logs of other services or for logs at large, and is marked unverified where none does.
`);
  });

  test('of practices says which has no rule, and why', async () => {
    const { out } = await acraudit(cwd, 'rules', '--pack', 'best-practices');
    expect(out).toContain('\n  with require=workspace\n');
    expect(out).toContain('\nNo rule for "Review regularly": no template and no setting shows');
  });

  test('may be empty, which is said', async () => {
    const { code, out, err } = await acraudit(cwd, 'rules', '--pack', 'core', '--control', 'AU-11');
    expect([code, out, err]).toEqual([0, '', 'acraudit: no rule of pack core serves control AU-11\n']);
  });

  test.each([80, 100])('fits %i columns', (width) => {
    const filters = [{}, { control: 'LT-3' }, ...ruleCatalog().packs.map(({ name }) => ({ pack: name }))];
    const lines = filters.flatMap((filter) => ruleListLines(ruleCatalog(filter), filter, width));
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.filter((line) => line.length > width)).toEqual([]);
  });
});

test.each<[string, string[], string]>([
  ['a pack', ['--pack', 'recomended'], "unknown pack 'recomended'; did you mean recommended?"],
  ['a control', ['--control', 'LT-33'], "unknown control 'LT-33'; did you mean LT-3?"],
  ['a pack beside a name', [LOGS, '--pack', 'core'], '--pack is for the list of rules, not for one rule'],
  ['a control beside a name', [LOGS, '--control', 'LT-3'], '--control is for the list of rules, not for one rule'],
  ['the whole page of no rule', ['--full'], '--full is for the page of a rule: name the rule'],
  [
    'the whole page as JSON',
    [LOGS, '--full', '-f', 'json'],
    '--full is for the page of a rule, which --format json has not',
  ],
  ['a rule', ['Azure.ACR.Lgs'], 'rules: unknown rule "Azure.ACR.Lgs"; did you mean "Azure.ACR.Logs"?'],
  ['a flag', ['--contrl', 'LT-3'], "unknown option '--contrl'; did you mean --control?"],
])('wrong usage of rules: %s', async (_, argv, text) => {
  expect(await acraudit(cwd, 'rules', ...argv)).toEqual({ code: 2, out: '', err: `acraudit: ${text}\n` });
});

describe('rules as JSON', () => {
  test('have all rules and packs', async () => {
    const { version, rules: listed, packs } = await jsonOf();
    const every = [...rules, ...(await packagedRules())];
    expect([version, listed.map(({ name }) => name)]).toEqual([1, every.map(({ name }) => name)]);
    expect(packs.filter(({ isDefault }) => isDefault).map(({ name }) => name)).toEqual(['recommended']);
    expect(packs.map(({ name }) => name)).toEqual(ruleCatalog().packs.map(({ name }) => name));
  });

  test('have the metadata of a rule, its options, reasons, packs and controls', async () => {
    const { rules: listed, packs } = await jsonOf('azure.acr.logsretention');
    expect(listed).toEqual([
      {
        name: RETENTION,
        ref: 'ACRA-0008',
        aliases: [],
        level: 'warning',
        synopsis: 'The workspace that takes the logs of a container registry should keep them long enough.',
        pillar: 'Security',
        category: 'SE:10 Monitoring and threat detection',
        since: '0.1.0',
        targets: ['Microsoft.ContainerRegistry/registries'],
        fixes: [],
        options: { minimumDays: expect.objectContaining({ type: 'integer', default: 90 }) },
        reasons: expect.any(Object),
        controls: [
          { standard: 'MCSB', version: 'v1', id: 'LT-6', pack: 'mcsb-v1', verified: true },
          { standard: 'NIST SP 800-53', version: 'R5', id: 'AU-11', pack: 'nist-800-53-r5', verified: false },
          { standard: 'PCI DSS', version: '4.0.1', id: '10.5.1', pack: 'pci-dss-4.0.1', verified: false },
        ],
        packs: packs.map(({ name }) => name),
      },
    ]);
    expect(packs.map(({ name }) => name)).toEqual([
      'recommended',
      'recommended@2026-12',
      'all',
      'best-practices',
      'mcsb-v1',
      'nist-800-53-r5',
      'pci-dss-4.0.1',
    ]);
  });

  test('have only the pack that is named, with what it sets', async () => {
    const { packs, rules: listed } = await jsonOf('--pack', 'PCI-DSS-4.0.1', '--control', '10.5.1');
    expect(listed.map(({ name }) => name)).toEqual([RETENTION]);
    expect(packs.map(({ name, standard }) => [name, standard])).toEqual([
      ['pci-dss-4.0.1', { name: 'PCI DSS', version: '4.0.1', aliases: ['PCI'] }],
    ]);
  });
});

describe('the page of a rule', () => {
  const all = ruleCatalog().rules.map((rule) => [rule.name, rule] as const);

  test.each(all)('%s is short, and whole with --full', async (name) => {
    const { out } = await acraudit(cwd, 'rules', name);
    for (const label of [`# ${name}\nACRA-`, '\nWhy  ', '\nFix  ', '\nOptions  ', '\nPacks  ', '\nControls  '])
      expect(out).toContain(label);
    expect((await acraudit(cwd, 'rules', name, '--full')).out).toBe(ruleHelp(name).help);
  });

  test.each(all)('%s fits a screen of 24 lines', (name, rule) => {
    for (const width of [80, 90, 100]) {
      const lines = shortPage(rule, ruleHelp(name).help, width);
      expect(lines.length).toBeLessThan(24);
      expect(lines.filter((line) => line.length > width)).toEqual([]);
    }
  });

  test('has whole sentences, options with values and default, and controls by standard', async () => {
    expect((await acraudit(cwd, 'rules', 'acra-0004')).out).toBe(`# Azure.ACR.LogsDestination
ACRA-0004 · level error · since 0.1.0

The logs of a container registry should reach an accepted destination. It is for registries that
send logs somewhere. Each category that is sent has to reach at least one destination that is of the
required kind, is allowed, exists, and takes logs.

Why       A setting stays when its workspace is deleted, and a storage account behind a firewall
          takes no logs: the setting looks fine and nothing arrives. Logs that go to a destination
          outside the company's own are as good as lost to those who need them.
Fix       Send the logs to a destination that exists, is allowed and takes logs; let trusted
          Microsoft services through the firewall of a storage account.
Options   require=any|workspace|storage|eventHub|partner (default any): The kind of destination that
          the logs have to reach.
          allow=list (default []): Ids of accepted destinations, in which * stands for any
          characters; empty: all.
Packs     recommended, recommended@2026-12, all, best-practices, mcsb-v1, cis-6.0, nist-800-53-r5,
          pci-dss-4.0.1, iso-27001-2022, soc2
Controls  MCSB LT-3, LT-4; CIS Azure 6.1.4; NIST SP 800-53 AU-2, AU-6(4), AU-6(5), AU-12, AU-12(1);
          PCI DSS 10.4.2.1, 10.2.2 (unverified), 10.3.3 (unverified); ISO/IEC 27001 A.8.15, 9.1; SOC
          2 CC7.2, CC2.3, CC4.1, CC4.2, CC5.3, CC7.4, CC8.1, A1.1

More: acraudit rules Azure.ACR.LogsDestination --full
`);
  });
});
