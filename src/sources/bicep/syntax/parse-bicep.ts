import { type Cursor, cursorOf, fail, type Grammar, isLineOver } from './cursor.ts';
import {
  type ReadDeclaration,
  readAssert,
  readAssignment,
  readFunction,
  readInvalid,
  readMetadata,
  readOutput,
  readParameter,
  readTargetScope,
  readTypeDeclaration,
  readVariable,
} from './declarations.ts';
import { readDecorators } from './decorators.ts';
import { readExpression } from './expressions.ts';
import type { BicepDiagnostic, BicepFile, Declaration } from './nodes.ts';
import { readBounded } from './read-bounded.ts';
import { resume, skipTo } from './recovery.ts';
import { readExtends, readExtension, readExtensionConfig, readImport, readUsing } from './reference-declarations.ts';
import { readModule, readNestedResource, readResource, readTest } from './resource-declarations.ts';
import { next, scan } from './scanner.ts';
import { setOf, T } from './token-kinds.ts';
import { readType } from './types.ts';

const LINE = setOf(T.newLine);

const GRAMMAR: Grammar = {
  expression: readExpression,
  type: readType,
  nestedResource: readNestedResource,
  decorators: readDecorators,
  skipHole: (p) => skipTo(p, LINE),
};

type Declarations = ReadonlyMap<string, ReadDeclaration>;

const TEMPLATE: Declarations = new Map<string, ReadDeclaration>([
  ['targetScope', readTargetScope],
  ['metadata', readMetadata],
  ['param', readParameter],
  ['var', readVariable],
  ['output', readOutput],
  ['assert', readAssert],
  ['type', readTypeDeclaration],
  ['func', readFunction],
  ['resource', readResource],
  ['module', readModule],
  ['test', readTest],
  ['import', readImport],
  ['extension', readExtension],
]);

const PARAMETERS: Declarations = new Map<string, ReadDeclaration>([
  ['using', readUsing],
  ['extends', readExtends],
  ['param', readAssignment],
  ['var', readVariable],
  ['type', readTypeDeclaration],
  ['import', readImport],
  ['extension', readExtension],
  ['extensionConfig', readExtensionConfig],
]);

/**
 * Reads a `.bicep` or a `.bicepparam` file, whatever stands in it: what is wrong is an error of the result, and the
 * next line is read again. The caller drops a byte order mark, so that places count from the text behind it.
 */
export function parseBicep(text: string, kind: BicepFile['kind']): BicepFile {
  const p = cursorOf(text, GRAMMAR);
  const declarations: Declaration[] = [];
  const known = kind === 'template' ? TEMPLATE : PARAMETERS;
  const read = (at: Cursor): Declaration => readDeclaration(at, known);
  const spare = { characters: text.length * 4 };
  scan(p, 0);
  const { comments, directives, errors } = p;
  let hiding = errors[0];
  while (p.kind !== T.end) {
    const known = errors.length;
    let declaration: Declaration | undefined;
    if (p.kind === T.newLine) next(p);
    else {
      declaration = readBounded(p, read, spare);
      declarations.push(declaration);
    }
    if (errors.length > known && !isHarmless(declaration, text, errors.slice(known))) hiding ??= errors[known];
  }
  const file = { kind, text, declarations, comments, directives, errors, start: 0, end: text.length };
  return hiding === undefined ? file : { ...file, hiding };
}

/** What is wrong in one line that declares no resource hides none. */
function isHarmless(declaration: Declaration | undefined, text: string, errors: readonly BicepDiagnostic[]): boolean {
  if (declaration === undefined || !HARMLESS.has(declaration.kind)) return false;
  const end = errors.reduce((last, error) => Math.max(last, error.end), declaration.end);
  return !/[\r\n]/.test(text.slice(declaration.start, end));
}

const HARMLESS: ReadonlySet<Declaration['kind']> = new Set(['metadata', 'parameter', 'variable', 'output', 'type']);

function readDeclaration(p: Cursor, known: Declarations): Declaration {
  const decorators = readDecorators(p);
  const word = p.kind === T.word ? p.text.slice(p.start, p.end) : '';
  const declaration = (known.get(word) ?? readInvalid)(p, decorators);
  if (!isLineOver(p)) fail(p, 'BCP019', 'End the line of this declaration here.');
  resume(p, LINE);
  p.failing = false;
  p.muted = false;
  p.depth = 0;
  p.height = 0;
  return declaration;
}
