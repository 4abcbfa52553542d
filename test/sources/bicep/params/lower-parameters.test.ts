import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/sources/arm/expression/evaluate-json.ts';
import { parameterExpression } from '../../../../src/sources/arm/expression/parameter-expression.ts';
import { bicepProject } from '../../../../src/sources/bicep/bicep-project.ts';
import type { BicepHost } from '../../../../src/sources/bicep/host.ts';
import { givenParameters } from '../../../../src/sources/bicep/params/given-parameters.ts';
import type { LoweredParameters } from '../../../../src/sources/bicep/params/lowered-parameters.ts';
import { spanAt } from '../../../../src/sources/bicep/source-map.ts';
import { reveal } from '../../../../src/value/secure.ts';
import { expressionText, isConcrete, symbolsOf, type Value } from '../../../../src/value/value.ts';
import { BICEP_ROOT, memoryHost } from '../../../support/memory-bicep.ts';

type Files = Readonly<Record<string, string>>;

function lower(text: string, files: Files = {}, more?: Partial<BicepHost>): LoweredParameters {
  const host = memoryHost({ 'main.bicepparam': text, ...files }, more);
  const lowered = bicepProject(host).parameters(join(BICEP_ROOT, 'main.bicepparam'));
  if (!('parameters' in lowered)) throw new Error(lowered.message);
  return lowered;
}

/** The entries of a text without errors. */
function entries(text: string, files?: Files, more?: Partial<BicepHost>): JsonObject {
  const lowered = lower(`using none\n${text}`, files, more);
  expect(lowered.errors).toEqual([]);
  return lowered.template.parameters as JsonObject;
}

function parameterP(text: string, more?: Partial<BicepHost>): Value {
  return lower(`using none\n${text}`, {}, more).parameters.get('p')?.value ?? null;
}

function errors(text: string, files?: Files): readonly string[] {
  return lower(text, files).errors.map(({ code, start, end }) => `${code} ${text.slice(start, end)}`);
}

test.each<[string, string, unknown]>([
  ['literals', "param p = { a: [1, true, null, '[x]'], b: 'x' }", { a: [1, true, null, '[x]'], b: 'x' }],
  ['functions', `param p = toUpper('a\${1 + 2}')`, 'A3'],
  ['variables', `var a = 'x'\nvar b = [a, '\${a}y']\nparam p = b`, ['x', 'xy']],
  ['loops of variables', 'var a = [for i in range(1, 2): i * 2]\nparam p = a', [2, 4]],
  [
    'loops',
    "param p = [for (name, i) in ['a', 'b']: { n: name, i: i }]",
    [
      { n: 'a', i: 0 },
      { n: 'b', i: 1 },
    ],
  ],
  ['loops of properties', 'param p = { a: [for i in range(0, 2): i] }', { a: [0, 1] }],
  ['spread', 'var a = { x: 1 }\nparam p = { ...a, y: [...[1], 2] }', { x: 1, y: [1, 2] }],
  ['safe access', "var a = { x: 1 }\nparam p = a.?y ?? 'none'", 'none'],
  ['lambdas', 'param p = map([1, 2], i => i + 1)', [2, 3]],
  ['a null', 'param p = null', null],
])('values of parameters: %s', (_, text, value) => {
  expect(entries(text).p).toEqual({ value });
});

test('parameters may use one another, in any order', () => {
  expect(entries(`param b = '\${a}-b'\nparam a = 'x'\n`)).toEqual({ b: { value: 'x-b' }, a: { value: 'x' } });
});

test('imports, functions and loaded files are those of the file', () => {
  const files = {
    'lib/lib.bicep': `var json = loadJsonContent('data.json')
@export()
var names = json.names
@export()
func greet(who string) string => 'Hi \${who}'
@export()
var loop = [for name in names: greet(name)]
`,
    'lib/data.json': '{ "names": ["a", "[b]"] }',
    'text.txt': 'T',
  };
  const text = `import { names, loop } from 'lib/lib.bicep'
import * as lib from 'lib/lib.bicep'
param p = [names, loop, lib.greet('c'), lib.names[1], loadTextContent('text.txt')]
`;
  expect(entries(text, files).p).toEqual({ value: [['a', '[b]'], ['Hi a', 'Hi [b]'], 'Hi c', '[b]', 'T'] });
});

function readEnvironmentVariable(name: string): string {
  return `readEnvironmentVariable('${name}')`;
}

