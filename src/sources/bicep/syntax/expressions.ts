import { type Cursor, missingExpr } from './cursor.ts';
import { enter, grow, refusedExpr } from './depth.ts';
import type { BinaryOperator, Expr } from './nodes.ts';
import { readMember } from './postfix.ts';
import { expect, skipNewLines } from './recovery.ts';
import { kindPastNewLines, next } from './scanner.ts';
import { T, type TokenKind } from './token-kinds.ts';

const OPERATORS: readonly (readonly [TokenKind, BinaryOperator, number])[] = [
  [T.star, '*', 8],
  [T.slash, '/', 8],
  [T.percent, '%', 8],
  [T.plus, '+', 7],
  [T.minus, '-', 7],
  [T.less, '<', 6],
  [T.lessEqual, '<=', 6],
  [T.greater, '>', 6],
  [T.greaterEqual, '>=', 6],
  [T.equal, '==', 5],
  [T.notEqual, '!=', 5],
  [T.like, '=~', 5],
  [T.notLike, '!~', 5],
  [T.and, '&&', 4],
  [T.or, '||', 3],
  [T.coalesce, '??', 2],
];

const precedences = new Uint8Array(64);
const names: (BinaryOperator | undefined)[] = new Array(64).fill(undefined);
for (const [kind, name, precedence] of OPERATORS) {
  precedences[kind] = precedence;
  names[kind] = name;
}

/** An expression; where there is none, it fails. */
export function readExpression(p: Cursor): Expr {
  if (!enter(p)) return missingExpr(p);
  const outer = p.height;
  p.height = 0;
  const condition = readBinary(p, 0);
  const value = p.failing ? condition : readTernary(p, condition);
  p.height = Math.max(outer, p.height + 1);
  p.depth -= 1;
  return value;
}

function readTernary(p: Cursor, condition: Expr): Expr {
  if (p.kind !== T.question && (p.kind !== T.newLine || p.holes > 0 || kindPastNewLines(p) !== T.question))
    return condition;
  skipNewLines(p);
  next(p);
  const whenTrue = readExpression(p);
  if (!p.failing && kindPastNewLines(p) === T.colon) skipNewLines(p);
  const colon = expect(p, T.colon, ':');
  const whenFalse = colon ? readExpression(p) : missingExpr(p);
  return { kind: 'ternary', condition, whenTrue, whenFalse, start: condition.start, end: whenFalse.end };
}

/** Operators that bind closer than `limit`. */
function readBinary(p: Cursor, limit: number): Expr {
  let left = readUnary(p);
  while (!p.failing) {
    const precedence = precedences[p.kind] as number;
    if (precedence <= limit) return left;
    const operator = names[p.kind] as BinaryOperator;
    next(p);
    const height = p.height;
    p.height = 0;
    const right = readBinary(p, precedence);
    p.height = Math.max(height, p.height);
    left = { kind: 'binary', operator, left, right, start: left.start, end: right.end };
    if (!grow(p)) return p.muted ? refusedExpr(left) : left;
  }
  return left;
}

function readUnary(p: Cursor): Expr {
  const { start } = p;
  if (p.kind !== T.not && p.kind !== T.minus) return readMember(p);
  const operator = p.kind === T.not ? '!' : '-';
  next(p);
  const operand = readMember(p);
  return { kind: 'unary', operator, operand, start, end: operand.end };
}
