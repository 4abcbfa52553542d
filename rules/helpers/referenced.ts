import type { ReferencedResource, Target } from '../../src/model/target.ts';
import { and } from '../../src/value/logic.ts';
import { sameResource } from '../../src/value/resource-id.ts';
import type { Value } from '../../src/value/value.ts';
import type { Ctx } from './audit-logs.ts';

/** The resource that an id names, where the source holds it; undefined for one that is elsewhere, or nowhere. */
export function held(target: Target, type: string, id: Value, ctx: Ctx): ReferencedResource | undefined {
  const { candidates } = target.named(type, id);
  return candidates.find((one) => ctx.holds(and(one.deployed, sameResource(one.id, id))));
}

/** Whether there is no resource with an id. */
export function isMissing(target: Target, type: string, id: Value, ctx: Ctx): boolean {
  return held(target, type, id, ctx) === undefined && !ctx.holds(target.named(type, id).exists);
}

/** The resource that an id names; undefined where there is none. The verdict is unknown where it was not read. */
export function referenced(target: Target, type: string, id: Value, ctx: Ctx): ReferencedResource | undefined {
  const found = held(target, type, id, ctx);
  if (found !== undefined || isMissing(target, type, id, ctx)) return found;
  ctx.require(target.named(type, id).unread);
  return undefined;
}
