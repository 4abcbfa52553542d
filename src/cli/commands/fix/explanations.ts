import { fixedRule } from '../../../api/fix/fixed-rule.ts';
import type { RegistryFix, TemplateFixes } from '../../../api/results.ts';
import type { Finding } from '../../../engine/finding.ts';
import { pluralize } from '../../../reports/report-text.ts';

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
  if (plan.kind === 'generated')
    return `${where}: made by Bicep and not edited; the Bicep to add is printed (--force edits the JSON)`;
  if (plan.kind === 'refusal') return `${where}: not fixed: ${plan.reason}. What to do: ${plan.action}`;
  const parameter = plan.newParameter === undefined ? '' : parameterAdvice(parameterFiles, isWritten);
  return `${where}: ${plan.description}${parameter}`;
}

function parameterAdvice(parameterFiles: readonly string[], isWritten: boolean): string {
  const give =
    parameterFiles.length === 0
      ? 'whoever deploys it has to give it'
      : `give it a value in ${parameterFiles.join(', ')}`;
  return isWritten ? `; ${give}` : `; ${give}, and --write needs --allow-new-parameter or a destination`;
}

function undecided(findings: readonly Finding[]): readonly string[] {
  return findings
    .filter(({ outcome, affectsExitCode, ref }) => outcome === 'unknown' && affectsExitCode && ref === fixedRule.ref)
    .map(({ location, target, dependsOn }) => {
      const names = [...new Set(dependsOn.map(({ kind, name }) => `${kind} ${name}`))].join(', ');
      return `${location.file}: ${target.name}: not edited: whether it fails depends on ${names}. What to do: give the value, with --parameters or --set`;
    });
}

function broken(findings: readonly Finding[]): readonly string[] {
  return findings
    .filter(({ outcome, ref }) => outcome === 'error' && ref === fixedRule.ref)
    .map(
      ({ location, target, message }) =>
        `${location.file}: ${target.name}: not edited: the registry cannot be evaluated: ${message.replace(/^cannot be evaluated: /, '')}. What to do: mend the template or give other values, then run fix again`,
    );
}

function withoutFix({ location, target, rule }: Finding): string {
  return `${location.file}: ${target.name}: not fixed: there is no fix for ${rule} in templates`;
}

/** What is done, or can be done, in one line. */
export function summaryLine({ fixes, files, unfixed }: TemplateFixes, isWritten: boolean): string {
  const planned = (kind: string): number => fixes.filter(({ plan }) => plan.kind === kind).length;
  const fixed = planned('edit');
  const left = [
    ...(planned('generated') > 0 ? [`${planned('generated')} to be fixed in Bicep`] : []),
    ...(planned('refusal') > 0 ? [`${planned('refusal')} not fixed`] : []),
  ];
  if (fixes.length === 0) return unfixed.length === 0 ? 'nothing to fix' : 'nothing that can be fixed';
  const done = `${pluralize(fixed, 'registry', 'registries')} ${isWritten ? 'fixed' : 'can be fixed'} in ${pluralize(files.length, 'file', 'files')}`;
  const hint = fixed > 0 && !isWritten ? `; --write${allowed(fixes)} applies the changes` : '';
  return `${[done, ...left].join(', ')}${hint}`;
}

/** What `--write` needs besides to do all that is shown. */
function allowed(fixes: readonly RegistryFix[]): string {
  const asks = fixes.some(({ plan }) => plan.kind === 'edit' && plan.newParameter !== undefined);
  return asks ? ' with --allow-new-parameter' : '';
}
