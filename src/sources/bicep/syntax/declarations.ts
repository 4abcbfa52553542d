import { type Cursor, endOf, fail, isLineOver, missingExpr, missingType, report } from './cursor.ts';
import type {
  Declaration,
  Decorator,
  Expr,
  FunctionDeclaration,
  FunctionParameter,
  Identifier,
  TypeExpr,
} from './nodes.ts';
import { readList, skipToBody } from './parentheses.ts';
import { expect, nameOr, resume, startOf } from './recovery.ts';
import { next } from './scanner.ts';
import { setOf, T } from './token-kinds.ts';

/** Reads a declaration whose keyword is the current token. */
export type ReadDeclaration = (p: Cursor, decorators: readonly Decorator[]) => Declaration;

const NAME_STOPS = setOf(T.word, T.assign, T.newLine);
const TYPE_STOPS = setOf(T.assign, T.newLine);
const LIST_STOPS = setOf(T.newLine, T.comma, T.closeParen);

const PARAMETER = ['BCP013', 'Write the name of the parameter here.'] as const;
const VARIABLE = ['BCP015', 'Write the name of the variable here.'] as const;

/** A name; without one, parsing goes on at what follows it. */
export function readDeclaredName(
  p: Cursor,
  [code, message]: readonly [string, string],
  stops = NAME_STOPS,
): Identifier {
  const name = nameOr(p, code, message);
  quietly(p, () => resume(p, stops));
  return name;
}

/** What follows a failure in the same declaration is not complained of as well. */
export function quietly(p: Cursor, act: () => void): void {
  if (p.failing) p.muted = true;
  act();
}

export function readValue(p: Cursor): Expr {
  expect(p, T.assign, '=');
  return p.failing ? missingExpr(p) : p.grammar.expression(p);
}

function readDeclaredType(p: Cursor): TypeExpr {
  const type = p.failing ? missingType(p) : p.grammar.type(p);
  quietly(p, () => resume(p, TYPE_STOPS));
  return type;
}

export const readTargetScope: ReadDeclaration = (p, decorators) => {
  const start = startOf(decorators, p.start);
  next(p);
  const value = readValue(p);
  return { kind: 'targetScope', decorators, value, start, end: endOf(p, start) };
};

export const readMetadata: ReadDeclaration = (p, decorators) => {
  const start = startOf(decorators, p.start);
  next(p);
  const name = readDeclaredName(p, ['BCP266', 'Write the name of the metadata here.']);
  const value = readValue(p);
  return { kind: 'metadata', decorators, name, value, start, end: endOf(p, start) };
};

export const readParameter: ReadDeclaration = (p, decorators) => {
  const start = startOf(decorators, p.start);
  next(p);
  const name = readDeclaredName(p, PARAMETER);
  const type = readDeclaredType(p);
  let defaultValue: Expr | undefined;
  if (p.kind === T.assign) defaultValue = readValue(p);
  else if (!isLineOver(p)) fail(p, 'BCP008', 'Write "=" here, or end the line.');
  return { kind: 'parameter', decorators, name, type, defaultValue, start, end: endOf(p, start) };
};

export const readAssignment: ReadDeclaration = (p, decorators) => {
  const start = startOf(decorators, p.start);
  next(p);
  const name = readDeclaredName(p, PARAMETER);
  const value = readValue(p);
  return { kind: 'assignment', decorators, name, value, start, end: endOf(p, start) };
};

export const readVariable: ReadDeclaration = (p, decorators) => {
  const start = startOf(decorators, p.start);
  next(p);
  const name = readDeclaredName(p, VARIABLE);
  const typed = p.kind !== T.assign && !isLineOver(p);
  const type = typed ? readDeclaredType(p) : undefined;
  const value = readValue(p);
  return { kind: 'variable', decorators, name, type, value, start, end: endOf(p, start) };
};

export const readOutput: ReadDeclaration = (p, decorators) => {
  const start = startOf(decorators, p.start);
  next(p);
  const name = readDeclaredName(p, ['BCP016', 'Write the name of the output here.']);
  const type = readDeclaredType(p);
  const value = readValue(p);
  return { kind: 'output', decorators, name, type, value, start, end: endOf(p, start) };
};

export const readAssert: ReadDeclaration = (p, decorators) => {
  const start = startOf(decorators, p.start);
  next(p);
  const name = readDeclaredName(p, ['BCP344', 'Write the name of the assertion here.']);
  const value = readValue(p);
  return { kind: 'assert', decorators, name, value, start, end: endOf(p, start) };
};

export const readTypeDeclaration: ReadDeclaration = (p, decorators) => {
  const start = startOf(decorators, p.start);
  next(p);
  const name = readDeclaredName(p, VARIABLE);
  expect(p, T.assign, '=');
  const value = p.failing ? missingType(p) : p.grammar.type(p);
  return { kind: 'type', decorators, name, value, start, end: endOf(p, start) };
};

export const readFunction: ReadDeclaration = (p, decorators): FunctionDeclaration => {
  const start = startOf(decorators, p.start);
  next(p);
  const name = readDeclaredName(p, VARIABLE, setOf(T.openParen, T.newLine));
  let parameters: FunctionParameter[] = [];
  if (p.kind === T.openParen) parameters = readList(p, readFunctionParameter);
  else fail(p, 'BCP018', 'Write "(" here.');
  const returnType = p.failing ? missingType(p) : p.grammar.type(p);
  expect(p, T.arrow, '=>');
  if (!p.failing) skipToBody(p);
  const body = p.failing ? missingExpr(p) : p.grammar.expression(p);
  return { kind: 'function', decorators, name, parameters, returnType, body, start, end: endOf(p, start) };
};

function readFunctionParameter(p: Cursor): FunctionParameter {
  const name = nameOr(p, ...VARIABLE);
  const type = p.failing ? missingType(p) : p.grammar.type(p);
  resume(p, LIST_STOPS);
  return { kind: 'functionParameter', name, type, start: name.start, end: endOf(p, name.start) };
}

/** The rest of a line that declares nothing. */
export const readInvalid: ReadDeclaration = (p, decorators) => {
  const start = startOf(decorators, p.start);
  if (decorators.length > 0) report(p, 'BCP132', 'Write a declaration after the decorator.');
  else
    report(p, 'BCP007', 'Bicep knows no such declaration. Begin with a keyword such as "param", "var" or "resource".');
  p.failing = true;
  resume(p, setOf(T.newLine));
  return { kind: 'invalid', decorators, start, end: endOf(p, start) };
};
