import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../../src/sources/arm/expression/evaluate-json.ts';
import type { JsonValue } from '../../../../../src/sources/arm/json/json-value.ts';
import { errorsOf, lowerMain, templateOf } from '../../../../support/memory-bicep.ts';

const LIB = `@export()
var foo = bar
var bar = '\${inner}-x'
var inner = loadTextContent('text.txt')
@export()
type kind = part[]
type part = { size: size? }
@minLength(3)
@export()
type size = string
func echo(input string) string => input
@export()
@description('hi')
func greet(name part) string => echo(foo)
@export()
var loop = [for i in range(0, count): '\${i}\${foo}']
var count = 2
`.replace('=> echo(foo)', "=> echo('x')");

const FILES = { 'lib/lib.bicep': LIB, 'lib/text.txt': 'T' };

function from(sourceTemplate: string, originalIdentifier?: string): JsonValue {
  const origin = { sourceTemplate, ...(originalIdentifier !== undefined && { originalIdentifier }) };
  return { '__bicep_imported_from!': origin };
}

describe('imports by name', () => {
  test('variables bring what they use', () => {
    const template = templateOf("import { foo as mine, loop } from 'lib/lib.bicep'\noutput o string = mine\n", FILES);
    expect(template.variables).toEqual({
      copy: [
        {
          name: 'loop',
          count: "[length(range(0, variables('_1.count')))]",
          input: "[format('{0}{1}', range(0, variables('_1.count'))[copyIndex('loop')], variables('mine'))]",
        },
      ],
      '_1.bar': "[format('{0}-x', variables('_1.inner'))]",
      '_1.count': 2,
      '_1.inner': 'T',
      mine: "[variables('_1.bar')]",
    });
    expect(template.outputs).toMatchObject({ o: { value: "[variables('mine')]" } });
  });

  test('types bring what they use, and say where they come from', () => {
    const template = templateOf("import { kind as k } from 'lib/lib.bicep'\nparam p k\nparam q k[*].size\n", FILES);
    expect(template.definitions).toEqual({
      '_1.part': {
        type: 'object',
        properties: { size: { $ref: '#/definitions/_1.size', nullable: true } },
        metadata: from('lib/lib.bicep'),
      },
      '_1.size': { type: 'string', minLength: 3, metadata: from('lib/lib.bicep') },
      k: { type: 'array', items: { $ref: '#/definitions/_1.part' }, metadata: from('lib/lib.bicep', 'kind') },
    });
    expect(template.parameters).toEqual({
      p: { $ref: '#/definitions/k' },
      q: { $ref: '#/definitions/_1.part/properties/size' },
    });
  });

  test('functions bring what they call', () => {
    const template = templateOf("import { greet } from 'lib/lib.bicep'\noutput o string = greet({})\n", FILES);
    expect(template.functions).toEqual([
      {
        namespace: '_1',
        members: {
          echo: {
            parameters: [{ type: 'string', name: 'input' }],
            output: { type: 'string', value: "[parameters('input')]" },
            metadata: from('lib/lib.bicep'),
          },
        },
      },
      {
        namespace: '__bicep',
        members: {
          greet: {
            parameters: [{ $ref: '#/definitions/_1.part', name: 'name' }],
            output: { type: 'string', value: "[_1.echo('x')]" },
            metadata: { description: 'hi', ...(from('lib/lib.bicep') as JsonObject) },
          },
        },
      },
    ]);
  });
});

test('the members of a wildcard have names with numbers', () => {
  const text =
    "import * as lib from 'lib/lib.bicep'\nparam p lib.size\noutput o string = lib.greet({ size: lib.foo })\n";
  const template = templateOf(text, FILES);
  expect(template.parameters).toEqual({ p: { $ref: '#/definitions/_1.size' } });
  expect(template.outputs).toMatchObject({
    o: { value: "[_1.greet(createObject('size', variables('_1.foo')))]" },
  });
});

test('files that import one another in a row are one closure, and each has its number', () => {
  const template = templateOf("import * as a from 'a.bicep'\noutput o string = a.x\n", {
    'a.bicep': "import { y } from 'b/b.bicep'\n@export()\nvar x = y\n",
    'b/b.bicep': `import { z as y2 } from '../c.json'\n@export()\nvar y = '\${y2}\${data}'\nvar data = loadJsonContent('d.json').k\n`,
    'b/d.json': '{"k": "v"}',
    'c.json': JSON.stringify({
      metadata: { '__bicep_exported_variables!': [{ name: 'z' }] },
      variables: { z: "[toUpper(variables('it''s'))]", "it's": "variables('z')", other: 1 },
    }),
  });
  expect(template.variables).toEqual({
    '_1.x': "[variables('_2.y')]",
    '_2.data': "[variables('_2._3').k]",
    '_2._3': { k: 'v' },
    '_2.y': "[format('{0}{1}', variables('_4.z'), variables('_2.data'))]",
    '_4.z': "[toUpper(variables('_4._5'))]",
    '_4._5': "variables('z')",
  });
});

