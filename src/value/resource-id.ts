import { equals } from './equality.ts';
import { allOf, and, anyOf, distribute, distributeBoth } from './logic.ts';
import { memoize } from './memoize.ts';
import { reveal, revealDecision } from './secure.ts';
import { CASE_FUNCTIONS, concatText, lowerCaseLiteral, pathSegments, sameName } from './symbolic-string.ts';
import { type CallValue, canonicalKey, isCall, isFault, isSymbol, isUnknown, type Value } from './value.ts';

/** Codes of faults: a name has as many segments as its type, and one is empty; it has more or fewer. */
export const EMPTY_SEGMENT = 'empty-segment';
export const WRONG_SEGMENTS = 'name-segments';

/**
 * Whether a segment of an id is empty. An unknown is assumed to be a name; scenarios arise only from a conditional in the
 * template itself, or from allowed values of a parameter that include the empty string.
 */
export function hasEmptySegment(id: Value): Value<boolean> {
  if (isCall(id)) return callHasEmptySegment(id);
  return typeof id === 'string' && id !== '' && id.split('/').slice(1).includes('');
}

const callHasEmptySegment = memoize((id: CallValue): Value<boolean> => anyOf(pathSegments(id).slice(1).map(isBlank)));

function isBlank(segment: Value): Value<boolean> {
  if (lowerCaseLiteral(segment) === '') return true;
  if (isSymbol(segment)) return segment.domain !== undefined && equals(segment, '');
  return isCall(segment) ? isBlankCall(segment) : segment === '' || segment === null;
}

const isBlankCall = memoize((segment: CallValue): Value<boolean> => {
  const { name } = segment.operation;
  if (name === 'concat') return allOf(segment.args.map(isBlank));
  if (CASE_FUNCTIONS.has(name)) return isBlank(segment.args[0] ?? null);
  return (distribute(segment, isBlank) as Value<boolean> | undefined) ?? false;
});

/** An id as its segments, and which of them are one segment for certain: those before `exactTo` and those from `exactFrom`. */
interface IdSegments {
  readonly segments: readonly Value[];
  readonly exactTo: number;
  readonly exactFrom: number;
}

/**
 * In a whole id, `/subscriptions/s/resourceGroups/g/providers/Namespace/type/name…`, every symbol is one segment, as Azure
 * demands of names. In any other text, such as `concat('/', parameters('path'))`, a symbol may stand for several.
 */
function segmentsOf(id: Value): IdSegments {
  return isCall(id) ? segmentsOfCall(id) : parseSegments(id);
}

const segmentsOfCall = memoize((id: CallValue): IdSegments => parseSegments(id));

function parseSegments(id: Value): IdSegments {
  const segments = pathSegments(id);
  const provider = segments.findIndex((segment) => isKeyword(segment, 'providers'));
  const [head, tail] = provider < 0 ? [segments, []] : [segments.slice(0, provider), segments.slice(provider)];
  const hasScope = isScope(head);
  const hasProvider = provider >= 0 && areProviderSegments(tail);
  if (hasScope && (hasProvider || provider < 0)) return { segments, exactTo: segments.length, exactFrom: 0 };
  const firstOpen = segments.findIndex((segment, i) => isUnknown(reveal(segment)) && !(hasScope && i < provider));
  return {
    segments,
    exactTo: firstOpen < 0 ? segments.length : firstOpen,
    exactFrom: hasProvider ? provider : segments.findLastIndex((segment) => isUnknown(reveal(segment))) + 1,
  };
}

function isKeyword(segment: Value | undefined, word: string): boolean {
  return lowerCaseLiteral(segment) === word;
}

/** The tenant, a subscription or a resource group. */
function isScope([start, subscriptions, , groups, ...rest]: readonly Value[]): boolean {
  if (start !== '') return false;
  if (subscriptions === undefined) return true;
  return (
    isKeyword(subscriptions, 'subscriptions') &&
    (groups === undefined || isKeyword(groups, 'resourcegroups')) &&
    rest.length === (groups === undefined ? 0 : 1)
  );
}

/** `providers/Namespace/type/name/type/name…`, once or, for extension resources, several times. */
function areProviderSegments(segments: readonly Value[]): boolean {
  const starts = segments.flatMap((segment, i) => (isKeyword(segment, 'providers') ? [i] : []));
  return starts.every((start, i) => {
    const length = (starts[i + 1] ?? segments.length) - start;
    return length >= 4 && length % 2 === 0;
  });
}

const GROUP_AS_RESOURCE = /microsoft\.resources\/resourcegroups\//i;
const GROUP_AS_RESOURCE_ID = /^(\/subscriptions\/[^/]+)\/providers\/microsoft\.resources\/resourcegroups\//i;

