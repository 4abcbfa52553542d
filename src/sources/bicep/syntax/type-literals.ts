import { readKey } from './composites.ts';
import { type Cursor, endOf, missingType } from './cursor.ts';
import { readItems } from './lists.ts';
import type { ObjectType, TupleItem, TupleType } from './nodes.ts';
import { expect, resume, skipNewLines, startOf } from './recovery.ts';
import { next } from './scanner.ts';
import { setOf, T } from './token-kinds.ts';

const KEY_STOPS = setOf(T.colon, T.newLine, T.closeBrace);
const TYPE_STOPS = setOf(T.newLine, T.closeBrace);

export function readObjectType(p: Cursor): ObjectType {
  const { start } = p;
  const properties = readItems(p, T.closeBrace, readProperty);
  return { kind: 'objectType', properties, start, end: endOf(p, start) };
}

function readProperty(p: Cursor): ObjectType['properties'][number] {
  const decorators = p.grammar.decorators(p);
  if (p.kind === T.star && !p.failing) {
    const start = startOf(decorators, p.start);
    next(p);
    expect(p, T.colon, ':');
    const type = p.failing ? missingType(p) : p.grammar.type(p);
    resume(p, TYPE_STOPS);
    return { kind: 'additionalProperties', decorators, type, start, end: endOf(p, start) };
  }
  const key = readKey(p);
  const start = startOf(decorators, key.start);
  const known = !p.failing;
  resume(p, KEY_STOPS);
  if (!known && p.kind !== T.colon) p.failing = true;
  expect(p, T.colon, ':');
  const type = p.failing ? missingType(p) : p.grammar.type(p);
  resume(p, TYPE_STOPS);
  return { kind: 'typeProperty', decorators, key, type, start, end: endOf(p, start) };
}

export function readTupleType(p: Cursor): TupleType {
  const { start } = p;
  const items = readItems(p, T.closeSquare, readTupleItem);
  return { kind: 'tupleType', items, start, end: endOf(p, start) };
}

function readTupleItem(p: Cursor): TupleItem {
  const decorators = p.grammar.decorators(p);
  skipNewLines(p);
  const type = p.failing ? missingType(p) : p.grammar.type(p);
  const start = startOf(decorators, type.start);
  return { kind: 'tupleItem', decorators, type, start, end: endOf(p, start) };
}
