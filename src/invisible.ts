/**
 * Characters that a reader cannot see or that act on what shows them: controls (ANSI sequences start with one), format
 * characters (bidi overrides, zero-width), halves of surrogate pairs, private use, and line and paragraph separators.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;

/** Writes invisible characters as `\u{1b}`, so that text from an input can neither act nor pretend. */
export function escapeInvisible(text: string): string {
  return text.replace(INVISIBLE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
