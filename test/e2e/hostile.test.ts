import { describe, expect, test } from 'vitest';
import { nested, registry, STRING, setting, template } from '../support/arm-templates.ts';
import { acraudit, folderOf, lintJson } from '../support/cli.ts';

const HEAD = '{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", ';
const MEMORY = 300 * 1024 * 1024;

const depth = 100_000;
const passing = template([registry(), setting()]);

/** Files that are made to break a reader. The second is part of the error; without it the file must be read well. */
const FILES: readonly (readonly [string, unknown, RegExp | undefined])[] = [
  ['arrays 100 000 deep', `${HEAD}"resources": ${'['.repeat(depth)}${']'.repeat(depth)} }`, /deep/],
  [
    'objects 100 000 deep',
    `${HEAD}"variables": ${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}, "resources": [] }`,
    /deep/,
  ],
  ['arrays 100 000 deep that do not end', `${HEAD}"resources": ${'['.repeat(depth)}`, /./],
  [
    'an expression 100 000 deep',
    template([registry({ name: `[${'concat('.repeat(depth)}'a'${')'.repeat(depth)}]` })]),
    /deep|long/,
  ],
  [
    'a loop of a thousand million',
    template([registry({ name: "[concat('a', copyIndex())]", copy: { name: 'c', count: 1e9 } })]),
    /./,
  ],
  [
    'a variable loop of a thousand million',
    template([registry({ tags: "[variables('v')]", name: "[variables('v')[0]]" })], {
      variables: { copy: [{ name: 'v', count: 1e9, input: 'x' }] },
    }),
    /./,
  ],
  ['range() of a thousand million', template([registry({ name: '[string(range(0, 1000000000))]' })]), /./],
  [
    'variables of themselves',
    template([registry({ name: "[variables('a')]" })], { variables: { a: "[variables('b')]", b: "[variables('a')]" } }),
    /./,
  ],
  [
    'a parameter default of itself',
    template([registry({ name: "[parameters('a')]" })], {
      parameters: { a: { type: 'string', defaultValue: "[parameters('a')]" } },
    }),
    /./,
  ],
  ['text that doubles forty times', doubling(), /./],
  [
    'not UTF-8',
    Buffer.concat([
      Buffer.from(`${HEAD}"resources": [ { "name": "`),
      Buffer.from([0xff, 0xfe, 0xc3, 0x28]),
      Buffer.from('" } ] }'),
    ]),
    /UTF-8/i,
  ],
  ['a null byte', `${HEAD}"resources": [\u0000] }`, /./],
  [
    'keys like those of every object',
    `${HEAD}"parameters": { "__proto__": { "type": "string", "defaultValue": "x" }, "constructor": { "type": "string", "defaultValue": "acr" } }, "variables": { "__proto__": { "polluted": true }, "toString": "y" }, "resources": [ { "type": "Microsoft.ContainerRegistry/registries", "apiVersion": "2023-07-01", "name": "[parameters('constructor')]", "__proto__": { "condition": false }, "location": "[variables('toString')]" } ] }`,
    undefined,
  ],
  [
    'deployments in loops in loops',
    Array.from({ length: 6 }).reduce<unknown>(
      (within) =>
        template([
          {
            ...nested([], {}, {}),
            copy: { name: 'c', count: 700 },
            properties: { mode: 'Incremental', expressionEvaluationOptions: { scope: 'inner' }, template: within },
          },
        ] as never),
      template([registry()]),
    ),
    /more than 10000 resources/,
  ],
  ['resources of the wrong kind', template('nonsense' as never), /./],
  ['resources that are texts and nulls', template([null, 'x', 1, []] as never), /./],
];

