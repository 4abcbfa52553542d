/** Where in a file an error stands; line and column are 1-based. */
export interface ErrorLocation {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

export interface UsageErrorOptions {
  readonly location?: ErrorLocation;
  /** The message without the place it begins with; default: the message. */
  readonly text?: string;
  /** What the user can do about it; printed after the message, never repeated in it. */
  readonly hint?: string;
  readonly cause?: unknown;
  /** The message line by line when it is one of several lines: a line break inside a line is not ours. */
  readonly lines?: readonly string[];
}

/**
 * Wrong usage or configuration: nothing was evaluated, exit code 2. The message is complete by itself (it already
 * names the file and line when one matters); `location` and `hint` are for callers that need the parts.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly location?: ErrorLocation;
  /** The message without its place. */
  readonly text: string;
  readonly hint?: string;
  /** At least one; what they hold may come from an input. */
  readonly lines: readonly string[];

  constructor(message: string, options: UsageErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.location = options.location;
    this.text = options.text ?? message;
    this.hint = options.hint;
    this.lines = options.lines ?? [message];
  }
}
