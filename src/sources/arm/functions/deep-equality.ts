import {
  ArmError,
  type ConcreteObject,
  type ConcreteValue,
  isArray,
  isInexact,
  isObject,
  type ValueWalk,
  visit,
} from './concrete-value.ts';

/**
 * Deep equality as ARM's `equals`: type and case count, the order of properties does not, integers and floats compare
 * as numbers. Throws `unsupported` where two integers are too large to be told apart.
 */
export function deepEqual(a: ConcreteValue, b: ConcreteValue, walk: ValueWalk, depth = 0): boolean {
  visit(walk, depth);
  if (typeof a === 'string' && typeof b === 'string') {
    if (a.length !== b.length) return false;
    visit(walk, depth, a.length);
    return a === b;
  }
  if (typeof a === 'number' && typeof b === 'number') {
    if (a === b && isInexact(a))
      throw new ArmError('unsupported', `${walk.name}: integers too large to compare exactly`);
    return a === b;
  }
  if (isArray(a) && isArray(b)) {
    return (
      a.length === b.length && a.every((item, index) => deepEqual(item, b[index] as ConcreteValue, walk, depth + 1))
    );
  }
  if (isObject(a) && isObject(b)) return objectsEqual(a, b, walk, depth);
  return a === b;
}

function objectsEqual(a: ConcreteObject, b: ConcreteObject, walk: ValueWalk, depth: number): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every(
    (key) => Object.hasOwn(b, key) && deepEqual(a[key] as ConcreteValue, b[key] as ConcreteValue, walk, depth + 1),
  );
}

/** A key that is equal exactly for deeply equal values, so that a Set replaces pairwise comparison. */
export function deepKey(value: ConcreteValue, walk: ValueWalk, depth = 0): string {
  visit(walk, depth, typeof value === 'string' ? value.length : 0);
  if (typeof value === 'number' && isInexact(value)) {
    throw new ArmError('unsupported', `${walk.name}: integers too large to compare exactly`);
  }
  if (isArray(value)) return `[${value.map((item) => deepKey(item, walk, depth + 1)).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const pairs = Object.keys(value).map((key) => {
    visit(walk, depth, key.length);
    return `${JSON.stringify(key)}:${deepKey(value[key] as ConcreteValue, walk, depth + 1)}`;
  });
  return `{${pairs.sort().join(',')}}`;
}
