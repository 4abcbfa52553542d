import type { FileChange, Finding, FindingFix, Replacement } from '../../engine/finding.ts';
import { containCrash } from '../../util/crash.ts';
import { memoize } from '../../value/memoize.ts';
import { applyPlan } from './apply-plan.ts';
import { replacements, singleReplacement } from './diff.ts';
import type { FixableRule } from './fix-plan.ts';
import { lazy } from './made-once.ts';
import { planTarget } from './plan-target.ts';
import { redactSecure, secureNamesOf } from './redacted-text.ts';
import type { FixSession, FixSessionInput, PlannedFix } from './session.ts';
import { type FixTarget, failingTargets } from './targets.ts';

/** The same plans, each made on the files as they are, for tools that offer one fix at a time. */
export function fixesOf(session: FixSession, input: FixSessionInput): ReadonlyMap<string, FindingFix> {
  const fixes = new Map<string, FindingFix>();
  const names = secureNamesOf(session, input);
  const textOf = (file: string): string | undefined => input.read(file)?.text;
  const disk = { textOf, bicep: lazy(() => input.bicepWith?.(new Map())) };
  const placesOf = memoize(({ ref }: FixableRule) => placesByKey(ref, input));
  const offer = ({ rule, target, plan, isFirst }: PlannedFix): void => {
    const place = placesOf(rule).get(target.key);
    const own =
      place === undefined
        ? undefined
        : planTarget(rule, place, { ...input, ...disk, givenIn: textOf, givenBicep: disk.bicep });
    const made = own?.kind === 'edit' ? applyPlan(own, disk) : undefined;
    if (place === undefined || own?.kind !== 'edit' || made === undefined) return;
    // What was linted is the plan on what other rules have changed: alone it holds only if it is the same.
    if (!isFirst && !(plan.kind === 'edit' && JSON.stringify(own.files) === JSON.stringify(plan.files))) return;
    const changes = [...made].flatMap(([file, text]): FileChange[] => {
      const change = shownChange(textOf(file) ?? '', text, names);
      return change === undefined ? [] : [{ file, replacements: change }];
    });
    // Half a fix is none.
    if (changes.length < made.size) return;
    for (const { fingerprint } of place.findings) fixes.set(fingerprint, { description: own.description, changes });
  };
  // Planned together it did not crash; if it does alone, there is one offer less.
  for (const fix of session.fixes)
    if (fix.plan.kind === 'edit')
      containCrash(
        () => offer(fix),
        () => undefined,
      );
  return fixes;
}

function placesByKey(ref: string, { before, targetsIn }: FixSessionInput): ReadonlyMap<string, FixTarget> {
  return new Map(failingTargets(ref, before, targetsIn).map((place) => [place.key, place]));
}

/**
 * What turns one text into another without showing a secure value that stands beside a change: in whole lines, else from
 * the first letter that changes to the last; undefined where neither will do.
 */
function shownChange(before: string, after: string, names: ReadonlySet<string>): readonly Replacement[] | undefined {
  const shown = redactSecure(before, after, names);
  for (const form of shown.isRedacted ? [replacements, singleReplacement] : [replacements]) {
    const made = form(before, after);
    const texts = (list: readonly Replacement[]): string => JSON.stringify(list.map(({ text }) => text));
    if (!shown.isRedacted || texts(made) === texts(form(shown.before, shown.after))) return made;
  }
  return undefined;
}

/** Puts the fixes to the findings they are for. */
export function withFixes(findings: readonly Finding[], fixes: ReadonlyMap<string, FindingFix>): readonly Finding[] {
  return findings.map((finding) => {
    const fix = finding.affectsExitCode ? fixes.get(finding.fingerprint) : undefined;
    return fix === undefined ? finding : { ...finding, fix };
  });
}
