import { isFault, type Value } from '../value/value.ts';
import type { CaseSplit } from './scenario.ts';

/**
 * Thrown through a rule to the engine when it asks for a value that its scenario does not decide. It is no error: the
 * engine runs the rule again in a scenario for each answer.
 */
export class Undecided {
  /** What to tell scenarios apart by; undefined when nothing would decide the value. */
  readonly split: CaseSplit | undefined;
  readonly value: Value;
  constructor(value: Value, split: CaseSplit | undefined) {
    this.value = value;
    this.split = split;
  }
}

/** A question that can be split may yet decide; a fault outweighs what can never be known. */
export function moreInformative(first: Undecided | undefined, second: Undecided): Undecided {
  if (first === undefined || first.split !== undefined) return first ?? second;
  return second.split !== undefined || isFault(second.value) ? second : first;
}
