import { type Cursor, endOf, missingExpr, missingName, report } from './cursor.ts';
import { readChain, refusedExpr } from './depth.ts';
import { readArguments } from './lists.ts';
import type { Expr, Identifier } from './nodes.ts';
import { readPrimary } from './primary.ts';
import { expect, readName, take } from './recovery.ts';
import { next } from './scanner.ts';
import { T } from './token-kinds.ts';

/** A primary expression with what is read of it. */
export function readMember(p: Cursor): Expr {
  return readChain(p, readPrimary(p), readLink, refusedExpr);
}

function readLink(p: Cursor, base: Expr): Expr | undefined {
  switch (p.kind) {
    case T.dot:
      return readAccess(p, base);
    case T.openSquare:
      return readIndex(p, base);
    case T.doubleColon: {
      next(p);
      const name = memberName(p);
      return { kind: 'resourceAccess', base, name, start: base.start, end: endOf(p, base.start) };
    }
    case T.not:
      next(p);
      return { kind: 'nonNull', base, start: base.start, end: endOf(p, base.start) };
    default:
      return undefined;
  }
}

/** A missing name is an error, and parsing goes on. */
function memberName(p: Cursor): Identifier {
  if (p.kind === T.word) return readName(p);
  report(p, 'BCP020', 'Write the name of a property or function here.', p.start, p.start);
  return missingName(p);
}

function readAccess(p: Cursor, base: Expr): Expr {
  const { start } = base;
  next(p);
  const question = p.start;
  const safe = take(p, T.question);
  const name = memberName(p);
  if (p.kind !== T.openParen) return { kind: 'access', base, name, safe, start, end: endOf(p, start) };
  if (safe) report(p, 'BCP322', 'Functions are called with ".", not with ".?".', question, name.end);
  const args = readArguments(p, T.closeParen, p.grammar.expression);
  return { kind: 'methodCall', base, name, args, start, end: endOf(p, start) };
}

function readIndex(p: Cursor, base: Expr): Expr {
  const { start } = base;
  next(p);
  const safe = take(p, T.question);
  const fromEnd = take(p, T.hat);
  let index: Expr;
  if (p.kind === T.closeSquare) {
    report(p, 'BCP117', 'Write an expression between the brackets.', p.start, p.start);
    index = missingExpr(p);
  } else index = p.grammar.expression(p);
  expect(p, T.closeSquare, ']');
  return { kind: 'index', base, index, safe, fromEnd, start, end: endOf(p, start) };
}
