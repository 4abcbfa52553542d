import type { Cell, Table } from '../../src/engine/finding.ts';
import { LOG_CATEGORIES } from '../../src/model/azure/acr-logs.ts';
import type { Target } from '../../src/model/target.ts';
import { tryGet } from '../../src/value/property-access.ts';
import { isUnknown, type Value } from '../../src/value/value.ts';
import { eventsIn } from './arrival.ts';
import type { Ctx } from './audit-logs.ts';
import { deliversTo } from './delivery.ts';
import { shown } from './text.ts';

/** How many events of each category every workspace has, and when the last of them was, as far as that was read. */
export function arrivalEvidence(target: Target, ctx: Ctx): Table {
  const all = isUnknown(target.collectors) ? [] : ctx.require(target.collectors);
  const rows = all.flatMap((one) => {
    const sent = LOG_CATEGORIES.filter(
      (category) => ctx.peek(() => deliversTo(one, 'workspace', category, all, ctx)) === true,
    );
    return sent.map((category) => rowOf(target, one.destinations.workspace, category, ctx));
  });
  return { columns: ['workspace', 'category', 'events', 'last'], rows };
}

function rowOf(target: Target, workspace: Value, category: string, ctx: Ctx): readonly Cell[] {
  const events = ctx.peek(() => eventsIn(target, workspace, category, ctx));
  // The whole id would not fit in a line.
  const place = [shown(workspace).replace(/\/$/, '').split('/').at(-1) ?? '', category];
  if (events === null) return [...place, 0, 'none'];
  const [count, last] = ['count', 'last'].map((name) => tryGet(events ?? null, name));
  return [...place, typeof count === 'number' ? count : null, typeof last === 'string' ? last : null];
}
