import { message } from '../../src/messages/message.ts';
import { CATEGORY_GROUPS, LOG_CATEGORIES } from '../../src/model/azure/acr-logs.ts';
import { collectorName } from '../../src/model/azure/collector-notes.ts';
import { type LogEntry, logEntry } from '../../src/model/azure/diagnostic-setting.ts';
import type { Origin } from '../../src/model/resource.ts';
import type { Collector } from '../../src/model/target.ts';
import { sameText } from '../../src/value/equality.ts';
import { isFault } from '../../src/value/value.ts';
import { type Coverage, type Ctx, collects, hasDestination, isCovered, isInForce, names } from './audit-logs.ts';
import { type ReplacedLive, replacedLive } from './replaced-live.ts';

/** What is missing for an audit trail, by the id of the reason that says so. */
export interface AuditGap {
  readonly id:
    | 'no-setting'
    | 'setting-not-deployed'
    | 'missing-category'
    | 'disabled-category'
    | 'no-destination'
    | 'overwritten'
    | 'weakens-live-setting'
    | 'split-across-settings';
  readonly values?: Readonly<Record<string, string>>;
  readonly at?: Origin;
}

/**
 * What the collectors of a registry lack; nothing when they deliver both categories. What explains a gap is what this
 * scenario decides already: explaining asks for no more scenarios.
 */
export function auditGaps(all: readonly Collector[], coverage: Coverage, ctx: Ctx): readonly AuditGap[] {
  if (isCovered(all, coverage, ctx)) return [];
  const read = all.filter(({ isOpaque }) => isOpaque !== true);
  const gaps = [...replacedLive(all, ctx).map(weakening), ...explained(read, all, coverage, ctx)];
  // No gap would read as a pass. A failure that cannot be explained is a bug, and a crash says so.
  if (gaps.length === 0) throw new Error('a failure without a reason');
  return gaps;
}

function explained(
  settings: readonly Collector[],
  all: readonly Collector[],
  coverage: Coverage,
  ctx: Ctx,
): readonly AuditGap[] {
  const may = (test: () => boolean): boolean => ctx.peek(test) !== false;
  const deployed = settings.filter(({ applies }) => may(() => ctx.holds(applies)));
  if (deployed.length === 0) return notDeployed(settings, ctx);
  const mayCollect = (one: Collector, category: string): boolean => may(() => collects(one, category, ctx));
  const missing = LOG_CATEGORIES.filter((category) => !deployed.some((one) => mayCollect(one, category)));
  if (missing.length > 0) return missing.map((category) => missingCategory(category, deployed, ctx));
  const sending = deployed.filter((one) => may(() => hasDestination(one, ctx)));
  const overwritten = sending.find(
    (one) =>
      LOG_CATEGORIES.every((category) => mayCollect(one, category)) &&
      ctx.peek(() => isInForce(one, all, ctx)) === false,
  );
  if (overwritten !== undefined) return [gapOf('overwritten', overwritten)];
  if (LOG_CATEGORIES.every((category) => sending.some((one) => mayCollect(one, category)))) return [split(coverage)];
  return deployed
    .filter((one) => !sending.includes(one) && LOG_CATEGORIES.some((category) => mayCollect(one, category)))
    .map((one) => gapOf('no-destination', one, one.editLocations?.destination));
}

/** Said beside the gaps that the registry then has. */
function weakening({ by, scannedAt }: ReplacedLive): AuditGap {
  return { id: 'weakens-live-setting', values: { collector: by.name, date: scannedAt }, at: by.origin };
}

function gapOf(id: AuditGap['id'], collector: Collector, at: Origin = collector.origin): AuditGap {
  return { id, values: { collector: collectorName(collector) }, at };
}

/** Names what the option would have to be for the settings to count together. */
function split(coverage: Coverage): AuditGap {
  return { id: 'split-across-settings', values: { coverage: coverage === 'setting' ? 'destination or any' : 'any' } };
}

function notDeployed(settings: readonly Collector[], ctx: Ctx): readonly AuditGap[] {
  const off = settings.filter(
    ({ deployed, target }) => !isFault(target) && ctx.peek(() => ctx.holds(deployed)) === false,
  );
  if (off.length === 0) return [{ id: 'no-setting' }];
  return off.map((collector) => ({
    id: 'setting-not-deployed',
    values: {
      collector: collectorName(collector),
      because: collector.notDeployedBecause?.text ?? message('fix.condition-false'),
    },
    at: collector.notDeployedBecause?.origin ?? collector.origin,
  }));
}

function missingCategory(category: string, settings: readonly Collector[], ctx: Ctx): AuditGap {
  for (const setting of settings) {
    // A data collection rule has streams, and none of them is listed and switched off.
    if (setting.kind !== 'setting') continue;
    const entries = (ctx.peek(() => ctx.items(setting.logs)) ?? []).map(logEntry);
    const at = entries.findIndex((entry) => ctx.peek(() => names(entry, category, ctx)) === true);
    if (at < 0) continue;
    const values = { category, collector: collectorName(setting), entry: nameOfEntry(category, entries, ctx) };
    return { id: 'disabled-category', values, at: setting.editLocations?.entries[at] ?? setting.origin };
  }
  const [only, ...others] = settings;
  const at = others.length === 0 ? (only?.editLocations?.logs ?? only?.origin) : undefined;
  return { id: 'missing-category', values: { category }, ...(at !== undefined && { at }) };
}

/** What the entries that are about a category name: it, or a group that holds it. */
function nameOfEntry(category: string, entries: readonly LogEntry[], ctx: Ctx): string {
  const isListed = (value: (entry: LogEntry) => LogEntry['category'], word: string): boolean =>
    entries.some((entry) => ctx.peek(() => ctx.holds(sameText(value(entry), word))) === true);
  if (isListed((entry) => entry.category, category)) return category;
  const group = CATEGORY_GROUPS.find((word) => isListed((entry) => entry.categoryGroup, word));
  return `category group ${group}`;
}
