import { ALL_METRICS, CATEGORY_GROUPS, isCategoryGroup, LOG_CATEGORIES } from '../../src/model/azure/acr-logs.ts';
import { type EditLocations, type LogEntry, logEntry } from '../../src/model/azure/diagnostic-setting.ts';
import type { Origin } from '../../src/model/resource.ts';
import type { Collector } from '../../src/model/target.ts';
import { nearest } from '../../src/util/nearest.ts';
import { equals, sameText } from '../../src/value/equality.ts';
import { tryGet } from '../../src/value/property-access.ts';
import { reveal } from '../../src/value/secure.ts';
import { expressionText, isCall, isUnknown, symbolsOf, type Value } from '../../src/value/value.ts';
import type { AcceptanceGap, Candidate } from './acceptance-gap.ts';
import type { Ctx } from './audit-logs.ts';

/** An entry of `logs` or `metrics`, and what it is in the model. */
interface Entry extends Pick<LogEntry, 'category' | 'categoryGroup'> {
  readonly item: Value;
  /** Nothing is known of it: whatever is asked of it is undecided. */
  readonly isOpaque: boolean;
}

/** One of the two lists of a setting. */
interface EntryList {
  readonly setting: Collector;
  readonly ctx: Ctx;
  readonly entries: () => readonly Entry[];
  readonly origin: Origin;
  /** Where the entries say what they are about, and whether they are enabled. */
  readonly names: readonly Origin[];
  readonly switches: readonly Origin[];
}

/**
 * What Azure refuses or ignores in the lists of a setting: learn.microsoft.com, "Diagnostic settings in Azure Monitor", its
 * troubleshooting section (metrics) and "Migrate from diagnostic settings storage retention" (no days since 2023).
 */
export function refusalsOfEntries(setting: Collector, ctx: Ctx): readonly Candidate[] {
  const logs = logsOf(setting, ctx);
  const metrics = metricsOf(setting, ctx);
  return [
    ofList('mixed-entries', logs, () => isMixed(logs.entries(), ctx)),
    ...[logs, metrics].map((list) => ofList('retention-days', list, () => keepsDays(list.entries(), ctx))),
    unknownCategories(logs),
    unknownGroups(logs),
    unknownMetrics(metrics),
    ...[logs, metrics].map(withoutEnabled),
    ...repeatedEntries(logs, metrics),
  ];
}

function logsOf(setting: Collector, ctx: Ctx): EntryList {
  const { logs: origin, logNames: names, entries: switches } = placesOf(setting);
  return { setting, ctx, entries: entriesOf(setting.logs, ctx), origin, names, switches };
}

function metricsOf(setting: Collector, ctx: Ctx): EntryList {
  const { metrics: origin, metricNames: names } = placesOf(setting);
  return { setting, ctx, entries: entriesOf(setting.metrics, ctx), origin, names, switches: names };
}

/** Where the lists stand; a setting that is not of a template is one place. */
function placesOf({ origin, editLocations }: Collector): Omit<EditLocations, 'destination' | 'apiVersion'> {
  return editLocations ?? { logs: origin, metrics: origin, entries: [], logNames: [], metricNames: [] };
}

/** The entries, listed when they are asked for: what cannot be listed decides only where nothing else does. */
function entriesOf(list: Value, ctx: Ctx): () => readonly Entry[] {
  let known: readonly Entry[] | undefined;
  return () => {
    known ??= ctx.items(list).map((item) => ({ ...logEntry(item), item, isOpaque: isOpaque(item) }));
    return known;
  };
}

/** Whether nothing at all is known of an entry: of the items of a parameter without a value. */
function isOpaque(item: Value): boolean {
  const found = reveal(item);
  if (!isUnknown(found) || symbolsOf(found).some(({ domain }) => domain !== undefined)) return false;
  const part = tryGet(found, 'category');
  return isCall(part) && part.operation.name === 'tryGet' && part.args[0] === found;
}

/**
 * Whether one of the entries is wrong. Of one of which nothing is known that alone is asked: a question about each of its
 * parts would multiply the scenarios and say no more.
 */
function someEntry(entries: readonly Entry[], ctx: Ctx, isWrong: (entry: Entry) => boolean): boolean {
  return ctx.some(entries, (entry) => {
    if (entry.isOpaque) ctx.require(entry.item);
    return isWrong(entry);
  });
}

function ofList(id: AcceptanceGap['id'], { setting, origin }: EntryList, isThere: () => boolean): Candidate {
  return { isThere, gaps: () => [{ id, values: { setting: setting.label }, at: origin }] };
}

/** What is wrong with single entries. */
function ofEntries(
  { setting, ctx, entries, origin }: EntryList,
  places: readonly Origin[],
  isWrong: (entry: Entry) => boolean,
  gap: (entry: Entry) => Pick<AcceptanceGap, 'id' | 'values'>,
): Candidate {
  return {
    isThere: () => someEntry(entries(), ctx, isWrong),
    gaps: () =>
      entries().flatMap((entry, i) => {
        if (entry.isOpaque || ctx.peek(() => isWrong(entry)) !== true) return [];
        const { id, values } = gap(entry);
        return [{ id, values: { setting: setting.label, ...values }, at: places[i] ?? origin }];
      }),
  };
}

