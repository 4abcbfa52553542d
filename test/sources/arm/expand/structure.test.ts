import { describe, expect, test } from 'vitest';
import {
  type Changes,
  deployment,
  type Json,
  type JsonObject,
  REGISTRY,
  registry,
  template,
} from '../../../support/arm-templates.ts';
import { expand, expandToJson, GROUP_A, GROUP_B, plain, values } from '../support.ts';

/** A registry named `r`, with nothing that these tests are not about. */
const acr = (changes: Changes = {}): JsonObject =>
  registry({ name: 'r', location: undefined, sku: undefined, ...changes });
const dep = (properties: JsonObject, changes: Changes = {}): JsonObject =>
  deployment(properties, { name: 'dep', ...changes });
const inner = { expressionEvaluationOptions: { scope: 'inner' } };

/** Output `it` of a template. */
function output({ resources = [], ...sections }: JsonObject, given: JsonObject = {}): unknown {
  return plain(
    expand(template(resources as readonly JsonObject[], sections), { values: values(given) }).root.output('it'),
  );
}

const it = (value: Json): JsonObject => ({ it: { type: 'object', value } });

describe('loops expand:', () => {
  test('a property loop inside a resource loop: copyIndex() is the resource, a name the property', () => {
    const logs = [{ name: 'logs', count: 2, input: "[variables('c')[copyIndex()][copyIndex('logs')]]" }];
    const json = template(
      [acr({ name: "[format('r{0}', copyIndex())]", copy: { name: 'r', count: 2 }, properties: { copy: logs } })],
      {
        variables: {
          c: [
            ['a', 'b'],
            ['c', 'd'],
          ],
        },
      },
    );
    expect(expand(json).resources.map(({ name, body }) => [plain(name), plain(body('properties'))])).toEqual([
      ['r0', { logs: ['a', 'b'] }],
      ['r1', { logs: ['c', 'd'] }],
    ]);
  });

  test.each<[string, Json, unknown]>([
    ['no rounds make an empty array', { copy: [{ name: 'x', count: 0, input: 1 }] }, { x: [] }],
    ['a count may be an expression', { copy: [{ name: 'x', count: '[length(createArray())]', input: 1 }] }, { x: [] }],
    ['a count may be a text', { copy: [{ name: 'x', count: '2', input: "[copyIndex('x')]" }] }, { x: [0, 1] }],
    ['an offset', { copy: [{ name: 'x', count: 2, input: "[copyIndex('x', 17)]" }] }, { x: [17, 18] }],
    [
      'several loops beside other members',
      {
        a: 1,
        copy: [
          { name: 'x', count: 1, input: 2 },
          { name: 'y', count: 1, input: 3 },
        ],
      },
      { a: 1, x: [2], y: [3] },
    ],
    [
      'a loop in the input of a loop',
      {
        copy: [
          {
            name: 'x',
            count: 2,
            input: { copy: [{ name: 'y', count: 2, input: "[concat(copyIndex('x'), copyIndex('y'))]" }] },
          },
        ],
      },
      { x: [{ y: ['00', '01'] }, { y: ['10', '11'] }] },
    ],
    [
      'an inner loop hides an outer one of the same name',
      { copy: [{ name: 'x', count: 1, input: { copy: [{ name: 'x', count: 2, input: "[copyIndex('x')]" }] } }] },
      { x: [{ x: [0, 1] }] },
    ],
    ['`copy` as an object is data', { copy: { name: 'x' } }, { copy: { name: 'x' } }],
    ['a negative count', { copy: [{ name: 'x', count: -1, input: 1 }] }, { x: '!copy-count' }],
    ['a count beyond Azure', { copy: [{ name: 'x', count: 1e9, input: 1 }] }, { x: '!copy-limit' }],
    [
      'an unknown count',
      { copy: [{ name: 'x', count: "[parameters('n')]", input: 1 }] },
      { x: "<copy('x', parameters('n'))>" },
    ],
    [
      'without a resource loop copyIndex() is the innermost',
      { copy: [{ name: 'x', count: 2, input: '[copyIndex()]' }] },
      { x: [0, 1] },
    ],
    ['no such loop', { a: "[copyIndex('nope')]" }, { a: '!no-loop' }],
  ])('properties: %s', (_, properties, expected) => {
    const json = template([acr({ properties })], { parameters: { n: { type: 'int' } } });
    expect(plain(expand(json).resources[0]?.body('properties'))).toEqual(expected);
  });

  test('variables, at the root and inside an object', () => {
    const loop = { name: 'xs', count: 2, input: "[concat('v', copyIndex('xs'))]" };
    expect(output({ variables: { copy: [loop] }, outputs: it("[variables('XS')]") })).toEqual(['v0', 'v1']);
    expect(output({ variables: { o: { copy: [loop], a: 1 } }, outputs: it("[variables('o')]") })).toEqual({
      a: 1,
      xs: ['v0', 'v1'],
    });
  });

  test('outputs', () => {
    expect(output({ outputs: { it: { type: 'array', copy: { count: 2, input: '[copyIndex(5)]' } } } })).toEqual([5, 6]);
  });

  test('a parameter of a nested deployment', () => {
    const parameters = { p: { copy: [{ name: 'value', count: 2, input: "[copyIndex('value')]" }] } };
    const nested = {
      parameters: { p: { type: 'array' } },
      outputs: { o: { type: 'array', value: "[parameters('p')]" } },
    };
    const resources = [dep({ ...inner, parameters, template: template([], nested) })];
    expect(output({ resources, outputs: it("[reference('dep').outputs.o.value]") })).toEqual([0, 1]);
  });

  test('children are made once per round of their parent', () => {
    const child = { type: 'replications', name: 'weu' };
    const json = template([
      acr({ name: "[format('r{0}', copyIndex())]", copy: { name: 'r', count: 2 }, resources: [child] }),
    ]);
    expect(expand(json).resources.map(({ name }) => plain(name))).toEqual(['r0', 'r0/weu', 'r1', 'r1/weu']);
  });

  test('a count that is one of several numbers makes each round that may be', () => {
    const json = template(
      [acr({ name: "[format('r{0}', copyIndex())]", copy: { name: 'r', count: "[parameters('n')]" } })],
      { parameters: { n: { type: 'int', allowedValues: [1, 2] } } },
    );
    expect(expand(json).resources.map(({ name, deployed }) => [plain(name), plain(deployed)])).toEqual([
      ['r0', "<less(0, parameters('n'))>"],
      ['r1', "<less(1, parameters('n'))>"],
    ]);
  });

  test('a resource loop beyond Azure is one resource that cannot be deployed, and an error', () => {
    const { resources, errors } = expandToJson(template([acr({ copy: { name: 'r', count: 1e9 } })]));
    const message = 'a loop asks for 1000000000 iterations; ARM takes 800';
    expect(resources.map((resource) => (resource as { condition: unknown }).condition)).toEqual([{ $error: message }]);
    expect(errors).toEqual([
      { code: 'copy-limit', message, location: { file: 'main.json', path: 'resources[0].condition' } },
      { code: 'copy-limit', message, location: { file: 'main.json', path: 'resources[0].copy' } },
    ]);
  });
});

