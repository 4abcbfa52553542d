import { describe, expect, test } from 'vitest';
import { templateInventory } from '../../../../src/sources/arm/template-inventory.ts';
import { type Json, SCHEMA, template } from '../../../support/arm-templates.ts';
import { expand, GROUP_A, plain, TARGET } from '../support.ts';

const STORAGE = 'Microsoft.Storage/storageAccounts';
const accounts = {
  type: STORAGE,
  apiVersion: '2022-09-01',
  name: "[format('st{0}', copyIndex())]",
  copy: { name: 'st', count: 2 },
};

function output(value: string, sections: { readonly [name: string]: Json } = {}): unknown {
  const json = template({ st: accounts }, { ...sections, outputs: { it: { type: 'object', value } } });
  return plain(expand(json).root.output('it'));
}

describe('a resource is the same however it is named', () => {
  const keys = `<listKeys('${GROUP_A}/providers/${STORAGE}/st1', '2022-09-01').keys>`;
  test.each([
    ['by symbol', "[listKeys('st[1]', '2022-09-01').keys]", keys],
    ['by name', "[listKeys('st1', '2022-09-01').keys]", keys],
    ['by id', `[listKeys(resourceId('${STORAGE}', 'st1'), '2022-09-01').keys]`, keys],
    ['by the symbol of an instance that is not there', "[listKeys('st[9]', '2022-09-01').keys]", '!no-resource'],
    ['reference() to an instance that is not there', "[reference('st[9]').primaryEndpoints.blob]", '!no-resource'],
    ['resourceInfo() of an instance that is not there', "[resourceInfo('st[2]').id]", '!no-resource'],
    ['what the template does not declare', "[listKeys('other', '1').keys]", "<listKeys('other', '1').keys>"],
  ])('%s', (_, expression, expected) => {
    expect(output(expression)).toEqual(expected);
  });

  test('a resource group by the id that has a provider', () => {
    const json = template(
      [{ type: 'Microsoft.Resources/resourceGroups', apiVersion: '2021-04-01', name: 'rg', location: 'westeurope' }],
      {
        $schema: SCHEMA.subscription,
        outputs: {
          it: {
            type: 'object',
            value:
              "[reference(subscriptionResourceId('Microsoft.Resources/resourceGroups', 'rg'), '2021-04-01', 'full').location]",
          },
        },
      },
    );
    expect(plain(expand(json).root.output('it'))).toBe('westeurope');
  });
});

describe('the cloud is read from', () => {
  const inCloud = (
    cloud: NonNullable<typeof TARGET & { cloud?: 'AzureCloud' | 'AzureUSGovernment' | 'AzureChinaCloud' }>['cloud'],
    value: string,
  ): unknown => {
    const json = template([], { outputs: { it: { type: 'object', value } } });
    return plain(expand(json, { target: { ...TARGET, ...(cloud !== undefined && { cloud }) } }).root.output('it'));
  };
  test.each([
    [undefined, '[environment().name]', '<environment().name>'],
    [undefined, "[concat('x', environment().suffixes.storage)]", "<concat('x', environment().suffixes.storage)>"],
    ['AzureCloud', '[environment().suffixes.acrLoginServer]', '.azurecr.io'],
    ['AzureCloud', '[environment().authentication.tenant]', 'common'],
    ['AzureUSGovernment', '[environment().name]', 'AzureUSGovernment'],
    ['AzureUSGovernment', '[environment().suffixes.acrLoginServer]', '.azurecr.us'],
    ['AzureChinaCloud', '[environment().suffixes.keyvaultDns]', '.vault.azure.cn'],
    ['AzureChinaCloud', '[environment().media]', '<environment().media>'],
    ['AzureChinaCloud', '[environment().nope]', '!missing-property'],
  ] as const)('%s: %s', (cloud, expression, expected) => {
    expect(inCloud(cloud, expression)).toEqual(expected);
  });
});

describe('a loop that cannot be counted', () => {
  const problems = (resource: { readonly [name: string]: Json }): readonly boolean[] =>
    templateInventory(
      {
        file: 'main.json',
        template: {
          $schema: SCHEMA.resourceGroup,
          contentVersion: '1.0.0.0',
          resources: [{ apiVersion: '1', name: 'n', copy: { name: 'c', count: "[split('', '/')[2]]" }, ...resource }],
        },
        values: new Map(),
        target: TARGET,
        deploymentKey: 'main.json',
      },
      { basis: 'defaults' },
    ).problems.map(({ error }) => error);

  test.each([
    ['addresses', { type: 'Microsoft.Network/publicIPAddresses' }, [false]],
    [
      'addresses with a lock inside',
      { type: 'Microsoft.Network/publicIPAddresses', resources: [{ type: 'Microsoft.Authorization/locks' }] },
      [false],
    ],
    ['registries', { type: 'Microsoft.ContainerRegistry/registries' }, [true]],
    ['settings', { type: 'Microsoft.Insights/diagnosticSettings' }, [true]],
    ['deployments', { type: 'Microsoft.Resources/deployments', properties: {} }, [true]],
    [
      'addresses with a setting inside',
      { type: 'Microsoft.Network/publicIPAddresses', resources: [{ type: 'providers/diagnosticSettings' }] },
      [true],
    ],
  ] as const)('of %s', (_, resource, expected) => {
    expect(problems(resource as { readonly [name: string]: Json })).toEqual(expected);
  });
});
