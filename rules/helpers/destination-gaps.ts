import { collectorName } from '../../src/model/azure/collector-notes.ts';
import { DESTINATION_KINDS, type DestinationKind } from '../../src/model/azure/destinations.ts';
import type { Origin } from '../../src/model/resource.ts';
import type { Collector, Target } from '../../src/model/target.ts';
import type { Ctx } from './audit-logs.ts';
import { deliveredCategories, deliversTo } from './delivery.ts';
import { type Accepted, type DestinationProblem, destinationProblem } from './destination-problem.ts';
import { shown } from './text.ts';

/** Why a category reaches no accepted destination. */
export interface DestinationGap {
  readonly id: DestinationProblem;
  readonly values: Readonly<Record<string, string>>;
  readonly at: Origin;
}

/** A collector with one of the kinds of destinations that it may have. */
interface Way {
  readonly one: Collector;
  readonly kind: DestinationKind;
}

/** What is wrong with the destinations of the categories that reach none that is accepted; one accepted one is enough. */
export function destinationGaps(target: Target, accepted: Accepted, ctx: Ctx): readonly DestinationGap[] {
  const all = ctx.require(target.collectors);
  const categories = deliveredCategories(all, ctx);
  const ways = all.flatMap((one) => DESTINATION_KINDS.map((kind): Way => ({ one, kind })));
  const isSent = ({ one, kind }: Way, category: string): boolean => deliversTo(one, kind, category, all, ctx);
  const problem = (way: Way) => problemOf(target, way, accepted, ctx);
  const isReached = (category: string): boolean =>
    ctx.some(ways, (way) =>
      ctx.both(
        () => isSent(way, category),
        () => problem(way) === undefined,
      ),
    );
  if (ctx.every(categories, isReached)) return [];
  const unreached = categories.filter((category) => ctx.peek(() => isReached(category)) === false);
  const gaps = ways
    .filter((way) => unreached.some((category) => ctx.peek(() => isSent(way, category)) === true))
    .flatMap((way) => {
      const id = ctx.peek(() => problem(way));
      return id === undefined ? [] : [gapOf(id, way, accepted)];
    });
  // No gap would read as a pass. A failure that cannot be explained is a bug, and a crash says so.
  if (gaps.length === 0) throw new Error('a failure without a reason');
  return gaps;
}

/** Of one that could not be read it is open whether it sends anything, so where to is not asked. */
function problemOf(target: Target, { one, kind }: Way, accepted: Accepted, ctx: Ctx): DestinationProblem | undefined {
  return one.isOpaque === true ? undefined : destinationProblem(target, one, kind, accepted, ctx);
}

function gapOf(id: DestinationProblem, { one, kind }: Way, { require }: Accepted): DestinationGap {
  const values = { collector: collectorName(one), kind, destination: shown(one.destinations[kind]), require };
  return { id, values, at: one.editLocations?.destination ?? one.origin };
}
