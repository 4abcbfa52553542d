import type { Help } from 'commander';
import { textWidth, wrap } from '../../reports/console/terminal.ts';
import type { ProgramWords } from '../program-words.ts';
import { translateForm } from './translate-form.ts';
import { helpTexts } from './zh-cn-help.ts';
import { usageErrors } from './zh-cn-usage-errors.ts';

/** An English text of help in Simplified Chinese; one that there is none of stays as it is. */
function say(english: string): string {
  return Object.hasOwn(helpTexts, english) ? (helpTexts[english] ?? english) : english;
}

/** Names that are close are said at the end of a text. */
const DID_YOU_MEAN = /; did you mean ([^;]+)\?$/;

function didYouMean(name: string): string {
  return `；是否要使用 ${name}？`;
}

function usageError(english: string): string {
  const [suffix = '', name] = DID_YOU_MEAN.exec(english) ?? [];
  const text = translateForm(english.slice(0, english.length - suffix.length), usageErrors);
  return name === undefined ? text : text + didYouMean(name);
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
  didYouMean,
};
