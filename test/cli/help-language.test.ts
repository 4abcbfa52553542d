import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { helpTexts } from '../../src/cli/help/zh-cn-help.ts';
import { usageErrors } from '../../src/cli/help/zh-cn-usage-errors.ts';
import { buildProgram } from '../../src/cli/program.ts';
import { ENGLISH } from '../../src/cli/program-words.ts';
import { acrauditIn, folderOf } from '../support/cli.ts';
import { readSources } from '../support/imports.ts';

const streams = { out: () => undefined, err: () => undefined, isTerminal: false, env: {} };
/** What footers say while the program is built. */
const said: string[] = [];
const say = (english: string): string => {
  said.push(english);
  return english;
};
const program = buildProgram({ argv: [], streams, cwd: '.', done: () => undefined }, { ...ENGLISH, say });

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

const shown = new Set([...textsOf(program), ...said].filter((text) => text !== ''));
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

/** Texts of commander, and of this program those that are put together from pieces. */
const PUT_TOGETHER = [
  "required option '{flags}' not specified",
  '{path} does not exist',
  '{flag}: expected an address such as {example}, without a user name, a password or a query',
  "unknown option '{flag}'",
  "unknown command '{name}'",
  "missing required argument '{name}'",
  "option '{flags}' argument missing",
  "option '{flags}' argument '{value}' is invalid. Allowed choices are {choices}.",
  "option '{flags}' argument '{value}' is invalid. expected {what}",
  "command-argument value '{value}' is invalid for argument '{name}'. Allowed choices are {choices}.",
  "too many arguments for '{name}'. Expected {most} argument but got {count}.",
  "too many arguments for '{name}'. Expected {most} arguments but got {count}.",
  "--report: unknown format '{format}'",
  "unknown query '{name}'; acraudit queries lists them",
  "unknown query '{name}'",
  "unknown pack '{word}'; there are {names}",
  "unknown pack '{word}'",
  '{flag}: unknown rule {rule}',
  '{flag} {path} does not exist',
  'parameter file {path} does not exist',
  '--config {file}: no such file',
];

describe('what is wrong with usage', () => {
  /** Texts of the sources, with `{}` for what is put in. */
  const written = new Set(
    [...readSources('src')]
      .filter(([file]) => !file.includes('zh-cn'))
      .flatMap(([, text]) => [...text.matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`|"((?:[^"\\\n]|\\.)*)"/g)])
      .map(([, single, template, double]) => (single ?? template ?? double ?? '').replaceAll(/\$\{[^}]*\}+/g, '{}')),
  );
  const shapeOf = (form: string): string => form.replaceAll(/\{\w+\}/g, '{}');
  const namesOf = (form: string): readonly string[] => [...new Set(form.match(/\{\w+\}/g))].sort();

  test('has the same names in both languages', () => {
    expect(
      Object.entries(usageErrors).filter(([english, chinese]) => namesOf(english).join() !== namesOf(chinese).join()),
    ).toEqual([]);
  });

  test.each([
    ['fix --from x --policy --out y', '--from 和 --policy 是两种方式；请选择其中一个'],
    ['fix --from x', '--from 需要 --out DIR：要写入的文件夹'],
    ['lint none.json', 'none.json 不存在'],
    ['lint --parameters none.json', '参数文件 none.json 不存在'],
    ['tasks export', '未指定必需的选项“--out <DIR>”'],
    ['lint --config none.yaml', '--config none.yaml：没有该文件'],
    ['lint --rule Azure.ACR.Log', '--rule：未知规则 "Azure.ACR.Log"；是否要使用 "Azure.ACR.Logs"？'],
    ['queries sign-ins', '未知查询“sign-ins”；acraudit queries 会列出查询'],
    ['rules --full', '--full 用于规则的页面：请指定规则'],
    ['lint --update-baseline', '--update-baseline：未指定基线'],
    ['init', 'init 会提问，而此处不是终端；--yes 接受其建议'],
  ])('%s', async (line, said) => {
    const { code, err } = await acrauditIn({ cwd, env: {} }, ...line.split(' '), '--lang', 'zh-CN');
    expect([code, err.split('\n')[0]]).toEqual([2, `acraudit: ${said}`]);
  });

  test('is said in English by a text of the sources, unless commander says it or puts it together', () => {
    expect(
      Object.keys(usageErrors)
        .filter((form) => !written.has(shapeOf(form)))
        .sort(),
    ).toEqual([...PUT_TOGETHER].sort());
  });
});
