import { member, tryGet } from '../../../value/property-access.ts';
import { findKey, isArray, isObject, isUnknown, type Value } from '../../../value/value.ts';
import { partialFunctions } from './partial-functions.ts';

/*
 * Member access as expressions write it: a key is a name, an index, or the object `{ value, fromEnd }` that Bicep
 * compiles `base[^1]` to, whose position counts from 1 at the end.
 */

/** `base[key]`: a fault when there is no such member. */
export function access(base: Value, key: Value): Value {
  const position = counted(key);
  if (position === undefined) return member(base, key);
  return position.fromEnd ? applyNamed('indexfromend', [base, position.value]) : member(base, position.value);
}

/** `tryGet(base, key)`: null when there is no such member. */
export function tryAccess(base: Value, key: Value): Value {
  const position = counted(key);
  if (position === undefined || !position.fromEnd) return tryGet(base, position?.value ?? key);
  const mayHave = base === null || isUnknown(base) || isArray(base);
  return mayHave ? applyNamed('tryindexfromend', [base, position.value]) : null;
}

function counted(key: Value): { readonly value: Value; readonly fromEnd: boolean } | undefined {
  if (!isObject(key)) return undefined;
  const value = findKey(key, 'value');
  if (value === undefined) return undefined;
  return { value: key[value] ?? null, fromEnd: key[findKey(key, 'fromEnd') ?? ''] === true };
}

function applyNamed(name: string, args: readonly Value[]): Value {
  return partialFunctions.get(name)?.apply(args) ?? null;
}
