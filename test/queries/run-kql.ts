import { aggregate } from './kql-aggregates.ts';
import type { Named } from './kql-expression.ts';
import { type Order, type Pipeline, parseKql, type Source, type Step } from './kql-parse.ts';
import { KqlError } from './kql-tokens.ts';
import { type Cell, evaluate, type Row, type Surroundings } from './kql-values.ts';

/** Tables by name; one that is not there has no record yet. */
export type Tables = Readonly<Record<string, readonly Row[]>>;

interface Run extends Surroundings {
  readonly tables: Tables;
  /** Those that `let` statements name. */
  readonly views: ReadonlyMap<string, Pipeline>;
}

/** The result of a query: a reference of what it means, apart from Kusto's own parser, which checks the types elsewhere. */
export function runKql(text: string, tables: Tables, now: number): readonly Row[] {
  const { values, tables: views, result } = parseKql(text);
  const known = new Map<string, Cell>();
  for (const [name, expression] of values) known.set(name, evaluate(expression, {}, { now, values: known }));
  return rowsOf(result, { now, values: known, tables, views });
}

function rowsOf({ source, steps }: Pipeline, run: Run): readonly Row[] {
  return steps.reduce((rows, step) => after(step, rows, run), sourceRows(source, run));
}

function sourceRows(source: Source, run: Run): readonly Row[] {
  if (source.is === 'table') return tableRows(source.name, run);
  const present = source.tables.filter((name) => !source.isFuzzy || run.tables[name] !== undefined);
  const parts = present.map((name) => ({ name, rows: tableRows(name, run) }));
  const columns = new Set(parts.flatMap(({ rows }) => rows.flatMap((row) => Object.keys(row))));
  const empty = Object.fromEntries([...columns].map((column) => [column, '']));
  return parts.flatMap(({ name, rows }) =>
    rows.map((row) => ({ ...(source.withSource !== undefined && { [source.withSource]: name }), ...empty, ...row })),
  );
}

function tableRows(name: string, run: Run): readonly Row[] {
  const view = run.views.get(name);
  if (view !== undefined) return rowsOf(view, run);
  const rows = run.tables[name];
  if (rows === undefined) throw new KqlError(`no table ${name}`);
  return rows;
}

function after(step: Step, rows: readonly Row[], run: Run): readonly Row[] {
  switch (step.is) {
    case 'where':
      return rows.filter((row) => evaluate(step.condition, row, run) === true);
    case 'extend':
      return rows.map((row) => ({ ...row, ...computed(step.columns, row, run) }));
    case 'project':
      return rows.map((row) => computed(step.columns, row, run));
    case 'distinct':
      return [...groups(step.columns, rows, run).values()].map(({ key }) => key);
    case 'summarize':
      return [...groups(step.by, rows, run).values()].map(({ key, members }) => ({
        ...key,
        ...Object.fromEntries(step.values.map((one) => [nameOf(one), aggregate(one.value, members, run)])),
      }));
    case 'order': {
      const sorted = rows.toSorted((a, b) => order(step.by, a, b, run));
      return step.first === undefined ? sorted : sorted.slice(0, Number(evaluate(step.first, {}, run)));
    }
    case 'join':
      return joined(step, rows, run);
  }
}

function joined(step: Extract<Step, { is: 'join' }>, rows: readonly Row[], run: Run): readonly Row[] {
  const right = rowsOf(step.right, run);
  const matches = (row: Row): readonly Row[] =>
    right.filter((other) => step.on.every((name) => row[name] === other[name]));
  if (step.kind === 'leftanti') return rows.filter((row) => matches(row).length === 0);
  return rows.flatMap((row) => matches(row).map((other) => ({ ...other, ...row })));
}

function computed(columns: readonly Named[], row: Row, run: Run): Row {
  return Object.fromEntries(columns.map((column) => [nameOf(column), evaluate(column.value, row, run)]));
}

/** A column is named, or is one. Kusto makes names up otherwise, and nobody should rely on them. */
function nameOf({ name, value }: Named): string {
  if (name !== undefined) return name;
  if (value.is === 'name') return value.name;
  // The one name that Kusto keeps: that of the column that is rounded.
  if (value.is === 'call' && value.name === 'bin' && value.args[0]?.is === 'name') return value.args[0].name;
  throw new KqlError('a column without a name');
}

function groups(
  by: readonly Named[],
  rows: readonly Row[],
  run: Run,
): ReadonlyMap<string, { readonly key: Row; readonly members: Row[] }> {
  const found = new Map<string, { readonly key: Row; readonly members: Row[] }>();
  for (const row of rows) {
    const key = computed(by, row, run);
    const group = found.get(JSON.stringify(key)) ?? { key, members: [] };
    group.members.push(row);
    found.set(JSON.stringify(key), group);
  }
  return found;
}

function order(by: readonly Order[], a: Row, b: Row, run: Run): number {
  for (const { value, descending } of by) {
    const [left, right] = [evaluate(value, a, run), evaluate(value, b, run)];
    if (left === right || left === null || right === null) continue;
    return left < right === descending ? 1 : -1;
  }
  return 0;
}
