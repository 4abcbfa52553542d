import type { Position } from './line-column.ts';

export type TextErrorCode = 'too-large' | 'invalid-encoding' | 'json-syntax' | 'json-too-deep';

/**
 * A file whose text cannot be used. `line` and `column` count from 1, as in `Range`. Messages never quote the file beyond
 * single punctuation marks and fixed words, because a template may contain a secret at the error.
 */
export class TextError extends Error {
  override readonly name: string = 'TextError';
  readonly code: TextErrorCode;
  readonly line: number;
  readonly column: number;

  constructor(code: TextErrorCode, message: string, position: Position) {
    super(message);
    this.code = code;
    this.line = position.line;
    this.column = position.column;
  }
}

/** Text that is not JSON, even with what Azure Resource Manager tolerates. */
export class JsonSyntaxError extends TextError {
  override readonly name = 'JsonSyntaxError';

  constructor(message: string, position: Position) {
    super('json-syntax', message, position);
  }
}
