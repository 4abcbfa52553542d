import { reveal } from '../../../value/secure.ts';
import { faultIn, isConcrete, isSecure, isSymbol, type Value } from '../../../value/value.ts';
import type { JsonObject } from '../../arm/expression/evaluate-json.ts';
import type { JsonValue } from '../../arm/json/json-value.ts';
import type { AssignmentSymbol } from '../bind/symbols.ts';
import type { LowerContext } from '../lower/lower-context.ts';
import type { CallExpr, Expr, MethodCallExpr } from '../syntax/nodes.ts';
import { type Inlining, inlinedText } from './inlined-text.ts';
import { secretReference, secretValue } from './key-vault-secret.ts';
import type { AssignedParameter } from './lowered-parameters.ts';
import { parameterCall } from './parameter-calls.ts';

/** A secret that is the whole value of a parameter: its entry, the unknown that it is, and whether its name must not be shown. */
export function secretOf(
  { name, declaration }: AssignmentSymbol,
  context: LowerContext,
  inlining: () => Inlining,
): Pick<AssignedParameter, 'entry' | 'value' | 'hidesName'> | undefined {
  const { value } = declaration;
  if (parameterCall(value, context.binding) !== 'getSecret') return undefined;
  const call = value as CallExpr | MethodCallExpr;
  const { evaluate } = inlining();
  const argumentValue = (arg: Expr | undefined): Value => (arg === undefined ? null : evaluate(context.value(arg)));
  const argument = (index: number) => {
    const arg = call.args[index];
    const known = reveal(argumentValue(arg));
    return {
      value: known,
      text: arg === undefined || typeof known === 'string' ? '' : inlinedText(arg, inlining()),
    };
  };
  const entry = secretReference(call, argument);
  const secretName = argumentValue(call.args[3]);
  const secret = secretValue(context.bound.file, name, secretName);
  return entry && { entry, value: secret, ...(isSecure(secretName) && { hidesName: true }) };
}

/** A value that is known, or the expression of inputs that it is; of what is wrong or takes too long, nothing. */
export function valueEntry({ declaration }: AssignmentSymbol, assigned: Value, inlining: Inlining): JsonObject {
  const value = reveal(assigned);
  if (isConcrete(value)) return { value: value as JsonValue };
  if (faultIn(value) !== undefined || (isSymbol(value) && value.cause.kind === 'limit')) return {};
  return { expression: `[${inlinedText(declaration.value, inlining)}]` };
}
