import { isJsonObject, property } from '../../arm/expand/json-access.ts';
import { parameterDefinition } from '../../arm/expand/parameter-definition.ts';
import type { JsonObject } from '../../arm/expression/evaluate-json.ts';

/** Whether a template has a secure output, or the one of that name is secure. */
export function hasSecureOutput(template: JsonObject, name?: string): boolean {
  const outputs = property(template, 'outputs');
  if (!isJsonObject(outputs)) return false;
  const asked = Object.entries(outputs).filter(([each]) => name === undefined || each === name);
  return asked.some(([each, output]) => parameterDefinition(each, output, template).secure);
}