describe('a condition decides by', () => {
  test.each<[Json, unknown]>([
    [false, false],
    ['[not(true())]', false],
    ['true', true],
    ["[parameters('b')]", "<parameters('b')>"],
    ['[1]', '!condition'],
    ["[reference('/x/y').a]", "<reference('/x/y').a>"],
  ])('%j', (condition, expected) => {
    const json = template([acr({ condition })], { parameters: { b: { type: 'bool' } } });
    expect(plain(expand(json).resources[0]?.deployed)).toBe(expected);
  });

  test('a child, and all that a nested deployment holds, is deployed only with what it stands in', () => {
    const child = { type: 'replications', name: 'weu', condition: "[parameters('b')]" };
    const resources = [
      acr({ condition: "[parameters('c')]", resources: [child] }),
      dep({ template: template([acr({ name: 'q' })]) }, { condition: "[parameters('c')]" }),
    ];
    const parameters = { b: { type: 'bool' }, c: { type: 'bool' } };
    const found = expand(template(resources, { parameters })).resources;
    expect(found.map(({ deployed }) => plain(deployed))).toEqual([
      "<parameters('c')>",
      "<and(parameters('c'), parameters('b'))>",
      "<parameters('c')>",
      "<parameters('c')>",
    ]);
  });

  test('nothing in what is not deployed is an error', () => {
    const bad = acr({ properties: { a: '[createObject().x]' } });
    const nested = template([acr({ copy: { name: 'x', count: -1 } }), { type: '[fail()]' }]);
    const resources = [
      acr({ condition: false, properties: bad.properties as Json }),
      dep({ template: nested }, { condition: false }),
    ];
    expect(expandToJson(template(resources)).errors).toEqual([]);
    expect(expandToJson(template([bad])).errors).toHaveLength(1);
  });
});

