import {
  type ActiveRule,
  type Evaluation,
  evaluateRules,
  type FindingOptions,
  isTarget,
  type Subjects,
} from '../../engine/evaluate-rules.ts';
import type { Finding, Note } from '../../engine/finding.ts';
import { listed } from '../../messages/listed.ts';
import { message } from '../../messages/message.ts';
import { liveOf } from '../../model/azure/attach-live.ts';
import { collectorName } from '../../model/azure/collector-notes.ts';
import type { Target } from '../../model/target.ts';

/**
 * Evaluates the targets of a template joined with what is live, and says where that counts. A pass that the template alone
 * would not come to says so aloud: otherwise it would be put down to the template.
 */
export function evaluateWithLive(
  declared: Subjects,
  joined: Subjects,
  rules: readonly ActiveRule[],
  options: FindingOptions,
): Evaluation {
  const { findings, errors } = evaluateRules(joined, rules, options);
  if (joined.targets.every((target) => liveOf(target).length === 0)) return { findings, errors };
  const { exploration: _, ...alone } = declared;
  // What accepts results is asked once: for those that are shown.
  const { suppress: _suppress, ...others } = options;
  const before = evaluateRules(alone, rules, others).findings;
  // Findings come in the order of targets, and of rules for each.
  const targets = joined.targets.flatMap((target) =>
    rules.filter(({ rule }) => isTarget(rule, target)).map((): Target => target),
  );
  const noted = findings.map((finding, i): Finding => {
    const notes = liveNotes(finding, before[i]?.outcome, targets[i]);
    return notes.length === 0 ? finding : { ...finding, notes: [...notes, ...finding.notes] };
  });
  return { findings: noted, errors };
}

function liveNotes(
  { outcome }: Finding,
  before: Finding['outcome'] | undefined,
  target: Target | undefined,
): readonly Note[] {
  const live = target === undefined ? [] : liveOf(target);
  if (live.length === 0 || outcome === 'notApplicable') return [];
  const collectors = listed(live.map(collectorName));
  return outcome === 'pass' && before !== 'pass' && before !== 'notApplicable'
    ? [{ message: message('note.live-alone', { collectors }), important: true }]
    : [{ message: message('note.live-counted', { collectors }) }];
}
