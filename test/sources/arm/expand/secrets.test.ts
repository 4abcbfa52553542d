import { describe, expect, test } from 'vitest';
import { type Json, REGISTRY, template } from '../../../support/arm-templates.ts';
import { expandToJson, GROUP_A, values } from '../support.ts';

type Sections = { readonly [name: string]: Json };

const SECRET = 'hunter2-secret';
const unknown = (text: string): unknown => ({ $unknown: text, cause: 'secret' });

function printed(body: Sections, more: Sections = {}): Record<string, unknown> {
  const parameters = {
    s: { type: 'secureString' },
    d: { type: 'securestring', defaultValue: SECRET },
    o: { type: 'secureObject' },
    plain: { type: 'string', defaultValue: 'ok' },
  };
  const json = template([{ type: REGISTRY, apiVersion: 'v', name: 'r', ...body }], { parameters, ...more });
  const result = expandToJson(json, { values: values({ s: SECRET, o: { password: SECRET } }) });
  expect(JSON.stringify(result)).not.toContain(SECRET);
  return result.resources[0] as Record<string, unknown>;
}

describe('what a secure parameter went into is withheld', () => {
  test.each<[string, Json, Json, Sections]>([
    ['the parameter', "[parameters('s')]", unknown("parameters('s')") as Json, {}],
    ['its default', "[parameters('d')]", unknown("parameters('d')") as Json, {}],
    ['a member of an object', "[parameters('o').password]", unknown("parameters('o').password") as Json, {}],
    ['a text made of it', "[concat('x', parameters('s'))]", unknown("concat('x', parameters('s'))") as Json, {}],
    ['its hash', "[base64(parameters('s'))]", unknown("base64(parameters('s'))") as Json, {}],
    ['a comparison with it', "[equals(parameters('s'), 'x')]", unknown("equals(parameters('s'), 'x')") as Json, {}],
    [
      'a variable made of it',
      "[variables('v')]",
      unknown("toUpper(parameters('s'))") as Json,
      { variables: { v: "[toUpper(parameters('s'))]" } },
    ],
    [
      'a function of it',
      "[ns.f(parameters('s'))]",
      unknown("concat(parameters('s'), '!')") as Json,
      {
        functions: [
          {
            namespace: 'ns',
            members: {
              f: {
                parameters: [{ name: 'x', type: 'string' }],
                output: { type: 'string', value: "[concat(parameters('x'), '!')]" },
              },
            },
          },
        ],
      },
    ],
    ['another parameter', "[parameters('plain')]", 'ok', {}],
  ])('%s', (_, value, expected, more) => {
    expect(printed({ tags: { x: value } }, more).tags).toEqual({ x: expected });
    // A second time, when everything is evaluated already.
    expect(printed({ tags: { a: value, x: value } }, more).tags).toEqual({ a: expected, x: expected });
  });

  test('a name, and the id with it', () => {
    const { name, id } = printed({ name: "[parameters('s')]" });
    const registries = `${GROUP_A}/providers/Microsoft.ContainerRegistry/registries/`;
    expect([name, id]).toEqual([unknown("parameters('s')"), unknown(`concat('${registries}', parameters('s'))`)]);
  });

  test('what is wrong with it', () => {
    expect(printed({ tags: { x: "[parameters('o').nope]" } }).tags).toEqual({
      x: { $error: "the expression [parameters('o').nope] cannot be evaluated; its values are secure" },
    });
  });

  test('what is passed into a nested deployment, and comes out again', () => {
    const nested = template([{ type: REGISTRY, apiVersion: 'v', name: 'q', tags: { x: "[parameters('p')]" } }], {
      parameters: { p: { type: 'string' } },
      outputs: {
        o: { type: 'string', value: "[parameters('p')]" },
        s: { type: 'secureString', value: 'not shown either' },
      },
    });
    const dep = {
      type: 'Microsoft.Resources/deployments',
      apiVersion: 'v',
      name: 'dep',
      properties: {
        expressionEvaluationOptions: { scope: 'inner' },
        parameters: { p: { value: "[parameters('s')]" } },
        template: nested,
      },
    };
    const out = {
      type: REGISTRY,
      apiVersion: 'v',
      name: 'r',
      tags: { o: "[reference('dep').outputs.o.value]", s: "[reference('dep').outputs.s.value]" },
    };
    const json = template([out, dep], { parameters: { s: { type: 'secureString' } } });
    const { resources } = expandToJson(json, { values: values({ s: SECRET }) });
    expect(JSON.stringify(resources)).not.toContain(SECRET);
    expect(resources.map((resource) => (resource as { tags?: unknown }).tags)).toEqual([
      { o: unknown("parameters('s')"), s: unknown("reference('dep').outputs.s.value") },
      undefined,
      { x: unknown("parameters('s')") },
    ]);
  });
});

describe('what is decided by secure values is known, and nothing else of them', () => {
  const deployed = (condition: string, more: Sections = {}): unknown =>
    printed({ condition: `[${condition}]` }, more).condition;

  test.each<[string, Json]>([
    ["equals(parameters('s'), 'hunter2-secret')", true],
    ["equals(parameters('s'), 'other')", false],
    ["equals(toUpper(parameters('o').password), 'HUNTER2-SECRET')", true],
    ["contains(parameters('o'), 'nope')", false],
    ["empty(parameters('d'))", false],
    ["equals(length(items(parameters('o'))), 1)", true],
    ["or(equals(parameters('s'), 'other'), equals(parameters('plain'), 'ok'))", true],
    ["equals(parameters('s'), parameters('open'))", unknown("equals(parameters('open'), parameters('s'))") as Json],
  ])('a condition: %s', (condition, expected) => {
    const open = {
      parameters: {
        s: { type: 'secureString' },
        d: { type: 'secureString', defaultValue: SECRET },
        o: { type: 'secureObject' },
        plain: { type: 'string', defaultValue: 'ok' },
        open: { type: 'string' },
      },
    };
    const found = deployed(condition, open) as { readonly cause?: string };
    expect(typeof found === 'object' ? { ...found, cause: 'secret' } : found).toEqual(expected);
  });

  test.each([
    ["fail(base64(parameters('s')))", "fail(base64(parameters('s'))) was called"],
    ["parameters('o').nope", "the expression [parameters('o').nope] cannot be evaluated; its values are secure"],
    [
      "createObject('a', 1)[parameters('s')]",
      "the expression [createObject('a', 1)[parameters('s')]] cannot be evaluated; its values are secure",
    ],
    ["parameters('s')", "the expression [parameters('s')] cannot be evaluated; its values are secure"],
    [
      "parameters(parameters('s'))",
      "the expression [parameters(parameters('s'))] cannot be evaluated; its values are secure",
    ],
  ])('a condition that cannot be evaluated: %s', (condition, message) => {
    expect(deployed(condition)).toEqual({ $error: message });
  });

  test('how many rounds a loop has, and not what they are made of', () => {
    const parameters = { list: { type: 'secureObject' } };
    const loop = { type: REGISTRY, apiVersion: 'v', copy: { name: 'l', count: "[length(parameters('list').names)]" } };
    const json = template([{ ...loop, name: "[parameters('list').names[copyIndex()]]" }], { parameters });
    const { resources } = expandToJson(json, { values: values({ list: { names: [SECRET, `${SECRET}2`] } }) });
    expect(resources.map((resource) => (resource as { name?: unknown }).name)).toEqual([
      unknown("parameters('list').names[0]"),
      unknown("parameters('list').names[1]"),
    ]);
  });
});
