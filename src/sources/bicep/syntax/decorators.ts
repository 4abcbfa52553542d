import { type Cursor, endOf, fail, isLineOver, missingExpr } from './cursor.ts';
import type { Decorator, Expr } from './nodes.ts';
import { readMember } from './postfix.ts';
import { isName, resume, skipNewLines } from './recovery.ts';
import { next } from './scanner.ts';
import { setOf, T } from './token-kinds.ts';

const LINE = setOf(T.newLine);

/** The decorators that begin at the current token, with the line ends after each. */
export function readDecorators(p: Cursor): readonly Decorator[] {
  if (p.kind !== T.at || p.failing) return NONE;
  const decorators: Decorator[] = [];
  while (p.kind === T.at && !p.failing) {
    const { start } = p;
    next(p);
    const expression = readCall(p);
    if (!p.failing && !isLineOver(p)) fail(p, 'BCP019', 'End the line of the decorator here.');
    resume(p, LINE);
    decorators.push({ kind: 'decorator', expression, start, end: endOf(p, start) });
    skipNewLines(p);
  }
  return decorators;
}

const NONE: readonly Decorator[] = [];

function readCall(p: Cursor): Expr {
  if (isName(p)) return readMember(p);
  fail(p, 'BCP123', 'Write the name of a decorator or namespace here.');
  return missingExpr(p);
}
