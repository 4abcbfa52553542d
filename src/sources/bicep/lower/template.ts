import { TEMPLATE_SCHEMAS } from '../../../model/azure/api-versions.ts';
import type { JsonObject } from '../../arm/expression/evaluate-json.ts';
import type { JsonValue } from '../../arm/json/json-value.ts';
import { isReserved } from '../bind/bind-errors.ts';
import { extensionProvider, specificationText } from '../bind/extensions.ts';
import type { ModuleSymbol } from '../bind/symbols.ts';
import type { BicepSpan, ForExpr } from '../syntax/nodes.ts';
import { declaredParts } from './declared-parts.ts';
import { languageVersion } from './language-version.ts';
import { loadedValue } from './loaded-value.ts';
import { faultValue, type LowerContext } from './lower-context.ts';
import { lowerModule } from './lower-module.ts';
import { lowerResource } from './lower-resource.ts';
import { copyEntry } from './lower-value.ts';
import type { ModuleTemplate } from './module-files.ts';
import { finished, newObject, type ObjectMaker, setMember } from './object-maker.ts';
import { lowerOutputType, lowerParameter } from './types/declared-types.ts';

/** The template of a file, its members in the order of the compiler. */
export function lowerTemplate(context: LowerContext, modules: ReadonlyMap<ModuleSymbol, ModuleTemplate>): JsonObject {
  const { binding, isSymbolic } = context;
  const parts = declaredParts(context);
  const template = newObject();
  setMember(template, '$schema', schemaOf(context.targetScope));
  const version = languageVersion(isSymbolic, binding);
  if (version !== undefined) setMember(template, 'languageVersion', version);
  setMember(template, 'contentVersion', '1.0.0.0');
  addSection(template, 'metadata', metadata(context, parts.metadata), context);
  if (parts.definitions !== undefined) setMember(template, 'definitions', parts.definitions);
  if (parts.functions !== undefined) setMember(template, 'functions', parts.functions);
  const parameters = newObject();
  for (const each of binding.parameters)
    setMember(parameters, each.name, lowerParameter(each, context), each.declaration);
  addSection(template, 'parameters', parameters, context);
  addSection(template, 'variables', variables(context, parts.variables, parts.copies), context);
  addSection(template, 'imports', imports(context), context);
  setMember(template, 'resources', resources(context, modules));
  addSection(template, 'outputs', outputs(context), context);
  addSection(template, 'asserts', asserts(context), context);
  return finished(template, context);
}

function addSection(template: ObjectMaker, name: string, section: ObjectMaker, context: LowerContext): void {
  if (Object.keys(section.object).length > 0) setMember(template, name, finished(section, context));
}

function metadata(context: LowerContext, more: readonly (readonly [string, JsonValue])[]): ObjectMaker {
  const maker = newObject();
  for (const [name, value] of more) setMember(maker, name, value);
  for (const each of context.bound.syntax.declarations)
    if (each.kind === 'metadata') setMember(maker, each.name.name, context.value(each.value), each);
  return maker;
}

/** Loops first, then what is loaded, then the others. Those that are inlined have no entry. */
function variables(
  context: LowerContext,
  imported: readonly (readonly [string, JsonValue])[],
  importedCopies: readonly JsonValue[],
): ObjectMaker {
  const { binding } = context;
  const maker = newObject();
  const own = binding.variables.filter(
    (each) => !binding.atRuntime.has(each) && each.name !== '' && !isReserved(each.name),
  );
  const loops = own.filter(({ declaration }) => declaration.value.kind === 'for');
  const copies = [
    ...importedCopies,
    ...loops.map(({ name, declaration }) => copyEntry(name, declaration.value as ForExpr, context)),
  ];
  if (copies.length > 0) {
    const places = new Map<number, BicepSpan>();
    loops.forEach(({ declaration }, i) => {
      places.set(importedCopies.length + i, declaration);
    });
    if (places.size > 0) context.place(copies, places);
    setMember(maker, 'copy', copies);
  }
  for (const [call, name] of context.loaded) setMember(maker, name, loadedValue(call, context), call);
  for (const [name, value] of imported) setMember(maker, name, value);
  for (const { name, declaration, isCyclic } of own) {
    if (declaration.value.kind === 'for') continue;
    setMember(maker, name, isCyclic ? faultValue('BCP080') : context.value(declaration.value), declaration);
  }
  return maker;
}

function imports(context: LowerContext): ObjectMaker {
  const maker = newObject();
  for (const { name, declaration } of context.binding.extensions) {
    const { provider, version } = extensionProvider(specificationText(declaration.specification));
    const config = declaration.config;
    const entry: JsonObject = {
      provider,
      ...(version !== undefined && { version }),
      ...(config !== undefined && { config: context.value(config) }),
    };
    setMember(maker, name, entry, declaration);
  }
  return maker;
}

/** By symbol, or as an array, in which existing resources have no place. */
function resources(context: LowerContext, modules: ReadonlyMap<ModuleSymbol, ModuleTemplate>): JsonValue {
  const { binding, isSymbolic } = context;
  const entries: { readonly key: string; readonly value: JsonValue; readonly place: BicepSpan }[] = [];
  for (const symbol of binding.resources) {
    const { existing } = symbol.declaration;
    // What is wrong in a resource that has no entry is an error all the same.
    const value = lowerResource(symbol, context);
    if (existing && (!isSymbolic || binding.atRuntime.has(symbol))) continue;
    entries.push({ key: symbol.key, value, place: symbol.declaration });
  }
  for (const [symbol, module] of modules)
    entries.push({ key: symbol.name, value: lowerModule(symbol, module, context), place: symbol.declaration });
  if (isSymbolic) {
    const maker = newObject();
    for (const { key, value, place } of entries) setMember(maker, freeKey(maker, key), value, place);
    return finished(maker, context);
  }
  const array = entries.map(({ value }) => value);
  context.place(array, new Map(entries.map(({ place }, i) => [i, place])));
  return array;
}

/** Two declarations of one name are an error; none of them hides the other. */
function freeKey({ object }: ObjectMaker, key: string): string {
  let free = key;
  for (let n = 2; Object.hasOwn(object, free); n++) free = `${key}#${n}`;
  return free;
}

function outputs(context: LowerContext): ObjectMaker {
  const maker = newObject();
  for (const declaration of context.binding.outputs) {
    const { value } = declaration;
    const output = newObject();
    for (const [key, member] of Object.entries(lowerOutputType(declaration, context))) setMember(output, key, member);
    if (value.kind === 'for') setMember(output, 'copy', copyEntry(undefined, value, context), value);
    else setMember(output, 'value', context.value(value), value);
    setMember(maker, declaration.name.name, finished(output, context), declaration);
  }
  return maker;
}

function asserts(context: LowerContext): ObjectMaker {
  const maker = newObject();
  for (const each of context.bound.syntax.declarations)
    if (each.kind === 'assert') setMember(maker, each.name.name, context.value(each.value), each);
  return maker;
}

/** Local deployments have that of resource groups. */
function schemaOf(scope: LowerContext['targetScope']): string {
  return TEMPLATE_SCHEMAS[scope === 'local' ? 'resourceGroup' : scope];
}
