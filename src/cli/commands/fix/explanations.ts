import { templateRules } from '../../../api/fix/fixable-rules.ts';
import type { RegistryFix, TemplateFixes } from '../../../api/results.ts';
import type { Finding } from '../../../engine/finding.ts';
import { counted } from '../../../messages/counted.ts';
import { message } from '../../../messages/message.ts';
import { targetName } from '../../../messages/target-name.ts';
import { suppressionText } from '../../../reports/phrases.ts';

/** One line for each registry and rule that it does not pass: what is done, or why nothing is, and what a person can do. */
export function explanations(
  { fixes, unfixed, suppressed, result: { findings } }: TemplateFixes,
  isWritten: boolean,
): readonly string[] {
  const isForSeveral = new Set(fixes.map(({ rule }) => rule)).size > 1;
  const lines = [
    ...byPlace(fixes).map((fix) => explain(fix, isWritten, isForSeveral)),
    ...undecided(findings),
    ...broken(findings),
    ...accepted(suppressed, fixes),
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
      return `${location.file}: ${targetName(target)}: ${message('print.undecided', { causes: names })}`;
    });
}

function broken(findings: readonly Finding[]): readonly string[] {
  return findings
    .filter((finding) => finding.outcome === 'error' && isFixable(finding))
    .map(
      ({ location, target, message: error }) =>
        `${location.file}: ${targetName(target)}: ${message('print.broken', { error })}`,
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
    return [`${location.file}: ${targetName(target)}: ${said}`];
  });
}

function withoutFix({ location, target, rule }: Finding): string {
  return `${location.file}: ${targetName(target)}: ${message('print.no-fix', { rule })}`;
}

/** What is done, or can be done, in one line; undefined where nothing was read, which an error says. */
export function summaryLine({ fixes, files, unfixed, result }: TemplateFixes, isWritten: boolean): string | undefined {
  if (fixes.length === 0) {
    if (unfixed.length > 0) return message('print.nothing-fixable');
    if (result.errors.length === 0) return message('print.nothing');
    return result.inputs.read === 0 ? undefined : message('print.nothing-readable');
  }
  const fixed = registriesWith('edit', fixes);
  const parts = [
    { id: isWritten ? 'print.fixed' : 'print.fixable', count: fixed } as const,
    { id: 'print.in-bicep', count: registriesWith('generated', fixes) } as const,
    { id: 'print.left', count: registriesWith('refusal', fixes) } as const,
  ].filter(({ count }) => count > 0);
  const summary = parts
    .map(({ id, count }, i) =>
      message(id, {
        registries: i === 0 ? counted(count, 'registry') : String(count),
        files: counted(files.length, 'file'),
      }),
    )
    .join(', ');
  if (fixed === 0 || isWritten) return summary;
  // What `--write` needs besides to do all that is shown.
  const asks = fixes.some(({ plan }) => plan.kind === 'edit' && plan.newParameter !== undefined);
  return message(asks ? 'print.write-with-parameter' : 'print.write', { summary });
}

/** How many registries have such a plan for some rule. */
function registriesWith(kind: RegistryFix['plan']['kind'], fixes: readonly RegistryFix[]): number {
  const own = fixes.filter(({ plan }) => plan.kind === kind);
  const counts = new Map<string, number>();
  for (const fix of own) counts.set(placeOf(fix), Math.max(fix.registries, counts.get(placeOf(fix)) ?? 0));
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
