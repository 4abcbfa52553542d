import type { Expression } from './kql-expression.ts';
import { KqlError } from './kql-tokens.ts';

/** Times and spans of time are milliseconds. */
export type Cell = string | number | boolean | null | readonly Cell[];
export type Row = Readonly<Record<string, Cell>>;

/** Where rows keep when they arrived; no column has this name. */
export const ARRIVED = '$arrived';

export interface Surroundings {
  readonly now: number;
  /** Values of `let` statements. */
  readonly values: ReadonlyMap<string, Cell>;
}

export function evaluate(expression: Expression, row: Row, around: Surroundings): Cell {
  const of = (inner: Expression): Cell => evaluate(inner, row, around);
  switch (expression.is) {
    case 'value':
      return expression.value;
    case 'name':
      return named(expression.name, row, around);
    case 'in':
      return expression.items.some((item) => lower(of(item)) === lower(of(expression.of)));
    case 'between': {
      const [value, low, high] = [expression.of, expression.low, expression.high].map(of);
      const inside = and(compare('>=', value ?? null, low ?? null), compare('<=', value ?? null, high ?? null));
      return expression.not ? negate(inside) : inside;
    }
    case 'binary':
      return binary(expression.operator, of(expression.left), of(expression.right));
    case 'call':
      return call(expression.name, expression.args, row, around);
  }
}

function named(name: string, row: Row, { values }: Surroundings): Cell {
  const found = row[name] ?? (name in row ? null : values.get(name));
  if (found === undefined) throw new KqlError(`no column ${name}`);
  return found;
}

function binary(operator: string, left: Cell, right: Cell): Cell {
  switch (operator) {
    case 'or':
      return negate(and(negate(left), negate(right)));
    case 'and':
      return and(left, right);
    case '+':
      return number(left) + number(right);
    case '-':
      return number(left) - number(right);
    case '=~':
      return lower(left) === lower(right);
    case 'contains':
      return lower(left).includes(lower(right));
    case 'startswith':
      return lower(left).startsWith(lower(right));
    default:
      return compare(operator, left, right);
  }
}

/** Kusto's logic of three values: what is not known stays so unless the other side decides. */
function and(left: Cell, right: Cell): Cell {
  if (left === false || right === false) return false;
  return left === null || right === null ? null : true;
}

function negate(value: Cell): Cell {
  return value === null ? null : !value;
}

/** Refuses what Kusto refuses: comparing a text with a number. */
function compare(operator: string, left: Cell, right: Cell): Cell {
  if (left === null || right === null) return null;
  if (typeof left !== typeof right) throw new KqlError(`${typeof left} ${operator} ${typeof right}`);
  switch (operator) {
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    default:
      throw new KqlError(`operator '${operator}'`);
  }
}

type Scalar = (...args: readonly Cell[]) => Cell;

const SCALARS: Readonly<Record<string, Scalar>> = {
  bin: (value = null, step = null) => Math.floor(number(value) / number(step)) * number(step),
  isempty: (value = null) => value === '' || value === null,
  isnotempty: (value = null) => value !== '' && value !== null,
  isnull: (value = null) => value === null,
  not: (value = null) => negate(value),
  todouble: (value = null) => parsed(value, /^-?\d+(?:\.\d+)?$/),
  toint: (value = null) => parsed(value, /^-?\d+$/),
  tolower: (value = null) => lower(value),
};

function call(name: string, args: readonly Expression[], row: Row, around: Surroundings): Cell {
  const values = (): readonly Cell[] => args.map((arg) => evaluate(arg, row, around));
  if (name === 'ago') return around.now - number(values()[0] ?? null);
  if (name === 'ingestion_time') return row[ARRIVED] ?? null;
  if (name === 'column_ifexists') {
    const [column, otherwise] = values();
    return row[String(column)] ?? otherwise ?? null;
  }
  const scalar = SCALARS[name];
  if (scalar === undefined) throw new KqlError(`function ${name}`);
  return scalar(...values());
}

function parsed(value: Cell, pattern: RegExp): number | null {
  return typeof value === 'string' && pattern.test(value) ? Number(value) : null;
}

function number(value: Cell): number {
  if (typeof value !== 'number') throw new KqlError(`${JSON.stringify(value)} is no number`);
  return value;
}

function lower(value: Cell): string {
  if (typeof value !== 'string') throw new KqlError(`${JSON.stringify(value)} is no text`);
  return value.toLowerCase();
}
