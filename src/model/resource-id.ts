import { and, distribute } from './logic.ts';
import { decided } from './secure.ts';
import { concatText, pathSegments, sameName } from './text.ts';
import { isFault, isUnknown, keyOf, type Value } from './value.ts';

/** Whether a path begins with a symbol that may stand for several segments, as `parameters('workspaceId')` does. */
function isOpen(segments: readonly Value[]): boolean {
  return isUnknown(segments[0]);
}

/**
 * Whether two resource ids name the same resource: segment by segment, letter case aside, and only as far as that is
 * provable (DESIGN: ids). Two ids of different shape are different; an id that begins with a symbol is compared from its end.
 */
export function sameId(left: Value, right: Value): Value<boolean> {
  if (isFault(left)) return left;
  if (isFault(right)) return right;
  if (typeof left === 'string' && typeof right === 'string') return left.toLowerCase() === right.toLowerCase();
  if (keyOf(left) === keyOf(right)) return true;
  const split = distribute(left, (part) => sameId(part, right)) ?? distribute(right, (part) => sameId(left, part));
  if (split !== undefined) return split as Value<boolean>;
  const a = pathSegments(left);
  const b = pathSegments(right);
  if (!isOpen(a) && !isOpen(b)) {
    return a.length === b.length && and(...a.map((segment, i) => sameName(segment, b[i] ?? '')));
  }
  const shared = Math.min(a.length - (isOpen(a) ? 1 : 0), b.length - (isOpen(b) ? 1 : 0));
  const tail = and(...Array.from({ length: shared }, (_, i) => sameName(a.at(-1 - i) ?? '', b.at(-1 - i) ?? '')));
  if (tail === false) return false;
  return and(tail, sameName(joined(a, a.length - shared), joined(b, b.length - shared)));
}

/** `sameId`, decided behind secure values: that two ids are the same is no secret. */
export function sameResource(left: Value, right: Value): Value<boolean> {
  return decided(sameId(left, right)) as Value<boolean>;
}

function joined(segments: readonly Value[], count: number): Value<string> {
  return concatText(segments.slice(0, count).flatMap((segment, i) => (i === 0 ? [segment] : ['/', segment])));
}
