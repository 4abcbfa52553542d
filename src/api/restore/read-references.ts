import { decodeBytes } from '../../sources/arm/json/decode-bytes.ts';
import { positionReader } from '../../sources/arm/json/line-column.ts';
import { TextError } from '../../sources/arm/json/text-error.ts';
import type { Declaration, StringExpr } from '../../sources/bicep/syntax/nodes.ts';
import { parseBicep } from '../../sources/bicep/syntax/parse-bicep.ts';
import type { BytesRead } from '../../util/bounded-read.ts';
import type { UnreadReference } from './restore-result.ts';

/** The text of a reference, and where it stands; line and column from 1. */
export interface WrittenReference {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

export type ReferencesRead =
  | { readonly references: readonly WrittenReference[] }
  | { readonly problem: UnreadReference };

/** What a Bicep or parameter file refers to. Errors of its syntax keep nothing else of it from being read. */
export function readReferences(file: string, read: BytesRead): ReferencesRead {
  if ('problem' in read) return { problem: { ...read.problem, location: { file } } };
  try {
    const { text } = decodeBytes(read.bytes);
    const { declarations } = parseBicep(text, /\.bicepparam$/i.test(file) ? 'parameters' : 'template');
    const place = positionReader(text);
    const paths = declarations.flatMap(pathOf);
    return { references: paths.map((path) => ({ text: path.segments.join(''), ...place(path.start) })) };
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    const { code, message, line, column } = error;
    return { problem: { code, message, location: { file, line, column } } };
  }
}

/** The reference of a declaration; one with holes is none. */
function pathOf(declaration: Declaration): readonly StringExpr[] {
  const { kind } = declaration;
  if (kind !== 'module' && kind !== 'import' && kind !== 'using' && kind !== 'extends') return [];
  const { path } = declaration;
  return path === undefined || path.holes.length > 0 || path.segments.join('') === '' ? [] : [path];
}
