import { asciiText } from '../util/safe-text.ts';
import type { Streams } from './streams.ts';

/** In this order POSIX asks them which characters are shown (XBD §8.2). */
const VARIABLES = ['LC_ALL', 'LC_CTYPE', 'LANG'];

/** Whether UTF-8 is shown as it is. Where nothing is said, as in most containers, it is. */
export function showsUtf8(env: Streams['env']): boolean {
  const locale = VARIABLES.map((name) => env[name] ?? '').find((value) => value !== '');
  return locale === undefined || /utf-?8/i.test(locale);
}

/** Streams to a terminal that does not show UTF-8. What goes to a file or another program is left as it is. */
export function forLocale(streams: Streams): Streams {
  if (showsUtf8(streams.env)) return streams;
  const { out, err, isTerminal } = streams;
  const shown: Pick<Streams, 'out' | 'err'> = {
    err: (text) => err(asciiText(text)),
    out: (text) => out(isTerminal ? asciiText(text) : text),
  };
  // Descriptors, because a stream is opened and a width measured only when it is asked for.
  return Object.defineProperties(
    { ...shown, isTerminal, env: streams.env },
    {
      ...Object.getOwnPropertyDescriptors(streams),
      ...Object.getOwnPropertyDescriptors(shown),
    },
  );
}
