import type { AlertQuery, AlertSettings, Query, QueryColumn, QueryParameter } from './query.ts';

const QUERY_KEYS = ['title', 'description', 'parameter', 'columns'];
const ALERT_KEYS = [...QUERY_KEYS, 'measure', 'threshold', 'severity', 'window', 'range'];
/** May stand several times. */
const REPEATABLE = 'parameter';

/** The values of a header, by key. */
type Header = ReadonlyMap<string, readonly string[]>;

/**
 * Reads a query and the comment at its top: a line `// key: value` for each value, which goes on where the next line is indented.
 * Throws for anything else: these files ship, so a mistake in one is a bug.
 */
export function parseQuery(name: string, text: string): Query {
  return queryOf(name, text, headerOf(name, text, QUERY_KEYS));
}

/** The same of a query that an alert rule runs. */
export function parseAlertQuery(name: string, text: string): AlertQuery {
  const header = headerOf(name, text, ALERT_KEYS);
  const query = queryOf(name, text, header);
  const alert = settingsOf(name, header);
  if (!query.columns.some((column) => column.name === alert.measure))
    throw new Error(`${name}: no column ${alert.measure}`);
  return { ...query, alert };
}

function headerOf(name: string, text: string, keys: readonly string[]): Header {
  const header = new Map<string, string[]>();
  for (const line of joinedLines(text)) {
    const [, key = '', value = ''] = /^(\w+): (\S.*)$/.exec(line) ?? [];
    if (!keys.includes(key)) throw new Error(`${name}: the header has '${line}'`);
    if (header.has(key) && key !== REPEATABLE) throw new Error(`${name}: the header has ${key} twice`);
    header.set(key, [...(header.get(key) ?? []), value]);
  }
  return header;
}

/** The lines of the comment at the top, each with those that continue it. */
function joinedLines(text: string): readonly string[] {
  const [comment = ''] = /^(?:\/\/.*\n)*/.exec(text) ?? [];
  return comment
    .replaceAll(/\n\/\/ {3,}/g, ' ')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replace(/^\/\/ /, ''));
}

function queryOf(name: string, text: string, header: Header): Query {
  return {
    name,
    title: required(name, header, 'title'),
    description: required(name, header, 'description'),
    parameters: (header.get(REPEATABLE) ?? []).map((value) => parameterOf(name, value, text)),
    columns: required(name, header, 'columns')
      .split(', ')
      .map((column) => columnOf(name, column)),
    text,
  };
}

function settingsOf(name: string, header: Header): AlertSettings {
  const range = header.get('range')?.[0];
  return {
    measure: required(name, header, 'measure'),
    threshold: numberOf(name, header, 'threshold'),
    severity: numberOf(name, header, 'severity'),
    window: required(name, header, 'window'),
    ...(range !== undefined && { range }),
  };
}

function parameterOf(name: string, value: string, text: string): QueryParameter {
  const match = /^(?<name>\w+): (?<type>\w+) = (?<default>\S+), (?<description>.+)$/.exec(value);
  if (match?.groups === undefined) throw new Error(`${name}: parameter '${value}'`);
  const found = match.groups as Readonly<Record<keyof QueryParameter, string>>;
  if (!text.includes(`\nlet ${found.name} = ${found.default};\n`))
    throw new Error(`${name}: no 'let ${found.name} = ${found.default};'`);
  return { name: found.name, type: found.type, default: found.default, description: found.description };
}

function columnOf(name: string, value: string): QueryColumn {
  const [, column, type] = /^(\w+):(\w+)$/.exec(value) ?? [];
  if (column === undefined || type === undefined) throw new Error(`${name}: column '${value}'`);
  return { name: column, type };
}

function numberOf(name: string, header: Header, key: string): number {
  const text = required(name, header, key);
  if (!/^\d+$/.test(text)) throw new Error(`${name}: ${key} '${text}'`);
  return Number(text);
}

function required(name: string, header: Header, key: string): string {
  const value = header.get(key)?.[0];
  if (value === undefined) throw new Error(`${name}: the header has no ${key}`);
  return value;
}
