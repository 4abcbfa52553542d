import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bundle } from '../support/bundle.ts';
import { folderOf } from '../support/cli.ts';
import { SUBSCRIPTION, savedScan, WORKSPACE } from '../support/saved-scan.ts';

const TO = ['--workspace-id', WORKSPACE] as const;

describe('the package finds its own templates, not those of the working folder,', () => {
  test('for a scan', () => {
    const cwd = folderOf({ 'scan.json': savedScan([{ name: 'acr1' }]), 'templates/fix-up.json': 'wrong' });
    const { code, err } = bundle(cwd, ['fix', '--from', 'scan.json', '--out', 'fixup', ...TO]);
    expect({ code, err }).toEqual({ code: 1, err: '1 change; see fixup/README.md\n' });
    expect(readdirSync(join(cwd, 'fixup', SUBSCRIPTION)).sort()).toEqual([
      'README.md',
      'deploy.sh',
      'fix-up-settings.bicep',
      'fix-up.bicep',
      'fix-up.bicepparam',
      'fix-up.json',
      'fix-up.parameters.json',
    ]);
  });

  test('for a policy', () => {
    const cwd = folderOf({});
    expect(bundle(cwd, ['fix', '--policy', '--out', 'policy', ...TO]).code).toBe(0);
    expect(existsSync(join(cwd, 'policy/deploy.subscription.json'))).toBe(true);
  });
});