describe('environment variables', () => {
  const environment = (name: string): string | undefined => (name === 'SET' ? "it's" : undefined);

  test('have their value where they are set, else their default', () => {
    const text =
      "param p = [readEnvironmentVariable('SET'), sys.readEnvironmentVariable('UNSET', 'x'), readEnvironmentVariable('SET', 'x')]";
    expect(entries(text, {}, { environment }).p).toEqual({ value: ["it's", 'x', "it's"] });
  });

  test('decide, and what is made of them is not shown', () => {
    const name = readEnvironmentVariable;
    const value = parameterP(`param p = { on: ${name('SET')} == 'it\\'s', name: 'acr\${${name('SET')}}' }`, {
      environment,
    });
    expect(Object.values(value as object).map(expressionText)).toEqual([
      "equals(readEnvironmentVariable('SET'), 'it''s')",
      "concat('acr', readEnvironmentVariable('SET'))",
    ]);
    expect(reveal(value)).toEqual({ on: true, name: "acrit's" });
  });

  test('without either are not known, and neither is what is made of them', () => {
    const value = parameterP(`param p = { a: 'x', b: '\${readEnvironmentVariable('UNSET')}-y' }`) as Readonly<
      Record<string, Value>
    >;
    expect(value.a).toBe('x');
    expect(isConcrete(value.b ?? null)).toBe(false);
    expect(symbolsOf(value).map(({ cause, text }) => [cause.kind, cause.name, text])).toEqual([
      ['environment', 'UNSET', "readEnvironmentVariable('UNSET')"],
    ]);
  });

  test('of equal names are one unknown', () => {
    expect(parameterP("param p = readEnvironmentVariable('A') == readEnvironmentVariable('A')")).toBe(true);
  });

  test('have constant names', () => {
    expect(errors("using none\nparam n = 'A'\nparam p = readEnvironmentVariable(n)\n")).toEqual(['BCP032 n']);
  });
});

describe('secrets', () => {
  test('are references to their vault', () => {
    const id = '/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v';
    const text =
      "var group = 'g'\nparam p = az.getSecret('s', group, 'v', 'n')\nparam q = getSecret('s', 'g', 'v', 'n', '1')";
    expect(entries(text)).toEqual({
      p: { reference: { keyVault: { id }, secretName: 'n' } },
      q: { reference: { keyVault: { id }, secretName: 'n', secretVersion: '1' } },
    });
  });

  test('are not known, and neither is what is made of them', () => {
    const value = parameterP(`param s = getSecret('s', 'g', 'v', 'n')\nparam p = '\${s}!'`);
    expect(symbolsOf(value).map(({ cause }) => cause.kind)).toEqual(['secret']);
  });

  test('are the whole value of a parameter', () => {
    expect(errors("using none\nparam p = [getSecret('s', 'g', 'v', 'n')]\n")).toEqual([
      "BCP351 getSecret('s', 'g', 'v', 'n')",
    ]);
  });
});

test('external inputs are expressions, numbered by what they ask', () => {
  const text = `using none
var late = externalInput('k.x', { a: 1 })
param a = externalInput('sys.cli', 'foo')
param b = '\${a}-\${readEnvVar('B')}-\${length(list)}'
param c = int(sys.externalInput('sys.cli', 'foo'))
param d = { x: late }
var list = ['it''s', 1]
param e = [list, late]
`.replace("'it''s'", "'it\\'s'");
  const lowered = lower(text);
  expect(lowered.errors).toEqual([]);
  expect(lowered.template).toEqual({
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#',
    contentVersion: '1.0.0.0',
    parameters: {
      a: { expression: "[externalInputs('sys_cli_0')]" },
      b: {
        expression:
          "[format('{0}-{1}-{2}', externalInputs('sys_cli_0'), externalInputs('sys_envVar_1'), length(createArray('it''s', 1)))]",
      },
      c: { expression: "[int(externalInputs('sys_cli_0'))]" },
      d: { expression: "[createObject('x', externalInputs('k_x_2'))]" },
      e: { expression: "[createArray(createArray('it''s', 1), externalInputs('k_x_2'))]" },
    },
    externalInputDefinitions: {
      sys_cli_0: { kind: 'sys.cli', config: 'foo' },
      sys_envVar_1: { kind: 'sys.envVar', config: 'B' },
      k_x_2: { kind: 'k.x', config: { a: 1 } },
    },
  });
  expect(expressionText(lowered.parameters.get('d')?.value ?? null)).toBe("createObject('x', externalInputs('k_x_2'))");
});

test('loops of external inputs are expressions too', () => {
  const text = `var list = [externalInput('k'), 'b']
var loop = [for (x, i) in list: { n: '\${x}\${i}', l: [for y in [x]: y] }]
param p = loop
param q = [for x in list: x]
`;
  const list = "createArray(externalInputs('k_0'), 'b')";
  const written = entries(text) as Readonly<Record<string, { readonly expression: string }>>;
  const expression = written.q?.expression ?? '';
  const [index = ''] = /index\d+/.exec(expression) ?? [];
  expect(expression).toBe(`[map(range(0, length(${list})), lambda('${index}', ${list}[lambdaVariables('${index}')]))]`);
  expect(written.p?.expression).toContain("'n', format('{0}{1}', ");
});

test('the expression of a loop has the value of the loop', () => {
  const text = `using none
var list = [externalInput('k'), 'b']
param p = [for (x, i) in list: '\${x}\${i}']
`;
  const lowered = lower(text);
  const parameter = lowered.parameters.get('p');
  const again = parameterExpression(parameter?.entry.expression ?? null, lowered.file, () => 'a');
  expect(again).toEqual(['a0', 'b1']);
  expect(parameter?.value).toHaveProperty('1', 'b1');
});

