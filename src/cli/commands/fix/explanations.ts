import { templateRules } from '../../../api/fix/fixable-rules.ts';
import type { RegistryFix, TemplateFixes } from '../../../api/results.ts';
import type { Finding } from '../../../engine/finding.ts';
import { counted } from '../../../messages/counted.ts';
import { message } from '../../../messages/message.ts';
import { suppressionText } from '../../../reports/phrases.ts';

/** One line for each registry and rule that it does not pass: what is done, or why nothing is, and what a person can do. */
export function explanations(
  { fixes, unfixed, result: { findings } }: TemplateFixes,
  isWritten: boolean,
): readonly string[] {
  const isForSeveral = new Set(fixes.map(({ rule }) => rule)).size > 1;
  const lines = [
    ...byPlace(fixes).map((fix) => explain(fix, isWritten, isForSeveral)),
    ...undecided(findings),
    ...broken(findings),
    ...accepted(findings, fixes),
    ...findings.filter(({ fingerprint }) => unfixed.includes(fingerprint)).map(withoutFix),
  ];
  return [...new Set(lines)];
}

/** What is done for one registry stands together. */
function byPlace(fixes: readonly RegistryFix[]): readonly RegistryFix[] {
  const groups = new Map<string, RegistryFix[]>();
  for (const fix of fixes) groups.set(placeOf(fix), [...(groups.get(placeOf(fix)) ?? []), fix]);
  return [...groups.values()].flat();
}

function placeOf({ file, path }: Pick<RegistryFix, 'file' | 'path'>): string {
  return `${file}\n${path}`;
}

function explain(fix: RegistryFix, isWritten: boolean, isForSeveral: boolean): string {
  return `${fix.file}: ${fix.registry}: ${planText(fix, isWritten, isForSeveral)}`;
}

function planText({ rule, plan, parameterFiles }: RegistryFix, isWritten: boolean, isForSeveral: boolean): string {
  if (plan.kind === 'generated') return message('print.generated');
  if (plan.kind === 'refusal') {
    const said = { reason: plan.reason, step: plan.action };
    return isForSeveral ? message('print.rule-not-fixed', { rule, ...said }) : message('print.not-fixed', said);
  }
  if (plan.newParameter === undefined) return plan.description;
  const advice =
    parameterFiles.length === 0
      ? message('print.supply-it')
      : message('print.give-it', { files: parameterFiles.join(', ') });
  return message(isWritten ? 'print.needs-value' : 'print.needs-value-and-flag', { change: plan.description, advice });
}

function isFixable({ ref }: Finding): boolean {
  return templateRules.some((rule) => rule.ref === ref);
}

function undecided(findings: readonly Finding[]): readonly string[] {
  return findings
    .filter((finding) => finding.outcome === 'unknown' && finding.affectsExitCode && isFixable(finding))
    .map(({ location, target, dependsOn }) => {
      const names = [...new Set(dependsOn.map(({ kind, name }) => `${kind} ${name}`))].join(', ');
      return `${location.file}: ${target.name}: ${message('print.undecided', { causes: names })}`;
    });
}

function broken(findings: readonly Finding[]): readonly string[] {
  return findings
    .filter((finding) => finding.outcome === 'error' && isFixable(finding))
    .map(
      ({ location, target, message: error }) =>
        `${location.file}: ${target.name}: ${message('print.broken', { error })}`,
    );
}

/** What is suppressed is left as it is, unless a loop declares it together with what is changed. */
function accepted(findings: readonly Finding[], fixes: readonly RegistryFix[]): readonly string[] {
  const changed = new Set(fixes.filter(({ plan }) => plan.kind === 'edit').map(placeOf));
  return findings.flatMap((finding) => {
    const { location, target, rule, suppression } = finding;
    if (suppression === null || !isFixable(finding)) return [];
    const isChanged = changed.has(placeOf({ file: location.file, path: location.path ?? '' }));
    const reason = suppressionText(suppression);
    const said = message(isChanged ? 'print.suppressed-in-loop' : 'print.suppressed', { rule, reason });
    return [`${location.file}: ${target.name}: ${said}`];
  });
}

function withoutFix({ location, target, rule }: Finding): string {
  return `${location.file}: ${target.name}: ${message('print.no-fix', { rule })}`;
}

/** What is done, or can be done, in one line. */
export function summaryLine({ fixes, files, unfixed }: TemplateFixes, isWritten: boolean): string {
  const planned = (kind: string): number => new Set(fixes.filter(({ plan }) => plan.kind === kind).map(placeOf)).size;
  const fixed = planned('edit');
  const left = [
    ...(planned('generated') > 0 ? [message('print.in-bicep', { count: planned('generated') })] : []),
    ...(planned('refusal') > 0 ? [message('print.left', { count: planned('refusal') })] : []),
  ];
  if (fixes.length === 0) return message(unfixed.length === 0 ? 'print.nothing' : 'print.nothing-fixable');
  const done = message(isWritten ? 'print.fixed' : 'print.fixable', {
    registries: counted(fixed, 'registry'),
    files: counted(files.length, 'file'),
  });
  const summary = [done, ...left].join(', ');
  if (fixed === 0 || isWritten) return summary;
  // What `--write` needs besides to do all that is shown.
  const asks = fixes.some(({ plan }) => plan.kind === 'edit' && plan.newParameter !== undefined);
  return message(asks ? 'print.write-with-parameter' : 'print.write', { summary });
}
