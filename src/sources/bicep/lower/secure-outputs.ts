import { isJsonObject, property } from '../../arm/expand/json-access.ts';
import type { JsonObject } from '../../arm/expression/evaluate-json.ts';
import type { JsonValue } from '../../arm/json/json-value.ts';

/** References from one definition to another are followed this far. */
const MAX_STEPS = 20;

/** Whether a template has a secure output, or the one of that name is secure. */
export function hasSecureOutput(template: JsonObject, name?: string): boolean {
  const outputs = property(template, 'outputs');
  if (!isJsonObject(outputs)) return false;
  if (name === undefined) return Object.values(outputs).some((output) => isSecure(output, template));
  return isSecure(property(outputs, name), template);
}

function isSecure(output: JsonValue | undefined, template: JsonObject): boolean {
  let at = output;
  for (let step = 0; step < MAX_STEPS; step++) {
    const type = property(at ?? null, 'type');
    if (typeof type === 'string') return /^secure/i.test(type);
    const reference = property(at ?? null, '$ref');
    if (typeof reference !== 'string' || !reference.startsWith('#/definitions/')) return false;
    at = property(property(template, 'definitions') ?? null, reference.slice('#/definitions/'.length));
  }
  return false;
}
