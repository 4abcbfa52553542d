import { maySupportGroups } from '../../src/model/azure/api-versions.ts';
import { isSettingName } from '../../src/model/azure/azure-names.ts';
import { logEntry } from '../../src/model/azure/diagnostic-setting.ts';
import type { Origin } from '../../src/model/resource.ts';
import type { Collector } from '../../src/model/target.ts';
import { EMPTY_SEGMENT, hasEmptySegment, WRONG_SEGMENTS } from '../../src/value/resource-id.ts';
import { pathSegments } from '../../src/value/symbolic-string.ts';
import { literalQuestion, textQuestion } from '../../src/value/text-question.ts';
import { expressionText, isFault, type Value } from '../../src/value/value.ts';
import { type AcceptanceGap, type Candidate, segmentFault } from './acceptance-gap.ts';
import { type Ctx, hasDestination } from './audit-logs.ts';

/**
 * What Azure refuses of a setting as a whole: learn.microsoft.com, "Diagnostic settings in Azure Monitor", and "Naming rules
 * and restrictions for Azure resources".
 */
export function refusalsOfSetting(setting: Collector, ctx: Ctx): readonly Candidate[] {
  const { label, id, origin, apiVersion = null, editLocations } = setting;
  const candidate = (
    reason: AcceptanceGap['id'],
    isThere: () => boolean,
    at: Origin = origin,
    values: AcceptanceGap['values'] = {},
  ): Candidate => ({ isThere, gaps: () => [{ id: reason, values: { setting: label, ...values }, at }] });
  const wrong = segmentFault(setting);
  return [
    candidate('empty-segment', () => wrong === EMPTY_SEGMENT || ctx.holds(hasEmptySegment(id))),
    candidate('wrong-segments', () => wrong === WRONG_SEGMENTS),
    candidate('forbidden-name', () => ctx.holds(isForbiddenName(setting))),
    candidate('no-destination', () => !hasDestination(setting, ctx), editLocations?.destination),
    candidate('groups-before-version', () => hasUnknownGroups(setting, ctx), editLocations?.apiVersion, {
      version: typeof apiVersion === 'string' ? apiVersion : expressionText(apiVersion),
    }),
  ];
}

/** Of a part of a name, as an unknown part is assumed to be valid. */
const isForbidden = literalQuestion((part) => part !== '' && !isSettingName(part));

function isForbiddenName({ id }: Collector): Value<boolean> {
  return isFault(id) ? false : isForbidden(pathSegments(id).at(-1) ?? null);
}

const isBeforeGroups = textQuestion('isBeforeCategoryGroups', (version) => !maySupportGroups(version));

function hasUnknownGroups({ apiVersion = null, logs }: Collector, ctx: Ctx): boolean {
  return ctx.both(
    () => ctx.holds(isBeforeGroups(apiVersion)),
    () => ctx.some(ctx.items(logs).map(logEntry), ({ categoryGroup }) => ctx.notEmpty(categoryGroup)),
  );
}
