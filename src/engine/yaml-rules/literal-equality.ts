import { equals } from '../../value/equality.ts';
import { lifted } from '../../value/lifted.ts';
import { allOf, mayBeNull, not } from '../../value/logic.ts';
import { isNull } from '../../value/nullability.ts';
import { sameName } from '../../value/symbolic-string.ts';
import {
  call,
  canonicalKey,
  isArray,
  isConcrete,
  isFault,
  isObject,
  isUnknown,
  type Operation,
  typeOf,
  type Unknown,
  type Value,
} from '../../value/value.ts';

/** What a rule compares with: of YAML every single value is text, of JSON it has its type. */
export type Literal = string | number | boolean | null | readonly Literal[];

export interface EqualityOptions {
  readonly caseSensitive?: boolean;
  /** The actual value may be converted too. */
  readonly convert?: boolean;
}

/**
 * Equality as PSRule has it (`ExpressionHelpers.Equal`): texts ignore letter case unless told otherwise, and what is expected
 * is converted to the type of what is there.
 */
export function equalsLiteral(value: Value, expected: Literal, options: EqualityOptions): Value<boolean> {
  if (expected === null) return isNull(value);
  const name = `equals ${JSON.stringify(expected)}${options.caseSensitive ? ' exactly' : ''}${options.convert ? ' converted' : ''}`;
  return lifted(
    value,
    name,
    (known) => equalsKnown(known, expected, options),
    (unknown) => (options.convert ? undefined : equalsInPart(unknown, expected, options)),
  );
}

/** What is not known as a question of its own kind, where no conversion can make another answer of it. */
function equalsInPart(unknown: Unknown, expected: Literal, options: EqualityOptions): Value<boolean> | undefined {
  if (typeof expected !== 'string' && typeof expected !== 'boolean') return undefined;
  if (typeOf(unknown) === 'bool' && !mayBeNull(unknown)) {
    const wanted = truthOf(expected);
    if (wanted === undefined) return false;
    return wanted ? (unknown as Value<boolean>) : not(unknown);
  }
  if (typeof expected !== 'string' || !isPlainText(expected, unknown)) return undefined;
  return options.caseSensitive ? equals(unknown, expected) : sameName(unknown, expected);
}

/** Whether nothing but the same text equals it, whatever it turns out to be. */
export function isPlainText(text: string, unknown: Unknown): boolean {
  if (text === '' && mayBeNull(unknown)) return false;
  const type = typeOf(unknown);
  return type === 'string' || (type === 'any' && !/^\s*[+-]?\.?\d|^\s*(?:true|false)\s*$/i.test(text));
}

function equalsKnown(
  known: Value,
  expected: Literal,
  { caseSensitive, convert = false }: EqualityOptions,
): Value<boolean> {
  if (known === null) return false;
  if (isArray(known)) return Array.isArray(expected) && sameItems(known, expected as readonly Value[]);
  if (typeof expected === 'object') return false;
  if (typeof known === 'string') return equalsText(known, expected, caseSensitive === true, convert);
  const text = typeof known === 'boolean' ? (known ? 'True' : 'False') : String(known);
  if (convert && typeof expected === 'string') return sameText(text, expected, caseSensitive === true);
  if (typeof known === 'boolean') return truthOf(expected) === known;
  if (typeof known === 'number') return Number.isInteger(known) ? integerOf(expected) === known : expected === known;
  return false;
}

function equalsText(
  known: string,
  expected: string | number | boolean | null,
  exact: boolean,
  convert: boolean,
): boolean {
  if (typeof expected === 'string') return sameText(known, expected, exact);
  if (!convert) return false;
  return typeof expected === 'boolean' ? truthOf(known) === expected : integerOf(known) === expected;
}

function sameText(a: string, b: string, exact: boolean): boolean {
  return exact ? a === b : a.toLowerCase() === b.toLowerCase();
}

/** Item by item, in this order and letter case, without conversion. */
function sameItems(known: readonly Value[], expected: readonly Value[]): Value<boolean> {
  if (known.length !== expected.length) return false;
  return allOf(known.map((item, i) => equals(item, expected[i] ?? null)));
}

/** A boolean, the text of one, or a number of JSON, which is true where it is positive; undefined for anything else. */
export function truthOf(value: Literal): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value > 0;
  if (typeof value !== 'string') return undefined;
  const word = value.trim().toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : undefined;
}

/** An integer of 64 bits, or the text of one. */
export function integerOf(value: Literal): number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? value : undefined;
  return typeof value === 'string' && /^\s*[+-]?\d{1,19}\s*$/.test(value) ? Number(value) : undefined;
}

/** The same with what a function gives, which need not be known. */
export function equalsResult(value: Value, expected: Value, options: EqualityOptions): Value<boolean> {
  if (isFault(expected)) return expected;
  // An object equals nothing: PSRule would ask whether it is the same one.
  if (isObject(expected)) return false;
  if (isArray(expected) && !isUnknown(value)) return isArray(value) && sameItems(value, expected);
  if (isConcrete(expected)) return equalsLiteral(value, literalOf(expected), options);
  if (canonicalKey(value) === canonicalKey(expected)) return true;
  const operation: Operation = {
    name: `equals the result${options.caseSensitive ? ' exactly' : ''}${options.convert ? ' converted' : ''}`,
    type: 'bool',
    apply: ([again = null, result = null]) => equalsResult(again, result, options),
    print: ([a, b]) => `equals(${a}, ${b})`,
  };
  return call(operation, [value, expected]) as Value<boolean>;
}

/** A value of a template as something to compare with; an object is compared with nothing. */
export function literalOf(value: Value): Literal {
  if (isArray(value)) return value.map(literalOf);
  return typeof value === 'object' ? null : value;
}
