import { readFileSync } from 'node:fs';
import type { Json, JsonObject } from '../../support/arm-templates.ts';

/** A file of `templates/policy`. */
export function policyTemplate(name: string): JsonObject {
  return JSON.parse(readFileSync(`templates/policy/${name}`, 'utf8'));
}

/** What stands at a path; throws where there is nothing. */
export function within(json: Json, ...path: readonly (string | number)[]): Json {
  let at: Json | undefined = json;
  for (const step of path) at = (at as { readonly [key: string | number]: Json | undefined } | undefined)?.[step];
  if (at === undefined) throw new Error(`nothing at ${path.join('.')}`);
  return at;
}

export function existenceConditionOf(definition: JsonObject): Json {
  return within(definition, 'properties', 'policyRule', 'then', 'details', 'existenceCondition');
}
