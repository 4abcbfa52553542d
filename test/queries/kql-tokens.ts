/** A piece of a query. The text of a string is what it means, without quotes. */
export interface Token {
  readonly kind: 'name' | 'number' | 'timespan' | 'string' | 'sign' | 'end';
  readonly text: string;
}

/** A query that the little evaluator of these tests does not understand. Nothing is guessed. */
export class KqlError extends Error {}

const PATTERNS: readonly (readonly [Token['kind'] | 'blank', RegExp])[] = [
  ['blank', /^(?:\s+|\/\/[^\n]*)/],
  ['string', /^"[^"\\\n]*"/],
  ['timespan', /^\d+[dhms]\b/],
  ['number', /^\d+(?:\.\d+)?(?!\w)/],
  ['name', /^!?(?:in~|between|contains|in)(?![\w])|^[A-Za-z_]\w*/],
  ['sign', /^(?:==|!=|=~|!~|<=|>=|\.\.|[|(),;=<>+\-*/.])/],
];

export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let rest = text; rest !== ''; ) {
    const match = PATTERNS.map(([kind, pattern]) => ({ kind, found: pattern.exec(rest)?.[0] })).find(
      ({ found }) => found !== undefined,
    );
    if (match?.found === undefined) throw new KqlError(`cannot read '${rest.slice(0, 20)}'`);
    const { kind, found } = match;
    if (kind !== 'blank') tokens.push({ kind, text: kind === 'string' ? found.slice(1, -1) : found });
    rest = rest.slice(found.length);
  }
  return [...tokens, { kind: 'end', text: '' }];
}

/** Reads tokens one by one. */
export class TokenReader {
  #at = 0;
  readonly #tokens: readonly Token[];

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  peek(ahead = 0): Token {
    return this.#tokens[this.#at + ahead] ?? { kind: 'end', text: '' };
  }

  /** Whether the next token is this name or sign; it is taken then. */
  accept(text: string): boolean {
    const { kind, text: found } = this.peek();
    if (kind === 'string' || found !== text) return false;
    this.#at += 1;
    return true;
  }

  expect(text: string): void {
    if (!this.accept(text)) throw new KqlError(`'${this.peek().text}' where '${text}' has to be`);
  }

  take(kind: Token['kind']): string {
    const token = this.peek();
    if (token.kind !== kind) throw new KqlError(`'${token.text}' where a ${kind} has to be`);
    this.#at += 1;
    return token.text;
  }
}
