import { type Cursor, endOf, fail, isKeyword, report } from './cursor.ts';
import { quietly, type ReadDeclaration, readDeclaredName } from './declarations.ts';
import { readDecorators } from './decorators.ts';
import { enter } from './depth.ts';
import { readBody } from './for-expressions.ts';
import type { Decorator, Expr, ResourceDeclaration, StringExpr } from './nodes.ts';
import { expect, resume, skipNewLines, startOf, takeKeyword } from './recovery.ts';
import { ahead, next } from './scanner.ts';
import { readString } from './string-literals.ts';
import { setOf, T } from './token-kinds.ts';

const NAME_STOPS = setOf(T.string, T.newLine);
const STRING_STOPS = setOf(T.assign, T.newLine);
const ASSIGN_STOPS = setOf(T.openBrace, T.newLine);

/** A string, or an empty one after failing with this error. */
export function readReference(p: Cursor, code: string, message: string): StringExpr {
  if (!p.failing) {
    if (p.kind === T.string) return readString(p);
    fail(p, code, message);
  }
  return { kind: 'string', style: 'line', segments: [''], holes: [], start: p.previousEnd, end: p.previousEnd };
}

function readNamedReference(p: Cursor, name: readonly [string, string], code: string, message: string) {
  next(p);
  const declared = readDeclaredName(p, name, NAME_STOPS);
  const reference = readReference(p, code, message);
  quietly(p, () => resume(p, STRING_STOPS));
  return { name: declared, reference };
}

function readAssignedBody(p: Cursor, resources: boolean): Expr {
  expect(p, T.assign, '=');
  quietly(p, () => resume(p, ASSIGN_STOPS));
  if (p.kind === T.newLine && isConditionNext(p)) skipNewLines(p);
  return readBody(p, resources);
}

const isConditionNext = (p: Cursor): boolean =>
  ahead(p, (there) => {
    while (there.kind === T.newLine) next(there);
    return isKeyword(there, 'if');
  });

export const readResource = (p: Cursor, decorators: readonly Decorator[]): ResourceDeclaration => {
  const start = startOf(decorators, p.start);
  const { name, reference } = readNamedReference(
    p,
    ['BCP017', 'Write the name of the resource here.'],
    'BCP068',
    "Write the type and version of the resource here, such as 'NAMESPACE/TYPE@VERSION'.",
  );
  const existing = takeKeyword(p, 'existing');
  const value = readAssignedBody(p, true);
  return { kind: 'resource', decorators, name, type: reference, existing, value, start, end: endOf(p, start) };
};

export const readModule: ReadDeclaration = (p, decorators) => {
  const start = startOf(decorators, p.start);
  const { name, reference } = readNamedReference(
    p,
    ['BCP096', 'Write the name of the module here.'],
    'BCP097',
    "Write the file of the module here, such as './storage.bicep'.",
  );
  const value = readAssignedBody(p, false);
  return { kind: 'module', decorators, name, path: reference, value, start, end: endOf(p, start) };
};

export const readTest: ReadDeclaration = (p, decorators) => {
  const start = startOf(decorators, p.start);
  const { name, reference } = readNamedReference(
    p,
    ['BCP346', 'Write the name of the test here.'],
    'BCP347',
    "Write the file that is tested here, such as './main.bicep'.",
  );
  const value = readAssignedBody(p, false);
  return { kind: 'test', decorators, name, path: reference, value, start, end: endOf(p, start) };
};

/** A resource in the body of another. */
export function readNestedResource(p: Cursor): ResourceDeclaration | undefined {
  const decorators = readDecorators(p);
  if (isKeyword(p, 'resource') && enter(p)) {
    const resource = readResource(p, decorators);
    p.depth -= 1;
    return resource;
  }
  report(p, 'BCP132', 'Write a resource after the decorator.');
  p.failing = true;
  return undefined;
}
