import type { RegistryFix, TemplateFixes } from '../../../api/results.ts';
import { message } from '../../../messages/message.ts';
import { leftFindings } from './left-findings.ts';
import { placeOf } from './summary-line.ts';

/** One line for each registry and rule that it does not pass: what is done, or why nothing is, and what a person can do; then what is to be built again. */
export function explanations(fixed: TemplateFixes, isWritten: boolean): readonly string[] {
  const { fixes } = fixed;
  const isForSeveral = new Set(fixes.map(({ rule }) => rule)).size > 1;
  const planned = byPlace(fixes).map((fix) => explain(fix, isWritten, isForSeveral));
  return [...new Set([...planned, ...leftFindings(fixed), ...outdatedLines(fixed)])];
}

function outdatedLines({ outdated }: TemplateFixes): readonly string[] {
  return outdated.map(({ message: text, location }) => `${location?.file ?? ''}: ${text}`);
}

/** What is done for one registry stands together. */
function byPlace(fixes: readonly RegistryFix[]): readonly RegistryFix[] {
  const groups = new Map<string, RegistryFix[]>();
  for (const fix of fixes) groups.set(placeOf(fix), [...(groups.get(placeOf(fix)) ?? []), fix]);
  return [...groups.values()].flat();
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
      : message('print.give-it', { files: parameterFiles.join(message('list.comma')) });
  return message(isWritten ? 'print.needs-value' : 'print.needs-value-and-flag', { change: plan.description, advice });
}
