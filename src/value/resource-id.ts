import { equals } from './equality.ts';
import { allOf, and, anyOf, distribute, distributeBoth } from './logic.ts';
import { remember } from './remember.ts';
import { decided, reveal } from './secure.ts';
import { concatText, pathSegments, SAME_NAME, sameName, wordOf } from './symbolic-string.ts';
import { type CallValue, isCall, isFault, isSymbol, isUnknown, keyOf, type Value } from './value.ts';

/**
 * Whether a segment of an id is empty. An unknown is taken to be a name; what asks for a case is a choice of the template
 * itself, or a parameter's listed values, with nothing among them.
 */
export function hasEmptySegment(id: Value): Value<boolean> {
  if (isCall(id)) return callHasEmptySegment(id);
  return typeof id === 'string' && id !== '' && id.split('/').slice(1).includes('');
}

const callHasEmptySegment = remember((id: CallValue): Value<boolean> => anyOf(pathSegments(id).slice(1).map(isBlank)));

function isBlank(segment: Value): Value<boolean> {
  if (wordOf(segment) === '') return true;
  if (isSymbol(segment)) return segment.domain !== undefined && equals(segment, '');
  return isCall(segment) ? isBlankCall(segment) : segment === '' || segment === null;
}

const isBlankCall = remember((segment: CallValue): Value<boolean> => {
  const { name } = segment.operation;
  if (name === 'concat') return allOf(segment.args.map(isBlank));
  if (SAME_NAME.has(name)) return isBlank(segment.args[0] ?? null);
  return (distribute(segment, isBlank) as Value<boolean> | undefined) ?? false;
});

/** An id as its segments, and which of them are one segment for certain: those before `exactTo` and those from `exactFrom`. */
interface Parts {
  readonly segments: readonly Value[];
  readonly exactTo: number;
  readonly exactFrom: number;
}

/**
 * In a whole id, `/subscriptions/s/resourceGroups/g/providers/Namespace/type/name…`, every symbol is one segment, as Azure
 * demands of names. In any other text, such as `concat('/', parameters('path'))`, a symbol may stand for several.
 */
function partsOf(id: Value): Parts {
  return isCall(id) ? partsOfCall(id) : tellApart(id);
}

const partsOfCall = remember((id: CallValue): Parts => tellApart(id));

function tellApart(id: Value): Parts {
  const segments = pathSegments(id);
  const provider = segments.findIndex((segment) => isWord(segment, 'providers'));
  const [head, tail] = provider < 0 ? [segments, []] : [segments.slice(0, provider), segments.slice(provider)];
  const isPlaced = isPlace(head);
  const isTyped = provider >= 0 && areTyped(tail);
  if (isPlaced && (isTyped || provider < 0)) return { segments, exactTo: segments.length, exactFrom: 0 };
  const firstOpen = segments.findIndex((segment, i) => isUnknown(reveal(segment)) && !(isPlaced && i < provider));
  return {
    segments,
    exactTo: firstOpen < 0 ? segments.length : firstOpen,
    exactFrom: isTyped ? provider : segments.findLastIndex((segment) => isUnknown(reveal(segment))) + 1,
  };
}

function isWord(segment: Value | undefined, word: string): boolean {
  return wordOf(segment) === word;
}

/** The tenant, a subscription or a resource group. */
function isPlace([start, subscriptions, , groups, ...rest]: readonly Value[]): boolean {
  if (start !== '') return false;
  if (subscriptions === undefined) return true;
  return (
    isWord(subscriptions, 'subscriptions') &&
    (groups === undefined || isWord(groups, 'resourcegroups')) &&
    rest.length === (groups === undefined ? 0 : 1)
  );
}

/** `providers/Namespace/type/name/type/name…`, once or, for extension resources, several times. */
function areTyped(segments: readonly Value[]): boolean {
  const starts = segments.flatMap((segment, i) => (isWord(segment, 'providers') ? [i] : []));
  return starts.every((start, i) => {
    const length = (starts[i + 1] ?? segments.length) - start;
    return length >= 4 && length % 2 === 0;
  });
}

