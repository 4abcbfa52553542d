import type { Finding, Outcome } from '../../engine/finding.ts';
import { message } from '../../messages/message.ts';
import { outcomeWord } from '../../messages/outcome-word.ts';
import { type LinePart, styled, type TextStyle } from '../../util/safe-text.ts';
import { LABEL_WIDTH, padColumns } from './terminal.ts';

interface OutcomeStyle {
  readonly symbol: string;
  readonly style: TextStyle;
}

// Symbols differ in shape, so that a verdict is also read without colour.
const OUTCOME_STYLES: Record<Outcome, OutcomeStyle> = {
  pass: { symbol: '✓', style: 'green' },
  fail: { symbol: '✗', style: 'red' },
  unknown: { symbol: '?', style: 'yellow' },
  error: { symbol: '!', style: 'magenta' },
  suppressed: { symbol: '~', style: 'cyan' },
  notApplicable: { symbol: '-', style: 'dim' },
};

export function symbolOf(outcome: Outcome): string {
  return OUTCOME_STYLES[outcome].symbol;
}

/** `✗ fail`, in colour only where it has a part in the exit code. */
export function verdictPart({ outcome, affectsExitCode }: Pick<Finding, 'outcome' | 'affectsExitCode'>): LinePart {
  const { symbol, style } = OUTCOME_STYLES[outcome];
  const word = outcome === 'notApplicable' ? message('outcome.not-applicable-short') : outcomeWord(outcome);
  return styled(affectsExitCode ? style : 'dim', `${symbol} ${word}`);
}

/** The same as the label of a line. */
export function verdictLabel(finding: Pick<Finding, 'outcome' | 'affectsExitCode'>): LinePart[] {
  const part = verdictPart(finding);
  return ['  ', typeof part === 'string' ? part : { ...part, text: padColumns(part.text, LABEL_WIDTH) }, '  '];
}
