import { sameText } from './equality.ts';
import { distributeBoth } from './logic.ts';
import { remember } from './remember.ts';
import { reveal } from './secure.ts';
import { countSteps } from './steps.ts';
import {
  type CallValue,
  call,
  depthOf,
  type Fault,
  fault,
  isArray,
  isCall,
  isFault,
  isSecure,
  isUnknown,
  keyOf,
  lazyCall,
  limitSymbol,
  MAX_DEPTH,
  type Operation,
  type Unknown,
  type Value,
} from './value.ts';

/** A text as literal and symbol parts, no two literals side by side. */
export type Segment = string | Unknown;

const CONCAT: Operation = {
  name: 'concat',
  type: 'string',
  apply: (args) => concatText(args),
};

const LONGEST = 4_000_000;
const MOST_SEGMENTS = 10_000;

/** Joins texts into one normalised text: nested joins are flattened and neighbouring literals merged. */
export function concatText(parts: readonly Value[]): Value<string> {
  if (parts.every((part) => typeof part === 'string')) {
    const text = parts.join('');
    return text.length > LONGEST ? tooLong() : text;
  }
  const pieces: Segment[] = [];
  let length = 0;
  let depth = 0;
  let isMadeSecure = false;
  let hasLong = false;
  for (const whole of parts) {
    for (const part of piecesOf(whole)) {
      if (typeof part === 'string') length += part.length;
      else if (isFault(part)) return part;
      else {
        const long = longText(part);
        hasLong ||= long !== undefined;
        length += long?.length ?? LONGEST / MOST_SEGMENTS;
        depth = Math.max(depth, depthOf(part) - (long === undefined ? 0 : 1));
        isMadeSecure ||= isSecure(part);
      }
      if (length > LONGEST) return tooLong();
      append(pieces, part);
    }
  }
  const [first] = pieces;
  if (first === undefined) return '';
  if (pieces.length === 1) return first as Value<string>;
  if ((pieces.length < LONG && !hasLong) || depth >= MAX_DEPTH) return call(CONCAT, pieces) as Value<string>;
  const value = lazyCall(CONCAT, { depth: depth + 1, isSecure: isMadeSecure }, () => listed(pieces));
  longTexts.set(value, { length, pieces });
  return value as Value<string>;
}

function append(segments: Segment[], part: Segment): void {
  const last = segments[segments.length - 1];
  if (typeof part === 'string' && typeof last === 'string') segments[segments.length - 1] = last + part;
  else if (part !== '') segments.push(part);
}

/*
 * A loop adds one part after the other to a text. Going through all of them each time would take quadratic time, so a
 * long text is kept as the pieces it was made of, long texts among them, and lists its segments when asked.
 */

const LONG = 64;

const longTexts = new WeakMap<object, { readonly length: number; readonly pieces: readonly Segment[] }>();

function longText(part: Segment): { readonly length: number; readonly pieces: readonly Segment[] } | undefined {
  return isCall(part) && part.operation === CONCAT ? longTexts.get(part) : undefined;
}

function listed(pieces: readonly Segment[]): readonly Segment[] {
  const segments: Segment[] = [];
  const open = [...pieces].reverse();
  for (let piece = open.pop(); piece !== undefined; piece = open.pop()) {
    const inner = longText(piece)?.pieces;
    if (inner === undefined) append(segments, piece);
    else for (let i = inner.length - 1; i >= 0; i--) open.push(inner[i] ?? '');
  }
  countSteps(segments.length);
  return segments;
}

function tooLong(): Fault {
  return fault('limit', `a text grows beyond ${LONGEST} characters`);
}

function piecesOf(part: Value): readonly (Segment | Fault)[] {
  if (isCall(part) && part.operation === CONCAT)
    return longTexts.has(part) ? [part] : (part.args as readonly Segment[]);
  if (typeof part === 'string' || isUnknown(part) || isFault(part)) return [part];
  if (part === null) return [];
  if (typeof part === 'number') return [String(part)];
  // ARM writes booleans in texts as .NET does.
  if (typeof part === 'boolean') return [part ? 'True' : 'False'];
  return [fault('wrong-type', 'a text was expected')];
}

/** Functions that leave the text of what they are given as it is, letter case aside. */
export const SAME_NAME: ReadonlySet<string> = new Set(['toLower', 'toUpper', 'string']);

const isSameName = (value: Value): value is CallValue =>
  isCall(value) && (value.operation === CONCAT || SAME_NAME.has(value.operation.name));

/** How many segments a text has at most when it is flattened; a text that shares its parts may have more than fit anywhere. */
const foldedSize = remember((value: CallValue): number => {
  countSteps(value.args.length);
  return value.args.reduce<number>((sum, part) => sum + (isSameName(part) ? foldedSize(part) : 1), 0);
});

/**
 * The segments of a text for comparing names and ids, which ignore letter case: `toLower(p)` is `p`. Undefined when there
 * are too many of them to be listed.
 */
export function foldedSegments(value: Value): readonly Segment[] | undefined {
  if (isSameName(value)) return foldedCall(value);
  return typeof value === 'string'
    ? [value.toLowerCase()].filter((text) => text !== '')
    : isUnknown(value)
      ? [value]
      : [];
}

