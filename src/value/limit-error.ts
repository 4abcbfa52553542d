import type { ErrorCode } from '../util/error-codes.ts';
/** A bound of the tool was reached: what was being done stops, and everything else goes on. */
export class LimitError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
