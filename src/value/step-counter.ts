/*
 * How much going through values costs is counted in steps, one for each value that a walk meets, so that the same input
 * always ends the same way. Walks run below many callers, so the count is that of the whole run; code with a limit reads it
 * before and after, and charges the difference.
 */

let total = 0;

/** Counts steps of a walk. */
export function countSteps(steps = 1): void {
  total += steps;
}

/** All steps so far, of everything. Only differences mean something. */
export function stepsTaken(): number {
  return total;
}
