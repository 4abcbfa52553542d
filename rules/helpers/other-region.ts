import { sameRegion } from '../../src/model/azure/regions.ts';
import { EVENT_HUB_NAMESPACE_TYPE, STORAGE_ACCOUNT_TYPE } from '../../src/model/azure/resource-types.ts';
import type { Collector, Target } from '../../src/model/target.ts';
import { ownerId } from '../../src/value/resource-id.ts';
import { isFault, type Value } from '../../src/value/value.ts';
import type { Candidate } from './acceptance-gap.ts';
import type { Ctx } from './audit-logs.ts';
import { held } from './referenced.ts';
import { shown } from './text.ts';

/** What a setting sends to has to be in the region of the registry, if it is one of these, and what says where it is. */
const REGIONAL = [
  { kind: 'storage', type: STORAGE_ACCOUNT_TYPE, locatedAt: (id: Value): Value => id },
  {
    kind: 'eventHub',
    type: EVENT_HUB_NAMESPACE_TYPE,
    locatedAt: (id: Value): Value => (isFault(id) ? id : ownerId(id)),
  },
] as const;

/**
 * Azure refuses storage accounts and event hubs of another region: learn.microsoft.com, "Diagnostic settings in Azure
 * Monitor", destinations. Only what the same template holds is compared: a live setting Azure has accepted.
 */
export function refusalsOfRegion(
  target: Target,
  { label, origin, ...setting }: Collector,
  ctx: Ctx,
): readonly Candidate[] {
  if (target.templates === undefined) return [];
  const region = target.field('location');
  return REGIONAL.map(({ kind, type, locatedAt }) => {
    const id = setting.destinations[kind];
    const location = (): Value => held(target, type, locatedAt(id), ctx)?.field('location') ?? null;
    return {
      isThere: () =>
        ctx.both(
          () => ctx.notEmpty(id),
          () => ctx.notEmpty(region),
          () => isElsewhere(location(), region, ctx),
        ),
      gaps: () => {
        const values = { setting: label, destination: shown(id), region: shown(region), other: shown(location()) };
        return [{ id: 'other-region', values, at: setting.editLocations?.destination ?? origin }];
      },
    };
  });
}

function isElsewhere(location: Value, region: Value, ctx: Ctx): boolean {
  return ctx.notEmpty(location) && !ctx.holds(sameRegion(location, region));
}
