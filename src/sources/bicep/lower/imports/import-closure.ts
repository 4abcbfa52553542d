import { dirname } from 'node:path';
import { relativePath } from '../../../../util/paths.ts';
import type { BicepSymbol, ImportTarget } from '../../bind/symbols.ts';
import type { BicepHost } from '../../host.ts';
import type { ImportDeclaration } from '../../syntax/nodes.ts';
import { loadVariables } from '../load-variables.ts';
import type { BicepFiles, BoundBicep, ImportedPart, Imports } from '../lower-context.ts';
import { compiledDeclaration } from './compiled-declaration.ts';
import { namesInCompiled } from './compiled-expressions.ts';
import { importSource } from './import-source.ts';
import { namesInType } from './type-names.ts';

/** What stands in the closure, before it has a name. */
type Found = Omit<ImportedPart, 'name'>;

interface Closure {
  readonly entry: BoundBicep;
  readonly files: BicepFiles;
  readonly host: BicepHost;
  readonly found: Map<string, Found>;
  readonly open: Found[];
  /** Names that the file itself gives, by key. */
  readonly given: Map<string, string>;
}

/**
 * Everything that the imports of a file bring into its template: what it names, and what that uses, with the names that it has
 * there (Bicep.Core/Emit/CompileTimeImports/ImportClosureInfo.cs).
 */
export function importClosure(entry: BoundBicep, files: BicepFiles, host: BicepHost): Imports {
  const closure: Closure = { entry, files, host, found: new Map(), open: [], given: new Map() };
  for (const symbol of entry.binding.declared.values()) {
    if (symbol.kind === 'imported') {
      const key = addImport(symbol.target, symbol.declaration, entry, closure);
      if (key !== undefined) closure.given.set(key, symbol.name);
    } else if (symbol.kind === 'wildcard') addWildcard(symbol, entry, closure);
  }
  for (let part = closure.open.pop(); part !== undefined; part = closure.open.pop()) addUses(part, closure);
  const parts = named(closure);
  return { parts: [...parts.values()], find: (what, file, original) => parts.get(keyOf(what, file, original)) };
}

function keyOf(what: ImportedPart['what'], file: string, original: string): string {
  return JSON.stringify([what, file, original]);
}

function add(part: Found, closure: Closure): string {
  const key = keyOf(part.what, part.source.file, part.original);
  if (!closure.found.has(key)) {
    closure.found.set(key, part);
    closure.open.push(part);
  }
  return key;
}

function addImport(
  { what, exported }: ImportTarget,
  { path }: ImportDeclaration,
  from: BoundBicep,
  closure: Closure,
): string | undefined {
  if (what === 'unread') return undefined;
  const { entry, files, host } = closure;
  const source = importSource(path, from.file, files, host);
  const local = (file: string): string => relativePath(dirname(entry.file), file);
  if (source.kind === 'bicep') {
    const bound = files.bound(source.file);
    if (!('binding' in bound)) return undefined;
    const sourceTemplate = local(source.file);
    return add(
      { what, original: exported, sourceTemplate, source: { kind: 'bicep', file: source.file, bound } },
      closure,
    );
  }
  if (source.kind !== 'json') return undefined;
  const { file, template, read } = source;
  const sourceTemplate = file === read ? local(file) : file;
  return add({ what, original: exported, sourceTemplate, source: { kind: 'json', file, template } }, closure);
}

function addWildcard(symbol: BicepSymbol & { kind: 'wildcard' }, from: BoundBicep, closure: Closure): void {
  for (const target of symbol.members.values()) addImport(target, symbol.declaration, from, closure);
}

function addUses(part: Found, closure: Closure): void {
  const { source, what, original } = part;
  if (source.kind === 'json') {
    const json = what === 'loaded' ? undefined : compiledDeclaration(source.template, { what, name: original });
    for (const { what: kind, name } of json === undefined ? [] : namesInCompiled(json))
      if (compiledDeclaration(source.template, { what: kind, name }) !== undefined)
        add({ ...part, what: kind, original: name }, closure);
    return;
  }
  const { binding } = source.bound;
  const symbol = what === 'loaded' ? undefined : binding.declared.get(original);
  if (symbol === undefined) return;
  const typeNames = typesOf(symbol).flatMap((name) => binding.declared.get(name) ?? []);
  const used = 'uses' in symbol ? symbol.uses.map((use) => use.symbol) : [];
  for (const each of [...typeNames, ...used]) addUsed(each, part, source.bound, closure);
  if (!('declaration' in symbol)) return;
  const { start, end } = symbol.declaration;
  for (const [call, name] of loadVariables(binding))
    if (call.start >= start && call.end <= end) add({ ...part, what: 'loaded', original: name }, closure);
}

function typesOf(symbol: BicepSymbol): readonly string[] {
  switch (symbol.kind) {
    case 'type':
      return namesInType(symbol.declaration.value);
    case 'variable':
      return symbol.declaration.type === undefined ? [] : namesInType(symbol.declaration.type);
    case 'function': {
      const { parameters, returnType } = symbol.declaration;
      return [...parameters.map(({ type }) => type), returnType].flatMap(namesInType);
    }
    default:
      return [];
  }
}

function addUsed(symbol: BicepSymbol, part: Found, from: BoundBicep, closure: Closure): void {
  if (symbol.kind === 'imported') addImport(symbol.target, symbol.declaration, from, closure);
  else if (symbol.kind === 'wildcard') addWildcard(symbol, from, closure);
  else if (symbol.kind === 'type' || symbol.kind === 'variable' || symbol.kind === 'function')
    add({ ...part, what: symbol.kind, original: symbol.name }, closure);
}

const IDENTIFIER = /^[A-Za-z_]\w*$/;
const ORDER = new Intl.Collator('en');

/** Names that the file does not give are `_N.name`: N counts source files in the order of their first name. */
function named({ found, given }: Closure): ReadonlyMap<string, ImportedPart> {
  const sources = new Map<string, number>();
  let count = 1;
  const inOrder = [...found].sort(([, a], [, b]) =>
    ORDER.compare(`${a.sourceTemplate}_${a.original}`, `${b.sourceTemplate}_${b.original}`),
  );
  const names = new Map(given);
  for (const [key, { sourceTemplate, original }] of inOrder) {
    if (names.has(key)) continue;
    const source = sources.get(sourceTemplate) ?? count++;
    sources.set(sourceTemplate, source);
    names.set(key, `_${source}.${IDENTIFIER.test(original) ? original : `_${count++}`}`);
  }
  return new Map(inOrder.map(([key, part]) => [key, { ...part, name: names.get(key) ?? part.original }]));
}
