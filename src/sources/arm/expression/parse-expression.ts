import { type Fault, fault } from '../../../value/value.ts';

/** The syntax tree of one template expression (grammar: ARM template language, §1.2 of Microsoft's expression syntax). */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly text: string }
  | { readonly kind: 'access'; readonly base: Expression; readonly key: Expression };

/** The limit of ARM. Longer expressions are still evaluated, up to the limit of this tool. */
export const MAX_ARM_EXPRESSION_LENGTH = 24_576;
const MAX_EXPRESSION_LENGTH = 1_000_000;
const MAX_EXPRESSION_DEPTH = 256;

/** ARM's rule for when a JSON string is an expression: it starts with one `[`, not two, and ends with `]`. */
export function isExpression(text: string): boolean {
  return text.charCodeAt(0) === 91 && text.charCodeAt(1) !== 91 && text.charCodeAt(text.length - 1) === 93;
}

/** A string that starts with `[[` and ends with `]` is a literal that begins with one bracket. */
export function unescapeLiteral(text: string): string {
  return text.startsWith('[[') && text.endsWith(']') ? text.slice(1) : text;
}

const MAX_CACHED_EXPRESSIONS = 20_000;
const cache = new Map<string, Expression | Fault>();

/** Parses a string for which `isExpression` is true. Never throws: a syntax error is returned as a fault. */
export function parseExpression(text: string): Expression | Fault {
  const cached = cache.get(text);
  if (cached !== undefined) return cached;
  if (cache.size >= MAX_CACHED_EXPRESSIONS) cache.clear();
  const parsed = parseUncached(text);
  cache.set(text, parsed);
  return parsed;
}

class SyntaxFault extends Error {}

interface Cursor {
  readonly text: string;
  at: number;
  depth: number;
}

function parseUncached(text: string): Expression | Fault {
  if (text.length > MAX_EXPRESSION_LENGTH) {
    return fault(
      'expression-too-long',
      `an expression has ${text.length} characters; at most ${MAX_EXPRESSION_LENGTH} are read`,
    );
  }
  const cursor: Cursor = { text, at: 1, depth: 0 };
  try {
    const result = parseTerm(cursor);
    skipSpace(cursor);
    if (cursor.at !== text.length - 1)
      throw unexpected(cursor, cursor.at < text.length ? 'the end of the expression' : "']'");
    return result;
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    return fault('expression-syntax', error.message);
  }
}

function unexpected(cursor: Cursor, expected: string): SyntaxFault {
  const rest = cursor.text.slice(cursor.at, cursor.at + 20);
  const found = cursor.at >= cursor.text.length - 1 ? 'the end' : `'${rest}'`;
  return new SyntaxFault(`expected ${expected} at character ${cursor.at + 1} of the expression and found ${found}`);
}

function skipSpace(cursor: Cursor): void {
  for (;;) {
    const code = cursor.text.charCodeAt(cursor.at);
    if (code !== 32 && code !== 9 && code !== 10 && code !== 13) return;
    cursor.at++;
  }
}

function parseTerm(cursor: Cursor): Expression {
  skipSpace(cursor);
  if (++cursor.depth > MAX_EXPRESSION_DEPTH)
    throw new SyntaxFault(`an expression is nested deeper than ${MAX_EXPRESSION_DEPTH}`);
  const code = cursor.text.charCodeAt(cursor.at);
  let result: Expression;
  if (code === 39) result = parseString(cursor);
  else if (code === 45 || (code >= 48 && code <= 57)) result = parseInteger(cursor);
  else result = parseCall(cursor);
  cursor.depth--;
  return result;
}

function parseString(cursor: Cursor): Expression {
  const { text } = cursor;
  let value = '';
  let from = cursor.at + 1;
  for (;;) {
    const quote = text.indexOf("'", from);
    if (quote < 0)
      throw new SyntaxFault(
        `a string that begins at character ${cursor.at + 1} of the expression has no closing quote`,
      );
    value += text.slice(from, quote);
    from = quote + 1;
    if (text.charCodeAt(from) !== 39) break;
    value += "'";
    from++;
  }
  cursor.at = from;
  return { kind: 'literal', value };
}

const INTEGER = /-?\d+/y;
const NAME = /[A-Za-z_][\w]*(?:\.[A-Za-z_]\w*)*/y;
const PROPERTY = /[^()[\],'.\s]+/y;

function take(cursor: Cursor, pattern: RegExp, expected: string): string {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0];
  if (found === undefined) throw unexpected(cursor, expected);
  cursor.at += found.length;
  return found;
}

function parseInteger(cursor: Cursor): Expression {
  const value = Number(take(cursor, INTEGER, 'a number'));
  if (!Number.isSafeInteger(value)) throw new SyntaxFault('a number is outside the integers of ARM expressions');
  return { kind: 'literal', value };
}

function parseCall(cursor: Cursor): Expression {
  const name = take(cursor, NAME, 'a function, a string or a number');
  skipSpace(cursor);
  expect(cursor, '(');
  const args: Expression[] = [];
  skipSpace(cursor);
  if (cursor.text[cursor.at] !== ')') {
    do args.push(parseTerm(cursor));
    while (accept(cursor, ','));
  }
  expect(cursor, ')');
  return parseSuffixes(cursor, { kind: 'call', name: name.toLowerCase(), args, text: name });
}

function parseSuffixes(cursor: Cursor, call: Expression): Expression {
  let result = call;
  for (let count = 0; ; count++) {
    if (count > MAX_EXPRESSION_DEPTH)
      throw new SyntaxFault(`more than ${MAX_EXPRESSION_DEPTH} member accesses follow one another`);
    if (accept(cursor, '.')) {
      skipSpace(cursor);
      result = {
        kind: 'access',
        base: result,
        key: { kind: 'literal', value: take(cursor, PROPERTY, 'a property name') },
      };
    } else if (cursor.at < cursor.text.length - 1 && accept(cursor, '[')) {
      result = { kind: 'access', base: result, key: parseTerm(cursor) };
      expect(cursor, ']');
    } else return result;
  }
}

function accept(cursor: Cursor, character: string): boolean {
  skipSpace(cursor);
  if (cursor.text[cursor.at] !== character) return false;
  cursor.at++;
  return true;
}

function expect(cursor: Cursor, character: string): void {
  if (!accept(cursor, character)) throw unexpected(cursor, `'${character}'`);
}
