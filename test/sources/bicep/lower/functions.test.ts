import { expect, test } from 'vitest';
import { errorsOf, templateOf } from '../../../support/memory-bicep.ts';

test('functions stand in a namespace of their own, with their types', () => {
  const template = templateOf(`type name = string
@description('says it')
@export()
func hello(who name, times int[]) string => 'Hi \${who}!'
func twice(who string) object => { a: hello(who, [1]) }
output o object = twice('x')
`);
  expect(template.functions).toEqual([
    {
      namespace: '__bicep',
      members: {
        hello: {
          parameters: [
            { $ref: '#/definitions/name', name: 'who' },
            { type: 'array', items: { type: 'int' }, name: 'times' },
          ],
          output: { type: 'string', value: "[format('Hi {0}!', parameters('who'))]" },
          metadata: { description: 'says it', '__bicep_export!': true },
        },
        twice: {
          parameters: [{ type: 'string', name: 'who' }],
          output: { type: 'object', value: { a: "[__bicep.hello(parameters('who'), createArray(1))]" } },
        },
      },
    },
  ]);
  expect(template.outputs).toEqual({ o: { type: 'object', value: "[__bicep.twice('x')]" } });
});

test('a declared function wins over a built-in one, and reads files in place', () => {
  const template = templateOf(
    "func format(a string) array => loadJsonContent('a.json')\noutput o array = format('x')\n",
    { 'a.json': '["[x]", 0.5, {"copy": 1}]' },
  );
  expect(template.functions).toEqual([
    {
      namespace: '__bicep',
      members: {
        format: {
          parameters: [{ type: 'string', name: 'a' }],
          output: { type: 'array', value: ['[[x]', "[json('0.5')]", { "[string('copy')]": 1 }] },
        },
      },
    },
  ]);
  expect(template.variables).toBeUndefined();
});

test('variables that are exported are listed', () => {
  const template = templateOf(
    "@export()\n@description('d')\nvar a = 1\n@export()\nvar b = [for i in range(0, 2): i]\nvar c = 1\n",
  );
  expect(template.metadata).toMatchObject({
    '__bicep_exported_variables!': [{ name: 'a', description: 'd' }, { name: 'b' }],
  });
});

test.each<[string, Readonly<Record<string, string>>, unknown]>([
  ["loadTextContent('a.txt')", { 'a.txt': '[x]' }, '[[x]'],
  ["sys.loadTextContent('./a.txt', 'us-ascii')", { 'a.txt': 'ä' }, '??'],
  ["loadFileAsBase64('a.txt')", { 'a.txt': 'x' }, 'eA=='],
  [`loadTextContent('\${folder}/\${'a'}.txt')`, { 'data/a.txt': 'x' }, 'x'],
])('a variable that is %s is what it reads', (call, files, expected) => {
  const { variables } = templateOf(`var folder = 'data'\nvar v = ${call}\n`, files);
  expect((variables as Record<string, unknown>).v).toEqual(expected);
});

test.each<[string, Readonly<Record<string, string>>, unknown]>([
  ["loadJsonContent('a.json', 'b[*].c')", { 'a.json': '{"b": [{"c": 1}, {"c": 2}]}' }, [1, 2]],
  ["loadYamlContent('a.yaml')", { 'a.yaml': 'b: [x]' }, { b: ['x'] }],
  [
    "loadDirectoryFileInfo('data', '*.json')",
    { 'data/B.json': '', 'data/a.json': '', 'data/c.txt': '', 'data/d/e.json': '' },
    [
      { relativePath: 'data/a.json', baseName: 'a.json', extension: '.json' },
      { relativePath: 'data/B.json', baseName: 'B.json', extension: '.json' },
    ],
  ],
])('%s has a variable of its own', (call, files, expected) => {
  const { variables } = templateOf(`var v = ${call}\n`, files);
  expect(variables).toEqual({ '$fxv#0': expected, v: "[variables('$fxv#0')]" });
});

test.each<[string, string]>([
  ["loadTextContent('none.txt')", "BCP091 'none.txt'"],
  ["loadTextContent('/a')", "BCP051 '/a'"],
  ["loadTextContent('')", "BCP050 ''"],
  ["loadTextContent('a', 'utf8')", "BCP070 'utf8'"],
  ["loadJsonContent('a', 'b')", "BCP235 'b'"],
  ['loadTextContent(p)', 'BCP032 p'],
  ['loadTextContent(w)', 'BCP032 w'],
  ["loadJsonContent('bad')", "BCP186 'bad'"],
])('the error of %s stands at its argument', (call, expected) => {
  const text = `param p string\nvar w = '\${p}'\noutput o object = ${call}\n`;
  expect(errorsOf(text, { a: '{}', bad: '{' })).toEqual([expected]);
});
