import { message } from '../../messages/message.ts';
import { violations } from '../../sources/arm/expand/validate-parameter.ts';
import type { JsonValue } from '../../sources/arm/json/json-value.ts';
import type { Value } from '../../value/value.ts';
import { type Refusal, refusal } from './fix-plan.ts';
import type { TemplateJson } from './print-json.ts';
import { memberAt } from './resource-context.ts';

/** A parameter of a template. */
export interface DeclaredParameter {
  readonly name: string;
  readonly template: TemplateJson;
}

/** Why a value cannot be given to parameters, each of which hands it on to the next; Azure holds defaults to declarations too. */
export function notAccepted(value: TemplateJson, parameters: readonly DeclaredParameter[]): Refusal | undefined {
  for (const { name: parameter, template } of parameters) {
    const declared = memberAt(template, 'parameters', parameter) ?? null;
    const [wrong] = violations(value as Value, declared as JsonValue, template as JsonValue);
    if (wrong === undefined) continue;
    const named = { parameter, value: JSON.stringify(value), problem: wrong.message };
    return refusal(message('fix.not-accepted', named), message('fix-step.change-declaration', { parameter }));
  }
  return undefined;
}
