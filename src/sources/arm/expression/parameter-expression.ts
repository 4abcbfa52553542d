import { fault, type Value } from '../../../value/value.ts';
import type { JsonValue } from '../json/json-value.ts';
import type { Deployment } from './frame.ts';
import { evaluateJson } from './json.ts';

/**
 * The value of a parameter file's `expression`: only functions of values, lambdas and `externalInputs()` mean anything
 * there. `inputs` are the file's resolved external inputs; one that is not among them is an unknown of the environment.
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
  return evaluateJson(expression, { deployment, budget: { steps: 0, depth: 0, walksCharged: 0, longest: 0 } });
}
