import { equals, sameText } from '../../value/equality.ts';
import { and, not, or } from '../../value/logic.ts';
import { beginsWith, isAtLeast, matchesPattern } from '../../value/matching.ts';
import { tryGet } from '../../value/property-access.ts';
import { sameId } from '../../value/resource-id.ts';

/**
 * Questions about values that may be unknown, for rules of one's own: what they give is for `ctx.holds`, `ctx.require` or
 * another question.
 */
export const valueQuestions = {
  /** Whether two values are equal, as the ARM function `equals` compares. */
  equals,
  /** Whether two texts are equal, letter case aside. */
  sameText,
  /** Whether two resource ids are the same. */
  sameId,
  /** Whether a text matches a pattern with `*`, letter case aside. */
  matchesPattern,
  /** Whether a text begins with another, letter case aside. */
  beginsWith,
  /** Whether a number, or the text of one, is at least another. */
  isAtLeast,
  and,
  or,
  not,
  /** A member of an object, letter case aside; null where it is not set. */
  member: tryGet,
} as const;

export type ValueQuestions = typeof valueQuestions;
