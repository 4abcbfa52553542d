import { sameText } from './equality.ts';
import { distributeBoth } from './logic.ts';
import { memoize } from './memoize.ts';
import { reveal } from './secure.ts';
import { countSteps } from './step-counter.ts';
import {
  type CallValue,
  call,
  canonicalKey,
  depthOf,
  type Fault,
  fault,
  isArray,
  isCall,
  isFault,
  isSecure,
  isUnknown,
  lazyCall,
  limitSymbol,
  MAX_DEPTH,
  type Operation,
  type Unknown,
  type Value,
} from './value.ts';

/** A part of a string: a literal or an unknown. No two literals are adjacent. */
export type Segment = string | Unknown;

const CONCAT: Operation = {
  name: 'concat',
  type: 'string',
  apply: (args) => concatText(args),
};

const MAX_STRING_LENGTH = 4_000_000;
const MAX_SEGMENTS = 10_000;

/** Concatenates strings into one normalised string: nested concatenations are flattened and adjacent literals merged. */
export function concatText(parts: readonly Value[]): Value<string> {
  if (parts.every((part) => typeof part === 'string')) {
    const text = parts.join('');
    return text.length > MAX_STRING_LENGTH ? tooLongFault() : text;
  }
  const pieces: Segment[] = [];
  let length = 0;
  let depth = 0;
  let hasSecure = false;
  let hasLongString = false;
  for (const whole of parts) {
    for (const part of piecesOf(whole)) {
      if (typeof part === 'string') length += part.length;
      else if (isFault(part)) return part;
      else {
        const long = longString(part);
        hasLongString ||= long !== undefined;
        length += long?.length ?? MAX_STRING_LENGTH / MAX_SEGMENTS;
        depth = Math.max(depth, depthOf(part) - (long === undefined ? 0 : 1));
        hasSecure ||= isSecure(part);
      }
      if (length > MAX_STRING_LENGTH) return tooLongFault();
      appendSegment(pieces, part);
    }
  }
  const [first] = pieces;
  if (first === undefined) return '';
  if (pieces.length === 1) return first as Value<string>;
  if ((pieces.length < LONG_STRING && !hasLongString) || depth >= MAX_DEPTH)
    return call(CONCAT, pieces) as Value<string>;
  const value = lazyCall(CONCAT, { depth: depth + 1, isSecure: hasSecure }, () => flattenPieces(pieces));
  longStrings.set(value, { length, pieces });
  return value as Value<string>;
}

function appendSegment(segments: Segment[], part: Segment): void {
  const last = segments[segments.length - 1];
  if (typeof part === 'string' && typeof last === 'string') segments[segments.length - 1] = last + part;
  else if (part !== '') segments.push(part);
}

/*
 * A copy loop appends to a string one part at a time. Copying all parts each time would take quadratic time, so a long
 * string keeps the pieces it was made of, long strings among them, and lists its segments on first access.
 */

const LONG_STRING = 64;

const longStrings = new WeakMap<object, { readonly length: number; readonly pieces: readonly Segment[] }>();

function longString(part: Segment): { readonly length: number; readonly pieces: readonly Segment[] } | undefined {
  return isCall(part) && part.operation === CONCAT ? longStrings.get(part) : undefined;
}

function flattenPieces(pieces: readonly Segment[]): readonly Segment[] {
  const segments: Segment[] = [];
  const pending = [...pieces].reverse();
  for (let piece = pending.pop(); piece !== undefined; piece = pending.pop()) {
    const inner = longString(piece)?.pieces;
    if (inner === undefined) appendSegment(segments, piece);
    else for (let i = inner.length - 1; i >= 0; i--) pending.push(inner[i] ?? '');
  }
  countSteps(segments.length);
  return segments;
}

function tooLongFault(): Fault {
  return fault('limit', `a text grows beyond ${MAX_STRING_LENGTH} characters`);
}

function piecesOf(part: Value): readonly (Segment | Fault)[] {
  if (isCall(part) && part.operation === CONCAT)
    return longStrings.has(part) ? [part] : (part.args as readonly Segment[]);
  if (typeof part === 'string' || isUnknown(part) || isFault(part)) return [part];
  if (part === null) return [];
  if (typeof part === 'number') return [String(part)];
  // ARM converts booleans to strings as .NET does.
  if (typeof part === 'boolean') return [part ? 'True' : 'False'];
  return [fault('wrong-type', 'a text was expected')];
}