describe('a parameter gets its value from', () => {
  test.each<[string, Json, JsonObject, unknown]>([
    ['a value', { type: 'string', defaultValue: 'd' }, { p: 'v' }, 'v'],
    ['the default', { type: 'string', defaultValue: 'd' }, {}, 'd'],
    ['null counts as not given', { type: 'string', defaultValue: 'd' }, { p: null }, 'd'],
    ['null where null is allowed', { type: 'string', nullable: true }, { p: null }, null],
    ['nothing where null is allowed', { type: 'string', nullable: true }, {}, null],
    ['nothing', { type: 'string' }, {}, "<parameters('p')>"],
    ['an expression as default', { type: 'string', defaultValue: "[toUpper('d')]" }, {}, 'D'],
    ['a value that looks like an expression is a text', { type: 'string' }, { p: "[toUpper('d')]" }, "[toUpper('d')]"],
    ['a circle', { type: 'string', defaultValue: "[parameters('p')]" }, {}, '!circular-reference'],
    ['a value of the wrong type is used', { type: 'int' }, { p: 'v' }, 'v'],
  ])('%s', (_, p, given, expected) => {
    expect(output({ parameters: { p }, outputs: it("[parameters('P')]") }, given)).toEqual(expected);
  });

  const person = {
    type: 'object',
    properties: { name: { type: 'string' }, age: { type: 'int', nullable: true, minValue: 0 } },
    additionalProperties: false,
  };
  const pet = {
    type: 'object',
    discriminator: {
      propertyName: 'kind',
      mapping: { cat: { type: 'object', properties: { lives: { type: 'int' } } } },
    },
  };

  test.each<[Json, Json, string[]]>([
    [{ type: 'int' }, 'x', ["the value of parameter 'p' must be of type int and is of type string"]],
    [{ type: 'string', allowedValues: ['a'] }, 'b', ["the value of parameter 'p' is not one of the allowed values"]],
    [{ type: 'string', allowedValues: ['a'] }, 'a', []],
    [{ type: 'array', allowedValues: ['a', 'b'] }, ['b'], []],
    [
      { type: 'array', allowedValues: ['a', 'b'] },
      ['c'],
      ["the value of parameter 'p' is not one of the allowed values"],
    ],
    [{ type: 'int', minValue: 2 }, 1, ["the value of parameter 'p' is less than 2"]],
    [{ type: 'int', maxValue: 2 }, 3, ["the value of parameter 'p' is more than 2"]],
    [{ type: 'string', minLength: 2 }, 'a', ["the value of parameter 'p' is shorter than 2"]],
    [{ type: 'array', maxLength: 1 }, [1, 2], ["the value of parameter 'p' is longer than 1"]],
    [{ $ref: '#/definitions/person' }, { name: 'n', age: null }, []],
    [
      { $ref: '#/definitions/person' },
      { age: -1 },
      ["the value of parameter 'p.name' is required", "the value of parameter 'p.age' is less than 0"],
    ],
    [
      { $ref: '#/definitions/person' },
      { name: 'n', x: 1 },
      ["the value of parameter 'p.x' is not a member of the type"],
    ],
    [{ $ref: '#/definitions/pet' }, { kind: 'dog' }, ["the value of parameter 'p.kind' names no variant of the type"]],
    [
      { $ref: '#/definitions/pet' },
      { kind: 'cat', lives: 'x' },
      ["the value of parameter 'p.lives' must be of type int and is of type string"],
    ],
    [
      { type: 'array', prefixItems: [{ type: 'int' }], items: false },
      [1, 2],
      ["the value of parameter 'p' has more than 1 items"],
    ],
    [
      { type: 'array', items: { type: 'int' } },
      [1, 'x'],
      ["the value of parameter 'p[1]' must be of type int and is of type string"],
    ],
    [
      { type: 'secureObject', properties: { password: { type: 'int' } } },
      { password: 'x' },
      ["the value of parameter 'p' must be of type int and is of type string"],
    ],
    [{ $ref: '#/definitions/loop' }, 1, []],
  ])('%j given %j', (p, value, expected) => {
    const definitions = { person, pet, loop: { $ref: '#/definitions/loop' } };
    const json = template([acr({ tags: { p: "[string(parameters('p'))]" } })], { definitions, parameters: { p } });
    const { warnings, errors } = expandToJson(json, { values: values({ p: value }) });
    expect(errors).toEqual([]);
    expect(warnings.map(({ message }) => message)).toEqual(expected);
    if (expected.length > 0) expect(warnings[0]?.location).toEqual({ file: 'p.json', path: 'parameters.p.value' });
  });

  test('an expression of a parameter file is evaluated with the external inputs that are known', () => {
    const entry = { expression: "[format('{0}-{1}', externalInputs('a'), externalInputs('b'))]" };
    const given = new Map([['p', { entry, fromFlag: false, file: 'p.json', externalInputs: { a: { value: 'x' } } }]]);
    const json = template([], { parameters: { p: { type: 'string' } }, outputs: it("[parameters('p')]") });
    expect(plain(expand(json, { values: given }).root.output('it'))).toBe("<concat('x-', externalInputs('b'))>");
  });

  test.each<[string, string, unknown]>([
    ['string', '{A}', '<{A}>'],
    ['string', '{A=x}', 'x'],
    ['string', '{A:-x}', 'x'],
    ['string', '{A:=x}', 'x'],
    ['string', 'rg-{A}', "<concat('rg-', {A})>"],
    ['bool', '{A:-false}', false],
    ['int', '{A=3}', 3],
    ['string', '{A=}', ''],
  ])('azd: a %s written %s after a dollar sign', (type, text, expected) => {
    const azd = (value: unknown): Json =>
      typeof value === 'string' ? value.replace('{', '$$' + '{') : (value as Json);
    const sections = { parameters: { p: { type } }, outputs: it("[parameters('p')]") };
    expect(output(sections, { p: azd(text) })).toEqual(azd(expected));
  });
});

