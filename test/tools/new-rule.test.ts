import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { PACKAGE_ROOT } from '../support/imports.ts';

const COPIED = [
  'rules',
  'schemas',
  'src',
  'tools',
  'test',
  'docs',
  'package.json',
  'tsconfig.json',
  'biome.json',
  'vitest.config.ts',
];

const copy = mkdtempSync(join(tmpdir(), 'new-rule-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));
for (const name of COPIED) cpSync(join(PACKAGE_ROOT, name), join(copy, name), { recursive: true });
symlinkSync(join(PACKAGE_ROOT, 'node_modules'), join(copy, 'node_modules'));
const ofRules = { extends: './tsconfig.json', include: ['rules', 'test/rules'] };
writeFileSync(join(copy, 'tsconfig.rules.json'), JSON.stringify(ofRules));

function node(...argv: readonly string[]): { status: number | null; text: string } {
  // The copy runs a test runner of its own, which must not take this one's settings.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV|TEST$)/.test(name)),
  );
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd: copy, encoding: 'utf8', env });
  return { status, text: stdout + stderr };
}

// Built once: compiling it anew for each of its runs took longer than the runs.
const script = join(copy, 'new-rule.mjs');
buildSync({
  entryPoints: [join(copy, 'tools/new-rule.ts')],
  outfile: script,
  bundle: true,
  platform: 'node',
  format: 'esm',
});
const newRule = (...argv: readonly string[]) => node(script, ...argv);
const index = (): string => readFileSync(join(copy, 'rules/index.ts'), 'utf8');

test.each<[string[], string]>([
  [[], 'usage: npm run new-rule -- Azure.ACR.Name'],
  [['Azure.ACR.Zone', '--property'], 'usage: '],
  [['Azure.ACR.Zone', '--property', 'type'], 'usage: '],
  [['Azure.ACR.Zone', '--property', 'properties.a', 'more'], 'usage: '],
  [['Azure.ACR.Zone', '--other'], 'usage: '],
  [['Azure.ACR.Logs'], "'Azure.ACR.Logs' is taken by Azure.ACR.Logs"],
  [['Azure.ACR.LOGS'], "'Azure.ACR.LOGS' is taken by Azure.ACR.Logs"],
  [['Azure.ACR.AuditLogs'], "'Azure.ACR.AuditLogs' is taken by Azure.ACR.Logs"],
  [['Contoso.Storage.Logs'], "'Contoso.Storage.Logs' is no name for a rule"],
  [['Azure'], "'Azure' is no name for a rule"],
  [['../Azure.ACR.Logs2'], 'is no name for a rule'],
  [['Azure.ACR.lower'], 'is no name for a rule'],
])('%j is refused and nothing is written', (argv, says) => {
  const before = index();
  const { status, text } = newRule(...argv);
  expect({ status, before: index() }).toEqual({ status: 2, before });
  expect(text).toContain(says);
});

test('new rules compile, lint, conform, and their tests and pages run', () => {
  const refs = rules.map(({ ref }) => Number(ref.slice('ACRA-'.length)));
  const next = (offset: number): string => `ACRA-${String(Math.max(...refs) + offset).padStart(4, '0')}`;
  for (const [name, ref, ...flags] of [
    ['Azure.ACR.Zone', next(1), '--property', 'properties.zoneRedundancy'],
    ['Azure.ACR.Delete', next(2)],
    ['Azure.ACR.AAB', next(3), '--setting'],
    ['Azure.Storage.Logs', next(4), '--property', 'properties.policies.exportPolicy.status'],
  ] as const) {
    const { status, text } = newRule(name, ...flags);
    expect({ status, text }).toEqual({ status: 0, text: expect.stringMatching(new RegExp(`^${ref}: wrote `)) });
  }
  const imported = [...index().matchAll(/from '\.\/(.*)\.ts'/g)].map(([, name]) => name);
  expect(imported).toEqual(
    [
      ...rules.map(({ name }) => name),
      'Azure.ACR.AAB',
      'Azure.ACR.Delete',
      'Azure.ACR.Zone',
      'Azure.Storage.Logs',
    ].sort(),
  );
  expect(node('node_modules/@biomejs/biome/bin/biome', 'check', 'rules', 'test/rules')).toMatchObject({ status: 0 });
  // The types of the rest are checked elsewhere.
  const types = node('node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.rules.json').text.split('\n');
  expect(types.filter((line) => /^(rules|test\/rules)\//.test(line))).toEqual([]);
  const vitest = node(
    'node_modules/vitest/vitest.mjs',
    'run',
    'test/conformance.test.ts',
    'test/architecture.test.ts',
    'test/docs/rule-pages.test.ts',
    'test/rules/Azure.ACR.Zone.test.ts',
    'test/rules/Azure.ACR.Delete.test.ts',
    'test/rules/Azure.ACR.AAB.test.ts',
    'test/rules/Azure.Storage.Logs.test.ts',
  );
  expect(vitest.status, vitest.text).toBe(0);
  expect(newRule('Azure.ACR.Zone').status).toBe(2);
});
