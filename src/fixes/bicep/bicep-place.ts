import type { LoweredText } from '../../sources/arm/bicep-reader.ts';
import type { BicepFile, BicepSpan, Declaration } from '../../sources/bicep/syntax/nodes.ts';
import { type SyntaxNode, walk } from '../../sources/bicep/syntax/walk.ts';
import type { Path } from '../../util/location.ts';

/** A declaration by what edits elsewhere in the file leave as it is. */
export interface DeclarationKey {
  readonly kind: 'resource' | 'module' | 'parameter' | 'assignment' | 'variable';
  readonly name: string;
  /** Among those of one kind and name: nested resources may share a name. */
  readonly nth: number;
}

/** Where in Bicep a path of the template leads that the file makes. */
export type BicepPlace =
  | { readonly kind: 'value'; readonly declaration: DeclarationKey; readonly steps: Path }
  | { readonly kind: 'version'; readonly declaration: DeclarationKey }
  /** Bicep makes it from what the declaration refers to. */
  | { readonly kind: 'derived' }
  | { readonly kind: 'parameters' };

export type NamedDeclaration = Extract<Declaration, { readonly kind: DeclarationKey['kind'] }>;

/** The declarations that paths can lead to, nested ones too, in the order of the text. */
export function namedDeclarations(file: BicepFile): readonly NamedDeclaration[] {
  const found: NamedDeclaration[] = [];
  walk(file, (node) => {
    if (isNamed(node)) found.push(node);
    return undefined;
  });
  return found;
}

const KINDS: ReadonlySet<string> = new Set<DeclarationKey['kind']>([
  'resource',
  'module',
  'parameter',
  'assignment',
  'variable',
]);

function isNamed(node: SyntaxNode): node is NamedDeclaration {
  return KINDS.has(node.kind);
}

export function keyOfDeclaration(file: BicepFile, own: NamedDeclaration): DeclarationKey {
  const alike = namedDeclarations(file).filter(({ kind, name }) => kind === own.kind && name.name === own.name.name);
  return { kind: own.kind, name: own.name.name, nth: alike.findIndex(({ start }) => start === own.start) };
}

export function declarationOf(file: BicepFile, { kind, name, nth }: DeclarationKey): NamedDeclaration | undefined {
  return namedDeclarations(file).filter((one) => one.kind === kind && one.name.name === name)[nth];
}

/** The declaration that a resource of the template is made by. */
export function declarationAt(
  { spanOf }: Pick<LoweredText, 'spanOf'>,
  file: BicepFile,
  path: Path,
): NamedDeclaration | undefined {
  const span: BicepSpan | undefined = spanOf(path.slice(0, 2));
  return namedDeclarations(file).find(({ start, end }) => start === span?.start && end === span.end);
}

/** Undefined for what no single part of the text makes. */
export function placeOf(document: LoweredText, file: BicepFile, path: Path): BicepPlace | undefined {
  const [section, name, ...rest] = path;
  if (document.kind === 'parameters')
    return section === 'parameters' && rest[0] === 'value'
      ? placeOfValue('assignment', name, rest.slice(1))
      : undefined;
  if (section === 'parameters' && name === undefined) return { kind: 'parameters' };
  if (section === 'parameters')
    return rest[0] === 'defaultValue' ? placeOfValue('parameter', name, rest.slice(1)) : undefined;
  if (section === 'variables') return placeOfValue('variable', name, rest);
  if (section !== 'resources' || name === undefined) return undefined;
  const found = declarationAt(document, file, path);
  if (found === undefined) return undefined;
  const declaration = keyOfDeclaration(file, found);
  if (rest[0] === 'apiVersion') return { kind: 'version', declaration };
  if (rest[0] === 'dependsOn') return { kind: 'derived' };
  const steps = found.kind === 'module' ? moduleSteps(rest) : rest;
  return steps === undefined ? undefined : { kind: 'value', declaration, steps };
}

function placeOfValue(
  kind: 'parameter' | 'assignment' | 'variable',
  name: Path[number] | undefined,
  steps: Path,
): BicepPlace {
  return { kind: 'value', declaration: { kind, name: String(name), nth: 0 }, steps };
}

/** A module's `params.name` is the value of a parameter of its deployment. */
function moduleSteps(rest: Path): Path | undefined {
  const [properties, parameters, name, value, ...inner] = rest;
  if (properties !== 'properties' || parameters !== 'parameters') return undefined;
  if (name === undefined) return ['params'];
  return value === 'value' ? ['params', name, ...inner] : undefined;
}
