import type { JsonValue } from '../../arm/json/json-value.ts';
import type { BicepSpan } from '../syntax/nodes.ts';
import type { LowerContext } from './lower-context.ts';

/** An object of the template while it is made, with the places of its members. */
export interface ObjectMaker {
  readonly object: { [key: string]: JsonValue };
  readonly places: Map<string | number, BicepSpan>;
}

export function newObject(): ObjectMaker {
  return { object: {}, places: new Map() };
}

/** Sets a member, `__proto__` like any other. */
export function setMember({ object, places }: ObjectMaker, key: string, value: JsonValue, place?: BicepSpan): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
  else object[key] = value;
  if (place !== undefined) places.set(key, place);
}

/** The object, with its places kept. */
export function finished(
  { object, places }: ObjectMaker,
  context: LowerContext,
): { readonly [key: string]: JsonValue } {
  if (places.size > 0) context.place(object, places);
  return object;
}
