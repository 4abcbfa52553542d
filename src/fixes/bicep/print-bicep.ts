const INDENT = '  ';
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Written in quotes as keys, since on their own they are values or begin a statement. */
const KEYWORDS = new Set([
  'true',
  'false',
  'null',
  'for',
  'if',
  'existing',
  'import',
  'as',
  'using',
  'extends',
  'with',
]);

/**
 * A JSON value as a Bicep expression, one member or item per line; the first line is not indented. Undefined members are
 * left out. Numbers have to be integers, which is all that Bicep has.
 */
export function printBicep(value: unknown, depth = 0): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return bicepString(value);
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number')
    return Number.isSafeInteger(value) ? String(value) : `json(${bicepString(String(value))})`;
  if (typeof value !== 'object') throw new TypeError(`Bicep has no ${typeof value}`);
  const inner = INDENT.repeat(depth + 1);
  const lines = Array.isArray(value)
    ? value.map((item) => `${inner}${printBicep(item, depth + 1)}`)
    : Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .map(([key, member]) => `${inner}${bicepKey(key)}: ${printBicep(member, depth + 1)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return lines.length === 0 ? `${open}${close}` : `${open}\n${lines.join('\n')}\n${INDENT.repeat(depth)}${close}`;
}

/** A text between single quotes, on one line: nothing in it ends the string or begins an interpolation. */
export function bicepString(text: string): string {
  const escaped = text.replace(/[\\'\n\r\t]|\$(?=\{)|[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, (match) => {
    const short = ESCAPES.get(match);
    return short ?? `\\u{${match.codePointAt(0)?.toString(16)}}`;
  });
  return `'${escaped}'`;
}

const ESCAPES = new Map([
  ['\\', '\\\\'],
  ["'", "\\'"],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['$', '\\$'],
]);

/** A key of an object: in quotes unless it is an identifier. */
export function bicepKey(key: string): string {
  return IDENTIFIER.test(key) && !KEYWORDS.has(key) ? key : bicepString(key);
}
