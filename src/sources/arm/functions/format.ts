import { looksLikeDate } from './date-text.ts';
import { define, textAt } from './define.ts';
import { formatNumber } from './number-format.ts';
import { ArmError, checkTextLength, type Known, maxTextLength, type PureFunction, unsupported } from './value.ts';
import { isScalar, jsonText, numberText, scalarText } from './value-text.ts';

/** `{index[,alignment][:spec]}`; the spec runs up to the closing brace. */
const itemPattern = /\{(\d{1,7}) *(?:, *(-?\d{1,9}) *)?(?::([^{}]*))?\}/y;

/** One argument as text. Only numbers look at the spec; .NET ignores it for texts and truth values. */
function argumentText(value: Known, spec: string, name: string): string {
  if (!isScalar(value)) return jsonText(value, name).replaceAll('"', "'");
  if (typeof value === 'number') return spec === '' ? numberText(value, name) : formatNumber(value, spec, name);
  if (typeof value === 'string' && spec !== '' && looksLikeDate(value)) throw unsupported(name, 'a date format');
  return scalarText(value, name);
}

function aligned(text: string, alignment: number, name: string): string {
  if (Math.abs(alignment) > maxTextLength) checkTextLength(name, Math.abs(alignment));
  return alignment < 0 ? text.padEnd(-alignment) : text.padStart(alignment);
}

function item(match: RegExpExecArray, values: readonly Known[], name: string): string {
  const [, index = '', alignment, spec = ''] = match;
  const value = values[Number(index)];
  if (value === undefined) {
    throw new ArmError('value', `${name}: item {${index}} has no argument; ${values.length} given`);
  }
  return aligned(argumentText(value, spec, name), Number(alignment ?? 0), name);
}

/** .NET composite formatting in the invariant culture, with ARM's texts for arrays and objects. */
function format(args: readonly Known[], name: string): string {
  const template = textAt(name, args, 0);
  const values = args.slice(1);
  const parts: string[] = [];
  let length = 0;
  for (let at = 0; at < template.length; ) {
    const next = nextPart(template, at, values, name);
    length += next.text.length;
    checkTextLength(name, length);
    parts.push(next.text);
    at = next.end;
  }
  return parts.join('');
}

interface Part {
  readonly text: string;
  readonly end: number;
}

function nextPart(template: string, at: number, values: readonly Known[], name: string): Part {
  const char = template.charAt(at);
  if (char !== '{' && char !== '}') {
    const literal = /[^{}]+/y;
    literal.lastIndex = at;
    const text = literal.exec(template)?.[0] as string;
    return { text, end: at + text.length };
  }
  if (template.charAt(at + 1) === char) return { text: char, end: at + 2 };
  itemPattern.lastIndex = at;
  const match = char === '{' ? itemPattern.exec(template) : null;
  if (match !== null) return { text: item(match, values, name), end: at + match[0].length };
  if (/^\{\d+ *(?:, *-?\d+ *)?:[^}]*[{]/.test(template.slice(at, at + 200)))
    throw unsupported(name, 'a brace in a format');
  throw new ArmError('value', `${name}: the format has an unmatched or malformed brace at position ${at}`);
}

export const formatFunctions: readonly PureFunction[] = [
  define('format', [1, Number.POSITIVE_INFINITY], 'string', format),
];
