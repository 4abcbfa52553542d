import { LOG_CATEGORIES } from '../../src/model/azure/acr-logs.ts';
import { collectorName } from '../../src/model/azure/collector-notes.ts';
import { WORKSPACE_TYPE } from '../../src/model/azure/resource-types.ts';
import type { Origin } from '../../src/model/resource.ts';
import type { Collector, Target } from '../../src/model/target.ts';
import { activityOf, eventsIn, requireLogin, requireWorkspace } from './arrival.ts';
import type { Ctx } from './audit-logs.ts';
import { deliversTo, deliversToAny } from './delivery.ts';
import { gapsThere } from './gaps.ts';
import { referenced } from './referenced.ts';
import { shown } from './text.ts';

/** Why events of a category do not arrive. */
export interface ArrivalGap {
  readonly id: 'no-workspace' | 'not-arriving' | 'may-be-dropped';
  readonly values: Readonly<Record<string, string>>;
  readonly at: Origin;
}

const [, REPOSITORY] = LOG_CATEGORIES;

/** The workspace property that names its transformation: a data collection rule of the kind `WorkspaceTransforms`. */
export const TRANSFORMATION = 'properties.defaultDataCollectionRuleResourceId';

/** One gap for each collector and category whose events do not arrive in its workspace; other destinations cannot be asked. */
export function arrivalGaps(target: Target, ctx: Ctx): readonly ArrivalGap[] {
  const all = ctx.require(target.collectors);
  const candidates = all.flatMap((one) =>
    LOG_CATEGORIES.map((category) => ({
      isThere: () =>
        ctx.both(
          () => deliversTo(one, 'workspace', category, all, ctx),
          () => isLost(target, one, category, all, ctx),
        ),
      gap: () => gapOf(target, one, category, ctx),
    })),
  );
  const gaps = gapsThere(candidates, ctx);
  if (gaps.length === 0 && !deliversToAny(all, 'workspace', ctx)) requireWorkspace(ctx);
  return gaps;
}

/** Every pull and push leaves a repository event. A login may leave none; where repository events are missing too, those decide. */
function isLost(target: Target, one: Collector, category: string, all: readonly Collector[], ctx: Ctx): boolean {
  const { workspace } = one.destinations;
  if (referenced(target, WORKSPACE_TYPE, workspace, ctx) === undefined) return true;
  const hasNone = (which: string): boolean => eventsIn(target, workspace, which, ctx) === null;
  if (!hasNone(category)) return false;
  if (category === REPOSITORY) return activityOf(target, ctx).count > 0;
  if (!deliversTo(one, 'workspace', REPOSITORY, all, ctx) || !hasNone(REPOSITORY)) requireLogin(ctx);
  return false;
}

function gapOf(target: Target, one: Collector, category: string, ctx: Ctx): ArrivalGap {
  const { workspace } = one.destinations;
  const values = { collector: collectorName(one), category, workspace: shown(workspace) };
  const found = referenced(target, WORKSPACE_TYPE, workspace, ctx);
  if (found === undefined) return { id: 'no-workspace', values, at: one.origin };
  const { count, from, to } = activityOf(target, ctx);
  const more = { ...values, from, to, count: String(count) };
  const transformation = found.field(TRANSFORMATION);
  if (transformation === null) return { id: 'not-arriving', values: more, at: one.origin };
  return { id: 'may-be-dropped', values: { ...more, transformation: shown(transformation) }, at: one.origin };
}
