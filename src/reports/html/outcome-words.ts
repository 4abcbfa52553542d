import type { Outcome } from '../../engine/finding.ts';

export interface OutcomeWord {
  readonly outcome: Outcome;
  /** Symbols differ in shape, so that a verdict is also read without colour. */
  readonly symbol: string;
  readonly word: string;
}

/** In the order of what needs action; shared by the report and its page. */
export const OUTCOME_WORDS: readonly OutcomeWord[] = [
  { outcome: 'fail', symbol: '✗', word: 'fail' },
  { outcome: 'unknown', symbol: '?', word: 'unknown' },
  { outcome: 'error', symbol: '!', word: 'error' },
  { outcome: 'suppressed', symbol: '~', word: 'suppressed' },
  { outcome: 'pass', symbol: '✓', word: 'pass' },
  { outcome: 'notApplicable', symbol: '–', word: 'not applicable' },
];
