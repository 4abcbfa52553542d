import { lineEnd } from './bicep-characters.ts';
import { type Cursor, report } from './cursor.ts';
import { scan } from './scanner.ts';

/** Levels of brackets, conditions and types; of chains such as `a.b.c`, links and levels. The compiler has no such limits. */
export const MAX_LEVELS = 400;
export const MAX_LINKS = 2000;

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
  if (p.height <= MAX_LINKS) return !p.failing;
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
  report(p, 'too-deep', 'This is nested too deeply. Split it into variables.');
  p.muted = true;
  p.failing = true;
  scan(p, lineEnd(p.text, p.start));
}
