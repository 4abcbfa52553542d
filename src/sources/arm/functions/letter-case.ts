// The invariant culture leaves these alone: dotted capital I, dotless i, long s.
const UNMAPPED = new Set(['\u0130', '\u0131', '\u017f']);

/**
 * Case mapping of .NET's invariant culture: one code point to one code point, independent of context. JavaScript's
 * own mapping also expands (`ß` to `SS`) and looks at context (final sigma). The length never changes.
 */
function mapCase(text: string, convert: (text: string) => string): string {
  if (/^\p{ASCII}*$/u.test(text)) return convert(text);
  const parts: string[] = [];
  for (const letter of text) {
    const mapped = convert(letter);
    parts.push(mapped.length === letter.length && !UNMAPPED.has(letter) ? mapped : letter);
  }
  return parts.join('');
}

export function lowerInvariant(text: string): string {
  return mapCase(text, (part) => part.toLowerCase());
}

export function upperInvariant(text: string): string {
  return mapCase(text, (part) => part.toUpperCase());
}

/** The key under which names that differ only in case are the same (.NET's ordinal-ignore-case). */
export function foldCase(text: string): string {
  return upperInvariant(text);
}

/** Orders as .NET's ordinal-ignore-case: code units of the upper-cased text, so `_` comes after `Z`. */
export function compareIgnoringCase(a: string, b: string): number {
  const [left, right] = [foldCase(a), foldCase(b)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
