import { describe, expect, test } from 'vitest';
import { expandedJson } from '../../../../src/sources/arm/expanded-json.ts';
import { LimitError } from '../../../../src/value/limit-error.ts';
import { type Json, type JsonObject, registry, template } from '../../../support/arm-templates.ts';
import { expand, plain } from '../support.ts';

/** Steps that a template may take here when no bound ends it, walks of values included: less than a third of the bound. */
const FEW_STEPS = 300_000;

/** `v0` is the seed, and each further variable is made of ten of the one before. */
function laughs(seed: Json, multiply: (name: string) => Json, levels = 12): JsonObject {
  const variables: Record<string, Json> = { v0: seed };
  for (let i = 1; i <= levels; i++) variables[`v${i}`] = multiply(`variables('v${i - 1}')`);
  return variables;
}

const ten = (part: string): string => Array.from({ length: 10 }, () => part).join(', ');
const parameters = Object.fromEntries(
  ['p', ...Array.from({ length: 64 }, (_, i) => `p${i}`)].map((name) => [
    name,
    { type: name === 'p' ? 'string' : 'bool' },
  ]),
);
const last = "[variables('v12')]";

/** A template with these sections; `body` is what its registry says besides. */
function withSections({ body = {}, ...sections }: JsonObject): JsonObject {
  return template([registry({ name: 'r', location: undefined, sku: undefined, ...(body as JsonObject) })], {
    parameters,
    ...sections,
  });
}

/** All that expanding and printing gives in few steps, or the code of the bound that ended it. */
function codes(json: Json, mostSteps = FEW_STEPS): string[] {
  try {
    const expansion = expand(json);
    const { errors, unknowns } = expandedJson(expansion, []);
    expect(expansion.budget.steps).toBeLessThan(mostSteps);
    return [...errors.map(({ code }) => code), ...unknowns.map(({ kind }) => kind)].filter(
      (code, i, all) => all.indexOf(code) === i,
    );
  } catch (error) {
    if (!(error instanceof LimitError)) throw error;
    return [error.code];
  }
}

