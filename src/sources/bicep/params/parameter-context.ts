import type { JsonObject } from '../../arm/expression/evaluate-json.ts';
import type { BicepHost } from '../host.ts';
import { callText, quote } from '../lower/arm-text.ts';
import { constantText } from '../lower/constant-text.ts';
import { homeContext } from '../lower/home-context.ts';
import { type BicepFiles, type BoundBicep, type LowerContext, wrongText } from '../lower/lower-context.ts';
import type { BicepDiagnostic, CallExpr, Expr, MethodCallExpr } from '../syntax/nodes.ts';
import { type ExternalInputs, externalInputs } from './external-inputs.ts';
import { parameterCall } from './parameter-calls.ts';

/** Begins the names of variables that stand for environment variables; no variable of Bicep has such a name. */
export const ENVIRONMENT_PREFIX = '$environment:';
/** Begins the names of variables that hold the loop of a parameter. */
const LOOP_PREFIX = '$parameter:';

export function loopVariable(parameter: string): string {
  return LOOP_PREFIX + parameter;
}

/** What lowering a parameter file knows; the functions that only such files have become text here. */
export interface ParameterContext {
  readonly context: LowerContext;
  readonly inputs: ExternalInputs;
}

export function parameterContext(
  bound: BoundBicep,
  files: BicepFiles,
  host: BicepHost,
  report: (error: BicepDiagnostic) => void,
  reads: Set<string>,
  inherited: JsonObject,
): ParameterContext {
  const copyNames = new Map(bound.binding.copyNames);
  for (const { name, declaration } of bound.binding.assignments)
    if (declaration.value.kind === 'for') copyNames.set(declaration.value, loopVariable(name));
  const binding = { ...bound.binding, copyNames };
  let inputs: ExternalInputs = { names: new Map(), definitions: {} };
  const own = {
    bound,
    binding,
    host,
    files,
    targetScope: 'tenant',
    isSymbolic: false,
    place: () => undefined,
    report,
    reads,
    hasSecureOutput: () => false,
  } as const;
  const context = homeContext(own, (expr, home) => ownText(expr, home, inputs));
  inputs = externalInputs(binding, context.value, inherited);
  return { context, inputs };
}

/** The text of a call of a function that only parameter files have. */
function ownText(expr: Expr, context: LowerContext, inputs: ExternalInputs): string | undefined {
  const name = parameterCall(expr, context.binding);
  if (name === undefined) return undefined;
  const call = expr as CallExpr | MethodCallExpr;
  if (name === 'readEnvironmentVariable') return environmentText(call, context);
  if (name === 'getSecret') {
    const message = 'Function "getSecret" can only be used when directly assigning to a parameter.';
    return wrongText(context, call, 'BCP351', message);
  }
  const input = inputs.names.get(call);
  return input === undefined ? notConstant(call, context) : callText('externalInputs', [quote(input)]);
}

/** A variable that is not set has its default; any other is named, so that its value is not shown. */
function environmentText(call: CallExpr | MethodCallExpr, context: LowerContext): string {
  const [first, fallback] = call.args;
  const name = first && constantText(first, context.binding);
  if (name === undefined) return notConstant(call, context);
  if (fallback !== undefined && context.host.environment(name) === undefined) return context.text(fallback);
  return callText('variables', [quote(ENVIRONMENT_PREFIX + name)]);
}

function notConstant(call: CallExpr | MethodCallExpr, context: LowerContext): string {
  return wrongText(context, call.args[0] ?? call, 'BCP032', 'The value must be a compile-time constant.');
}
