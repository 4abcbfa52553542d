import type { RuleContext } from '../../src/engine/rule.ts';
import {
  ALL_LOGS_GROUP,
  ALL_METRICS,
  CATEGORY_GROUPS,
  categoriesOf,
  LOG_CATEGORIES,
} from '../../src/model/azure/acr-logs.ts';
import { DESTINATION_KINDS } from '../../src/model/azure/destinations.ts';
import { type LogEntry, logEntry } from '../../src/model/azure/diagnostic-setting.ts';
import { duplicatesOf } from '../../src/model/azure/duplicate-settings.ts';
import type { Collector } from '../../src/model/target.ts';
import { equals, sameText } from '../../src/value/equality.ts';
import { EMPTY_SEGMENT, hasEmptySegment, sameId } from '../../src/value/resource-id.ts';
import { canonicalKey, fault, symbol, type Value } from '../../src/value/value.ts';

/** Which collectors together count as one audit trail. */
export type Coverage = 'setting' | 'destination' | 'any';

/** Only how values are looked at: helpers are for rules of any ids and options. */
export type Ctx = Omit<RuleContext<never, unknown>, 'reason' | 'options'>;

/** Whether the collectors deliver both categories; the coverage says how they may share the work. */
export function isCovered(collectors: readonly Collector[], coverage: Coverage, ctx: Ctx): boolean {
  const delivers = (one: Collector, ...categories: readonly string[]): boolean =>
    isDelivered(one, categories, collectors, ctx);
  const [login, repository] = LOG_CATEGORIES;
  if (coverage === 'any')
    return ctx.every(LOG_CATEGORIES, (category) => ctx.some(collectors, (one) => delivers(one, category)));
  if (coverage === 'setting') return ctx.some(collectors, (one) => delivers(one, login, repository));
  return ctx.some(collectors, (one) =>
    ctx.some(collectors, (other) =>
      ctx.both(
        () => delivers(one, login),
        () => delivers(other, repository),
        () => one === other || sharesDestination(one, other, ctx),
      ),
    ),
  );
}

/** Whether a collector sends these categories to at least one destination. */
export function isDelivered(
  collector: Collector,
  categories: readonly string[],
  all: readonly Collector[],
  ctx: Ctx,
): boolean {
  return ctx.both(
    () => isInForce(collector, all, ctx),
    () =>
      isAccepted(collector, ctx) &&
      ctx.both(
        () => hasDestination(collector, ctx),
        ...categories.map((category) => () => collects(collector, category, ctx)),
      ),
  );
}

/** Azure refuses a setting as a whole, whatever in it cannot be evaluated; asking for the fault makes the scenario an error. */
function isAccepted({ fault: broken, id, label }: Collector, ctx: Ctx): boolean {
  if (broken !== undefined) ctx.require(broken);
  requireWholeId(id, `diagnostic setting ${label}`, ctx);
  return true;
}

/** An id of which a segment is empty is refused by Azure: the scenario is an error. */
export function requireWholeId(id: Value, what: string, ctx: Ctx): void {
  if (ctx.holds(hasEmptySegment(id)))
    ctx.require(fault(EMPTY_SEGMENT, `the id of ${what} has an empty segment, which Azure refuses`));
}

/** Whether a setting is deployed and is the version that stays of those with its id. */
export function isInForce(setting: Collector, all: readonly Collector[], ctx: Ctx): boolean {
  const duplicates = duplicatesOf(setting, all);
  if (duplicates.length === 0) return ctx.holds(setting.applies);
  return ctx.both(
    () => ctx.holds(setting.applies),
    () => {
      // What is not deployed is no other version, whatever its name is.
      const same = duplicates.filter((one) => ctx.holds(one.setting.applies) && ctx.holds(one.same));
      const versions = all.filter((one) => one === setting || same.some((other) => other.setting === one));
      return lastDeployed(versions, all, ctx) === setting;
    },
  );
}

/** Of settings with the same id the one deployed last stays; a template does not say which that is. */
function lastDeployed(versions: readonly Collector[], all: readonly Collector[], ctx: Ctx): Collector | undefined {
  const [first] = versions;
  if (first === undefined || versions.length < 2) return first;
  const name = `order of the deployments of diagnostic setting ${first.label}`;
  const order = symbol({
    key: `order:${canonicalKey(first.id)}:${versions.map((version) => all.indexOf(version)).join(',')}`,
    text: name,
    type: 'int',
    cause: { kind: 'runtime', name },
    domain: versions.map((_, i) => i),
  });
  return versions.find((_, i) => ctx.holds(equals(order, i)));
}

export function hasDestination({ destinations }: Collector, ctx: Ctx): boolean {
  return ctx.some(DESTINATION_KINDS, (kind) => ctx.notEmpty(destinations[kind]));
}

export function sharesDestination(one: Collector, other: Collector, ctx: Ctx): boolean {
  return ctx.some(DESTINATION_KINDS, (kind) =>
    ctx.both(
      () => ctx.notEmpty(one.destinations[kind]),
      () => ctx.notEmpty(other.destinations[kind]),
      () => ctx.holds(sameId(one.destinations[kind], other.destinations[kind])),
      () => kind !== 'eventHub' || ctx.holds(equals(one.eventHubName, other.eventHubName)),
    ),
  );
}

/** Whether an enabled entry of a setting names a category of logs or a group that holds it, or the category of metrics. */
export function collects({ logs, metrics }: Collector, category: string, ctx: Ctx): boolean {
  const list = category === ALL_METRICS ? metrics : logs;
  return ctx.some(ctx.items(list).map(logEntry), (entry) =>
    ctx.both(
      () => ctx.holds(entry.enabled),
      () => names(entry, category, ctx),
    ),
  );
}

/** Whether an entry is about a category: by its name, or by a group that holds it. */
export function names(entry: LogEntry, category: string, ctx: Ctx): boolean {
  return ctx.either(
    () => ctx.holds(sameText(entry.category, category)),
    ...groupsWith(category).map((group) => () => ctx.holds(sameText(entry.categoryGroup, group))),
  );
}

/** The group of all logs holds every category, of whatever resource. */
function groupsWith(category: string): readonly string[] {
  return CATEGORY_GROUPS.filter((group) => group === ALL_LOGS_GROUP || categoriesOf(group).includes(category));
}
