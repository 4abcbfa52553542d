import type { SavedScanFixes } from '../../../api/results.ts';
import type { RunError } from '../../../engine/finding.ts';
import type { PlannedRegistry } from '../../../fixes/live/live-plan.ts';
import { pluralize } from '../../../reports/report-text.ts';
import { type SafeText, safeLine } from '../../../util/safe-text.ts';

/** An error after its place. */
export function placed({ message, location }: RunError): string {
  if (location === undefined) return message;
  return `${location.file}${location.line === undefined ? '' : `:${location.line}`}: ${message}`;
}

/** What is done about each registry. */
export function* actionLines(registries: readonly PlannedRegistry[]): Iterable<SafeText> {
  for (const { id, action } of registries) yield safeLine(`${id}: ${describeAction(action)}`);
}

function describeAction(action: PlannedRegistry['action']): string {
  if (action.kind === 'none') return 'nothing to do';
  if (action.kind === 'refusal') return `not fixed: ${action.reason}. What to do: ${action.action}`;
  const what =
    action.kind === 'add'
      ? `adds diagnostic setting '${action.setting}'`
      : `changes diagnostic setting '${action.setting}': ${action.changes.join(', ')}`;
  return action.assumptions.length === 0 ? what : `${what}; Azure takes it only if ${action.assumptions.join(' and ')}`;
}

/** What is written, in one line. */
export function liveSummary({ result, registries }: SavedScanFixes, out: string): string {
  const { errors, targets } = result;
  if (registries.length === 0) {
    const read = errors.length === 0 ? '' : ' that could be read';
    const evaluated = Object.values(targets).reduce((sum, counts) => sum + counts.evaluated, 0);
    return `nothing to fix in ${pluralize(evaluated, 'registry', 'registries')}${read}; no folder is written`;
  }
  const refused = registries.filter(({ action }) => action.kind === 'refusal').length;
  const changed = registries.filter(({ action }) => action.kind === 'add' || action.kind === 'update').length;
  const done = changed === 0 ? 'no change' : pluralize(changed, 'change', 'changes');
  const left = refused === 0 ? '' : `, ${pluralize(refused, 'registry', 'registries')} left to you`;
  return `${done}${left}; ${out}/README.md tells all`;
}
