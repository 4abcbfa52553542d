import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  bundledFolders,
  licenceProblems,
  type ShippedPackage,
  shippedPackages,
  thirdPartyPage,
} from '../../tools/third-party.ts';

const a: ShippedPackage = { name: 'a', version: '1.0.0', licence: 'MIT', text: 'Do as you like.' };

test.each<[string, Partial<ShippedPackage>, readonly string[]]>([
  ['an allowed licence and its text', {}, []],
  ['no licence text', { text: '' }, ['a 1.0.0 has no licence text']],
  ['another licence', { licence: 'GPL-3.0' }, ["a 1.0.0 has the licence 'GPL-3.0', which is not on the list"]],
  ['no licence', { licence: '' }, ["a 1.0.0 has the licence '', which is not on the list"]],
  [
    'a choice of licences, which someone has to make',
    { licence: '(MIT OR GPL-3.0)' },
    ["a 1.0.0 has the licence '(MIT OR GPL-3.0)', which is not on the list"],
  ],
])('a package with %s: its problems', (_, part, problems) => {
  expect(licenceProblems([{ ...a, ...part }])).toEqual(problems);
});

test('the page has every package in order, and every text once', () => {
  const others: readonly ShippedPackage[] = [
    { ...a, name: 'c', licence: 'ISC', text: 'Do.' },
    { ...a, name: 'b' },
  ];
  expect(thirdPartyPage([...others, a])).toBe(`# Third-party software

The published package contains code of these packages, and of no others. \`npm run docs\` writes this page.

| Package | Licence |
|---|---|
| a 1.0.0 | MIT |
| b 1.0.0 | MIT |
| c 1.0.0 | ISC |

## a 1.0.0, b 1.0.0

\`\`\`text
Do as you like.
\`\`\`

## c 1.0.0

\`\`\`text
Do.
\`\`\`
`);
});

test('packages are those that leave code in an output, inner ones by their own folder', () => {
  const input = (bytesInOutput: number) => ({ bytesInOutput });
  const output = (inputs: Record<string, { bytesInOutput: number }>) => ({
    bytes: 0,
    imports: [],
    exports: [],
    inputs,
  });
  expect(
    bundledFolders({
      outputs: {
        'dist/cli.js': output({
          'src/bin.ts': input(9),
          'node_modules/b/lib/x.js': input(5),
          'node_modules/dropped/x.js': input(0),
          'node_modules/@s/outer/node_modules/@t/inner/x.js': input(1),
        }),
        'dist/index.js': output({ 'node_modules/b/y.js': input(2), 'node_modules/@s/outer/x.js': input(1) }),
      },
    }),
  ).toEqual(['node_modules/@s/outer', 'node_modules/@s/outer/node_modules/@t/inner', 'node_modules/b']);
});

describe('what this package ships', () => {
  test('is named in THIRD-PARTY.md, and may be shipped', async () => {
    const shipped = await shippedPackages();
    expect(licenceProblems(shipped)).toEqual([]);
    expect(readFileSync('THIRD-PARTY.md', 'utf8')).toBe(thirdPartyPage(shipped));
    const names = shipped.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['@azure/identity', '@pnpm/tabtab', 'ajv', 'commander', 'yaml']));
    expect(names).not.toContain('esbuild');
  });
});
