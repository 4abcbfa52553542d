import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import {
  DEFAULT_MAX_SIZE,
  type Discovered,
  type DiscoverOptions,
  discover,
  type FileRules,
} from '../../../src/sources/discover/discover.ts';
import { walkFolder } from '../../../src/sources/discover/walk-folder.ts';
import { UsageError } from '../../../src/util/errors.ts';

const BASE = 'https://schema.management.azure.com/schemas/2019-04-01/';
const TEMPLATE = `{"$schema": "${BASE}deploymentTemplate.json#", "resources": []}`;
const PARAMETERS = `{"$schema": "${BASE}deploymentParameters.json#", "parameters": {}}`;

const made: string[] = [];

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A temporary folder with these files, removed after the test. `T` and `P` stand for a template and a parameter file. */
function tree(files: Readonly<Record<string, string>>): string {
  const root = realpathSync.native(mkdtempSync(join(tmpdir(), 'acraudit-discover-')));
  made.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text === 'T' ? TEMPLATE : text === 'P' ? PARAMETERS : text);
  }
  return root;
}

interface RunOptions extends Partial<DiscoverOptions> {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** The folder of the configuration, relative to the current one. */
  readonly configRoot?: string;
}

function run(cwd: string, paths: readonly string[] = [], options: RunOptions = {}): Discovered {
  const { include, exclude, configRoot = '.', ...rest } = options;
  const rules: FileRules = { root: join(cwd, configRoot), ...(include && { include }), ...(exclude && { exclude }) };
  return discover({ cwd, paths, gitignore: true, maxSize: DEFAULT_MAX_SIZE, rulesOf: () => rules, ...rest });
}

function templates(found: Discovered): string[] {
  return found.templates.map(({ file }) => file);
}

function skipped(found: Discovered): string[] {
  return found.skipped.map(({ file, reason, named }) => `${file} ${reason}${named ? ' named' : ''}`);
}

function usageError(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return 'no error';
}

describe('folders', () => {
  test('are searched to the bottom, by $schema and not by name', () => {
    const cwd = tree({
      'b.json': 'T',
      'a/main.json': 'T',
      'a/MAIN.JSONC': 'T',
      'a/main.parameters.json': 'P',
      'a/package.json': '{"name": "x"}',
      'a/readme.md': TEMPLATE,
      'a/data.json5': TEMPLATE,
      '.github/x.json': 'T',
      'Z/x.json': 'T',
      'node_modules/p/x.json': 'T',
      'a/node_modules/x.json': 'T',
      '.git/x.json': 'T',
    });
    expect(run(cwd)).toEqual({
      templates: ['.github/x.json', 'Z/x.json', 'a/MAIN.JSONC', 'a/main.json', 'b.json'].map((file) => ({
        file,
        absolute: join(cwd, file),
        named: false,
      })),
      declaring: [],
      parameterFiles: [{ file: 'a/main.parameters.json', absolute: join(cwd, 'a/main.parameters.json'), named: false }],
      skipped: [
        { file: 'a/main.parameters.json', reason: 'parameter-file', named: false },
        { file: 'a/package.json', reason: 'not-a-template', named: false },
      ],
      unreadable: [],
      hiddenTemplates: 0,
      hiddenTruncated: false,
    });
  });

  test('outside of the current folder are named with ../', () => {
    const root = tree({ 'here/x.json': 'T', 'there/y.json': 'T' });
    expect(templates(run(join(root, 'here'), ['../there', '.']))).toEqual(['x.json', '../there/y.json']);
  });

  test('a file reached by several paths stands once, named if any path names it', () => {
    const cwd = tree({ 'a/x.json': 'T', 'a/y.json': 'T' });
    for (const paths of [
      ['.', 'a', './a/', 'a/x.json', 'a/*.json'],
      ['a/x.json', 'a/../a', '.'],
    ]) {
      const found = run(cwd, paths).templates.map(({ file, named }) => [file, named]);
      expect(found).toEqual([
        ['a/x.json', true],
        ['a/y.json', false],
      ]);
    }
  });

  test('nested too deep are said to be left out', () => {
    const deep = Array.from({ length: 70 }, () => 'd').join('/');
    const cwd = tree({ [`${deep}/x.json`]: 'T', 'x.json': 'T' });
    const found = run(cwd);
    expect(templates(found)).toEqual(['x.json']);
    expect(found.unreadable).toEqual([
      {
        file: Array.from({ length: 64 }, () => 'd').join('/'),
        code: 'walk-limit',
        message: 'nested deeper than 64 folders',
      },
    ]);
  });
});

