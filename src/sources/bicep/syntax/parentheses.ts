import { type Cursor, endOf, fail, isKeyword, missingExpr, missingName, report } from './cursor.ts';
import type { Expr, Identifier, InvalidExpr, LambdaExpr, ParenthesizedExpr } from './nodes.ts';
import { resume, skipNewLines } from './recovery.ts';
import { ahead, kindPastNewLines, next } from './scanner.ts';
import { setOf, T } from './token-kinds.ts';

const ITEM_STOPS = setOf(T.closeBrace, T.closeParen, T.closeSquare, T.newLine, T.comma);
const DECLARATIONS = [
  'targetScope',
  'metadata',
  'param',
  'var',
  'func',
  'type',
  'resource',
  'output',
  'module',
  'test',
  'assert',
  'import',
  'extension',
  'using',
  'extends',
];

/** `(value)`, or the parameters of a lambda with its body. */
export function readParentheses(p: Cursor): ParenthesizedExpr | LambdaExpr {
  const { start } = p;
  const items = readList(p, p.grammar.expression);
  if (p.kind === T.arrow && !p.failing) {
    const parameters = items.map((item) => parameterOf(p, item));
    const body = readLambdaBody(p);
    return { kind: 'lambda', parameters, body, start, end: endOf(p, start) };
  }
  const end = endOf(p, start);
  if (items.length !== 1)
    report(p, 'BCP243', 'Parentheses hold one expression.', start + 1, end > start + 1 ? end - 1 : end);
  const value = items.length === 1 ? (items[0] as Expr) : filler(start + 1, end - 1);
  return { kind: 'parentheses', value, start, end };
}

/** Items in parentheses, with line ends around commas. */
export function readList<Item>(p: Cursor, read: (p: Cursor) => Item): Item[] {
  const items: Item[] = [];
  next(p);
  skipNewLines(p);
  while (!p.failing && p.kind !== T.closeParen && p.kind !== T.end) {
    items.push(read(p));
    resume(p, ITEM_STOPS);
    // What follows in other lines may be the next declaration.
    const past = kindPastNewLines(p);
    if (past === T.comma || past === T.closeParen) skipNewLines(p);
    if (p.kind !== T.comma) break;
    next(p);
    skipNewLines(p);
  }
  if (p.failing) return items;
  if (p.kind === T.closeParen) next(p);
  else fail(p, 'BCP018', 'Write ")" here.');
  return items;
}

const filler = (start: number, end: number): InvalidExpr => ({
  kind: 'invalid',
  start,
  end: end > start ? end : start,
});

function parameterOf(p: Cursor, item: Expr): Identifier {
  const { start, end } = item;
  if (item.kind === 'name') return { kind: 'identifier', name: item.name, start, end };
  report(p, 'BCP015', 'Parameters of a lambda are names.', start, end);
  return { ...missingName(p), start, end };
}

/** From the arrow on. */
export function readLambdaBody(p: Cursor): Expr {
  next(p);
  skipToBody(p);
  const { literals } = p;
  p.literals = true;
  const body = p.failing ? missingExpr(p) : p.grammar.expression(p);
  p.literals = literals;
  return body;
}

/** A declaration in the next line is none of the lambda. */
export function skipToBody(p: Cursor): void {
  if (p.kind !== T.newLine || p.holes > 0) return;
  const declared = ahead(p, (there) => {
    while (there.kind === T.newLine) next(there);
    return DECLARATIONS.some((word) => isKeyword(there, word));
  });
  if (!declared) skipNewLines(p);
}
