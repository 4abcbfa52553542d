/** A bound of the tool was reached: what was being done stops, and everything else goes on. */
export class LimitError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
