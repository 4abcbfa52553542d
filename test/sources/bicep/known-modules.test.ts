import { expect, test } from 'vitest';
import { knownModule } from '../../../src/sources/bicep/known-modules/known-module.ts';
import { REGISTRY_MODULE_FACTS } from '../../../src/sources/bicep/known-modules/registry-module-facts.ts';
import { BUILT_IN_ALIASES } from '../../../src/sources/bicep/modules/module-aliases.ts';
import { parseModuleReference } from '../../../src/sources/bicep/modules/registry-reference.ts';
import { folderOf, lintJson } from '../../support/cli.ts';

const MODULE = 'avm/res/container-registry/registry';

function known(text: string): ReturnType<typeof knownModule> {
  const reference = parseModuleReference(text, { moduleAliases: BUILT_IN_ALIASES });
  if (reference.kind !== 'br' && reference.kind !== 'ts') throw new Error(text);
  return knownModule(reference);
}

test.each([
  [`br/public:${MODULE}:0.9.1`, true],
  [`br:MCR.microsoft.com/bicep/${MODULE}:0.1.1`, true],
  [`br/public:${MODULE}:0.9.0`, false],
  [`br/public:${MODULE}/scope-map:0.9.1`, false],
  [`br:contoso.azurecr.io/bicep/${MODULE}:0.9.1`, false],
  [`br/public:${MODULE}@sha256:${'0'.repeat(64)}`, false],
  ['ts:00000000-0000-0000-0000-000000000001/rg/registry:0.9.1', false],
])('whether %s is known: %s', (text, expected) => {
  expect(known(text)?.known !== undefined).toBe(expected);
});

test('of a version that is not known the registry alone is, and the rest is a module that was not read', () => {
  const template = known(`br/public:${MODULE}:0.9.0`)?.template as {
    readonly resources: Readonly<Record<string, unknown>>;
  };
  expect(Object.keys(template.resources)).toEqual(['registry', 'unread']);
});

test('a known module says where its facts were read', () => {
  const found = known(`br/public:${MODULE}:0.9.1`);
  expect(found?.known).toEqual({ name: MODULE, version: '0.9.1', tag: `refs/tags/${MODULE}/0.9.1` });
  expect(known(`br/public:${MODULE}:0.9.1`)).toBe(found);
});

type Parameters = Readonly<Record<string, unknown>>;

const WORKSPACE =
  '/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/w';

async function verdict(version: string, parameters: Parameters, rule: string): Promise<string> {
  const values = Object.entries({ name: 'acrcontoso', ...parameters }).map(([name, value]) => [name, { value }]);
  const cwd = folderOf({
    'main.json': known(`br/public:${MODULE}:${version}`)?.template,
    'main.parameters.json': {
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#',
      contentVersion: '1.0.0.0',
      parameters: Object.fromEntries(values),
    },
  });
  const { results, errors } = await lintJson(
    cwd,
    'main.json',
    '--pack',
    'all',
    '--rule',
    rule,
    '-p',
    'main.parameters.json',
  );
  const given = results.filter(({ basis }) => basis === 'parameters');
  const found = given.map(({ outcome, target, reasons }) =>
    [target.name, outcome, ...reasons.map(({ id }) => id)].join(' '),
  );
  return [...found, ...errors.map(({ message }) => message)].join('; ');
}

function setting(members: Parameters = {}): Parameters {
  return { diagnosticSettings: [{ workspaceResourceId: WORKSPACE, ...members }] };
}

const LOGIN = [{ category: 'ContainerRegistryLoginEvents' }];

test.each<[string, Parameters, string, string]>([
  ['0.9.1', {}, 'Azure.ACR.Logs', 'acrcontoso fail no-setting'],
  ['0.9.1', { diagnosticSettings: null }, 'Azure.ACR.Logs', 'acrcontoso fail no-setting'],
  ['0.9.1', setting(), 'Azure.ACR.Logs', 'acrcontoso pass'],
  [
    '0.9.1',
    setting({ logCategoriesAndGroups: [] }),
    'Azure.ACR.Logs',
    'acrcontoso fail missing-category missing-category',
  ],
  ['0.9.1', setting({ logCategoriesAndGroups: LOGIN }), 'Azure.ACR.Logs', 'acrcontoso fail missing-category'],
  ['0.9.1', setting({ logCategoriesAndGroups: LOGIN }), 'Azure.ACR.Metrics', 'acrcontoso pass'],
  // Since 0.12.0 a setting that lists one kind collects none of the other.
  ['0.12.0', setting({ logCategoriesAndGroups: LOGIN }), 'Azure.ACR.Metrics', 'acrcontoso fail no-metrics'],
  [
    '0.12.0',
    setting({ metricCategories: [{ category: 'AllMetrics' }] }),
    'Azure.ACR.Logs',
    'acrcontoso fail missing-category missing-category',
  ],
  ['0.12.0', setting(), 'Azure.ACR.Metrics', 'acrcontoso pass'],
  // A registry of the tier Basic has no retention policy.
  ['0.4.0', {}, 'Azure.ACR.PurgeEvents', 'acrcontoso notApplicable'],
  ['0.6.0', {}, 'Azure.ACR.PurgeEvents', 'acrcontoso fail purges-not-logged'],
  ['0.12.0', { tasks: [{ name: 'build' }] }, 'Azure.ACR.TaskLogs', 'acrcontoso/build fail no-log-template'],
])('of %s with %j, %s says: %s', async (version, parameters, rule, expected) => {
  expect(await verdict(version, parameters, rule)).toBe(expected);
});

test.each(REGISTRY_MODULE_FACTS.map(({ version }) => version))(
  'the stand-in of %s is a template without errors',
  async (version) => {
    expect(await verdict(version, setting(), 'Azure.ACR.Logs')).toBe('acrcontoso pass');
  },
);
