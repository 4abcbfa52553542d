import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { lint } from '../../src/index.ts';
import { acrauditIn, folderOf } from '../support/cli.ts';

const cwd = resolve('.');
const ALL = ['--pack', 'all', '--fail-on', 'never'];
const HAN = /\p{Script=Han}/u;

async function run(env: Readonly<Record<string, string>>, ...argv: readonly string[]): Promise<string> {
  return (await acrauditIn({ cwd, env }, ...argv)).out;
}

const JOBS = [
  ['templates', ['lint', 'docs/examples', ...ALL]],
  ['a saved scan', ['scan', '--from', 'docs/exports/scan.json', ...ALL]],
  ['a saved verification', ['verify', '--from', 'docs/exports/verified.json', ...ALL]],
  ['instances of Alibaba Cloud', ['scan', '--from', 'docs/alibaba/scan.json', ...ALL]],
  ['declarations of instances', ['lint', 'docs/alibaba/main.tf', ...ALL]],
] as const;

/** What programs read: everything but sentences. */
function withoutSentences(json: string): unknown {
  const sentences = new Set([
    'message',
    'remedy',
    'help',
    'synopsis',
    'text',
    'markdown',
    'description',
    'title',
    'fix',
  ]);
  return JSON.parse(json, (key, value: unknown) =>
    sentences.has(key) || key === 'remedies' || key === 'excludedBecause' ? undefined : value,
  );
}

describe.each(JOBS)('the language changes no name or id: %s', (_, argv) => {
  test.each(['json', 'sarif'])('%s', async (format) => {
    const english = await run({}, ...argv, '-f', format);
    const chinese = await run({}, ...argv, '-f', format, '--lang', 'zh-CN');
    expect(HAN.test(english)).toBe(false);
    expect(HAN.test(chinese)).toBe(true);
    expect(withoutSentences(chinese)).toEqual(withoutSentences(english));
  });
});

test('what GitLab knows a result by is the same in both languages', async () => {
  const folder = folderOf({ 'main.json': readFileSync('docs/examples/fails.json', 'utf8'), 'a.parameters.json': '{' });
  const idsIn = async (...argv: readonly string[]): Promise<readonly string[]> => {
    const { out } = await acrauditIn(
      { cwd: folder, env: {} },
      'lint',
      '.',
      'a.parameters.json',
      '-f',
      'gitlab',
      ...argv,
    );
    return (JSON.parse(out) as { readonly fingerprint: string }[]).map(({ fingerprint }) => fingerprint);
  };
  const english = await idsIn();
  expect(english.length).toBeGreaterThan(1);
  expect(await idsIn('--lang', 'zh-CN')).toEqual(english);
});

test('a baseline that was written in Chinese holds in English', async () => {
  const folder = folderOf({ 'main.json': readFileSync('docs/examples/fails.json', 'utf8') });
  const written = await acrauditIn(
    { cwd: folder },
    'lint',
    '--baseline',
    'b.json',
    '--update-baseline',
    '--lang',
    'zh-CN',
  );
  expect(written.out).toContain('基线 b.json：添加 1 个，移除 0 个，共 1 个；已写入');
  expect((await acrauditIn({ cwd: folder }, 'lint', '--baseline', 'b.json')).code).toBe(0);
});

describe('by the locale alone', () => {
  const locale = { LANG: 'zh_CN.UTF-8' };
  const fails = ['lint', 'docs/examples/fails.json'];

  test('the console is Chinese', async () => {
    expect(await run(locale, ...fails)).toContain('没有任何诊断设置收集 ContainerRegistryRepositoryEvents');
  });

  test.each([
    ['another format', ['-f', 'markdown']],
    ['a report', ['--report', `json=${join(folderOf({}), 'r.json')}`]],
    ['a baseline that is written', ['--baseline', join(folderOf({}), 'b.json'), '--update-baseline']],
  ])('all is English with %s', async (_, flags) => {
    expect(HAN.test(await run(locale, ...fails, ...flags))).toBe(false);
  });

  test('all is English where the configuration asks for another format', async () => {
    const folder = folderOf({
      'acraudit.yaml': 'format: csv\n',
      'a.json': readFileSync('docs/examples/fails.json', 'utf8'),
    });
    expect(HAN.test((await acrauditIn({ cwd: folder, env: locale }, 'lint')).out)).toBe(false);
    rmSync(folder, { recursive: true });
  });

  test.each([
    ['fix', ['fix', 'docs/examples/fails.json'], false],
    ['rules as JSON', ['rules', '-f', 'json'], false],
    ['rules', ['rules'], true],
    ['the page of a rule', ['rules', 'Azure.ACR.Logs'], true],
  ])('%s', async (_, argv, isChinese) => {
    const { out, err } = await acrauditIn({ cwd, env: locale }, ...argv);
    expect(HAN.test(out + err)).toBe(isChinese);
  });
});

test('programs ask for a language, and calls at the same time do not mix', async () => {
  const request = { paths: ['docs/examples/fails.json'], rules: ['Azure.ACR.Logs'] };
  const runs = await Promise.all([
    lint({ ...request, lang: 'zh-CN' }),
    lint(request),
    lint({ ...request, lang: 'zh-CN' }),
  ]);
  expect(runs.map(({ result }) => result.findings[0]?.message)).toEqual([
    '没有任何诊断设置收集 ContainerRegistryRepositoryEvents',
    'ContainerRegistryRepositoryEvents is not collected by any diagnostic setting',
    '没有任何诊断设置收集 ContainerRegistryRepositoryEvents',
  ]);
});

describe.each([40, 80, 120])('on a terminal of %i columns', (width) => {
  test.each([
    ...JOBS.map(([name, argv]) => ({ name, argv: [...argv] })),
    { name: 'rules', argv: ['rules', '--pack', 'core'] },
  ])('no line is longer, ends with a space or begins with closing punctuation: $name', async ({ argv }) => {
    const surroundings = { cwd, width, isTerminal: true, env: { NO_COLOR: '1' } };
    const { out } = await acrauditIn(surroundings, ...argv, '--lang', 'zh-CN');
    const lines = out.split('\n');
    expect(HAN.test(out)).toBe(true);
    expect(lines.filter((line) => stringWidth(line) > width)).toEqual([]);
    expect(lines.filter((line) => / $|^\s*[，。；：！？、）”]/.test(line))).toEqual([]);
  });
});

test('a report for a browser says its language', async () => {
  const html = await run({}, 'lint', 'docs/examples/fails.json', '-f', 'html', '--lang', 'zh-CN');
  expect(html).toContain('<html lang="zh-CN">');
  expect(html).toContain('<h1>审核报告</h1>');
  expect(await run({}, 'lint', 'docs/examples/fails.json', '-f', 'html')).toContain('<html lang="en">');
});
