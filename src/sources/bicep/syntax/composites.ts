import { type Cursor, endOf, fail, isKeyword, missingExpr, missingName } from './cursor.ts';
import { readItems } from './lists.ts';
import type { ArrayExpr, Expr, Identifier, ObjectExpr, PropertyItem, SpreadItem, StringExpr } from './nodes.ts';
import { expect, readName, resume } from './recovery.ts';
import { kindAhead, next } from './scanner.ts';
import { readString } from './string-literals.ts';
import { setOf, T } from './token-kinds.ts';

const KEY_STOPS = setOf(T.colon, T.newLine, T.closeBrace);
const VALUE_STOPS = setOf(T.newLine, T.closeBrace);

export function readArray(p: Cursor): ArrayExpr {
  const { start } = p;
  const items = readItems(p, T.closeSquare, readArrayItem);
  return { kind: 'array', items, start, end: endOf(p, start) };
}

function readArrayItem(p: Cursor): Expr | SpreadItem {
  return p.kind === T.ellipsis ? readSpread(p) : p.grammar.expression(p);
}

function readSpread(p: Cursor): SpreadItem {
  const { start } = p;
  next(p);
  const value = p.grammar.expression(p);
  return { kind: 'spread', value, start, end: endOf(p, start) };
}

/** An object, in the body of a resource with the resources nested in it. */
export function readObject(p: Cursor, resources: boolean): ObjectExpr {
  const { start } = p;
  const items = readItems(p, T.closeBrace, resources ? readBodyItem : readObjectItem);
  return { kind: 'object', items, start, end: endOf(p, start) };
}

function readBodyItem(p: Cursor): ObjectExpr['items'][number] | undefined {
  if (p.kind === T.at || (isKeyword(p, 'resource') && kindAhead(p) === T.word)) return p.grammar.nestedResource(p);
  return readObjectItem(p);
}

function readObjectItem(p: Cursor): PropertyItem | SpreadItem {
  if (p.kind === T.ellipsis) return readSpread(p);
  const key = readKey(p);
  const known = !p.failing;
  resume(p, KEY_STOPS);
  // What is wrong with the key is said; that a colon is missing too need not be.
  if (!known && p.kind !== T.colon) p.failing = true;
  expect(p, T.colon, ':');
  const value = p.failing ? missingExpr(p) : p.grammar.expression(p);
  resume(p, VALUE_STOPS);
  return { kind: 'property', key, value, start: key.start, end: endOf(p, key.start) };
}

/** The name of a property, of an object or of its type. */
export function readKey(p: Cursor): Identifier | StringExpr {
  if (p.kind === T.word) return readName(p);
  if (p.kind === T.string) return readString(p);
  fail(p, 'BCP022', 'Write the name of a property here.');
  return missingName(p);
}
