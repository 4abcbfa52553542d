import { LOG_CATEGORIES } from '../../src/model/azure/acr-logs.ts';
import { LIFECYCLE_TYPE, STORAGE_ACCOUNT_TYPE } from '../../src/model/azure/resource-types.ts';
import type { Origin } from '../../src/model/resource.ts';
import type { Target } from '../../src/model/target.ts';
import { equals, sameText } from '../../src/value/equality.ts';
import { isAtLeast } from '../../src/value/matching.ts';
import { tryGet } from '../../src/value/property-access.ts';
import { concatText } from '../../src/value/symbolic-string.ts';
import type { Value } from '../../src/value/value.ts';
import type { Ctx } from './audit-logs.ts';
import { deliversTo, isDeliveredByAny } from './delivery.ts';
import { deletesCopy, type LogCopy } from './lifecycle.ts';
import { held, referenced, requireNone } from './referenced.ts';
import { shown } from './text.ts';

/** What a copy in storage lacks, by the id of the reason that says so. */
export interface ArchiveGap {
  readonly id: 'no-archive' | 'not-immutable' | 'deleted-early';
  readonly values: Readonly<Record<string, string>>;
  readonly at?: Origin;
}

interface ArchiveOptions {
  readonly immutable: boolean;
  readonly minimumDays: number;
}

/** What the categories lack that are collected; one copy that is as it should be is enough, whatever others are like. */
export function archiveGaps(target: Target, options: ArchiveOptions, ctx: Ctx): readonly ArchiveGap[] {
  const all = ctx.require(target.collectors);
  const isArchived = (category: string): boolean =>
    ctx.some(all, (collector) =>
      ctx.both(
        () => deliversTo(collector, 'storage', category, all, ctx),
        () => isKept(target, { collector, category, registry: target.id }, options, ctx),
      ),
    );
  const isMissing = (category: string): boolean =>
    ctx.both(
      () => isDeliveredByAny(all, category, ctx),
      () => !isArchived(category),
    );
  if (!ctx.some(LOG_CATEGORIES, isMissing)) return [];
  const missing = LOG_CATEGORIES.filter((category) => ctx.peek(() => isMissing(category)) === true);
  return distinct(missing.flatMap((category) => explained(target, category, options, ctx)));
}

/** Whether a copy is kept as the options want it. What could not be read may keep it so. */
function isKept(target: Target, copy: LogCopy, options: ArchiveOptions, ctx: Ctx): boolean {
  return (
    copy.collector.isOpaque === true || !ctx.some(problems(target, copy, options, ctx), ({ isThere }) => isThere())
  );
}

/** Why no copy of a category is as it should be. */
function explained(target: Target, category: string, options: ArchiveOptions, ctx: Ctx): readonly ArchiveGap[] {
  const all = ctx.require(target.collectors);
  const copying = all.filter((one) => ctx.peek(() => deliversTo(one, 'storage', category, all, ctx)) !== false);
  const gaps = copying.flatMap((collector) =>
    problems(target, { collector, category, registry: target.id }, options, ctx)
      .filter(({ isThere }) => ctx.peek(isThere) === true)
      .map(({ gap }) => gap),
  );
  return gaps.length > 0 ? gaps : [{ id: 'no-archive', values: { category } }];
}

function problems(target: Target, copy: LogCopy, { immutable, minimumDays }: ArchiveOptions, ctx: Ctx) {
  const { destinations, origin: at } = copy.collector;
  const account = destinations.storage;
  const values = { account: shown(account), minimum: String(minimumDays) };
  const problem = (id: ArchiveGap['id'], isThere: () => boolean) => ({ isThere, gap: { id, values, at } });
  return [
    ...(immutable ? [problem('not-immutable', () => !isImmutable(target, account, ctx))] : []),
    ...(minimumDays > 0 ? [problem('deleted-early', () => isDeletedEarly(target, copy, minimumDays, ctx))] : []),
  ];
}

/** Two categories may have one copy, and one reason. */
function distinct(gaps: readonly ArchiveGap[]): readonly ArchiveGap[] {
  return [...new Map(gaps.map((gap) => [JSON.stringify([gap.id, gap.values, gap.at]), gap])).values()];
}

/** Where a storage account says whether what it holds can be changed. */
export const IMMUTABILITY = 'properties.immutableStorageWithVersioning';

/**
 * Whether an account keeps blobs from being changed; support for that does nothing without a policy: learn.microsoft.com,
 * "Configure immutability policies for blob versions". Those of containers are not visible from the account.
 */
function isImmutable(target: Target, id: Value, ctx: Ctx): boolean {
  const immutability = referenced(target, STORAGE_ACCOUNT_TYPE, id, ctx)?.field(IMMUTABILITY) ?? null;
  const policy = tryGet(immutability, 'immutabilityPolicy');
  return ctx.both(
    () => ctx.holds(equals(tryGet(immutability, 'enabled'), true)),
    () => ctx.holds(isAtLeast(tryGet(policy, 'immutabilityPeriodSinceCreationInDays'), 1)),
    () => !ctx.holds(sameText(tryGet(policy, 'state'), 'Disabled')),
  );
}

/** Whether a lifecycle rule of the account of a copy deletes it too early. */
function isDeletedEarly(target: Target, copy: LogCopy, minimumDays: number, ctx: Ctx): boolean {
  const account = copy.collector.destinations.storage;
  const id = concatText([account, '/managementPolicies/default']);
  const policy = held(target, LIFECYCLE_TYPE, id, ctx);
  if (policy === undefined) {
    // An account of the same template has the policies that are declared with it; of another one they are not known.
    if (held(target, STORAGE_ACCOUNT_TYPE, account, ctx) === undefined) referenced(target, LIFECYCLE_TYPE, id, ctx);
    requireNone(target, LIFECYCLE_TYPE, id, ctx);
    return false;
  }
  const rules = ctx.items(policy.field('properties.policy.rules'));
  return ctx.some(rules, (rule) => deletesCopy(rule, copy, minimumDays, ctx));
}