describe('symbolic links', () => {
  test('to folders are not followed, and cycles end', () => {
    const root = tree({ 'in/a/x.json': 'T', 'out/y.json': 'T' });
    const cwd = join(root, 'in');
    symlinkSync('..', join(cwd, 'a/up'));
    symlinkSync('a', join(cwd, 'b'));
    symlinkSync('../out', join(cwd, 'out.json'));
    const found = run(cwd);
    expect([templates(found), found.unreadable]).toEqual([['a/x.json'], []]);
  });

  test('to files count once, by the real name', () => {
    const cwd = tree({ 'b/x.json': 'T' });
    symlinkSync('b/x.json', join(cwd, 'a.json'));
    expect(templates(run(cwd))).toEqual(['b/x.json']);
    expect(templates(run(cwd, ['a.json', '.']))).toEqual(['a.json']);
  });

  test('a named link to a folder is searched, and its files are the same as in the folder', () => {
    const cwd = tree({ 'b/x.json': 'T' });
    symlinkSync('b', join(cwd, 'a'));
    expect(templates(run(cwd, ['a']))).toEqual(['a/x.json']);
    expect(run(cwd, ['a', 'b']).templates).toHaveLength(1);
  });

  test('broken and circular ones are unreadable', () => {
    const cwd = tree({});
    symlinkSync('nothing', join(cwd, 'broken.json'));
    symlinkSync('loop.json', join(cwd, 'loop.json'));
    symlinkSync('nothing', join(cwd, 'not-json'));
    const unreadable = [
      { file: 'broken.json', code: 'broken-link', message: 'a broken symbolic link' },
      { file: 'loop.json', code: 'ELOOP', message: 'a symbolic link that leads back to itself' },
    ];
    expect(run(cwd).unreadable).toEqual(unreadable);
    expect(run(cwd, ['broken.json', 'loop.json']).unreadable).toEqual(unreadable);
  });

  test('that leave the repository are said aloud if they lead to a template, and read when named', () => {
    const root = tree({
      'repo/.git/HEAD': '',
      'repo/shared/s.json': 'T',
      'repo/in/a.txt': '',
      'x.json': 'T',
      'y.json': '{}',
    });
    const cwd = join(root, 'repo/in');
    symlinkSync('../../x.json', join(cwd, 'x.json'));
    symlinkSync('../../y.json', join(cwd, 'y.json'));
    symlinkSync('../shared/s.json', join(cwd, 's.json'));
    const found = run(cwd);
    expect(templates(found)).toEqual(['s.json']);
    expect(found.unreadable.map(({ file, code }) => [file, code])).toEqual([['x.json', 'outside-root']]);
    expect(skipped(found)).toEqual(['y.json not-a-template']);
    expect(templates(run(cwd, ['x.json', '.']))).toEqual(['s.json', 'x.json']);
  });
});

describe('named files', () => {
  const files = {
    'x.txt': 'T',
    'bare.json': '{"resources": []}',
    'p.json': 'P',
    'other.json': '{}',
    'main.bicep': 'param x string',
    'broken.json': '{"a',
  };
  test('need no extension and no schema, and are reported when they are neither', () => {
    const found = run(tree(files), Object.keys(files));
    expect(templates(found)).toEqual(['bare.json', 'broken.json', 'main.bicep', 'x.txt']);
    expect(found.parameterFiles.map(({ file, named }) => [file, named])).toEqual([['p.json', true]]);
    expect(skipped(found)).toEqual(['other.json not-a-template named', 'p.json parameter-file named']);
    expect(found.unreadable).toEqual([]);
  });

  test('of a folder that is searched, the same files need both, unless they are Bicep', () => {
    expect(templates(run(tree(files)))).toEqual(['main.bicep']);
  });

  test('a name with wildcard characters wins over its reading as a pattern', () => {
    const cwd = tree({ 'a[1].json': 'T', 'a1.json': 'T' });
    expect(run(cwd, ['a[1].json']).templates.map(({ file, named }) => [file, named])).toEqual([['a[1].json', true]]);
  });

  test.skipIf(process.platform === 'win32')('backslashes separate, unless the name has them', () => {
    const cwd = tree({ 'a/b/x.json': 'T', 'a\\y.json': 'T' });
    expect(templates(run(cwd, ['a\\b\\x.json', 'a\\y.json', 'a\\b\\*.json']))).toEqual(['a/b/x.json', 'a\\y.json']);
  });

  test.skipIf(process.platform === 'win32')('what is no file is unreadable', () => {
    expect(run(tree({}), ['/dev/null']).unreadable.map(({ code }) => code)).toEqual(['not-a-file']);
  });
});

