import { faultIn, isConcrete, type Value } from '../../../value/value.ts';
import type { JsonObject } from '../../arm/expression/evaluate-json.ts';
import type { JsonValue } from '../../arm/json/json-value.ts';
import type { AssignmentSymbol } from '../bind/symbols.ts';
import type { LowerContext } from '../lower/lower-context.ts';
import type { CallExpr, MethodCallExpr } from '../syntax/nodes.ts';
import { type Inlining, inlinedText } from './inlined-text.ts';
import { secretReference, secretValue } from './key-vault-secret.ts';
import { parameterCall } from './parameter-calls.ts';

/** A secret that is the whole value of a parameter: its entry, and the unknown that it is. */
export function secretOf(
  { name, declaration }: AssignmentSymbol,
  context: LowerContext,
  inlining: () => Inlining,
): { readonly entry: JsonObject; readonly value: Value } | undefined {
  const { value } = declaration;
  if (parameterCall(value, context.binding) !== 'getSecret') return undefined;
  const call = value as CallExpr | MethodCallExpr;
  const { evaluate } = inlining();
  const argument = (index: number) => {
    const arg = call.args[index];
    const known = arg === undefined ? null : evaluate(context.value(arg));
    return {
      value: known,
      text: arg === undefined || typeof known === 'string' ? '' : inlinedText(arg, inlining()),
    };
  };
  const entry = secretReference(call, argument);
  return entry && { entry, value: secretValue(context.bound.file, name, argument(3).value) };
}

/** A value that is known, or the expression of inputs that it is; of what is wrong, nothing. */
export function valueEntry({ declaration }: AssignmentSymbol, value: Value, inlining: Inlining): JsonObject {
  if (isConcrete(value)) return { value: value as JsonValue };
  if (faultIn(value) !== undefined) return {};
  return { expression: `[${inlinedText(declaration.value, inlining)}]` };
}
