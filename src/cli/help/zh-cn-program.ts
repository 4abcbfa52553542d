import type { Help } from 'commander';
import { textWidth, wrap } from '../../reports/console/terminal.ts';
import type { ProgramWords } from '../program-words.ts';
import { helpTexts } from './zh-cn-help.ts';

/** An English text of help in Simplified Chinese; one that there is none of stays as it is. */
function say(english: string): string {
  return Object.hasOwn(helpTexts, english) ? (helpTexts[english] ?? english) : english;
}

/** Forms of what commander says of wrong usage, in the order in which they are tried. */
const USAGE_ERRORS: readonly (readonly [RegExp, string])[] = [
  [/^unknown option '(.*)'$/s, '未知选项“$1”'],
  [/^unknown command '(.*)'$/s, '未知命令“$1”'],
  [/^missing required argument '(.*)'$/s, '缺少必需的参数“$1”'],
  [/^option '(.*)' argument missing$/s, '选项“$1”缺少参数'],
  [
    /^option '(.*?)' argument '(.*)' is invalid\. Allowed choices are (.*)\.$/s,
    '选项“$1”的参数“$2”无效。允许的值：$3。',
  ],
  [/^option '(.*?)' argument '(.*)' is invalid\.(.*)$/s, '选项“$1”的参数“$2”无效。$3'],
  [
    /^command-argument value '(.*)' is invalid for argument '(.*)'\. Allowed choices are (.*)\.$/s,
    '值“$1”对参数“$2”无效。允许的值：$3。',
  ],
  [
    /^too many arguments for '(.*)'\. Expected (\d+) arguments? but got (\d+)\.$/s,
    '“$1”的参数过多。最多 $2 个，实际 $3 个。',
  ],
  [/^too many arguments\. Expected (\d+) arguments? but got (\d+)\.$/s, '参数过多。最多 $1 个，实际 $2 个。'],
];

function usageError(english: string): string {
  const [form, text] = USAGE_ERRORS.find(([one]) => one.test(english)) ?? [];
  return form === undefined || text === undefined ? english : english.replace(form, text);
}

const help: Partial<Help> = {
  styleTitle: say,
  subcommandDescription: (command) => say(command.summary() || command.description()),
  commandDescription: (command) => say(command.description()),
  argumentDescription: ({ description, argChoices }) =>
    argChoices === undefined ? say(description) : `${say(description)}（${argChoices.join(' | ')}）`,
  displayWidth: textWidth,
  boxWrap: (text, width) =>
    text
      .split('\n')
      .flatMap((line) => wrap(line, width))
      .join('\n'),
};

/** How the command line speaks Simplified Chinese. */
export const words: ProgramWords = {
  say,
  help,
  usageError,
  didYouMean: (name) => `；是否要使用 ${name}？`,
};
