/** An expression of Bicep, as far as the files in `templates/` use the language. */
export type Expression =
  | { readonly is: 'value'; readonly value: string | number | boolean | null }
  | { readonly is: 'text'; readonly parts: readonly (string | Expression)[] }
  | { readonly is: 'name'; readonly name: string }
  | { readonly is: 'member'; readonly of: Expression; readonly member: string }
  | { readonly is: 'item'; readonly of: Expression; readonly index: Expression }
  | { readonly is: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly is: 'array'; readonly items: readonly Expression[] }
  | { readonly is: 'object'; readonly members: readonly (readonly [string, Expression])[] }
  | {
      readonly is: 'loop';
      readonly item: string;
      readonly index?: string;
      readonly over: Expression;
      readonly body: Expression;
    };

export interface Statement {
  readonly keyword: string;
  readonly decorators: readonly Expression[];
  /** Words and texts between the keyword and `=`; for a parameter its name and type. */
  readonly head: readonly string[];
  readonly value?: Expression;
}

type Token =
  | { readonly kind: 'text'; readonly parts: readonly (string | Expression)[] }
  | { readonly kind: 'word' | 'sign' | 'line' | 'end'; readonly text: string };

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', "'": "'", '\\': '\\', $: '$' };

/** Reads a file of the subset. Anything else in it is an error, never skipped. */
export function parseBicep(source: string): readonly Statement[] {
  const reader = { tokens: tokensOf(source), at: 0 };
  const statements: Statement[] = [];
  for (skipLines(reader); peek(reader) !== 'end'; skipLines(reader)) statements.push(statement(reader));
  return statements;
}

function statement(reader: Reader): Statement {
  const decorators: Expression[] = [];
  while (peek(reader) === '@') {
    take(reader, '@');
    decorators.push(expression(reader));
    skipLines(reader);
  }
  const keyword = word(reader);
  const head: string[] = [];
  while (!['=', 'line', 'end'].includes(peek(reader))) head.push(plain(reader));
  if (peek(reader) !== '=') return { keyword, decorators, head };
  take(reader, '=');
  const value = expression(reader);
  if (!['line', 'end'].includes(peek(reader))) throw new Error(`a statement goes on with ${peek(reader)}`);
  return { keyword, decorators, head, value };
}

function expression(reader: Reader): Expression {
  let found = primary(reader);
  for (;;) {
    if (peek(reader) === '.') {
      take(reader, '.');
      found = { is: 'member', of: found, member: word(reader) };
    } else if (peek(reader) === '[') {
      take(reader, '[');
      found = { is: 'item', of: found, index: expression(reader) };
      take(reader, ']');
    } else return found;
  }
}

function primary(reader: Reader): Expression {
  const token = reader.tokens[reader.at];
  if (token?.kind === 'text') {
    reader.at += 1;
    const literal = token.parts.every((part) => typeof part === 'string');
    return literal ? { is: 'value', value: token.parts.join('') } : { is: 'text', parts: token.parts };
  }
  if (peek(reader) === '[') return arrayOrLoop(reader);
  if (peek(reader) === '{') return object(reader);
  const name = word(reader);
  if (/^\d+$/.test(name)) return { is: 'value', value: Number(name) };
  if (['true', 'false', 'null'].includes(name)) return { is: 'value', value: JSON.parse(name) };
  if (peek(reader) !== '(') return { is: 'name', name };
  take(reader, '(');
  const args: Expression[] = [];
  while (peek(reader) !== ')') {
    args.push(expression(reader));
    if (peek(reader) === ',') take(reader, ',');
  }
  take(reader, ')');
  return { is: 'call', name, args };
}

function arrayOrLoop(reader: Reader): Expression {
  take(reader, '[');
  skipLines(reader);
  if (peek(reader) === 'for') return loop(reader);
  const items: Expression[] = [];
  while (peek(reader) !== ']') {
    items.push(expression(reader));
    endOfLine(reader, ']');
  }
  take(reader, ']');
  return { is: 'array', items };
}

function loop(reader: Reader): Expression {
  take(reader, 'for');
  const pair = peek(reader) === '(';
  if (pair) take(reader, '(');
  const item = word(reader);
  let index: string | undefined;
  if (pair) {
    take(reader, ',');
    index = word(reader);
    take(reader, ')');
  }
  take(reader, 'in');
  const over = expression(reader);
  take(reader, ':');
  const body = expression(reader);
  skipLines(reader);
  take(reader, ']');
  return { is: 'loop', item, over, body, ...(index !== undefined && { index }) };
}

