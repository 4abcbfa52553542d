/*
 * How much going through values costs is counted in steps, one for each value that a walk meets, so that the same input
 * always ends the same way. Walks run below many callers, so the count is of the whole run; whoever has a bound reads it
 * before and after, and charges the difference.
 */

let taken = 0;

/** Counts steps of a walk. */
export function countSteps(steps = 1): void {
  taken += steps;
}

/** All steps so far, of everything. Only differences mean something. */
export function stepsTaken(): number {
  return taken;
}
