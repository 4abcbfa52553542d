import type { Outcome } from '../../../engine/finding.ts';
import { OUTCOME_WORDS } from '../outcome-words.ts';
import { h } from './dom.ts';
import { say } from './say.ts';

/** Symbol and word of an outcome; those that have no part in the exit code are pale. */
export function verdictMark(outcome: Outcome, isExcluded = false): HTMLElement {
  const found = OUTCOME_WORDS.find((entry) => entry.outcome === outcome);
  return h(
    'span',
    { class: `verdict ${outcome}${isExcluded ? ' pale' : ''}` },
    h('span', { class: 'symbol', 'aria-hidden': 'true' }, found?.symbol ?? ''),
    ` ${say(outcome === 'notApplicable' ? 'n/a' : (found?.word ?? outcome))}`,
    isExcluded ? h('span', { class: 'unseen' }, say(' (no part in the exit code)')) : undefined,
  );
}