describe('wrong usage is said of', () => {
  const cases: [paths: string[], message: string][] = [
    [['infra/mian.json'], 'infra/mian.json does not exist; did you mean infra/main.json?'],
    [['infar/main.json'], 'infar/main.json does not exist; did you mean infra/main.json?'],
    [['infar/mian.json'], 'infar/mian.json does not exist; did you mean infra/main.json?'],
    [['infra/entirely-different'], 'infra/entirely-different does not exist'],
    [['infra/main.json/x'], 'infra/main.json/x does not exist'],
    [['a\0b'], 'a\0b does not exist'],
    [['infra', 'q1', 'q2'], 'q1 does not exist\nq2 does not exist'],
    [['infra/*.jsn'], 'no file matches infra/*.jsn'],
    [['infar/*.json'], 'no file matches infar/*.json: infar does not exist; did you mean infra?'],
    [['infra/*/*.json'], 'no file matches infra/*/*.json'],
    [[''], 'a path is empty'],
    [['*a*a*a*a*.json'], 'the pattern *a*a*a*a*.json has too many wildcards'],
  ];
  test.each(cases)('%j', (paths, message) => {
    const cwd = tree({ 'infra/main.json': 'T' });
    expect(usageError(() => run(cwd, paths))).toBe(message);
  });

  test('too many wildcards in the configuration', () => {
    const exclude = ['**/a/**/a/**/a/**/a/**'];
    expect(usageError(() => run(tree({}), [], { exclude }))).toBe(
      'the pattern **/a/**/a/**/a/**/a/** has too many wildcards',
    );
  });
});

describe('a pattern finds its files:', () => {
  const files = {
    'x.json': 'T',
    'a/x.json': 'T',
    'a/y.jsonc': 'T',
    'a/b/z.arm': 'T',
    'a/.hidden.json': 'T',
    '.dot/x.json': 'T',
    'c (1)/x.json': 'T',
    'node_modules/x.json': 'T',
  };
  const cases: [pattern: string, found: string[]][] = [
    ['*.json', ['x.json']],
    ['**/*.json', ['a/x.json', 'c (1)/x.json', 'x.json']],
    ['./a/*', ['a/x.json', 'a/y.jsonc']],
    ['a/**', ['a/b/z.arm', 'a/x.json', 'a/y.jsonc']],
    ['a/{x,y}.*', ['a/x.json', 'a/y.jsonc']],
    ['{a/b,a}/[x-z].{arm,json}', ['a/b/z.arm', 'a/x.json']],
    ['a/.*.json', ['a/.hidden.json']],
    ['.*/x.json', ['.dot/x.json']],
    ['c (1)/*.json', ['c (1)/x.json']],
    ['a/?.json', ['a/x.json']],
    ['*/b', ['a/b/z.json']],
  ];
  test.each(cases)('%s', (pattern, found) => {
    const cwd = tree(pattern === '*/b' ? { ...files, 'a/b/z.json': 'T' } : files);
    const { templates: list } = run(cwd, [pattern]);
    expect(list.map(({ file, named }) => [file, named])).toEqual(found.map((file) => [file, false]));
  });

  test('absolute and parent folders', () => {
    const root = tree({ 'a/x.json': 'T', 'b/c.txt': '' });
    expect(templates(run(join(root, 'b'), ['../a/*.json']))).toEqual(['../a/x.json']);
    expect(templates(run(join(root, 'b'), [`${root}/*/*.json`]))).toEqual(['../a/x.json']);
  });

  test('.gitignore does not count, exclude does', () => {
    const cwd = tree({ '.gitignore': 'a\n*.json', 'a/x.json': 'T', 'a/y.json': 'T', 'a/z.json': '{}' });
    const found = run(cwd, ['a/*.json'], { exclude: ['a/y.json', 'a/z.json'] });
    expect([templates(found), skipped(found), found.hiddenTemplates]).toEqual([['a/x.json'], ['a/y.json exclude'], 0]);
  });
});

