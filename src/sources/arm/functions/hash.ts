import { createHash } from 'node:crypto';
import {
  ArmError,
  type ConcreteValue,
  checkStringLength,
  type PureFunction,
  typeName,
  unsupported,
} from './concrete-value.ts';
import { define } from './define.ts';

const GUID_NAMESPACE = '11fb06fb712d4ddd98c7e71bbd588830';

function joinArguments(args: readonly ConcreteValue[], name: string): string {
  const texts = args.map((arg, index) => {
    if (typeof arg === 'string') return arg;
    if (typeof arg === 'object' && arg !== null) {
      throw new ArmError('type', `${name}: argument ${index + 1} must be a string, not ${typeName(arg)}`);
    }
    throw unsupported(name, `argument ${index + 1} of type ${typeName(arg)}`);
  });
  checkStringLength(
    name,
    texts.reduce((length, text) => length + text.length + 1, 0),
  );
  return texts.join('-');
}

/** ARM's `guid`: UUID version 5 (RFC 9562 section 5.5) in a namespace of its own, over the arguments joined with `-`. */
export function guidOf(text: string): string {
  const digest = createHash('sha1').update(Buffer.from(GUID_NAMESPACE, 'hex')).update(text, 'utf8').digest();
  const bytes = digest.subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function rotateLeft(word: number, count: number): number {
  return (word << count) | (word >>> (32 - count));
}

/** The 32-bit finaliser of MurmurHash3. */
function finalMix(word: number): number {
  let mixed = word ^ (word >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

const MULTIPLIER_1 = 0xab0e9789;
const MULTIPLIER_2 = 0x239b961b;

function scrambleLow(word: number): number {
  return Math.imul(rotateLeft(Math.imul(word, MULTIPLIER_2), 15), MULTIPLIER_1);
}

function scrambleHigh(word: number): number {
  return Math.imul(rotateLeft(Math.imul(word, MULTIPLIER_1), 17), MULTIPLIER_2);
}

/**
 * The 64-bit hash behind `uniqueString`: a variant of MurmurHash3 with two 32-bit halves, seed 0 and constants of its own.
 * Azure does not document it; the tests hold values that its engine gave.
 */
function murmur64(bytes: Buffer): bigint {
  let [low, high] = [0, 0];
  const whole = bytes.length - (bytes.length % 8);
  for (let at = 0; at < whole; at += 8) {
    low = rotateLeft(low ^ scrambleLow(bytes.readInt32LE(at)), 19) + high;
    low = (Math.imul(low, 5) + 0x561ccd1b) | 0;
    high = rotateLeft(high ^ scrambleHigh(bytes.readInt32LE(at + 4)), 13) + low;
    high = (Math.imul(high, 5) + 0x0bcaa747) | 0;
  }
  if (bytes.length > whole) {
    const tail = Buffer.alloc(8);
    bytes.copy(tail, 0, whole);
    low ^= scrambleLow(tail.readInt32LE(0));
    if (bytes.length - whole > 4) high ^= scrambleHigh(tail.readInt32LE(4));
  }
  low ^= bytes.length;
  high ^= bytes.length;
  low = (low + high) | 0;
  high = (high + low) | 0;
  low = finalMix(low);
  high = finalMix(high);
  low = (low + high) | 0;
  high = (high + low) | 0;
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}

/** 13 symbols, five bits each from the top; the last has only four bits left and a zero. */
export function uniqueStringOf(text: string): string {
  const symbols = 'abcdefghijklmnopqrstuvwxyz234567';
  let hash = murmur64(Buffer.from(text, 'utf8'));
  let result = '';
  for (let index = 0; index < 13; index++) {
    result += symbols.charAt(Number(hash >> 59n));
    hash = (hash << 5n) & 0xffffffffffffffffn;
  }
  return result;
}

export const hashFunctions: readonly PureFunction[] = [
  define('guid', [1, Number.POSITIVE_INFINITY], 'string', (args, name) => guidOf(joinArguments(args, name))),
  define('uniqueString', [1, Number.POSITIVE_INFINITY], 'string', (args, name) =>
    uniqueStringOf(joinArguments(args, name)),
  ),
];