describe('every hostile template ends soon, with a code', () => {
  test.each<[string, JsonObject, string[], number?]>([
    [
      'texts that grow tenfold',
      { variables: laughs('aaaaaaaaaa', (v) => `[concat(${ten(v)})]`), body: { tags: { x: last } } },
      ['limit'],
    ],
    [
      'texts that grow in format()',
      {
        variables: laughs('aaaaaaaaaa', (v) => `[format('{0}{0}{0}{0}{0}{0}{0}{0}', ${v})]`),
        body: { tags: { x: last } },
      },
      ['limit'],
    ],
    [
      'texts with an unknown part',
      { variables: laughs("[parameters('p')]", (v) => `[concat(${ten(v)}, 'x')]`), body: { tags: { x: last } } },
      ['limit'],
    ],
    [
      'texts with an unknown part, through format()',
      {
        variables: laughs("[parameters('p')]", (v) => `[format('{0}{0}{0}{0}{0}{0}{0}{0}x', ${v})]`),
        body: { tags: { x: last } },
      },
      ['limit'],
    ],
    [
      'arrays that are joined',
      { variables: laughs([1, 2], (v) => `[concat(${ten(v)})]`), body: { tags: { x: last } } },
      ['limit'],
    ],
    [
      'arrays inside arrays',
      { variables: laughs([1], (v) => `[createArray(${ten(v)})]`), body: { tags: { x: last } } },
      ['output-limit'],
    ],
    [
      'arrays inside arrays, as text',
      {
        variables: laughs([1], (v) => `[createArray(${ten(v)})]`),
        body: { tags: { x: "[string(variables('v12'))]" } },
      },
      ['limit'],
      // string() goes through the 1,000,000 values that are its own bound, four to a step.
      300_000,
    ],
    [
      'arrays inside arrays with an unknown',
      {
        variables: laughs("[createArray(1, parameters('p'))]", (v) => `[createArray(${ten(v)})]`),
        body: { tags: { x: last } },
      },
      ['output-limit'],
    ],
    [
      'arrays with an unknown that are joined',
      {
        variables: laughs("[createArray(parameters('p'))]", (v) => `[concat(${ten(v)})]`),
        body: { tags: { x: last } },
      },
      ['limit'],
    ],
    [
      'objects inside objects',
      {
        variables: laughs({ a: 1 }, (v) => ({ a: `[${v}]`, b: `[${v}]`, c: `[${v}]`, d: `[${v}]`, e: `[${v}]` })),
        body: { tags: { x: last } },
      },
      ['output-limit'],
    ],
    [
      'choices inside choices',
      {
        variables: chain(60, (v, i) => `[if(parameters('p${i}'), ${v}, concat(${v}, 'x'))]`),
        body: { name: "[variables('v60')]" },
      },
      ['parameter'],
    ],
    [
      'conditions inside conditions',
      {
        variables: chain(60, (v, i) => `[if(parameters('p${i}'), not(${v}), ${v})]`, "[parameters('p63')]"),
        body: { condition: "[variables('v60')]" },
      },
      ['parameter'],
    ],
    [
      'a circle of variables',
      { variables: { a: "[variables('b')]", b: "[variables('a')]" }, body: { tags: { x: "[variables('a')]" } } },
      ['circular-reference'],
    ],
    [
      'a property loop without end',
      { body: { properties: { copy: [{ name: 'x', count: 1e9, input: 1 }] } } },
      ['copy-limit'],
    ],
    ['loops inside loops', { body: { properties: nestedLoops(8) } }, ['evaluation-limit']],
    ['a deep value', { body: { properties: deep(5000) } }, ['evaluation-depth']],
    [
      'a deep expression',
      { body: { tags: { x: `[${'not('.repeat(100_000)}true()${')'.repeat(100_000)}]` } } },
      ['expression-syntax'],
    ],
    [
      'a long chain of variables',
      { variables: chain(5000, (v) => `[concat(${v}, 'x')]`), body: { tags: { x: "[variables('v5000')]" } } },
      ['evaluation-depth'],
    ],
    [
      'a range that is mapped again and again',
      { body: { tags: { x: `[${"map(range(0, 5000), lambda('x', ".repeat(4)}1${'))'.repeat(4)}]` } } },
      ['evaluation-limit'],
    ],
    [
      'a reduction that doubles a text',
      {
        body: {
          tags: {
            x: "[reduce(range(0, 100), 'x', lambda('c', 'n', concat(lambdaVariables('c'), lambdaVariables('c'))))]",
          },
        },
      },
      ['limit'],
    ],
    [
      'a reduction that doubles an unknown text',
      {
        body: {
          tags: {
            x: "[reduce(range(0, 100), parameters('p'), lambda('c', 'n', concat(lambdaVariables('c'), 'x', lambdaVariables('c'))))]",
          },
        },
      },
      ['limit'],
    ],
    [
      'a sort of many items',
      {
        body: {
          tags: {
            x: "[length(sort(range(0, 10000), lambda('a', 'b', less(lambdaVariables('b'), lambdaVariables('a')))))]",
          },
        },
      },
      [],
      700_000,
    ],
    [
      'choices that share branches, asked for their length',
      {
        variables: chain(
          40,
          (v, i) => `[if(parameters('p${i}'), ${v}, if(parameters('p${i + 1}'), ${v}, createArray(${i})))]`,
          [0],
        ),
        body: { tags: { x: "[length(variables('v40'))]" } },
      },
      ['parameter'],
    ],
    [
      'choices that share branches, asked whether they are empty',
      {
        variables: chain(
          40,
          (v, i) => `[if(parameters('p${i}'), ${v}, if(parameters('p${i + 1}'), ${v}, createArray(${i})))]`,
          [0],
        ),
        body: { tags: { x: "[empty(variables('v40'))]" } },
      },
      ['parameter'],
    ],
    [
      'choices that share branches, asked for null',
      {
        variables: chain(
          40,
          (v, i) => `[if(parameters('p${i}'), ${v}, if(parameters('p${i + 1}'), ${v}, createArray(${i})))]`,
          [0],
        ),
        body: { tags: { x: "[coalesce(variables('v40'), 1)]" } },
      },
      ['parameter'],
    ],
    [
      'choices that share branches, compared',
      {
        variables: chain(
          40,
          (v, i) => `[if(parameters('p${i}'), ${v}, if(parameters('p${i + 1}'), ${v}, createArray(${i})))]`,
          [0],
        ),
        body: { tags: { x: "[equals(variables('v40'), 's')]" } },
      },
      [],
    ],
    [
      'choices that share branches, asked for a member',
      {
        variables: chain(
          40,
          (v, i) => `[if(parameters('p${i}'), ${v}, if(parameters('p${i + 1}'), ${v}, createArray(${i})))]`,
          [0],
        ),
        body: { tags: { x: "[variables('v40')[0]]" } },
      },
      ['parameter'],
    ],
  ])('%s', (_, sections, expected, mostSteps) => {
    const { body, ...others } = sections;
    expect(codes(withSections({ ...others, body: body as Json }), mostSteps)).toEqual(expected);
  });

  test('a circle of outputs', () => {
    const nested = template([], { outputs: { o: { type: 'string', value: "[reference('dep').outputs.o.value]" } } });
    const dep = {
      type: 'Microsoft.Resources/deployments',
      apiVersion: 'v',
      name: 'dep',
      properties: { template: nested },
    };
    const json = template([dep], { outputs: { it: { type: 'string', value: "[reference('dep').outputs.o.value]" } } });
    expect(plain(expand(json).root.output('it'))).toBe('!circular-reference');
  });

  test('deployments in deployments', () => {
    let json = template([]);
    for (let i = 0; i < 200; i++) {
      json = template([
        { type: 'Microsoft.Resources/deployments', apiVersion: 'v', name: `d${i}`, properties: { template: json } },
      ]);
    }
    expect(() => expand(json)).toThrow(expect.objectContaining({ code: 'deployment-depth' }));
  });
});

function chain(levels: number, next: (before: string, i: number) => Json, seed: Json = 's'): JsonObject {
  const variables: Record<string, Json> = { v0: seed };
  for (let i = 1; i <= levels; i++) variables[`v${i}`] = next(`variables('v${i - 1}')`, i);
  return variables;
}

function nestedLoops(levels: number): Json {
  let input: Json = 'x';
  for (let i = 0; i < levels; i++) input = { copy: [{ name: `l${i}`, count: 800, input }] };
  return input;
}

function deep(levels: number): Json {
  let value: Json = 1;
  for (let i = 0; i < levels; i++) value = [value];
  return value;
}

describe('names of JavaScript are plain keys', () => {
  const tags = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": "c", "toString": "t"}') as Json;

  test('in bodies', () => {
    const body = expand(withSections({ body: { tags } })).resources[0]?.body('tags');
    expect(Object.keys(body as object)).toEqual(['__proto__', 'constructor', 'toString']);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test('as names of parameters and variables', () => {
    const json = template([], {
      parameters: JSON.parse('{"__proto__": {"type": "string", "defaultValue": "p"}}') as Json,
      variables: JSON.parse('{"constructor": "v"}') as Json,
      outputs: {
        it: {
          type: 'array',
          value: ["[parameters('__proto__')]", "[variables('constructor')]", "[variables('toString')]"],
        },
      },
    });
    expect(plain(expand(json).root.output('it'))).toEqual(['p', 'v', '!no-variable']);
  });
});
