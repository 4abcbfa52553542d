import { ArmError, type ConcreteValue, isArray, isInexact, type PureFunction, unsupported } from './concrete-value.ts';
import { arrayAt, define, intAt, typeError } from './define.ts';

const MIN_INT64 = -(2n ** 63n);
const MAX_INT64 = 2n ** 63n - 1n;

/** The first integer whose digits are surely beyond int64, however the double that stands for it was rounded. */
const CERTAIN_OVERFLOW = 2 ** 63 * 1.001;

function operand(name: string, args: readonly ConcreteValue[], index: number): number {
  const value = args[index];
  // Azure asks for integers; other tools convert. Whether Azure refuses is not documented.
  if (typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value)) throw unsupported(name, 'a number written as text');
  return intAt(name, args, index);
}

function fromInt64(name: string, value: bigint): number {
  if (value < MIN_INT64 || value > MAX_INT64) throw new ArmError('overflow', `${name}: the result is outside 64 bits`);
  const result = Number(value);
  if (isInexact(result)) throw unsupported(name, 'a result too large to be known exactly');
  return result;
}

/** Checked 64-bit arithmetic: exact, or no value. */
function arithmetic(
  name: string,
  exact: (a: bigint, b: bigint) => bigint,
  rough: (a: number, b: number) => number,
): PureFunction {
  return define(name, [2, 2], 'int', (args) => {
    const [a, b] = [operand(name, args, 0), operand(name, args, 1)];
    if (isInexact(a) || isInexact(b)) {
      const overflows = Math.abs(rough(a, b)) >= CERTAIN_OVERFLOW;
      if (overflows) throw new ArmError('overflow', `${name}: the result is outside 64 bits`);
      throw unsupported(name, 'an integer too large to be known exactly');
    }
    return fromInt64(name, exact(BigInt(a), BigInt(b)));
  });
}

function nonZero(name: string, divisor: bigint): bigint {
  if (divisor === 0n) throw new ArmError('value', `${name}: division by zero`);
  return divisor;
}

function toInt(args: readonly ConcreteValue[], name: string): number {
  const value = args[0] as ConcreteValue;
  if (typeof value === 'number') {
    if (Number.isInteger(value)) return value;
    throw unsupported(name, 'how a fraction is rounded');
  }
  if (typeof value !== 'string') throw typeError(name, 0, 'an integer or a string', value);
  const digits = value.trim();
  if (!/^[+-]?\d{1,400}$/.test(digits)) throw new ArmError('value', `${name}: the text is not an integer`);
  return fromInt64(name, BigInt(digits.replace(/^\+/, '')));
}

function toFloat(args: readonly ConcreteValue[], name: string): number {
  const value = args[0] as ConcreteValue;
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') throw typeError(name, 0, 'a number or a string', value);
  const text = value.trim();
  // The patterns below backtrack: bounded input keeps that cheap.
  if (text.length > 400) throw unsupported(name, 'a number of more than 400 characters');
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) {
    const result = Number(text);
    if (Number.isFinite(result)) return result === 0 ? 0 : result;
  }
  // .NET also reads 'NaN', 'Infinity' and thousands separators.
  if (/^[+-]?(?:[\d,.eE+-]*\d[\d,.eE+-]*|nan|infinity|∞)$/i.test(text)) throw unsupported(name, 'this form of number');
  throw new ArmError('value', `${name}: the text is not a number`);
}

function minOrMax(name: string, better: (a: number, b: number) => boolean): PureFunction {
  return define(name, [1, Number.POSITIVE_INFINITY], 'int', (args) => {
    if (args.length > 1 && args.some(isArray)) throw unsupported(name, 'arrays among several arguments');
    const values = isArray(args[0]) ? arrayAt(name, args, 0) : args;
    let best: number | undefined;
    for (const [index, value] of values.entries()) {
      if (typeof value !== 'number') throw typeError(name, index, 'an integer', value);
      if (best === undefined || better(value, best)) best = value;
    }
    if (best === undefined) throw new ArmError('value', `${name}: the array is empty`);
    return best;
  });
}

function range(args: readonly ConcreteValue[], name: string): number[] {
  const [start, count] = [intAt(name, args, 0), intAt(name, args, 1)];
  if (count < 0 || count > 10_000) throw new ArmError('value', `${name}: the count ${count} is not within 0 to 10000`);
  if (start + count - 1 > 2_147_483_647) throw new ArmError('value', `${name}: the last number is above 2147483647`);
  if (isInexact(start)) throw unsupported(name, 'an integer too large to be known exactly');
  return Array.from({ length: count }, (_, index) => start + index);
}

export const numericFunctions: readonly PureFunction[] = [
  arithmetic(
    'add',
    (a, b) => a + b,
    (a, b) => a + b,
  ),
  arithmetic(
    'sub',
    (a, b) => a - b,
    (a, b) => a - b,
  ),
  arithmetic(
    'mul',
    (a, b) => a * b,
    (a, b) => a * b,
  ),
  arithmetic(
    'div',
    (a, b) => a / nonZero('div', b),
    () => 0,
  ),
  arithmetic(
    'mod',
    (a, b) => a % nonZero('mod', b),
    () => 0,
  ),
  define('int', [1, 1], 'int', toInt),
  define('float', [1, 1], 'any', toFloat),
  minOrMax('min', (a, b) => a < b),
  minOrMax('max', (a, b) => a > b),
  define('range', [2, 2], 'array', range),
];
