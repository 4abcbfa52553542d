import { expect, test } from 'vitest';
import { acraudit, folderOf } from '../support/cli.ts';

const namesIn = (out: string): string[] =>
  out
    .trim()
    .split('\n')
    .map((line) => line.split(' ')[0] ?? '');

test.each<[string, string[], string[]]>([
  ['a pack', ['--pack', 'core'], ['Azure.ACR.Logs', 'Azure.ACR.LogsValid']],
  ['a dated pack', ['--pack', 'recommended@2026-12', '--control', 'LT-6'], ['Azure.ACR.LogsRetention']],
  ['a control with its standard', ['--control', 'cis 6.0 6.1.4'], ['Azure.ACR.Logs', 'Azure.ACR.LogsDestination']],
  ['a control alone', ['--control', '6.1.1.1'], ['Azure.Subscription.ActivityLog']],
  ['a control of one pack', ['--pack', 'soc2', '--control', 'CC7.2'], ['Azure.ACR.Logs', 'Azure.ACR.LogsDestination']],
])('rules are listed by %s', async (_, flags, expected) => {
  const { code, out, err } = await acraudit(folderOf({}), 'rules', ...flags);
  expect([code, err, namesIn(out)]).toEqual([0, '', expected]);
});

test.each<[string, string[], string]>([
  ['a pack', ['--pack', 'recomended'], "no pack 'recomended'; did you mean recommended?"],
  ['a control', ['--control', 'LT-33'], "no control 'LT-33'; did you mean LT-3?"],
  ['a filter beside a name', ['Azure.ACR.Logs', '--pack', 'core'], 'cannot go with the name of a rule'],
])('wrong usage of rules: %s', async (_, flags, text) => {
  const { code, out, err } = await acraudit(folderOf({}), 'rules', ...flags);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(text);
});

test('rules as JSON have metadata, options, packs and controls', async () => {
  const { code, out } = await acraudit(folderOf({}), 'rules', 'azure.acr.logs', '-f', 'json');
  const { version, rules } = JSON.parse(out) as { version: number; rules: Record<string, unknown>[] };
  expect([code, version, rules.length]).toEqual([0, 1, 1]);
  expect(rules[0]).toMatchObject({
    name: 'Azure.ACR.Logs',
    ref: 'ACRA-0001',
    level: 'error',
    packs: expect.arrayContaining(['core', 'recommended', 'cis-6.0']),
    controls: expect.arrayContaining(['MCSB LT-3', 'CIS 6.0 6.1.4']),
    options: { coverage: { default: 'setting' }, collectors: { default: 'any' } },
  });
});

test('the page of every rule fits a terminal screen, and is whole with --full', async () => {
  const cwd = folderOf({});
  const { out } = await acraudit(cwd, 'rules');
  for (const name of namesIn(out)) {
    const short = (await acraudit(cwd, 'rules', name)).out;
    expect([name, short.trimEnd().split('\n').length <= 24]).toEqual([name, true]);
    expect(short).toMatch(new RegExp(`^# ${name}\n`));
    expect(short).toContain('## Fix');
    expect((await acraudit(cwd, 'rules', name, '--full')).out).toContain('## References');
  }
});
