import { message } from '../../../messages/message.ts';
import { redactedFault, reveal } from '../../../value/secure.ts';
import { expressionText, fault, isFault, isSecure, isUnknown, type Value } from '../../../value/value.ts';
import { evaluateJson } from '../expression/evaluate-json.ts';
import type { Frame } from '../expression/frame.ts';
import { isExpression } from '../expression/parse-expression.ts';
import type { JsonValue } from '../json/json-value.ts';
import { parametersIn } from './edit-location.ts';

/** Evaluates a condition. Strings are not allowed there, but `'true'` and `'false'` are unambiguous. */
export function evaluateCondition(json: JsonValue | undefined, frame: Frame): Value {
  if (json === undefined || json === null) return true;
  const value = evaluateJson(json, frame);
  const found = reveal(value);
  const truth = truthOf(found);
  if (found === value || typeof truth === 'boolean') return truth;
  return isFault(truth) ? redactedFault(truth, expressionText(value)) : value;
}

function truthOf(value: Value): Value {
  if (typeof value === 'string' && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  if (typeof value === 'boolean' || isUnknown(value) || isFault(value)) return value;
  return fault('condition', 'a condition must be true or false');
}

/**
 * Why a condition is false: the values of its parameters, as in `enableAcr=false`; if one of them is secure or not a
 * scalar, the condition itself.
 */
export function explainFalse(json: JsonValue | undefined, frame: Frame): string {
  if (typeof json !== 'string' || !isExpression(json)) return message('fix.condition-false');
  const values = parametersIn(json).map((name) => ({ name, value: frame.deployment.parameter(name) }));
  const assignments = values.flatMap(({ name, value }) =>
    typeof value === 'object' && value !== null ? [] : [`${name}=${JSON.stringify(value)}`],
  );
  const canBeShown = assignments.length > 0 && !values.some(({ value }) => isSecure(value));
  return canBeShown
    ? assignments.join(', ')
    : message('fix.expression-false', { expression: json.slice(1, -1).trim() });
}
