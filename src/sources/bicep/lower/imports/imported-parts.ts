import { isJsonObject, property } from '../../../arm/expand/json-access.ts';
import type { JsonObject } from '../../../arm/expression/evaluate-json.ts';
import type { JsonValue } from '../../../arm/json/json-value.ts';
import type { ForExpr } from '../../syntax/nodes.ts';
import { lowerFunction } from '../functions.ts';
import { loadVariables } from '../load-variables.ts';
import { loadedValue } from '../loaded-value.ts';
import { faultValue, type ImportedPart, type LowerContext } from '../lower-context.ts';
import { copyEntry } from '../lower-value.ts';
import { lowerDefinition } from '../types/declared-types.ts';
import { compiledDeclaration, compiledVariable } from './compiled-declaration.ts';
import { type CompiledName, renamed } from './compiled-expressions.ts';
import { EXPORT_MARK } from './exported-symbols.ts';
import { compiledName } from './template-name.ts';

const ORIGIN_MARK = '__bicep_imported_from!';

/** The symbols of other files, as they stand in the template of this one. */
export interface ImportedSections {
  readonly definitions: readonly (readonly [string, JsonValue])[];
  readonly functions: readonly (readonly [string, JsonValue])[];
  readonly variables: readonly (readonly [string, JsonValue])[];
  readonly copies: readonly JsonValue[];
}

export function importedSections(context: LowerContext): ImportedSections {
  const of = (what: ImportedPart['what']): readonly ImportedPart[] =>
    context.imports.parts.filter((part) => part.what === what).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const entries = [...of('loaded'), ...of('variable')].map((part) => variableEntry(part, context));
  return {
    definitions: of('type').map((part) => [part.name, definition(part, context)]),
    functions: of('function').map((part) => [part.name, functionMember(part, context)]),
    variables: entries.flatMap((entry) => ('value' in entry ? [[entry.name, entry.value] as const] : [])),
    copies: entries.flatMap((entry) => ('loop' in entry ? [entry.loop] : [])),
  };
}

function definition(part: ImportedPart, context: LowerContext): JsonValue {
  const { source, original } = part;
  if (source.kind === 'json') return withOrigin(compiled(part, context), part);
  const symbol = source.bound.binding.declared.get(original);
  if (symbol?.kind !== 'type') return {};
  return withOrigin(lowerDefinition(symbol.declaration, context.contextOf(source.bound)), part);
}

function functionMember(part: ImportedPart, context: LowerContext): JsonValue {
  const { source, original } = part;
  if (source.kind === 'json') return withOrigin(compiled(part, context), part);
  const symbol = source.bound.binding.declared.get(original);
  if (symbol?.kind !== 'function') return {};
  return withOrigin(lowerFunction(symbol.declaration, context.contextOf(source.bound)), part);
}

/** A declaration of a compiled template, with the names that all it uses has here. */
function compiled({ source, what, original }: ImportedPart, { imports }: LowerContext): JsonValue {
  if (source.kind !== 'json' || what === 'loaded') return null;
  const json = compiledDeclaration(source.template, { what, name: original }) ?? null;
  return renamed(json, (name) => compiledName(name, source.file, imports));
}

type VariableEntry = { readonly name: string; readonly value: JsonValue } | { readonly loop: JsonValue };

function variableEntry(part: ImportedPart, context: LowerContext): VariableEntry {
  const { name, source, original } = part;
  if (source.kind === 'json') return compiledEntry(part, context);
  const { binding } = source.bound;
  const own = context.contextOf(source.bound);
  if (part.what === 'loaded') {
    const [call] = [...loadVariables(binding)].find(([, variable]) => variable === original) ?? [];
    return { name, value: call === undefined ? null : loadedValue(call, own) };
  }
  const symbol = binding.declared.get(original);
  if (symbol?.kind !== 'variable' || symbol.isCyclic) return { name, value: faultValue('BCP080') };
  const { value } = symbol.declaration;
  return value.kind === 'for' ? { loop: copyEntry(name, value as ForExpr, own) } : { name, value: own.value(value) };
}

/** The compiler counts the iterations of a loop that it reads from a template once more. */
function compiledEntry({ name, source, original }: ImportedPart, { imports }: LowerContext): VariableEntry {
  const variable = source.kind === 'json' ? compiledVariable(source.template, original) : undefined;
  if (variable === undefined) return { name, value: null };
  const rename = (used: CompiledName): string => compiledName(used, source.file, imports);
  if ('value' in variable) return { name, value: renamed(variable.value, rename) };
  const { count = 0, input = null, ...rest } = variable.loop;
  const text = renamed(count, rename);
  const times = typeof text === 'string' ? text.slice(1, -1) : String(text);
  const loop = {
    ...rest,
    name,
    count: `[length(range(0, ${times}))]`,
    input: renamed(input, rename, [original, name]),
  };
  return { loop };
}

/** Tells where a type or function comes from. */
function withOrigin(json: JsonValue, { name, original, sourceTemplate }: ImportedPart): JsonObject {
  if (!isJsonObject(json)) return {};
  const written = property(json, 'metadata');
  const kept = Object.entries(isJsonObject(written) ? written : {}).filter(
    ([key]) => key !== EXPORT_MARK && key !== ORIGIN_MARK,
  );
  const isRenamed = name !== original && !name.endsWith(`.${original}`);
  const origin = { sourceTemplate, ...(isRenamed && { originalIdentifier: original }) };
  return { ...json, metadata: { ...Object.fromEntries(kept), [ORIGIN_MARK]: origin } };
}