/** Functions that change nothing but the letter case of their argument. */
export const CASE_FUNCTIONS: ReadonlySet<string> = new Set(['toLower', 'toUpper', 'string']);

const isCaseCall = (value: Value): value is CallValue =>
  isCall(value) && (value.operation === CONCAT || CASE_FUNCTIONS.has(value.operation.name));

/** Upper bound of the segments of a flattened string; with shared parts it can be larger than memory. */
const foldedSize = memoize((value: CallValue): number => {
  countSteps(value.args.length);
  return value.args.reduce<number>((sum, part) => sum + (isCaseCall(part) ? foldedSize(part) : 1), 0);
});

/**
 * The segments of a string for comparing names and ids, which ignore letter case: `toLower(p)` is `p`. Undefined when there
 * are too many of them to be listed.
 */
export function foldedSegments(value: Value): readonly Segment[] | undefined {
  if (isCaseCall(value)) return foldedCall(value);
  return typeof value === 'string'
    ? [value.toLowerCase()].filter((text) => text !== '')
    : isUnknown(value)
      ? [value]
      : [];
}

const foldedCall = memoize((value: CallValue): readonly Segment[] | undefined => {
  if (foldedSize(value) > MAX_SEGMENTS) return undefined;
  const segments: Segment[] = [];
  const push = (part: Value): void => {
    countSteps();
    if (isCaseCall(part)) part.args.forEach(push);
    else if (typeof part === 'string') appendSegment(segments, part.toLowerCase());
    else if (isUnknown(part)) segments.push(part);
  };
  push(value);
  return segments;
});

function isSameSegment(a: Segment, b: Segment): boolean {
  return a === b || (typeof a !== 'string' && typeof b !== 'string' && canonicalKey(a) === canonicalKey(b));
}

/** Both strings without their common prefix; undefined when their literal prefixes differ. */
function withoutCommonStart(
  a: readonly Segment[],
  b: readonly Segment[],
  cut: (text: string, size: number) => readonly [string, string],
): readonly [Segment[], Segment[]] | undefined {
  let [i, j] = [0, 0];
  let [x, y] = [a[0], b[0]];
  while (x !== undefined && y !== undefined) {
    countSteps();
    if (isSameSegment(x, y)) [x, y] = [a[++i], b[++j]];
    else if (typeof x === 'string' && typeof y === 'string') {
      const size = Math.min(x.length, y.length);
      const [startOfX, restOfX] = cut(x, size);
      const [startOfY, restOfY] = cut(y, size);
      if (startOfX !== startOfY) return undefined;
      [x, y] = [restOfX || a[++i], restOfY || b[++j]];
    } else break;
  }
  return [x === undefined ? [] : [x, ...a.slice(i + 1)], y === undefined ? [] : [y, ...b.slice(j + 1)]];
}

/** Both strings without their common prefix and suffix; undefined when their literal ends differ. */
function withoutCommonEnds(a: readonly Segment[], b: readonly Segment[]): readonly [Segment[], Segment[]] | undefined {
  const rest = withoutCommonStart(a, b, (text, size) => [text.slice(0, size), text.slice(size)]);
  if (rest === undefined) return undefined;
  const turned = withoutCommonStart(rest[0].reverse(), rest[1].reverse(), (text, size) => [
    text.slice(text.length - size),
    text.slice(0, text.length - size),
  ]);
  return turned && [turned[0].reverse(), turned[1].reverse()];
}

const hasLiteral = (segments: readonly Segment[]): boolean => segments.some((part) => typeof part === 'string');

/**
 * Whether two names are the same, letter case aside. Decided only when that is provable: by equal structure, or by
 * literal text that cannot match. Otherwise the remaining condition, reduced to the parts that differ.
 */
