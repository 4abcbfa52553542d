import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/sources/arm/expression/evaluate-json.ts';
import { errorsOf, templateOf } from '../../../support/memory-bicep.ts';

const resources = (main: string) => templateOf(main).resources as readonly JsonObject[];
const bySymbol = (main: string) => templateOf(main).resources as { readonly [symbol: string]: JsonObject };

/** A nullable parameter makes the compiler write resources by symbol. */
const SYMBOLIC = 'param marker string?\n';

describe('Resources', () => {
  it('have the members of their body between type, name and dependencies, in the order of the compiler', () => {
    const [, first] = resources(`
targetScope = 'resourceGroup'
param names array
param audit bool
resource other 'Microsoft.X/others@2024-01-01' = { name: 'other' }
@description('what it is')
@batchSize(2)
resource r 'Microsoft.X/things@2024-01-01' = [for name in names: if (audit) {
  name: name
  location: resourceGroup().location
  properties: { other: other.id }
}]
`);
    expect(Object.entries(first ?? {})).toEqual([
      ['copy', { name: 'r', count: "[length(parameters('names'))]", mode: 'serial', batchSize: 2 }],
      ['condition', "[parameters('audit')]"],
      ['type', 'Microsoft.X/things'],
      ['apiVersion', '2024-01-01'],
      ['name', "[parameters('names')[copyIndex()]]"],
      ['location', '[resourceGroup().location]'],
      ['properties', { other: "[resourceId('Microsoft.X/others', 'other')]" }],
      ['dependsOn', ["[resourceId('Microsoft.X/others', 'other')]"]],
      ['metadata', { description: 'what it is' }],
    ]);
  });

  it('a nested child has the type and name of its parents, their conditions, and stands before them', () => {
    const all = resources(`
param on bool
resource a 'Microsoft.X/a@2024-01-01' = if (on) {
  name: 'one'
  resource b 'b' = if (!on) {
    name: 'two'
    resource c 'c@2025-01-01' = { name: 'three' }
  }
}
output id string = a::b::c.id
output name string = a::b.name
`);
    expect(all.map(({ type, apiVersion, name, condition }) => [type, apiVersion, name, condition])).toEqual([
      [
        'Microsoft.X/a/b/c',
        '2025-01-01',
        "[format('{0}/{1}/{2}', 'one', 'two', 'three')]",
        "[and(parameters('on'), not(parameters('on')))]",
      ],
      [
        'Microsoft.X/a/b',
        '2024-01-01',
        "[format('{0}/{1}', 'one', 'two')]",
        "[and(parameters('on'), not(parameters('on')))]",
      ],
      ['Microsoft.X/a', '2024-01-01', 'one', "[parameters('on')]"],
    ]);
    expect(all.map(({ dependsOn }) => dependsOn)).toEqual([
      ["[resourceId('Microsoft.X/a/b', 'one', 'two')]"],
      ["[resourceId('Microsoft.X/a', 'one')]"],
      undefined,
    ]);
  });

  it('parent gives a name and a dependency, and no condition', () => {
    const [, child] = resources(`
param on bool
resource a 'Microsoft.X/a@2024-01-01' = if (on) { name: 'one' }
resource b 'Microsoft.X/a/b@2024-01-01' = { parent: a, name: 'two' }
`);
    expect(child).toEqual({
      type: 'Microsoft.X/a/b',
      apiVersion: '2024-01-01',
      name: "[format('{0}/{1}', 'one', 'two')]",
      dependsOn: ["[resourceId('Microsoft.X/a', 'one')]"],
    });
  });

  it('names with slashes are split for ids and for children', () => {
    const template = templateOf(`
resource a 'Microsoft.X/a/b@2024-01-01' = { name: 'one/two' }
resource c 'Microsoft.X/a/b/c@2024-01-01' = { parent: a, name: 'three' }
output a string = a.id
output c string = c.id
`);
    expect(template.outputs).toEqual({
      a: {
        type: 'string',
        value: "[resourceId('Microsoft.X/a/b', split('one/two', '/')[0], split('one/two', '/')[1])]",
      },
      c: {
        type: 'string',
        value: "[resourceId('Microsoft.X/a/b/c', split('one/two', '/')[0], split('one/two', '/')[1], 'three')]",
      },
    });
  });

  it('indexes of collections replace the locals of their loops, also through several levels', () => {
    const template = templateOf(`
param names array
resource one 'Microsoft.X/a@2024-01-01' = [for (name, i) in names: { name: '\${name}\${i}' }]
resource two 'Microsoft.X/a/b@2024-01-01' = [for i in range(0, 2): { parent: one[i + 1], name: 'b\${i}' }]
resource three 'Microsoft.X/a/b/c@2024-01-01' = { parent: two[7], name: 'c' }
output id string = three.id
`);
    expect(template.outputs).toEqual({
      id: {
        type: 'string',
        value:
          "[resourceId('Microsoft.X/a/b/c', format('{0}{1}', parameters('names')[add(range(0, 2)[7], 1)], add(range(0, 2)[7], 1)), format('b{0}', range(0, 2)[7]), 'c')]",
      },
    });
    const [, two] = template.resources as readonly JsonObject[];
    expect(two?.dependsOn).toEqual([
      "[resourceId('Microsoft.X/a', format('{0}{1}', parameters('names')[add(range(0, 2)[copyIndex()], 1)], add(range(0, 2)[copyIndex()], 1)))]",
    ]);
  });

  it('existing resources stand in the template where resources are by symbol, and only there', () => {
    const main = "resource r 'Microsoft.X/things@2024-01-01' existing = { name: 'thing' }\n";
    expect(templateOf(main).resources).toEqual([]);
    expect(bySymbol(SYMBOLIC + main)).toEqual({
      r: { existing: true, type: 'Microsoft.X/things', apiVersion: '2024-01-01', name: 'thing' },
    });
  });

  it('an existing resource that is named at runtime is not in the template, and is known by its id', () => {
    const template = templateOf(`${SYMBOLIC}
resource a 'Microsoft.X/a@2024-01-01' existing = { name: 'one' }
resource b 'Microsoft.X/b@2024-01-01' existing = { name: a.properties.b }
output size int = b.properties.size
`);
    expect(Object.keys(template.resources as object)).toEqual(['a']);
    expect((template.outputs as JsonObject).size).toEqual({
      type: 'int',
      value: "[reference(resourceId('Microsoft.X/b', reference('a').b), '2024-01-01').size]",
    });
  });
});

