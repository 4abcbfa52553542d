import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/sources/arm/expression/evaluate-json.ts';
import { bicepProject } from '../../../../src/sources/bicep/bicep-project.ts';
import { BICEP_ROOT, lowerMain, memoryHost, templateOf } from '../../../support/memory-bicep.ts';

const EMPTY = "output o string = 'x'\n";
const OTHER = { 'other.bicep': EMPTY };

/** The module of a file that has one. */
function moduleOf(main: string, files: Readonly<Record<string, string>> = OTHER): JsonObject {
  const { resources } = templateOf(main, files);
  return (Array.isArray(resources) ? resources.at(-1) : Object.values(resources as object).at(-1)) as JsonObject;
}

function parametersOf(params: string, head = ''): unknown {
  const module = moduleOf(`${head}
module m 'other.bicep' = {
  name: 'm'
  params: ${params}
}
`);
  return (module.properties as JsonObject).parameters;
}

describe('Modules', () => {
  it('are deployments with inner scope and the template of their file', () => {
    const module = moduleOf("module m 'other.bicep' = { name: 'm' }\n");
    const { template } = module.properties as { template: JsonObject };
    expect(module).toEqual({
      type: 'Microsoft.Resources/deployments',
      apiVersion: '2025-04-01',
      name: 'm',
      properties: { expressionEvaluationOptions: { scope: 'inner' }, mode: 'Incremental', template },
    });
    expect(template.outputs).toEqual({ o: { type: 'string', value: 'x' } });
  });

  it.each([
    ["module m 'other.bicep' = {}", "[format('m-{0}', uniqueString('m', deployment().name))]"],
    [
      "module m 'other.bicep' = [for i in range(0, 2): {}]",
      "[format('m-{0}-{1}', copyIndex(), uniqueString('m', deployment().name))]",
    ],
  ])('without a name get one: %s', (main, name) => {
    expect(moduleOf(`${main}\n`).name).toBe(name);
  });

  it.each([
    ['resourceGroup', "resourceGroup('g')", { resourceGroup: 'g' }],
    ['resourceGroup', "resourceGroup('s', 'g')", { subscriptionId: 's', resourceGroup: 'g' }],
    ['resourceGroup', "subscription('s')", { subscriptionId: 's', location: '[resourceGroup().location]' }],
    [
      'resourceGroup',
      'subscription()',
      { subscriptionId: '[subscription().subscriptionId]', location: '[resourceGroup().location]' },
    ],
    ['subscription', "resourceGroup('g')", { resourceGroup: 'g' }],
    ['subscription', 'subscription()', { location: '[deployment().location]' }],
    ['subscription', 'tenant()', { scope: '/', location: '[deployment().location]' }],
    [
      'managementGroup',
      "managementGroup('m')",
      {
        scope: "[format('Microsoft.Management/managementGroups/{0}', 'm')]",
        location: '[deployment().location]',
      },
    ],
  ])('from %s to %s', (target, scope, expected) => {
    const {
      type: _,
      apiVersion: __,
      name: ___,
      properties: ____,
      ...members
    } = moduleOf(`targetScope = '${target}'\nmodule m 'other.bicep' = { name: 'm', scope: ${scope} }\n`);
    expect(members).toEqual(expected);
  });

  it.each([
    ["{ p: 'x' }", '', { p: { value: 'x' } }],
    [
      "{ p: on ? 'x' : on ? 'y' : 'z' }",
      'param on bool\n',
      {
        p: "[if(parameters('on'), createObject('value', 'x'), if(parameters('on'), createObject('value', 'y'), createObject('value', 'z')))]",
      },
    ],
    [
      "{ p: kv.getSecret('s', 'v') }",
      "resource kv 'Microsoft.KeyVault/vaults@2024-01-01' existing = { name: 'kv' }\n",
      {
        p: {
          reference: {
            keyVault: { id: "[resourceId('Microsoft.KeyVault/vaults', 'kv')]" },
            secretName: 's',
            secretVersion: 'v',
          },
        },
      },
    ],
    [
      "{ p: on ? kv.getSecret('s') : '' }",
      "param on bool\nresource kv 'Microsoft.KeyVault/vaults@2024-01-01' existing = { name: 'kv' }\n",
      {
        p: "[if(parameters('on'), createObject('reference', createObject('keyVault', createObject('id', resourceId('Microsoft.KeyVault/vaults', 'kv')), 'secretName', 's')), createObject('value', ''))]",
      },
    ],
    [
      '{ p: [for i in range(0, 2): i] }',
      '',
      { p: { copy: [{ name: 'value', count: '[length(range(0, 2))]', input: "[range(0, 2)[copyIndex('value')]]" }] } },
    ],
  ])('params: %s', (params, head, expected) => {
    expect(parametersOf(params, head)).toEqual(expected);
  });

  it.each([
    ['m.outputs.o', "[reference(resourceId('Microsoft.Resources/deployments', 'm'), '2025-04-01').outputs.o.value]"],
    ['m.name', 'm'],
    [
      'm.outputs.?o',
      "[tryGet(tryGet(reference(resourceId('Microsoft.Resources/deployments', 'm'), '2025-04-01').outputs, 'o'), 'value')]",
    ],
  ])('%s', (expression, expected) => {
    const { outputs } = templateOf(`module m 'other.bicep' = { name: 'm' }\noutput o string = ${expression}\n`, OTHER);
    expect(outputs).toEqual({ o: { type: 'string', value: expected } });
  });

  it.each([
    ['m.outputs.o', "[reference('m').outputs.o.value]"],
    ['m.?outputs.o', "[tryGet(if(parameters('on'), reference('m'), null()), 'outputs', 'o', 'value')]"],
    ['all[1].outputs.o', "[reference(format('all[{0}]', 1)).outputs.o.value]"],
    ['all', "[references('all')]"],
  ])('by symbol: %s', (expression, expected) => {
    const main = `
param on bool
module m 'other.bicep' = if (on) {}
module all 'other.bicep' = [for i in range(0, 2): {}]
output o string = ${expression}
`;
    expect(templateOf(main, OTHER).outputs).toEqual({ o: { type: 'string', value: expected } });
  });

  it('two modules of one file have the same template, which tells its file', () => {
    const project = bicepProject(
      memoryHost({
        'main.bicep': "module a 'x/other.bicep' = { name: 'a' }\nmodule b './x/other.bicep' = { name: 'b' }\n",
        'x/other.bicep': EMPTY,
      }),
    );
    const main = project.lower(join(BICEP_ROOT, 'main.bicep'));
    if (!('template' in main)) throw new Error(main.message);
    const [a, b] = (main.template.resources as readonly { properties: { template: object } }[]).map(
      ({ properties }) => properties.template,
    );
    expect(a).toBe(b);
    expect(project.loweredOf(a ?? {})?.file).toBe(join(BICEP_ROOT, 'x/other.bicep'));
    expect(main.reads).toEqual([join(BICEP_ROOT, 'x/other.bicep')]);
  });

  it('a JSON file is embedded as it is, with comments', () => {
    const module = moduleOf("module m 'other.json' = { name: 'm' }\n", {
      'other.json': '{ "resources": [] /* none */ }',
    });
    expect((module.properties as JsonObject).template).toEqual({ resources: [] });
  });

  it('a module of a registry is the restored template, and a link with its reference where it was not restored', () => {
    const main = "module m 'br/public:avm/res/x/y:1.0.0' = { name: 'm' }\n";
    const restored = lowerMain(
      main,
      {},
      {
        restoredModule: () => ({ file: undefined, template: { resources: [] } }),
      },
    ).template.resources;
    const missing = lowerMain(main).template.resources;
    expect([restored, missing].map((all) => (all as readonly JsonObject[])[0]?.properties)).toEqual([
      { expressionEvaluationOptions: { scope: 'inner' }, mode: 'Incremental', template: { resources: [] } },
      {
        expressionEvaluationOptions: { scope: 'inner' },
        mode: 'Incremental',
        templateLink: { uri: 'br:mcr.microsoft.com/bicep/avm/res/x/y:1.0.0' },
      },
    ]);
  });

  it('a secure output is read by a function of its own', () => {
    const { languageVersion, outputs } = templateOf(
      "module m 'other.json' = { name: 'm' }\noutput o string = m.outputs.s\n",
      { 'other.json': '{ "resources": [], "outputs": { "s": { "type": "securestring", "value": "x" } } }' },
    );
    expect([languageVersion, outputs]).toEqual([
      '2.0',
      { o: { type: 'string', value: "[listOutputsWithSecureValues('m', '2025-04-01').s]" } },
    ]);
  });
});
