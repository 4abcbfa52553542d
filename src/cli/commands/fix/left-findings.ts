import { templateRules } from '../../../api/fix/fixable-rules.ts';
import type { RegistryFix, TemplateFixes } from '../../../api/results.ts';
import type { Finding } from '../../../engine/finding.ts';
import { causePhrase } from '../../../messages/cause-phrase.ts';
import { message } from '../../../messages/message.ts';
import { targetName } from '../../../messages/target-name.ts';
import { suppressionText } from '../../../reports/phrases.ts';
import { isBicepName } from '../../../util/paths.ts';
import { placeOf } from './summary-line.ts';

/** A line for each finding that no fix was planned for: why, and what can be done. */
export function leftFindings({ fixes, unfixed, suppressed, result: { findings } }: TemplateFixes): readonly string[] {
  return [
    ...findings.filter(isUndecided).map(undecided),
    ...findings.filter(isBroken).map(broken),
    ...accepted(suppressed, fixes),
    ...findings.filter(({ fingerprint }) => unfixed.includes(fingerprint)).map(withoutFix),
  ];
}

function isFixable({ ref }: Finding): boolean {
  return templateRules.some((rule) => rule.ref === ref);
}

function isUndecided(finding: Finding): boolean {
  return finding.outcome === 'unknown' && finding.affectsExitCode && isFixable(finding);
}

function isBroken(finding: Finding): boolean {
  return finding.outcome === 'error' && isFixable(finding);
}

function lineOn({ location, target }: Finding, said: string): string {
  return `${location.file}: ${targetName(target)}: ${said}`;
}

function undecided(finding: Finding): string {
  const causes = [...new Set(finding.dependsOn.map(causePhrase))].join(message('list.comma'));
  const isModule = isBicepName(finding.location.file) && finding.dependsOn.some(({ kind }) => kind === 'module');
  return lineOn(finding, message(isModule ? 'print.undecided-module' : 'print.undecided', { causes }));
}

function broken(finding: Finding): string {
  return lineOn(finding, message('print.broken', { error: finding.message }));
}

/** What is suppressed is left as it is, unless a loop declares it together with what is changed. */
function accepted(findings: readonly Finding[], fixes: readonly RegistryFix[]): readonly string[] {
  const changed = new Set(fixes.filter(({ plan }) => plan.kind === 'edit').map(placeOf));
  return findings.flatMap((finding) => {
    const { location, rule, suppression } = finding;
    if (suppression === null || !isFixable(finding)) return [];
    const isChanged = changed.has(placeOf({ file: location.file, path: location.path ?? '' }));
    const reason = suppressionText(suppression);
    return [lineOn(finding, message(isChanged ? 'print.suppressed-in-loop' : 'print.suppressed', { rule, reason }))];
  });
}

function withoutFix(finding: Finding): string {
  return lineOn(finding, message('print.no-fix', { rule: finding.rule }));
}
