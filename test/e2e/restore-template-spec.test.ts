import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type RunningArm, startArm } from '../arm/start.ts';
import { acrauditIn, folderOf } from '../support/cli.ts';
import { endpointFlags, signInTo, subscriptionId, tenantOf } from '../support/scan.ts';

const SUB = subscriptionId(0);
const SPECS = `/subscriptions/${SUB}/resourceGroups/rg-Apps/providers/Microsoft.Resources/templateSpecs`;
const MAIN = { resources: [], contentVersion: '1.0.0.0' };

let arm: RunningArm;
beforeAll(async () => {
  arm = await startArm({
    ...tenantOf({ Alpha: { registries: { alpha1: 'audit' } } }),
    templateSpecs: [
      { id: `${SPECS}/acr/versions/v1`, mainTemplate: MAIN },
      { id: `${SPECS}/secret/versions/v1`, mainTemplate: MAIN, access: 'denied' },
    ],
  });
});
afterAll(() => arm.stop());
afterEach(() => vi.unstubAllEnvs());

test('template specs are read with the identity of scan into the cache of the compiler', async () => {
  const modules = ['acr', 'secret', 'none'].map((name) => `module ${name} 'ts:${SUB}/rg-Apps/${name}:v1' = {\n}\n`);
  const cwd = folderOf({ 'main.bicep': modules.join('') });
  const home = folderOf({});
  signInTo(arm);
  const ran = await acrauditIn({ cwd, env: { HOME: home } }, 'restore', ...endpointFlags(arm));
  expect(ran.err).toBe('');
  expect(ran.out.replaceAll(SUB, 'SUB').split('\n')).toEqual([
    'restored ts:SUB/rg-Apps/acr:v1',
    'failed   ts:SUB/rg-Apps/none:v1',
    '         there is no such template spec (HTTP 404)',
    '         Check subscription, group, name and version.',
    '         main.bicep:5:13',
    'failed   ts:SUB/rg-Apps/secret:v1',
    '         Azure refuses access (HTTP 403)',
    '         The identity needs the role Template Spec Reader on it; --tenant chooses another tenant.',
    '         main.bicep:3:15',
    '3 modules: 1 restored, 2 failed',
    '',
  ]);
  expect(ran.code).toBe(3);
  const cached = readFileSync(join(home, '.bicep/ts', SUB, 'rg-apps/acr/v1/main.json'), 'utf8');
  expect(JSON.parse(cached)).toMatchObject({ id: `${SPECS}/acr/versions/v1`, properties: { mainTemplate: MAIN } });
});

test('without an identity, what was tried is said', async () => {
  const cwd = folderOf({ 'main.bicep': `module acr 'ts:${SUB}/rg-Apps/acr:v1' = {\n}\n` });
  vi.stubEnv('AZURE_TOKEN_CREDENTIALS', 'EnvironmentCredential');
  const ran = await acrauditIn({ cwd, env: { HOME: folderOf({}) } }, 'restore', ...endpointFlags(arm));
  expect(ran.code).toBe(3);
  expect(ran.out).toContain('cannot sign in to');
});
