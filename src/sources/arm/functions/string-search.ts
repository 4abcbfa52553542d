/** Finds the first occurrence at or after `from`, or -1. */
export type SubstringSearch = (text: string, from: number) => number;

// Up to this length the engine's own search, quadratic at worst, costs little enough.
const MAX_SHORT_NEEDLE = 64;

/** A search that takes linear time whatever the two texts are (Knuth-Morris-Pratt for long needles). */
export function prepareSearch(needle: string): SubstringSearch {
  if (needle.length <= MAX_SHORT_NEEDLE) return (text, from) => text.indexOf(needle, from);
  const borders = borderLengths(needle);
  return (text, from) => searchWith(borders, needle, text, from);
}

/** `borders[i]`: length of the longest proper prefix of `needle[0..i]` that is also its suffix. */
function borderLengths(needle: string): Int32Array {
  const borders = new Int32Array(needle.length);
  let matched = 0;
  for (let index = 1; index < needle.length; index++) {
    while (matched > 0 && needle.charCodeAt(index) !== needle.charCodeAt(matched)) matched = borders[matched - 1] ?? 0;
    if (needle.charCodeAt(index) === needle.charCodeAt(matched)) matched++;
    borders[index] = matched;
  }
  return borders;
}

function searchWith(borders: Int32Array, needle: string, text: string, from: number): number {
  let matched = 0;
  for (let index = from; index < text.length; index++) {
    while (matched > 0 && text.charCodeAt(index) !== needle.charCodeAt(matched)) matched = borders[matched - 1] ?? 0;
    if (text.charCodeAt(index) === needle.charCodeAt(matched)) matched++;
    if (matched === needle.length) return index - needle.length + 1;
  }
  return -1;
}

export function indexOfSubstring(text: string, needle: string): number {
  return prepareSearch(needle)(text, 0);
}

export function lastIndexOfSubstring(text: string, needle: string): number {
  if (needle.length <= MAX_SHORT_NEEDLE) return text.lastIndexOf(needle);
  const index = indexOfSubstring(reversed(text), reversed(needle));
  return index < 0 ? -1 : text.length - index - needle.length;
}

function reversed(text: string): string {
  return text.split('').reverse().join('');
}

/** The pieces between occurrences of the separator, lazily, so that the caller can stop. The needle is not empty. */
export function* splitPieces(text: string, separator: string): Generator<string> {
  const search = prepareSearch(separator);
  let start = 0;
  for (let at = search(text, 0); at >= 0; at = search(text, start)) {
    yield text.slice(start, at);
    start = at + separator.length;
  }
  yield text.slice(start);
}

/** Whether the whole text fits a pattern in which `*` stands for any run of characters. Linear in both. */
export function matchesWildcards(text: string, pattern: string): boolean {
  const pieces = pattern.split('*');
  const head = pieces[0] as string;
  const tail = pieces.at(-1) as string;
  if (pieces.length === 1) return text === pattern;
  if (text.length < head.length + tail.length || !text.startsWith(head) || !text.endsWith(tail)) return false;
  const middle = text.slice(0, text.length - tail.length);
  let at = head.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = prepareSearch(piece)(middle, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return true;
}