describe('Scopes', () => {
  const scoped = (scope: string, target = 'resourceGroup') => {
    const template = templateOf(`${SYMBOLIC}targetScope = '${target}'
resource group 'Microsoft.Resources/resourceGroups@2024-01-01' existing = { scope: subscription('s'), name: 'g' }
resource acr 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  scope: az.resourceGroup('g')
  name: 'acr'
  resource map 'scopeMaps' existing = { name: 'm' }
}
var named = resourceGroup('v')
resource r 'Microsoft.X/things@2024-01-01' existing = { ${scope}, name: 'thing' }
output id string = r.id
`);
    const { r = {} } = template.resources as { readonly [symbol: string]: JsonObject };
    const { existing: _, type: __, apiVersion: ___, name: ____, ...members } = r;
    return { ...members, id: (template.outputs as { id: { value: string } }).id.value };
  };
  const group = (subscription: string, name: string) =>
    `[extensionResourceId(format('/subscriptions/{0}/resourceGroups/{1}', ${subscription}, ${name}), 'Microsoft.X/things', 'thing')]`;

  it.each([
    ["resourceGroup('g')", { resourceGroup: 'g', id: group('subscription().subscriptionId', "'g'") }],
    ["resourceGroup('s', 'g')", { subscriptionId: 's', resourceGroup: 'g', id: group("'s'", "'g'") }],
    ['named', { resourceGroup: 'v', id: group('subscription().subscriptionId', "'v'") }],
    ['group', { subscriptionId: 's', resourceGroup: 'g', id: group("'s'", "'g'") }],
    [
      'subscription()',
      {
        subscriptionId: '[subscription().subscriptionId]',
        id: "[subscriptionResourceId('Microsoft.X/things', 'thing')]",
      },
    ],
    ["subscription('s')", { subscriptionId: 's', id: "[subscriptionResourceId('s', 'Microsoft.X/things', 'thing')]" }],
    [
      "managementGroup('m')",
      {
        scope: "[tenantResourceId('Microsoft.Management/managementGroups', 'm')]",
        id: "[extensionResourceId(tenantResourceId('Microsoft.Management/managementGroups', 'm'), 'Microsoft.X/things', 'thing')]",
      },
    ],
    ['tenant()', { scope: '/', id: "[tenantResourceId('Microsoft.X/things', 'thing')]" }],
    [
      'acr',
      {
        scope:
          "[extensionResourceId(format('/subscriptions/{0}/resourceGroups/{1}', subscription().subscriptionId, 'g'), 'Microsoft.ContainerRegistry/registries', 'acr')]",
        id: "[extensionResourceId(extensionResourceId(format('/subscriptions/{0}/resourceGroups/{1}', subscription().subscriptionId, 'g'), 'Microsoft.ContainerRegistry/registries', 'acr'), 'Microsoft.X/things', 'thing')]",
      },
    ],
    [
      'acr::map',
      {
        scope:
          "[extensionResourceId(format('/subscriptions/{0}/resourceGroups/{1}', subscription().subscriptionId, 'g'), 'Microsoft.ContainerRegistry/registries/scopeMaps', 'acr', 'm')]",
        id: "[extensionResourceId(extensionResourceId(format('/subscriptions/{0}/resourceGroups/{1}', subscription().subscriptionId, 'g'), 'Microsoft.ContainerRegistry/registries/scopeMaps', 'acr', 'm'), 'Microsoft.X/things', 'thing')]",
      },
    ],
  ])('scope: %s', (scope, expected) => {
    expect(scoped(`scope: ${scope}`)).toEqual(expected);
  });

  it.each([
    ['resourceGroup', "[resourceId('Microsoft.X/things', 'thing')]"],
    ['subscription', "[subscriptionResourceId('Microsoft.X/things', 'thing')]"],
    ['managementGroup', "[extensionResourceId(managementGroup().id, 'Microsoft.X/things', 'thing')]"],
    ['tenant', "[tenantResourceId('Microsoft.X/things', 'thing')]"],
  ])('without one, ids are those of the target scope %s', (target, id) => {
    expect(scoped('tags: {}', target)).toEqual({ tags: {}, id });
  });
});

