import type { Finding, Outcome } from '../../engine/finding.ts';
import { type LinePart, styled, type TextStyle } from '../../util/safe-text.ts';
import { LABEL_WIDTH } from './terminal.ts';

interface OutcomeStyle {
  readonly symbol: string;
  readonly word: string;
  readonly style: TextStyle;
}

// Symbols differ in shape, so that a verdict is also read without colour.
const OUTCOME_STYLES: Record<Outcome, OutcomeStyle> = {
  pass: { symbol: '✓', word: 'pass', style: 'green' },
  fail: { symbol: '✗', word: 'fail', style: 'red' },
  unknown: { symbol: '?', word: 'unknown', style: 'yellow' },
  error: { symbol: '!', word: 'error', style: 'magenta' },
  suppressed: { symbol: '~', word: 'suppressed', style: 'cyan' },
  notApplicable: { symbol: '-', word: 'n/a', style: 'dim' },
};

export function symbolOf(outcome: Outcome): string {
  return OUTCOME_STYLES[outcome].symbol;
}

/** `✗ fail`, in colour only where it has a part in the exit code. */
export function verdictPart({ outcome, affectsExitCode }: Pick<Finding, 'outcome' | 'affectsExitCode'>): LinePart {
  const { symbol, word, style } = OUTCOME_STYLES[outcome];
  return styled(affectsExitCode ? style : 'dim', `${symbol} ${word}`);
}

/** The same as the label of a line. */
export function verdictLabel(finding: Pick<Finding, 'outcome' | 'affectsExitCode'>): LinePart[] {
  const part = verdictPart(finding);
  return ['  ', typeof part === 'string' ? part : { ...part, text: part.text.padEnd(LABEL_WIDTH) }, '  '];
}
