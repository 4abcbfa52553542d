import { fixedRule } from '../../../api/fix/fixed-rule.ts';
import type { RegistryFix, TemplateFixes } from '../../../api/results.ts';
import type { Finding } from '../../../engine/finding.ts';
import { counted } from '../../../messages/counted.ts';
import { message } from '../../../messages/message.ts';

/** One line for each registry that does not pass: what is done, or why nothing is, and what a person can do. */
export function explanations(
  { fixes, unfixed, result: { findings } }: TemplateFixes,
  isWritten: boolean,
): readonly string[] {
  return [
    ...fixes.map((fix) => explain(fix, isWritten)),
    ...undecided(findings),
    ...broken(findings),
    ...findings.filter(({ fingerprint }) => unfixed.includes(fingerprint)).map(withoutFix),
  ];
}

function explain({ file, registry, plan, parameterFiles }: RegistryFix, isWritten: boolean): string {
  const where = `${file}: ${registry}`;
  return `${where}: ${planText(plan, parameterFiles, isWritten)}`;
}

function planText(plan: RegistryFix['plan'], parameterFiles: readonly string[], isWritten: boolean): string {
  if (plan.kind === 'generated') return message('print.generated');
  if (plan.kind === 'refusal') return message('print.not-fixed', { reason: plan.reason, step: plan.action });
  if (plan.newParameter === undefined) return plan.description;
  const advice =
    parameterFiles.length === 0
      ? message('print.supply-it')
      : message('print.give-it', { files: parameterFiles.join(', ') });
  return message(isWritten ? 'print.needs-value' : 'print.needs-value-and-flag', { change: plan.description, advice });
}

function undecided(findings: readonly Finding[]): readonly string[] {
  return findings
    .filter(({ outcome, affectsExitCode, ref }) => outcome === 'unknown' && affectsExitCode && ref === fixedRule.ref)
    .map(({ location, target, dependsOn }) => {
      const names = [...new Set(dependsOn.map(({ kind, name }) => `${kind} ${name}`))].join(', ');
      return `${location.file}: ${target.name}: ${message('print.undecided', { causes: names })}`;
    });
}

function broken(findings: readonly Finding[]): readonly string[] {
  return findings
    .filter(({ outcome, ref }) => outcome === 'error' && ref === fixedRule.ref)
    .map(
      ({ location, target, message: error }) =>
        `${location.file}: ${target.name}: ${message('print.broken', { error })}`,
    );
}

function withoutFix({ location, target, rule }: Finding): string {
  return `${location.file}: ${target.name}: ${message('print.no-fix', { rule })}`;
}

/** What is done, or can be done, in one line. */
export function summaryLine({ fixes, files, unfixed }: TemplateFixes, isWritten: boolean): string {
  const planned = (kind: string): number => fixes.filter(({ plan }) => plan.kind === kind).length;
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