/** Twenty pairs of switches of which one must be on, and then a demand that no values meet. */
function unsatisfiable(): unknown {
  const pairs = Array.from({ length: 20 }, (_, i) => `or(parameters('a${i}'), parameters('b${i}'))`);
  const [x, y] = ["parameters('x')", "parameters('y')"];
  const never = [`or(${x}, ${y})`, `or(not(${x}), ${y})`, `or(${x}, not(${y}))`, `or(not(${x}), not(${y}))`];
  const names = ['x', 'y', ...pairs.flatMap((_, i) => [`a${i}`, `b${i}`])];
  return template([registry({ condition: `[and(${[...pairs, ...never].join(', ')})]` }), setting()], {
    parameters: Object.fromEntries(names.map((name) => [name, { type: 'bool' }])),
  });
}

test('a condition that no values meet ends soon', async () => {
  const { code, results } = await lintJson(folderOf({ 'main.json': unsatisfiable() }));
  expect(code).toBe(3);
  expect(results.map(({ outcome, dependsOn }) => [outcome, dependsOn.map(({ kind }) => kind)])).toEqual([
    ['unknown', ['limit']],
  ]);
});

/** Each variable is made of the one before it. */
function linked(links: number, first: string, link: (before: string) => string): unknown {
  const made = Array.from({ length: links }, (_, i) => [`v${i + 1}`, `[${link(`variables('v${i}')`)}]`]);
  return { v0: `[${first}]`, ...Object.fromEntries(made) };
}

function reduced(rounds: number, first: string, lambda: string): string {
  return `reduce(range(0, ${rounds}), ${first}, lambda('a', 'b', ${lambda}))`;
}

const [SO_FAR, ROUND] = ["lambdaVariables('a')", "lambdaVariables('b')"];
const OPEN = { p: STRING, q: STRING, b: { type: 'bool' }, n: { type: 'int' }, o: { type: 'object' } };
const never = "equals(not(and(parameters('o').on, true())), and(parameters('o').on, true()))";
const lookedUp = reduced(9999, "parameters('p')", `coalesce(tryGet(parameters('o'), string(${ROUND})), ${SO_FAR})`);
const lowered = reduced(9999, "parameters('p')", `toLower(concat(${SO_FAR}, 'x'))`);
const both = `${SO_FAR}, equals(parameters('n'), ${ROUND})`;

/** What is small as a text and large as a value: the outcome, and what it depends on. */
const VALUES: readonly (readonly [string, readonly unknown[], Record<string, unknown>, string, readonly string[]])[] = [
  [
    'a destination that is a chain of choices',
    [registry(), setting({ workspaceId: "[variables('v60')]" })],
    { variables: linked(60, "parameters('p')", (v) => `if(parameters('b'), ${v}, concat(${v}, 'x'))`) },
    'pass',
    [],
  ],
  [
    'a destination that is a chain of choices, the last of them of nothing',
    [registry(), setting({ workspaceId: "[if(parameters('b'), variables('v60'), '')]" })],
    { variables: linked(60, "parameters('p')", (v) => `if(parameters('b'), ${v}, concat(${v}, 'x'))`) },
    'unknown',
    ['parameter'],
  ],
  [
    'a name that doubles with each link',
    [registry({ name: "[variables('v60')]" }), setting()],
    { variables: linked(60, "parameters('p')", (v) => `toLower(concat(${v}, toUpper(${v})))`) },
    'unknown',
    ['limit'],
  ],
  [
    'the same long name twice',
    [
      registry({ name: "[variables('v60')]" }),
      setting({}, { scope: "[resourceId('Microsoft.ContainerRegistry/registries', variables('v60'))]" }),
    ],
    { variables: linked(60, "parameters('p')", (v) => `toLower(concat(${v}, toUpper(${v})))`) },
    'pass',
    [],
  ],
  ['a condition that is a deep value', [registry(), conditional(`equals(${lookedUp}, 'x')`)], {}, 'unknown', ['limit']],
  ['a condition on a deep text', [registry(), conditional(`contains(${lowered}, 'q')`)], {}, 'unknown', ['limit']],
  ['a destination that is a deep text', [registry(), setting({ workspaceId: `[${lowered}]` })], {}, 'pass', []],
  [
    'and of five thousand questions, which exclude each other',
    [registry({ condition: `[${all()}]` }), conditional(all())],
    {},
    'notApplicable',
    [],
  ],
  [
    'or of five thousand questions, which the registry shares',
    [registry({ condition: `[${any()}]` }), conditional(any())],
    {},
    'pass',
    [],
  ],
  [
    'or of five thousand questions, with its negation',
    [registry(), conditional(`and(${any()}, not(${any()}))`)],
    {},
    'fail',
    [],
  ],
  [
    'and of five thousand questions, one of them false',
    [registry(), conditional(`and(${all()}, false())`)],
    {},
    'fail',
    [],
  ],
  ['a condition that no value makes true', [registry({ condition: `[${never}]` })], {}, 'notApplicable', []],
  ['a condition that every value makes true', [registry(), conditional(`not(${never})`)], {}, 'pass', []],
  ['an index that is an object', [registry({ name: "[createArray(1)[createObject('a', 1)]]" })], {}, 'error', []],
  ['an index that is an array', [registry({ name: '[createArray(1)[createArray(0)]]' })], {}, 'error', []],
  ['a member of a text by an object', [registry({ name: "[string('x')[createObject('a', 1)]]" })], {}, 'error', []],
  [
    'a function with an object for the name of a parameter',
    [registry({ name: '[c.f(1)]' })],
    { functions: [userFunction('c', { toString: 1, valueOf: 1 })] },
    'fail',
    [],
  ],
  [
    'a function with an object for a namespace',
    [registry()],
    { functions: [userFunction({ toString: 1, valueOf: 1 }, 'x')] },
    'fail',
    [],
  ],
];

