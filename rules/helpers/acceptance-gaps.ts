import { ALL_METRICS, LOG_CATEGORIES } from '../../src/model/azure/acr-logs.ts';
import { logEntry } from '../../src/model/azure/diagnostic-setting.ts';
import type { Origin } from '../../src/model/resource.ts';
import type { Collector } from '../../src/model/target.ts';
import { equals, sameText } from '../../src/value/equality.ts';
import { tryGet } from '../../src/value/property-access.ts';
import { hasEmptySegment, sameId } from '../../src/value/resource-id.ts';
import { isFault, symbol, type Value } from '../../src/value/value.ts';
import { type Ctx, collects, sharesDestination } from './audit-logs.ts';
import { exceedsSettingLimit } from './setting-limit.ts';

/** What Azure refuses of a registry's diagnostic settings, by the id of the reason that says so. */
export interface AcceptanceGap {
  readonly id: 'too-many-settings' | 'mixed-entries' | 'shared-destination' | 'retention-days' | 'empty-segment';
  readonly values: Readonly<Record<string, string>>;
  readonly at?: Origin;
}

/** A gap, and whether it is there in this scenario. */
interface Candidate {
  readonly isThere: () => boolean;
  readonly gap: () => AcceptanceGap;
}

/** Settings that are compared with each other; a registry with more is refused by far. */
const MAX_COMPARED = 50;

/** What a setting can send somewhere; Azure takes each of them once for each destination. */
const SENT = [...LOG_CATEGORIES, ALL_METRICS];

/**
 * Why Azure would refuse to deploy the settings: learn.microsoft.com, "Diagnostic settings in Azure Monitor" (five a
 * resource; groups or categories; a category goes to a destination once) and "Migrate from diagnostic settings storage
 * retention" (no days of retention since 2023). One gap decides, whatever is not known of the others: those are named
 * as far as this scenario decides them.
 */
export function acceptanceGaps(collectors: readonly Collector[], ctx: Ctx): readonly AcceptanceGap[] {
  const settings = collectors.filter(({ kind }) => kind === 'setting');
  if (settings.length > MAX_COMPARED) ctx.require(TOO_MANY_TO_COMPARE);
  // What could not be read makes the number of settings unknown, and with it the verdict.
  const known = settings.filter(({ isOpaque }) => isOpaque !== true);
  const candidates: readonly Candidate[] = [
    { isThere: () => exceedsSettingLimit(settings, ctx), gap: () => ({ id: 'too-many-settings', values: {} }) },
    ...known.flatMap((setting) => ofSetting(setting, ctx)),
    ...known.flatMap((one, i) => known.slice(i + 1).flatMap((other) => ofPair(one, other, ctx))),
  ];
  if (!ctx.some(candidates, ({ isThere }) => isThere())) return [];
  return candidates.filter(({ isThere }) => ctx.peek(isThere) === true).map(({ gap }) => gap());
}

const TOO_MANY_TO_COMPARE = symbol({
  key: 'settings-to-compare',
  text: 'diagnostic settings to compare',
  type: 'array',
  cause: { kind: 'limit', name: `more than ${MAX_COMPARED} diagnostic settings of one registry` },
});

function ofSetting(setting: Collector, ctx: Ctx): readonly Candidate[] {
  const { label, logs, metrics, origin, editLocations } = setting;
  const candidate = (id: AcceptanceGap['id'], at: Origin, isWrong: () => boolean): Candidate => ({
    isThere: () => ctx.both(() => isDeployed(setting, ctx), isWrong),
    gap: () => ({ id, values: { setting: label }, at }),
  });
  const keepsDays = (entries: Value): boolean => ctx.some(ctx.items(entries), (entry) => keepsLogs(entry, ctx));
  const logsPlace = editLocations?.logs ?? origin;
  return [
    candidate('empty-segment', origin, () => hasWrongSegments(setting) || ctx.holds(hasEmptySegment(setting.id))),
    candidate('mixed-entries', logsPlace, () => isMixed(logs, ctx)),
    candidate('retention-days', logsPlace, () => keepsDays(logs)),
    candidate('retention-days', origin, () => keepsDays(metrics)),
  ];
}

/** Whether a setting is deployed and, as far as it has a name, attached to the registry. */
export function isDeployed(setting: Collector, ctx: Ctx): boolean {
  return ctx.holds(hasWrongSegments(setting) ? setting.deployed : setting.applies);
}

/** Whether a name has not as many segments as its type, so that there is no id, and nothing that it is attached to. */
function hasWrongSegments({ id }: Collector): boolean {
  return isFault(id) && id.code === 'name-segments';
}

function isMixed(logs: Value, ctx: Ctx): boolean {
  const entries = ctx.items(logs).map(logEntry);
  return ctx.both(
    () => ctx.some(entries, ({ category }) => ctx.notEmpty(category)),
    () => ctx.some(entries, ({ categoryGroup }) => ctx.notEmpty(categoryGroup)),
  );
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

/** Two versions of one setting are another matter: the later one replaces the earlier. */
function ofPair(one: Collector, other: Collector, ctx: Ctx): readonly Candidate[] {
  return SENT.map((category) => ({
    isThere: () =>
      ctx.both(
        () => ctx.holds(one.applies),
        () => ctx.holds(other.applies),
        () => sends(one, category, ctx),
        () => sends(other, category, ctx),
        () => sharesDestination(one, other, ctx),
        () => !ctx.holds(sameId(one.id, other.id)),
      ),
    gap: () => ({
      id: 'shared-destination',
      values: { setting: one.label, other: other.label, category },
      at: other.origin,
    }),
  }));
}

function sends(setting: Collector, category: string, ctx: Ctx): boolean {
  return collects(category === ALL_METRICS ? { logs: setting.metrics } : setting, category, ctx);
}