describe('.gitignore', () => {
  test('hides files and folders of all levels, from the git root down, and counts the templates', () => {
    const root = tree({
      '.gitignore': '*.tmp.json\n/.git-outside\n/repo/',
      'repo/.git/HEAD': '',
      'repo/.gitignore': 'dist/\n*.gen.json\n/infra/secret.json\n',
      'repo/infra/.gitignore': '# comment\n!keep.gen.json\nlocal.json\n',
      'repo/infra/a.json': 'T',
      'repo/infra/a.tmp.json': 'T',
      'repo/infra/b.gen.json': 'T',
      'repo/infra/keep.gen.json': 'T',
      'repo/infra/secret.json': 'T',
      'repo/infra/deep/local.json': 'T',
      'repo/infra/deep/secret.json': 'T',
      'repo/dist/x.json': 'T',
      'repo/dist/node_modules/x.json': 'T',
      'repo/dist/y.json': '{}',
      'repo/dist/z.parameters.json': 'P',
    });
    for (const [cwd, path] of [
      ['repo', '.'],
      ['repo/infra', '..'],
    ] as const) {
      const found = run(join(root, cwd), [path]);
      expect(found.templates.map(({ absolute }) => absolute.slice(root.length))).toEqual([
        '/repo/infra/a.json',
        '/repo/infra/a.tmp.json',
        '/repo/infra/deep/secret.json',
        '/repo/infra/keep.gen.json',
      ]);
      expect(found.hiddenTemplates).toBe(4);
    }
    expect(skipped(run(join(root, 'repo/infra')))).toEqual([
      'b.gen.json gitignore',
      'deep/local.json gitignore',
      'secret.json gitignore',
    ]);
  });

  test('everything ignored differs from nothing found', () => {
    const ignored = run(tree({ '.gitignore': '*', 'x.json': 'T' }));
    const empty = run(tree({ 'x.json': '{}' }));
    expect([ignored.templates.length, ignored.hiddenTemplates, skipped(ignored)]).toEqual([0, 1, ['x.json gitignore']]);
    expect([empty.templates.length, empty.hiddenTemplates, skipped(empty)]).toEqual([0, 0, ['x.json not-a-template']]);
  });

  test('does not count against what is named, nor with gitignore: false', () => {
    const cwd = tree({ '.git/HEAD': '', '.gitignore': 'dist\nx.json\n', 'x.json': 'T', 'dist/x.json': 'T' });
    expect(templates(run(cwd, ['x.json']))).toEqual(['x.json']);
    expect(templates(run(cwd, ['dist']))).toEqual(['dist/x.json']);
    const both = run(cwd, ['.', 'x.json']);
    expect([templates(both), both.hiddenTemplates]).toEqual([['x.json'], 1]);
    const off = run(cwd, [], { gitignore: false });
    expect([templates(off), off.hiddenTemplates]).toEqual([['dist/x.json', 'x.json'], 0]);
  });

  test('looks at no more than 5,000 hidden files, and says so', () => {
    const cwd = tree({ '.gitignore': 'dist', 'dist/0.json': 'T' });
    for (let index = 1; index <= 5000; index++) writeFileSync(join(cwd, `dist/${index}.json`), '{}');
    const found = run(cwd);
    expect([found.hiddenTemplates, found.hiddenTruncated]).toEqual([1, true]);
  });

  test('a line that would take long to match is left out', () => {
    const cwd = tree({ '.gitignore': `${'*a'.repeat(12)}b\ny.json`, [`${'a'.repeat(200)}.json`]: 'T', 'y.json': 'T' });
    const found = run(cwd);
    expect([found.templates.length, found.hiddenTemplates]).toEqual([1, 1]);
  });
});

