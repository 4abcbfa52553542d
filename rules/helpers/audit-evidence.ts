import type { Table } from '../../src/engine/finding.ts';
import { LOG_CATEGORIES } from '../../src/model/azure/acr-logs.ts';
import { DESTINATION_KINDS } from '../../src/model/azure/destinations.ts';
import type { Collector, Target } from '../../src/model/target.ts';
import { isUnknown } from '../../src/value/value.ts';
import { type Ctx, collects } from './audit-logs.ts';

/** Which setting sends which category where, as far as that is known. */
export function auditEvidence({ collectors }: Target, ctx: Ctx): Table {
  const settings = isUnknown(collectors) ? [] : ctx.require(collectors).filter(({ isOpaque }) => isOpaque !== true);
  const rows = settings.flatMap((setting) => {
    const kinds = DESTINATION_KINDS.filter(
      (kind) => ctx.peek(() => ctx.notEmpty(setting.destinations[kind])) !== false,
    );
    return LOG_CATEGORIES.map((category) => [
      nameOf(setting),
      category,
      kinds.join(', ') || 'none',
      ctx.peek(() =>
        ctx.both(
          () => ctx.holds(setting.applies),
          () => collects(setting, category, ctx),
        ),
      ) ?? null,
    ]);
  });
  return { columns: ['setting', 'category', 'destination', 'enabled'], rows };
}

/** The name without its quotes; of a live one with what follows them. */
function nameOf({ label, live }: Collector): string {
  return live === undefined ? label.replace(/^'(.*)'$/s, '$1') : label.replace(/^'(.*)'(?= \(live)/s, '$1');
}
