import type {
  BicepDiagnostic,
  BicepFile,
  Declaration,
  Expr,
  ForExpr,
  Identifier,
  ImportDeclaration,
  ModuleDeclaration,
  ObjectExpr,
  ResourceDeclaration,
} from '../syntax/nodes.ts';
import { bicepError, duplicate, isReserved, reservedName } from './bind-errors.ts';
import { extensionName, extensionOf, isOwnNamespace } from './extensions.ts';
import type {
  BicepSymbol,
  ExtensionSymbol,
  ImportTarget,
  ModuleSymbol,
  ReadExports,
  ResourceSymbol,
} from './symbols.ts';

/** The symbols of a file, before any name is looked up. */
export interface DeclaredSymbols {
  readonly symbols: ReadonlyMap<string, BicepSymbol>;
  /** In the order of the file; those that are declared twice too. */
  readonly all: readonly BicepSymbol[];
  readonly resources: readonly ResourceSymbol[];
  readonly errors: readonly BicepDiagnostic[];
}

export function declare(file: BicepFile, readExports: ReadExports): DeclaredSymbols {
  const errors: BicepDiagnostic[] = [];
  const resources: ResourceSymbol[] = [];
  const named: { readonly symbol: BicepSymbol; readonly at: Identifier | ImportDeclaration }[] = [];
  const extensions = file.declarations.flatMap((each): ExtensionSymbol[] =>
    each.kind === 'extension' && !isOwnNamespace(each)
      ? [{ kind: 'extension', name: extensionName(each), declaration: each }]
      : [],
  );
  for (const each of file.declarations) {
    if (each.kind === 'resource') {
      const symbol = declareResource(each, undefined, extensions, resources, errors);
      named.push({ symbol, at: each.name });
    } else if (each.kind === 'import') {
      for (const found of declareImport(each, readExports, errors)) named.push(found);
    } else {
      const symbol = declareOther(each, extensions);
      if (symbol !== undefined) named.push({ symbol, at: nameOf(each) });
    }
  }
  const symbols = new Map<string, BicepSymbol>();
  const counts = new Map<string, number>();
  for (const { symbol } of named) counts.set(symbol.name, (counts.get(symbol.name) ?? 0) + 1);
  for (const { symbol, at } of named) {
    if (symbol.name === '') continue;
    if (symbol.kind === 'variable' && isReserved(symbol.name)) errors.push(reservedName(symbol.name, at));
    if ((counts.get(symbol.name) ?? 0) > 1) errors.push(duplicate(symbol.name, at));
    if (!symbols.has(symbol.name)) symbols.set(symbol.name, symbol);
  }
  const extending = file.declarations.some(({ kind }) => kind === 'extends');
  if (extending && !symbols.has('base')) symbols.set('base', { kind: 'base', name: 'base' });
  const top = resources.filter(({ nestedIn }) => nestedIn === undefined);
  return { symbols, all: named.map(({ symbol }) => symbol), resources: templateOrder(top), errors };
}

/** The compiler writes what is nested in any of them first, then the resources of one level. */
function templateOrder(level: readonly ResourceSymbol[]): readonly ResourceSymbol[] {
  return [...level.flatMap(({ children }) => templateOrder(children)), ...level];
}

function nameOf(declaration: Declaration): Identifier {
  if ('name' in declaration) return declaration.name;
  const { start, end } = declaration;
  return { kind: 'identifier', name: '', start, end };
}

const using = () => ({ uses: [], isCyclic: false });

function declareOther(each: Declaration, extensions: readonly ExtensionSymbol[]): BicepSymbol | undefined {
  switch (each.kind) {
    case 'parameter':
      return { kind: 'parameter', name: each.name.name, declaration: each, ...using() };
    case 'assignment':
      return { kind: 'assignment', name: each.name.name, declaration: each, ...using() };
    case 'variable':
      return { kind: 'variable', name: each.name.name, declaration: each, ...using() };
    case 'type':
      return { kind: 'type', name: each.name.name, declaration: each };
    case 'function':
      return { kind: 'function', name: each.name.name, declaration: each, ...using() };
    case 'module':
      return declareModule(each);
    case 'extension':
      return extensions.find(({ declaration }) => declaration === each);
    default:
      return undefined;
  }
}

/** The parts of the value of a resource or module: loop, condition and body. */
export function bodyParts(value: Expr): {
  readonly loop: ForExpr | undefined;
  readonly condition: Expr | undefined;
  readonly body: ObjectExpr | undefined;
} {
  const loop = value.kind === 'for' ? value : undefined;
  const inner = loop === undefined ? value : loop.body;
  const condition = inner.kind === 'if' ? inner.condition : undefined;
  const body = inner.kind === 'if' ? inner.body : inner;
  return { loop, condition, body: body.kind === 'object' ? body : undefined };
}

