// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is Bicep
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bicepProject } from '../../../../src/sources/bicep/bicep-project.ts';
import { BICEP_ROOT, errorsOf, lowerMain, memoryHost, templateOf } from '../../../support/memory-bicep.ts';

describe('Wrong names', () => {
  it.each([
    ['var v = unknown\n', ['BCP057 unknown']],
    ['param names array\nvar v = nmaes\n', ['BCP082 nmaes']],
    ["var v = toLowr('x')\n", ['BCP082 toLowr']],
    ['param p string\nvar v = p()\n', ['BCP059 p']],
    ['var v = sys.resourceGroup()\n', ['BCP107 resourceGroup']],
    ['extension az\nvar v = az.resourceGroup().name\n', []],
    ['var v = 1\nparam v string\n', ['BCP028 v', 'BCP028 v']],
    ['type t = {\n  @maxLength(nope)\n  a: string\n}\nparam p t\n', ['BCP057 nope']],
    ['param p {\n  @maxLength(nope)\n  a: string\n}\n', ['BCP057 nope']],
    ['output o [\n  @description(nope)\n  string\n] = []\n', ['BCP057 nope']],
    ['func f(a { @maxLength(nope)\n  b: string }) string => a.b\n', ['BCP057 nope']],
    ['var v = v\n', ['BCP079 v']],
    ['var copy = [1]\nvar l = [for i in range(0, 2): i]\n', ['BCP239 copy']],
    ['var a = b\nvar b = c\nvar c = a\n', ['BCP080 b', 'BCP080 c', 'BCP080 a']],
    [
      "resource a 'Microsoft.X/a@2024-01-01' = { name: b.name }\nresource b 'Microsoft.X/b@2024-01-01' = { name: a.name }\n",
      ['BCP080 b', 'BCP080 a'],
    ],
    ["resource a 'Microsoft.X/a@2024-01-01' = { name: 'a' }\nvar v = a::b.id\n", ['BCP159 b']],
    ["resource a 'Microsoft.X' = { name: 'a' }\n", ["BCP029 'Microsoft.X'"]],
    ["resource a 'Microsoft.X/a@2024-01-01' = { location: 'here' }\n", ['BCP035 a']],
    [
      "param on bool\nresource a 'Microsoft.X/a@2024-01-01' existing = { name: 'a', scope: on ? resourceGroup('x') : resourceGroup('y') }\n",
      ["BCP420 on ? resourceGroup('x') : resourceGroup('y')"],
    ],
    ["module m 'missing.bicep' = { name: 'm' }\n", ["BCP091 'missing.bicep'"]],
    [
      "param k string\nresource a 'Microsoft.X/a@2024-01-01' = { name: 'a', 'na${k}me': 1, '${k}': 2 }\n",
      ["BCP040 'na${k}me'", "BCP040 '${k}'"],
    ],
    [
      "param k string\nresource a 'Microsoft.X/a@2024-01-01' = { 'name${k}': 'a' }\n",
      ['BCP035 a', "BCP040 'name${k}'"],
    ],
    [
      "param k string\nvar v = { 'a${k}': [for i in range(0, 2): i], b: [for i in range(0, 2): i] }\n",
      ["BCP143 'a${k}'"],
    ],
    ["module m 'main.bicep' = { name: 'm' }\n", ["BCP094 'main.bicep'"]],
    ['var v = [for i in range(0, 2): [for j in range(0, 2): j]]\n', ['BCP138 [for j in range(0, 2): j]']],
    [
      "resource kv 'Microsoft.KeyVault/vaults@2024-01-01' existing = { name: 'kv' }\noutput o string = kv.getSecret('s')\n",
      ["BCP180 kv.getSecret('s')"],
    ],
  ])('%s', (main, expected) => {
    expect(errorsOf(main)).toEqual(expected);
  });

  it('names of elsewhere are not known outside: locals of loops and lambdas, nested resources', () => {
    expect(
      errorsOf(`
var a = [for item in range(0, 2): item]
var b = item
var c = map(a, x => x)
var d = x
resource r 'Microsoft.X/r@2024-01-01' = {
  name: 'r'
  properties: { inner: child.id }
  resource child 'c' = { name: 'c' }
}
var e = child.name
`),
    ).toEqual(['BCP057 item', 'BCP057 x', 'BCP080 child', 'BCP080 child', 'BCP057 child']);
  });

  it('functions and variables have names of their own', () => {
    expect(errorsOf('param environment string\nvar v = environment().name\nvar w = environment\n')).toEqual([]);
  });

  it('modules that use each other are an error of each of them, in whatever order they are read', () => {
    const files = {
      'a.bicep': "module m 'b.bicep' = { name: 'm' }\n",
      'b.bicep': "module m 'c.bicep' = { name: 'm' }\nmodule n 'b.bicep' = { name: 'n' }\n",
      'c.bicep': "module m 'a.bicep' = { name: 'm' }\nmodule n 'leaf.bicep' = { name: 'n' }\n",
      'leaf.bicep': '',
    };
    const errorsBy = (order: readonly string[]) => {
      const project = bicepProject(memoryHost(files));
      const lowered = order.map((name) => [name, project.lower(join(BICEP_ROOT, `${name}.bicep`))] as const);
      return Object.fromEntries(
        lowered.map(([name, one]) => [name, 'errors' in one && one.errors.map((e) => e.message)]),
      );
    };
    const expected = {
      a: ['The file is involved in a cycle ("b.bicep" -> "c.bicep" -> "a.bicep").'],
      b: [
        'The file is involved in a cycle ("c.bicep" -> "a.bicep" -> "b.bicep").',
        'This module references itself, which is not allowed.',
      ],
      c: ['The file is involved in a cycle ("a.bicep" -> "b.bicep" -> "c.bicep").'],
    };
    expect([errorsBy(['a', 'b', 'c']), errorsBy(['c', 'b', 'a']), errorsBy(['b', 'a', 'c'])]).toEqual([
      expected,
      expected,
      expected,
    ]);
  });

  it('modules within modules have a bound, which does not depend on the file that is read first', () => {
    const files = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [`${i}.bicep`, i < 59 ? `module m '${i + 1}.bicep' = { name: 'm' }\n` : '']),
    );
    const wrong = (order: readonly number[]) => {
      const project = bicepProject(memoryHost(files));
      const lowered = order.map((i) => [i, project.lower(join(BICEP_ROOT, `${i}.bicep`))] as const);
      return lowered.flatMap(([i, one]) => ('errors' in one && one.errors.length > 0 ? [i] : [])).sort((a, b) => a - b);
    };
    const expected = Array.from({ length: 20 }, (_, i) => i);
    const all = Array.from({ length: 60 }, (_, i) => i);
    expect([wrong(all), wrong(all.toReversed())]).toEqual([expected, expected]);
  });
});

