import type { Suppression } from '../../engine/suppress/suppression.ts';
import { checkWritten, type FindRules, type WrittenSuppression } from '../../engine/suppress/written-suppression.ts';
import type { Location } from '../../util/location.ts';

/** A suppression, or what keeps one from being one, at its place. */
export type FoundInline = Suppression | { readonly problem: string; readonly location: Location };

/** What is written in a template, as a suppression where it is well-formed. */
export function inlineSuppression(
  source: Suppression['source'],
  written: WrittenSuppression,
  { location, covers }: { readonly location: Location; readonly covers: Suppression['covers'] },
  findRules: FindRules,
): FoundInline {
  const checked = checkWritten(written, findRules);
  return 'problem' in checked ? { ...checked, location } : { source, ...checked, covers, location };
}
