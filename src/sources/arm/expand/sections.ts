import { findKey } from '../../../value/value.ts';
import type { JsonObject } from '../expression/json.ts';
import type { JsonValue } from '../json/json-value.ts';

/** A member of a JSON object, by the exact name or in any letter case. */
export function at(json: JsonValue | undefined, name: string): JsonValue | undefined {
  if (!isJsonObject(json)) return undefined;
  const key = findKey(json, name);
  return key === undefined ? undefined : json[key];
}

export function isJsonObject(json: JsonValue | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** What `bicep snapshot` writes: resources expanded already, each with its id; what it could not know are expressions. */
export function isSnapshot(json: JsonValue | undefined): boolean {
  return Array.isArray(at(json, 'predictedResources')) && at(json, 'resources') === undefined;
}

/** The hash Bicep writes into what it compiles; it tells which templates are nested in others. */
export function templateHash(template: JsonValue): string | undefined {
  const hash = at(at(at(template, 'metadata'), '_generator'), 'templateHash');
  return typeof hash === 'string' ? hash : undefined;
}

/** A member with the name as it is written, so that a path can be made of it. */
export function entryAt(json: JsonValue | undefined, name: string): readonly [string, JsonValue] | undefined {
  if (!isJsonObject(json)) return undefined;
  const key = findKey(json, name);
  return key === undefined ? undefined : [key, json[key] ?? null];
}
