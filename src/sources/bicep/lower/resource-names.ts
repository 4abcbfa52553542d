import { bicepError } from '../bind/bind-errors.ts';
import type { ModuleSymbol, ResourceSymbol } from '../bind/symbols.ts';
import { bare } from '../bind/visit.ts';
import { memoised } from '../memoised.ts';
import { keyText } from '../syntax/literal-text.ts';
import type { Expr, ObjectExpr } from '../syntax/nodes.ts';
import { accessText, callText, quote } from './arm-text.ts';
import { faultText, type LoopIndexes, type LowerContext } from './lower-context.ts';

/** A resource, or one of a collection, by the text of its index. */
export interface IndexedResource {
  readonly symbol: ResourceSymbol;
  readonly at: string | undefined;
}

/** The value of a property of a body by its literal name. */
export function bodyProperty(body: ObjectExpr | undefined, name: string): Expr | undefined {
  for (const item of body?.items ?? []) {
    if (item.kind !== 'property') continue;
    if (keyText(item.key) === name) return item.value;
  }
  return undefined;
}

/** What stands for the locals of a loop of resources or modules where one of them is read from elsewhere. */
export function indexesOf({ loop }: ResourceSymbol | ModuleSymbol, at: string | undefined): LoopIndexes | undefined {
  return loop === undefined || at === undefined ? undefined : { loops: new Map([[loop, at]]) };
}

/** The text of an expression in the body of a resource or module, made once for each index. */
export function bodyText(
  expr: Expr,
  symbol: ResourceSymbol | ModuleSymbol,
  at: string | undefined,
  context: LowerContext,
): string {
  const known = memoised(context.memo.bodyTexts, expr, () => new Map<string, string>());
  return memoised(known, at ?? '', () => context.text(expr, indexesOf(symbol, at)));
}

/** More than the segments of any type. */
const MAX_ANCESTORS = 50;

/** The resource that this one is a child of: the one it is nested in, else the one that `parent` names. */
export function parentOf({ symbol, at }: IndexedResource, context: LowerContext): IndexedResource | undefined {
  if (symbol.nestedIn !== undefined) return { symbol: symbol.nestedIn, at };
  const parent = bodyProperty(symbol.body, 'parent');
  if (parent === undefined) return undefined;
  const target = bare(parent);
  const index = target.kind === 'index' ? target.index : undefined;
  const found = context.binding.meaning.get(target.kind === 'index' ? bare(target.base) : target);
  if (found?.kind !== 'resource') return undefined;
  return { symbol: found, at: index === undefined ? undefined : bodyText(index, symbol, at, context) };
}

/** The ancestors, the oldest first. Empty where a resource leads back to itself. */
export function ancestorsOf(resource: IndexedResource, context: LowerContext): readonly IndexedResource[] {
  const ancestors: IndexedResource[] = [];
  let at = resource;
  while (!at.symbol.isCyclic && ancestors.length < MAX_ANCESTORS) {
    const parent = parentOf(at, context);
    if (parent === undefined) return ancestors;
    ancestors.unshift(parent);
    at = parent;
  }
  return [];
}

/** The name as written, which is the last segment of a child. */
export function writtenNameText({ symbol, at }: IndexedResource, context: LowerContext): string {
  if (symbol.isCyclic) return faultText('BCP080');
  const name = bodyProperty(symbol.body, 'name');
  if (name !== undefined) return bodyText(name, symbol, at, context);
  if (symbol.body !== undefined && symbol.extension === undefined) reportMissingName(symbol, context);
  return faultText('BCP035');
}

function reportMissingName({ declaration }: ResourceSymbol, context: LowerContext): void {
  const message = 'The specified "resource" declaration is missing the following required properties: "name".';
  context.report(bicepError('BCP035', declaration.name, message));
}

/** The segments of the whole name, one for each segment of the type. */
export function nameSegments(resource: IndexedResource, context: LowerContext): readonly string[] {
  const { symbol, at = '' } = resource;
  const known = memoised(context.memo.names, symbol, () => new Map<string, readonly string[]>());
  return memoised(known, at, () => makeSegments(resource, context));
}

/** Whether `parent` names no resource: the whole name cannot be told then. */
function hasWrongParent({ symbol }: IndexedResource, context: LowerContext): boolean {
  const parent = symbol.nestedIn === undefined ? bodyProperty(symbol.body, 'parent') : undefined;
  if (parent === undefined || parentOf({ symbol, at: undefined }, context) !== undefined) return false;
  context.report(bicepError('BCP036', parent, 'The property "parent" expected a value of type "resource".'));
  return true;
}

function makeSegments(resource: IndexedResource, context: LowerContext): readonly string[] {
  if (hasWrongParent(resource, context)) return [faultText('BCP036')];
  const count = resource.symbol.type.split('/').length - 1;
  const own = writtenNameText(resource, context);
  const ancestors = ancestorsOf(resource, context);
  if (ancestors.length === 0) return count <= 1 ? [own] : splitName(own, count);
  const oldest = count - ancestors.length;
  const names = ancestors.flatMap((each, i) => {
    const name = writtenNameText(each, context);
    return i === 0 && oldest > 1 ? splitName(name, oldest) : [name];
  });
  return [...names, own];
}

/** Segments of a name that holds slashes. */
function splitName(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => accessText(callText('split', [name, "'/'"]), String(i)));
}

/** The whole name: with ancestors a text with slashes. */
export function fullNameText(resource: IndexedResource, context: LowerContext): string {
  if (hasWrongParent(resource, context)) return faultText('BCP036');
  if (parentOf(resource, context) === undefined) return writtenNameText(resource, context);
  const segments = nameSegments(resource, context);
  return callText('format', [quote(segments.map((_, i) => `{${i}}`).join('/')), ...segments]);
}
