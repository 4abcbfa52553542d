import { hash } from 'node:crypto';
import { UsageError } from './errors.ts';

export const INTERNAL_ERROR = 'internal-error';

/** A bug of this program that work on one input came upon. */
export interface Crash {
  readonly code: typeof INTERNAL_ERROR;
  /** For users; it holds nothing of the input and no path. */
  readonly message: string;
  /** The name of the error and where it was thrown, for `--debug`. Its message is left out: it may hold text of the input. */
  readonly stack: string;
}

/**
 * Does work on one input. An exception is a bug: it becomes a result of that input, so that it cannot end the work on the
 * others. Wrong usage is the user's, and goes on upwards.
 */
export function contain<T>(work: () => T, crashed: (crash: Crash) => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    return crashed(crashOf(error));
  }
}

export function crashOf(error: unknown): Crash {
  const message = `internal error ${referenceOf(error)}: a bug in acraudit, not in what it read; please report it with this reference (--debug shows where)`;
  return { code: INTERNAL_ERROR, message, stack: stackOf(error).join('\n') };
}

/** The name of an error and where it was made, a line each. Its message is left out: it may hold text of the input. */
export function stackOf(error: unknown): readonly string[] {
  return [nameOf(error), ...framesOf(error)];
}

const DIGITS = 8;

/** More of them tell the way there, which is another for every input. */
const MAX_FUNCTIONS = 4;

/**
 * The same for the same bug, on every machine: made of the error's name and the innermost functions. Their order does not
 * count, for a stack that ran full ends anywhere in its circle.
 */
function referenceOf(error: unknown): string {
  const functions = framesOf(error).flatMap((frame) => /^ *at (?:async |new )*([^\s(]+) \(/.exec(frame)?.[1] ?? []);
  return hash(
    'sha256',
    [nameOf(error), ...[...new Set(functions)].slice(0, MAX_FUNCTIONS).sort()].join('\n'),
    'hex',
  ).slice(0, DIGITS);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

/** The lines of a stack below its message, which may look like such lines itself. */
function framesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error) || typeof error.stack !== 'string') return [];
  const { message, stack } = error;
  const start = message === '' ? 0 : stack.indexOf(message) + message.length;
  return stack
    .slice(start)
    .split('\n')
    .filter((line) => /^ +at /.test(line));
}
