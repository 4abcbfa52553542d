import { reveal } from '../../value/secure.ts';
import { foldedSegments, pathSegments } from '../../value/symbolic-string.ts';
import { canonicalKey, isFault, type Value } from '../../value/value.ts';

/** A name as texts and keys of unknowns in turn, in lower case: a text, perhaps empty, stands first, last and between two keys. */
export type NameParts = readonly string[];

/** Names of more parts are compared with all others. */
const MAX_PARTS = 33;

/** The last segment of an id. */
export function namePartsOf(written: Value): NameParts | undefined {
  const id = reveal(written);
  const name = isFault(id) ? undefined : pathSegments(id).at(-1);
  const segments = name === undefined ? undefined : foldedSegments(name);
  if (segments === undefined || segments.length > MAX_PARTS / 2) return undefined;
  const parts = [''];
  for (const segment of segments) {
    if (typeof segment === 'string') parts[parts.length - 1] += segment;
    else parts.push(canonicalKey(segment), '');
  }
  return parts;
}

/** Whether the ends of two names show that they are different, or that they differ in one text and nothing else. */
export function areDifferentNames(a: NameParts, b: NameParts): boolean {
  const [endOfA = '', endOfB = ''] = [a.at(-1), b.at(-1)];
  return (!endOfA.endsWith(endOfB) && !endOfB.endsWith(endOfA)) || differInOneText(a, b);
}

function differInOneText(a: NameParts, b: NameParts): boolean {
  if (a.length !== b.length) return false;
  const first = a.findIndex((part, i) => part !== b[i]);
  return first >= 0 && first % 2 === 0 && a.every((part, i) => i <= first || part === b[i]);
}
