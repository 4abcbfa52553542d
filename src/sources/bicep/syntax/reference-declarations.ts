import { readObject } from './composites.ts';
import { type Cursor, endOf, fail, isKeyword, isLineOver, missingExpr, missingName } from './cursor.ts';
import type { ReadDeclaration } from './declarations.ts';
import { readItems } from './lists.ts';
import type { Expr, Identifier, ImportDeclaration, ImportedSymbol, StringExpr } from './nodes.ts';
import { expect, expectKeyword, isName, nameOr, readName, startOf, takeKeyword } from './recovery.ts';
import { readReference } from './resource-declarations.ts';
import { next } from './scanner.ts';
import { readString } from './string-literals.ts';
import { T } from './token-kinds.ts';

/** `import {…} from`, `import * as … from`, or a string: the old spelling of `extension`. */
export const readImport: ReadDeclaration = (p, decorators) => {
  const start = startOf(decorators, p.start);
  next(p);
  if (p.kind === T.string) return finishExtension(p, decorators, start, readString(p));
  const { symbols, alias } = readImported(p);
  expectKeyword(p, 'from');
  const path = readReference(p, 'BCP097', 'Write the file that is imported here.');
  return { kind: 'import', decorators, symbols, alias, path, start, end: endOf(p, start) };
};

function readImported(p: Cursor): Pick<ImportDeclaration, 'symbols' | 'alias'> {
  if (p.kind === T.openBrace) return { symbols: readItems(p, T.closeBrace, readSymbol), alias: undefined };
  if (p.kind === T.star) {
    next(p);
    expectKeyword(p, 'as');
    return { symbols: undefined, alias: nameOr(p, 'BCP356', 'Write the name of the namespace here.') };
  }
  fail(p, 'BCP354', 'Write "{" or "*" here.');
  return { symbols: [], alias: undefined };
}

const readAlias = (p: Cursor): Identifier => nameOr(p, 'BCP202', 'Write the name that this gets here.');

function readSymbol(p: Cursor): ImportedSymbol {
  const name = symbolName(p);
  const alias = takeKeyword(p, 'as') ? readAlias(p) : undefined;
  return { kind: 'importedSymbol', name, alias, start: name.start, end: endOf(p, name.start) };
}

function symbolName(p: Cursor): Identifier | StringExpr {
  if (p.kind === T.string) return readString(p);
  return nameOr(p, 'BCP355', 'Write the name of something exported here.');
}

export const readExtension: ReadDeclaration = (p, decorators) => {
  const start = startOf(decorators, p.start);
  next(p);
  return finishExtension(p, decorators, start, readSpecification(p));
};

function readSpecification(p: Cursor): Identifier | StringExpr {
  if (p.kind === T.string) return readString(p);
  if (isName(p)) return readName(p);
  fail(p, 'BCP201', 'Write the name of an extension, or where it is, here.');
  return missingName(p);
}

function finishExtension(
  p: Cursor,
  decorators: Parameters<ReadDeclaration>[1],
  start: number,
  specification: Identifier | StringExpr,
): ReturnType<ReadDeclaration> {
  const config = readWith(p);
  const alias = takeKeyword(p, 'as') ? readAlias(p) : undefined;
  if (!p.failing && !isLineOver(p)) {
    if (config === undefined && alias === undefined) fail(p, 'BCP305', 'Write "with" or "as" here, or end the line.');
    else if (alias === undefined) fail(p, 'BCP012', 'Write the keyword "as" here, or end the line.');
  }
  return { kind: 'extension', decorators, specification, config, alias, start, end: endOf(p, start) };
}

/** `with {…}`, where it stands. */
function readWith(p: Cursor): Expr | undefined {
  if (!takeKeyword(p, 'with')) return undefined;
  if (p.kind === T.openBrace) return readObject(p, false);
  expect(p, T.openBrace, '{');
  return missingExpr(p);
}

export const readExtensionConfig: ReadDeclaration = (p, decorators) => {
  const start = startOf(decorators, p.start);
  next(p);
  const name = nameOr(p, 'BCP202', 'Write the name of the extension here.');
  const config = readWith(p);
  return { kind: 'extensionConfig', decorators, name, config, start, end: endOf(p, start) };
};

export const readUsing: ReadDeclaration = (p, decorators) => {
  const start = startOf(decorators, p.start);
  next(p);
  const none = isKeyword(p, 'none');
  if (none) next(p);
  const path = none ? undefined : readReference(p, 'BCP257', 'Write the file of the template here, or "none".');
  const config = readWith(p);
  return { kind: 'using', decorators, path, config, start, end: endOf(p, start) };
};

export const readExtends: ReadDeclaration = (p, decorators) => {
  const start = startOf(decorators, p.start);
  next(p);
  const path = readReference(p, 'BCP257', 'Write the parameter file that this one extends here.');
  return { kind: 'extends', decorators, path, start, end: endOf(p, start) };
};