describe('include and exclude choose by', () => {
  const files = { 'infra/a.json': 'T', 'infra/gen/b.json': 'T', 'infra/gen/keep.json': 'T', 'lib/c.json': 'T' };
  const cases: [name: string, options: RunOptions, found: string[], skips: string[]][] = [
    [
      'include',
      { include: ['infra/**/*.json'] },
      ['infra/a.json', 'infra/gen/b.json', 'infra/gen/keep.json'],
      ['lib/c.json include'],
    ],
    [
      'folder name',
      { include: ['./infra/gen/'] },
      ['infra/gen/b.json', 'infra/gen/keep.json'],
      ['infra/a.json include', 'lib/c.json include'],
    ],
    [
      'exclude',
      { exclude: ['**/gen/**', 'lib'] },
      ['infra/a.json'],
      ['infra/gen/b.json exclude', 'infra/gen/keep.json exclude', 'lib/c.json exclude'],
    ],
    [
      'exclude with an exception',
      { exclude: ['infra\\gen\\**', '!**/keep.json'] },
      ['infra/a.json', 'infra/gen/keep.json', 'lib/c.json'],
      ['infra/gen/b.json exclude'],
    ],
    [
      'both',
      { include: ['infra'], exclude: ['infra/gen'] },
      ['infra/a.json'],
      ['infra/gen/b.json exclude', 'infra/gen/keep.json exclude', 'lib/c.json include'],
    ],
  ];
  test.each(cases)('%s', (_name, options, found, skips) => {
    const result = run(tree(files), [], options);
    expect([templates(result), skipped(result), result.hiddenTemplates]).toEqual([found, skips, 0]);
  });

  test('are relative to the folder of the configuration', () => {
    const root = tree(files);
    const found = run(join(root, 'infra'), [], { configRoot: '..', exclude: ['infra/gen/b.json', 'a.json'] });
    expect(templates(found)).toEqual(['a.json', 'gen/keep.json']);
  });

  test('a named file wins over exclude and include', () => {
    const found = run(tree(files), ['lib/c.json', '.'], { include: ['infra/a.json'], exclude: ['lib'] });
    expect(templates(found)).toEqual(['infra/a.json', 'lib/c.json']);
    expect(skipped(found)).toEqual(['infra/gen/b.json include', 'infra/gen/keep.json include']);
  });
});

describe('sizes and permissions are respected:', () => {
  test('a file above the bound is unreadable, unless it is in a folder and mentions no schema', () => {
    const cwd = tree({ 'big.json': TEMPLATE, 'data.json': `{"a": "${'x'.repeat(200)}"}`, 'p.json': PARAMETERS });
    const message = `too large: ${TEMPLATE.length} bytes, and --max-size is 100`;
    const found = run(cwd, [], { maxSize: 100 });
    expect(found.unreadable[0]).toEqual({ file: 'big.json', code: 'too-large', message });
    expect(found.unreadable.map(({ file }) => file)).toEqual(['big.json', 'p.json']);
    expect(skipped(found)).toEqual(['data.json not-a-template']);
    expect(run(cwd, ['data.json'], { maxSize: 100 }).unreadable.map(({ code }) => code)).toEqual(['too-large']);
    expect(run(cwd, [], { maxSize: TEMPLATE.length }).templates).toHaveLength(1);
  });

  test('a mention across the pieces of a large file is seen', () => {
    const cwd = tree({ 'x.json': `{"a": "${'x'.repeat(1024 * 1024 - 20)}deploymentTemplate.json"}`, 'y.json': '{}' });
    truncateSync(join(cwd, 'y.json'), 300 * 1024 * 1024);
    const found = run(cwd, [], { maxSize: 1000 });
    expect(found.unreadable.map(({ file, code }) => [file, code])).toEqual([
      ['x.json', 'too-large'],
      ['y.json', 'too-large'],
    ]);
  });

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'denied files and folders are unreadable',
    () => {
      const cwd = tree({ 'x.json': 'T', 'y.json': 'T' });
      mkdirSync(join(cwd, 'd'));
      chmodSync(join(cwd, 'x.json'), 0);
      chmodSync(join(cwd, 'd'), 0);
      const found = run(cwd);
      chmodSync(join(cwd, 'd'), 0o700);
      expect([templates(found), found.unreadable]).toEqual([
        ['y.json'],
        ['d', 'x.json'].map((file) => ({ file, code: 'EACCES', message: 'permission denied' })),
      ]);
    },
  );
});

test('a walk ends with its budget, and says where', () => {
  const root = tree({ 'a/1.json': '', 'a/2.json': '', 'a/3.json': '', 'b/4.json': '' });
  const seen: string[] = [];
  const budget = { left: 3 };
  const visitor = {
    folder: () => 0,
    file: (absolute: string) => seen.push(absolute.slice(root.length)),
    problem: (absolute: string, { code }: { code: string }) => seen.push(`${absolute.slice(root.length)} ${code}`),
  };
  walkFolder(root, 0, visitor, budget);
  walkFolder(join(root, 'b'), 0, visitor, budget);
  expect(seen).toEqual(['/a/1.json', '/a/2.json', '/a walk-limit', '/b walk-limit']);
});
