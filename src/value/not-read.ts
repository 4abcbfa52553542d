import { not } from './logic.ts';
import { empty } from './nullability.ts';
import {
  call,
  findKey,
  isObject,
  type Operation,
  symbol,
  type Unknown,
  type Value,
  type ValueObject,
} from './value.ts';

/** What is known of a resource that was read in part. */
export interface PartlyRead {
  /** Id of the resource. */
  readonly id: string;
  /** Paths that were read as a whole, letter case aside: what is absent below them is absent in Azure. `''`: all. */
  readonly whole: readonly string[];
  /** What would read the rest: a command. */
  readonly reader: string;
}

/**
 * The value at a path of a resource of which a source holds `value`, undefined where it holds nothing. What was not read
 * is an unknown, at any depth, and null only where the whole was read and there is no such thing.
 */
export function valueAt(of: PartlyRead, path: readonly string[], value: Value | undefined): Value {
  if (isWithin(path, of.whole)) return value ?? null;
  if (value === undefined) return notRead(of, path);
  return isObject(value) ? part(of, path, value) : value;
}

function isWithin(path: readonly string[], whole: readonly string[]): boolean {
  const text = `${path.join('.')}.`.toLowerCase();
  return whole.some((one) => one === '' || text.startsWith(`${one.toLowerCase()}.`));
}

/** Nothing of it is known, and it may not be there at all. */
function notRead(of: PartlyRead, path: readonly string[]): Unknown {
  const operation: Operation = {
    name: 'notRead',
    type: 'any',
    nullable: true,
    apply: (args) => call(operation, args),
    // Unlike a parameter, it is not taken to be there.
    presence: (args) => not(empty(call(operation, args))) as Value<boolean>,
    member: (_, key) => (typeof key === 'string' ? valueAt(of, [...path, key], undefined) : undefined),
    print: ([text = '']) => text,
  };
  return call(operation, [leaf(of, path)]);
}

/** An object of which some members are known, and the others are not. */
function part(of: PartlyRead, path: readonly string[], known: ValueObject): Unknown {
  const operation: Operation = {
    name: 'readInPart',
    type: 'object',
    apply: (args) => call(operation, args),
    member: (_, key) => {
      if (typeof key !== 'string') return undefined;
      const found = findKey(known, key);
      return valueAt(of, [...path, found ?? key], found === undefined ? undefined : known[found]);
    },
    print: ([text = '']) => text,
  };
  return call(operation, [leaf(of, path)]);
}

function leaf({ id, reader }: PartlyRead, path: readonly string[]): Unknown {
  const property = path.join('.');
  return symbol({
    key: `notRead:${id.toLowerCase()}:${property.toLowerCase()}`,
    text: property,
    type: 'any',
    cause: { kind: 'notRead', name: `${property} (${reader} gives it)`, property },
  });
}
