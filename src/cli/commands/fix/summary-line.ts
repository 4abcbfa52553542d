import type { RegistryFix, TemplateFixes } from '../../../api/results.ts';
import { counted } from '../../../messages/counted.ts';
import { message } from '../../../messages/message.ts';

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
        registries: i === 0 ? counted(count, 'registry') : message('count.bare', { count }),
        files: counted(files.length, 'file'),
      }),
    )
    .join(message('list.comma'));
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

/** Where a registry is written. */
export function placeOf({ file, path }: Pick<RegistryFix, 'file' | 'path'>): string {
  return `${file}\n${path}`;
}
