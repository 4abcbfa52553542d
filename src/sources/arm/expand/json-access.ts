import { findKey } from '../../../value/value.ts';
import type { JsonObject } from '../expression/evaluate-json.ts';
import type { JsonValue } from '../json/json-value.ts';

/** A property of a JSON object by its exact name, else ignoring letter case. */
export function property(json: JsonValue | undefined, name: string): JsonValue | undefined {
  if (!isJsonObject(json)) return undefined;
  const key = findKey(json, name);
  return key === undefined ? undefined : json[key];
}

export function isJsonObject(json: JsonValue | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** Whether JSON is the output of `bicep snapshot`: expanded resources with ids; unknown values remain expressions. */
export function isSnapshot(json: JsonValue | undefined): boolean {
  return Array.isArray(property(json, 'predictedResources')) && property(json, 'resources') === undefined;
}

/** The hash that Bicep writes into its output; it identifies templates that are nested in others. */
export function templateHash(template: JsonValue): string | undefined {
  const hash = property(property(property(template, 'metadata'), '_generator'), 'templateHash');
  return typeof hash === 'string' ? hash : undefined;
}

/** A property with its name as written, for use in a path. */
export function propertyEntry(json: JsonValue | undefined, name: string): readonly [string, JsonValue] | undefined {
  if (!isJsonObject(json)) return undefined;
  const key = findKey(json, name);
  return key === undefined ? undefined : [key, json[key] ?? null];
}
