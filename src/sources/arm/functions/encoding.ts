import {
  ArmError,
  type ConcreteValue,
  checkStringLength,
  type PureFunction,
  typeName,
  unsupported,
} from './concrete-value.ts';
import { define, stringAt } from './define.ts';
import { parseNewtonsoftJson } from './newtonsoft-json.ts';

export function encodeBase64(text: string, name: string): string {
  checkStringLength(name, text.length);
  return Buffer.from(text, 'utf8').toString('base64');
}

/** Strict, as .NET: padded, white space ignored. Bytes that are not UTF-8 are `unsupported`. */
function decodeBase64(encoded: string, name: string): string {
  const symbols = encoded.replace(/[ \t\r\n]/g, '');
  if (symbols.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(symbols)) {
    throw new ArmError('value', `${name}: the text is not base64`);
  }
  return decodeUtf8(Buffer.from(symbols, 'base64'), name);
}

function decodeUtf8(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw unsupported(name, 'bytes that are not UTF-8');
  }
}

/** Percent-decoding. `+` is a space in some of Azure's engines, and broken sequences may be kept: both `unsupported`. */
function decodePercent(text: string, name: string): string {
  if (text.includes('+')) throw unsupported(name, 'a plus sign in encoded text');
  try {
    return decodeURIComponent(text);
  } catch {
    throw unsupported(name, 'a broken percent sequence');
  }
}

/** RFC 3986: everything but letters, digits and `-._~`, with upper-case hexadecimal. */
function encodePercent(text: string, name: string): string {
  if (/\p{Surrogate}/u.test(text)) throw unsupported(name, 'half a surrogate pair');
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function dataUri([value]: readonly ConcreteValue[], name: string): string {
  if (typeof value !== 'string') throw unsupported(name, `a value of type ${typeName(value)}`);
  return `data:text/plain;charset=utf-8;base64,${encodeBase64(value, name)}`;
}

function dataUriToString(args: readonly ConcreteValue[], name: string): string {
  const text = stringAt(name, args, 0);
  const comma = text.indexOf(',');
  if (!/^data:/i.test(text) || comma < 0) throw new ArmError('value', `${name}: the text is not a data URI`);
  const attributes = text.slice('data:'.length, comma).toLowerCase().split(';');
  const charset = attributes.find((attribute) => attribute.startsWith('charset='));
  if (charset !== undefined && !['charset=utf-8', 'charset=utf8'].includes(charset)) {
    throw unsupported(name, 'a character set other than UTF-8');
  }
  const body = text.slice(comma + 1);
  return attributes.at(-1) === 'base64' ? decodeBase64(body, name) : decodePercent(body, name);
}

function base64ToJson(args: readonly ConcreteValue[], name: string): ConcreteValue {
  return parseNewtonsoftJson(decodeBase64(stringAt(name, args, 0), name), name);
}

export const encodingFunctions: readonly PureFunction[] = [
  define('base64', [1, 1], 'string', (args, name) => encodeBase64(stringAt(name, args, 0), name)),
  define('base64ToString', [1, 1], 'string', (args, name) => decodeBase64(stringAt(name, args, 0), name)),
  define('base64ToJson', [1, 1], 'any', base64ToJson),
  define('dataUri', [1, 1], 'string', dataUri),
  define('dataUriToString', [1, 1], 'string', dataUriToString),
  define('uriComponent', [1, 1], 'string', (args, name) => encodePercent(stringAt(name, args, 0), name)),
  define('uriComponentToString', [1, 1], 'string', (args, name) => decodePercent(stringAt(name, args, 0), name)),
];
