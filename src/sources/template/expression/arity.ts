import { type Fault, fault } from '../../../model/value.ts';

/** How many arguments a function takes. */
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
