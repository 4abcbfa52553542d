import { KqlError, type TokenReader } from './kql-tokens.ts';

export type Expression =
  | { readonly is: 'value'; readonly value: string | number | boolean }
  | { readonly is: 'name'; readonly name: string }
  | { readonly is: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly is: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | {
      readonly is: 'between';
      readonly not: boolean;
      readonly of: Expression;
      readonly low: Expression;
      readonly high: Expression;
    }
  | { readonly is: 'in'; readonly of: Expression; readonly items: readonly Expression[] };

/** An expression with the name that its column gets. */
export interface Named {
  readonly name?: string;
  readonly value: Expression;
}

/** Milliseconds. */
const UNITS: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 };

/** From what binds least to what binds most. */
const LEVELS: readonly (readonly string[])[] = [
  ['or'],
  ['and'],
  ['==', '!=', '=~', '!~', '<', '<=', '>', '>=', 'contains', '!contains', 'startswith'],
  ['+', '-'],
  ['*', '/'],
];

export function parseExpression(reader: TokenReader, level = 0): Expression {
  const operators = LEVELS[level];
  if (operators === undefined) return primary(reader);
  let left = parseExpression(reader, level + 1);
  for (;;) {
    const { kind, text } = reader.peek();
    if (level === 2 && (text === 'between' || text === '!between')) left = between(reader, left);
    else if (level === 2 && text === 'in~') left = membership(reader, left);
    else if (kind !== 'string' && operators.includes(text)) {
      reader.accept(text);
      left = { is: 'binary', operator: text, left, right: parseExpression(reader, level + 1) };
    } else return left;
  }
}

function between(reader: TokenReader, of: Expression): Expression {
  const not = reader.take('name') === '!between';
  reader.expect('(');
  const low = parseExpression(reader, 3);
  reader.expect('..');
  const high = parseExpression(reader, 3);
  reader.expect(')');
  return { is: 'between', not, of, low, high };
}

function membership(reader: TokenReader, of: Expression): Expression {
  reader.expect('in~');
  return { is: 'in', of, items: argumentsOf(reader) };
}

function primary(reader: TokenReader): Expression {
  const { kind, text } = reader.peek();
  if (kind === 'string') return { is: 'value', value: reader.take('string') };
  if (kind === 'number') return { is: 'value', value: Number(reader.take('number')) };
  if (kind === 'timespan') return { is: 'value', value: timespan(reader.take('timespan')) };
  if (reader.accept('(')) {
    const inner = parseExpression(reader);
    reader.expect(')');
    return inner;
  }
  if (kind !== 'name') throw new KqlError(`'${text}' where an expression has to be`);
  const name = reader.take('name');
  if (name === 'true' || name === 'false') return { is: 'value', value: name === 'true' };
  return reader.peek().text === '(' ? { is: 'call', name, args: argumentsOf(reader) } : { is: 'name', name };
}

function argumentsOf(reader: TokenReader): readonly Expression[] {
  reader.expect('(');
  if (reader.accept(')')) return [];
  const args = [parseExpression(reader)];
  while (reader.accept(',')) args.push(parseExpression(reader));
  reader.expect(')');
  return args;
}

function timespan(text: string): number {
  return Number(text.slice(0, -1)) * (UNITS[text.slice(-1)] ?? Number.NaN);
}

/** `a, b = f(c), …` */
export function parseNamedList(reader: TokenReader): readonly Named[] {
  const list = [parseNamed(reader)];
  while (reader.accept(',')) list.push(parseNamed(reader));
  return list;
}

function parseNamed(reader: TokenReader): Named {
  if (reader.peek().kind !== 'name' || reader.peek(1).text !== '=') return { value: parseExpression(reader) };
  const name = reader.take('name');
  reader.expect('=');
  return { name, value: parseExpression(reader) };
}
