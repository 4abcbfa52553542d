import { hash } from 'node:crypto';
import { UsageError } from './errors.ts';

export const INTERNAL_ERROR = 'internal-error';

/** A bug of this program, met while processing one input. */
export interface Crash {
  readonly code: typeof INTERNAL_ERROR;
  /** For users; it contains neither input text nor paths. */
  readonly message: string;
  /** The name of the error and where it was thrown, for `--debug`. Its message is left out: it may hold text of the input. */
  readonly stack: string;
}

/**
 * Processes one input. An exception is a bug: it becomes a result of that input, so that it cannot stop the work on the
 * others. A `UsageError` is rethrown.
 */
export function containCrash<T>(work: () => T, onCrash: (crash: Crash) => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    return onCrash(crashOf(error));
  }
}

export function crashOf(error: unknown): Crash {
  const message = `internal error ${referenceOf(error)}: a bug in acraudit, not in what it read; please report it with this reference (--debug shows where)`;
  return { code: INTERNAL_ERROR, message, stack: stackOf(error).join('\n') };
}

/** The name of an error and where it was made, a line each. Its message is left out: it may hold text of the input. */
export function stackOf(error: unknown): readonly string[] {
  return [errorName(error), ...stackFrames(error)];
}

const REFERENCE_DIGITS = 8;

/** Outer functions depend on the input; only the innermost ones identify the bug. */
const MAX_REFERENCE_FUNCTIONS = 4;

/**
 * The same for the same bug, on every machine: made of the error's name and the innermost functions. Their order is
 * ignored, because a stack overflow ends at any point of its recursion.
 */
function referenceOf(error: unknown): string {
  const functions = stackFrames(error).flatMap((frame) => /^ *at (?:async |new )*([^\s(]+) \(/.exec(frame)?.[1] ?? []);
  return hash(
    'sha256',
    [errorName(error), ...[...new Set(functions)].slice(0, MAX_REFERENCE_FUNCTIONS).sort()].join('\n'),
    'hex',
  ).slice(0, REFERENCE_DIGITS);
}

function errorName(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

/** The lines of a stack below its message, which may look like such lines itself. */
function stackFrames(error: unknown): readonly string[] {
  if (!(error instanceof Error) || typeof error.stack !== 'string') return [];
  const { message, stack } = error;
  const start = message === '' ? 0 : stack.indexOf(message) + message.length;
  return stack
    .slice(start)
    .split('\n')
    .filter((line) => /^ +at /.test(line));
}
