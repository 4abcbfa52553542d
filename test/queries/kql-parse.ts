import { type Expression, type Named, parseExpression, parseNamedList } from './kql-expression.ts';
import { KqlError, TokenReader } from './kql-tokens.ts';

export interface Pipeline {
  readonly source: Source;
  readonly steps: readonly Step[];
}

export type Source =
  | { readonly is: 'table'; readonly name: string }
  | {
      readonly is: 'union';
      readonly tables: readonly string[];
      readonly withSource?: string;
      readonly isFuzzy: boolean;
    };

export type Step =
  | { readonly is: 'where'; readonly condition: Expression }
  | { readonly is: 'extend' | 'project' | 'distinct'; readonly columns: readonly Named[] }
  | { readonly is: 'summarize'; readonly values: readonly Named[]; readonly by: readonly Named[] }
  | { readonly is: 'order'; readonly by: readonly Order[]; readonly first?: Expression }
  | {
      readonly is: 'join';
      readonly kind: 'inner' | 'leftanti';
      readonly right: Pipeline;
      readonly on: readonly string[];
    };

export interface Order {
  readonly value: Expression;
  readonly descending: boolean;
}

export interface Program {
  readonly values: ReadonlyMap<string, Expression>;
  readonly tables: ReadonlyMap<string, Pipeline>;
  readonly result: Pipeline;
}

/** Reads the part of the Kusto query language that the queries of the package use. Throws for anything else. */
export function parseKql(text: string): Program {
  const reader = new TokenReader(text);
  const values = new Map<string, Expression>();
  const tables = new Map<string, Pipeline>();
  while (reader.accept('let')) {
    const name = reader.take('name');
    reader.expect('=');
    if (isTable(reader)) tables.set(name, pipeline(reader));
    else values.set(name, parseExpression(reader));
    reader.expect(';');
  }
  const result = pipeline(reader);
  reader.take('end');
  return { values, tables, result };
}

function isTable(reader: TokenReader): boolean {
  return reader.peek().kind === 'name' && reader.peek(1).text === '|';
}

function pipeline(reader: TokenReader): Pipeline {
  const source = sourceOf(reader);
  const steps: Step[] = [];
  while (reader.accept('|')) steps.push(step(reader));
  return { source, steps };
}

function sourceOf(reader: TokenReader): Source {
  if (!reader.accept('union')) return { is: 'table', name: reader.take('name') };
  let withSource: string | undefined;
  let isFuzzy = false;
  while (reader.peek(1).text === '=') {
    const flag = reader.take('name');
    reader.expect('=');
    const value = reader.take('name');
    if (flag === 'withsource') withSource = value;
    else if (flag === 'isfuzzy') isFuzzy = value === 'true';
    else throw new KqlError(`union ${flag}`);
  }
  return { is: 'union', tables: names(reader), isFuzzy, ...(withSource !== undefined && { withSource }) };
}

function step(reader: TokenReader): Step {
  const operator = reader.take('name');
  switch (operator) {
    case 'where':
      return { is: 'where', condition: parseExpression(reader) };
    case 'extend':
    case 'project':
    case 'distinct':
      return { is: operator, columns: parseNamedList(reader) };
    case 'summarize': {
      const values = parseNamedList(reader);
      return { is: 'summarize', values, by: reader.accept('by') ? parseNamedList(reader) : [] };
    }
    case 'order':
      return { is: 'order', by: orders(reader) };
    case 'top': {
      const first = parseExpression(reader);
      return { is: 'order', first, by: orders(reader) };
    }
    case 'join':
      return join(reader);
    default:
      throw new KqlError(`operator '${operator}'`);
  }
}

function orders(reader: TokenReader): readonly Order[] {
  reader.expect('by');
  const list: Order[] = [];
  do {
    const value = parseExpression(reader);
    const ascending = reader.accept('asc');
    if (!ascending) reader.accept('desc');
    list.push({ value, descending: !ascending });
  } while (reader.accept(','));
  return list;
}

function join(reader: TokenReader): Step {
  reader.expect('kind');
  reader.expect('=');
  const kind = reader.take('name');
  if (kind !== 'inner' && kind !== 'leftanti') throw new KqlError(`join kind=${kind}`);
  const grouped = reader.accept('(');
  const right = grouped ? pipeline(reader) : { source: sourceOf(reader), steps: [] };
  if (grouped) reader.expect(')');
  reader.expect('on');
  return { is: 'join', kind, right, on: names(reader) };
}

function names(reader: TokenReader): readonly string[] {
  const list = [reader.take('name')];
  while (reader.accept(',')) list.push(reader.take('name'));
  return list;
}
