import { describe, expect, test } from 'vitest';
import { LOGIN, registry, setting, template, WORKSPACE } from '../support/arm-templates.ts';
import { acraudit, folderOf } from '../support/cli.ts';

const VALID = ['--rule', 'Azure.ACR.LogsValid'] as const;
const BOTH_RULES = ['--rule', 'Azure.ACR.Logs', ...VALID] as const;

const days = (category: string) => ({ category, enabled: true, retentionPolicy: { enabled: true, days: 30 } });
const logged = (...categories: readonly string[]) => setting({ workspaceId: WORKSPACE, logs: categories.map(days) });
const REFUSED = template([registry(), logged(LOGIN)]);
const SAID = 'not fixed: there is no fix for Azure.ACR.LogsValid in templates';

describe('Of a rule that has no fix, fix', () => {
  test('says nothing where the fix of another rule mends its failure too', async () => {
    const folder = folderOf({ 'main.json': REFUSED });
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
    const folder = folderOf({ 'main.json': REFUSED });
    const { code, out, err } = await acraudit(folder, 'fix', ...VALID, ...flags);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe(`main.json: acr: ${SAID}\nnothing that can be fixed\n`);
  });

  test('names the failure that is left in a report for machines', async () => {
    const folder = folderOf({ 'main.json': REFUSED });
    const { code, err } = await acraudit(folder, 'fix', ...VALID, '--format', 'json');
    expect({ code, err }).toEqual({ code: 1, err: `main.json: acr: ${SAID}\n` });
  });
});
