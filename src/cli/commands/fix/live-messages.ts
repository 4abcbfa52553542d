import { fixedLive } from '../../../api/fix/fixable-rules.ts';
import type { SavedScanFixes } from '../../../api/results.ts';
import type { RunError } from '../../../engine/finding.ts';
import type { PlannedRegistry } from '../../../fixes/live/live-plan.ts';
import { counted } from '../../../messages/counted.ts';
import { message } from '../../../messages/message.ts';
import { type AzurePlace, azurePlace, subscriptionText } from '../../../reports/azure-place.ts';
import { type SafeText, safeLine } from '../../../util/safe-text.ts';

/** An error after its place. */
export function placed({ message: text, location }: RunError): string {
  if (location === undefined) return text;
  return `${location.file}${location.line === undefined ? '' : `:${location.line}`}: ${text}`;
}

/** What is done about each registry, under the subscription that it is of; one whose id cannot be read stands by its id. */
export function* actionLines({
  registries,
  result,
}: Pick<SavedScanFixes, 'registries' | 'result'>): Iterable<SafeText> {
  let current = '';
  for (const { id, name, action } of registries) {
    const place = azurePlace(id);
    const subscription = place?.subscription ?? '';
    if (subscription !== current && subscription !== '')
      yield safeLine(message('report.subscription', { subscription: subscriptionText(subscription, result) }));
    current = subscription;
    yield safeLine(`${placeText(id, name, place)}: ${describeAction(action)}`);
  }
}

function placeText(id: string, name: string, place: AzurePlace | undefined): string {
  if (place?.resourceGroup === undefined) return id;
  return `  ${message('print.in-group', { name, group: place.resourceGroup })}`;
}

function describeAction(action: PlannedRegistry['action']): string {
  if (action.kind === 'none') return message('print.nothing-to-do');
  if (action.kind === 'refusal') return message('print.not-fixed', { reason: action.reason, step: action.action });
  const { setting, assumptions } = action;
  const change =
    action.kind === 'add'
      ? message('fix-change.adds', { setting })
      : message('print.changes', { setting, changes: action.changes.join(message('list.comma')) });
  if (assumptions.length === 0) return change;
  return message('print.assumes', { change, assumptions: assumptions.join(message('list.and')) });
}

/** What is written, in one line. */
export function liveSummary({ result, registries }: SavedScanFixes, out: string): string {
  const { errors, findings, inputKind } = result;
  const [one, several] =
    inputKind === 'region' ? (['instance', 'instanceLeft'] as const) : (['registry', 'registryLeft'] as const);
  if (registries.length === 0) {
    const evaluated = findings.filter(({ rule }) => rule === fixedLive(result)).length;
    if (errors.length > 0 && evaluated === 0) return message('print.none-readable');
    return message(errors.length === 0 ? 'print.nothing-in' : 'print.nothing-in-readable', {
      registries: counted(evaluated, one),
    });
  }
  const refused = registries.filter(({ action }) => action.kind === 'refusal').length;
  const changed = registries.filter(({ action }) => action.kind === 'add' || action.kind === 'update').length;
  const done = changed === 0 ? message('print.no-change') : counted(changed, 'change');
  const left = refused === 0 ? [] : [counted(refused, several)];
  return message('print.see', { counts: [done, ...left].join(message('list.comma')), file: `${out}/README.md` });
}
