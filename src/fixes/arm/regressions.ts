import type { Finding, Note } from '../../engine/finding.ts';
import { message } from '../../messages/message.ts';
import { targetName } from '../../messages/target-name.ts';
import { MISSING_VALUE, OUTDATED_JSON, UNUSED_VALUE } from '../../sources/arm/template-inventory.ts';
import type { LintedTemplates } from './linted-templates.ts';
import { targetKey } from './targets.ts';

/** What stays the same of a result when its file is edited. */
export function resultKey(finding: Finding, run: LintedTemplates['run']): string {
  return [finding.rule, targetKey(finding, run), finding.target.parameters ?? '', finding.target.id].join('\n');
}

/** The codes of notes that a change may lead to without harm. */
const EXPECTED: ReadonlySet<string> = new Set([MISSING_VALUE, UNUSED_VALUE, OUTDATED_JSON]);

/** Something that an edit has led to, and the files it may come from. */
export interface Regression {
  readonly files: readonly string[];
  readonly text: string;
}

/**
 * Findings, errors and notes that were not there before.
 *
 * @param fixed The rules that the edits are for.
 */
export function regressions(
  before: LintedTemplates,
  fixed: ReadonlySet<string>,
  after: LintedTemplates,
): readonly Regression[] {
  // That other rules cannot tell is no harm: a destination may now be a parameter.
  const bad = ({ outcome, rule }: Finding): boolean =>
    outcome === 'fail' || outcome === 'error' || (outcome === 'unknown' && fixed.has(rule));
  const known = new Set(before.findings.filter(bad).map((finding) => resultKey(finding, before.run)));
  const noted = new Set([...before.errors, ...before.notes].map(noteKey));
  const refusedBefore = new Set(deploymentProblems(before).map(({ key }) => key));
  const refused = deploymentProblems(after).filter(({ key }) => !refusedBefore.has(key));
  const findings = after.findings.filter((finding) => bad(finding) && !known.has(resultKey(finding, after.run)));
  // A parameter that the change adds has to be given a value: that is said with the change. None is taken away: a note on a
  // value that is not used may name a new parameter that is nearer. What Bicep is compiled to has to be built again.
  const expected = new Set(after.run.notes.filter(({ code }) => EXPECTED.has(code)).map(noteKey));
  const notes = [...after.errors, ...after.notes].filter(
    (note) => !noted.has(noteKey(note)) && !expected.has(noteKey(note)),
  );
  return [
    ...refused,
    ...findings.map((finding) => ({
      files: filesOf(finding),
      text: message('fix.finding', {
        registry: targetName(finding.target),
        outcome: finding.outcome,
        rule: finding.rule,
      }),
    })),
    ...notes.map((note) => ({ files: [note.location?.file ?? ''], text: note.message })),
  ];
}

/** What Azure would refuse to deploy, a trouble for each reason. */
function deploymentProblems({ refusals, run }: LintedTemplates): readonly (Regression & { readonly key: string })[] {
  return refusals.flatMap((finding) =>
    finding.reasons.map(({ message: reason }) => ({
      files: filesOf(finding),
      text: message('fix.azure-refuses', { reason }),
      key: `${resultKey(finding, run)}\n${reason}`,
    })),
  );
}

/** The files that a finding may come from. */
function filesOf({ location, target }: Finding): readonly string[] {
  return [location.file, ...(target.parameters === undefined ? [] : [target.parameters])];
}

/** Lines in a message move with what is put in before them. */
function noteKey({ message: text, location }: Note): string {
  return `${location?.file ?? ''}\n${text.replaceAll(/\bline \d+/g, 'line')}`;
}
