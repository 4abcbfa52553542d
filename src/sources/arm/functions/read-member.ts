import {
  ArmError,
  type ConcreteObject,
  type ConcreteValue,
  isArray,
  isInexact,
  isObject,
  typeName,
} from './concrete-value.ts';
import { foldCase } from './letter-case.ts';

/** The key of the object that the name means: the exact one if there is one, else the first that differs in case. */
export function findKeyIgnoringCase(object: ConcreteObject, name: string): string | undefined {
  if (Object.hasOwn(object, name)) return name;
  const folded = foldCase(name);
  return Object.keys(object).find((key) => key.length === name.length && foldCase(key) === folded);
}

/**
 * `base.name`, `base['name']`, `base[0]` and the null-safe forms' accessor `{ value, fromEnd }` (`value` counts from 1
 * when `fromEnd` is true). Throws ArmError `missing` when there is no such member, `type` when the kinds do not fit.
 */
export function readMember(base: ConcreteValue, accessor: ConcreteValue): ConcreteValue {
  if (isObject(accessor)) {
    const position = accessor.value;
    if (position === undefined) throw new ArmError('type', 'an accessor object must have a value');
    return readMember(base, accessor.fromEnd === true ? positionFromEnd(base, position) : position);
  }
  if (isObject(base) && typeof accessor === 'string') {
    const key = findKeyIgnoringCase(base, accessor);
    if (key === undefined) throw new ArmError('missing', `the property '${accessor}' does not exist`);
    return base[key] as ConcreteValue;
  }
  if (isArray(base) && typeof accessor === 'number' && Number.isInteger(accessor)) {
    const element = base[accessor];
    if (element !== undefined) return element;
    throw new ArmError('missing', `the index ${accessor} is outside an array of ${base.length} elements`);
  }
  throw new ArmError('type', `a value of type ${typeName(base)} has no member of type ${typeName(accessor)}`);
}

function positionFromEnd(base: ConcreteValue, position: ConcreteValue): number {
  if (!isArray(base) || typeof position !== 'number' || !Number.isInteger(position) || isInexact(position)) {
    throw new ArmError('type', `a value of type ${typeName(base)} has no member counted from the end`);
  }
  return base.length - position;
}
