// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is Bicep
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { collectReferences } from '../../src/api/restore/collect-references.ts';
import { BUILT_IN_CONFIG } from '../../src/sources/bicep/modules/bicep-config.ts';
import { referenceText } from '../../src/sources/bicep/modules/registry-reference.ts';

type Files = Readonly<Record<string, string>>;

const MISSING = { problem: { code: 'ENOENT', message: 'no longer there' } } as const;

/** What the files below `/r` refer to from `main.bicep` on, a line each. */
function collected(files: Files, start: readonly string[] = ['main.bicep']): string[] {
  const read: string[] = [];
  const { references, errors } = collectReferences(
    start.map((name) => join('/r', name)),
    {
      cwd: '/r',
      rootOf: () => '/r',
      configOf: () => BUILT_IN_CONFIG,
      readFile: (absolute) => {
        read.push(absolute);
        const text = files[absolute.slice('/r/'.length)];
        return text === undefined ? MISSING : { bytes: Buffer.from(text) };
      },
    },
  );
  expect(new Set(read).size).toBe(read.length);
  const places = references.map(
    ({ reference, usedBy }) =>
      `${referenceText(reference)} ${usedBy.map(({ file, line, column }) => `${file}:${line}:${column}`).join(' ')}`,
  );
  return [...places, ...errors.map(({ code, location: { file, line = 0 } }) => `${code} ${file}:${line}`)];
}

const REF = 'br/public:a/b:1';
const FULL = 'br:mcr.microsoft.com/bicep/a/b:1';

test.each<[string, Files, string[]]>([
  ['modules', { 'main.bicep': `module m '${REF}' = {\n}` }, [`${FULL} main.bicep:1:10`]],
  [
    'imports',
    { 'main.bicep': `import {t} from '${REF}'\nimport * as n from '${REF}'` },
    [`${FULL} main.bicep:1:17 main.bicep:2:20`],
  ],
  [
    'modules with conditions and in loops',
    { 'main.bicep': `module m '${REF}' = if (true) {\n}\nmodule n '${REF}' = [for i in []: {\n}]` },
    [`${FULL} main.bicep:1:10 main.bicep:3:10`],
  ],
  [
    'files in a circle, each once',
    {
      'main.bicep': "module m 'a.bicep' = {\n}",
      'a.bicep': `module m './main.bicep' = {\n}\nmodule n '${REF}' = {\n}`,
    },
    [`${FULL} a.bicep:3:10`],
  ],
  [
    'comments, which are none',
    { 'main.bicep': `// module m '${REF}'\n/* module n '${REF}' = {} */\nvar text = '${REF}'` },
    [],
  ],
  ['extensions, which are no modules', { 'main.bicep': `extension 'br:h.io/ext:1' as e` }, []],
  ['a reference with a hole', { 'main.bicep': "module m 'br/public:${x}:1' = {\n}" }, []],
  [
    'what stands behind an error of syntax',
    { 'main.bicep': `var = = 5\nmodule m '${REF}' = {\n}` },
    [`${FULL} main.bicep:2:10`],
  ],
  ['JSON, which refers to nothing', { 'main.bicep': "module m 'a.json' = {\n}" }, []],
  ['files outside of the repository, which are not read', { 'main.bicep': "module m '../x.bicep' = {\n}" }, []],
  ['a file that is not there', { 'main.bicep': "module m 'x.bicep' = {\n}" }, ['ENOENT x.bicep:0']],
  ['a wrong reference', { 'main.bicep': "module m 'br:A/B:1' = {\n}" }, ['BCP195 main.bicep:1']],
])('references are collected from %s', (_, files, expected) => {
  expect(collected(files)).toEqual(expected);
});

test('a parameter file leads to its template and to the one that it extends', () => {
  const files = {
    'main.bicepparam': "using 'main.bicep'\nextends 'base.bicepparam'",
    'base.bicepparam': `using '${REF}'`,
    'main.bicep': "module m 'br:h.io/a:2' = {\n}",
  };
  expect(collected(files, ['main.bicepparam'])).toEqual(['br:h.io/a:2 main.bicep:1:10', `${FULL} base.bicepparam:1:7`]);
});
