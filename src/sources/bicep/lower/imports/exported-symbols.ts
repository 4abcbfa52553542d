import { isJsonObject, property } from '../../../arm/expand/json-access.ts';
import type { JsonObject } from '../../../arm/expression/evaluate-json.ts';
import type { ImportTarget } from '../../bind/symbols.ts';
import type { BicepFile } from '../../syntax/nodes.ts';
import { decoratorArguments } from '../decorator-arguments.ts';

/** The mark of an exported type or function in a compiled template. */
export const EXPORT_MARK = '__bicep_export!';
/** The member of the metadata of a template that lists its exported variables. */
export const EXPORTED_VARIABLES = '__bicep_exported_variables!';
/** The namespace of functions of a file. */
export const FUNCTION_NAMESPACE = '__bicep';

/** What a Bicep file exports, by name. */
export function bicepExports(file: string, { declarations }: BicepFile): ReadonlyMap<string, ImportTarget> {
  const found = new Map<string, ImportTarget>();
  for (const each of declarations) {
    if (each.kind !== 'type' && each.kind !== 'variable' && each.kind !== 'function') continue;
    if (decoratorArguments(each.decorators, 'export') === undefined) continue;
    found.set(each.name.name, { file, exported: each.name.name, what: each.kind });
  }
  return found;
}

/** What a compiled template exports, by name. */
export function compiledExports(file: string, template: JsonObject): ReadonlyMap<string, ImportTarget> {
  const found = new Map<string, ImportTarget>();
  const add = (exported: string, what: ImportTarget['what']): Map<string, ImportTarget> =>
    found.set(exported, { file, exported, what });
  for (const name of markedNames(property(template, 'definitions'))) add(name, 'type');
  const variables = property(property(template, 'metadata'), EXPORTED_VARIABLES);
  for (const each of Array.isArray(variables) ? variables : []) {
    const name = property(each, 'name');
    if (typeof name === 'string') add(name, 'variable');
  }
  const namespaces = property(template, 'functions');
  for (const each of Array.isArray(namespaces) ? namespaces : [])
    if (property(each, 'namespace') === FUNCTION_NAMESPACE)
      for (const name of markedNames(property(each, 'members'))) add(name, 'function');
  return found;
}

function markedNames(section: ReturnType<typeof property>): readonly string[] {
  if (!isJsonObject(section)) return [];
  return Object.entries(section)
    .filter(([, json]) => property(property(json, 'metadata'), EXPORT_MARK) === true)
    .map(([name]) => name);
}
