import { expect, test } from 'vitest';
import { mayBeAddressOf } from '../../../src/fixes/arm/link-address.ts';

const VARIABLES = {
  url: 'https://host/a/acr.json?token',
  name: "[concat(parameters('kind'), '.json')]",
  list: ['acr.json'],
  endless: "[variables('endless')]",
};

test.each<readonly [string, boolean]>([
  ['acr.json', true],
  ['nested/ACR.json', true],
  ['vnet.json', false],
  ['my-acr.json', false],
  ["[concat(parameters('base'), '/nested/acr.json', parameters('token'))]", true],
  ["[concat(parameters('base'), '/nested/vnet.json', parameters('token'))]", false],
  ["[concat(parameters('base'), 'vnet.json')]", false],
  ["[concat(parameters('base'), 'cr.json')]", true],
  ["[concat(parameters('base'), parameters('name'))]", true],
  ["[uri(deployment().properties.templateLink.uri, 'acr.json')]", true],
  ["[uri(deployment().properties.templateLink.uri, 'cr.json')]", false],
  ["[uri(parameters('base'), concat('vnet.json', parameters('token')))]", false],
  ["[if(parameters('isNew'), 'a/vnet.json', 'a/acr.json')]", true],
  ["[if(parameters('isNew'), 'a/vnet.json', 'a/sql.json')]", false],
  ["[if(parameters('isNew'), 'a/vnet.json', parameters('address'))]", true],
  ["[format('{0}/{1}.json', parameters('base'), parameters('kind'))]", true],
  ["[format('{0}/vnet.json{1}', parameters('base'), parameters('token'))]", false],
  ["[variables('url')]", true],
  ["[concat(parameters('base'), '/', variables('name'))]", true],
  ["[variables('list')[0]]", true],
  ["[variables('endless')]", true],
  ["[variables('missing')]", true],
  ["[resourceId('rg', 'Microsoft.Resources/templateSpecs/versions', 'acr.json', '1')]", false],
  ['[not an expression', true],
])('whether %s may be the address of acr.json: %s', (link, may) => {
  expect(mayBeAddressOf('acr.json', link, VARIABLES)).toBe(may);
});
