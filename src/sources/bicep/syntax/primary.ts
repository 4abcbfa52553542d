import { readArray, readObject } from './composites.ts';
import { type Cursor, endOf, fail, isKeyword, missingExpr } from './cursor.ts';
import { isLoop, readLoop } from './for-expressions.ts';
import { readInteger } from './integers.ts';
import { readArguments } from './lists.ts';
import type { Expr, Identifier } from './nodes.ts';
import { readLambdaBody, readParentheses } from './parentheses.ts';
import { readName } from './recovery.ts';
import { next } from './scanner.ts';
import { readString } from './string-literals.ts';
import { T } from './token-kinds.ts';

export function readPrimary(p: Cursor): Expr {
  if (p.failing) return missingExpr(p);
  switch (p.kind) {
    case T.word:
      return readWord(p);
    case T.string:
      return readString(p);
    case T.integer:
      return readInteger(p);
    case T.openBrace:
      return p.literals ? readObject(p, false) : refuseLiteral(p);
    case T.openSquare:
      if (!p.literals) return refuseLiteral(p);
      return isLoop(p) ? readLoop(p, undefined) : readArray(p);
    case T.openParen:
      return readParentheses(p);
    default:
      fail(
        p,
        'BCP009',
        'Write a value here: a literal, an array, an object, a name, a call or an expression in parentheses.',
      );
      return missingExpr(p);
  }
}

function refuseLiteral(p: Cursor): Expr {
  fail(p, 'BCP087', 'Arrays and objects cannot stand here. Declare a variable, and use it.');
  return missingExpr(p);
}

function readWord(p: Cursor): Expr {
  const { start, end } = p;
  if (end - start === 4 && isKeyword(p, 'true')) return literal(p, { kind: 'boolean', value: true, start, end });
  if (end - start === 5 && isKeyword(p, 'false')) return literal(p, { kind: 'boolean', value: false, start, end });
  if (end - start === 4 && isKeyword(p, 'null')) return literal(p, { kind: 'null', start, end });
  const name = readName(p);
  if (p.kind === T.openParen) {
    const args = readArguments(p, T.closeParen, p.grammar.expression);
    return { kind: 'call', name, args, start, end: endOf(p, start) };
  }
  if (p.kind === T.arrow) return lambda(p, start, [name]);
  return { kind: 'name', name: name.name, start, end };
}

function literal(p: Cursor, value: Expr): Expr {
  next(p);
  return value;
}

function lambda(p: Cursor, start: number, parameters: readonly Identifier[]): Expr {
  const body = readLambdaBody(p);
  return { kind: 'lambda', parameters, body, start, end: endOf(p, start) };
}
