import { describe, expect, test } from 'vitest';
import { violations } from './support/import-table.ts';
import { type Import, importsOf, loadedFrom, readSources, type Sources, withoutComments } from './support/imports.ts';

const program = readSources('src', 'rules', 'tools');

test('every file keeps to the import table', () => {
  expect(program.size).toBeGreaterThan(100);
  expect(violations(program)).toEqual([]);
});

test('linting loads no Azure package and nothing that talks to Azure', () => {
  const loaded = loadedFrom(['src/cli/commands/lint-command.ts'], program, { dynamic: true });
  expect(loaded).toContain('src/sources/arm/arm-source.ts');
  expect(azureIn(loaded)).toEqual([]);
});

test('a program that lints loads no Azure package either, and importing the package loads no job', () => {
  expect([...loadedFrom(['src/index.ts'], program, { dynamic: false })].sort()).toEqual([
    'node:async_hooks',
    'node:path',
    'src/engine/rule.ts',
    'src/index.ts',
    'src/messages/fill-text.ts',
    'src/messages/language.ts',
  ]);
  expect(azureIn(loadedFrom(['src/api/lint/lint-templates.ts'], program, { dynamic: true }))).toEqual([]);
  expect(azureIn(loadedFrom(['src/api/scan/scan-registries.ts'], program, { dynamic: true }))).not.toEqual([]);
});

test('starting loads no command and none of the packages that only some runs need', () => {
  const loaded = [...loadedFrom(['src/bin.ts'], program, { dynamic: false })];
  expect(loaded).toContain('src/cli/main.ts');
  expect(loaded.filter((target) => /^(yaml|ajv|src\/api\/|src\/engine\/|src\/sources\/|rules\/)/.test(target))).toEqual(
    [],
  );
});

test('linting without a configuration file loads neither yaml nor ajv', () => {
  const loaded = loadedFrom(['src/cli/commands/lint-command.ts'], program, { dynamic: false });
  expect([...loaded].filter((target) => target === 'yaml' || target === 'ajv')).toEqual([]);
});

test('only one file can make text that streams take, so that no other can forget to escape', () => {
  const makers = [...program].filter(([, text]) => /\bas SafeText\b/.test(text)).map(([file]) => file);
  expect(makers).toEqual(['src/util/safe-text.ts']);
});

function azureIn(loaded: ReadonlySet<string>): string[] {
  return [...loaded].filter((target) => target.startsWith('@azure/') || target.startsWith('src/sources/azure/live/'));
}

const plain = (target: string): Import => ({ target, typeOnly: false, dynamic: false });

describe('imports are found in every form', () => {
  test.each<[string, string, Import[]]>([
    ['one name', `import { a } from './b.ts';`, [plain('src/x/b.ts')]],
    ['double quotes', `import { a } from "../b.ts";`, [plain('src/b.ts')]],
    ['several lines', `import {\n  a,\n  type B,\n} from './b.ts';`, [plain('src/x/b.ts')]],
    ['types', `import type { A } from './b.ts';`, [{ ...plain('src/x/b.ts'), typeOnly: true }]],
    ['types inside', `import { type A, type B } from './b.ts';`, [{ ...plain('src/x/b.ts'), typeOnly: true }]],
    ['side effect', `import 'yaml';`, [plain('yaml')]],
    ['default', `import picomatch from 'picomatch';`, [plain('picomatch')]],
    ['namespace', `import * as all from './b.ts';`, [plain('src/x/b.ts')]],
    ['attributes', `import s from './s.json' with { type: 'json' };`, [plain('src/x/s.json')]],
    ['re-export', `export { a } from './b.ts';`, [plain('src/x/b.ts')]],
    ['re-export of all', `export * from './b.ts';`, [plain('src/x/b.ts')]],
    ['dynamic', `const { a } = await import('./b.ts');`, [{ ...plain('src/x/b.ts'), dynamic: true }]],
    ['dynamic over lines', `await import(\n  'yaml'\n);`, [{ ...plain('yaml'), dynamic: true }]],
    ['type of a module', `type Y = typeof import('yaml');`, [{ target: 'yaml', typeOnly: true, dynamic: true }]],
    ['computed', `await import(name);`, [{ target: '(computed)', typeOnly: false, dynamic: true }]],
    ['second on a line', `import 'a'; import 'b';`, [plain('a'), plain('b')]],
    ['none in comments', `// import 'a';\n/* import 'b'; */`, []],
    ['none in an exported text', `export const a = 'from';`, []],
  ])('%s', (_, text, expected) => {
    expect(importsOf('src/x/a.ts', text)).toEqual(expected);
  });
});

