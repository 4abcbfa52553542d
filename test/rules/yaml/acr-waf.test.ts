import { describe, expect, test } from 'vitest';
import { type JsonObject, registry, template } from '../../support/arm-templates.ts';
import { folderOf, lintJson } from '../../support/cli.ts';

type Fields = JsonObject;
type Resource = JsonObject;

const acr = (properties: Fields, sku = 'Premium', name = 'acrcontoso') =>
  registry({ name, sku: { name: sku }, location: 'westeurope', properties });
const replica = (location: string) => ({
  type: 'Microsoft.ContainerRegistry/registries/replications',
  apiVersion: '2023-07-01',
  name: 'acrcontoso/replica',
  location,
  properties: {},
});
const policies = (of: Fields) => ({ policies: of });

/** The outcome of a rule of the pack for the first registry of a template. */
async function outcomeOf(rule: string, ...resources: readonly Resource[]): Promise<string | undefined> {
  const cwd = folderOf({ 'main.json': template([...resources], { parameters: { flag: { type: 'bool' } } }) });
  const { results, errors } = await lintJson(cwd, 'main.json', '--pack', 'acr-waf', '--rule', rule);
  expect(errors).toEqual([]);
  return results[0]?.outcome;
}

const ENABLED = { status: 'enabled' };
type Case = [rule: string, outcome: string, about: string, resource: Resource, child?: Resource];
const CASES: readonly Case[] = [
  ['Azure.ACR.AdminUser', 'pass', 'no admin user is the default', acr({})],
  ['Azure.ACR.AdminUser', 'pass', 'it is off', acr({ adminUserEnabled: false })],
  ['Azure.ACR.AdminUser', 'fail', 'it is on', acr({ adminUserEnabled: true })],
  ['Azure.ACR.AdminUser', 'unknown', 'a parameter decides', acr({ adminUserEnabled: "[parameters('flag')]" })],
  [
    'Azure.ACR.AdminUser',
    'pass',
    'it is off whatever the parameter is',
    acr({ adminUserEnabled: "[and(parameters('flag'), not(parameters('flag')))]" }),
  ],
  ['Azure.ACR.MinSku', 'fail', 'tier Basic', acr({}, 'Basic')],
  ['Azure.ACR.MinSku', 'pass', 'tier Standard', acr({}, 'standard')],
  ['Azure.ACR.Name', 'pass', 'letters and digits', acr({})],
  ['Azure.ACR.Name', 'fail', 'four letters', acr({}, 'Premium', 'acra')],
  ['Azure.ACR.Name', 'fail', 'a hyphen', acr({}, 'Premium', 'acr-contoso')],
  ['Azure.ACR.Quarantine', 'fail', 'no policy', acr({})],
  ['Azure.ACR.Quarantine', 'pass', 'a policy', acr(policies({ quarantinePolicy: ENABLED }))],
  ['Azure.ACR.Quarantine', 'notApplicable', 'tier Standard', acr({}, 'Standard')],
  ['Azure.ACR.Retention', 'fail', 'no policy', acr({})],
  ['Azure.ACR.Retention', 'pass', 'a policy', acr(policies({ retentionPolicy: { ...ENABLED, days: 7 } }))],
  ['Azure.ACR.Retention', 'notApplicable', 'soft delete', acr(policies({ softDeletePolicy: ENABLED }))],
  ['Azure.ACR.SoftDelete', 'fail', 'no policy', acr({})],
  ['Azure.ACR.SoftDelete', 'pass', 'days', acr(policies({ softDeletePolicy: { ...ENABLED, retentionDays: 7 } }))],
  ['Azure.ACR.SoftDelete', 'fail', 'no days', acr(policies({ softDeletePolicy: ENABLED }))],
  ['Azure.ACR.SoftDelete', 'notApplicable', 'retention', acr(policies({ retentionPolicy: ENABLED }))],
  ['Azure.ACR.SoftDelete', 'notApplicable', 'a replica', acr({}), replica('northeurope')],
  ['Azure.ACR.AnonymousAccess', 'pass', 'the default', acr({}, 'Standard')],
  ['Azure.ACR.AnonymousAccess', 'fail', 'on', acr({ anonymousPullEnabled: true }, 'Standard')],
  ['Azure.ACR.AnonymousAccess', 'notApplicable', 'tier Basic, which has none', acr({}, 'Basic')],
  ['Azure.ACR.Firewall', 'fail', 'open to all', acr({})],
  ['Azure.ACR.Firewall', 'pass', 'no public access', acr({ publicNetworkAccess: 'Disabled' })],
  ['Azure.ACR.Firewall', 'pass', 'denied by default', acr({ networkRuleSet: { defaultAction: 'Deny' } })],
  ['Azure.ACR.ExportPolicy', 'fail', 'export alone is off', acr(policies({ exportPolicy: { status: 'disabled' } }))],
  [
    'Azure.ACR.ExportPolicy',
    'pass',
    'export and public access are off',
    acr({ publicNetworkAccess: 'Disabled', ...policies({ exportPolicy: { status: 'disabled' } }) }),
  ],
  ['Azure.ACR.GeoReplica', 'fail', 'no replica', acr({})],
  ['Azure.ACR.GeoReplica', 'fail', 'a replica in the same region', acr({}), replica('westeurope')],
  ['Azure.ACR.GeoReplica', 'pass', 'a replica elsewhere', acr({}), replica('northeurope')],
  ['Azure.ACR.GeoReplica', 'fail', 'a replica in the same region with a blank', acr({}), replica('West Europe')],
  [
    'Azure.ACR.GeoReplica',
    'fail',
    'a replica in the same region without a blank',
    { ...acr({}), location: 'West Europe' },
    replica('westeurope'),
  ],
  [
    'Azure.ACR.GeoReplica',
    'fail',
    'a replica in the same region, both with a blank',
    { ...acr({}), location: 'West Europe' },
    replica('west europe'),
  ],
  [
    'Azure.ACR.GeoReplica',
    'pass',
    'a replica elsewhere without a blank',
    { ...acr({}), location: 'West Europe' },
    replica('northeurope'),
  ],
  ['Azure.ACR.GeoReplica', 'pass', 'a replica elsewhere with a blank', acr({}), replica('North Europe')],
  [
    'Azure.ACR.GeoReplica',
    'pass',
    'a replica that is nested',
    { ...acr({}), resources: [{ ...replica('northeurope'), type: 'replications', name: 'replica' }] },
  ],
  [
    'Azure.ACR.GeoReplica',
    'fail',
    'a replica in the same region, whatever that is',
    { ...acr({}), location: '[resourceGroup().location]' },
    replica('[resourceGroup().location]'),
  ],
  [
    'Azure.ACR.GeoReplica',
    'unknown',
    'a replica with a blank that a parameter switches',
    acr({}),
    { ...replica('North Europe'), condition: "[parameters('flag')]" },
  ],
  [
    'Azure.ACR.GeoReplica',
    'unknown',
    'a replica that a parameter switches',
    acr({}),
    { ...replica('northeurope'), condition: "[parameters('flag')]" },
  ],
];

describe('pack acr-waf:', () => {
  test.each<Case>(CASES)('%s is %s: %s', async (rule, outcome, _, resource, child) => {
    expect(await outcomeOf(rule, resource, ...(child ? [child] : []))).toBe(outcome);
  });

  test('each rule has cases', async () => {
    const { default: pack } = await import('../../../rules/packs/acr-waf.json', { with: { type: 'json' } });
    expect(pack.rules.map(({ name }) => name)).toEqual([...new Set(CASES.map(([rule]) => rule))].sort());
  });
});
