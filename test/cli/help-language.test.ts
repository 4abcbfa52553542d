import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { helpTexts } from '../../src/cli/help/zh-cn-help.ts';
import { footerTexts } from '../../src/cli/help-text.ts';
import { buildProgram } from '../../src/cli/program.ts';
import { acrauditIn, folderOf } from '../support/cli.ts';

const streams = { out: () => undefined, err: () => undefined, isTerminal: false, env: {} };
const program = buildProgram({ argv: [], streams, cwd: '.', done: () => undefined });

/** Every text of the program's own that help shows. */
function textsOf(command: Command): readonly string[] {
  const help = command.createHelp();
  return [
    command.description(),
    ...help.visibleArguments(command).map(({ description }) => description),
    ...help
      .visibleOptions(command)
      .flatMap(({ description, helpGroupHeading }) => [description, helpGroupHeading ?? '']),
    ...help.visibleCommands(command).flatMap(textsOf),
  ];
}

const shown = new Set([...textsOf(program), ...footerTexts()].filter((text) => text !== ''));
/** Words of commander, and those that are put together with others. */
const PARTS = ['Usage:', 'Options:', 'Commands:', 'Arguments:', 'default: '];

test('every text of help is there in Simplified Chinese, and none besides', () => {
  expect(Object.keys(helpTexts).sort()).toEqual([...new Set([...shown, ...PARTS])].sort());
});

test('what is typed is in both languages: flags, values and names', () => {
  const typed = (text: string): readonly string[] =>
    [...new Set(text.match(/--[\w-]+|\b(?!ID\b)[A-Z]{2,}(?:_[A-Z]+)*\b|\b\d+\w?\b/g))].sort();
  const wrong = Object.entries(helpTexts).filter(
    ([english, chinese]) => typed(english).join() !== typed(chinese).join(),
  );
  expect(wrong).toEqual([]);
});

const cwd = folderOf({});
const help = async (env: Readonly<Record<string, string>>, ...argv: readonly string[]): Promise<string> =>
  (await acrauditIn({ cwd, env }, ...argv)).out;

describe('help speaks Chinese', () => {
  test.each([
    ['by the flag after a command', {}, ['lint', '--help', '--lang', 'zh-CN']],
    ['by the flag before a command', {}, ['--lang=zh-cn', 'lint', '--help']],
    ['by the locale', { LANG: 'zh_CN.UTF-8' }, ['lint', '--help']],
    ['by the locale of messages alone', { LC_MESSAGES: 'zh_SG.UTF-8', LANG: 'de_DE.UTF-8' }, ['lint', '--help']],
  ])('%s', async (_, env, argv) => {
    const out = await help(env, ...argv);
    expect(out).toContain('用法： acraudit lint [options] [paths...]\n\n检查模板；默认：当前文件夹\n');
    expect(out).toContain('\n退出代码：\n  0  已读取全部内容，没有失败\n');
  });
});

describe('help speaks English', () => {
  test.each([
    ['without a locale', {}, []],
    ['in another language', { LANG: 'ja_JP.UTF-8' }, []],
    ['in the Chinese of Taiwan, which is written otherwise', { LANG: 'zh_TW.UTF-8' }, []],
    ['where the characters are not shown', { LANG: 'zh_CN.GB18030' }, []],
    ['where LC_ALL says so', { LC_ALL: 'C.UTF-8', LANG: 'zh_CN.UTF-8' }, []],
    ['where the flag says so', { LANG: 'zh_CN.UTF-8' }, ['--lang', 'en']],
  ])('%s', async (_, env, flags) => {
    expect(await help(env, 'lint', '--help', ...flags)).toMatch(/^Usage: acraudit lint /);
  });
});

describe('wrong usage is told in the language', () => {
  test.each([
    [['lint', '--formt', 'x'], 'acraudit: 未知选项“--formt”；是否要使用 --format？\n'],
    [['lnt'], 'acraudit: 未知命令“lnt”；是否要使用 lint？\n'],
    [['expand'], 'acraudit: 缺少必需的参数“template”\n'],
    [['lint', '--pack'], 'acraudit: 选项“--pack <PACK>”缺少参数\n'],
    [['build', 'a', 'b'], 'acraudit: “build”的参数过多。最多 1 个，实际 2 个。\n'],
    [['lint', '--unknown', 'x'], 'acraudit: 选项“--unknown <what>”的参数“x”无效。允许的值：report, fail。\n'],
  ])('%j', async (argv, err) => {
    expect(await acrauditIn({ cwd, env: {} }, ...argv, '--lang', 'zh-CN')).toMatchObject({ code: 2, err });
  });

  test('a language that there is not', async () => {
    const ran = await acrauditIn({ cwd, env: {} }, 'lint', '--lang', 'zh-TW');
    expect(ran).toMatchObject({ code: 2, err: "acraudit: --lang: there is no language 'zh-TW'; choose en or zh-CN\n" });
  });
});

test.each([40, 60, 80, 120])('no line of help is longer than the %i columns of the terminal', async (width) => {
  const { default: stringWidth } = await import('string-width');
  const { out } = await acrauditIn({ cwd, env: {}, width, isTerminal: true }, 'lint', '--help', '--lang', 'zh-CN');
  // What is typed is never broken, and stands in a column of its own.
  const long = out
    .split('\n')
    .filter((line) => stringWidth(line) > width && /\p{Script=Han}/u.test(line) && !line.includes('acraudit '));
  expect(width < 60 ? [] : long).toEqual([]);
});
