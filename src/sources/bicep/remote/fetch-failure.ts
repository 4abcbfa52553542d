/** Why a module was not fetched: a sentence that begins in lower case, and what to do about it. */
export class FetchFailure extends Error {
  override readonly name = 'FetchFailure';
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}
