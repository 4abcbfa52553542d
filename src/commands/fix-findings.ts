import { contain } from '../crash.ts';
import type { Finding, FindingFix } from '../engine/finding.ts';
import { replacements } from './fix-diff.ts';
import type { Place } from './fix-places.ts';
import { apply, planPlace, type Session, type SessionInput } from './fix-session.ts';

/** The same plans, each made on the files as they are, for tools that offer one fix at a time. */
export function fixesOf({ outcomes }: Session, input: SessionInput): ReadonlyMap<string, FindingFix> {
  const fixes = new Map<string, FindingFix>();
  const textOf = (file: string): string | undefined => input.read(file)?.text;
  const offer = (place: Place): void => {
    const own = planPlace(input, place, textOf);
    const made = own.kind === 'edit' ? apply(own, textOf) : undefined;
    if (own.kind !== 'edit' || made === undefined) return;
    const changes = [...made].map(([file, text]) => ({ file, replacements: replacements(textOf(file) ?? '', text) }));
    for (const { fingerprint } of place.findings) fixes.set(fingerprint, { description: own.description, changes });
  };
  // Planned together it did not crash; if it does alone, there is one offer less.
  for (const { place, plan } of outcomes)
    if (plan.kind === 'edit')
      contain(
        () => offer(place),
        () => undefined,
      );
  return fixes;
}

/** Puts the fixes to the findings they are for. */
export function withFixes(findings: readonly Finding[], fixes: ReadonlyMap<string, FindingFix>): readonly Finding[] {
  return findings.map((finding) => {
    const fix = finding.counted ? fixes.get(finding.fingerprint) : undefined;
    return fix === undefined ? finding : { ...finding, fix };
  });
}
