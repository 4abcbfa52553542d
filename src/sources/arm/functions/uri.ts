import {
  ArmError,
  type ConcreteObject,
  type ConcreteValue,
  newObject,
  type PureFunction,
  unsupported,
} from './concrete-value.ts';
import { define, objectAt, stringAt } from './define.ts';
import { findKeyIgnoringCase } from './read-member.ts';

/** Characters that .NET and the WHATWG standard leave as they are, in every part of an address. */
const PLAIN_URI = /^[\w\-.~:/?#!$&'()*+,;=]*$/;
const ABSOLUTE_URI = /^([a-z][a-z\d+.-]*):\/\/([^/?#:@]+)(?::(\d{1,5}))?((?:\/[^?#]*)?)(\?[^#]*)?$/i;
const DEFAULT_PORTS: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['https', 443],
]);

function checkPlain(text: string, name: string): string {
  if (!PLAIN_URI.test(text)) throw unsupported(name, 'characters that are encoded in an address');
  return text;
}

/** `uri(base, relative)` as RFC 3986 resolves it, for http and https. */
function uri(args: readonly ConcreteValue[], name: string): string {
  const [base, relative] = [stringAt(name, args, 0), stringAt(name, args, 1)];
  if (!/^[a-z][a-z\d+.-]*:/i.test(base)) throw new ArmError('value', `${name}: the base is not an absolute address`);
  const match = ABSOLUTE_URI.exec(base);
  if (match === null || !/^https?$/i.test(match[1] as string) || relative === '') {
    throw unsupported(name, 'this form of address');
  }
  // Documentation joins the two slashes; resolution by the standard starts again at the root.
  const hasPath = (match[4] as string).length > 1;
  if (hasPath && base.endsWith('/') && relative.startsWith('/')) throw unsupported(name, 'a slash on both sides');
  return resolveUri(checkPlain(base, name), checkPlain(relative, name), name);
}

function resolveUri(base: string, relative: string, name: string): string {
  if (/^[a-z][a-z\d+.-]*:(?!\/\/)/i.test(relative) || !URL.canParse(relative, base)) {
    throw unsupported(name, 'this form of address');
  }
  const address = new URL(relative, base).href;
  if (address.includes('%')) throw unsupported(name, 'characters that are encoded in an address');
  return address;
}

function parseUri(args: readonly ConcreteValue[], name: string): ConcreteValue {
  const text = stringAt(name, args, 0);
  if (!/^[a-z][a-z\d+.-]*:/i.test(text)) throw new ArmError('value', `${name}: the text is not an absolute address`);
  const match = ABSOLUTE_URI.exec(checkPlain(text, name));
  if (match === null) throw unsupported(name, 'this form of address');
  const [scheme = '', host = '', port, path = '', query] = match.slice(1);
  if (path === '') throw unsupported(name, 'an address without a path');
  const result = newObject();
  result.scheme = scheme.toLowerCase();
  result.host = host.toLowerCase();
  result.port = port === undefined ? null : Number(port);
  result.path = path;
  if (query !== undefined) result.query = query;
  return result;
}

function member(object: ConcreteObject, key: string): ConcreteValue {
  const found = findKeyIgnoringCase(object, key);
  return found === undefined ? null : (object[found] as ConcreteValue);
}

function stringMember(object: ConcreteObject, key: string, name: string): string | null {
  const value = member(object, key);
  if (value === null || typeof value === 'string') return value === null ? null : checkPlain(value, name);
  throw new ArmError('type', `${name}: ${key} must be a string`);
}

function buildUri(args: readonly ConcreteValue[], name: string): string {
  const parts = objectAt(name, args, 0);
  const [scheme, host] = [stringMember(parts, 'scheme', name), stringMember(parts, 'host', name)];
  if (!scheme || !host) throw new ArmError('value', `${name}: scheme and host are required`);
  const port = member(parts, 'port');
  if (port !== null && !(typeof port === 'number' && Number.isInteger(port) && port >= 0 && port <= 65_535)) {
    throw new ArmError('value', `${name}: port must be a number from 0 to 65535`);
  }
  if (port !== null && port === DEFAULT_PORTS.get(scheme.toLowerCase())) throw unsupported(name, 'a default port');
  const path = stringMember(parts, 'path', name) ?? '';
  const query = stringMember(parts, 'query', name) ?? '';
  if (!path.startsWith('/')) throw unsupported(name, 'a path that does not start with a slash');
  const address = `${scheme}://${host}${port === null ? '' : `:${port}`}${path}`;
  return query === '' || query.startsWith('?') ? address + query : `${address}?${query}`;
}

export const uriFunctions: readonly PureFunction[] = [
  define('uri', [2, 2], 'string', uri),
  define('parseUri', [1, 1], 'object', parseUri),
  define('buildUri', [1, 1], 'string', buildUri),
];
