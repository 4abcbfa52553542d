import {
  type ConcreteObject,
  type ConcreteValue,
  checkStringLength,
  isArray,
  isInexact,
  isObject,
  startWalk,
  unsupported,
  type ValueWalk,
  visit,
} from './concrete-value.ts';

/**
 * A number as .NET writes it. Floats that .NET would write with an exponent, and integers whose last digits a double
 * does not hold, are `unsupported`.
 */
export function numberText(value: number, name: string): string {
  if (isInexact(value)) throw unsupported(name, 'an integer too large to be known exactly');
  if (Number.isInteger(value)) return String(value === 0 ? 0 : value);
  const size = Math.abs(value);
  if (size >= 1e-4 && size < 1e15) return String(value);
  throw unsupported(name, 'the text of a very small or very large number');
}

/** A scalar inside other text: booleans become `True` and `False`, null becomes nothing. */
export function scalarText(value: null | boolean | number | string, name: string): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'number' ? numberText(value, name) : value;
}

export function isScalar(value: ConcreteValue): value is null | boolean | number | string {
  return typeof value !== 'object' || value === null;
}

const ESCAPE_SEQUENCES: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** Newtonsoft escapes control characters and the three Unicode line ends, nothing else. */
function quoteJson(text: string): string {
  const body = text.replace(/["\\\p{Cc}\u2028\u2029]/gu, (char) => {
    const short = ESCAPE_SEQUENCES.get(char);
    const code = char.charCodeAt(0);
    if (short !== undefined) return short;
    return code < 0x20 || code === 0x85 || code > 0xff ? `\\u${code.toString(16).padStart(4, '0')}` : char;
  });
  return `"${body}"`;
}

interface JsonWriter {
  readonly walk: ValueWalk;
  readonly parts: string[];
  length: number;
}

function write(writer: JsonWriter, part: string): void {
  writer.length += part.length;
  checkStringLength(writer.walk.name, writer.length);
  writer.parts.push(part);
}

/** Compact JSON as Newtonsoft writes it. Throws `limit` for a value that is too deep or too large. */
export function toJsonText(value: ConcreteValue, name: string): string {
  const writer: JsonWriter = { walk: startWalk(name), parts: [], length: 0 };
  writeValue(writer, value, 0);
  return writer.parts.join('');
}

function writeValue(writer: JsonWriter, value: ConcreteValue, depth: number): void {
  visit(writer.walk, depth);
  if (typeof value === 'string') write(writer, quoteJson(value));
  else if (typeof value === 'number') write(writer, numberText(value, writer.walk.name));
  else if (isArray(value)) {
    write(writer, '[');
    for (const [index, item] of value.entries()) {
      if (index > 0) write(writer, ',');
      writeValue(writer, item, depth + 1);
    }
    write(writer, ']');
  } else if (isObject(value)) writeObject(writer, value, depth);
  else write(writer, String(value));
}

function writeObject(writer: JsonWriter, value: ConcreteObject, depth: number): void {
  const keys = Object.keys(value);
  // JavaScript lists keys like '7' first, in numeric order: where they stood in the template is lost.
  if (keys.length > 1 && /^\d+$/.test(keys[0] as string)) {
    throw unsupported(writer.walk.name, 'the text of an object with numbers for keys');
  }
  write(writer, '{');
  for (const [index, key] of keys.entries()) {
    write(writer, `${index > 0 ? ',' : ''}${quoteJson(key)}:`);
    writeValue(writer, value[key] as ConcreteValue, depth + 1);
  }
  write(writer, '}');
}