describe('user-defined functions evaluate', () => {
  const fn = (parameters: string[], value: Json): Json => ({
    parameters: parameters.map((name) => ({ name, type: 'string' })),
    output: { type: 'string', value },
  });
  const functions = [
    {
      namespace: '__bicep',
      members: {
        join: fn(['a', 'b'], "[concat(parameters('a'), ' ', parameters('b'))]"),
        greet: fn(['name'], "[__bicep.join('Hello', parameters('name'))]"),
        data: fn(['x'], { text: "[parameters('x')]", loaded: "[variables('$fxv#0')]" }),
        forever: fn(['x'], "[__bicep.forever(parameters('x'))]"),
      },
    },
  ];
  const variables = { '$fxv#0': 'loaded' };
  test.each<[string, unknown]>([
    ["[__bicep.join('a', 'b')]", 'a b'],
    ["[__BICEP.Greet('x')]", 'Hello x'],
    ["[__bicep.greet(parameters('p'))]", "<concat('Hello ', parameters('p'))>"],
    ["[__bicep.data('d')]", { text: 'd', loaded: 'loaded' }],
    ["[__bicep.join('a')]", '!wrong-arguments'],
    ["[__bicep.nope('a')]", '!unknown-function'],
  ])('%s', (expression, expected) => {
    const parameters = { p: { type: 'string' }, b: { type: 'string', defaultValue: 'of the template' } };
    expect(output({ functions, variables, parameters, outputs: it(expression) })).toEqual(expected);
  });

  test('one that calls itself ends at a bound', () => {
    expect(() => output({ functions, outputs: it("[__bicep.forever('x')]") })).toThrow(
      expect.objectContaining({ code: 'evaluation-depth' }),
    );
  });
});