function all(): string {
  return reduced(5000, "parameters('b')", `and(${both})`);
}

function any(): string {
  return reduced(5000, "parameters('b')", `or(${both})`);
}

function conditional(condition: string): unknown {
  return setting({}, { condition: `[${condition}]` });
}

function userFunction(namespace: unknown, name: unknown): unknown {
  const parameters = [{ name, type: 'int' }];
  return { namespace, members: { f: { parameters, output: { type: 'string', value: 'x' } } } };
}

describe('a value that is deep, long or shared many times has a verdict', () => {
  test.each(VALUES)('%s', async (_, resources, more, outcome, causes) => {
    const main = template(resources as never, { parameters: OPEN, ...more } as never);
    const { results, errors } = await lintJson(folderOf({ 'main.json': main, 'z.json': passing }));
    expect(results.map((result) => [result.outcome, result.dependsOn.map(({ kind }) => kind)])).toEqual([
      [outcome, causes],
      ['pass', []],
    ]);
    expect(errors.map(({ code }) => code).filter((code) => code !== 'limit')).toEqual([]);
  });

  test.each([
    ['objects', `createObject('m', ${SO_FAR})`],
    ['arrays', `createArray(${SO_FAR})`],
    ['choices', `if(equals(parameters('n'), ${ROUND}), 'x', ${SO_FAR})`],
    ['texts', `toLower(concat(${SO_FAR}, 'x'))`],
  ])('expand prints %s that are nested too deeply', async (_, link) => {
    const cwd = folderOf({
      'a.json': template([registry({ tags: { deep: `[${reduced(9999, "parameters('p')", link)}]` } })], {
        parameters: OPEN,
      }),
    });
    const { code, out, err } = await acraudit(cwd, 'expand', 'a.json', '-f', 'json');
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({
      unknowns: expect.arrayContaining([expect.objectContaining({ kind: 'limit' })]),
    });
  });

  test('a chain of variables that is too long is an error of its file', async () => {
    const variables = linked(2000, "parameters('p')", (v) => `concat(${v}, 'x')`);
    const main = template([registry({ name: "[variables('v2000')]" })], { parameters: OPEN, variables } as never);
    const { results, errors } = await lintJson(folderOf({ 'main.json': main, 'z.json': passing }));
    expect(results.map(({ outcome }) => outcome)).toEqual(['pass']);
    expect(errors).toMatchObject([{ code: 'evaluation-depth', message: 'evaluation is nested deeper than 512' }]);
  });
});

