import type { ReferencedResource, Target } from '../../src/model/target.ts';
import { equals } from '../../src/value/equality.ts';
import { and } from '../../src/value/logic.ts';
import { sameResource } from '../../src/value/resource-id.ts';
import { canonicalKey, symbol, type Value } from '../../src/value/value.ts';
import type { Ctx } from './audit-logs.ts';
import { shown } from './text.ts';

/** The resource that an id names, where the source holds it; undefined for one that is elsewhere, or nowhere. */
export function held(target: Target, type: string, id: Value, ctx: Ctx): ReferencedResource | undefined {
  const { candidates } = target.named(type, id);
  const first = candidates.find((one) => ctx.holds(and(one.deployed, sameResource(one.id, id))));
  if (first === undefined) return undefined;
  const isVersion = (one: ReferencedResource): boolean =>
    one === first || (sameResource(one.id, first.id) === true && ctx.holds(one.deployed));
  return lastDeployed(candidates.filter(isVersion), first, ctx);
}

/** Of declarations of one resource the one deployed last stays; a template does not say which that is. */
function lastDeployed(versions: readonly ReferencedResource[], { id, name }: ReferencedResource, ctx: Ctx) {
  if (versions.length < 2) return versions[0];
  const text = `order of the deployments of ${shown(name)}`;
  const order = symbol({
    key: `order:${canonicalKey(id)}:${versions.length}`,
    text,
    type: 'int',
    cause: { kind: 'runtime', name: text },
    domain: versions.map((_, i) => i),
  });
  return versions.find((_, i) => ctx.holds(equals(order, i)));
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

/** Leaves the verdict open where a part of a resource, of which none was found, may be there all the same. */
export function requireNone(target: Target, type: string, id: Value, ctx: Ctx): void {
  const { exists, unread, unlisted } = target.named(type, id);
  if (unlisted !== undefined) ctx.require(unlisted);
  if (exists !== true && ctx.holds(exists)) ctx.require(unread);
}
