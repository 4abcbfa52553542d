import { LOG_CATEGORIES } from '../../src/model/azure/acr-logs.ts';
import type { Successor } from '../../src/model/azure/attached-setting.ts';
import type { Collector } from '../../src/model/target.ts';
import { type Ctx, isDelivered } from './audit-logs.ts';

/** What takes the place of a live collector that delivers both categories. */
export interface ReplacedLive {
  readonly by: Successor;
  readonly scannedAt: string;
}

/** The live collectors without a gap that are surely overwritten in this scenario. */
export function replacedLive(all: readonly Collector[], ctx: Ctx): readonly ReplacedLive[] {
  const found = all.flatMap((one): readonly ReplacedLive[] => {
    if (one.live === undefined) return [];
    const { replacedBy, scannedAt } = one.live;
    const by = replacedBy.find(({ when }) => ctx.peek(() => ctx.holds(when)) === true);
    const before = { ...one, applies: true };
    const isWhole = (): boolean => isDelivered(before, LOG_CATEGORIES, [before], ctx);
    return by === undefined || ctx.peek(isWhole) !== true ? [] : [{ by, scannedAt }];
  });
  // A data collection rule is a collector for each of its destinations.
  return [...new Map(found.map((one) => [one.by.name, one])).values()];
}
