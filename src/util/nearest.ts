/**
 * The candidate that `word` was probably meant to be, or undefined when none is close.
 *
 * Distance is Damerau-Levenshtein in its optimal-string-alignment form (insert, delete, replace, swap of neighbours),
 * without regard to case. Close means at most a third of the longer of the two, and at least one edit is always
 * allowed; dotted segments that both begin with do not count towards that length, so that `Azure.ACR.Foo` is not
 * "near" every rule of `Azure.ACR`. Ties go to the candidate that sorts first by code unit, whatever the order given.
 * Cost: words whose lengths differ by more than the limit are skipped, so a huge `word` is not compared at all.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  let best: { name: string; distance: number } | undefined;
  for (const name of candidates) {
    const distance = closeDistance(wanted, name.toLowerCase());
    if (distance === undefined) continue;
    if (!best || distance < best.distance || (distance === best.distance && name < best.name))
      best = { name, distance };
  }
  return best?.name;
}

function closeDistance(word: string, candidate: string): number | undefined {
  const shared = sharedSegments(word, candidate);
  const a = word.slice(shared);
  const b = candidate.slice(shared);
  if (a === b) return word === '' ? undefined : 0;
  const limit = Math.max(1, Math.floor(Math.max(a.length, b.length) / 3));
  const distance = boundedDistance(a, b, limit);
  // Replacing every letter does not count as close: "a" is not a misspelling of "b".
  return distance !== undefined && distance < Math.min(a.length, b.length) ? distance : undefined;
}

/** Length of the leading dotted segments, dots included, that both words have. */
function sharedSegments(a: string, b: string): number {
  let shared = 0;
  for (let i = 0; i < a.length && a[i] === b[i]; i++) if (a[i] === '.') shared = i + 1;
  return shared;
}

function boundedDistance(a: string, b: string, limit: number): number | undefined {
  if (Math.abs(a.length - b.length) > limit) return undefined;
  let older: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = cellAt(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swapped ? cellAt(older, j - 2) + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(replace, cellAt(last, j) + 1, cellAt(row, j - 1) + 1, swap));
    }
    // The smallest number of a row never falls from one row to the next.
    if (Math.min(...row) > limit) return undefined;
    older = last;
    last = row;
  }
  const distance = cellAt(last, b.length);
  return distance <= limit ? distance : undefined;
}

function cellAt(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
