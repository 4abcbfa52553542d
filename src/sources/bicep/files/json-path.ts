import type { ComparisonOperator, PathCondition, PathOperand, PathPart } from './json-path-parts.ts';

/*
 * JSONPath as Newtonsoft's SelectTokens reads it (Newtonsoft.Json/Linq/JsonPath/JPath.cs): `$` is optional, `.*` is for
 * objects and `[*]` for arrays, and what follows `&&` or `||` belongs together. Regular expressions are not read.
 */

const MAX_PATH_CHARACTERS = 4096;
const MAX_FILTER_DEPTH = 16;

class PathError extends Error {}

interface Cursor {
  readonly text: string;
  at: number;
  depth: number;
}

/** The steps of a JSONPath; undefined for one that is not valid. */
export function parseJsonPath(text: string): readonly PathPart[] | undefined {
  if (text.length > MAX_PATH_CHARACTERS) return undefined;
  const cursor: Cursor = { text: text.trim(), at: 0, depth: 0 };
  if (cursor.text === '$') return [];
  if (cursor.text.startsWith('$.') || cursor.text.startsWith('$[')) cursor.at = 1;
  try {
    const parts = readParts(cursor);
    return cursor.at === cursor.text.length && cursor.text !== '' ? parts : undefined;
  } catch (error) {
    if (error instanceof PathError) return undefined;
    throw error;
  }
}

const NAME = /[^.[\]()\s,'"=!<>&|]+/y;

/** Reads steps up to what belongs to none. */
function readParts(cursor: Cursor): PathPart[] {
  const parts: PathPart[] = [];
  for (let first = true; cursor.at < cursor.text.length; first = false) {
    const deep = accept(cursor, '..');
    const point = deep || accept(cursor, '.');
    if (cursor.text[cursor.at] === '[') parts.push(readIndexer(cursor, deep));
    else if (point || first) {
      const name = take(cursor, NAME);
      parts.push(name === '*' ? { kind: 'anyName', deep } : { kind: 'names', names: [name], deep });
    } else break;
  }
  return parts;
}

function readIndexer(cursor: Cursor, deep: boolean): PathPart {
  expect(cursor, '[');
  skipSpace(cursor);
  const next = cursor.text[cursor.at];
  let part: PathPart;
  if (next === "'" || next === '"') part = { kind: 'names', names: readList(cursor, readQuoted), deep };
  else if (next === '?') part = readFilter(cursor, deep);
  else if (accept(cursor, '*')) part = { kind: 'anyItem', deep };
  else part = readIndexes(cursor, deep);
  skipSpace(cursor);
  expect(cursor, ']');
  return part;
}

function readList<T>(cursor: Cursor, read: (cursor: Cursor) => T): T[] {
  const items: T[] = [];
  do {
    skipSpace(cursor);
    items.push(read(cursor));
    skipSpace(cursor);
  } while (accept(cursor, ','));
  return items;
}

const INTEGER = /-?\d{1,9}(?!\d)/y;

function readIndexes(cursor: Cursor, deep: boolean): PathPart {
  const bound = (): number | undefined => {
    skipSpace(cursor);
    const found = /[-\d]/.test(cursor.text[cursor.at] ?? '') ? Number(take(cursor, INTEGER)) : undefined;
    skipSpace(cursor);
    return found;
  };
  const first = bound();
  if (!accept(cursor, ':')) {
    if (first === undefined) throw new PathError();
    const others = accept(cursor, ',') ? readList(cursor, (at) => Number(take(at, INTEGER))) : [];
    return { kind: 'indexes', indexes: [first, ...others], deep };
  }
  const end = bound();
  const step = accept(cursor, ':') ? (bound() ?? 1) : 1;
  if (step === 0) throw new PathError();
  return { kind: 'slice', start: first, end, step, deep };
}

function readFilter(cursor: Cursor, deep: boolean): PathPart {
  if (++cursor.depth > MAX_FILTER_DEPTH) throw new PathError();
  expect(cursor, '?');
  expect(cursor, '(');
  const condition = readCondition(cursor);
  expect(cursor, ')');
  cursor.depth--;
  return { kind: 'filter', condition, deep };
}

/** Conditions of a filter in a row; the last operator holds the closest. */
function readCondition(cursor: Cursor): PathCondition {
  const conditions: PathCondition[] = [];
  const operators: ('all' | 'any')[] = [];
  for (;;) {
    conditions.push(readComparison(cursor));
    if (accept(cursor, '&&')) operators.push('all');
    else if (accept(cursor, '||')) operators.push('any');
    else break;
  }
  let result = conditions.at(-1) as PathCondition;
  for (let i = operators.length - 1; i >= 0; i--)
    result = { kind: operators[i] as 'all' | 'any', conditions: [conditions[i] as PathCondition, result] };
  return result;
}

const OPERATORS: readonly ComparisonOperator[] = ['===', '!==', '==', '!=', '<=', '>=', '<', '>'];

function readComparison(cursor: Cursor): PathCondition {
  const left = readOperand(cursor);
  skipSpace(cursor);
  const operator = OPERATORS.find((each) => accept(cursor, each));
  if (operator === undefined) return { kind: 'exists', operand: left };
  const right = readOperand(cursor);
  skipSpace(cursor);
  return { kind: 'compare', operator, left, right };
}

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;

function readOperand(cursor: Cursor): PathOperand {
  skipSpace(cursor);
  const next = cursor.text[cursor.at] ?? '';
  if (next === '@' || next === '$') return readPathOperand(cursor, next);
  if (next === "'" || next === '"') return { kind: 'value', value: readQuoted(cursor) };
  if (/[-\d]/.test(next)) return { kind: 'value', value: Number(take(cursor, NUMBER)) };
  const word = take(cursor, WORD);
  return { kind: 'value', value: word === 'null' ? null : word === 'true' };
}

function readPathOperand(cursor: Cursor, start: '@' | '$'): PathOperand {
  cursor.at++;
  const follows = /[.[]/.test(cursor.text[cursor.at] ?? '');
  const parts = follows ? readParts(cursor) : [];
  return { kind: 'path', parts: start === '$' ? [{ kind: 'root' }, ...parts] : parts };
}

function readQuoted(cursor: Cursor): string {
  const quote = cursor.text[cursor.at++];
  let result = '';
  for (;;) {
    const next = cursor.text[cursor.at++];
    if (next === undefined) throw new PathError();
    if (next === quote) return result;
    result += next === '\\' ? (cursor.text[cursor.at++] ?? '') : next;
  }
}

function take(cursor: Cursor, pattern: RegExp): string {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0];
  if (found === undefined) throw new PathError();
  cursor.at += found.length;
  return found;
}

function accept(cursor: Cursor, text: string): boolean {
  if (!cursor.text.startsWith(text, cursor.at)) return false;
  cursor.at += text.length;
  return true;
}

function expect(cursor: Cursor, text: string): void {
  if (!accept(cursor, text)) throw new PathError();
}

function skipSpace(cursor: Cursor): void {
  while (cursor.text[cursor.at] === ' ') cursor.at++;
}
