import { fault, type Value } from '../../../value/value.ts';
import type { JsonValue } from '../json/json-value.ts';
import { evaluateJson } from './evaluate-json.ts';
import type { Deployment } from './frame.ts';

/**
 * The value of a parameter file's `expression`: only pure functions, lambdas and `externalInputs()` are allowed
 * there. `inputs` are the resolved external inputs of the file; a missing one is an unknown of the environment.
 */
export function parameterExpression(
  expression: JsonValue,
  file: string,
  inputs: (name: string) => JsonValue | undefined,
): Value {
  const nothing = (what: string): Value => fault('parameter-expression', `a parameter file has no ${what}`);
  const deployment: Deployment = {
    key: `${file}:expression`,
    scope: { kind: 'tenant' },
    parameter: () => nothing('parameters() to refer to'),
    variable: () => nothing('variables'),
    parameterSource: () => undefined,
    variableSource: () => undefined,
    userFunction: () => undefined,
    self: () => nothing('deployment'),
    reference: () => undefined,
    references: () => undefined,
    idOf: () => undefined,
    resourceInfo: () => undefined,
    externalInput: (name) => inputs(name) as Value | undefined,
  };
  return evaluateJson(expression, {
    deployment,
    budget: { steps: 0, depth: 0, valuesCharged: 0, longestExpression: 0 },
  });
}
