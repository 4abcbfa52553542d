import type { Language } from '../messages/language.ts';
import { type BytesRead, readStream } from '../util/bounded-read.ts';
import type { SafeText } from '../util/safe-text.ts';

/** What commands write to; the process's own streams, or a test's. */
export interface Streams {
  /** What it returns, if anything, is to be waited for before much more is written: the reader is slower. */
  readonly out: (text: SafeText) => void | Promise<void>;
  readonly err: (text: SafeText) => void;
  /** What comes by standard input. */
  readonly input?: AsyncIterable<Uint8Array | string>;
  /** Whether `out` is a terminal, and its columns. */
  readonly isTerminal: boolean;
  /** Whether `out` is a regular file, which no log or terminal shows. */
  readonly outIsFile?: boolean;
  readonly width?: number;
  /** The same of `err`. */
  readonly errIsTerminal?: boolean;
  readonly errWidth?: number;
  /** Asks a person and gives the answer; undefined where none is there. */
  readonly ask?: (question: string) => Promise<string>;
  /** Calls `stop` on Ctrl-C, once; what it returns takes that back. */
  readonly onInterrupt?: (stop: () => void) => () => void;
  /** The language that was asked for; without it that of the locale, for what is text for a console alone. */
  readonly lang?: Language;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What comes by standard input, within the bound of files. */
export async function readInput({ input }: Streams, maxSize: number): Promise<BytesRead> {
  return input === undefined ? { bytes: Buffer.alloc(0) } : readStream(input, maxSize);
}
