import type { BicepBinding } from '../bind/symbols.ts';
import type { CallExpr, MethodCallExpr } from '../syntax/nodes.ts';

/**
 * The variables that hold what `load…` calls read, by call: `$fxv#N`, counted in the order of the file. A text that is the whole
 * value of a variable is the value of that one, and functions cannot use variables.
 */
export function loadVariables({ loads }: BicepBinding): ReadonlyMap<CallExpr | MethodCallExpr, string> {
  const inOrder = [...loads].sort((a, b) => a.start - b.start);
  return new Map(inOrder.map((call, i) => [call, `$fxv#${i}`]));
}
