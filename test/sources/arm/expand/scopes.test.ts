import { describe, expect, test } from 'vitest';
import {
  deployment,
  type Json,
  type JsonObject,
  REGISTRY,
  registry,
  SCHEMA,
  SETTING,
  template,
} from '../../../support/arm-templates.ts';
import { expand, GROUP_A, GROUP_B, places, plain } from '../support.ts';

const SUBSCRIPTION = '/subscriptions/00000000-0000-0000-0000-000000000001';
const OTHER = '/subscriptions/00000000-0000-0000-0000-000000000002';
const TYPE = 'Microsoft.X/ys';

function inScope(scope: keyof typeof SCHEMA, expression: string): unknown {
  const json = template([], { $schema: SCHEMA[scope], outputs: { it: { type: 'object', value: `[${expression}]` } } });
  return plain(expand(json).root.output('it'));
}

describe('a function of the scope gives its id:', () => {
  const MG =
    "<concat('/providers/Microsoft.Management/managementGroups/', managementGroup().name, '/providers/Microsoft.X/ys/n')>";
  test.each<[string, [unknown, unknown, unknown, unknown]]>([
    [
      `resourceId('${TYPE}', 'n')`,
      [`${GROUP_A}/providers/${TYPE}/n`, `${SUBSCRIPTION}/providers/${TYPE}/n`, MG, `/providers/${TYPE}/n`],
    ],
    [
      `resourceId('B', '${TYPE}', 'n')`,
      [`${GROUP_B}/providers/${TYPE}/n`, `${GROUP_B}/providers/${TYPE}/n`, undefined, undefined],
    ],
    [
      `subscriptionResourceId('${TYPE}', 'n')`,
      [`${SUBSCRIPTION}/providers/${TYPE}/n`, `${SUBSCRIPTION}/providers/${TYPE}/n`, undefined, undefined],
    ],
    [
      `tenantResourceId('${TYPE}', 'n')`,
      [`/providers/${TYPE}/n`, `/providers/${TYPE}/n`, `/providers/${TYPE}/n`, `/providers/${TYPE}/n`],
    ],
    [
      `managementGroupResourceId('mg', '${TYPE}', 'n')`,
      Array(4).fill(`/providers/Microsoft.Management/managementGroups/mg/providers/${TYPE}/n`) as [
        unknown,
        unknown,
        unknown,
        unknown,
      ],
    ],
    [
      `extensionResourceId('/x', '${TYPE}', 'n')`,
      Array(4).fill(`/x/providers/${TYPE}/n`) as [unknown, unknown, unknown, unknown],
    ],
    ['resourceGroup().id', [GROUP_A, '!scope', '!scope', '!scope']],
    ['resourceGroup().name', ['A', '!scope', '!scope', '!scope']],
    ['resourceGroup().location', ['westeurope', '!scope', '!scope', '!scope']],
    ['resourceGroup().type', ['Microsoft.Resources/resourceGroups', '!scope', '!scope', '!scope']],
    ['resourceGroup().tags.a', ['<resourceGroup().tags.a>', '!scope', '!scope', '!scope']],
    ['subscription().id', [SUBSCRIPTION, SUBSCRIPTION, '!scope', '!scope']],
    ['managementGroup().name', ['!scope', '!scope', '<managementGroup().name>', '!scope']],
    ['tenant().tenantId', Array(4).fill('<tenant().tenantId>') as [unknown, unknown, unknown, unknown]],
    ['deployment().location', ['!missing-property', 'westeurope', 'westeurope', 'westeurope']],
    [
      'environment().suffixes.acrLoginServer',
      Array(4).fill('<environment().suffixes.acrLoginServer>') as [unknown, unknown, unknown, unknown],
    ],
  ])('%s', (expression, expected) => {
    const kinds = ['resourceGroup', 'subscription', 'managementGroup', 'tenant'] as const;
    kinds.forEach((kind, i) => {
      if (expected[i] !== undefined) expect([kind, inScope(kind, expression)]).toEqual([kind, expected[i]]);
    });
  });

  test.each<[string, unknown]>([
    [
      `resourceId('00000000-0000-0000-0000-000000000002', 'B', '${TYPE}', 'n')`,
      `${OTHER}/resourceGroups/B/providers/${TYPE}/n`,
    ],
    ["resourceId('Microsoft.X/ys/zs', 'a', 'b')", `${GROUP_A}/providers/Microsoft.X/ys/a/zs/b`],
    ["resourceId('Microsoft.X/ys/', 'a')", `${GROUP_A}/providers/Microsoft.X/ys/a`],
    [`resourceId('${TYPE}')`, '!wrong-arguments'],
    [`resourceId('${TYPE}', 'a', 'b')`, '!resource-id'],
    [`resourceId('${TYPE}', 'a/b')`, '!resource-id'],
    [`resourceId('${TYPE}', 1)`, '!resource-id'],
    ["resourceId('a', 'b')", '!resource-id'],
  ])('%s', (expression, expected) => {
    expect(inScope('resourceGroup', expression)).toEqual(expected);
  });

  test('without a target the parts of the scope are unknown, and the same everywhere', () => {
    const json = template([], {
      outputs: {
        it: {
          type: 'bool',
          value: "[equals(resourceGroup().id, concat(subscription().id, '/resourceGroups/', resourceGroup().name))]",
        },
      },
    });
    expect(plain(expand(json, { target: {} }).root.output('it'))).toBe(true);
  });
});

