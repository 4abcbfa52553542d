import { type Fault, fault, faultIn, type Value } from '../../../value/value.ts';

/** The number of arguments of a function. */
export interface Arity {
  readonly min: number;
  readonly max: number;
}

/** The fault of calling a function with too few or too many arguments; undefined when the number is right. */
export function arityFault(name: string, { min, max }: Arity, count: number): Fault | undefined {
  if (count >= min && count <= max) return undefined;
  const wanted = max === Number.POSITIVE_INFINITY ? `at least ${min}` : min === max ? String(min) : `${min} to ${max}`;
  return fault('wrong-arguments', `${name}() takes ${wanted} argument${wanted === '1' ? '' : 's'} and got ${count}`);
}

/**
 * The fault that keeps a function from being called: a wrong number of arguments, or one that cannot be evaluated. Azure
 * evaluates an argument completely, so neither the depth of the fault nor whether the function uses that part matters.
 */
export function callFault(name: string, arity: Arity, args: readonly Value[]): Fault | undefined {
  return arityFault(name, arity, args.length) ?? argumentFault(args);
}

export function argumentFault(args: readonly Value[]): Fault | undefined {
  for (const arg of args) {
    const found = faultIn(arg);
    if (found !== undefined) return found;
  }
  return undefined;
}
