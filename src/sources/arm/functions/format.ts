import {
  ArmError,
  type ConcreteValue,
  checkStringLength,
  MAX_STRING_LENGTH,
  type PureFunction,
  unsupported,
} from './concrete-value.ts';
import { looksLikeDate } from './date-format.ts';
import { define, stringAt } from './define.ts';
import { formatNumber } from './number-format.ts';
import { isScalar, numberText, scalarText, toJsonText } from './value-format.ts';

/** `{index[,alignment][:spec]}`; the spec runs up to the closing brace. */
const FORMAT_ITEM = /\{(\d{1,7}) *(?:, *(-?\d{1,9}) *)?(?::([^{}]*))?\}/y;

/** One argument as text. Only numbers look at the spec; .NET ignores it for texts and truth values. */
function argumentText(value: ConcreteValue, spec: string, name: string): string {
  if (!isScalar(value)) return toJsonText(value, name).replaceAll('"', "'");
  if (typeof value === 'number') return spec === '' ? numberText(value, name) : formatNumber(value, spec, name);
  if (typeof value === 'string' && spec !== '' && looksLikeDate(value)) throw unsupported(name, 'a date format');
  return scalarText(value, name);
}

function align(text: string, alignment: number, name: string): string {
  if (Math.abs(alignment) > MAX_STRING_LENGTH) checkStringLength(name, Math.abs(alignment));
  return alignment < 0 ? text.padEnd(-alignment) : text.padStart(alignment);
}

function formatItem(match: RegExpExecArray, values: readonly ConcreteValue[], name: string): string {
  const [, index = '', alignment, spec = ''] = match;
  const value = values[Number(index)];
  if (value === undefined) {
    throw new ArmError('value', `${name}: item {${index}} has no argument; ${values.length} given`);
  }
  return align(argumentText(value, spec, name), Number(alignment ?? 0), name);
}

/** .NET composite formatting in the invariant culture, with ARM's texts for arrays and objects. */
function format(args: readonly ConcreteValue[], name: string): string {
  const template = stringAt(name, args, 0);
  const values = args.slice(1);
  const parts: string[] = [];
  let length = 0;
  for (let at = 0; at < template.length; ) {
    const next = nextPart(template, at, values, name);
    length += next.text.length;
    checkStringLength(name, length);
    parts.push(next.text);
    at = next.end;
  }
  return parts.join('');
}

interface FormatPart {
  readonly text: string;
  readonly end: number;
}

function nextPart(template: string, at: number, values: readonly ConcreteValue[], name: string): FormatPart {
  const char = template.charAt(at);
  if (char !== '{' && char !== '}') {
    const literal = /[^{}]+/y;
    literal.lastIndex = at;
    const text = literal.exec(template)?.[0] as string;
    return { text, end: at + text.length };
  }
  if (template.charAt(at + 1) === char) return { text: char, end: at + 2 };
  FORMAT_ITEM.lastIndex = at;
  const match = char === '{' ? FORMAT_ITEM.exec(template) : null;
  if (match !== null) return { text: formatItem(match, values, name), end: at + match[0].length };
  if (/^\{\d+ *(?:, *-?\d+ *)?:[^}]*[{]/.test(template.slice(at, at + 200)))
    throw unsupported(name, 'a brace in a format');
  throw new ArmError('value', `${name}: the format has an unmatched or malformed brace at position ${at}`);
}

export const formatFunctions: readonly PureFunction[] = [
  define('format', [1, Number.POSITIVE_INFINITY], 'string', format),
];
