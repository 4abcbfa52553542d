// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is Bicep
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bicepProject } from '../../../../src/sources/bicep/bicep-project.ts';
import { BICEP_ROOT, lowerMain, memoryHost } from '../../../support/memory-bicep.ts';

const TEMPLATE = `import { item as mine, words, greet } from 'lib.bicep'
import * as json from 'lib.json'
@discriminator('kind')
type shape = { kind: 'a', x: mine? } | { kind: 'b', *: json.box }
@sealed()
@description('''
  text''')
type deep = { a: [mine, mine.size?], 'b c': ('x' | 1 | null)[], c: deep? }
@secure()
param p deep.a[0].size = words[0]
param q resourceInput<'A.B/c@2024-01-01'>.properties.x!
func f(a string, b deep[]) json.box => greet('\${a}', loadJsonContent('data.json', '$..x[?(@.y > 1)]'))
output o object = f('x', [json.value, loadDirectoryFileInfo('./', '*.json')])
`;

const LIB = `@export()
type item = {
  @minLength(1)
  size: size
}
type size = string
@export()
var words = [for w in list: '\${w}']
var list = loadYamlContent('list.yaml')
@export()
func greet(a string, b array) object => { a: [for x in b: '\${a}\${x}'] }
`;

const PARAMETERS = `using 'main.bicep'
extends 'base.bicepparam'
import { words } from 'lib.bicep'
var loop = [for (w, i) in words: '\${w}\${i}\${readEnvironmentVariable('E')}']
param p = [for x in loop: toUpper(x)]
param s = az.getSecret('a', 'b', 'c', p[0])
param e = { ...base.b, x: externalInput('k', { a: 1 }), y: [s, e2.?x ?? 1] }
param e2 = base
`;

const FILES = {
  'lib.bicep': LIB,
  'lib.json': JSON.stringify({
    metadata: { '__bicep_exported_variables!': [{ name: 'value' }] },
    definitions: { box: { type: 'object', metadata: { '__bicep_export!': true } } },
    variables: { value: "[concat(variables('other'), 'x')]", other: 'y' },
  }),
  'list.yaml': '- a\n- b',
  'data.json': '[{"x": [{"y": 2}]}]',
  'base.bicepparam': "using none\nparam b = { z: externalInput('k', { a: 1 }) }\nparam p = []\n",
};

const EDIT = fc.record({
  at: fc.nat(),
  remove: fc.nat(12),
  insert: fc.constantFrom(
    '',
    ' ',
    '\n',
    '.',
    '[',
    ']',
    '[*]',
    '?',
    '!',
    "'",
    '${',
    '|',
    '{',
    '}',
    '(',
    ')',
    'a',
    'type ',
    '@',
    '=',
    '...',
    'base',
    'p',
    '*',
  ),
});

function edited(text: string, edits: readonly { at: number; remove: number; insert: string }[]): string {
  return edits.reduce((result, { at, remove, insert }) => {
    const from = at % (result.length + 1);
    return result.slice(0, from) + insert + result.slice(from + remove);
  }, text);
}

function lowerAll(files: Readonly<Record<string, string>>): void {
  const project = bicepProject(memoryHost(files));
  project.lower(join(BICEP_ROOT, 'main.bicep'));
  project.parameters(join(BICEP_ROOT, 'main.bicepparam'));
}

test('the texts that are edited are nearly right', () => {
  const host = memoryHost({ ...FILES, 'main.bicep': TEMPLATE, 'main.bicepparam': PARAMETERS });
  const project = bicepProject(host);
  const codes = ['main.bicep', 'main.bicepparam'].map((name) => {
    const lowered = name.endsWith('m')
      ? project.parameters(join(BICEP_ROOT, name))
      : project.lower(join(BICEP_ROOT, name));
    return 'errors' in lowered ? lowered.errors.map(({ code }) => code) : lowered.message;
  });
  expect(codes).toEqual([[], []]);
});

describe('edits of a text', () => {
  test.each(['main.bicep', 'lib.bicep', 'main.bicepparam', 'lib.json', 'list.yaml', 'data.json'])(
    'of %s never throw',
    (name) => {
      const files: Readonly<Record<string, string>> = {
        ...FILES,
        'main.bicep': TEMPLATE,
        'main.bicepparam': PARAMETERS,
      };
      fc.assert(
        fc.property(fc.array(EDIT, { minLength: 1, maxLength: 4 }), (edits) => {
          lowerAll({ ...files, [name]: edited(files[name] ?? '', edits) });
        }),
      );
    },
  );
});