/**
 * `subscriptionResourceId('Microsoft.Resources/resourceGroups', 'rg')` gives `/subscriptions/s/providers/Microsoft.Resources/resourceGroups/rg`,
 * which is `/subscriptions/s/resourceGroups/rg` (Azure's ids of resource groups have no provider).
 */
export function normalizeId(id: Value): Value {
  if (typeof id === 'string') return id.replace(GROUP_AS_RESOURCE_ID, '$1/resourceGroups/');
  return isCall(id) ? normalizeCall(id) : id;
}

const normalizeCall = memoize((id: CallValue): Value => {
  if (!id.args.some((arg) => typeof arg === 'string' && GROUP_AS_RESOURCE.test(arg))) return id;
  const [start, subscriptions, subscription, ...rest] = pathSegments(id);
  const [providers, namespace, groups, ...remaining] = rest;
  const isGroup =
    start === '' &&
    isKeyword(subscriptions, 'subscriptions') &&
    isKeyword(providers, 'providers') &&
    isKeyword(namespace, 'microsoft.resources') &&
    isKeyword(groups, 'resourcegroups') &&
    remaining.length > 0;
  return isGroup ? joinSegments(['', 'subscriptions', subscription ?? '', 'resourceGroups', ...remaining]) : id;
});

/** Whether an id may be that of a resource of this type, judging by the segments that are known. */
export function mayHaveType(id: Value, namespace: string, type: string): boolean {
  const { segments, exactFrom, exactTo } = segmentsOf(id);
  const types = type.split('/');
  return [namespace, ...types].every((word, i) => {
    // Each type is followed by a name, the namespace by the first type.
    const index = segments.length - 2 * (types.length - i) - (i === 0 ? 1 : 2);
    const isExact = index >= 0 && (index >= exactFrom || exactTo === segments.length);
    return !isExact || revealDecision(sameName(segments[index] ?? '', word)) !== false;
  });
}

/**
 * Whether two resource ids name the same resource: segment by segment, letter case aside, and only as far as that is
 * provable (DESIGN: ids). Two whole ids of different shape are different; an id in which a
 * symbol may stand for several segments is compared from its start and from its end.
 */
export function sameId(left: Value, right: Value): Value<boolean> {
  if (isFault(left)) return left;
  if (isFault(right)) return right;
  if (canonicalKey(left) === canonicalKey(right)) return true;
  const split = distributeBoth(left, right, sameId);
  if (split !== undefined) return split as Value<boolean>;
  return sameNormalizedId(normalizeId(left), normalizeId(right));
}

function sameNormalizedId(left: Value, right: Value): Value<boolean> {
  if (typeof left === 'string' && typeof right === 'string') return left.toLowerCase() === right.toLowerCase();
  const [a, b] = [segmentsOf(left), segmentsOf(right)];
  const [ofA, ofB] = [a.segments, b.segments];
  if (hasExactSegments(a) && hasExactSegments(b))
    return ofA.length === ofB.length && allOf(ofA.map((segment, i) => sameName(segment, ofB[i] ?? '')));
  const shortest = Math.min(ofA.length, ofB.length);
  const start = Math.min(a.exactTo, b.exactTo, shortest);
  const end = Math.min(ofA.length - a.exactFrom, ofB.length - b.exactFrom, shortest - start);
  const edges = allOf([
    ...Array.from({ length: start }, (_, i) => sameName(ofA[i] ?? '', ofB[i] ?? '')),
    ...Array.from({ length: end }, (_, i) => sameName(ofA.at(-1 - i) ?? '', ofB.at(-1 - i) ?? '')),
  ]);
  if (edges === false) return false;
  return and(
    edges,
    sameName(joinSegments(ofA.slice(start, ofA.length - end)), joinSegments(ofB.slice(start, ofB.length - end))),
  );
}

function hasExactSegments({ exactTo, segments }: IdSegments): boolean {
  return exactTo === segments.length;
}

/** Whether the last segment of an id is one segment for certain. */
export function hasExactName(written: Value): boolean {
  const { segments, exactTo, exactFrom } = segmentsOf(reveal(written));
  return exactFrom < segments.length || exactTo === segments.length;
}

function joinSegments(segments: readonly Value[]): Value<string> {
  return concatText(segments.flatMap((segment, i) => (i === 0 ? [segment] : ['/', segment])));
}

/** `sameId`, decided behind secure values: whether two ids are the same is not a secret. */
export function sameResource(left: Value, right: Value): Value<boolean> {
  return revealDecision(sameId(left, right)) as Value<boolean>;
}

/** The id of what a part belongs to, such as a namespace that an authorization rule is of: without its last type and name. */
export function ownerId(id: Value): Value<string> {
  return joinSegments(pathSegments(id).slice(0, -2));
}
