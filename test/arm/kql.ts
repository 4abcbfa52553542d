const TABLES = ['resources', 'insightsresources', 'resourcecontainers'] as const;

export type GraphTable = (typeof TABLES)[number];

export interface ParsedQuery {
  readonly table: GraphTable;
  readonly steps: readonly Step[];
}

/** One step of a query after its table. */
export type Step =
  | { readonly kind: 'where'; readonly all: readonly Condition[] }
  | { readonly kind: 'project'; readonly columns: readonly Column[] }
  | { readonly kind: 'order'; readonly by: string; readonly descending: boolean };

/** A column is one of several texts, or contains it; `ignoreCase` for `=~`, `in~` and `contains`. */
export interface Condition {
  readonly column: string;
  readonly values: readonly string[];
  readonly ignoreCase: boolean;
  readonly contains?: true;
}

export interface Column {
  readonly name: string;
  /** A column, or a member of one. */
  readonly path: readonly string[];
}

/** A query that is no such thing, or more than this little reader of the Kusto query language understands. */
export class QueryError extends Error {}

const NAME = String.raw`[A-Za-z_]\w*`;
const TEXT = String.raw`(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")`;
const CONDITION = new RegExp(
  String.raw`^(?:tolower\(\s*(${NAME})\s*\)|(${NAME}))\s*(?:(=~|==|contains)\s*(${TEXT})|(in~|in)\s*\(\s*(${TEXT}(?:\s*,\s*${TEXT})*)\s*\))$`,
  'i',
);

/**
 * Reads `Resources | where type =~ '…' [and …] | where … in~ ('…', …) | where … contains '…' | project a, b = c.d | order by id asc`.
 * Throws `QueryError` for anything else.
 */
export function parseQuery(query: string): ParsedQuery {
  const [name, ...steps] = splitOutsideTexts(query, '|');
  const table = TABLES.find((one) => one === name?.toLowerCase());
  if (table === undefined) throw new QueryError(`table '${name}'`);
  return { table, steps: steps.map(parseStep) };
}

function parseStep(text: string): Step {
  const [, operator = '', rest = ''] = /^(\w+)\s+([\s\S]*)$/.exec(text) ?? [];
  if (operator === 'where') return { kind: 'where', all: splitOutsideTexts(rest, 'and').map(parseCondition) };
  if (operator === 'project') return { kind: 'project', columns: splitOutsideTexts(rest, ',').map(parseColumn) };
  const order = new RegExp(String.raw`^by\s+(${NAME})(?:\s+(asc|desc))?$`, 'i').exec(rest);
  if ((operator !== 'order' && operator !== 'sort') || order === null) throw new QueryError(`operator '${text}'`);
  return { kind: 'order', by: order[1] ?? '', descending: order[2]?.toLowerCase() !== 'asc' };
}

function parseCondition(text: string): Condition {
  const match = CONDITION.exec(text);
  if (match === null) throw new QueryError(`condition '${text}'`);
  const [, lowered, plain, comparison, value, membership, list] = match;
  const operator = comparison ?? membership ?? '';
  const values = splitOutsideTexts(value ?? list ?? '', ',').map((quoted) =>
    quoted.slice(1, -1).replace(/\\(.)/g, '$1'),
  );
  const column = lowered ?? plain ?? '';
  if (operator.toLowerCase() === 'contains') return { column, values, ignoreCase: true, contains: true };
  return { column, values, ignoreCase: operator.endsWith('~') || lowered !== undefined };
}

function parseColumn(text: string): Column {
  const match = new RegExp(String.raw`^(?:(${NAME})\s*=\s*)?(${NAME}(?:\.${NAME})*)$`).exec(text);
  if (match?.[2] === undefined) throw new QueryError(`column '${text}'`);
  const path = match[2].split('.');
  return { name: match[1] ?? path.join('_'), path };
}

function splitOutsideTexts(text: string, separator: string): string[] {
  const word = separator === 'and' ? String.raw`\sand\s` : `[${separator}]`;
  const parts = text.split(new RegExp(`(${TEXT}|${word})`, 'i'));
  const items = [''];
  for (const part of parts) {
    if (part.trim().toLowerCase() === separator) items.push('');
    else items.push((items.pop() ?? '') + part);
  }
  return items.map((item) => item.trim());
}
