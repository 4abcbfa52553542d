import { DEFAULT_RETENTION_DAYS } from '../../src/model/azure/limits.ts';
import { TABLE_TYPE, WORKSPACE_TYPE } from '../../src/model/azure/resource-types.ts';
import type { Collector, Target } from '../../src/model/target.ts';
import { isAtLeast } from '../../src/value/comparison.ts';
import { concatText } from '../../src/value/symbolic-string.ts';
import type { Value } from '../../src/value/value.ts';
import type { Ctx } from './audit-logs.ts';
import { held, isMissing, referenced } from './referenced.ts';

/**
 * Days that the workspace of a collector keeps a category in all. A table without days of its own, or that is not there
 * before its first record, has those of the workspace: learn.microsoft.com, "Manage data retention in a Log Analytics
 * workspace". A workspace that does not exist keeps nothing.
 */
export function retentionDays(target: Target, { destinations }: Collector, category: string, ctx: Ctx): Value {
  const own = tableDays(target, concatText([destinations.workspace, `/tables/${category}`]), ctx);
  if (own !== undefined) return own;
  const workspace = referenced(target, WORKSPACE_TYPE, destinations.workspace, ctx);
  if (workspace === undefined) return 0;
  const days = workspace.field('properties.retentionInDays');
  return isGiven(days, ctx) ? days : DEFAULT_RETENTION_DAYS;
}

/** The table is named as the category. One that a template does not declare is taken to inherit. */
function tableDays(target: Target, id: Value, ctx: Ctx): Value | undefined {
  const table = held(target, TABLE_TYPE, id, ctx);
  if (table === undefined) {
    // Asked for its answer alone: a table that could not be read may have days of its own.
    isMissing(target, TABLE_TYPE, id, ctx);
    return undefined;
  }
  const given = ['properties.totalRetentionInDays', 'properties.retentionInDays'].map((path) => table.field(path));
  return given.find((days) => isGiven(days, ctx));
}

/** Null and -1 stand for what is inherited. */
function isGiven(days: Value, ctx: Ctx): boolean {
  return ctx.holds(isAtLeast(days, 0));
}
