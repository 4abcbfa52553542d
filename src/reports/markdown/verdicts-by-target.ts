import { failsRun } from '../../engine/exit-code.ts';
import type { Finding } from '../../engine/finding.ts';
import { message } from '../../messages/message.ts';
import { outcomeWord } from '../../messages/outcome-word.ts';
import { groupOf, rankOf } from '../shown-findings.ts';

/** What is open of one target with one set of values, the worst first; never empty. */
export interface OpenTarget {
  readonly findings: readonly [Finding, ...Finding[]];
}

/** The worst target first; equals in the order of the run. */
export function openTargets(open: readonly Finding[]): readonly OpenTarget[] {
  const byTarget = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of open) {
    const key = `${placeKey(finding)}\n${finding.target.parameters ?? ''}`;
    const known = byTarget.get(key);
    if (known === undefined) byTarget.set(key, [finding]);
    else known.push(finding);
  }
  for (const findings of byTarget.values()) findings.sort((a, b) => rankOf(a) - rankOf(b));
  const rank = ([worst]: readonly [Finding, ...Finding[]]): number => rankOf(worst);
  return [...byTarget.values()].sort((a, b) => rank(a) - rank(b)).map((findings) => ({ findings }));
}

/** What one target is, all of its results that count taken together. */
export type TargetVerdict = 'fail' | 'error' | 'unknown' | 'accepted' | 'pass';

export function verdictWord(verdict: TargetVerdict): string {
  return verdict === 'accepted' ? message('markdown.accepted') : outcomeWord(verdict);
}

const WORST_FIRST: readonly TargetVerdict[] = ['fail', 'error', 'unknown', 'accepted', 'pass'];

/** How many targets have each verdict, the worst first. What is known or suppressed is accepted. */
export function countVerdicts(findings: readonly Finding[]): ReadonlyMap<TargetVerdict, number> {
  const worst = new Map<string, number>();
  for (const finding of findings) {
    const verdict = verdictOf(finding);
    if (verdict === undefined) continue;
    const key = placeKey(finding);
    worst.set(key, Math.min(worst.get(key) ?? WORST_FIRST.length, WORST_FIRST.indexOf(verdict)));
  }
  const counts = new Map<TargetVerdict, number>();
  for (const [i, verdict] of WORST_FIRST.entries()) {
    const count = [...worst.values()].filter((found) => found === i).length;
    if (count > 0) counts.set(verdict, count);
  }
  return counts;
}

function verdictOf(finding: Finding): TargetVerdict | undefined {
  const group = groupOf(finding);
  if (group === 'known') return 'accepted';
  if (!finding.affectsExitCode || finding.outcome === 'notApplicable') return undefined;
  return finding.outcome === 'suppressed' ? 'accepted' : finding.outcome;
}

function placeKey({ location, target }: Finding): string {
  return [location.file, location.path ?? '', target.type, target.id].join('\n').toLowerCase();
}

/** Symbols that need no variation selector, which terminals and logs do not show. */
export function symbolOf(finding: Finding): string {
  if (failsRun(finding)) return '❌';
  return { fail: '🟡', error: '❗', unknown: '❓', pass: '✅', suppressed: '✅', notApplicable: '✅' }[finding.outcome];
}
