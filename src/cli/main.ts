import { type Command, CommanderError } from 'commander';
import { inLanguage, language } from '../messages/language.ts';
import { crashOf, stackOf } from '../util/crash.ts';
import { UsageError } from '../util/errors.ts';
import { nearest } from '../util/nearest.ts';
import { safeLines, safePage } from '../util/safe-text.ts';
import { forLocale } from './locale.ts';
import { buildProgram } from './program.ts';
import { ENGLISH, type ProgramWords } from './program-words.ts';
import { consoleLanguage, withoutLanguage } from './run-language.ts';
import type { Streams } from './streams.ts';

const USAGE = 2;
const CRASH = 4;

/** Runs one command line. Never throws; the number is the exit code. */
export async function main(argv: readonly string[], given: Streams, cwd: string): Promise<number> {
  const streams = forLocale(given);
  try {
    const { lang, words } = withoutLanguage(argv);
    return await inLanguage(lang ?? consoleLanguage(streams.env), () =>
      run(words, lang === undefined ? streams : withLanguage(streams, lang), cwd),
    );
  } catch (error) {
    return report(error, argv, streams);
  }
}

// Descriptors, because a stream is opened and a width measured only when it is asked for.
function withLanguage(streams: Streams, lang: NonNullable<Streams['lang']>): Streams {
  const { out, err, isTerminal, env } = streams;
  return Object.defineProperties({ out, err, isTerminal, env, lang }, Object.getOwnPropertyDescriptors(streams));
}

/** How the program speaks of itself in the language of the run; English words are there, others are loaded. */
async function programWords(): Promise<ProgramWords> {
  return language() === 'en' ? ENGLISH : (await import('./help/zh-cn-program.ts')).words;
}

async function run(argv: readonly string[], streams: Streams, cwd: string): Promise<number> {
  const words = await programWords();
  let code = 0;
  const done = (result: number): void => {
    code = result;
  };
  const program = buildProgram({ argv, streams, cwd, done }, words);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    return report(error, argv, streams, program, words);
  }
}

function report(error: unknown, argv: readonly string[], streams: Streams, program?: Command, words = ENGLISH): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    if (error.code === 'commander.help') {
      streams.err(safePage(program?.helpInformation() ?? ''));
      return USAGE;
    }
    const message = words.usageError(error.message.replace(/^error: /, ''));
    streams.err(
      safeLines([`acraudit: ${message}${program === undefined ? '' : suggestion(error, argv, program, words)}`]),
    );
    return USAGE;
  }
  const debug = argv.includes('--debug');
  if (error instanceof UsageError) {
    const [first = '', ...rest] = error.lines;
    const hint = error.hint === undefined ? [] : [words.usageError(error.hint)];
    streams.err(
      safeLines([`acraudit: ${words.usageError(first)}`, ...rest, ...hint, ...(debug ? stackOf(error) : [])]),
    );
    return USAGE;
  }
  const { message, stack } = crashOf(error);
  streams.err(safeLines([`acraudit: ${message}`, ...(debug ? stack.split('\n') : [])]));
  return CRASH;
}

/** The nearest right name for a flag or command that there is not. */
function suggestion({ code }: CommanderError, argv: readonly string[], program: Command, words: ProgramWords): string {
  if (code === 'commander.unknownCommand') {
    const names = program.commands.map((command) => command.name());
    return didYouMean(nearest(argv.find((arg) => !arg.startsWith('-')) ?? '', names), words);
  }
  if (code !== 'commander.unknownOption') return '';
  const command = program.commands.find((candidate) => candidate.name() === argv[0]) ?? program;
  const names = command.options
    .flatMap(({ long, short }) => [long, short])
    .filter((name) => name !== undefined && name !== null);
  const wrong = argv.map((arg) => arg.split('=')[0] ?? '').find((arg) => arg.startsWith('-') && !names.includes(arg));
  return didYouMean(nearest(wrong ?? '', names), words);
}

function didYouMean(name: string | undefined, words: ProgramWords): string {
  return name === undefined ? '' : words.didYouMean(name);
}
