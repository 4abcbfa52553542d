import { isJsonObject, property } from '../../../arm/expand/json-access.ts';
import type { JsonObject } from '../../../arm/expression/evaluate-json.ts';
import type { JsonValue } from '../../../arm/json/json-value.ts';
import { type CompiledName, shortFunctionName } from './compiled-expressions.ts';

/** A variable of a compiled template: its value, or the entry of `copy` that makes it. */
export type CompiledVariable = { readonly value: JsonValue } | { readonly loop: JsonObject };

/** The declaration of a name in a compiled template; undefined where there is none. */
export function compiledDeclaration(template: JsonObject, { what, name }: CompiledName): JsonValue | undefined {
  if (what === 'type') return ownProperty(property(template, 'definitions'), name);
  if (what === 'function') return compiledFunction(template, name);
  const variable = compiledVariable(template, name);
  return variable && ('value' in variable ? variable.value : variable.loop);
}

export function compiledVariable(template: JsonObject, name: string): CompiledVariable | undefined {
  const section = property(template, 'variables');
  const value = name.toLowerCase() === 'copy' ? undefined : ownProperty(section, name);
  if (value !== undefined) return { value };
  const loops = property(section, 'copy');
  const loop = (Array.isArray(loops) ? loops : []).find((each) => property(each, 'name') === name);
  return isJsonObject(loop) ? { loop } : undefined;
}

function compiledFunction(template: JsonObject, name: string): JsonValue | undefined {
  const namespaces = property(template, 'functions');
  for (const each of Array.isArray(namespaces) ? namespaces : []) {
    const members = property(each, 'members');
    const namespace = property(each, 'namespace');
    if (typeof namespace !== 'string' || !isJsonObject(members)) continue;
    for (const [member, json] of Object.entries(members))
      if (shortFunctionName(`${namespace}.${member}`) === name) return json;
  }
  return undefined;
}

/** A member by its exact name. */
function ownProperty(json: JsonValue | undefined, name: string): JsonValue | undefined {
  return isJsonObject(json) && Object.hasOwn(json, name) ? json[name] : undefined;
}