describe('symbolic names:', () => {
  test('extensions are not resources of Azure; local deployments are', () => {
    const json = template({
      app: { extension: 'graph', type: 'Microsoft.Graph/applications@v1.0', properties: {} },
      pod: { import: 'k8s', type: 'core/Pod@v1', properties: {} },
      r: acr({ extension: 'az0synthesized' }),
    });
    expect(expand(json).resources.map(({ symbolicName }) => symbolicName)).toEqual(['r']);
  });

  test('existing resources are there to be referred to', () => {
    const found = expand(
      template({ r: acr({ existing: true, resourceGroup: 'B' }), s: acr({ existing: true, scope: GROUP_B }) }),
    ).resources;
    expect(found.map(({ existing, id }) => [existing, plain(id)])).toEqual([
      [true, `${GROUP_B}/providers/${REGISTRY}/r`],
      [true, `${GROUP_B}/providers/${REGISTRY}/r`],
    ]);
  });

  const loop = acr({
    name: "[format('r{0}', copyIndex())]",
    location: 'weu',
    sku: { name: 'Premium' },
    copy: { name: 'rs', count: 2 },
    condition: "[not(equals(copyIndex(), parameters('off')))]",
  });
  test.each<[string, unknown]>([
    ["[resourceInfo('rs[1]').id]", `${GROUP_A}/providers/${REGISTRY}/r1`],
    ["[resourceInfo('one').name]", 'r'],
    ["[resourceInfo('one').type]", REGISTRY],
    ["[resourceInfo('one').apiVersion]", '2023-07-01'],
    ["[resourceInfo('nope').id]", '!no-resource'],
    ["[reference('rs[1]', '2023-07-01', 'Full').sku.name]", 'Premium'],
    ["[reference('rs[1]', '2023-07-01', 'full').location]", 'weu'],
    ["[reference('one', '2023-07-01', 'full').name]", 'r'],
    ["[reference('one', '2023-07-01', 'full').resourceGroupName]", 'A'],
    [
      "[reference('one', '2023-07-01', 'full').identity.principalId]",
      `<reference('${GROUP_A}/providers/${REGISTRY}/r', 'full').identity.principalId>`,
    ],
    ["[reference('one').loginServer]", `<reference('${GROUP_A}/providers/${REGISTRY}/r').loginServer>`],
    ["[equals(reference('one').loginServer, reference('one', 'v', 'full').properties.loginServer)]", true],
    [`[equals(reference('one').a, reference(resourceId('${REGISTRY}', 'r')).a)]`, true],
    ["[length(references('rs'))]", 2],
    ["[references('rs', 'full')[1].location]", 'weu'],
  ])('%s', (expression, expected) => {
    const json = template(
      { rs: loop, one: acr() },
      { parameters: { off: { type: 'int', defaultValue: 9 } }, outputs: it(expression) },
    );
    expect(plain(expand(json).root.output('it'))).toEqual(expected);
  });

  test('references() leaves out what is not deployed', () => {
    const json = template(
      { rs: loop },
      {
        parameters: { off: { type: 'int', defaultValue: 0 } },
        outputs: it("[map(references('rs', 'full'), lambda('r', lambdaVariables('r').name))]"),
      },
    );
    expect(plain(expand(json).root.output('it'))).toEqual(['r1']);
  });

  test('a scope may name another resource of the template, in any order', () => {
    const setting = {
      type: 'Microsoft.Insights/diagnosticSettings',
      apiVersion: '2021-05-01-preview',
      name: 's',
      scope: "[resourceInfo('r').id]",
    };
    const json = template({ setting, r: acr() });
    expect(plain(expand(json).resources[0]?.scope)).toBe(`${GROUP_A}/providers/${REGISTRY}/r`);
  });

  test('a name that refers to itself is a circle, not the end', () => {
    const json = template({ r: acr({ name: "[resourceInfo('r').name]" }), s: acr({ name: "[reference('r').x]" }) });
    expect(expand(json).resources.map(({ name }) => plain(name))).toEqual([
      '!circular-reference',
      '!circular-reference',
    ]);
  });
});

describe('snapshots expand:', () => {
  test('a resource of a snapshot stands where its id says', () => {
    const scope = `${GROUP_B}/providers/${REGISTRY}/r`;
    const json: Json = {
      predictedResources: [
        { id: scope, type: REGISTRY, name: 'r', apiVersion: '2023-07-01', location: '[resourceGroup().location]' },
        {
          id: `${scope}/providers/Microsoft.Insights/diagnosticSettings/s`,
          type: 'Microsoft.Insights/diagnosticSettings',
          name: 's',
          properties: { workspaceId: "[reference('/x').id]" },
        },
      ],
      diagnostics: [],
    };
    expect(expand(json).resources.map(({ id, scope: at, origin }) => [plain(id), plain(at), origin.path])).toEqual([
      [scope, GROUP_B, ['predictedResources', 0]],
      [`${scope}/providers/Microsoft.Insights/diagnosticSettings/s`, scope, ['predictedResources', 1]],
    ]);
  });
});
