const MAX_PATTERN_CHARACTERS = 1024;
// The regular expression of a glob backtracks: with more wildcards than these one long name could take minutes.
const MAX_STARS_PER_SEGMENT = 3;
const MAX_GLOBSTARS = 4;

/** Whether matching a glob or a line of `.gitignore` could take long. */
export function tooManyWildcards(pattern: string): boolean {
  if (pattern.length > MAX_PATTERN_CHARACTERS) return true;
  const segments = pattern.split('/');
  if (segments.filter((segment) => segment === '**').length > MAX_GLOBSTARS) return true;
  return segments.some((segment) => segment !== '**' && segment.split('*').length - 1 > MAX_STARS_PER_SEGMENT);
}

/** What is wrong with such a pattern, for a message; what to do about it is `WILDCARD_HINT`. */
export function wildcardProblem(pattern: string): string {
  const excerpt = pattern.length > 100 ? `${pattern.slice(0, 100)}…` : pattern;
  return `the pattern ${excerpt} has too many wildcards`;
}

export const WILDCARD_HINT = 'write it as several patterns';

/** Whether a text matches a pattern in which `*` stands for any characters, letter case aside. Takes linear memory and no recursion. */
export function matchesWildcards(text: string, pattern: string): boolean {
  const [whole, wanted] = [text.toLowerCase(), pattern.toLowerCase()];
  let [at, next] = [0, 0];
  // Where the last star stands, and where what it stands for ends: it takes one more character when the rest does not fit.
  let [star, end] = [-1, 0];
  while (at < whole.length) {
    if (wanted[next] === '*') [star, end] = [next++, at];
    else if (next < wanted.length && wanted[next] === whole[at]) [at, next] = [at + 1, next + 1];
    else if (star >= 0) [at, next] = [++end, star + 1];
    else return false;
  }
  return /^\**$/.test(wanted.slice(next));
}
