import type { Table } from '../../src/engine/finding.ts';
import { ACCESS_LOGSTORE, AUDIT_LOG, AUDIT_LOG_FIELD, INSTANCE_FIELD } from '../../src/model/alibaba/instance-audit.ts';
import type { Target } from '../../src/model/target.ts';
import { isAtLeast } from '../../src/value/matching.ts';
import { tryGet } from '../../src/value/property-access.ts';
import type { Ctx } from './audit-logs.ts';
import { shown } from './text.ts';

/** Why pushes and pulls of an instance are not recorded, or not kept long enough. */
export interface AuditLogGap {
  readonly id: 'not-activated' | 'no-project' | 'no-logstore' | 'short-retention' | 'no-index';
  readonly values: Readonly<Record<string, string>>;
}

/** What is certainly missing of where the events of an instance go; whether they arrive is another question. */
export function auditLogGaps(
  { field }: Target,
  { minimumDays, index }: { readonly minimumDays: number; readonly index: string },
  ctx: Ctx,
): readonly AuditLogGap[] {
  const values = { project: shown(field(AUDIT_LOG.project)), logstore: ACCESS_LOGSTORE };
  if (!ctx.holds(field(AUDIT_LOG.isActivated))) return [{ id: 'not-activated', values }];
  if (!ctx.holds(field(AUDIT_LOG.projectExists))) return [{ id: 'no-project', values }];
  if (!ctx.holds(field(AUDIT_LOG.logstoreExists))) return [{ id: 'no-logstore', values }];
  const days = field(AUDIT_LOG.days);
  // Where they could not be read, that is all there is to say of them.
  if (typeof days !== 'number') ctx.require(days);
  const kept = { ...values, days: shown(days), minimum: String(minimumDays) };
  const gaps: AuditLogGap[] = ctx.holds(isAtLeast(days, minimumDays)) ? [] : [{ id: 'short-retention', values: kept }];
  const isRefused = index === 'required' && !ctx.holds(field(AUDIT_LOG.isIndexed));
  return isRefused ? [...gaps, { id: 'no-index', values: { ...values, field: INSTANCE_FIELD } }] : gaps;
}

/** Where its events go, how long they are kept, and how many arrived until when. */
export function auditLogEvidence({ field }: Target, ctx: Ctx): Table {
  const columns = ['project', 'logstore', 'days', 'events', 'last'];
  if (ctx.peek(() => ctx.require(field(AUDIT_LOG_FIELD))) === undefined) return { columns, rows: [] };
  const hasLogstore = ctx.peek(() => ctx.holds(field(AUDIT_LOG.logstoreExists)));
  const days = field(AUDIT_LOG.days);
  const events = ctx.peek(() => ctx.require(field(AUDIT_LOG.events))) ?? null;
  const [count, last] = ['count', 'last'].map((name) => tryGet(events, name));
  return {
    columns,
    rows: [
      [
        shown(field(AUDIT_LOG.project)),
        hasLogstore === false ? 'none' : ACCESS_LOGSTORE,
        typeof days === 'number' ? days : null,
        typeof count === 'number' ? count : null,
        typeof last === 'string' ? last : null,
      ],
    ],
  };
}