const COMPILED = {
  metadata: { '__bicep_exported_variables!': [{ name: 'not-a-name' }, { name: 'loop' }] },
  definitions: {
    box: {
      type: 'object',
      properties: { inner: { $ref: '#/definitions/hidden' }, x: { type: 'string' } },
      metadata: { '__bicep_export!': true, description: 'd' },
    },
    hidden: { type: 'int', minValue: 1 },
  },
  functions: [
    {
      namespace: '__bicep',
      members: {
        outer: {
          parameters: [{ $ref: '#/definitions/hidden', name: 'n' }],
          output: { type: 'string', value: "[_1.helper(parameters('n'), 'variables(''x'')')]" },
          metadata: { '__bicep_export!': true },
        },
      },
    },
    { namespace: '_1', members: { helper: { parameters: [], output: { type: 'string', value: '' } } } },
  ],
  variables: {
    copy: [{ name: 'loop', count: '[2]', input: "[add(copyIndex('loop'), variables('one'))]" }],
    'not-a-name': { a: "[variables('loop')]" },
    one: 1,
  },
} as const;

test('compiled templates are imported from by their marks', () => {
  const text = `import { 'not-a-name' as v, box, outer } from 'lib.json'
param p box.inner
output o string = outer(1)
`;
  const template = templateOf(text, { 'lib.json': `// compiled\n${JSON.stringify(COMPILED)}` });
  expect(template.definitions).toEqual({
    '_1.hidden': { type: 'int', minValue: 1, metadata: from('lib.json') },
    box: {
      type: 'object',
      properties: { inner: { $ref: '#/definitions/_1.hidden' }, x: { type: 'string' } },
      metadata: { description: 'd', ...(from('lib.json') as JsonObject) },
    },
  });
  expect(template.variables).toEqual({
    copy: [
      { name: '_1.loop', count: '[length(range(0, 2))]', input: "[add(copyIndex('_1.loop'), variables('_1.one'))]" },
    ],
    v: { a: "[variables('_1.loop')]" },
    '_1.one': 1,
  });
  const functions = template.functions as readonly { readonly members: JsonObject }[];
  expect(functions.map(({ members }) => Object.keys(members))).toEqual([['_2'], ['outer']]);
  expect(functions[1]?.members.outer).toMatchObject({
    parameters: [{ $ref: '#/definitions/_1.hidden', name: 'n' }],
    output: { value: "[_1._2(parameters('n'), 'variables(''x'')')]" },
  });
  expect(template.parameters).toEqual({ p: { $ref: '#/definitions/box/properties/inner' } });
});

test('modules of registries are imported from where they were restored', () => {
  const template = templateOf(
    "import { box } from 'br/public:lib:1.0.0'\nparam p box\n",
    {},
    {
      restoredModule: () => ({ file: '/cache/main.json', template: COMPILED }),
    },
  );
  expect((template.definitions as JsonObject).box).toMatchObject({
    metadata: from('br:mcr.microsoft.com/bicep/lib:1.0.0'),
  });
});

test('what a module that was not restored exports may be anything', () => {
  const text = `import { box, name as alias, join as join2 } from 'br/public:lib:1.0.0'
import * as lib from 'br/public:lib:1.0.0'
param p box[]
param q lib.box?
output o string = '\${alias}\${lib.name}'
output f array = [join2(1), lib.join(p)]
`;
  const { template, errors } = lowerMain(text);
  expect(errors).toEqual([]);
  expect(template.parameters).toEqual({ p: { type: 'array', items: {} }, q: { nullable: true } });
  const reference = "reference('br:mcr.microsoft.com/bicep/lib:1.0.0').name";
  const call = "reference('br:mcr.microsoft.com/bicep/lib:1.0.0').join";
  expect(template.outputs).toMatchObject({
    o: { value: `[format('{0}{1}', ${reference}, ${reference})]` },
    f: { value: [`[${call}]`, `[${call}]`] },
  });
});

test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
  ["import { a } from 'none.bicep'", {}, ["BCP091 'none.bicep'"]],
  ["import { hidden } from 'a.bicep'", { 'a.bicep': 'var hidden = 1\n' }, ['BCP360 hidden']],
  ["import { a } from 'main.bicep'", {}, ["BCP094 'main.bicep'"]],
  [
    "import { a } from 'a.bicep'",
    { 'a.bicep': "import { b } from 'b.bicep'\n", 'b.bicep': "import { c } from 'main.bicep'\n" },
    ["BCP095 'a.bicep'"],
  ],
  [`import { a } from '\${x}.bicep'`, {}, [`BCP092 '\${x}.bicep'`]],
  ["import { a } from 'br/none:x:1'", {}, ["BCP213 'br/none:x:1'"]],
])('the error of %s', (text, files, expected) => {
  expect(errorsOf(`${text}\n`, files)).toEqual(expected);
});

test('the files of a closure that are read are told', () => {
  const { reads } = lowerMain("import { foo } from 'lib/lib.bicep'\n", FILES);
  expect(reads.map((file) => file.replaceAll('\\', '/').replace(/^.*\/bicep\//, ''))).toEqual([
    'lib/lib.bicep',
    'lib/text.txt',
  ]);
});
