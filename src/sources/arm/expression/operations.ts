import type { Operation } from '../../../value/value.ts';
import { pureFunctions } from '../functions/index.ts';
import { partialFunctions } from './partial-functions.ts';
import { strictOperation } from './strict.ts';

const strictOperations = new Map<string, Operation>();

/** A function of values alone, by its lower-case name. */
export function operationOf(name: string): Operation | undefined {
  const known = partialFunctions.get(name) ?? strictOperations.get(name);
  if (known !== undefined) return known;
  const pure = pureFunctions.get(name);
  if (pure === undefined) return undefined;
  const made = strictOperation(pure);
  strictOperations.set(name, made);
  return made;
}
