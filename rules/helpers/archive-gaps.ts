import { LIFECYCLE_TYPE, STORAGE_ACCOUNT_TYPE } from '../../src/model/azure/resource-types.ts';
import type { Origin } from '../../src/model/resource.ts';
import type { Collector, Target } from '../../src/model/target.ts';
import { equals } from '../../src/value/equality.ts';
import { isAtLeast, matchesPattern } from '../../src/value/matching.ts';
import { tryGet } from '../../src/value/property-access.ts';
import { concatText } from '../../src/value/symbolic-string.ts';
import type { Value } from '../../src/value/value.ts';
import type { Ctx } from './audit-logs.ts';
import { deliveredCategories, deliversPartTo, deliversTo } from './delivery.ts';
import { gapsThere } from './gaps.ts';
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

export function archiveGaps(target: Target, options: ArchiveOptions, ctx: Ctx): readonly ArchiveGap[] {
  const all = ctx.require(target.collectors);
  const missing = deliveredCategories(all, ctx).filter(
    (category) => !ctx.some(all, (one) => deliversTo(one, 'storage', category, all, ctx)),
  );
  if (missing.length > 0) return missing.map((category) => ({ id: 'no-archive', values: { category } }));
  return gapsThere(
    all.flatMap((one) => accountGaps(target, one, all, options, ctx)),
    ctx,
  );
}

function accountGaps(
  target: Target,
  one: Collector,
  all: readonly Collector[],
  { immutable, minimumDays }: ArchiveOptions,
  ctx: Ctx,
) {
  const account = one.destinations.storage;
  const candidate = (id: ArchiveGap['id'], isThere: () => boolean) => ({
    isThere: () => ctx.both(() => deliversPartTo(one, 'storage', all, ctx), isThere),
    gap: (): ArchiveGap => ({ id, values: { account: shown(account), minimum: String(minimumDays) }, at: one.origin }),
  });
  return [
    ...(immutable ? [candidate('not-immutable', () => !isImmutable(target, account, ctx))] : []),
    ...(minimumDays > 0 ? [candidate('deleted-early', () => deletesEarly(target, account, minimumDays, ctx))] : []),
  ];
}

/** A policy of a container is not visible from the account, so only the account's own setting counts. */
function isImmutable(target: Target, id: Value, ctx: Ctx): boolean {
  const account = referenced(target, STORAGE_ACCOUNT_TYPE, id, ctx);
  return (
    account !== undefined && ctx.holds(equals(account.field('properties.immutableStorageWithVersioning.enabled'), true))
  );
}

/** Whether an enabled rule deletes blobs of the containers that Azure Monitor writes logs to. */
function deletesEarly(target: Target, account: Value, minimumDays: number, ctx: Ctx): boolean {
  const id = concatText([account, '/managementPolicies/default']);
  const policy = held(target, LIFECYCLE_TYPE, id, ctx);
  if (policy === undefined) {
    // An account of the same template has the policies that are declared with it; of another one they are not known.
    if (held(target, STORAGE_ACCOUNT_TYPE, account, ctx) === undefined) referenced(target, LIFECYCLE_TYPE, id, ctx);
    requireNone(target, LIFECYCLE_TYPE, id, ctx);
    return false;
  }
  return ctx.some(ctx.items(policy.field('properties.policy.rules')), (rule) =>
    ctx.both(
      () => !ctx.holds(equals(tryGet(rule, 'enabled'), false)),
      () => concernsLogs(rule, ctx),
      () => deletesBefore(rule, minimumDays, ctx),
    ),
  );
}

/** Containers of logs are named `insights-logs-` and the category: "Azure resource logs", storage. */
function concernsLogs(rule: Value, ctx: Ctx): boolean {
  const prefixes = tryGet(tryGet(tryGet(rule, 'definition'), 'filters'), 'prefixMatch');
  if (!ctx.notEmpty(prefixes)) return true;
  return ctx.some(ctx.items(prefixes), (prefix) => ctx.holds(matchesPattern(prefix, 'insights-logs-*')));
}

const AGES = ['daysAfterModificationGreaterThan', 'daysAfterCreationGreaterThan', 'daysAfterLastAccessTimeGreaterThan'];

function deletesBefore(rule: Value, minimumDays: number, ctx: Ctx): boolean {
  const actions = tryGet(tryGet(rule, 'definition'), 'actions');
  const deletion = tryGet(tryGet(actions, 'baseBlob'), 'delete');
  const ages = AGES.map((age) => tryGet(deletion, age));
  return ctx.some(ages, (age) =>
    ctx.both(
      () => ctx.holds(isAtLeast(age, 0)),
      () => !ctx.holds(isAtLeast(age, minimumDays)),
    ),
  );
}