const foldedCall = remember((value: CallValue): readonly Segment[] | undefined => {
  if (foldedSize(value) > MOST_SEGMENTS) return undefined;
  const segments: Segment[] = [];
  const push = (part: Value): void => {
    countSteps();
    if (isSameName(part)) part.args.forEach(push);
    else if (typeof part === 'string') append(segments, part.toLowerCase());
    else if (isUnknown(part)) segments.push(part);
  };
  push(value);
  return segments;
});

function isSameSegment(a: Segment, b: Segment): boolean {
  return a === b || (typeof a !== 'string' && typeof b !== 'string' && keyOf(a) === keyOf(b));
}

/** What is left of both texts without what they both begin with; undefined when their literal beginnings differ. */
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

/** What is left of both texts without what they share at both ends; undefined when their literal ends differ. */
function differing(a: readonly Segment[], b: readonly Segment[]): readonly [Segment[], Segment[]] | undefined {
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
 * literal text that cannot agree. Otherwise the question that is left, reduced to the parts that differ.
 */
export function sameName(left: Value, right: Value): Value<boolean> {
  if (isFault(left)) return left;
  if (isFault(right)) return right;
  if (typeof left === 'string' && typeof right === 'string') return left.toLowerCase() === right.toLowerCase();
  if (keyOf(left) === keyOf(right)) return true;
  const split = distributeBoth(left, right, sameName);
  if (split !== undefined) return split as Value<boolean>;
  const whole = [foldedSegments(left), foldedSegments(right)] as const;
  if (whole[0] === undefined || whole[1] === undefined) return tooManySegments(left, right);
  const rest = differing(whole[0], whole[1]);
  if (rest === undefined) return false;
  const [a, b] = rest;
  if (a.length === 0 && b.length === 0) return true;
  if (a.length === 0 || b.length === 0) {
    const rest = a.length === 0 ? b : a;
    return hasLiteral(rest) ? false : sameText(concatText(rest), '');
  }
  if (a.length === 1 && b.length === 1 && typeof a[0] !== 'string' && typeof b[0] !== 'string') {
    if (areDifferentHashes(a[0], b[0])) return false;
    const [x, y] = keyOf(a[0] as Unknown) < keyOf(b[0] as Unknown) ? [a[0], b[0]] : [b[0], a[0]];
    return sameText(x as Value, y as Value);
  }
  return typeof a[0] === 'string' && a.length === 1
    ? sameText(concatText(b), a[0])
    : sameText(concatText(a), concatText(b));
}

const COMPARISON: Operation = { name: 'sameName', type: 'bool', apply: ([a = null, b = null]) => sameName(a, b) };

function tooManySegments(left: Value, right: Value): Value<boolean> {
  return limitSymbol(
    COMPARISON,
    [left, right],
    `comparison of names of more than ${MOST_SEGMENTS} parts`,
  ) as Value<boolean>;
}

const HASHES = new Set(['uniqueString', 'guid']);

/**
 * Hashes of texts that are provably different are taken to be different: two that are equal by chance would be one in 2^64
 * (docs/decisions.md). What goes into one hash is one text.
 */
function areDifferentHashes(x: Segment | undefined, y: Segment | undefined): boolean {
  if (!isCall(x) || !isCall(y) || x.operation.name !== y.operation.name || !HASHES.has(x.operation.name)) return false;
  const [left, right] = [x, y].map(({ args }) => concatText(args.flatMap((arg, i) => (i === 0 ? [arg] : ['-', arg]))));
  return sameName(left ?? '', right ?? '') === false;
}

/**
 * Splits a text at every `/` of its literal parts, and of what secure parts hide. Any other symbol within a segment is
 * taken to hold no slash, as ARM demands of names.
 */
export function pathSegments(value: Value): readonly Value<string>[] {
  return isCall(value) ? splitCall(value) : splitSegments(value);
}

const splitCall = remember((value: CallValue) => splitSegments(value));

function splitSegments(value: Value): readonly Value<string>[] {
  const parts: Value[][] = [[]];
  const segments = isCall(value) && value.operation === CONCAT ? value.args : [value];
  for (const segment of segments) {
    const pieces = typeof segment === 'string' ? segment.split('/') : hiddenPieces(segment);
    pieces.forEach((piece, i) => {
      if (i > 0) parts.push([]);
      if (piece !== '') parts.at(-1)?.push(piece);
    });
  }
  return parts.map(concatText);
}

/** A segment of an id or type as a word to compare with, in lower case; undefined when it is not known. Not to be printed. */
export function wordOf(segment: Value | undefined): string | undefined {
  const word = segment === undefined ? undefined : reveal(segment);
  return typeof word === 'string' ? word.toLowerCase() : undefined;
}

/** All parts of a text, so that those of a long one are told apart once. */
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

/** A part of a text that is not shown, at the slashes it hides. That there is nothing between two of them is no secret. */
function hiddenPieces(part: Value): readonly Value[] {
  const text = reveal(part);
  if (text === part || typeof text !== 'string') return [part];
  const pieces = text.split('/');
  if (pieces.length === 1) return [text === '' ? '' : part];
  const parts = call(SEGMENTS, [part]);
  return pieces.map((piece, i) => (piece === '' ? '' : call(SEGMENT, [parts, i])));
}
