import { property } from '../../arm/expand/json-access.ts';
import type { JsonObject } from '../../arm/expression/evaluate-json.ts';
import type { JsonValue } from '../../arm/json/json-value.ts';
import type { BicepBinding } from '../bind/symbols.ts';
import { constantText } from '../lower/constant-text.ts';
import type { CallExpr, Expr, MethodCallExpr } from '../syntax/nodes.ts';
import { childrenOf, type SyntaxNode } from '../syntax/walk.ts';
import { parameterCall } from './parameter-calls.ts';

/** The inputs that a parameter file asks of the tool that deploys, and the name that each call of one has for them. */
export interface ExternalInputs {
  readonly names: ReadonlyMap<CallExpr | MethodCallExpr, string>;
  /** As the parameter file has them, by name. */
  readonly definitions: JsonObject;
}

/**
 * Inputs are numbered in the order of parameters and then of variables, after those that are inherited; equal ones are one
 * (Bicep.Core/Emit/ExternalInputFunctionReferenceVisitor.cs).
 */
export function externalInputs(
  binding: BicepBinding,
  configOf: (expr: Expr) => JsonValue,
  inherited: JsonObject,
): ExternalInputs {
  const names = new Map<CallExpr | MethodCallExpr, string>();
  const definitions: Record<string, JsonValue> = Object.assign(Object.create(null), inherited);
  const known = new Map(Object.entries(inherited).map(([name, input]) => [keyOf(input), name]));
  const roots = [...binding.assignments, ...binding.variables].map(({ declaration }) => declaration.value);
  for (const call of roots.flatMap(callsIn)) {
    const input = inputOf(call, binding, configOf);
    if (input === undefined) continue;
    const key = keyOf(input);
    const name = known.get(key) ?? `${input.kind.replace(/[^A-Za-z0-9]/g, '_')}_${known.size}`;
    known.set(key, name);
    names.set(call, name);
    definitions[name] = input;
  }
  return { names, definitions };
}

function keyOf(input: JsonValue): string {
  return JSON.stringify([property(input, 'kind'), property(input, 'config')]);
}

function callsIn(root: SyntaxNode): readonly (CallExpr | MethodCallExpr)[] {
  const found: (CallExpr | MethodCallExpr)[] = [];
  const open: SyntaxNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'call' || node.kind === 'methodCall') found.push(node);
    for (const child of childrenOf(node)) open.push(child);
  }
  return found.sort((a, b) => a.start - b.start);
}

/** `externalInput(kind, config)`, or `readEnvVar(name)` and `readCliArg(name)`, which stand for one. */
function inputOf(
  call: CallExpr | MethodCallExpr,
  binding: BicepBinding,
  configOf: (expr: Expr) => JsonValue,
): { readonly kind: string; readonly config?: JsonValue } | undefined {
  const name = parameterCall(call, binding);
  const [first, second] = call.args;
  const text = first && constantText(first, binding);
  if (text === undefined) return undefined;
  if (name === 'readEnvVar') return { kind: 'sys.envVar', config: text };
  if (name === 'readCliArg') return { kind: 'sys.cli', config: text };
  if (name !== 'externalInput') return undefined;
  return { kind: text, ...(second !== undefined && { config: configOf(second) }) };
}
