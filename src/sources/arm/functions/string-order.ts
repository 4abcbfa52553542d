import { unsupported } from './concrete-value.ts';

/** Characters that Windows' word sort skips at first, while ICU weighs them like other punctuation. */
const SKIPPED_BY_WORD_SORT = /[-']/g;

/** 0 punctuation and symbols, 1 digits, 2 letters: the order of the three groups is the same everywhere. */
function sortGroup(char: string): 0 | 1 | 2 {
  if (/[a-z]/.test(char)) return 2;
  return /\d/.test(char) ? 1 : 0;
}

/** Compares letters and digits first, case last; undefined when it depends on the order of two different symbols. */
function compareWeights(a: string, b: string): number | undefined {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index++) {
    const [x, y] = [left.charAt(index), right.charAt(index)];
    if (x === y) continue;
    if (sortGroup(x) !== sortGroup(y)) return sortGroup(x) - sortGroup(y);
    return sortGroup(x) === 0 ? undefined : x < y ? -1 : 1;
  }
  if (left.length !== right.length) return left.length - right.length;
  for (let index = 0; index < shared; index++) {
    // Lower case comes before upper case: the first difference decides.
    if (a.charAt(index) !== b.charAt(index)) return a.charAt(index) === left.charAt(index) ? -1 : 1;
  }
  return 0;
}

/**
 * Order of two texts in .NET's invariant culture: punctuation, digits, letters; `a`, `A`, `b`, `B`. The two sorting
 * libraries that .NET uses differ on hyphens and apostrophes, and beyond ASCII on more: where the answer depends on
 * which one it is, this throws `unsupported`.
 */
export function compareInvariant(a: string, b: string, name: string): number {
  if (a === b) return 0;
  if (!/^[ -~]*$/.test(a) || !/^[ -~]*$/.test(b)) throw unsupported(name, 'the order of texts beyond printable ASCII');
  const weighed = compareWeights(a, b);
  const skipped = compareWeights(a.replace(SKIPPED_BY_WORD_SORT, ''), b.replace(SKIPPED_BY_WORD_SORT, ''));
  if (weighed === undefined || skipped === undefined || Math.sign(weighed) !== Math.sign(skipped)) {
    throw unsupported(name, 'the order of texts that differ in punctuation');
  }
  return weighed;
}
