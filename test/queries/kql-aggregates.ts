import type { Expression } from './kql-expression.ts';
import { KqlError } from './kql-tokens.ts';
import { type Cell, evaluate, type Row, type Surroundings } from './kql-values.ts';

type Aggregate = (rows: readonly Row[], args: readonly Expression[], around: Surroundings) => Cell;

const AGGREGATES: Readonly<Record<string, Aggregate>> = {
  count: (rows) => rows.length,
  countif: (rows, [condition], around) => matching(rows, condition, around).length,
  dcount: (rows, [value], around) => new Set(cells(rows, value, around)).size,
  dcountif: (rows, [value, condition], around) => new Set(cells(matching(rows, condition, around), value, around)).size,
  make_set: (rows, [value, size], around) => {
    const [limit] = cells(rows, size, around);
    return [...new Set(cells(rows, value, around))].slice(0, Number(limit));
  },
  max: (rows, [value], around) => Math.max(...numbers(rows, value, around)),
  min: (rows, [value], around) => Math.min(...numbers(rows, value, around)),
  // Kusto estimates; the nearest rank is what it comes to for few rows.
  percentile: (rows, [value, rank], around) => {
    const sorted = numbers(rows, value, around).sort((a, b) => a - b);
    const [percent] = cells(rows, rank, around);
    return sorted[Math.max(0, Math.ceil((Number(percent) / 100) * sorted.length) - 1)] ?? null;
  },
};

/** The value of an aggregate over the rows of a group. */
export function aggregate(expression: Expression, rows: readonly Row[], around: Surroundings): Cell {
  const found = expression.is === 'call' ? AGGREGATES[expression.name] : undefined;
  if (expression.is !== 'call' || found === undefined) throw new KqlError('summarize takes aggregates');
  return found(rows, expression.args, around);
}

function cells(rows: readonly Row[], expression: Expression | undefined, around: Surroundings): readonly Cell[] {
  if (expression === undefined) throw new KqlError('an aggregate without its argument');
  return rows.map((row) => evaluate(expression, row, around));
}

function numbers(rows: readonly Row[], expression: Expression | undefined, around: Surroundings): number[] {
  return cells(rows, expression, around).filter((cell): cell is number => typeof cell === 'number');
}

function matching(rows: readonly Row[], condition: Expression | undefined, around: Surroundings): readonly Row[] {
  if (condition === undefined) throw new KqlError('an aggregate without its condition');
  return rows.filter((row) => evaluate(condition, row, around) === true);
}