export function sameName(left: Value, right: Value): Value<boolean> {
  if (isFault(left)) return left;
  if (isFault(right)) return right;
  if (typeof left === 'string' && typeof right === 'string') return left.toLowerCase() === right.toLowerCase();
  if (canonicalKey(left) === canonicalKey(right)) return true;
  const split = distributeBoth(left, right, sameName);
  if (split !== undefined) return split as Value<boolean>;
  const whole = [foldedSegments(left), foldedSegments(right)] as const;
  if (whole[0] === undefined || whole[1] === undefined) return tooManySegments(left, right);
  const rest = withoutCommonEnds(whole[0], whole[1]);
  if (rest === undefined) return false;
  const [a, b] = rest;
  if (a.length === 0 && b.length === 0) return true;
  if (a.length === 0 || b.length === 0) {
    const rest = a.length === 0 ? b : a;
    return hasLiteral(rest) ? false : sameText(concatText(rest), '');
  }
  if (a.length === 1 && b.length === 1 && typeof a[0] !== 'string' && typeof b[0] !== 'string') {
    if (areDifferentHashes(a[0], b[0])) return false;
    const [x, y] = canonicalKey(a[0] as Unknown) < canonicalKey(b[0] as Unknown) ? [a[0], b[0]] : [b[0], a[0]];
    return sameText(x as Value, y as Value);
  }
  return typeof a[0] === 'string' && a.length === 1
    ? sameText(concatText(b), a[0])
    : sameText(concatText(a), concatText(b));
}

const SAME_NAME: Operation = { name: 'sameName', type: 'bool', apply: ([a = null, b = null]) => sameName(a, b) };

function tooManySegments(left: Value, right: Value): Value<boolean> {
  return limitSymbol(
    SAME_NAME,
    [left, right],
    `comparison of names of more than ${MAX_SEGMENTS} parts`,
  ) as Value<boolean>;
}

const HASHES = new Set(['uniqueString', 'guid']);

/**
 * Hashes of provably different strings are assumed to differ: a collision has a chance of one in 2^64
 * (docs/decisions.md). The arguments of one hash count as one string.
 */
function areDifferentHashes(x: Segment | undefined, y: Segment | undefined): boolean {
  if (!isCall(x) || !isCall(y) || x.operation.name !== y.operation.name || !HASHES.has(x.operation.name)) return false;
  const [left, right] = [x, y].map(({ args }) => concatText(args.flatMap((arg, i) => (i === 0 ? [arg] : ['-', arg]))));
  return sameName(left ?? '', right ?? '') === false;
}

/**
 * Splits a string at every `/` of its literal parts and of the values behind secure parts. Any other symbol is assumed to
 * hold no slash, as ARM requires of names.
 */
export function pathSegments(value: Value): readonly Value<string>[] {
  return isCall(value) ? splitCall(value) : splitSegments(value);
}

const splitCall = memoize((value: CallValue) => splitSegments(value));

function splitSegments(value: Value): readonly Value<string>[] {
  const parts: Value[][] = [[]];
  const segments = isCall(value) && value.operation === CONCAT ? value.args : [value];
  for (const segment of segments) {
    const pieces = typeof segment === 'string' ? segment.split('/') : secureSegments(segment);
    pieces.forEach((piece, i) => {
      if (i > 0) parts.push([]);
      if (piece !== '') parts.at(-1)?.push(piece);
    });
  }
  return parts.map(concatText);
}

/** A segment of an id or type in lower case, for comparing only, never for printing; undefined when it is not known. */
export function lowerCaseLiteral(segment: Value | undefined): string | undefined {
  const word = segment === undefined ? undefined : reveal(segment);
  return typeof word === 'string' ? word.toLowerCase() : undefined;
}

/** All segments of a string, so that a long one is split once. */
const SEGMENTS: Operation = {
  name: 'segments',
  type: 'array',
  apply: ([text = null]) => (typeof text === 'string' ? text.split('/') : call(SEGMENTS, [text])),
  print: ([text]) => `split(${text}, '/')`,
};

const SEGMENT: Operation = {
  name: 'segment',
  type: 'string',
  apply: ([parts = null, index = null]) =>
    isArray(parts) ? (parts[Number(index)] ?? '') : call(SEGMENT, [parts, index]),
  print: ([parts, index]) => `${parts}[${index}]`,
};

/** A secure part of a string, split at the slashes it hides. That a segment is empty is not a secret. */
function secureSegments(part: Value): readonly Value[] {
  const text = reveal(part);
  if (text === part || typeof text !== 'string') return [part];
  const pieces = text.split('/');
  if (pieces.length === 1) return [text === '' ? '' : part];
  const parts = call(SEGMENTS, [part]);
  return pieces.map((piece, i) => (piece === '' ? '' : call(SEGMENT, [parts, i])));
}
