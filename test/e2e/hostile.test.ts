import { describe, expect, test } from 'vitest';
import { acraudit, folderOf, lintJson } from '../support/cli.ts';
import { nested, registry, STRING, setting, template } from '../support/templates.ts';

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
