import { LOG_CATEGORIES } from '../../src/model/azure/acr-logs.ts';
import { DESTINATION_KINDS, type DestinationKind } from '../../src/model/azure/destinations.ts';
import type { Collector } from '../../src/model/target.ts';
import { sameId } from '../../src/value/resource-id.ts';
import type { Ctx } from './audit-logs.ts';
import { deliversTo, requireAllRead } from './delivery.ts';

/** A category that two collectors send to the same kind of destination. */
export interface DuplicateLog {
  readonly category: string;
  readonly kind: DestinationKind;
  readonly collector: Collector;
  readonly other: Collector;
}

/** What may go to one kind of destination, and the collectors that may send it there. */
interface Route {
  readonly category: string;
  readonly kind: DestinationKind;
  readonly collectors: readonly Collector[];
}

/** Every second and further way that a category goes to a kind of destination. Collectors are counted, not compared in pairs. */
export function duplicateLogs(all: readonly Collector[], ctx: Ctx): readonly DuplicateLog[] {
  const read = all.filter(({ isOpaque }) => isOpaque !== true);
  const routes = DESTINATION_KINDS.flatMap((kind) => {
    const collectors = read.filter(({ destinations }) => destinations[kind] !== null);
    return LOG_CATEGORIES.map((category): Route => ({ category, kind, collectors }));
  });
  if (ctx.some(routes, (route) => isUsedTwice(route, all, ctx)))
    return routes.flatMap((route) => duplicatesOn(route, all, ctx));
  requireAllRead(all, ctx);
  for (const route of routes) requireCounted(route, all, ctx);
  return [];
}

/** Asks no more than the count needs: one collector that may send makes no second, and none matters after two that do. */
function isUsedTwice({ category, kind, collectors }: Route, all: readonly Collector[], ctx: Ctx): boolean {
  const sends = (one: Collector): boolean => deliversTo(one, kind, category, all, ctx);
  // What is not decided stays in the list and is asked for below.
  const sending = collectors.filter((one) => ctx.peek(() => sends(one)) !== false);
  const first = sending.find((one) => ctx.peek(() => sends(one)));
  if (first === undefined) return areSeveral(sending, kind, ctx) && ctx.some(sending, sends);
  return ctx.some(sending, (other) =>
    ctx.both(
      () => isAnother(first, other, kind, ctx),
      () => sends(other),
    ),
  );
}

/** Whether these are not surely one and the same. */
function areSeveral([first, ...others]: readonly Collector[], kind: DestinationKind, ctx: Ctx): boolean {
  return first !== undefined && others.some((other) => ctx.peek(() => isAnother(first, other, kind, ctx)) !== false);
}

/** Two declarations may be of one setting. What two associations with one data collection rule do is not documented. */
function isAnother(one: Collector, other: Collector, kind: DestinationKind, ctx: Ctx): boolean {
  if (one === other) return false;
  if (one.kind !== other.kind) return true;
  const isOther = (): boolean => !ctx.holds(sameId(one.id, other.id));
  if (one.kind === 'setting') return isOther();
  return ctx.either(isOther, () => !ctx.holds(sameId(one.destinations[kind], other.destinations[kind])));
}

function duplicatesOn({ category, kind, collectors }: Route, all: readonly Collector[], ctx: Ctx): DuplicateLog[] {
  const sending = collectors.filter((one) => ctx.peek(() => deliversTo(one, kind, category, all, ctx)) === true);
  const [collector] = sending;
  if (collector === undefined) return [];
  return sending
    .filter((other) => ctx.peek(() => isAnother(collector, other, kind, ctx)) === true)
    .map((other) => ({ category, kind, collector, other }));
}

/** Leaves the verdict open where what collects names destinations that cannot be counted. */
function requireCounted({ category, kind, collectors }: Route, all: readonly Collector[], ctx: Ctx): void {
  for (const one of collectors)
    if (one.isUncounted === true && deliversTo(one, kind, category, all, ctx)) ctx.require(one.destinations[kind]);
}
