import { message } from './message.ts';

const WORDS = {
  pass: 'outcome.pass',
  fail: 'outcome.fail',
  unknown: 'outcome.unknown',
  error: 'outcome.error',
  suppressed: 'outcome.suppressed',
  notApplicable: 'outcome.not-applicable',
} as const;

/** What people call an outcome: programs read its id. */
export function outcomeWord(outcome: keyof typeof WORDS): string {
  return message(WORDS[outcome]);
}
