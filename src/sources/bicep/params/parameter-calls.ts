import type { BicepBinding } from '../bind/symbols.ts';
import { bare } from '../bind/visit.ts';
import type { Expr } from '../syntax/nodes.ts';

/** Functions that only parameter files have, with the namespace that may stand before them. */
const PARAMETER_FUNCTIONS = {
  readEnvironmentVariable: 'sys',
  externalInput: 'sys',
  readEnvVar: 'sys',
  readCliArg: 'sys',
  getSecret: 'az',
} as const;

export type ParameterFunction = keyof typeof PARAMETER_FUNCTIONS;

/** Which of these functions an expression calls; undefined for all else, functions that the file declares included. */
export function parameterCall(expr: Expr, binding: BicepBinding): ParameterFunction | undefined {
  if (expr.kind !== 'call' && expr.kind !== 'methodCall') return undefined;
  const name = expr.name.name;
  if (!Object.hasOwn(PARAMETER_FUNCTIONS, name)) return undefined;
  const known = name as ParameterFunction;
  if (expr.kind === 'call') return binding.meaning.has(expr) ? undefined : known;
  const base = binding.meaning.get(bare(expr.base));
  return base?.kind === 'namespace' && base.name === PARAMETER_FUNCTIONS[known] ? known : undefined;
}
