import { distribute } from '../../../value/logic.ts';
import { member, tryGet } from '../../../value/property-access.ts';
import { fault, findKey, isArray, isObject, isUnknown, type Value } from '../../../value/value.ts';
import { type Extension, extend } from './extend-function.ts';

/*
 * Member access in expressions: a key is a name, an index, or the object `{ value, fromEnd }` that Bicep
 * compiles `base[^1]` to, whose position counts from 1 at the end.
 */

/** `base[key]`; a fault when there is no such member. */
export function access(base: Value, key: Value): Value {
  const position = positionOf(key);
  if (position === undefined) return member(base, key);
  return position.fromEnd ? indexFromEnd.apply([base, position.value]) : member(base, position.value);
}

/** `tryGet(base, key)`; null when there is no such member. */
export function tryAccess(base: Value, key: Value): Value {
  const position = positionOf(key);
  if (position === undefined || !position.fromEnd) return tryGet(base, position?.value ?? key);
  const mayHave = base === null || isUnknown(base) || isArray(base);
  return mayHave ? tryIndexFromEnd.apply([base, position.value]) : null;
}

function positionOf(key: Value): { readonly value: Value; readonly fromEnd: boolean } | undefined {
  if (!isObject(key)) return undefined;
  const value = findKey(key, 'value');
  if (value === undefined) return undefined;
  return { value: key[value] ?? null, fromEnd: key[findKey(key, 'fromEnd') ?? ''] === true };
}

/** A position counted from 1 at the end of an array whose length is known. */
function fromEnd(isSafe: boolean): Extension {
  return ([list = null, position = null, ...rest], self) => {
    if (typeof position !== 'number') return undefined;
    if (!isArray(list)) return rest.length > 0 ? undefined : distribute(list, (part) => self.apply([part, position]));
    const found = position >= 1 ? list[list.length - position] : undefined;
    if (found !== undefined) return rest.reduce(access, found);
    if (isSafe) return null;
    return fault('index-out-of-range', `an array of ${list.length} has no item ${position} from its end`);
  };
}

export const indexFromEnd = extend('indexFromEnd', fromEnd(false));
export const tryIndexFromEnd = extend('tryIndexFromEnd', fromEnd(true), { nullable: true });