describe('extends', () => {
  const BASE = "using none\nparam a = 'base a'\nparam b = { x: 1, y: [1] }\nparam in = externalInput('k', 'base')\n";

  test('values of the base count unless they are assigned again, and may be read', () => {
    const text = `using 'main.bicep'
extends 'base/base.bicepparam'
param a = '\${base.a}!'
param c = { ...base.b, z: externalInput('k', 'own') }
`;
    const lowered = lower(text, { 'base/base.bicepparam': BASE });
    expect(lowered.errors).toEqual([]);
    expect(lowered.using).toBe(join(BICEP_ROOT, 'main.bicep'));
    expect(lowered.template.parameters).toEqual({
      a: { value: 'base a!' },
      b: { value: { x: 1, y: [1] } },
      in: { expression: "[externalInputs('k_0')]" },
      c: {
        expression:
          "[shallowMerge(createArray(createObject('x', 1, 'y', createArray(1)), createObject('z', externalInputs('k_1'))))]",
      },
    });
    expect(Object.keys(lowered.inputs)).toEqual(['k_0', 'k_1']);
    expect([...lowered.parameters].map(([name, { file }]) => [name, file.endsWith('main.bicepparam')])).toEqual([
      ['a', true],
      ['b', false],
      ['in', false],
      ['c', true],
    ]);
    expect(lowered.parts.map(({ file }) => file.slice(BICEP_ROOT.length + 1).replaceAll('\\', '/'))).toEqual([
      'main.bicepparam',
      'base/base.bicepparam',
    ]);
  });

  test.each<[string, Files, readonly string[]]>([
    ['main.bicepparam', {}, ["BCP278 'main.bicepparam'"]],
    ['none.bicepparam', {}, ["BCP091 'none.bicepparam'"]],
    ['/x', {}, ["BCP051 '/x'"]],
  ])('a base that cannot be read is an error: %s', (path, files, expected) => {
    expect(errors(`using none\nextends '${path}'\n`, files)).toEqual(expected);
  });

  test('files that extend one another in a circle end', () => {
    const files = { 'a.bicepparam': "using none\nextends 'main.bicepparam'\nparam a = 1\n" };
    const lowered = lower("using none\nextends 'a.bicepparam'\nparam b = base.a\n", files);
    expect(lowered.parts.map((part) => part.errors.map(({ code }) => code))).toEqual([[], ['BCP095']]);
    expect(lowered.parameters.get('b')?.value).toBe(1);
  });
});

test.each<[string, string | undefined, readonly string[]]>([
  ["using 'a/b.bicep'", join(BICEP_ROOT, 'a/b.bicep'), []],
  ['using none', 'none', []],
  ["using 'br/public:x/y:1.0'", 'br:mcr.microsoft.com/bicep/x/y:1.0', []],
  ["using 'ts:11111111-1111-1111-1111-111111111111/g/n:v'", 'ts:11111111-1111-1111-1111-111111111111/g/n:v', []],
  ["using '/a.bicep'", undefined, ["BCP051 '/a.bicep'"]],
  ['param p = 1', undefined, ['BCP261 ']],
  ["using none\nusing 'a.bicep'", 'none', ["BCP262 using 'a.bicep'"]],
])('the template of %s', (text, using, expected) => {
  expect(lower(`${text}\n`).using).toBe(using);
  expect(errors(`${text}\n`)).toEqual(expected);
});

test('what is wrong in one parameter leaves the others', () => {
  const text =
    "using none\nparam a = int('x')\nparam b = nothing\nparam c = resourceGroup().id\nparam d = d\nparam e = 'fine'\n";
  expect(errors(text)).toEqual([
    "BCP338 param a = int('x')",
    'BCP057 nothing',
    'BCP338 param c = resourceGroup().id',
    'BCP079 d',
  ]);
  expect(lower(text).parameters.get('e')?.value).toBe('fine');
});

test('evaluation ends at a bound, and what takes too long is not known', () => {
  const text = 'using none\nparam a = map(range(0, 10000), i => map(range(0, 10000), j => i + j))\nparam b = 1\n';
  const lowered = lower(text);
  expect(symbolsOf(lowered.parameters.get('a')?.value ?? null).map(({ cause }) => cause.kind)).toEqual(['limit']);
});

test('values are given to templates with their file, and secrets as references', () => {
  const lowered = lower("using none\nparam Name = 'x'\nparam s = getSecret('s', 'g', 'v', 'n')\n");
  const given = givenParameters(lowered, () => 'shown.bicepparam');
  expect([...given].map(([name, { entry, ...rest }]) => [name, Object.keys(entry as object), rest])).toEqual([
    ['name', ['value'], { evaluated: 'x', name: 'Name', fromFlag: false, file: 'shown.bicepparam' }],
    ['s', ['reference'], { name: 's', fromFlag: false, file: 'shown.bicepparam' }],
  ]);
});

test('the places of parameters are those of their assignments', () => {
  const text = 'using none\n\nparam p = {\n  a: 1\n}\n';
  const { template, map } = lower(text);
  const found = spanAt(map, template, ['parameters', 'p', 'value']);
  expect(text.slice(found?.span.start, found?.span.end)).toBe('param p = {\n  a: 1\n}');
});
