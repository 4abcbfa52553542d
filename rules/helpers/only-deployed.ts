import type { Collector } from '../../src/model/target.ts';
import type { Ctx } from './audit-logs.ts';

/** The setting to point at: the only one that may be deployed; undefined where there is none, or a choice. */
export function onlyDeployed(all: readonly Collector[], ctx: Ctx): Collector | undefined {
  const deployed = all.filter(
    ({ isOpaque, applies }) => isOpaque !== true && ctx.peek(() => ctx.holds(applies)) !== false,
  );
  return deployed.length === 1 ? deployed[0] : undefined;
}
