// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is Bicep
import { describe, expect, it } from 'vitest';
import { templateOf } from '../../../support/memory-bicep.ts';

/** The value of `var v`, with parameters and resources that expressions can use. */
function lowered(expression: string): unknown {
  const template = templateOf(`
param p string
param o object
param a array
param n int
resource r 'Microsoft.X/things@2024-01-01' existing = { name: 'thing' }
var v = ${expression}
`);
  return (template.variables as { v?: unknown }).v;
}

describe('Expressions of Bicep become expressions of a template', () => {
  it.each([
    // Literals.
    ["'text'", 'text'],
    ["'it''s'".replace("''", "\\'"), "it's"],
    ["'[not an expression]'", '[[not an expression]'],
    ["'[open'", '[open'],
    ['12', 12],
    ['-12', -12],
    ['5000000000', 5_000_000_000],
    ['[5000000000]', [5_000_000_000]],
    ['n == 5000000000', "[equals(parameters('n'), json('5000000000'))]"],
    ['true', true],
    ['null', null],
    ['(true)', true],
    ['[]', []],
    ['{}', {}],
    ["{ a: p, 'b-c': [1, p] }", { a: "[parameters('p')]", 'b-c': [1, "[parameters('p')]"] }],
    ["{ '${p}-x': 1 }", { "[format('{0}-x', parameters('p'))]": 1 }],
    ['{ copy: 1, Copy: 2 }', { "[string('copy')]": 1, "[string('Copy')]": 2 }],
    // Interpolation.
    ["'${p}'", "[format('{0}', parameters('p'))]"],
    ["'{${p}}-${p}'", "[format('{{{0}}}-{1}', parameters('p'), parameters('p'))]"],
    // Operators.
    ['n + 1', "[add(parameters('n'), 1)]"],
    ['n - 1 * 2', "[sub(parameters('n'), mul(1, 2))]"],
    ['n / 2 % 3', "[mod(div(parameters('n'), 2), 3)]"],
    ['-n', "[sub(0, parameters('n'))]"],
    ["!(p == 'x')", "[not(equals(parameters('p'), 'x'))]"],
    ["p != 'x'", "[not(equals(parameters('p'), 'x'))]"],
    ["p =~ 'x'", "[equals(toLower(parameters('p')), toLower('x'))]"],
    ["p !~ 'x'", "[not(equals(toLower(parameters('p')), toLower('x')))]"],
    [
      'n < 1 && n <= 1 || n > 1',
      "[or(and(less(parameters('n'), 1), lessOrEquals(parameters('n'), 1)), greater(parameters('n'), 1))]",
    ],
    ['n >= 1', "[greaterOrEquals(parameters('n'), 1)]"],
    ["p ?? 'x'", "[coalesce(parameters('p'), 'x')]"],
    ['n > 1 ? [1] : {}', "[if(greater(parameters('n'), 1), createArray(1), createObject())]"],
    // Members.
    ['o.b.c', "[parameters('o').b.c]"],
    ["o['b'].c", "[parameters('o').b.c]"],
    ["o['b-c']", "[parameters('o')['b-c']]"],
    ['a[0]', "[parameters('a')[0]]"],
    ['a[n]', "[parameters('a')[parameters('n')]]"],
    ['o.?b', "[tryGet(parameters('o'), 'b')]"],
    ['a[?0]', "[tryGet(parameters('a'), 0)]"],
    ['o.?b.c[0]', "[tryGet(parameters('o'), 'b', 'c', 0)]"],
    ['(o.?b).c', "[tryGet(parameters('o'), 'b').c]"],
    ['o.?b!.c', "[tryGet(parameters('o'), 'b', 'c')]"],
    ['o.?b.?c', "[tryGet(tryGet(parameters('o'), 'b'), 'c')]"],
    ['a[^1]', "[indexFromEnd(parameters('a'), 1)]"],
    ['a[?^1]', "[tryIndexFromEnd(parameters('a'), 1)]"],
    ['o.?b[^1]', "[tryGet(parameters('o'), 'b', createObject('value', 1, 'fromEnd', true()))]"],
    ["'abc'.length", "[string('abc').length]"],
    ['o!', "[parameters('o')]"],
    ['any(o)', "[parameters('o')]"],
    ['any({ b: 1 })', { b: 1 }],
    // Spread.
    [
      '{ b: 1, ...o, c: 2 }',
      "[shallowMerge(createArray(createObject('b', 1), parameters('o'), createObject('c', 2)))]",
    ],
    ['{ ...o }', "[shallowMerge(createArray(parameters('o')))]"],
    ['[1, ...a]', "[flatten(createArray(createArray(1), parameters('a')))]"],
    // Functions.
    ['sys.toLower(p)', "[toLower(parameters('p'))]"],
    ['az.resourceGroup().location', '[resourceGroup().location]'],
    ["resourceGroup('other')", {}],
    ["resourceGroup('other').location", '[createObject().location]'],
    ['map(a, x => x.b)', "[map(parameters('a'), lambda('x', lambdaVariables('x').b))]"],
    ['map(a, (x, i) => i)', "[map(parameters('a'), lambda('x', 'i', lambdaVariables('i')))]"],
    ['nameof(o.b)', 'b'],
    ['nameof(p)', 'p'],
    // Resources, as far as they are known from their declaration.
    ['r.id', "[resourceId('Microsoft.X/things', 'thing')]"],
    ['r.name', 'thing'],
    ['r.type', 'Microsoft.X/things'],
    ['r.apiVersion', '2024-01-01'],
  ])('%s', (expression, expected) => {
    expect(lowered(expression)).toEqual(expected);
  });
});

