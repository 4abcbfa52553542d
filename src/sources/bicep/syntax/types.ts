import { type Cursor, endOf, fail, isKeyword, missingType, report } from './cursor.ts';
import { enter, grow, readChain, refusedType } from './depth.ts';
import { readInteger } from './integers.ts';
import { readArguments } from './lists.ts';
import type { GenericType, Identifier, IntegerExpr, InvalidType, TypeExpr } from './nodes.ts';
import { readList } from './parentheses.ts';
import { expect, readName } from './recovery.ts';
import { kindAhead, next } from './scanner.ts';
import { readString } from './string-literals.ts';
import { T } from './token-kinds.ts';
import { readObjectType, readTupleType } from './type-literals.ts';

/** A type; where there is none, it fails. */
export function readType(p: Cursor): TypeExpr {
  if (!enter(p)) return missingType(p);
  const outer = p.height;
  p.height = 0;
  const { start } = p;
  const leading = takePipe(p);
  const first = readPostfix(p);
  const members = [first];
  while (!p.failing && takePipe(p)) {
    members.push(readPostfix(p));
    if (!grow(p)) break;
  }
  p.height = Math.max(outer, p.height + 1);
  p.depth -= 1;
  if (members.length === 1 && !leading) return first;
  return { kind: 'unionType', members, start: leading ? start : first.start, end: endOf(p, start) };
}

/** A bar, also in the next line. */
function takePipe(p: Cursor): boolean {
  if (p.kind === T.newLine && p.holes === 0 && kindAhead(p) === T.pipe) next(p);
  if (p.kind !== T.pipe) return false;
  next(p);
  return true;
}

function readPostfix(p: Cursor): TypeExpr {
  return readChain(p, readPrimaryType(p), readLink, refusedType);
}

function readLink(p: Cursor, base: TypeExpr): TypeExpr | undefined {
  const { start } = base;
  switch (p.kind) {
    case T.openSquare:
      return readIndexed(p, base);
    case T.dot:
      return readMemberType(p, base);
    case T.question:
      next(p);
      return { kind: 'nullableType', base, start, end: endOf(p, start) };
    case T.not:
      next(p);
      return { kind: 'nonNullableType', base, start, end: endOf(p, start) };
    case T.less:
      return base.kind === 'typeName' || base.kind === 'memberType' ? readGeneric(p, base) : undefined;
    default:
      return undefined;
  }
}

function readIndexed(p: Cursor, base: TypeExpr): TypeExpr {
  const { start } = base;
  next(p);
  if (p.kind === T.closeSquare) {
    next(p);
    return { kind: 'arrayType', item: base, start, end: endOf(p, start) };
  }
  if (p.kind === T.star) {
    next(p);
    expect(p, T.closeSquare, ']');
    return { kind: 'elementType', base, start, end: endOf(p, start) };
  }
  const index = integerOr(p);
  expect(p, T.closeSquare, ']');
  return { kind: 'indexedType', base, index, start, end: endOf(p, start) };
}

function integerOr(p: Cursor): IntegerExpr | InvalidType {
  if (p.kind === T.integer) return readInteger(p);
  fail(p, 'BCP021', 'Write a number here.');
  return missingType(p);
}

function readMemberType(p: Cursor, base: TypeExpr): TypeExpr {
  const { start } = base;
  next(p);
  if (p.kind === T.star) {
    next(p);
    return { kind: 'additionalType', base, start, end: endOf(p, start) };
  }
  return { kind: 'memberType', base, name: memberName(p), start, end: endOf(p, start) };
}

function memberName(p: Cursor): Identifier {
  if (p.kind === T.word) return readName(p);
  report(p, 'BCP020', 'Write the name of a property here.', p.start, p.start);
  return { kind: 'identifier', name: '', start: p.previousEnd, end: p.previousEnd };
}

function readGeneric(p: Cursor, base: GenericType['base']): GenericType {
  const args = readArguments(p, T.greater, p.grammar.type);
  return { kind: 'genericType', base, args, start: base.start, end: endOf(p, base.start) };
}

function readPrimaryType(p: Cursor): TypeExpr {
  switch (p.kind) {
    case T.word:
      return readTypeWord(p);
    case T.string:
      return readString(p);
    case T.integer:
      return readInteger(p);
    case T.minus: {
      const { start } = p;
      next(p);
      return { kind: 'negativeType', operand: integerOr(p), start, end: endOf(p, start) };
    }
    case T.not:
      return readNegated(p);
    case T.openBrace:
      return readObjectType(p);
    case T.openSquare:
      return readTupleType(p);
    case T.openParen:
      return readParenthesizedType(p);
    default:
      fail(p, 'BCP279', 'Write a type here.');
      return missingType(p);
  }
}

/** `!true` is the type `false`. */
function readNegated(p: Cursor): TypeExpr {
  const { start } = p;
  next(p);
  if (isKeyword(p, 'true') || isKeyword(p, 'false')) {
    const value = isKeyword(p, 'false');
    next(p);
    return { kind: 'boolean', value, start, end: endOf(p, start) };
  }
  fail(p, 'BCP279', 'Write "true" or "false" here.');
  return missingType(p);
}

function readParenthesizedType(p: Cursor): TypeExpr {
  const { start } = p;
  const items = readList(p, p.grammar.type);
  const end = endOf(p, start);
  if (items.length !== 1) report(p, 'BCP243', 'Parentheses hold one type.', start + 1, end > start + 1 ? end - 1 : end);
  const type = items.length === 1 ? (items[0] as TypeExpr) : missingInside(start, end);
  return { kind: 'parenthesizedType', type, start, end };
}

const missingInside = (start: number, end: number): InvalidType => ({
  kind: 'invalidType',
  start: start + 1,
  end: Math.max(start + 1, end - 1),
});

function readTypeWord(p: Cursor): TypeExpr {
  const { start, end } = p;
  if (isKeyword(p, 'true') || isKeyword(p, 'false')) {
    const value = isKeyword(p, 'true');
    next(p);
    return { kind: 'boolean', value, start, end };
  }
  if (isKeyword(p, 'null')) {
    next(p);
    return { kind: 'null', start, end };
  }
  if (isKeyword(p, 'resource')) return readResourceType(p);
  return { kind: 'typeName', name: readName(p).name, start, end };
}

/** `resource<…>` is the old name of `resourceInput<…>`. */
function readResourceType(p: Cursor): TypeExpr {
  const { start, end } = p;
  const name = readName(p).name;
  if (p.kind === T.less || p.kind === T.dot) return { kind: 'typeName', name, start, end };
  const type = p.kind === T.string ? readString(p) : undefined;
  return { kind: 'resourceType', type, start, end: endOf(p, start) };
}