describe('One wrong place', () => {
  it('is a value that Resource Manager refuses, and the rest is lowered', () => {
    const { template } = lowerMain(`
param p string
resource a 'Microsoft.X/a@2024-01-01' = {
  name: p
  properties: { wrong: unknown.value, right: p }
}
resource b 'Microsoft.X/b@2024-01-01' = { name: missing, scope: nowhere }
`);
    expect(template.resources).toEqual([
      {
        type: 'Microsoft.X/a',
        apiVersion: '2024-01-01',
        name: "[parameters('p')]",
        properties: { wrong: "[fail('the Bicep file has an error here: BCP057').value]", right: "[parameters('p')]" },
      },
      {
        type: 'Microsoft.X/b',
        apiVersion: '2024-01-01',
        scope: "[fail('the Bicep file has an error here: BCP420')]",
        name: "[fail('the Bicep file has an error here: BCP057')]",
      },
    ]);
  });

  it('variables that double each other end in an error and not in memory', () => {
    const lines = Array.from({ length: 60 }, (_, i) => `var v${i + 1} = '\${v${i}}\${v${i}}'`);
    const main = `resource r 'Microsoft.X/r@2024-01-01' existing = { name: 'r' }
var v0 = r.properties.x
${lines.join('\n')}
output o string = v60
`;
    const { template, errors } = lowerMain(main);
    expect(errors.map(({ code }) => code)).toContain('too-large');
    expect(JSON.stringify(template).length).toBeLessThan(5_000_000);
  });
});

const SOURCE = `targetScope = 'subscription'
@description('x')
param names array = []
param on bool
var v = [for (n, i) in names: { n: n, at: i, m: [for g in ['a']: g] }]
var w = on ? v[0].?n : 'x\${on}'
resource rg 'Microsoft.Resources/resourceGroups@2024-01-01' existing = { name: 'rg' }
resource acr 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = [for n in names: if (on) {
  scope: rg
  name: n
}]
resource s 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: acr[0]
  name: 's-\${acr[1].name}'
  properties: { logs: [for c in ['a', 'b']: { category: c, enabled: true }], more: { a: 1, ...acr[0].properties } }
  resource n 'n' = { name: w }
}
module m 'other.bicep' = [for n in names: { scope: rg, params: { p: on ? n : '', q: [for x in names: x] } }]
output o string = m[0].outputs.o
`;

describe('Nested resources of one name', () => {
  const main = `resource r 'Microsoft.X/r@2024-01-01' = {
  name: 'r'
  resource n 'n' = { name: 'one' }
  resource n 'n' = { name: 'two' }
}
`;

  it.each([
    ['in an array', main, ['r/one', 'r/two', 'r']],
    ['by symbol', `param x string?\n${main}`, ['r/one', 'r/two', 'r']],
  ])('are an error of each, and none hides the other: %s', (_, text, expected) => {
    expect(errorsOf(text)).toEqual(['BCP028 n', 'BCP028 n']);
    const names = Object.values(lowerMain(text).template.resources as object).map(({ name }) => name);
    expect(names).toEqual(expected.map((name) => (name === 'r' ? name : expect.stringContaining(name.slice(2)))));
  });
});