function isMixed(entries: readonly Entry[], ctx: Ctx): boolean {
  return ctx.both(
    () => someEntry(entries, ctx, ({ category }) => ctx.notEmpty(category)),
    () => someEntry(entries, ctx, ({ categoryGroup }) => ctx.notEmpty(categoryGroup)),
  );
}

function keepsDays(entries: readonly Entry[], ctx: Ctx): boolean {
  return someEntry(entries, ctx, ({ item }) => keepsLogs(item, ctx));
}

/** Whether an entry asks for a number of days; none, zero and null are accepted. */
function keepsLogs(entry: Value, ctx: Ctx): boolean {
  const days = tryGet(tryGet(entry, 'retentionPolicy'), 'days');
  const isZero = ctx.either(
    () => ctx.holds(equals(days, 0)),
    () => ctx.holds(sameText(days, '0')),
  );
  return !isZero && ctx.notEmpty(days);
}

/** Azure checks the name of an entry whether it is enabled or not (github.com/hashicorp/terraform, issue 20732). */
function isOther(name: Value, names: readonly string[], ctx: Ctx): boolean {
  return ctx.both(
    () => ctx.notEmpty(name),
    () => !ctx.some(names, (one) => ctx.holds(sameText(name, one))),
  );
}

function unknownCategories(list: EntryList): Candidate {
  const isWrong = ({ category }: Entry): boolean => isOther(category, LOG_CATEGORIES, list.ctx);
  return ofEntries(list, list.names, isWrong, ({ category, item }) => ({
    id: 'unknown-category',
    values: { category: textOf(category, item), hint: categoryHint(category) },
  }));
}

function unknownGroups(list: EntryList): Candidate {
  const isWrong = ({ categoryGroup }: Entry): boolean => isOther(categoryGroup, CATEGORY_GROUPS, list.ctx);
  return ofEntries(list, list.names, isWrong, ({ categoryGroup, item }) => ({
    id: 'unknown-group',
    values: { group: textOf(categoryGroup, item), hint: nearestHint(categoryGroup, CATEGORY_GROUPS) },
  }));
}

function unknownMetrics(list: EntryList): Candidate {
  const isWrong = ({ category }: Entry): boolean => isOther(category, [ALL_METRICS], list.ctx);
  return ofEntries(list, list.names, isWrong, ({ category, item }) => ({
    id: 'unknown-metric',
    values: { metric: textOf(category, item) },
  }));
}

function withoutEnabled(list: EntryList): Candidate {
  const { ctx } = list;
  const isWrong = ({ item }: Entry): boolean =>
    ctx.both(
      () => ctx.notEmpty(item),
      () => !ctx.notEmpty(tryGet(item, 'enabled')),
    );
  return ofEntries(list, list.switches, isWrong, (entry) => ({
    id: 'no-enabled',
    values: { entry: labelOf(entry, ctx) },
  }));
}

/** One for each name: which of the entries that name the same counts is open. */
function repeatedEntries(logs: EntryList, metrics: EntryList): readonly Candidate[] {
  const byCategory = ({ category }: Entry): Value => category;
  return [
    ...LOG_CATEGORIES.map((name) => repeated(logs, name, name, byCategory)),
    ...CATEGORY_GROUPS.map((name) => repeated(logs, name, `category group ${name}`, (entry) => entry.categoryGroup)),
    repeated(metrics, ALL_METRICS, ALL_METRICS, byCategory),
  ];
}

function repeated(list: EntryList, name: string, entry: string, nameOf: (entry: Entry) => Value): Candidate {
  const { setting, ctx, entries, origin, names } = list;
  const isNamed = (one: Entry): boolean => ctx.holds(sameText(nameOf(one), name));
  return {
    isThere: () =>
      someEntry(entries(), ctx, (one) =>
        ctx.both(
          () => isNamed(one),
          () => someEntry(entries().slice(entries().indexOf(one) + 1), ctx, isNamed),
        ),
      ),
    gaps: () => {
      const last = entries().findLastIndex((one) => !one.isOpaque && ctx.peek(() => isNamed(one)) === true);
      return [{ id: 'repeated-entry', values: { setting: setting.label, entry }, at: names[last] ?? origin }];
    },
  };
}

/** What is not known of a list that cannot be counted has no name that could be shown. */
function textOf(name: Value, item: Value): string {
  if (typeof name === 'string') return name;
  return isUnknown(item) ? 'a name' : expressionText(name);
}

function labelOf({ item, category, categoryGroup }: Entry, ctx: Ctx): string {
  if (isUnknown(item)) return 'an entry';
  if (ctx.peek(() => ctx.notEmpty(category)) === true) return textOf(category, item);
  return ctx.peek(() => ctx.notEmpty(categoryGroup)) === true
    ? `category group ${textOf(categoryGroup, item)}`
    : 'an entry without a name';
}

function categoryHint(category: Value): string {
  return typeof category === 'string' && isCategoryGroup(category)
    ? '; it is a category group'
    : nearestHint(category, LOG_CATEGORIES);
}

function nearestHint(name: Value, names: readonly string[]): string {
  const close = typeof name === 'string' ? nearest(name, names) : undefined;
  return close === undefined ? '' : `; the nearest is ${close}`;
}
