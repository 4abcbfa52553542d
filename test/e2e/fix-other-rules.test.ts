import { describe, expect, test } from 'vitest';
import { LOGIN, on, registry, setting, template, WORKSPACE } from '../support/arm-templates.ts';
import { acraudit, folderOf } from '../support/cli.ts';

const PURGE = ['--fail-on', 'info', '--rule', 'Azure.ACR.PurgeEvents'] as const;
const BOTH_RULES = ['--rule', 'Azure.ACR.Logs', ...PURGE] as const;

const purging = registry({ properties: { policies: { retentionPolicy: { status: 'enabled', days: 7 } } } });
const logged = (...categories: readonly string[]) => setting({ workspaceId: WORKSPACE, logs: categories.map(on) });
const UNLOGGED = template([purging, logged(LOGIN)]);
const SAID = 'not fixed: there is no fix for Azure.ACR.PurgeEvents in templates';

describe('Of a rule that has no fix, fix', () => {
  test('says nothing where the fix of another rule corrects its failure too', async () => {
    const folder = folderOf({ 'main.json': UNLOGGED });
    const preview = await acraudit(folder, 'fix', ...BOTH_RULES);
    expect(preview.code).toBe(1);
    expect(preview.err).toContain('1 registry can be fixed in 1 file');
    expect(preview.err).not.toContain('not fixed');
    const written = await acraudit(folder, 'fix', '--write', ...BOTH_RULES);
    expect(written.code).toBe(0);
    expect(written.err).not.toContain('not fixed');
  });

  test.each([
    ['the preview', []],
    ['--write', ['--write']],
  ])('names the failure that is left, and does not call it nothing to fix: %s', async (_, flags) => {
    const folder = folderOf({ 'main.json': UNLOGGED });
    const { code, out, err } = await acraudit(folder, 'fix', ...PURGE, ...flags);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe(`main.json: acr: ${SAID}\nnothing that can be fixed\n`);
  });

  test('names the failure that is left in a report for machines', async () => {
    const folder = folderOf({ 'main.json': UNLOGGED });
    const { code, err } = await acraudit(folder, 'fix', ...PURGE, '--format', 'json');
    expect({ code, err }).toEqual({ code: 1, err: `main.json: acr: ${SAID}\n` });
  });
});

describe('Of several rules that have fixes, fix', () => {
  const RULES = ['Azure.ACR.Logs', 'Azure.ACR.LogsValid', 'Azure.ACR.Metrics'].flatMap((name) => ['--rule', name]);
  const WRONG = template([registry(), logged('ContainerRegistryLoginEvent')]);

  test('corrects what all of them find, and the second run has nothing to do', async () => {
    const folder = folderOf({ 'main.json': WRONG });
    const preview = await acraudit(folder, 'fix', ...RULES);
    expect(preview.code).toBe(1);
    expect(preview.err).toBe(
      [
        "main.json: acr: diagnostic setting 'audit' lists ContainerRegistryLoginEvents in place of ContainerRegistryLoginEvent, collects ContainerRegistryRepositoryEvents",
        "main.json: acr: diagnostic setting 'audit' collects AllMetrics",
        '1 registry can be fixed in 1 file; --write applies the changes',
        '',
      ].join('\n'),
    );
    const written = await acraudit(folder, 'fix', '--write', ...RULES);
    expect(written.code).toBe(0);
    const again = await acraudit(folder, 'fix', ...RULES);
    expect({ code: again.code, out: again.out, err: again.err }).toEqual({
      code: 0,
      out: '',
      err: 'nothing to fix\n',
    });
  });

  test('names the rule of what it cannot correct', async () => {
    const folder = folderOf({ 'main.json': template([registry(), logged(LOGIN, 'AuditEvent')]) });
    const { code, err } = await acraudit(folder, 'fix', ...RULES);
    expect(code).toBe(1);
    expect(err).toContain(
      'main.json: acr: Azure.ACR.LogsValid: not fixed: no edit of a diagnostic setting corrects this: ',
    );
    expect(err).toContain('1 registry can be fixed in 1 file, 1 not fixed; --write applies the changes');
  });

  test('makes the fix of one rule alone', async () => {
    const folder = folderOf({ 'main.json': template([registry(), setting()]) });
    const { err } = await acraudit(folder, 'fix', '--write', '--rule', 'Azure.ACR.Metrics');
    expect(err).toBe("main.json: acr: diagnostic setting 'audit' collects AllMetrics\n1 registry fixed in 1 file\n");
  });

  test('prints the Bicep to change where Bicep made the JSON', async () => {
    const made = { ...WRONG, metadata: { _generator: { name: 'bicep', templateHash: '1' } } };
    const folder = folderOf({ 'main.json': made });
    const { out, err } = await acraudit(folder, 'fix', '--rule', 'Azure.ACR.LogsValid');
    expect(out).toContain("// properties.logs[0].category:\ncategory: 'ContainerRegistryLoginEvents'\n");
    expect(err).toContain('1 registry to be fixed in Bicep');
  });
});