describe('An expression that is nested too deeply', () => {
  const variable = (value: string) => lowerMain(`param a string\nvar x = ${value}\n`);

  it.each([['a == '.repeat(1500)], ["a == 'b' || ".repeat(600)]])(
    'is said to be so once, and has no value: %#',
    (before) => {
      const { errors, template } = variable(`${before}a == 'c'`);
      expect(errors.map(({ code }) => code)).toEqual(['too-deep']);
      expect(JSON.stringify(template.variables)).toContain('fail(');
    },
  );

  it('is none where many operators stand beside each other', () => {
    expect(variable(`${"a == 'b' || ".repeat(400)}a == 'c'`).errors).toEqual([]);
  });
});

describe('A key with holes', () => {
  const FAULT = (code: string): string => `[fail('the Bicep file has an error here: ${code}')]`;
  const resource = (body: string): string =>
    `param k string\nresource r 'Microsoft.X/r@2024-01-01' = {\n  name: 'r'\n  ${body}\n}\n`;

  it.each<[where: string, main: string, errors: readonly string[], properties: unknown]>([
    [
      'is not the property that its first text names',
      resource("'properties${k}': { a: 1 }"),
      ["BCP040 'properties${k}'"],
      FAULT('BCP040'),
    ],
    [
      'leaves nothing sure of what stands beside it',
      resource("'name${k}': 'x'\n  properties: { a: 1 }"),
      ["BCP040 'name${k}'"],
      FAULT('BCP040'),
    ],
    [
      'has no loop as its value',
      resource("properties: { 'logs${k}': [for x in ['a']: x], b: 1 }"),
      ["BCP143 'logs${k}'"],
      FAULT('BCP143'),
    ],
    [
      'is an expression in a plain object',
      resource("properties: { 'a${k}': 1 }"),
      [],
      { "[format('a{0}', parameters('k'))]": 1 },
    ],
  ])('%s', (_, main, errors, properties) => {
    const { template } = lowerMain(main);
    expect(errorsOf(main)).toEqual(errors);
    expect(template.resources).toEqual([{ type: 'Microsoft.X/r', apiVersion: '2024-01-01', name: 'r', properties }]);
  });

  it.each([["params: { 'p${k}': 'v' }"], ["'params${k}': { p: 'v' }"]])(
    'gives a module nothing that is known: %s',
    (written) => {
      const main = `param k string\nmodule m 'm.bicep' = {\n  name: 'm'\n  ${written}\n}\n`;
      const files = { 'm.bicep': 'param p string\n' };
      expect(errorsOf(main, files)).toEqual([`BCP040 ${/'p.*?'/.exec(written)?.[0]}`]);
      expect(lowerMain(main, files).template.resources).toMatchObject([
        { properties: { parameters: FAULT('BCP040') } },
      ]);
    },
  );
});

describe('Any text', () => {
  it('is lowered to a template, and nothing throws', () => {
    const edit = fc.record({
      at: fc.nat(SOURCE.length),
      remove: fc.nat(12),
      insert: fc.constantFrom(
        '',
        'x',
        "'",
        '{',
        '}',
        '[',
        ']',
        '(',
        '::',
        '.?',
        '${',
        'for',
        'm',
        'acr',
        '\n',
        ' = ',
        '...',
      ),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        let text = SOURCE;
        for (const { at, remove, insert } of edits) text = text.slice(0, at) + insert + text.slice(at + remove);
        const { template } = lowerMain(text, { 'other.bicep': "output o string = 'x'\n" });
        expect(template.$schema).toMatch(/eploymentTemplate\.json#$/);
        JSON.stringify(template);
      }),
    );
  });

  it('the one that the others are made of has no errors', () => {
    expect(() =>
      templateOf(SOURCE.replace("  resource n 'n' = { name: w }\n", ''), { 'other.bicep': "output o string = 'x'\n" }),
    ).not.toThrow();
  });
});

describe('What a wrong declaration would hide', () => {
  it.each([
    [
      "param p string\nresource a 'Microsoft.X/a/b@2024-01-01' = { parent: p, name: 'a' }\n",
      [
        {
          type: 'Microsoft.X/a/b',
          apiVersion: '2024-01-01',
          name: "[fail('the Bicep file has an error here: BCP036')]",
        },
      ],
    ],
    [
      "resource a 'nothing' = { name: 'a' }\n",
      [{ type: "[fail('the Bicep file has an error here: BCP029')]", name: 'a' }],
    ],
    [
      "resource a 'Microsoft.X/a@2024-01-01' = 12\n",
      [
        {
          type: 'Microsoft.X/a',
          apiVersion: '2024-01-01',
          name: "[fail('the Bicep file has an error here: BCP035')]",
          properties: "[fail('the Bicep file has an error here: BCP018')]",
        },
      ],
    ],
    [
      "resource a 'Microsoft.X/a@2024-01-01' = { name: 'a' }\nresource a 'Microsoft.X/b@2024-01-01' = { name: 'b' }\nparam marker string?\n",
      {
        a: { type: 'Microsoft.X/a', apiVersion: '2024-01-01', name: 'a' },
        'a#2': { type: 'Microsoft.X/b', apiVersion: '2024-01-01', name: 'b' },
      },
    ],
  ])('%s', (main, resources) => {
    expect(lowerMain(main).template.resources).toEqual(resources);
  });
});
