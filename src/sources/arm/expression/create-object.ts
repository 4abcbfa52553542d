import { call, fault, isFault, isUnknown, type Operation, typeOf, type Value } from '../../../value/value.ts';

/** Creates an object from alternating names and values; undecided while a name is unknown. */
export function objectOf(pairs: readonly Value[]): Value {
  const result: Record<string, Value> = Object.create(null);
  if (pairs.length % 2 !== 0) return fault('arguments', 'createObject() has a name without a value');
  for (let i = 0; i < pairs.length; i += 2) {
    const name = pairs[i] ?? null;
    if (isFault(name)) return name;
    if (isUnknown(name)) return call(CREATE_OBJECT, pairs);
    if (typeof name !== 'string') return fault('wrong-type', `a property name must be a string and is ${typeOf(name)}`);
    result[name] = pairs[i + 1] ?? null;
  }
  return result;
}

const CREATE_OBJECT: Operation = { name: 'createObject', type: 'object', apply: objectOf };