describe('a broken table is noticed', () => {
  test.each<[string, string, string]>([
    ['src/model/a.ts', `import { b } from '../engine/rule.ts';`, 'imports src/engine/rule.ts'],
    ['src/model/a.ts', `import type { B } from '../engine/rule.ts';`, 'imports src/engine/rule.ts'],
    ['src/model/a.ts', `import { readFileSync } from 'node:fs';`, 'imports node:fs'],
    [
      'src/model/a.ts',
      `const b = await import('../sources/azure/decode/b.ts');`,
      'imports src/sources/azure/decode/b.ts',
    ],
    [
      'src/sources/azure/decode/a.ts',
      `import '../../arm/read-json-file.ts';`,
      'imports src/sources/arm/read-json-file.ts',
    ],
    ['src/sources/arm/a.ts', `import '../../engine/rule.ts';`, 'imports src/engine/rule.ts'],
    ['src/sources/arm/a.ts', `import '@azure/identity';`, 'imports @azure/identity'],
    ['src/sources/discover/a.ts', `import '../arm/read-json-file.ts';`, 'imports src/sources/arm/read-json-file.ts'],
    ['src/engine/a.ts', `import { readFileSync } from 'node:fs';`, 'imports node:fs'],
    [
      'src/engine/a.ts',
      `import type { AttachedSetting } from '../model/azure/attached-setting.ts';`,
      'imports src/model/azure/attached-setting.ts',
    ],
    [
      'src/engine/a.ts',
      `import { target } from '../model/target.ts';`,
      'imports more than types of src/model/target.ts',
    ],
    ['src/engine/a.ts', `import '../sources/arm/read-json-file.ts';`, 'imports src/sources/arm/read-json-file.ts'],
    ['rules/Azure.ACR.A.ts', `import { b } from './Azure.ACR.B.ts';`, 'imports rules/Azure.ACR.B.ts'],
    ['rules/Azure.ACR.A.ts', `import type { B } from './Azure.ACR.B.ts';`, 'imports rules/Azure.ACR.B.ts'],
    [
      'rules/Azure.ACR.A.ts',
      `import '../src/sources/arm/read-json-file.ts';`,
      'imports src/sources/arm/read-json-file.ts',
    ],
    [
      'rules/Azure.ACR.A.ts',
      `import { outcomes } from '../src/engine/finding.ts';`,
      'imports more than types of src/engine/finding.ts',
    ],
    [
      'rules/Azure.ACR.A.ts',
      `import { evaluateRules } from '../src/engine/evaluate-rules.ts';`,
      'imports src/engine/evaluate-rules.ts',
    ],
    [
      'src/reports/a.ts',
      `import { finding } from '../engine/finding.ts';`,
      'imports more than types of src/engine/finding.ts',
    ],
    ['src/reports/a.ts', `import type { Rule } from '../engine/rule.ts';`, 'imports src/engine/rule.ts'],
    ['src/reports/a.ts', `import { writeFileSync } from 'node:fs';`, 'imports node:fs'],
    [
      'src/config/a.ts',
      `import { messageOf } from '../engine/rule.ts';`,
      'imports more than types of src/engine/rule.ts',
    ],
    [
      'src/config/a.ts',
      `import { lint } from '../cli/commands/lint-command.ts';`,
      'imports src/cli/commands/lint-command.ts',
    ],
    ['src/fixes/a.ts', `import { main } from '../cli/main.ts';`, 'imports src/cli/main.ts'],
    ['src/api/a.ts', `import '../../tools/bench.ts';`, 'imports tools/bench.ts'],
    ['src/api/a.ts', `import '@azure/identity';`, 'imports @azure/identity'],
    ['src/api/a.ts', `await import(name);`, 'imports (computed)'],
    ['src/util/nearest.ts', `import './errors.ts';`, 'imports src/util/errors.ts'],
    ['src/sources/other/a.ts', '', 'belongs to no part of the import table'],
    ['src/api/a.ts', `console.log('hello');`, 'uses console.log'],
    ['src/reports/a.ts', `process.stdout.write('hello');`, 'uses process.stdout'],
    ['src/api/a.ts', 'process.exit(1);', 'uses process.exit'],
    ['src/api/a.ts', 'const here = process.cwd();', 'uses process.cwd'],
    ['src/api/a.ts', `import type { Streams } from '../cli/streams.ts';`, 'imports src/cli/streams.ts'],
    ['src/api/a.ts', `import { toJson } from '../reports/report-text.ts';`, 'imports src/reports/report-text.ts'],
    [
      'src/cli/a.ts',
      `import { evaluateRules } from '../engine/evaluate-rules.ts';`,
      'imports src/engine/evaluate-rules.ts',
    ],
    [
      'src/fixes/arm/a.ts',
      `import { readTemplates } from '../../sources/arm/template-request.ts';`,
      'imports more than types of src/sources/arm/template-request.ts',
    ],
  ])('%s: %s', (file, text, expected) => {
    expect(violations(new Map([[file, text]]))).toEqual([`${file}: ${expected}`]);
  });

  test('what is allowed is not complained about', () => {
    const fine: Sources = new Map([
      [
        'rules/Azure.ACR.A.ts',
        `import type { RuleContext } from '../src/engine/rule.ts';\n// console.log in a comment`,
      ],
      ['rules/index.ts', `import { a } from './Azure.ACR.A.ts';`],
      ['src/sources/azure/live/a.ts', `import { b } from '@azure/identity';`],
      ['src/reports/a.ts', `import type { A } from '../engine/finding.ts';\nexport const a = { console: 1 };`],
      ['tools/a.ts', `import { build } from 'esbuild';\nconsole.log(process.stdout);`],
    ]);
    expect(violations(fine)).toEqual([]);
  });

  test('an Azure package that linting reaches over several files', () => {
    const graph: Sources = new Map([
      ['src/cli/commands/lint-command.ts', `import { a } from '../../api/a.ts';`],
      ['src/api/a.ts', `const b = await import('./b.ts');`],
      ['src/api/b.ts', `import '@azure/identity';\nimport type { T } from '@azure/arm-monitor';`],
    ]);
    expect(azureIn(loadedFrom(['src/cli/commands/lint-command.ts'], graph, { dynamic: true }))).toEqual([
      '@azure/identity',
    ]);
    expect(azureIn(loadedFrom(['src/cli/commands/lint-command.ts'], graph, { dynamic: false }))).toEqual([]);
  });
});

describe('a name is found once:', () => {
  /** What occurs more than once, with where. */
  function repeated(named: readonly (readonly [name: string, file: string])[]): string[] {
    const files = new Map<string, string[]>();
    for (const [name, file] of named) files.set(name, [...(files.get(name) ?? []), file]);
    return [...files].filter(([, list]) => list.length > 1).map(([name, list]) => `${name}: ${list.join(', ')}`);
  }

  const own = [...program].filter(([file]) => !file.startsWith('tools/'));

  test('the base names of files', () => {
    const names = own.map(([file]) => [file.slice(file.lastIndexOf('/') + 1), file] as const);
    // A translation is called like what it translates.
    const others = names.filter(([name, file]) => name !== 'index.ts' && !file.startsWith('src/messages/zh-cn/'));
    expect(repeated(others)).toEqual([]);
  });

  test('the names of exported types', () => {
    const types = own.flatMap(([file, text]) =>
      [...withoutComments(text).matchAll(/^export (?:interface|type|class) (\w+)/gm)].map(
        ([, name = '']) => [name, file] as const,
      ),
    );
    expect(types.length).toBeGreaterThan(200);
    expect(repeated(types)).toEqual([]);
  });
});
