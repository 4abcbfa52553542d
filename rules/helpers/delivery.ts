import { LOG_CATEGORIES } from '../../src/model/azure/acr-logs.ts';
import type { DestinationKind } from '../../src/model/azure/destinations.ts';
import type { Collector } from '../../src/model/target.ts';
import { type Ctx, isDelivered } from './audit-logs.ts';

/** Whether anything of the audit trail is sent anywhere. */
export function deliversAnything(collectors: readonly Collector[], ctx: Ctx): boolean {
  return ctx.some(LOG_CATEGORIES, (category) => isDeliveredByAny(collectors, category, ctx));
}

/** Whether a category reaches a destination. */
export function isDeliveredByAny(collectors: readonly Collector[], category: string, ctx: Ctx): boolean {
  return ctx.some(collectors, (one) => delivers(one, category, collectors, ctx));
}

/**
 * Whether a collector sends a category to a destination. What could not be read leaves that open at once: asking for its
 * parts would double the scenarios for each of them and decide nothing.
 */
function delivers(collector: Collector, category: string, all: readonly Collector[], ctx: Ctx): boolean {
  if (collector.isOpaque !== true) return isDelivered(collector, [category], all, ctx);
  if (ctx.holds(collector.applies)) ctx.require(collector.logs);
  return false;
}

/** Leaves the verdict open where collectors may be there that could not be read. */
export function requireAllRead(collectors: readonly Collector[], ctx: Ctx): void {
  for (const { isOpaque, applies, logs } of collectors) if (isOpaque === true && ctx.holds(applies)) ctx.require(logs);
}

/** The categories that reach a destination. */
export function deliveredCategories(collectors: readonly Collector[], ctx: Ctx): readonly string[] {
  return LOG_CATEGORIES.filter((category) => isDeliveredByAny(collectors, category, ctx));
}

/** Whether a collector sends a category to a destination of a kind. */
export function deliversTo(
  collector: Collector,
  kind: DestinationKind,
  category: string,
  all: readonly Collector[],
  ctx: Ctx,
): boolean {
  // Most have one kind: nothing else need be asked for the others.
  if (collector.destinations[kind] === null) return false;
  return ctx.both(
    () => delivers(collector, category, all, ctx),
    () => ctx.notEmpty(collector.destinations[kind]),
  );
}

/** Whether a collector, one of all of a registry, sends a part of the audit trail to a destination of a kind. */
export function deliversPartTo(
  collector: Collector,
  kind: DestinationKind,
  all: readonly Collector[],
  ctx: Ctx,
): boolean {
  return ctx.some(LOG_CATEGORIES, (category) => deliversTo(collector, kind, category, all, ctx));
}

/** Whether a part of the audit trail goes to a destination of a kind. */
export function deliversToAny(collectors: readonly Collector[], kind: DestinationKind, ctx: Ctx): boolean {
  return ctx.some(collectors, (one) => deliversPartTo(one, kind, collectors, ctx));
}