function declareModule(declaration: ModuleDeclaration): ModuleSymbol {
  return { kind: 'module', name: declaration.name.name, declaration, ...bodyParts(declaration.value), ...using() };
}

function declareResource(
  declaration: ResourceDeclaration,
  nestedIn: ResourceSymbol | undefined,
  extensions: readonly ExtensionSymbol[],
  resources: ResourceSymbol[],
  errors: BicepDiagnostic[],
): ResourceSymbol {
  const name = declaration.name.name;
  const parts = bodyParts(declaration.value);
  const nested = new Map<string, ResourceSymbol>();
  const children: ResourceSymbol[] = [];
  const { type, version } = resourceType(declaration, nestedIn, errors);
  const symbol: ResourceSymbol = {
    kind: 'resource',
    name,
    declaration,
    key: nestedIn === undefined ? name : `${nestedIn.key}::${name}`,
    nestedIn,
    nested,
    children,
    type,
    version,
    ...parts,
    extension: extensionOf(type, extensions),
    ...using(),
  };
  for (const item of parts.body?.items ?? []) {
    if (item.kind !== 'resource') continue;
    const child = declareResource(item, symbol, extensions, resources, errors);
    children.push(child);
    if (!nested.has(child.name)) nested.set(child.name, child);
    if (parts.loop !== undefined)
      errors.push(
        bicepError('BCP160', item, 'A nested resource cannot appear inside of a resource with a for-expression.'),
      );
  }
  for (const { name: twice, declaration: at } of declaredTwice(children)) errors.push(duplicate(twice, at.name));
  resources.push(symbol);
  return symbol;
}

/** All declarations of each name that has more than one. */
function declaredTwice<T extends { readonly name: string }>(symbols: readonly T[]): readonly T[] {
  const counts = new Map<string, number>();
  for (const { name } of symbols) counts.set(name, (counts.get(name) ?? 0) + 1);
  return symbols.filter(({ name }) => name !== '' && (counts.get(name) ?? 0) > 1);
}

const TYPE_FORMAT = /^([^@\s]+)@([^@\s]+)$/;

function resourceType(
  { type: written }: ResourceDeclaration,
  nestedIn: ResourceSymbol | undefined,
  errors: BicepDiagnostic[],
): { readonly type: string; readonly version: string } {
  const text = written.holes.length === 0 ? (written.segments[0] ?? '') : '';
  const match = TYPE_FORMAT.exec(text);
  if (nestedIn !== undefined) {
    const segment = match?.[1] ?? text;
    if (segment === '' || segment.includes('@')) errors.push(wrongNestedType(text, written));
    const isWhole = segment.toLowerCase().startsWith(`${nestedIn.type.toLowerCase()}/`);
    return { type: isWhole ? segment : `${nestedIn.type}/${segment}`, version: match?.[2] ?? nestedIn.version };
  }
  const type = match?.[1] ?? '';
  if (!type.includes('/')) {
    errors.push(
      bicepError(
        'BCP029',
        written,
        'The resource type is not valid. Specify a valid resource type of format "<type-name>@<apiVersion>".',
      ),
    );
  }
  return { type, version: match?.[2] ?? '' };
}

function wrongNestedType(text: string, at: { readonly start: number; readonly end: number }): BicepDiagnostic {
  return bicepError(
    'BCP156',
    at,
    `The resource type segment "${text}" is invalid. Nested resources must specify a single type segment, and optionally can specify an API version using the format "<type>@<apiVersion>".`,
  );
}

function declareImport(
  declaration: ImportDeclaration,
  readExports: ReadExports,
  errors: BicepDiagnostic[],
): { readonly symbol: BicepSymbol; readonly at: Identifier | ImportDeclaration }[] {
  const members = readExports(declaration.path);
  if ('code' in members) {
    errors.push(members);
    return [];
  }
  const { alias, symbols } = declaration;
  const unread = 'unread' in members ? members.unread : undefined;
  const exports = 'unread' in members ? new Map<string, ImportTarget>() : members;
  if (alias !== undefined)
    return [{ symbol: { kind: 'wildcard', name: alias.name, declaration, members: exports, unread }, at: alias }];
  return (symbols ?? []).flatMap((each) => {
    const exported = each.name.kind === 'identifier' ? each.name.name : (each.name.segments[0] ?? '');
    const target: ImportTarget | undefined =
      unread === undefined ? exports.get(exported) : { file: unread, exported, what: 'unread' };
    if (target === undefined) {
      errors.push(
        bicepError(
          'BCP360',
          each,
          `The "${exported}" symbol was not found in (or was not exported by) the imported template.`,
        ),
      );
      return [];
    }
    const { name } = each.alias ?? { name: exported };
    const at: Identifier = each.alias ?? { kind: 'identifier', name: exported, start: each.start, end: each.end };
    return [{ symbol: { kind: 'imported', name, declaration, target }, at }];
  });
}
