import { ArmError, unsupported } from './concrete-value.ts';
import { numberText } from './value-format.ts';

interface Digits {
  readonly sign: '' | '-';
  readonly whole: string;
  readonly fraction: string;
}

function digitsOf(value: number, name: string): Digits {
  const text = numberText(Math.abs(value), name);
  const [whole = '', fraction = ''] = text.split('.');
  return { sign: value < 0 ? '-' : '', whole, fraction };
}

function groupThousands(digits: string): string {
  const parts: string[] = [];
  for (let end = digits.length; end > 0; end -= 3) parts.unshift(digits.slice(Math.max(0, end - 3), end));
  return parts.join(',');
}

/** Digits after the point; a value that would have to be rounded is `unsupported` (.NET versions round differently). */
function fractionDigits(digits: Digits, min: number, max: number, name: string): string {
  if (digits.fraction.length > max) throw unsupported(name, 'how a fraction is rounded');
  const padded = digits.fraction.padEnd(min, '0');
  return padded === '' ? '' : `.${padded}`;
}

function fixedPoint(value: number, precision: number | undefined, separators: boolean, name: string): string {
  // Without a number of digits the default is 2 or 3, by version and culture.
  if (precision === undefined) throw unsupported(name, 'a number format without its number of digits');
  const digits = digitsOf(value, name);
  const whole = separators ? groupThousands(digits.whole) : digits.whole;
  return digits.sign + whole + fractionDigits(digits, precision, precision, name);
}

function hexadecimal(value: number, precision: number, upper: boolean, name: string): string {
  // Whether the number is 32 or 64 bits wide shows only in negative ones.
  if (value < 0) throw unsupported(name, 'a negative number in hexadecimal');
  numberText(value, name);
  const digits = value.toString(16).padStart(precision, '0');
  return upper ? digits.toUpperCase() : digits;
}

function scientific(value: number, precision: number, letter: string, name: string): string {
  if (!Number.isSafeInteger(value) || precision > 100) throw unsupported(name, 'this number in scientific notation');
  const [mantissa, exponent = '0'] = Math.abs(value).toExponential(precision).split('e+');
  return `${value < 0 ? '-' : ''}${mantissa}${letter}+${exponent.padStart(3, '0')}`;
}

function general(value: number, precision: number, name: string): string {
  const text = numberText(value, name);
  if (precision !== 0 && text.replace(/[-.]/g, '').length > precision) throw unsupported(name, 'a shortened number');
  return text;
}

/** Patterns of `0`, `#`, one decimal point and thousands separators between digits. */
function customFormat(value: number, pattern: string, name: string): string {
  const match = pattern.length > 1000 ? null : /^([0#]+(?:,[0#]+)*)(?:\.([0#]+))?$/.exec(pattern);
  if (match === null) throw unsupported(name, 'this number pattern');
  const [wholePattern = '', fractionPattern = ''] = match.slice(1);
  const places = wholePattern.replaceAll(',', '');
  const minDigits = places.includes('0') ? places.length - places.indexOf('0') : 0;
  const digits = digitsOf(value, name);
  const whole = (digits.whole === '0' ? '' : digits.whole).padStart(minDigits, '0');
  const fraction = fractionDigits(digits, fractionPattern.lastIndexOf('0') + 1, fractionPattern.length, name);
  return digits.sign + (wholePattern.includes(',') ? groupThousands(whole) : whole) + fraction;
}

/**
 * A number in a .NET format: `D`, `X`, `N`, `F`, `G` and `E` with a number of digits, or a custom pattern of `0` and
 * `#`. Throws `unsupported` for formats that depend on culture or .NET version, `value` for `D` and `X` of a fraction.
 */
export function formatNumber(value: number, spec: string, name: string): string {
  const standard = /^([a-zA-Z])(\d{0,3})$/.exec(spec);
  if (standard === null) return customFormat(value, spec, name);
  const [letter = '', digits = ''] = standard.slice(1);
  const precision = digits === '' ? undefined : Number(digits);
  switch (letter.toUpperCase()) {
    case 'D':
      if (!Number.isInteger(value)) throw new ArmError('value', `${name}: format ${letter} is for integers only`);
      return (value < 0 ? '-' : '') + numberText(Math.abs(value), name).padStart(precision ?? 0, '0');
    case 'X':
      if (!Number.isInteger(value)) throw new ArmError('value', `${name}: format ${letter} is for integers only`);
      return hexadecimal(value, precision ?? 0, letter === 'X', name);
    case 'N':
      return fixedPoint(value, precision, true, name);
    case 'F':
      return fixedPoint(value, precision, false, name);
    case 'G':
      return general(value, precision ?? 0, name);
    case 'E':
      return scientific(value, precision ?? 6, letter, name);
    default:
      throw unsupported(name, `the number format ${letter}`);
  }
}
