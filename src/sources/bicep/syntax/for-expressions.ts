import { readObject } from './composites.ts';
import { type Cursor, endOf, fail, isKeyword, missingExpr, missingName } from './cursor.ts';
import type { Expr, ForExpr, Identifier, IfExpr } from './nodes.ts';
import { readParentheses } from './parentheses.ts';
import { expect, expectKeyword, nameOr, resume, skipNewLines } from './recovery.ts';
import { ahead, next } from './scanner.ts';
import { setOf, T } from './token-kinds.ts';

const SOURCE_STOPS = setOf(T.colon, T.closeSquare, T.newLine);
const BODY_STOPS = setOf(T.closeSquare, T.newLine);

/** Whether the bracket at the current token begins a loop. */
export function isLoop(p: Cursor): boolean {
  return ahead(p, (there) => {
    next(there);
    if (there.holes === 0) while (there.kind === T.newLine) next(there);
    if (!isKeyword(there, 'for')) return false;
    next(there);
    return there.kind === T.word || there.kind === T.openParen || there.kind === T.newLine || there.kind === T.end;
  });
}

/** Of resources and modules the body is an object or a condition; what is said of `resources` is whether others nest in it. */
export function readLoop(p: Cursor, body: { readonly resources: boolean } | undefined): ForExpr {
  const { start } = p;
  next(p);
  skipNewLines(p);
  expectKeyword(p, 'for');
  const { item, index } = readVariables(p);
  expectKeyword(p, 'in');
  const source = p.failing ? missingExpr(p) : p.grammar.expression(p);
  resume(p, SOURCE_STOPS);
  expect(p, T.colon, ':');
  const value = p.failing ? missingExpr(p) : readLoopBody(p, body);
  resume(p, BODY_STOPS);
  skipNewLines(p);
  expect(p, T.closeSquare, ']');
  return { kind: 'for', item, index, source, body: value, start, end: endOf(p, start) };
}

interface Variables {
  readonly item: Identifier;
  readonly index: Identifier | undefined;
}

function readVariables(p: Cursor): Variables {
  if (p.failing) return { item: missingName(p), index: undefined };
  if (p.kind !== T.openParen) {
    const item = nameOr(p, 'BCP162', 'Name the item of the loop, or write "(" before its item and index.');
    return { item, index: undefined };
  }
  next(p);
  const item = nameOr(p, 'BCP015', 'Name the item of the loop.');
  expect(p, T.comma, ',');
  const index = nameOr(p, 'BCP015', 'Name the index of the loop.');
  expect(p, T.closeParen, ')');
  return { item, index };
}

function readLoopBody(p: Cursor, body: { readonly resources: boolean } | undefined): Expr {
  if (body === undefined) return p.grammar.expression(p);
  if (p.kind === T.openBrace) return readObject(p, body.resources);
  if (isKeyword(p, 'if')) return readCondition(p, body.resources);
  fail(p, 'BCP167', 'Write "{" or the keyword "if" here.');
  return missingExpr(p);
}

/** `if (condition) { … }`. */
export function readCondition(p: Cursor, resources: boolean): IfExpr {
  const { start } = p;
  next(p);
  let condition: Expr = missingExpr(p);
  if (p.kind === T.openParen) condition = readParentheses(p);
  else fail(p, 'BCP018', 'Write "(" here.');
  resume(p, setOf(T.openBrace, T.closeSquare, T.newLine));
  let body: Expr = missingExpr(p);
  if (p.kind === T.openBrace) body = readObject(p, resources);
  else fail(p, 'BCP018', 'Write "{" here.');
  return { kind: 'if', condition, body, start, end: endOf(p, start) };
}

/** The value of a resource or module: an object, a condition or a loop. */
export function readBody(p: Cursor, resources: boolean): Expr {
  if (p.failing) return missingExpr(p);
  if (p.kind === T.openBrace) return readObject(p, resources);
  if (p.kind === T.openSquare) return readLoop(p, { resources });
  if (isKeyword(p, 'if')) return readCondition(p, resources);
  fail(p, 'BCP118', 'Write "{", "[" or the keyword "if" here.');
  return missingExpr(p);
}
