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

/** Which properties of a resource were read. */
export interface PartialResource {
  /** Id of the resource. */
  readonly id: string;
  /** Paths that were read completely, ignoring letter case: what is absent below them is absent in Azure. `''`: all. */
  readonly whole: readonly string[];
  /** The command that reads the rest. */
  readonly command: string;
}

/**
 * The value at a path of a resource of which a source holds `value`, undefined where it holds nothing. What was not read
 * is an unknown, at any depth, and null only where the whole was read and there is no such thing.
 */
export function partialValue(of: PartialResource, path: readonly string[], value: Value | undefined): Value {
  if (isCovered(path, of.whole)) return value ?? null;
  if (value === undefined) return notRead(of, path);
  return isObject(value) ? partialObject(of, path, value) : value;
}

function isCovered(path: readonly string[], whole: readonly string[]): boolean {
  const text = `${path.join('.')}.`.toLowerCase();
  return whole.some((one) => one === '' || text.startsWith(`${one.toLowerCase()}.`));
}

/** A property of which nothing is known, not even whether it exists. */
function notRead(of: PartialResource, path: readonly string[]): Unknown {
  const operation: Operation = {
    name: 'notRead',
    type: 'any',
    nullable: true,
    apply: (args) => call(operation, args),
    // Unlike a parameter, it is not assumed to be set.
    isNotEmpty: (args) => not(empty(call(operation, args))) as Value<boolean>,
    member: (_, key) => (typeof key === 'string' ? partialValue(of, [...path, key], undefined) : undefined),
    print: ([text = '']) => text,
  };
  return call(operation, [notReadSymbol(of, path)]);
}

/** An object of which some members are known, and the others are not. */
function partialObject(of: PartialResource, path: readonly string[], known: ValueObject): Unknown {
  const operation: Operation = {
    name: 'readInPart',
    type: 'object',
    apply: (args) => call(operation, args),
    member: (_, key) => {
      if (typeof key !== 'string') return undefined;
      const found = findKey(known, key);
      return partialValue(of, [...path, found ?? key], found === undefined ? undefined : known[found]);
    },
    print: ([text = '']) => text,
  };
  return call(operation, [notReadSymbol(of, path)]);
}

function notReadSymbol({ id, command }: PartialResource, path: readonly string[]): Unknown {
  const property = path.join('.');
  const text = property === '' ? 'the whole resource' : property;
  return symbol({
    key: `notRead:${id.toLowerCase()}:${property.toLowerCase()}`,
    text,
    type: 'any',
    cause: { kind: 'notRead', name: `${text} (${command} gives it)`, ...(property !== '' && { property }) },
  });
}