const acr = registry({ name: 'r', location: undefined, sku: undefined });

function dep(body: Json = template([acr]), changes: JsonObject = {}, properties: JsonObject = {}): JsonObject {
  return deployment({ ...properties, template: body }, { name: 'dep', ...changes });
}

describe('a nested deployment goes', () => {
  const at = (place: string): string => `${place}/providers/${REGISTRY}/r`;
  test.each<[string, keyof typeof SCHEMA, JsonObject, string]>([
    ['where its parent goes', 'resourceGroup', {}, at(GROUP_A)],
    ['into a group', 'resourceGroup', { resourceGroup: 'B' }, at(GROUP_B)],
    [
      'into a group of a subscription',
      'resourceGroup',
      { resourceGroup: 'B', subscriptionId: OTHER.slice(15) },
      at(`${OTHER}/resourceGroups/B`),
    ],
    ['from a subscription into a group', 'subscription', { resourceGroup: 'B' }, at(GROUP_B)],
    [
      'up to the subscription',
      'resourceGroup',
      { subscriptionId: SUBSCRIPTION.slice(15), location: 'weu' },
      at(SUBSCRIPTION),
    ],
    ['into another subscription', 'subscription', { subscriptionId: OTHER.slice(15) }, at(OTHER)],
    ['from a management group into a subscription', 'managementGroup', { subscriptionId: OTHER.slice(15) }, at(OTHER)],
    ['scope: tenant', 'managementGroup', { scope: '/' }, at('')],
    [
      'scope: management group',
      'tenant',
      { scope: 'Microsoft.Management/managementGroups/mg' },
      at('/providers/Microsoft.Management/managementGroups/mg'),
    ],
    [
      'scope: full id of a management group',
      'tenant',
      { scope: '/providers/Microsoft.Management/managementGroups/mg' },
      at('/providers/Microsoft.Management/managementGroups/mg'),
    ],
    ['scope: subscription', 'managementGroup', { scope: OTHER }, at(OTHER)],
    ['scope: group', 'managementGroup', { scope: `${OTHER}/resourceGroups/B` }, at(`${OTHER}/resourceGroups/B`)],
  ])('%s', (_, scope, more, expected) => {
    expect(places(template([dep(undefined, more)], { $schema: SCHEMA[scope] }), REGISTRY)).toEqual([expected]);
  });

  test('a stack says it in its properties', () => {
    const stack = {
      ...dep(template([acr]), {}, { deploymentScope: GROUP_B }),
      type: 'Microsoft.Resources/deploymentStacks',
    };
    expect(places(template([stack], { $schema: SCHEMA.subscription }), REGISTRY)).toEqual([at(GROUP_B)]);
  });

  test('a group that is not known is the same group wherever it is named', () => {
    const json = template([dep(undefined, { resourceGroup: "[parameters('g')]" })], {
      parameters: { g: { type: 'string' } },
    });
    expect(places(json, REGISTRY)).toEqual([
      `<concat('${SUBSCRIPTION}/resourceGroups/', parameters('g'), '/providers/${REGISTRY}/r')>`,
    ]);
  });

  test('two scopes that are not known are two', () => {
    const parameters = { a: { type: 'string' }, b: { type: 'string' } };
    const json = template(
      [dep(undefined, { scope: "[parameters('a')]" }), dep(undefined, { scope: "[parameters('b')]" })],
      { parameters },
    );
    const [first, second] = places(json, REGISTRY);
    expect(first).not.toEqual(second);
  });
});

