import { lifted } from '../../value/lifted.ts';
import { isArray, isCall, isObject, isSymbol, isUnknown, type Unknown, type Value } from '../../value/value.ts';

export type MeasureComparison = 'less' | 'lessOrEquals' | 'greater' | 'greaterOrEquals';

export interface MeasureOptions {
  /** A text is read as a number or a date. */
  readonly convert?: boolean;
  /** Milliseconds since 1970, from which dates count. */
  readonly now?: number;
}

const HOLDS: Readonly<Record<MeasureComparison, (a: number, b: number) => boolean>> = {
  less: (a, b) => a < b,
  lessOrEquals: (a, b) => a <= b,
  greater: (a, b) => a > b,
  greaterOrEquals: (a, b) => a >= b,
};

const DAY = 86_400_000;

/**
 * Compares as PSRule does (`ExpressionHelpers.CompareNumeric`): an integer by its value, a text by its length, a list or object
 * by how much is in it, and null as 0; converted, a text is the number that it says, or a date by its distance from now in
 * days. A number with a fraction compares with nothing.
 */
export function comparedWith(
  value: Value,
  comparison: MeasureComparison,
  limit: number,
  options: MeasureOptions,
): Value<boolean> {
  const holds = HOLDS[comparison];
  return lifted(
    value,
    `${comparison} ${limit}${options.convert ? ' converted' : ''}`,
    (known) => {
      const measured = measureOf(known, options);
      return measured !== undefined && holds(measured, limit);
    },
    (unknown) => (options.convert ? undefined : decidedByLength(unknown, (length) => holds(length, limit))),
  );
}

function measureOf(value: Value, { convert, now = 0 }: MeasureOptions): number | undefined {
  if (value === null) return 0;
  if (typeof value === 'number') return Number.isInteger(value) ? value : undefined;
  if (isArray(value)) return value.length;
  if (isObject(value)) return Object.keys(value).length;
  if (typeof value !== 'string') return undefined;
  if (!convert) return value.length;
  const date = dateOf(value);
  return numberOf(value) ?? (date === undefined ? value.length : (date - now) / DAY);
}

/** The text of a number, which may have a fraction. */
export function numberOf(text: string): number | undefined {
  return /^\s*[+-]?(?:\d+\.?\d*|\.\d+)\s*$/.test(text) ? Number(text) : undefined;
}

/**
 * Milliseconds since 1970 of a text that is a date; ISO 8601 alone, since other forms depend on the culture of a machine, and
 * in UTC where no zone is written.
 */
export function dateOf(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?$/.test(text)) return undefined;
  const time = Date.parse(/T[\d:.]+$/.test(text) ? `${text}Z` : text);
  return Number.isNaN(time) ? undefined : time;
}

/** How many elements: of a list, and of a text its characters, as .NET enumerates it. Undefined for what has none. */
export function countOf(value: Value): number | undefined {
  if (isArray(value)) return value.length;
  if (isObject(value)) return Object.keys(value).length;
  return typeof value === 'string' ? value.length : undefined;
}

/** The answer where it is the same for all lengths that a text may have. */
function decidedByLength(unknown: Unknown, holds: (length: number) => boolean): boolean | undefined {
  const bounds = lengthBounds(unknown, 0);
  if (bounds === undefined) return undefined;
  const { min, max } = bounds;
  const least = holds(min);
  // Between the bounds a comparison changes its answer once at most.
  return least === holds(Number.isFinite(max) ? max : Number.MAX_SAFE_INTEGER) ? least : undefined;
}

interface Bounds {
  readonly min: number;
  readonly max: number;
}

const ANY_LENGTH: Bounds = { min: 0, max: Number.POSITIVE_INFINITY };
/** Characters of what these functions give ("String functions for ARM templates"). */
const FIXED_LENGTHS: Readonly<Record<string, number>> = { uniqueString: 13, guid: 36, newGuid: 36 };
const SAME_LENGTH: ReadonlySet<string> = new Set(['toLower', 'toUpper', 'string']);
const MAX_NESTED = 20;

/** How long a text is at least and at most; undefined for what is no text. */
function lengthBounds(value: Value, depth: number): Bounds | undefined {
  if (typeof value === 'string') return { min: value.length, max: value.length };
  if (typeof value === 'number' || typeof value === 'boolean') return lengthBounds(String(value), depth);
  if (!isUnknown(value) || depth > MAX_NESTED) return undefined;
  if (isSymbol(value)) return value.type === 'string' ? { ...ANY_LENGTH, min: value.notEmpty ? 1 : 0 } : undefined;
  return isCall(value) ? boundsOfCall(value.operation.name, value.args, depth + 1) : undefined;
}

function boundsOfCall(name: string, args: readonly Value[], depth: number): Bounds | undefined {
  const fixed = FIXED_LENGTHS[name];
  if (fixed !== undefined) return { min: fixed, max: fixed };
  const [first = null, second = null, third = null] = args;
  if (SAME_LENGTH.has(name)) return lengthBounds(first, depth);
  if (name === 'concat') {
    const parts = args.map((part) => lengthBounds(part, depth));
    if (parts.some((part) => part === undefined)) return undefined;
    return parts.reduce<Bounds>((sum, part = ANY_LENGTH) => ({ min: sum.min + part.min, max: sum.max + part.max }), {
      min: 0,
      max: 0,
    });
  }
  const limit = name === 'take' ? second : name === 'substring' ? third : undefined;
  if (typeof limit !== 'number') return undefined;
  const whole = lengthBounds(first, depth);
  if (whole === undefined) return undefined;
  // What is too short for substring() is an error of the deployment.
  return name === 'substring'
    ? { min: limit, max: limit }
    : { min: Math.min(whole.min, limit), max: Math.min(whole.max, limit) };
}
