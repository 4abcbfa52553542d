import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, describe, expect, test } from 'vitest';
import { defaultFixOptions, type FixOptions, isProtected } from '../../../src/fixes/fix-options.ts';
import { type PolicyRefusal, policyFiles } from '../../../src/fixes/policy/policy-files.ts';
import { HUB_RULE, type JsonObject, STORAGE, WORKSPACE } from '../../support/arm-templates.ts';
import { PARAMETERS_SCHEMA } from './policy-schemas.ts';
import { policyTemplate } from './policy-template.ts';

const NAMES = [
  'README.md',
  'audit.definition.json',
  'audit.management-group.json',
  'audit.subscription.json',
  'deploy.definition.json',
  'deploy.management-group.json',
  'deploy.parameters.json',
  'deploy.subscription.json',
  'remediate.sh',
];

function settings(changes: Partial<FixOptions> = {}): FixOptions {
  return { ...defaultFixOptions, destination: { workspaceId: WORKSPACE }, ...changes };
}

function written(changes?: Partial<FixOptions>): ReadonlyMap<string, string> {
  const files = policyFiles(settings(changes), 'setting');
  if ('kind' in files) throw new Error(files.reason);
  return files;
}

function parameters(changes?: Partial<FixOptions>): JsonObject {
  const json = JSON.parse(written(changes).get('deploy.parameters.json') ?? '');
  const validate = new Ajv().compile(PARAMETERS_SCHEMA);
  expect(validate(json), JSON.stringify(validate.errors)).toBe(true);
  return Object.fromEntries(
    Object.entries<JsonObject>(json.parameters).map(([name, { value }]) => [name, value ?? null]),
  );
}

test('the files, always in the same order and with the same bytes', () => {
  expect([...written().keys()]).toEqual(NAMES);
  expect([...written()]).toEqual([...written()]);
  for (const [name, text] of written()) expect(text.endsWith('\n') && !text.endsWith('\n\n'), name).toBe(true);
});

test.each(NAMES.filter((name) => name.endsWith('.json') && !name.includes('parameters')))(
  '%s is the template',
  (name) => {
    expect(JSON.parse(written().get(name) ?? '')).toEqual(policyTemplate(name));
  },
);

describe('deploy.parameters.json', () => {
  test.each<[string, Partial<FixOptions>, JsonObject]>([
    ['defaults', {}, { workspaceId: WORKSPACE, settingName: 'setByPolicy-acr-audit', logs: 'audit' }],
    [
      'logs',
      { logs: 'categories' },
      { workspaceId: WORKSPACE, settingName: 'setByPolicy-acr-audit', logs: 'categories' },
    ],
    [
      'a name that is protected stays',
      { settingName: 'SetByPolicy-mine' },
      { workspaceId: WORKSPACE, settingName: 'SetByPolicy-mine', logs: 'audit' },
    ],
    ['no workspace', { destination: {} }, { settingName: 'setByPolicy-acr-audit', logs: 'audit' }],
    [
      'an empty workspace',
      { destination: { workspaceId: '' } },
      { settingName: 'setByPolicy-acr-audit', logs: 'audit' },
    ],
    [
      'a storage account besides',
      { destination: { workspaceId: WORKSPACE, storageAccountId: STORAGE } },
      { workspaceId: WORKSPACE, settingName: 'setByPolicy-acr-audit', logs: 'audit' },
    ],
  ])('%s', (_, changes, expected) => {
    expect(parameters(changes)).toEqual(expected);
  });

  test('its values are ones that the templates take, and required ones are there', () => {
    for (const name of ['deploy.subscription.json', 'deploy.management-group.json']) {
      const declared = policyTemplate(name).parameters as { readonly [name: string]: JsonObject };
      const given = parameters();
      for (const [parameter, { defaultValue }] of Object.entries(declared)) {
        if (defaultValue === undefined) expect(Object.keys(given)).toContain(parameter);
      }
      for (const parameter of Object.keys(given)) expect(Object.keys(declared)).toContain(parameter);
      expect(declared.logs?.allowedValues).toEqual(['audit', 'allLogs', 'categories']);
    }
  });

  test('other fixes leave the deployed setting alone', () => {
    expect(isProtected(String(parameters().settingName), defaultFixOptions.protect)).toBe(true);
  });
});

