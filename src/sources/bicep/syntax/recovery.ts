import { type Cursor, fail, isKeyword, isLineOver, missingName } from './cursor.ts';
import type { BicepSpan, Identifier } from './nodes.ts';
import { next } from './scanner.ts';
import { readString } from './string-literals.ts';
import { has, T, type TokenKind } from './token-kinds.ts';

/** Reads a token of this kind, or fails with BCP018. */
export function expect(p: Cursor, kind: TokenKind, symbol: string): boolean {
  if (p.failing) return false;
  if (p.kind !== kind) {
    fail(p, 'BCP018', `Write "${symbol}" here.`);
    return false;
  }
  next(p);
  return true;
}

export function expectKeyword(p: Cursor, word: string): boolean {
  if (p.failing) return false;
  if (!isKeyword(p, word)) {
    fail(p, 'BCP012', `Write the keyword "${word}" here.`);
    return false;
  }
  next(p);
  return true;
}

/** Reads the word where it stands. */
export function takeKeyword(p: Cursor, word: string): boolean {
  if (p.failing || !isKeyword(p, word)) return false;
  next(p);
  return true;
}

export function take(p: Cursor, kind: TokenKind): boolean {
  if (p.failing || p.kind !== kind) return false;
  next(p);
  return true;
}

/** `true`, `false` and `null` are no names. */
const isReserved = (p: Cursor): boolean => isKeyword(p, 'true') || isKeyword(p, 'false') || isKeyword(p, 'null');

export const isName = (p: Cursor): boolean => p.kind === T.word && !isReserved(p);

/** A name, or an empty one after failing with this error. */
export function nameOr(p: Cursor, code: string, message: string): Identifier {
  if (p.failing) return missingName(p);
  if (isName(p)) return readName(p);
  fail(p, code, message);
  return missingName(p);
}

const LONGEST_NAME = 255;

export function readName(p: Cursor): Identifier {
  const { start, end } = p;
  const name: Identifier = { kind: 'identifier', name: p.text.slice(start, end), start, end };
  if (end - start > LONGEST_NAME) fail(p, 'BCP024', `Names have at most ${LONGEST_NAME} characters. Shorten this one.`);
  next(p);
  if (end - start > LONGEST_NAME) p.failing = false;
  return name;
}

/** In an interpolation a line end ends it. */
export function skipNewLines(p: Cursor): void {
  if (p.failing || p.holes > 0) return;
  while (p.kind === T.newLine) next(p);
}

/** After a failure, goes to the next token of the set (or the end of the interpolation), from which parsing goes on. */
export function resume(p: Cursor, set: number): void {
  if (!p.failing) return;
  skipTo(p, set);
  p.failing = false;
}

export function skipTo(p: Cursor, set: number): void {
  if (p.holes > 0) {
    skipInHole(p, set);
    return;
  }
  while (p.kind !== T.end && !has(set, p.kind)) skipToken(p);
}

/** Braces of objects in a hole do not close it. */
function skipInHole(p: Cursor, set: number): void {
  let braces = 0;
  while (!isLineOver(p)) {
    if (braces === 0 && (p.kind === T.closeBrace || has(set, p.kind))) return;
    if (p.kind === T.openBrace) braces += 1;
    else if (p.kind === T.closeBrace) braces -= 1;
    skipToken(p);
  }
}

function skipToken(p: Cursor): void {
  if (p.kind === T.string) skipString(p);
  else next(p);
}

/** What stands in a string is no token that parsing could resume at. */
function skipString(p: Cursor): void {
  const { failing, muted } = p;
  p.muted = true;
  p.failing = false;
  readString(p);
  p.failing = failing;
  p.muted = muted;
}

export const startOf = (nodes: readonly BicepSpan[], otherwise: number): number => nodes[0]?.start ?? otherwise;
