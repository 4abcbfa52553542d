import { DEFAULT_RETENTION_DAYS } from '../../src/model/azure/limits.ts';
import { TABLE_TYPE, WORKSPACE_TYPE } from '../../src/model/azure/resource-types.ts';
import type { Origin } from '../../src/model/resource.ts';
import type { Collector, ReferencedResource, Target } from '../../src/model/target.ts';
import { equals } from '../../src/value/equality.ts';
import { isAtLeast } from '../../src/value/matching.ts';
import { concatText } from '../../src/value/symbolic-string.ts';
import type { Value } from '../../src/value/value.ts';
import type { Ctx } from './audit-logs.ts';
import { held, referenced, requireNone } from './referenced.ts';

/** How long something is kept in all, and the resource that says so. */
export interface Retention {
  readonly days: Value;
  readonly origin?: Origin;
}

/**
 * How long the workspace of a collector keeps a category. The table, which is named as the category, may have days of its own; one without,
 * or that is not there before its first record, has those of the workspace: learn.microsoft.com, "Manage data retention in
 * a Log Analytics workspace". A workspace that does not exist keeps nothing.
 */
export function retentionOf(target: Target, collector: Collector, category: string, ctx: Ctx): Retention {
  // Whatever a module that could not be read sends to.
  if (collector.isOpaque === true) ctx.require(collector.logs);
  const { workspace } = collector.destinations;
  const id = concatText([workspace, `/tables/${category}`]);
  const table = held(target, TABLE_TYPE, id, ctx);
  const own = table && daysIn(table, ['properties.totalRetentionInDays', 'properties.retentionInDays'], ctx);
  if (own !== undefined) return own;
  const found = referenced(target, WORKSPACE_TYPE, workspace, ctx);
  if (found === undefined) return { days: 0 };
  // One that a template does not declare is taken to inherit; one that could not be read may have days of its own.
  if (table === undefined) requireNone(target, TABLE_TYPE, id, ctx);
  const days = found.field('properties.retentionInDays');
  return { days: ctx.holds(equals(days, null)) ? DEFAULT_RETENTION_DAYS : days, origin: found.origin };
}

/** Null and -1 stand for what is inherited. */
function daysIn({ field, origin }: ReferencedResource, paths: readonly string[], ctx: Ctx): Retention | undefined {
  const days = paths.map(field).find((value) => ctx.holds(isAtLeast(value, 0)));
  return days === undefined ? undefined : { days, origin };
}
