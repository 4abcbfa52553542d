import { lineEnd } from './bicep-characters.ts';
import { type Cursor, report } from './cursor.ts';
import type { BicepSpan, InvalidExpr, InvalidType } from './nodes.ts';
import { scan } from './scanner.ts';

/** The compiler has no such limits. Of brackets, conditions and types around one place: each takes the stack of several rules. */
export const MAX_LEVELS = 400;
/** Of expressions within each other, chains such as `a.b.c` and what variables stand for among them. The evaluator goes less deep. */
export const MAX_DEPTH = 500;

/** What is nested deeper, wherever that is found. */
export const TOO_DEEP = { code: 'too-deep', message: 'This is nested too deeply. Split it into variables.' } as const;

/** One level deeper; false, having failed, where that is too deep. */
export function enter(p: Cursor): boolean {
  if (p.failing) return false;
  if (p.depth >= MAX_LEVELS) {
    giveUp(p);
    return false;
  }
  p.depth += 1;
  return true;
}

/** One more link of a chain; false, having failed, where it is too long. */
export function grow(p: Cursor): boolean {
  p.height += 1;
  if (p.height <= MAX_DEPTH) return !p.failing;
  giveUp(p);
  return false;
}

/**
 * What stands first with all links that follow it.
 *
 * @param readLink reads one more, or nothing
 * @param refused stands for a chain that is too long, as the part that was read means something else
 */
export function readChain<T extends BicepSpan>(
  p: Cursor,
  first: T,
  readLink: (p: Cursor, base: T) => T | undefined,
  refused: (span: BicepSpan) => T,
): T {
  let base = first;
  while (!p.failing) {
    const after = readLink(p, base);
    if (after === undefined) return base;
    base = after;
    if (!grow(p)) return p.muted ? refused(base) : base;
  }
  return base;
}

export const refusedExpr = ({ start, end }: BicepSpan): InvalidExpr => ({ kind: 'invalid', start, end });
export const refusedType = ({ start, end }: BicepSpan): InvalidType => ({ kind: 'invalidType', start, end });

/** The rest of the line is not read, and nothing more is said of the declaration. */
function giveUp(p: Cursor): void {
  report(p, TOO_DEEP.code, TOO_DEEP.message);
  p.muted = true;
  p.failing = true;
  scan(p, lineEnd(p.text, p.start));
}