function doubling(): unknown {
  const variables = Object.fromEntries(
    Array.from({ length: 40 }, (_, i) => [`v${i + 1}`, `[concat(variables('v${i}'), variables('v${i}'))]`]),
  );
  return template([registry({ name: "[variables('v40')]" })], { variables: { v0: 'xxxxxxxxxx', ...variables } });
}

describe('a hostile file is refused by itself, soon, and the others are evaluated', () => {
  test.each(FILES)('%s', async (_, content, says) => {
    const cwd = folderOf({ 'a.json': passing, 'hostile.json': content, 'z.json': template([registry()]) });
    const before = process.memoryUsage().rss;
    const { code, results, errors } = await lintJson(cwd, '--fail-on', 'never');
    expect(process.memoryUsage().rss - before).toBeLessThan(MEMORY);
    const outcomes = results.filter(({ location }) => location.file !== 'hostile.json').map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['pass', 'fail']);
    const broken = results.filter(({ location, outcome }) => location.file === 'hostile.json' && outcome === 'error');
    const said = [...errors.filter(({ location }) => location?.file === 'hostile.json'), ...broken].map(
      ({ message }) => message,
    );
    expect(errors.filter(({ location }) => location?.file !== 'hostile.json')).toEqual([]);
    expect(said.filter((message) => message.includes('Maximum call stack') || message.includes('crashed'))).toEqual([]);
    expect(code).toBe(says === undefined ? 0 : 3);
    if (says === undefined) expect(said).toEqual([]);
    else expect(said.join('\n')).toMatch(says);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('a file over --max-size', async () => {
    const big = template([registry({ tags: { text: 'x'.repeat(60_000) } })]);
    const cwd = folderOf({ 'a.json': passing, 'big.json': big });
    const { code, results, errors } = await lintJson(cwd, '--max-size', '50k');
    expect({ code, outcomes: results.map(({ outcome }) => outcome) }).toEqual({ code: 3, outcomes: ['pass'] });
    expect(errors).toMatchObject([{ location: { file: 'big.json' }, message: expect.stringContaining('--max-size') }]);
    expect((await lintJson(cwd, '--max-size', '100k')).code).toBe(1);
  });

  test('two hundred megabytes', async () => {
    const cwd = folderOf({
      'a.json': passing,
      'big.json': Buffer.concat([Buffer.from(HEAD), Buffer.alloc(200 * 1024 * 1024, 0x20)]),
    });
    const before = process.memoryUsage().rss;
    const { code, errors } = await lintJson(cwd);
    expect(code).toBe(3);
    expect(errors.map(({ location }) => location?.file)).toEqual(['big.json']);
    expect(process.memoryUsage().rss - before).toBeLessThan(MEMORY);
  });
});

test('a hundred and fifty thousand errors of one file end no run', async () => {
  const cwd = folderOf({ 'wrong.bicep': 'a\n'.repeat(150_000), 'main.json': passing });
  const { code, results, errors } = await lintJson(cwd);
  expect([code, results.map(({ outcome }) => outcome), errors.length]).toEqual([3, ['pass'], 150_000]);
});

test('a name that writes to the terminal is shown, not obeyed', async () => {
  const name = 'acr\u001B[31m\u202Egnp\n::error::x';
  const { out } = await acraudit(folderOf({ 'a.json': template([registry({ name })]) }), 'lint', '--no-color');
  expect(out).not.toContain('\u001B');
  expect(out).not.toContain('\u202E');
  expect(out).not.toMatch(/^::error/m);
});

test('expand of a loop of a thousand million ends soon, with an error', async () => {
  const cwd = folderOf({
    'a.json': template([registry({ copy: { name: 'c', count: 1e9 }, name: "[concat('a', copyIndex())]" })], {
      parameters: { p: STRING },
    }),
  });
  const { code, out, err } = await acraudit(cwd, 'expand', 'a.json', '-f', 'json');
  expect(code).toBe(3);
  expect(out + err).toMatch(/copy/);
});
