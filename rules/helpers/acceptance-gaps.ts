import { ALL_METRICS, LOG_CATEGORIES } from '../../src/model/azure/acr-logs.ts';
import { keepsSettings } from '../../src/model/azure/azure-names.ts';
import type { Collector, Target } from '../../src/model/target.ts';
import { sameId } from '../../src/value/resource-id.ts';
import { literalQuestion } from '../../src/value/text-question.ts';
import { symbol, type Value } from '../../src/value/value.ts';
import { type AcceptanceGap, type Candidate, isDeclared, isDeployed } from './acceptance-gap.ts';
import { type Ctx, collects, sharesDestination } from './audit-logs.ts';
import { gapsThere } from './gaps.ts';
import { refusalsOfRegion } from './other-region.ts';
import { refusalsOfEntries } from './refused-entries.ts';
import { refusalsOfSetting } from './refused-settings.ts';
import { exceedsSettingLimit } from './setting-limit.ts';

/** Settings that are compared with each other; a registry with more is refused by far. */
const MAX_COMPARED = 50;

/** What a setting can send somewhere; Azure takes each of them once for each destination. */
const SENT = [...LOG_CATEGORIES, ALL_METRICS];

/**
 * Why Azure would refuse to deploy the settings, or would ignore them: learn.microsoft.com, "Diagnostic settings in Azure
 * Monitor" (five a resource; groups or categories; a category goes to a destination once). One gap decides, whatever is not
 * known of the others: those are named as far as this scenario decides them.
 */
export function acceptanceGaps(target: Target, ctx: Ctx): readonly AcceptanceGap[] {
  const settings = ctx.require(target.collectors).filter(({ kind }) => kind === 'setting');
  if (settings.length > MAX_COMPARED) ctx.require(TOO_MANY_TO_COMPARE);
  // What could not be read makes the number of settings unknown, and with it the verdict.
  const known = settings.filter(({ isOpaque }) => isOpaque !== true);
  const candidates: readonly Candidate[] = [
    { isThere: () => exceedsSettingLimit(settings, ctx), gaps: () => [{ id: 'too-many-settings', values: {} }] },
    { isThere: () => disappear(target.id, known, ctx), gaps: () => [{ id: 'non-ascii-id', values: {} }] },
    ...known.filter(isDeclared).flatMap((setting) => ofSetting(target, setting, ctx)),
    // Live ones stand first, so that of two there is one to be deployed if the other is.
    ...known.flatMap((one, i) =>
      known
        .slice(i + 1)
        .filter(isDeclared)
        .flatMap((other) => ofPair(one, other, ctx)),
    ),
  ];
  return gapsThere(
    candidates.map(({ isThere, gaps }) => ({ isThere, gap: gaps })),
    ctx,
  ).flat();
}

const TOO_MANY_TO_COMPARE = symbol({
  key: 'settings-to-compare',
  text: 'diagnostic settings to compare',
  type: 'array',
  cause: { kind: 'limit', name: `more than ${MAX_COMPARED} diagnostic settings of one registry` },
});

const hasForeignCharacters = literalQuestion((part) => !keepsSettings(part));

function disappear(id: Value, settings: readonly Collector[], ctx: Ctx): boolean {
  return ctx.both(
    () => ctx.holds(hasForeignCharacters(id)),
    () => ctx.some(settings, (setting) => isDeployed(setting, ctx)),
  );
}

function ofSetting(target: Target, setting: Collector, ctx: Ctx): readonly Candidate[] {
  const refusals = [
    ...refusalsOfSetting(setting, ctx),
    ...refusalsOfEntries(setting, ctx),
    ...refusalsOfRegion(target, setting, ctx),
  ];
  return refusals.map(({ isThere, gaps }) => ({
    isThere: () => ctx.both(() => isDeployed(setting, ctx), isThere),
    gaps,
  }));
}

/** Two versions of one setting are another matter: the later one replaces the earlier. */
function ofPair(one: Collector, other: Collector, ctx: Ctx): readonly Candidate[] {
  return SENT.map((category) => ({
    isThere: () =>
      ctx.both(
        () => ctx.holds(one.applies),
        () => ctx.holds(other.applies),
        () => collects(one, category, ctx),
        () => collects(other, category, ctx),
        () => sharesDestination(one, other, ctx),
        () => !ctx.holds(sameId(one.id, other.id)),
      ),
    gaps: () => [
      {
        id: 'shared-destination',
        values: { setting: one.label, other: other.label, category },
        at: other.origin,
      },
    ],
  }));
}
