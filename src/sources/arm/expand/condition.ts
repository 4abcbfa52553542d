import { reveal, withheld } from '../../../value/secure.ts';
import { expressionText, fault, isFault, isSecure, isUnknown, type Value } from '../../../value/value.ts';
import type { Frame } from '../expression/frame.ts';
import { evaluateJson } from '../expression/json.ts';
import { isExpression } from '../expression/parse.ts';
import type { JsonValue } from '../json/json-value.ts';
import { parametersIn } from './provenance.ts';

/** A condition as a truth value. Texts are not allowed there, but `'true'` and `'false'` say clearly what is meant. */
export function conditionOf(json: JsonValue | undefined, frame: Frame): Value {
  if (json === undefined || json === null) return true;
  const value = evaluateJson(json, frame);
  const found = reveal(value);
  const truth = truthOf(found);
  if (found === value || typeof truth === 'boolean') return truth;
  return isFault(truth) ? withheld(truth, expressionText(value)) : value;
}

function truthOf(value: Value): Value {
  if (typeof value === 'string' && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  if (typeof value === 'boolean' || isUnknown(value) || isFault(value)) return value;
  return fault('condition', 'a condition must be true or false');
}

/**
 * What makes a condition false, in few words: the values of the parameters it asks, as in `enableAcr=false`; where one of
 * them is secure or no plain value, the condition itself.
 */
export function whyFalse(json: JsonValue | undefined, frame: Frame): string {
  if (typeof json !== 'string' || !isExpression(json)) return 'its condition is false';
  const values = parametersIn(json).map((name) => ({ name, value: frame.deployment.parameter(name) }));
  const words = values.flatMap(({ name, value }) =>
    typeof value === 'object' && value !== null ? [] : [`${name}=${JSON.stringify(value)}`],
  );
  const isSaid = words.length > 0 && !values.some(({ value }) => isSecure(value));
  return isSaid ? words.join(', ') : `${json.slice(1, -1).trim()} is false`;
}
