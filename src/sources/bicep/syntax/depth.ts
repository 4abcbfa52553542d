import { lineEnd } from './bicep-characters.ts';
import { type Cursor, report } from './cursor.ts';
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

/** What stands first with all links that follow it: `readLink` reads one more, or nothing. */
export function readChain<T>(p: Cursor, first: T, readLink: (p: Cursor, base: T) => T | undefined): T {
  let base = first;
  while (!p.failing) {
    const after = readLink(p, base);
    if (after === undefined) return base;
    base = after;
    if (!grow(p)) return base;
  }
  return base;
}

/** The rest of the line is not read, and nothing more is said of the declaration. */
function giveUp(p: Cursor): void {
  report(p, TOO_DEEP.code, TOO_DEEP.message);
  p.muted = true;
  p.failing = true;
  scan(p, lineEnd(p.text, p.start));
}