describe('a nested template is evaluated in the scope that is', () => {
  const body = (value: Json): Json =>
    template([{ ...acr, name: value }], { parameters: { name: { type: 'string', defaultValue: 'q' } } });
  const names = (value: Json, properties: JsonObject, more: JsonObject = { resourceGroup: 'B' }): unknown[] => {
    const parameters = { name: { type: 'string', defaultValue: 'p' } };
    const json = template([dep(body(value), more, properties)], { parameters });
    return expand(json)
      .resources.filter(({ type }) => type === REGISTRY)
      .map(({ name }) => plain(name));
  };
  const inner = { expressionEvaluationOptions: { scope: 'inner' } };
  test.each<[string, Json, JsonObject, unknown]>([
    ['inner: itself', "[parameters('name')]", inner, 'q'],
    ['inner, any case', "[parameters('name')]", { expressionEvaluationOptions: { scope: 'Inner' } }, 'q'],
    [
      'inner, with a value',
      "[parameters('name')]",
      { ...inner, parameters: { name: { value: "[concat(parameters('name'), '!')]" } } },
      'p!',
    ],
    ['outer: its parent', "[parameters('name')]", {}, 'p'],
    [
      'NotSpecified: its parent',
      "[parameters('name')]",
      { expressionEvaluationOptions: { scope: 'NotSpecified' } },
      'p',
    ],
    ['outer: the group of the parent', '[resourceGroup().name]', {}, 'A'],
    ['inner: its own group', '[resourceGroup().name]', inner, 'B'],
    ['outer, with a doubled bracket: itself', "[[parameters('name')]", {}, 'q'],
    ['outer, with a doubled bracket: its own group', '[[resourceGroup().name]', {}, 'B'],
    [
      'outer, with a doubled bracket and a value',
      "[[parameters('name')]",
      { parameters: { name: { value: 'v' } } },
      'v',
    ],
    ['inner, with a doubled bracket: a literal', "[[parameters('name')]", inner, "[parameters('name')]"],
    ['inner, without a value', "[parameters('other')]", inner, '!no-parameter'],
  ])('%s', (_, value, properties, expected) => {
    expect(names(value, properties)).toEqual([expected]);
  });

  test('a bracket tripled is evaluated two deployments further in', () => {
    const innermost = template([
      { ...acr, name: '[[[resourceGroup().name]' },
      { ...acr, name: '[[resourceGroup().name]' },
    ]);
    const middle = template([dep(innermost, { resourceGroup: 'C', name: 'two' })]);
    const found = expand(template([dep(middle, { resourceGroup: 'B' })])).resources;
    expect(found.filter(({ type }) => type === REGISTRY).map(({ name }) => plain(name))).toEqual(['C', 'B']);
  });

  test('a required parameter without a value is a mistake; one of a linked file is not known', () => {
    const required = template([{ ...acr, name: "[parameters('x')]" }], { parameters: { x: { type: 'string' } } });
    const name = (properties: JsonObject): unknown =>
      plain(expand(template([dep(required, {}, { ...inner, ...properties })])).resources[1]?.name);
    expect(name({})).toBe('!missing-parameter');
    expect(name({ parametersLink: { uri: 'https://example.com/p.json' } })).toBe("<parameters('x')>");
    expect(name({ parameters: { x: { reference: { keyVault: { id: 'v' }, secretName: 's' } } } })).toBe(
      "<Key Vault secret for 'x'>",
    );
  });

  test('the whole parameters section may be an expression', () => {
    const one = template([{ ...acr, name: "[parameters('x')]" }], { parameters: { x: { type: 'string' } } });
    const parameters = "[createObject('x', createObject('value', concat('a', 'b')))]";
    const found = expand(template([dep(one, {}, { ...inner, parameters })])).resources[1];
    expect(plain(found?.name)).toBe('ab');
  });

  test('outputs of a deployment are known as far as its template is', () => {
    const one = template([acr], {
      parameters: { e: { type: 'bool', defaultValue: false }, u: { type: 'bool' } },
      outputs: {
        id: { type: 'string', value: `[resourceId('${REGISTRY}', 'r')]` },
        server: { type: 'string', value: `[reference('r').loginServer]` },
        off: { type: 'string', value: 'x', condition: "[parameters('e')]" },
        maybe: { type: 'string', value: 'x', condition: "[parameters('u')]" },
      },
    });
    const value = (expression: string): unknown => {
      const resources = [
        dep(one, { resourceGroup: 'B' }, { ...inner, parameters: { u: { value: "[parameters('u')]" } } }),
      ];
      const json = template(resources, {
        parameters: { u: { type: 'bool' } },
        outputs: { it: { type: 'object', value: `[${expression}]` } },
      });
      return plain(expand(json).root.output('it'));
    };
    const id = `${GROUP_B}/providers/${REGISTRY}/r`;
    expect(value("reference('dep').outputs.id.value")).toBe(id);
    expect(
      value("reference(resourceId('B', 'Microsoft.Resources/deployments', 'DEP'), '2022-09-01').outputs.id.value"),
    ).toBe(id);
    expect(value("reference('dep').outputs.server.value")).toBe(`<reference('${id}').loginServer>`);
    expect(value("reference('dep').outputs.off.value")).toBe('!missing-property');
    expect(value("tryGet(reference('dep').outputs, 'off')")).toBe(null);
    expect(value("reference('dep').outputs.maybe.value")).toBe(
      "<if(parameters('u'), 'x', fail('null has no member ''value'''))>",
    );
    expect(value("reference('dep', 'v', 'full').properties.outputs.id.value")).toBe(id);
    expect(value("reference('dep').provisioningState")).toBe('Succeeded');
    expect(value("reference('dep').correlationId")).toMatch(/^<reference\(.*\)\.correlationId>$/);
  });

  test('a deployment is found by a name that is not known', () => {
    const named = {
      ...dep(template([], { outputs: { o: { type: 'string', value: 'v' } } })),
      name: "[concat('dep-', parameters('p'))]",
    };
    const it = { type: 'string', value: "[reference(concat('dep-', parameters('p'))).outputs.o.value]" };
    expect(
      plain(expand(template([named], { parameters: { p: { type: 'string' } }, outputs: { it } })).root.output('it')),
    ).toBe('v');
  });

  test('a linked template is its own world; one that cannot be read is a module', () => {
    const link = (relativePath: string): JsonObject => ({
      type: 'Microsoft.Resources/deployments',
      apiVersion: 'v',
      name: 'dep',
      properties: { templateLink: { relativePath }, parameters: { name: { value: 'n' } } },
    });
    const linked = template([{ ...acr, name: "[parameters('name')]" }], { parameters: { name: { type: 'string' } } });
    const readLinked = (_: string, path: string) =>
      path === 'a.json' ? { file: 'dir/a.json', template: linked } : undefined;
    const found = expand(template([link('a.json'), link('b.json')]), { readLinked });
    expect(found.resources.map(({ name, origin }) => [plain(name), origin.file])).toEqual([
      ['dep', 'main.json'],
      ['n', 'dir/a.json'],
      ['dep', 'main.json'],
    ]);
    expect(found.modules.map(({ link, allKnown }) => [link, allKnown])).toEqual([['b.json', true]]);
  });
});