describe('a policy is refused for', () => {
  const regional = { region: 'westeurope' };
  test.each<[string, Partial<FixOptions>, string, string, string]>([
    ['coverage any', {}, 'any', 'one diagnostic setting at a time', 'acraudit scan'],
    ['coverage destination', {}, 'destination', 'coverage=destination', 'to setting'],
    [
      'storage account only',
      { destination: { storageAccountId: STORAGE } },
      'setting',
      'region of the registry',
      '--workspace-id',
    ],
    [
      'event hub only',
      { destination: { eventHubAuthorizationRuleId: HUB_RULE } },
      'setting',
      'region of the registry',
      '--workspace-id',
    ],
    [
      'storage accounts by region only',
      { destination: {}, destinations: [{ ...regional, storageAccountId: STORAGE }] },
      'setting',
      'region of the registry',
      '--workspace-id',
    ],
    [
      'workspaces by region',
      { destinations: [{ ...regional, workspaceId: WORKSPACE }] },
      'setting',
      'one assignment sends to one workspace',
      'once for each workspace',
    ],
    ['a workspace by name', { destination: { workspaceId: 'log-contoso' } }, 'setting', 'resource id', 'workspaces/…'],
    ['the id of something else', { destination: { workspaceId: STORAGE } }, 'setting', 'resource id', 'workspaces/…'],
    [
      'a path below a workspace',
      { destination: { workspaceId: `${WORKSPACE}/x` } },
      'setting',
      'resource id',
      'workspaces/…',
    ],
    ['an expression', { destination: { workspaceId: "[parameters('w')]" } }, 'setting', 'resource id', 'workspaces/…'],
    ['a name Azure refuses', { settingName: 'a/b' }, 'setting', 'name of the setting', '--setting-name'],
    [
      'a protected name that reads as an expression',
      { settingName: "[field('name')]", protect: ['*'] },
      'setting',
      'name of the setting',
      '--setting-name',
    ],
    ['a name that is too long', { settingName: 'a'.repeat(249) }, 'setting', 'name of the setting', '--setting-name'],
  ])('%s', (_, changes, coverage, why, step) => {
    const refusal = policyFiles(settings(changes), coverage) as PolicyRefusal;
    expect(refusal.kind).toBe('refusal');
    expect(refusal.reason).toContain(why);
    expect(refusal.action).toContain(step);
  });
});

describe('README.md', () => {
  test('names every file, and only files that are there', () => {
    const readme = written().get('README.md') ?? '';
    const named = [...readme.matchAll(/[\w-]+\.[\w-]+\.json|remediate\.sh/g)].map(([name]) => name);
    expect([...new Set(named)].sort()).toEqual(NAMES.filter((name) => name !== 'README.md').sort());
  });

  test('how to deploy at both scopes and how to remediate', () => {
    const readme = written().get('README.md') ?? '';
    for (const command of ['az deployment sub create', 'az deployment mg create', 'az policy definition create']) {
      expect(readme).toContain(command);
    }
    expect(readme).toContain('bash remediate.sh management-group contoso');
  });

  test('says what is particular about the configuration, and only then', () => {
    const plain = written().get('README.md') ?? '';
    const noWorkspace = written({ destination: {} }).get('README.md') ?? '';
    const storage =
      written({ destination: { workspaceId: WORKSPACE, storageAccountId: STORAGE } }).get('README.md') ?? '';
    const unprotected = written({ protect: [] }).get('README.md') ?? '';
    const remarks = ['No workspace is configured', 'are left out', 'does not cover the name'];
    const said = [plain, noWorkspace, storage, unprotected].map((text) => remarks.filter((one) => text.includes(one)));
    expect(said).toEqual([[], [remarks[0]], [remarks[1]], [remarks[2]]]);
  });

  test('no value of the configuration stands in it, nor in the script', () => {
    const marked = { settingName: 'marker', destination: { workspaceId: WORKSPACE.replace('w1', 'marker') } };
    for (const [name, text] of written(marked))
      expect(text.includes('marker'), name).toBe(name === 'deploy.parameters.json');
  });
});

describe('remediate.sh', () => {
  const folder = mkdtempSync(join(tmpdir(), 'policy-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const script = join(folder, 'remediate.sh');
  writeFileSync(script, written().get('remediate.sh') ?? '');
  // Instead of the Azure CLI: writes down what it is called with.
  writeFileSync(join(folder, 'az'), `#!/bin/sh\nprintf '%s\\n' "$@" > "${folder}/called"\n`);
  chmodSync(join(folder, 'az'), 0o755);
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };

  function called(args: readonly string[], more: Readonly<Record<string, string>> = {}): string[] {
    execFileSync('bash', [script, ...args], { env: { ...env, ...more } });
    return readFileSync(join(folder, 'called'), 'utf8').trimEnd().split('\n');
  }

  const names = (name: string) => expect.stringMatching(new RegExp(`^${name}-\\d{14}$`));

  test('a subscription is evaluated anew', () => {
    expect(called(['subscription', 'sub id'])).toEqual([
      ...['policy', 'remediation', 'create', '--subscription', 'sub id', '--name', names('acr-audit-logs-deploy')],
      '--policy-assignment',
      '/subscriptions/sub id/providers/Microsoft.Authorization/policyAssignments/acr-audit-logs-deploy',
      ...['--resource-discovery-mode', 'ReEvaluateCompliance'],
    ]);
  });

  test('a management group is not, which Azure would refuse', () => {
    expect(called(['management-group', 'contoso'], { ASSIGNMENT_NAME: 'mine' })).toEqual([
      ...['policy', 'remediation', 'create', '--management-group', 'contoso', '--name', names('mine')],
      '--policy-assignment',
      '/providers/Microsoft.Management/managementGroups/contoso/providers/Microsoft.Authorization/policyAssignments/mine',
    ]);
  });

  test.each([[[]], [['subscription']], [['subscription', '']], [['tenant', 't']], [['subscription', 'a', 'b']]])(
    'wrong usage: %j',
    (args) => {
      const { status, stderr } = spawnSync('bash', [script, ...args], { env, encoding: 'utf8' });
      expect(status).toBe(2);
      expect(stderr).toContain('usage: remediate.sh');
    },
  );

  test('the assignment is the one that the templates make', () => {
    for (const name of ['deploy.subscription.json', 'deploy.management-group.json']) {
      const { assignmentName } = policyTemplate(name).parameters as { readonly [name: string]: JsonObject };
      expect(assignmentName?.defaultValue).toBe('acr-audit-logs-deploy');
    }
  });
});
