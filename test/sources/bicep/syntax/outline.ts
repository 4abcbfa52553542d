import type { StringExpr } from '../../../../src/sources/bicep/syntax/nodes.ts';
import { parseBicep } from '../../../../src/sources/bicep/syntax/parse-bicep.ts';
import { childrenOf, type SyntaxNode } from '../../../../src/sources/bicep/syntax/walk.ts';

/** A tree in one line: names and literals as they are, everything else as `(kind child …)`. */
export function outline(node: SyntaxNode): string {
  switch (node.kind) {
    case 'identifier':
    case 'name':
    case 'typeName':
      return node.name === '' ? '<none>' : node.name;
    case 'integer':
    case 'boolean':
      return String(node.value);
    case 'null':
      return 'null';
    case 'string':
      return outlineString(node);
    default: {
      const parts = [headOf(node), ...childrenOf(node).map(outline)];
      return `(${parts.join(' ')})`;
    }
  }
}

function outlineString({ segments, holes }: StringExpr): string {
  const parts = segments.map((segment, i) => (holes[i] === undefined ? segment : `${segment}\${${outline(holes[i])}}`));
  return `'${parts.join('')}'`;
}

function headOf(node: SyntaxNode): string {
  if (node.kind === 'unary' || node.kind === 'binary') return node.operator;
  if (node.kind === 'access') return node.safe ? '.?' : '.';
  if (node.kind === 'index') return `[${node.safe ? '?' : ''}${node.fromEnd ? '^' : ''}]`;
  return node.kind === 'resource' && node.existing ? 'existing' : node.kind;
}

export const outlineOf = (text: string, kind: 'template' | 'parameters' = 'template'): string =>
  parseBicep(text, kind).declarations.map(outline).join('\n');

/** The outline of the value of a variable, and the codes of what is wrong with it. */
export function outlineOfValue(text: string): string {
  const { declarations, errors } = parseBicep(`var x = ${text}`, 'template');
  const [declared] = declarations;
  const value = declared?.kind === 'variable' ? outline(declared.value) : '<no variable>';
  return [value, ...errors.map(({ code }) => code)].join(' ');
}

export function outlineOfType(text: string): string {
  const { declarations, errors } = parseBicep(`type x = ${text}`, 'template');
  const [declared] = declarations;
  const value = declared?.kind === 'type' ? outline(declared.value) : '<no type>';
  return [value, ...errors.map(({ code }) => code)].join(' ');
}

/** `CODE text` of each error. */
export const errorsOf = (text: string, kind: 'template' | 'parameters' = 'template'): string[] =>
  parseBicep(text, kind).errors.map(({ code, start, end }) => `${code} ${start} ${text.slice(start, end)}`);