describe('long chains end', () => {
  const chain = (count: number, line: (i: number) => string): string =>
    Array.from({ length: count }, (_, i) => line(i)).join('\n');

  test.each<[string, string]>([
    ['aliases', `type t0 = string\n${chain(3000, (i) => `type t${i + 1} = t${i}`)}\n@secure()\nparam p t3000\n`],
    ['unions', `type t0 = 'a'\n${chain(3000, (i) => `type t${i + 1} = t${i} | 'b'`)}\nparam p t3000[]\n`],
    [
      'accesses',
      `type t0 = { x: string }\n${chain(1500, (i) => `type t${i + 1} = { x: t${i}.x }`)}\nparam p t1500.x\n`,
    ],
    [
      'aliases of accesses',
      `type t0 = { x: t0? }\n${chain(1500, (i) => `type t${i + 1} = t${i}.x`)}\nparam p t1500.x\n`,
    ],
    ['one long access', `type t = { x: t? }\nparam p t${'.x'.repeat(3000)}\n`],
    [
      'discriminated unions',
      `type t0 = { k: 'a' }\n${chain(1500, (i) => `@discriminator('k')\ntype t${i + 1} = t${i} | { k: '${i}' }`)}\nparam p t1500\n`,
    ],
    [
      'functions',
      `func f0() string => 'x'\n${chain(3000, (i) => `func f${i + 1}() string => f${i}()`)}\noutput o string = f3000()\n`,
    ],
    ['required parts', `${chain(3000, (i) => `type t${i} = { x: t${i + 1} }`)}\ntype t3000 = { x: t0 }\n`],
    ['array types', `type t = string${'[]'.repeat(3000)}\n`],
    ['nullable types', `type t = string${'?!'.repeat(3000)}\nparam p t\n`],
  ])('%s', (_, text) => {
    expect(lowerMain(text).template).toBeDefined();
  });

  const double = (count: number, first: string, next: (i: number, before: string) => string): string =>
    `${first}\n${chain(count, (i) => next(i + 1, `x${i}`))}\n`;

  test.each<[string, string]>([
    [
      'texts',
      `${double(60, "var x0 = ''", (i, before) => `var x${i} = '\${${before}}\${${before}}'`)}output o string = loadTextContent('f\${x60}.txt')\n`,
    ],
    [
      'conditions in a parameter of a module',
      `param c bool\nresource r 'Microsoft.X/r@2024-01-01' existing = { name: 'r' }\n${double(60, 'var x0 = r.properties.p', (i, before) => `var x${i} = c ? ${before} : ${before}`)}module m 'm.bicep' = { name: 'm', params: { p: x60 } }\n`,
    ],
    [
      'literal types',
      `${double(60, "type x0 = { p: 'a' }", (i, before) => `type x${i} = { p: ${before}.p | ${before}.p }`)}param p x60\n`,
    ],
    [
      'unions',
      `${double(60, "@discriminator('k')\ntype x0 = { k: '1' } | { k: '0' }", (i, before) => `@discriminator('k')\ntype x${i} = ${before} | ${before}`)}param p x60\n`,
    ],
  ])('that double with each step: %s', (_, text) => {
    const files = { 'f.txt': 'text', 'm.bicep': 'param p string\n' };
    expect(lowerMain(text, files).template).toBeDefined();
  });

  test('files that import one another in a row', () => {
    const files = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [
        `f${i}.bicep`,
        i === 299
          ? "@export()\nvar v299 = 'x'\n"
          : `import { v${i + 1} } from 'f${i + 1}.bicep'\n@export()\nvar v${i} = v${i + 1}\n`,
      ]),
    );
    const { template, errors } = lowerMain("import { v0 } from 'f0.bicep'\noutput o string = v0\n", files);
    expect(errors).toEqual([]);
    expect(Object.keys(template.variables as object)).toHaveLength(300);
  });

  test('parameters that use one another in a row', () => {
    const text = `using none\nparam p0 = externalInput('k')\n${chain(3000, (i) => `param p${i + 1} = '\${p${i}}x'`)}\n`;
    const lowered = bicepProject(memoryHost({ 'main.bicepparam': text })).parameters(
      join(BICEP_ROOT, 'main.bicepparam'),
    );
    expect('parameters' in lowered && lowered.parameters.size).toBe(3001);
  });

  test('parameters that double with each step', () => {
    const text = `using none\nparam p0 = externalInput('k')\n${chain(60, (i) => `param p${i + 1} = [p${i}, p${i}]`)}\nparam x = 1\n`;
    const lowered = bicepProject(memoryHost({ 'main.bicepparam': text })).parameters(
      join(BICEP_ROOT, 'main.bicepparam'),
    );
    expect('parameters' in lowered && lowered.parameters.get('x')?.value).toBe(1);
  });
});

describe('what doubles with each step is made once', () => {
  const doubled = (first: string, line: (i: number) => string, last: string): string =>
    `${first}\n${Array.from({ length: 30 }, (_, i) => line(i)).join('\n')}\n${last}\n`;
  const union = (i: number): string => `@discriminator('k')\ntype u${i + 1} = u${i} | u${i}`;

  test.each<[name: string, main: string, codes: readonly string[]]>([
    [
      'a constant text',
      doubled(
        "var a0 = ''",
        (i) => `var a${i + 1} = '\${a${i}}\${a${i}}'`,
        "output o string = loadTextContent('x${a30}.txt')",
      ),
      [],
    ],
    [
      'a parameter of a module',
      doubled(
        "resource r 'Microsoft.X/r@2024-01-01' existing = { name: 'r' }\nparam c bool\nvar a0 = r.properties.x",
        (i) => `var a${i + 1} = c ? a${i} : a${i}`,
        "module m 'm.bicep' = { name: 'm', params: { p: a30 } }",
      ),
      ['too-large'],
    ],
    [
      'the values of an accessed type',
      doubled("type t0 = { p: 'a' }", (i) => `type t${i + 1} = { p: t${i}.p | t${i}.p }`, 'param x t30'),
      [],
    ],
    [
      'a discriminated union',
      doubled("@discriminator('k')\ntype u0 = { k: 'a' } | { k: 'b' }", union, 'param x u30'),
      ['BCP365'],
    ],
  ])('%s', (_, main, codes) => {
    const { errors } = lowerMain(main, { 'x.txt': 'text', 'm.bicep': 'param p string\n' });
    expect([...new Set(errors.map(({ code }) => code))]).toEqual(codes);
  });
});