describe('A scope that depends on a condition', () => {
  const existing = (variable: string) => `param on bool
var where = ${variable}
resource r 'Microsoft.X/r@2024-01-01' existing = { name: 'r', scope: where }
output id string = r.id
`;

  it.each([
    [
      "on ? resourceGroup('a') : resourceGroup()",
      "if(parameters('on'), reference(format('{0}', 'a')), resourceGroup().id)",
    ],
    [
      "on ? resourceGroup('s', 'a') : az.resourceGroup('b')",
      "if(parameters('on'), reference(format('{0}/{1}', 's', 'a')), reference(format('{0}', 'b')))",
    ],
    [
      "on ? subscription('a') : subscription()",
      "if(parameters('on'), reference(format('{0}', 'a')), reference(format('')))",
    ],
  ])('is not known where a variable hides it, although the compiler leaves it out: %s', (variable, scope) => {
    const { outputs } = templateOf(existing(variable));
    const value = `[extensionResourceId(${scope}, 'Microsoft.X/r', 'r')]`;
    expect(outputs).toEqual({ id: { type: 'string', value } });
  });

  it('is an error otherwise', () => {
    expect(errorsOf(existing("on ? resourceGroup('a') : subscription()"))).toEqual([
      "BCP420 on ? resourceGroup('a') : subscription()",
    ]);
  });
});

describe('Reading a declared resource', () => {
  const DECLARED = `
param names array
param on bool
resource r 'Microsoft.X/things@2024-01-01' = { name: 'thing' }
resource maybe 'Microsoft.X/things@2024-01-01' = if (on) { name: 'maybe' }
resource all 'Microsoft.X/things@2024-01-01' = [for name in names: { name: name }]
`;
  const read = (expression: string, head = '') => {
    const { outputs } = templateOf(`${head}${DECLARED}output o object = ${expression}\n`);
    return (outputs as { o: { value: unknown } }).o.value;
  };
  const id = (name: string) => `resourceId('Microsoft.X/things', ${name})`;

  it.each([
    ['r.properties', "reference('r')", `reference(${id("'thing'")}, '2024-01-01')`],
    ['r.properties.a', "reference('r').a", `reference(${id("'thing'")}, '2024-01-01').a`],
    ['r.tags', "reference('r', '2024-01-01', 'full').tags", `reference(${id("'thing'")}, '2024-01-01', 'full').tags`],
    ['r', "reference('r', '2024-01-01', 'full')", `reference(${id("'thing'")}, '2024-01-01', 'full')`],
    ['r.listKeys().key', "listKeys('r', '2024-01-01').key", `listKeys(${id("'thing'")}, '2024-01-01').key`],
    ["r.listX('2020-01-01', {})", "listX('r', '2020-01-01', createObject())", undefined],
    [
      'all[0].properties.a',
      "reference(format('all[{0}]', 0)).a",
      `reference(${id("parameters('names')[0]")}, '2024-01-01').a`,
    ],
    ['all[1].id', id("parameters('names')[1]"), id("parameters('names')[1]")],
    ['all[1].name', "parameters('names')[1]", "parameters('names')[1]"],
    ['r.?tags', "tryGet(reference('r', '2024-01-01', 'full'), 'tags')", undefined],
    [
      'maybe.?properties.a',
      "tryGet(if(parameters('on'), reference('maybe', '2024-01-01', 'full'), null()), 'properties', 'a')",
      undefined,
    ],
    ['maybe.?id', `if(parameters('on'), ${id("'maybe'")}, null())`, undefined],
    ['maybe.?name', "if(parameters('on'), 'maybe', null())", undefined],
    ['all', "references('all', 'full')", undefined],
    ['map(all, x => x.id)', "map(references('all', 'full'), lambda('x', lambdaVariables('x').id))", undefined],
  ])('%s', (expression, symbolic, array) => {
    expect(read(expression, SYMBOLIC)).toBe(`[${symbolic}]`);
    if (array !== undefined) expect(read(expression)).toBe(`[${array}]`);
  });
});

describe('An index that holds the local of a lambda', () => {
  it.each(['y', '{ v: y }.v', '[...[y]][0]', '{ ...{ v: y } }.v'])('means nothing in dependsOn: %s', (index) => {
    const [, user] = resources(`
resource s 'Microsoft.X/s@2024-01-01' = [for n in ['a']: { name: n }]
resource q 'Microsoft.X/q@2024-01-01' = {
  name: 'q'
  tags: { z: string(map([0], y => s[${index}].properties)) }
}
`);
    expect(user?.dependsOn).toEqual(['s']);
  });
});
