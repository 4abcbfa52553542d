import { describe, expect, test } from 'vitest';
import {
  type Changes,
  deployment,
  type Json,
  type JsonObject,
  REGISTRY,
  registry,
  SETTING,
  setting,
  template,
} from '../../../support/arm-templates.ts';
import { evaluated, expand, GROUP_A, GROUP_B, places, plain, TARGET, values } from '../support.ts';

/** A registry named `r`, with nothing that these tests are not about. */
const acr = (changes: Changes = {}): JsonObject =>
  registry({ name: 'r', location: undefined, sku: undefined, ...changes });
const bareSetting = (changes: Changes): JsonObject =>
  setting({}, { name: 's', scope: undefined, properties: undefined, ...changes });
const dep = (properties: JsonObject, changes: Changes = {}): JsonObject =>
  deployment(properties, { name: 'dep', ...changes });
const inner = { expressionEvaluationOptions: { scope: 'inner' } };
const id = (group: string, name = 'r'): string => `${group}/providers/${REGISTRY}/${name}`;
const first = (json: Json, given: JsonObject = {}) => expand(json, { values: values(given) }).resources[0];

describe('expansion gets right', () => {
  test('1 a property loop inside a resource loop', () => {
    const copy = [{ name: 'logs', count: 2, input: { category: "[variables('c')[copyIndex()][copyIndex('logs')]]" } }];
    const json = template(
      [bareSetting({ copy: { name: 'r', count: 2 }, name: "[format('s{0}', copyIndex())]", properties: { copy } })],
      {
        variables: {
          c: [
            ['a', 'b'],
            ['c', 'd'],
          ],
        },
      },
    );
    expect(expand(json).resources.map(({ body }) => plain(body('properties')))).toEqual([
      { logs: [{ category: 'a' }, { category: 'b' }] },
      { logs: [{ category: 'c' }, { category: 'd' }] },
    ]);
  });

  test('2 no rounds: the array is there and empty', () => {
    const copy = [{ name: 'logs', count: '[length(createArray())]', input: {} }];
    expect(plain(first(template([bareSetting({ properties: { copy } })]))?.body('properties'))).toEqual({
      logs: [],
    });
  });

  test('3 the offset and the name of a loop', () => {
    const properties = {
      copy: [{ name: 'disks', count: 2, input: "[copyIndex('disks', 17)]" }],
      own: '[copyIndex(13)]',
    };
    const json = template([acr({ copy: { name: 'r', count: 1 }, properties })]);
    expect(plain(first(json)?.body('properties'))).toEqual({ disks: [17, 18], own: 13 });
  });

  test('4 `copy` as data', () => {
    expect(plain(first(template([acr({ properties: { copy: { name: 'x' } } })]))?.body('properties'))).toEqual({
      copy: { name: 'x' },
    });
  });

  test.each<[string, string, unknown]>([
    ['5 the depth of tryGet', "[tryGet(createObject('a', createObject()), 'a', 'b')]", '!missing-property'],
    ['5 the depth of tryGet', "[tryGet(createObject(), 'a', 'b')]", null],
    [
      '7 union of nested diagnostics',
      '[union(json(\'{"properties":{"logs":[1],"x":1}}\'), json(\'{"properties":{"logs":[2]}}\'))]',
      { properties: { logs: [2], x: 1 } },
    ],
    [
      '8 the letter case of union',
      "[union(createObject('Enabled', true()), createObject('enabled', false()))]",
      { Enabled: false },
    ],
    [
      '9 the letter case of contains',
      "[contains(createObject('PublicNetworkAccess', 1), 'publicnetworkaccess')]",
      true,
    ],
    ['9 the letter case of contains', "[contains('Premium', 'premium')]", false],
    ['9 the letter case of contains', "[contains(createArray('Premium'), 'premium')]", false],
    ['9 the letter case of indexOf', "[indexOf('Premium', 'premium')]", 0],
    ['10 booleans in texts', "[concat('reg', true())]", 'regTrue'],
    ['10 booleans in texts', "[format('{0}', false())]", 'False'],
    ['10 a boolean', '[false()]', false],
  ])('%s: %s', (_, expression, expected) => {
    expect(evaluated(expression)).toEqual(expected);
  });

  test('6 null for a parameter with a default', () => {
    const json = template([acr({ sku: { name: "[parameters('sku')]" } })], {
      parameters: { sku: { type: 'string', defaultValue: 'Premium' } },
    });
    expect(plain(first(json, { sku: null })?.body('sku'))).toEqual({ name: 'Premium' });
  });

  test('11 a text as condition says clearly what is meant; another is a mistake', () => {
    const json = (condition: Json): Json =>
      template([acr({ condition })], { parameters: { deploy: { type: 'string' } } });
    expect(plain(first(json("[bool(parameters('deploy'))]"), { deploy: 'true' })?.deployed)).toBe(true);
    expect(plain(first(json("[parameters('deploy')]"), { deploy: 'false' })?.deployed)).toBe(false);
    expect(plain(first(json("[parameters('deploy')]"), { deploy: 'yes' })?.deployed)).toBe('!condition');
  });

  test('12 a branch that is not taken', () => {
    const json = template([acr()], {
      parameters: { new: { type: 'bool' } },
      outputs: { it: { type: 'string', value: "[if(parameters('new'), reference('r').loginServer, 'x')]" } },
    });
    expect(plain(expand(json, { values: values({ new: false }) }).root.output('it'))).toBe('x');
    expect(plain(expand(json).root.output('it'))).toBe(
      `<if(parameters('new'), reference('${id(GROUP_A)}').loginServer, 'x')>`,
    );
  });

  test('13 an outer deployment to another group', () => {
    const scopes = (scope: string): unknown[] => {
      const nested = template([acr(), bareSetting({ scope })]);
      return expand(template([dep({ template: nested }, { resourceGroup: 'B' })]))
        .resources.slice(1)
        .map((one) => plain(one.type === REGISTRY ? one.id : one.scope));
    };
    expect(scopes(`[resourceId('${REGISTRY}', 'r')]`)).toEqual([id(GROUP_B), id(GROUP_A)]);
    expect(scopes(`${REGISTRY}/r`)).toEqual([id(GROUP_B), id(GROUP_B)]);
  });

  test('14 a parameter of the same name', () => {
    const nested = template([acr({ name: "[parameters('name')]" })], {
      parameters: { name: { type: 'string', defaultValue: 'q' } },
    });
    const names = (options: JsonObject): unknown => {
      const json = template([dep({ ...options, template: nested })], {
        parameters: { name: { type: 'string', defaultValue: 'p' } },
      });
      return plain(expand(json).resources[1]?.name);
    };
    expect(names(inner)).toBe('q');
    expect(names({})).toBe('p');
  });

  test('15 escaped text of a policy', () => {
    const properties = { policyRule: { if: "[[field('type')]", details: { effect: "[[parameters('effect')]" } } };
    const json = template([
      { type: 'Microsoft.Authorization/policyDefinitions', apiVersion: 'v', name: 'p', properties },
    ]);
    expect(plain(first(json)?.body('properties'))).toEqual({
      policyRule: { if: "[field('type')]", details: { effect: "[parameters('effect')]" } },
    });
  });

  test('16 a legacy type in other letter case', () => {
    const type = 'microsoft.containerregistry/registries/providers/diagnosticSettings';
    const name = "[concat(parameters('resourceName'), '/', 'Microsoft.Insights/', parameters('n'))]";
    const json = template([bareSetting({ type, name })], {
      parameters: { resourceName: { type: 'string' }, n: { type: 'string' } },
    });
    const found = first(json);
    expect([found?.type, plain(found?.name), plain(found?.scope)]).toEqual([
      SETTING,
      "<parameters('n')>",
      `<concat('${GROUP_A}/providers/microsoft.containerregistry/registries/', parameters('resourceName'))>`,
    ]);
  });

  test('17 children in both styles', () => {
    const resources = [
      { type: 'replications', name: 'weu', apiVersion: 'v' },
      { type: `${REGISTRY}/replications`, name: "[concat('r', '/', 'neu')]", apiVersion: 'v' },
    ];
    expect(places(template([acr({ resources })]), `${REGISTRY}/replications`)).toEqual(
      ['weu', 'neu'].map((name) => `${id(GROUP_A)}/replications/${name}`),
    );
  });

  test('18 the symbol of a loop of which one is off', () => {
    const regs = acr({
      name: "[format('r{0}', copyIndex())]",
      copy: { name: 'regs', count: 3 },
      condition: '[not(equals(copyIndex(), 1))]',
    });
    const it = { type: 'array', value: "[map(references('regs', 'full'), lambda('r', lambdaVariables('r').id))]" };
    const json = template({ regs }, { outputs: { it, none: { type: 'object', value: "[resourceInfo('regs[3]')]" } } });
    const { root } = expand(json);
    expect(plain(root.output('it'))).toEqual([id(GROUP_A, 'r0'), id(GROUP_A, 'r2')]);
    expect(plain(root.output('none'))).toBe('!no-resource');
  });

  test('19 a setting on a registry that exists', () => {
    const nested = template({
      reg: acr({ existing: true }),
      s: bareSetting({ scope: `[resourceId('${REGISTRY}', 'r')]` }),
    });
    const found = expand(template([dep({ ...inner, template: nested }, { resourceGroup: 'B' })])).resources;
    expect(found.slice(1).map(({ existing, scope }) => [existing, plain(scope)])).toEqual([
      [true, GROUP_B],
      [false, id(GROUP_B)],
    ]);
  });

  test('20 the output of a module as a name', () => {
    const made = template([acr({ name: "[parameters('name')]" })], {
      parameters: { name: { type: 'string' } },
      outputs: { name: { type: 'string', value: "[parameters('name')]" } },
    });
    const used = template([bareSetting({ scope: `[format('${REGISTRY}/{0}', parameters('registryName'))]` })], {
      parameters: { registryName: { type: 'string' } },
    });
    const json = template(
      [
        dep(
          {
            ...inner,
            parameters: { registryName: { value: "[reference('mod').outputs.name.value]" } },
            template: used,
          },
          { name: 'use' },
        ),
        dep({ ...inner, parameters: { name: { value: "[parameters('n')]" } }, template: made }, { name: 'mod' }),
      ],
      { parameters: { n: { type: 'string' } } },
    );
    const { resources } = expand(json);
    const scope = resources.find(({ type }) => type === SETTING)?.scope;
    expect(plain(scope)).toBe(`<concat('${GROUP_A}/providers/${REGISTRY}/', parameters('n'))>`);
    expect(plain(scope)).toBe(plain(resources.find(({ type }) => type === REGISTRY)?.id));
  });

  test('21 uniqueString of the group: known with a target, else equal to itself', () => {
    const name = '[uniqueString(resourceGroup().id)]';
    const json = template([
      acr({ name }),
      bareSetting({ scope: `[resourceId('${REGISTRY}', uniqueString(resourceGroup().id))]` }),
    ]);
    expect(plain(first(json)?.name)).toMatch(/^[a-z2-7]{13}$/);
    const [registry, attached] = expand(json, { target: {} }).resources;
    expect(plain(registry?.id)).toBe(plain(attached?.scope));
    const fixed = { subscription: '00000000-0000-0000-0000-000000000000', resourceGroup: 'myRg' };
    expect(plain(expand(json, { target: fixed }).resources[0]?.name)).toBe('js26ofeqkqeve');
  });

  test('22 the order of items() in a loop', () => {
    const json = template(
      [
        acr({
          name: "[items(parameters('regs'))[copyIndex()].key]",
          copy: { name: 'l', count: "[length(items(parameters('regs')))]" },
        }),
      ],
      { parameters: { regs: { type: 'object' } } },
    );
    expect(expand(json, { values: values({ regs: { b: 1, A: 2 } }) }).resources.map(({ name }) => plain(name))).toEqual(
      ['A', 'b'],
    );
  });

  test('23 keys that are expressions', () => {
    const identity = {
      userAssignedIdentities: { "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'id')]": {} },
    };
    const key = `${GROUP_A}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id`;
    expect(plain(first(template([acr({ identity })]))?.body('identity'))).toEqual({
      userAssignedIdentities: { [key]: {} },
    });
  });

  test('24 a condition that only Azure can answer', () => {
    const json = template([bareSetting({ condition: "[not(empty(reference('/x/ws', '2022-10-01').customerId))]" })]);
    expect(plain(first(json)?.deployed)).toBe("<not(empty(reference('/x/ws').customerId))>");
  });

  test('25 the same deployment twice, in two groups', () => {
    const nested = template([acr()]);
    const json = template([
      dep({ template: nested }, { name: 'diag', resourceGroup: 'A', subscriptionId: TARGET.subscription }),
      dep({ template: nested }, { name: 'diag', resourceGroup: 'B' }),
    ]);
    expect(places(json, REGISTRY)).toEqual([id(GROUP_A), id(GROUP_B)]);
  });

  test('further: null beside a group, and a comparison as value', () => {
    const logs = [
      {
        category: "[tryGet(createObject(), 'category')]",
        categoryGroup: 'audit',
        enabled: "[equals(parameters('g'), 'audit')]",
      },
    ];
    const json = template([bareSetting({ properties: { logs } })], {
      parameters: { g: { type: 'string', defaultValue: 'audit' } },
    });
    expect(plain(first(json)?.body('properties'))).toEqual({
      logs: [{ category: null, categoryGroup: 'audit', enabled: true }],
    });
  });
});