describe('Variables that need deployed resources are inlined', () => {
  const outputs = (main: string) => {
    const template = templateOf(main);
    return { variables: template.variables, value: (template.outputs as { o: { value: unknown } }).o.value };
  };

  it('a variable that reads a resource has no entry, and neither has one that uses it', () => {
    expect(
      outputs(`
resource r 'Microsoft.X/things@2024-01-01' existing = { name: 'thing' }
var read = r.properties.size
var text = 'size \${read}'
var other = r.name
output o string = '\${text} \${other}'
`),
    ).toEqual({
      variables: { other: 'thing' },
      value:
        "[format('{0} {1}', format('size {0}', reference(resourceId('Microsoft.X/things', 'thing'), '2024-01-01').size), variables('other'))]",
    });
  });

  it.each([
    ["listKeys('id', '2024-01-01').key", "[listKeys('id', '2024-01-01').key]"],
    ["reference('id').key", "[reference('id').key]"],
    ['{ key: r.listKeys().key }', { key: "[listKeys(resourceId('Microsoft.X/things', 'thing'), '2024-01-01').key]" }],
    ['[true, r.properties]', [true, "[reference(resourceId('Microsoft.X/things', 'thing'), '2024-01-01')]"]],
  ])('%s', (expression, expected) => {
    const main = `
resource r 'Microsoft.X/things@2024-01-01' existing = { name: 'thing' }
var v = ${expression}
output o object = v
`;
    expect(outputs(main)).toEqual({ variables: undefined, value: expected });
  });
});

describe('Loops', () => {
  it('a variable loop is an entry of copy; its item is read from the whole source', () => {
    const { variables } = templateOf(`
param names array
var objects = [for (name, i) in names: { name: name, at: i }]
var texts = [for name in names: '\${name}!']
var numbers = [for i in range(0, 3): i]
var constant = 1
`);
    expect(variables).toEqual({
      copy: [
        {
          name: 'objects',
          count: "[length(parameters('names'))]",
          input: { name: "[parameters('names')[copyIndex('objects')]]", at: "[copyIndex('objects')]" },
        },
        {
          name: 'texts',
          count: "[length(parameters('names'))]",
          input: "[format('{0}!', parameters('names')[copyIndex('texts')])]",
        },
        { name: 'numbers', count: '[length(range(0, 3))]', input: "[range(0, 3)[copyIndex('numbers')]]" },
      ],
      constant: 1,
    });
  });

  it('outputs have their loop beside their type, and its index has no name', () => {
    const { outputs } = templateOf('param names array\noutput o array = [for name in names: name]\n');
    expect(outputs).toEqual({
      o: {
        type: 'array',
        copy: { count: "[length(parameters('names'))]", input: "[parameters('names')[copyIndex()]]" },
      },
    });
  });

  it('a property loop goes into copy before the other members', () => {
    const { resources } = templateOf(`
param groups array
resource r 'Microsoft.X/things@2024-01-01' = {
  name: 'thing'
  properties: {
    plain: 1
    logs: [for (group, i) in groups: { category: group, index: i }]
  }
}
`);
    expect((resources as readonly { properties: unknown }[])[0]?.properties).toEqual({
      copy: [
        {
          name: 'logs',
          count: "[length(parameters('groups'))]",
          input: { category: "[parameters('groups')[copyIndex('logs')]]", index: "[copyIndex('logs')]" },
        },
      ],
      plain: 1,
    });
  });
});
