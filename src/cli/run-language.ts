import { inLanguage, LANGUAGES, type Language, language, languageOfLocale } from '../messages/language.ts';
import { UsageError } from '../util/errors.ts';
import { showsUtf8 } from './locale.ts';
import type { Streams } from './streams.ts';

/** In this order POSIX asks them which language messages are in (XBD §8.2). */
const VARIABLES = ['LC_ALL', 'LC_MESSAGES', 'LANG'];

/** The language of console texts and help, unless `--lang` asks for another: English where its characters are not shown. */
export function consoleLanguage(env: Streams['env']): Language {
  const locale = VARIABLES.map((name) => env[name] ?? '').find((value) => value !== '') ?? '';
  return showsUtf8(env) ? languageOfLocale(locale) : 'en';
}

/** Commands that hand on or print command lines and are not asked anything themselves. */
const COMPLETION = new Set<string | undefined>(['completion', 'completion-server']);

/**
 * What `--lang` asks for, and the other words: it stands anywhere, before a command too, and help needs it before flags are read.
 *
 * @throws UsageError for a language that there is not
 */
export function withoutLanguage(argv: readonly string[]): {
  readonly lang?: Language;
  readonly words: readonly string[];
} {
  if (COMPLETION.has(argv[0])) return { words: argv };
  const words: string[] = [];
  let asked: string | undefined;
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? '';
    if (word === '--') return { ...languageNamed(asked), words: [...words, ...argv.slice(i)] };
    if (word === '--lang') asked = argv[++i] ?? '';
    else if (word.startsWith('--lang=')) asked = word.slice('--lang='.length);
    else words.push(word);
  }
  return { ...languageNamed(asked), words };
}

function languageNamed(text: string | undefined): { readonly lang?: Language } {
  if (text === undefined) return {};
  const lang = LANGUAGES.find((one) => one.toLowerCase() === text.toLowerCase());
  if (lang === undefined)
    throw new UsageError(`--lang: there is no language '${text}'; choose ${LANGUAGES.join(' or ')}`);
  return { lang };
}

/** Runs a command that writes more than text for a console: in English, whatever the locale, unless `--lang` asks for another. */
export function inWrittenLanguage<Result>({ lang }: Streams, run: () => Promise<Result>): Promise<Result> {
  return inLanguage(lang ?? 'en', run);
}

/** Runs a command in the language of the console where that is all it writes to. */
export function inOutputLanguage<Result>(
  streams: Streams,
  isConsole: boolean,
  run: () => Promise<Result>,
): Promise<Result> {
  return isConsole ? run() : inWrittenLanguage(streams, run);
}

/** Whether a run has to begin again in English: the configuration asks for more than text for a console. */
export function beginsAgain({ lang }: Streams, isConsole: boolean): boolean {
  return lang === undefined && !isConsole && language() !== 'en';
}

/** Whether all that a job writes is text for a console: no report, and no file that is kept. */
export function isConsoleOnly({ format, report, save, updateBaseline }: WrittenFlags): boolean {
  return format === 'console' && report.length === 0 && save === undefined && !updateBaseline;
}

interface WrittenFlags {
  readonly format: string;
  readonly report: readonly string[];
  readonly save?: string;
  readonly updateBaseline: boolean;
}
