import type {
  AuditLogRead,
  EventCounts,
  InstanceRecord,
  PartRead,
  RegionRecord,
} from '../../src/sources/alibaba/decode/alibaba-record.ts';

export const ACCOUNT = '1234567890123456';
export const REGION = 'cn-hangzhou';
export const PROJECT = `aliyun-product-data-${ACCOUNT}-${REGION}`;
export const FROM = '2030-01-01T00:00:00.000Z';
export const TO = '2030-12-31T00:00:00.000Z';
export const LAST = '2030-12-30T12:00:00.000Z';

export function instance(id: string, region = REGION): InstanceRecord {
  const resource = { name: id.replace('cri-', ''), status: 'RUNNING', specification: 'Enterprise_Basic' };
  return { kind: 'instance', id: `acs:cr:${region}:${ACCOUNT}:instance/${id}`, resource };
}

/** Events of these instances: all of the time that is kept, unless `more` says another thing. */
export function events(ids: readonly string[], more: Partial<EventCounts> = {}): PartRead<EventCounts> {
  const instances = Object.fromEntries(ids.map((id) => [id, { count: 7, last: LAST }]));
  return { status: 'read', value: { from: FROM, to: TO, isComplete: true, instances, ...more } };
}

export function missing(code: string): { readonly status: 'missing'; readonly code: string } {
  return { status: 'missing', code };
}

/** What Log Service refuses to show. */
export const REFUSED = {
  status: 'failed',
  problem: { kind: 'permission', code: 'Unauthorized', message: 'HTTP 403 Unauthorized' },
} as const;

/** What Log Service asked to come back later for, too often. */
export const BUSY = {
  status: 'failed',
  problem: { kind: 'throttled', code: 'ReadQuotaExceed', message: 'given up after 5 tries: HTTP 403 ReadQuotaExceed' },
} as const;

/** A logstore as the service makes it, with an event of `cri-a`. */
export function auditLog(changes: Partial<AuditLogRead> = {}): AuditLogRead {
  return {
    project: PROJECT,
    projectRead: { status: 'read', value: {} },
    logstore: { status: 'read', value: { days: 365, settings: { shardCount: 2, mode: 'standard' } } },
    index: { status: 'read', value: { hasInstances: true } },
    events: events(['cri-a']),
    ...changes,
  };
}

/** The same where all of it lacks. */
export function withoutAuditLog(code: string): AuditLogRead {
  const none = missing(code);
  return auditLog({ projectRead: none, logstore: none, index: none, events: none });
}

export function region(log?: AuditLogRead, changes: Partial<RegionRecord> = {}): RegionRecord {
  return { kind: 'region', id: REGION, state: 'read', ...(log && { auditLog: log }), ...changes };
}