describe('a setting is attached by', () => {
  const R = `${GROUP_A}/providers/${REGISTRY}/r`;
  const setting = (more: JsonObject): JsonObject => ({ type: SETTING, apiVersion: 'v', name: 's', ...more });
  const legacy = `${REGISTRY}/providers/diagnosticSettings`;
  const mod = dep(template([], { outputs: { id: { type: 'string', value: R } } }), { name: 'mod' });

  test.each<[string, JsonObject[], unknown]>([
    ['1: a full id', [setting({ scope: `[resourceId('${REGISTRY}', 'r')]` })], R],
    ['2: a relative scope', [setting({ scope: `[format('${REGISTRY}/{0}', 'r')]` })], R],
    [
      '2: a relative scope of a name not known',
      [setting({ scope: `[format('${REGISTRY}/{0}', parameters('n'))]` })],
      `<concat('${GROUP_A}/providers/${REGISTRY}/', parameters('n'))>`,
    ],
    ['2: with a leading providers', [setting({ scope: `/providers/${REGISTRY}/r` })], R],
    ['2: with slashes too many', [setting({ scope: `//${REGISTRY}/r/` })], R],
    [
      '3: extensionResourceId',
      [
        setting({
          scope: `[extensionResourceId(format('/subscriptions/{0}/resourceGroups/{1}', subscription().subscriptionId, 'B'), '${REGISTRY}', 'r')]`,
        }),
      ],
      `${GROUP_B}/providers/${REGISTRY}/r`,
    ],
    ['5: the output of a module', [mod, setting({ scope: "[reference('mod').outputs.id.value]" })], R],
    ['5: a runtime value', [setting({ scope: "[reference('/x/y').id]" })], "<reference('/x/y').id>"],
    ['6: no scope', [setting({})], GROUP_A],
    ['6: the subscription', [setting({ scope: '[subscription().id]' })], SUBSCRIPTION],
    ['6: the tenant', [setting({ scope: '/' })], ''],
    ['7: legacy', [setting({ type: legacy, name: 'r/Microsoft.Insights/s' })], R],
    [
      '7: legacy, other letter case',
      [setting({ type: legacy.toLowerCase(), name: 'r/microsoft.insights/s' })],
      `${GROUP_A}/providers/microsoft.containerregistry/registries/r`,
    ],
    [
      '7: legacy, slashes too many',
      [setting({ type: legacy, name: "[concat('r', '/', '/Microsoft.Insights/', 's')]" })],
      R,
    ],
    [
      '8: in its parent',
      [{ ...acr, resources: [setting({ type: 'providers/diagnosticSettings', name: 'Microsoft.Insights/s' })] }],
      R,
    ],
    [
      '8: in its parent, with leading slashes',
      [{ ...acr, resources: [setting({ type: '/providers/diagnosticSettings', name: '/Microsoft.Insights/s' })] }],
      R,
    ],
    [
      '9: in its parent, in full',
      [{ ...acr, resources: [setting({ type: legacy, name: 'r/Microsoft.Insights/s' })] }],
      R,
    ],
    ['10: in its parent, bare', [{ ...acr, resources: [setting({})] }], R],
    [
      '10: in its parent, with a scope',
      [{ ...acr, resources: [setting({ scope: `${REGISTRY}/q` })] }],
      `${GROUP_A}/providers/${REGISTRY}/q`,
    ],
    [
      '12: a relative scope follows the target',
      [dep(template([setting({ scope: `${REGISTRY}/r` })]), { resourceGroup: 'B' })],
      `${GROUP_B}/providers/${REGISTRY}/r`,
    ],
    [
      '12: resourceId() in an outer template is of the parent',
      [dep(template([setting({ scope: `[resourceId('${REGISTRY}', 'r')]` })]), { resourceGroup: 'B' })],
      R,
    ],
    [
      '12: a legacy name follows the target',
      [dep(template([setting({ type: legacy, name: 'r/Microsoft.Insights/s' })]), { resourceGroup: 'B' })],
      `${GROUP_B}/providers/${REGISTRY}/r`,
    ],
  ])('%s', (_, resources, expected) => {
    const found = expand(template(resources, { parameters: { n: { type: 'string' } } })).resources;
    const settings = found.filter(({ type }) => type.toLowerCase() === SETTING.toLowerCase());
    expect(settings.map(({ scope }) => plain(scope))).toEqual([expected]);
    expect(settings.map(({ name }) => plain(name))).toEqual(['s']);
  });

  test('4: a symbolic name', () => {
    const resources = {
      r: { ...acr, existing: true, resourceGroup: 'B' },
      s: setting({ scope: "[resourceInfo('r').id]" }),
    };
    expect(plain(expand(template(resources, { languageVersion: '2.1-experimental' })).resources[1]?.scope)).toBe(
      `${GROUP_B}/providers/${REGISTRY}/r`,
    );
  });

  test('11: two levels up', () => {
    const type = 'databases/providers/diagnosticSettings';
    const server = {
      type: 'Microsoft.Sql/servers',
      apiVersion: 'v',
      name: 'sql',
      resources: [setting({ type, name: 'db/Microsoft.Insights/s' })],
    };
    expect(plain(expand(template([server])).resources[1]?.scope)).toBe(
      `${GROUP_A}/providers/Microsoft.Sql/servers/sql/databases/db`,
    );
  });

  test('13: one per round of a loop', () => {
    const looped = setting({ scope: `[format('${REGISTRY}/r{0}', copyIndex())]`, copy: { name: 'l', count: 2 } });
    const found = expand(template([looped])).resources;
    expect(found.map(({ scope }) => plain(scope))).toEqual([0, 1].map((i) => `${GROUP_A}/providers/${REGISTRY}/r${i}`));
  });

  test.each<[string, JsonObject, string[]]>([
    ['with a scope is written as Azure wants it', { scope: `${REGISTRY}/r` }, []],
    ['without one is a guess, and said', {}, ['child-without-scope']],
  ])('a setting inside its registry %s', (_, own, codes) => {
    const inside = { type: SETTING, apiVersion: 'v', name: 's', properties: {}, ...own };
    const found = expand(template([{ ...acr, resources: [inside] }]));
    expect(plain(found.resources[1]?.scope)).toBe(`${GROUP_A}/providers/${REGISTRY}/r`);
    expect(found.diagnostics.map(({ code }) => code)).toEqual(codes);
  });

  test('14: what a policy would deploy is not deployed', () => {
    const deployed = template([{ ...acr, name: "[[parameters('r')]" }]);
    const details = { deployment: { properties: { template: deployed } } };
    const consequence = { effect: "[[parameters('effect')]", details };
    const policyRule = Object.fromEntries([['then', consequence]]);
    const policy = {
      type: 'Microsoft.Authorization/policyDefinitions',
      apiVersion: 'v',
      name: 'p',
      properties: { policyRule },
    };
    const found = expand(template([policy], { $schema: SCHEMA.subscription })).resources;
    expect(found.map(({ type }) => type)).toEqual(['Microsoft.Authorization/policyDefinitions']);
    expect(JSON.stringify(plain(found[0]?.body('properties')))).toContain(`{"effect":"[parameters('effect')]"`);
  });
});