function object(reader: Reader): Expression {
  take(reader, '{');
  skipLines(reader);
  const members: (readonly [string, Expression])[] = [];
  while (peek(reader) !== '}') {
    const key = plain(reader);
    take(reader, ':');
    members.push([key, expression(reader)]);
    endOfLine(reader, '}');
  }
  take(reader, '}');
  return { is: 'object', members };
}

function endOfLine(reader: Reader, close: string): void {
  if (peek(reader) !== 'line' && peek(reader) !== close) throw new Error(`${peek(reader)} where a line has to end`);
  skipLines(reader);
}

function peek(reader: Reader): string {
  const token = reader.tokens[reader.at];
  if (token === undefined) return 'end';
  if (token.kind === 'text') return 'text';
  return token.kind === 'line' || token.kind === 'end' ? token.kind : token.text;
}

function take(reader: Reader, text: string): void {
  if (peek(reader) !== text) throw new Error(`${peek(reader)} where ${text} has to be`);
  reader.at += 1;
}

function word(reader: Reader): string {
  const token = reader.tokens[reader.at];
  if (token?.kind !== 'word') throw new Error(`${peek(reader)} where a word has to be`);
  reader.at += 1;
  return token.text;
}

/** A word, or a text without interpolation. */
function plain(reader: Reader): string {
  const token = reader.tokens[reader.at];
  if (token?.kind !== 'text') return word(reader);
  if (token.parts.some((part) => typeof part !== 'string'))
    throw new Error('an interpolation where a plain text has to be');
  reader.at += 1;
  return token.parts.join('');
}

function skipLines(reader: Reader): void {
  while (peek(reader) === 'line') reader.at += 1;
}

function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    const rest = source.slice(at);
    const blank = /^(?:[ \t]+|\/\/[^\n]*)/.exec(rest);
    const found = /^\w+/.exec(rest);
    if (blank) at += blank[0].length;
    else if (rest.startsWith("'")) {
      const { parts, length } = text(rest);
      tokens.push({ kind: 'text', parts });
      at += length;
    } else if (found) {
      tokens.push({ kind: 'word', text: found[0] });
      at += found[0].length;
    } else {
      const sign = rest[0] ?? '';
      if (!/^[\n@=.,:()[\]{}]$/.test(sign)) throw new Error(`${JSON.stringify(sign)} is not in the subset`);
      tokens.push(sign === '\n' ? { kind: 'line', text: sign } : { kind: 'sign', text: sign });
      at += 1;
    }
  }
  return tokens;
}

/** A text from its opening quote on: what is in it, and how long it is with both quotes. */
function text(source: string): { readonly parts: readonly (string | Expression)[]; readonly length: number } {
  const parts: (string | Expression)[] = [];
  let at = 1;
  let literal = '';
  for (;;) {
    const char = source[at];
    if (char === undefined || char === '\n') throw new Error('a text has no end');
    if (char === "'")
      return { parts: literal === '' && parts.length > 0 ? parts : [...parts, literal], length: at + 1 };
    if (char === '\\') {
      const code = /^\\u\{([0-9a-f]+)\}/.exec(source.slice(at));
      const short = ESCAPES[source[at + 1] ?? ''];
      if (code === null && short === undefined) throw new Error('an escape that Bicep does not know');
      if (code !== null && /^0*d[89a-f][0-9a-f]{2}$/.test(code[1] ?? ''))
        throw new Error('half a surrogate pair has no escape in Bicep');
      literal += code ? String.fromCodePoint(Number.parseInt(code[1] ?? '', 16)) : short;
      at += code ? code[0].length : 2;
    } else if (source.startsWith('${', at)) {
      const end = endOfInterpolation(source, at + 2);
      if (literal !== '') parts.push(literal);
      literal = '';
      parts.push(expression({ tokens: tokensOf(source.slice(at + 2, end)), at: 0 }));
      at = end + 1;
    } else {
      literal += char;
      at += 1;
    }
  }
}

/** Where the brace stands that ends an interpolation; texts inside it may hold braces of their own. */
function endOfInterpolation(source: string, from: number): number {
  let depth = 0;
  for (let at = from; at < source.length; at++) {
    if (source[at] === "'") at += text(source.slice(at)).length - 1;
    else if (source[at] === '{') depth += 1;
    else if (source[at] === '}' && depth-- === 0) return at;
  }
  throw new Error('an interpolation has no end');
}
