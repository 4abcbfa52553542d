import { MAX_SETTINGS_PER_RESOURCE } from '../../src/model/azure/limits.ts';
import type { Collector } from '../../src/model/target.ts';
import { sameId } from '../../src/value/resource-id.ts';
import type { Ctx } from './audit-logs.ts';

/** Whether more settings are deployed than Azure accepts; versions of one setting count once. */
export function exceedsSettingLimit(settings: readonly Collector[], ctx: Ctx): boolean {
  const isOver = (list: readonly unknown[]): boolean => list.length > MAX_SETTINGS_PER_RESOURCE;
  const counted = settings.filter(({ isOpaque }) => isOpaque !== true);
  const certain = counted.filter(({ applies }) => ctx.peek(() => ctx.holds(applies)) === true);
  if (isOver(distinct(certain, (one, other) => ctx.peek(() => differ(one, other, ctx)) === true))) return true;
  const uncounted = settings.filter(({ isOpaque, isRepeated }) => isOpaque === true || isRepeated === true);
  // Where there are not enough of them anyway, their conditions are not asked for: each would double the scenarios.
  if (isOver(counted)) {
    const deployed = counted.filter(({ applies }) => ctx.holds(applies));
    if (isOver(distinct(deployed, (one, other) => differ(one, other, ctx)))) return true;
  }
  for (const setting of uncounted) requireKnownNumber(setting, ctx);
  return false;
}

function differ(one: Collector, other: Collector, ctx: Ctx): boolean {
  return !ctx.holds(sameId(one.id, other.id));
}

function distinct(
  settings: readonly Collector[],
  areDifferent: (one: Collector, other: Collector) => boolean,
): readonly Collector[] {
  return settings.filter((one, i) => settings.slice(0, i).every((other) => areDifferent(one, other)));
}

/** A module that could not be read, or a loop whose length is not known, may deploy any number of settings. */
function requireKnownNumber({ applies, deployed, isOpaque, logs }: Collector, ctx: Ctx): void {
  if (ctx.holds(applies)) ctx.require(isOpaque === true ? logs : deployed);
}
