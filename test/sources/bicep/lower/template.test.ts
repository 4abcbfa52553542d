// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is Bicep
import { describe, expect, it } from 'vitest';
import { BUILT_IN_CONFIG } from '../../../../src/sources/bicep/modules/bicep-config.ts';
import { templateOf } from '../../../support/memory-bicep.ts';

const RESOURCE = "resource r 'Microsoft.X/r@2024-01-01' = { name: 'r' }\n";
const COLLECTION = "resource c 'Microsoft.X/r@2024-01-01' = [for i in range(0, 2): { name: 'r${i}' }]\n";
const MODULE = { 'other.bicep': "output o string = 'x'\n" };

describe('The frame of a template', () => {
  it('has its members in the order of the compiler', () => {
    const template = templateOf(`
output o string = 'x'
metadata owner = 'us'
var v = 1
${RESOURCE}
param p string
`);
    expect(Object.keys(template)).toEqual([
      '$schema',
      'contentVersion',
      'metadata',
      'parameters',
      'variables',
      'resources',
      'outputs',
    ]);
    expect(template.metadata).toEqual({ owner: 'us' });
  });

  it.each([
    ['resourceGroup', '2019-04-01/deploymentTemplate'],
    ['subscription', '2018-05-01/subscriptionDeploymentTemplate'],
    ['managementGroup', '2019-08-01/managementGroupDeploymentTemplate'],
    ['tenant', '2019-08-01/tenantDeploymentTemplate'],
  ])('the target scope %s has the schema %s', (scope, schema) => {
    expect(templateOf(`targetScope = '${scope}'\n`).$schema).toBe(
      `https://schema.management.azure.com/schemas/${schema}.json#`,
    );
  });

  it('what is loaded has a variable, in the order of the file, unless it is the text of one', () => {
    const { variables } = templateOf(
      "var later = { a: loadTextContent('a.txt') }\nvar text = loadTextContent('a.txt')\nvar json = loadJsonContent('b.json')\n",
      { 'a.txt': '[text]', 'b.json': '{ "a": "[x]" }' },
    );
    expect(variables).toEqual({
      '$fxv#0': '[[text]',
      '$fxv#1': { a: '[[x]' },
      later: { a: "[variables('$fxv#0')]" },
      text: '[[text]',
      json: "[variables('$fxv#1')]",
    });
  });
});

describe('Resources are by symbol', () => {
  it.each([
    ['an object type', `param p { a: string }\n${RESOURCE}`],
    ['an array type', `param p string[]\n${RESOURCE}`],
    ['a nullable type', `output o string? = null\n${RESOURCE}`],
    ['a union', `param p 'a' | 'b'\n${RESOURCE}`],
    ['a tuple', `param p [string, int]\n${RESOURCE}`],
    ['a declared type', `type t = string\n${RESOURCE}`],
    ['a declared function', `func f(a string) string => a\n${RESOURCE}`],
    ['a typed variable', `var v string = 'x'\n${RESOURCE}`],
    ['a secure output', `@secure()\noutput o string = 'x'\n${RESOURCE}`],
    ['a module without a name', "module m 'other.bicep' = {}\n"],
    ['a whole collection', `${COLLECTION}output o array = map(c, x => x.id)\n`],
    [
      'dependencies of an existing resource',
      `${RESOURCE}resource e 'Microsoft.X/r@2024-01-01' existing = { name: 'e', dependsOn: [r] }\n`,
    ],
    ['@onlyIfNotExists', `@onlyIfNotExists()\n${RESOURCE}`],
    ['@retryOn', `@retryOn(['NotFound'], 3)\n${RESOURCE}`],
  ])('with %s', (_, main) => {
    const { languageVersion, resources } = templateOf(main, MODULE);
    expect([languageVersion, Array.isArray(resources)]).toEqual(['2.0', false]);
  });

  it.each([
    ['plain types', `param p array\noutput o object = {}\n${RESOURCE}`],
    ['a collection with an index', `${COLLECTION}output o string = c[0].id\n`],
    ['a whole collection in dependsOn', `${COLLECTION}${RESOURCE.replace("'r' }", "'r', dependsOn: [c] }")}`],
  ])('but not with %s', (_, main) => {
    const { languageVersion, resources } = templateOf(main);
    expect([languageVersion, Array.isArray(resources)]).toEqual([undefined, true]);
  });

  it('where the configuration says so', () => {
    const { languageVersion } = templateOf(
      RESOURCE,
      {},
      {
        configOf: () => ({ ...BUILT_IN_CONFIG, experimentalFeatures: new Set(['symbolicNameCodegen']) }),
      },
    );
    expect(languageVersion).toBe('2.0');
  });

  it('with this, which is experimental in templates', () => {
    const main = `resource r 'Microsoft.X/r@2024-01-01' = {
  name: 'r'
  properties: { isNew: !this.exists(), size: this.existingResource().?properties.?size }
}
`;
    const { languageVersion, resources } = templateOf(main);
    expect([languageVersion, resources]).toEqual([
      '2.1-experimental',
      {
        r: {
          type: 'Microsoft.X/r',
          apiVersion: '2024-01-01',
          name: 'r',
          properties: {
            isNew: "[not(not(empty(target('full'))))]",
            size: "[tryGet(tryGet(target('full'), 'properties'), 'size')]",
          },
        },
      },
    ]);
  });
});

describe('Options of resources', () => {
  it('stand between the condition and the type', () => {
    const { resources } = templateOf(`@onlyIfNotExists()\n@retryOn(['NotFound'], 3)\n${RESOURCE}`);
    expect(resources).toEqual({
      r: {
        '@options': { onlyIfNotExists: [], retryOn: [['NotFound'], 3] },
        type: 'Microsoft.X/r',
        apiVersion: '2024-01-01',
        name: 'r',
      },
    });
  });

  it('resources of an extension have their body below properties', () => {
    const { imports, resources, outputs } = templateOf(`
extension 'br:mcr.microsoft.com/bicep/extensions/microsoftgraph/v1.0:1.0.0' as graph
resource group 'Microsoft.Graph/groups@v1.0' = { uniqueName: 'g', displayName: 'G' }
output id string = group.id
`);
    expect([imports, resources, outputs]).toEqual([
      { graph: { provider: 'MicrosoftGraph', version: '1.0.0' } },
      {
        group: {
          import: 'graph',
          type: 'Microsoft.Graph/groups@v1.0',
          properties: { uniqueName: 'g', displayName: 'G' },
        },
      },
      { id: { type: 'string', value: "[reference('group').id]" } },
    ]);
  });
});