const ODD_WORD = /microsoft\.resources\/resourcegroups\//i;
const ODD_GROUP = /^(\/subscriptions\/[^/]+)\/providers\/microsoft\.resources\/resourcegroups\//i;

/**
 * `subscriptionResourceId('Microsoft.Resources/resourceGroups', 'rg')` gives `/subscriptions/s/providers/Microsoft.Resources/resourceGroups/rg`,
 * which is `/subscriptions/s/resourceGroups/rg` (Azure's ids of resource groups have no provider).
 */
export function plainId(id: Value): Value {
  if (typeof id === 'string') return id.replace(ODD_GROUP, '$1/resourceGroups/');
  return isCall(id) ? plainCall(id) : id;
}

const plainCall = remember((id: CallValue): Value => {
  if (!id.args.some((arg) => typeof arg === 'string' && ODD_WORD.test(arg))) return id;
  const [start, subscriptions, subscription, ...rest] = pathSegments(id);
  const [providers, namespace, groups, ...others] = rest;
  const isOdd =
    start === '' &&
    isWord(subscriptions, 'subscriptions') &&
    isWord(providers, 'providers') &&
    isWord(namespace, 'microsoft.resources') &&
    isWord(groups, 'resourcegroups') &&
    others.length > 0;
  return isOdd ? joined(['', 'subscriptions', subscription ?? '', 'resourceGroups', ...others]) : id;
});

/** Whether an id may be of a resource of a type, as far as its segments tell. */
export function mayHaveType(id: Value, namespace: string, type: string): boolean {
  const { segments, exactFrom, exactTo } = partsOf(id);
  return [
    [-2, type],
    [-3, namespace],
  ].every(([at, word]) => {
    const index = segments.length + Number(at);
    const isExact = index >= 0 && (index >= exactFrom || exactTo === segments.length);
    return !isExact || decided(sameName(segments[index] ?? '', String(word))) !== false;
  });
}

/**
 * Whether two resource ids name the same resource: segment by segment, letter case aside, and only as far as that is
 * provable (DESIGN: ids). Two whole ids of different shape are different; what a symbol may stand for several segments in
 * is compared from its start and from its end.
 */
export function sameId(left: Value, right: Value): Value<boolean> {
  if (isFault(left)) return left;
  if (isFault(right)) return right;
  if (keyOf(left) === keyOf(right)) return true;
  const split = distributeBoth(left, right, sameId);
  if (split !== undefined) return split as Value<boolean>;
  return samePlainId(plainId(left), plainId(right));
}

function samePlainId(left: Value, right: Value): Value<boolean> {
  if (typeof left === 'string' && typeof right === 'string') return left.toLowerCase() === right.toLowerCase();
  const [a, b] = [partsOf(left), partsOf(right)];
  const [ofA, ofB] = [a.segments, b.segments];
  if (isExact(a) && isExact(b))
    return ofA.length === ofB.length && allOf(ofA.map((segment, i) => sameName(segment, ofB[i] ?? '')));
  const shortest = Math.min(ofA.length, ofB.length);
  const start = Math.min(a.exactTo, b.exactTo, shortest);
  const end = Math.min(ofA.length - a.exactFrom, ofB.length - b.exactFrom, shortest - start);
  const edges = allOf([
    ...Array.from({ length: start }, (_, i) => sameName(ofA[i] ?? '', ofB[i] ?? '')),
    ...Array.from({ length: end }, (_, i) => sameName(ofA.at(-1 - i) ?? '', ofB.at(-1 - i) ?? '')),
  ]);
  if (edges === false) return false;
  return and(edges, sameName(joined(ofA.slice(start, ofA.length - end)), joined(ofB.slice(start, ofB.length - end))));
}

function isExact({ exactTo, segments }: Parts): boolean {
  return exactTo === segments.length;
}

function joined(segments: readonly Value[]): Value<string> {
  return concatText(segments.flatMap((segment, i) => (i === 0 ? [segment] : ['/', segment])));
}

/** `sameId`, decided behind secure values: that two ids are the same is no secret. */
export function sameResource(left: Value, right: Value): Value<boolean> {
  return decided(sameId(left, right)) as Value<boolean>;
}
