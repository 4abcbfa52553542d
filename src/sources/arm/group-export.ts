import { message } from '../../messages/message.ts';
import { isJsonObject, property } from './expand/json-access.ts';
import type { JsonValue } from './json/json-value.ts';

/** The remark on registries in an exported template. */
export function groupExportRemark(): string {
  return message('note.group-export');
}

/** Names as Azure gives them to the parameters of an export: `registries_acrcontoso_name`, `workspaces_law_externalid`. */
const EXPORTED_NAME = /^[a-z][a-z0-9]*_.+_(?:name|externalid)$/i;

/**
 * Whether Azure made the template from what is deployed ("Export template" of a resource group or resource, `az group
 * export`): all of its parameters have names of that form, and a resource's name is such a parameter and nothing else.
 * Not so where it holds a diagnostic setting: that was put in by hand, so what is missing is missing.
 */
export function isGroupExport(template: JsonValue): boolean {
  const parameters = property(template, 'parameters');
  const resources = property(template, 'resources');
  if (!isJsonObject(parameters) || !Array.isArray(resources) || property(template, 'metadata') !== undefined)
    return false;
  const names = Object.keys(parameters);
  if (names.length === 0 || !names.every((name) => EXPORTED_NAME.test(name))) return false;
  const written = new Set(names.map((name) => `[parameters('${name}')]`));
  const types = resources.map((resource) => property(resource, 'type'));
  return (
    resources.some((resource) => written.has(String(property(resource, 'name')))) &&
    !types.some((type) => typeof type === 'string' && /\/diagnosticSettings$/i.test(type))
  );
}
