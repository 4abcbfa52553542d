import { sameText } from './equality.ts';
import { distribute } from './logic.ts';
import { reveal } from './secure.ts';
import {
  call,
  type Fault,
  fault,
  isCall,
  isFault,
  isUnknown,
  keyOf,
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
  presence: (args) => args.some((part) => typeof part === 'string' && part !== ''),
};

const LONGEST = 4_000_000;
const MOST_SEGMENTS = 10_000;

/** Joins texts into one normalised text: nested joins are flattened and neighbouring literals merged. */
export function concatText(parts: readonly Value[]): Value<string> {
  if (parts.every((part) => typeof part === 'string')) {
    const text = parts.join('');
    return text.length > LONGEST ? tooLong() : text;
  }
  const segments: Segment[] = [];
  let length = 0;
  for (const part of parts.flatMap(segmentsOf)) {
    if (isFault(part)) return part;
    const last = segments.at(-1);
    if (typeof part === 'string' && typeof last === 'string') segments[segments.length - 1] = last + part;
    else if (part !== '') segments.push(part);
    length += typeof part === 'string' ? part.length : LONGEST / MOST_SEGMENTS;
    if (length > LONGEST) return tooLong();
  }
  const [first] = segments;
  if (first === undefined) return '';
  return segments.length === 1 ? (first as Value<string>) : (call(CONCAT, segments) as Value<string>);
}

function tooLong(): Fault {
  return fault('limit', `a text grows beyond ${LONGEST} characters`);
}

function segmentsOf(part: Value): readonly (Segment | ReturnType<typeof fault>)[] {
  if (isCall(part) && part.operation === CONCAT) return part.args as readonly Segment[];
  if (typeof part === 'string' || isUnknown(part) || isFault(part)) return [part];
  if (part === null) return [];
  if (typeof part === 'number') return [String(part)];
  // ARM writes booleans in texts as .NET does.
  if (typeof part === 'boolean') return [part ? 'True' : 'False'];
  return [fault('wrong-type', 'a text was expected')];
}

/** Functions that leave the text of what they are given as it is, letter case aside. */
const SAME_NAME = new Set(['toLower', 'toUpper', 'string']);

/** The segments of a text for comparing names and ids, which ignore letter case: `toLower(p)` is `p`. */
export function foldedSegments(value: Value): Segment[] {
  const segments: Segment[] = [];
  const push = (part: Value): void => {
    const last = segments.at(-1);
    if (typeof part === 'string') {
      if (typeof last === 'string') segments[segments.length - 1] = last + part.toLowerCase();
      else if (part !== '') segments.push(part.toLowerCase());
    } else if (isCall(part) && (part.operation === CONCAT || SAME_NAME.has(part.operation.name)))
      part.args.forEach(push);
    else if (isUnknown(part)) segments.push(part);
  };
  push(value);
  return segments;
}

function sameSegment(a: Segment | undefined, b: Segment | undefined): boolean {
  return a !== undefined && b !== undefined && keyOf(a) === keyOf(b);
}

/** Takes away what both texts begin with; undefined when their literal beginnings differ. */
function stripCommonStart(a: Segment[], b: Segment[], reverse: boolean): boolean {
  const at = reverse ? -1 : 0;
  const drop = (list: Segment[]): Segment | undefined => (reverse ? list.pop() : list.shift());
  const add = (list: Segment[], part: string): void => {
    if (part !== '') reverse ? list.push(part) : list.unshift(part);
  };
  for (;;) {
    const x = a.at(at);
    const y = b.at(at);
    if (x === undefined || y === undefined) return true;
    if (sameSegment(x, y)) {
      drop(a);
      drop(b);
    } else if (typeof x === 'string' && typeof y === 'string') {
      const size = Math.min(x.length, y.length);
      const [endOfX, endOfY] = reverse ? [x.slice(-size), y.slice(-size)] : [x.slice(0, size), y.slice(0, size)];
      if (endOfX !== endOfY) return false;
      drop(a);
      drop(b);
      add(a, reverse ? x.slice(0, x.length - size) : x.slice(size));
      add(b, reverse ? y.slice(0, y.length - size) : y.slice(size));
    } else return true;
  }
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
  const split = distribute(left, (part) => sameName(part, right)) ?? distribute(right, (part) => sameName(left, part));
  if (split !== undefined) return split as Value<boolean>;
  const a = foldedSegments(left);
  const b = foldedSegments(right);
  if (!stripCommonStart(a, b, false) || !stripCommonStart(a, b, true)) return false;
  if (a.length === 0 && b.length === 0) return true;
  if (a.length === 0 || b.length === 0) {
    const rest = a.length === 0 ? b : a;
    return hasLiteral(rest) ? false : sameText(concatText(rest), '');
  }
  if (a.length === 1 && b.length === 1 && typeof a[0] !== 'string' && typeof b[0] !== 'string') {
    const [x, y] = keyOf(a[0] as Unknown) < keyOf(b[0] as Unknown) ? [a[0], b[0]] : [b[0], a[0]];
    return sameText(x as Value, y as Value);
  }
  return typeof a[0] === 'string' && a.length === 1
    ? sameText(concatText(b), a[0])
    : sameText(concatText(a), concatText(b));
}

/**
 * Splits a text at every `/` of its literal parts, and of what secure parts hide. Any other symbol within a segment is
 * taken to hold no slash, as ARM demands of names.
 */
export function pathSegments(value: Value): readonly Value<string>[] {
  if (!isCall(value)) return splitSegments(value);
  const known = segmentCache.get(value);
  if (known !== undefined) return known;
  const made = splitSegments(value);
  segmentCache.set(value, made);
  return made;
}

const segmentCache = new WeakMap<object, readonly Value<string>[]>();

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

const SEGMENT: Operation = {
  name: 'segment',
  type: 'string',
  apply: ([text = null, index = null]) =>
    typeof text === 'string' ? (text.split('/')[Number(index)] ?? '') : call(SEGMENT, [text, index]),
  print: ([text, index]) => `split(${text}, '/')[${index}]`,
};

/** A part of a text that is not shown, at the slashes it hides. That there is nothing between two of them is no secret. */
function hiddenPieces(part: Value): readonly Value[] {
  const text = reveal(part);
  if (text === part || typeof text !== 'string') return [part];
  const pieces = text.split('/');
  return pieces.map((piece, i) => (piece === '' ? '' : pieces.length === 1 ? part : call(SEGMENT, [part, i])));
}
