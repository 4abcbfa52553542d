import { instanceAudit } from '../../rules/Alibaba.ACR.InstanceAudit.ts';
import type { AuditLogRead } from '../../src/sources/alibaba/decode/alibaba-record.ts';
import {
  auditLog,
  BUSY,
  events,
  FROM,
  instance,
  missing,
  PROJECT,
  REFUSED,
  REGION,
  region,
  TO,
  withoutAuditLog,
} from '../support/alibaba-records.ts';
import { ruleCases } from '../support/rule-cases.ts';

const A = instance('cri-a');
const scanned = (log: AuditLogRead) => [region(log), A];
const days = (kept: number): AuditLogRead['logstore'] => ({ status: 'read', value: { days: kept, settings: {} } });
const silent = (others: string): string =>
  `activity no event of it arrived from ${FROM} to ${TO}: its instance audit is off, or it is idle; events of ${others} arrived`;
const SILENT_REGION = `activity no event of it arrived from ${FROM} to ${TO}, nor of any other instance of the region: its instance audit is off, or it is idle`;
const NO_INDEX = `notRead its events: logstore acr_access_log of project ${PROJECT} has no index of instance_id`;
const noIndex = (more: Partial<AuditLogRead> = {}): AuditLogRead =>
  auditLog({ index: missing('IndexConfigNotExist'), events: missing('IndexConfigNotExist'), ...more });
const denied = (part: string): string => `permission ${part} of project ${PROJECT}: HTTP 403 Unauthorized`;

ruleCases(instanceAudit, {
  pass: [],
  fail: [],
  unknown: [],
  live: [
    { name: 'events of it arrived, and are kept for a year', records: scanned(auditLog()), outcome: 'pass' },
    {
      name: 'events of it arrived among those of others',
      records: scanned(auditLog({ events: events(['cri-b', 'cri-a']) })),
      outcome: 'pass',
    },
    {
      name: 'events of it arrived, although not all of the time was looked at',
      records: scanned(auditLog({ events: events(['cri-a'], { isComplete: false }) })),
      outcome: 'pass',
    },
    {
      name: 'events that are kept for ever',
      records: scanned(auditLog({ logstore: days(3650) })),
      options: { minimumDays: 3650 },
      outcome: 'pass',
    },
    {
      name: 'events of it arrived, although the project itself may not be read',
      records: scanned(auditLog({ projectRead: REFUSED })),
      outcome: 'pass',
    },
    {
      name: 'Log Service is not activated',
      records: scanned(withoutAuditLog('NotActivated')),
      outcome: 'fail',
      reasons: ['not-activated'],
    },
    {
      name: 'the project does not exist',
      records: scanned(withoutAuditLog('ProjectNotExist')),
      outcome: 'fail',
      reasons: ['no-project'],
    },
    {
      name: 'the logstore does not exist',
      records: scanned({ ...withoutAuditLog('LogStoreNotExist'), projectRead: { status: 'read', value: {} } }),
      outcome: 'fail',
      reasons: ['no-logstore'],
    },
    {
      name: 'the logstore does not exist, whether or not the project may be read',
      records: scanned({ ...withoutAuditLog('LogStoreNotExist'), projectRead: REFUSED }),
      outcome: 'fail',
      reasons: ['no-logstore', 'no-project'],
    },
    {
      name: 'events of it arrived, and are not kept long enough',
      records: scanned(auditLog({ logstore: days(180) })),
      outcome: 'fail',
      reasons: ['short-retention'],
    },
    {
      name: 'events are not kept long enough, whatever the switch is',
      records: scanned(auditLog({ logstore: days(180), events: events([]) })),
      outcome: 'fail',
      reasons: ['short-retention'],
    },
    {
      name: 'a day more than is kept is asked for',
      records: scanned(auditLog()),
      options: { minimumDays: 366 },
      outcome: 'fail',
      reasons: ['short-retention'],
    },
    {
      name: 'no event of it, and events of another instance',
      records: scanned(auditLog({ events: events(['cri-b']) })),
      outcome: 'unknown',
      dependsOn: [silent('cri-b')],
    },
    {
      name: 'no event of it, and events of many others, of which some are named',
      records: scanned(auditLog({ events: events(['cri-g', 'cri-f', 'cri-e', 'cri-d', 'cri-c', 'cri-b']) })),
      outcome: 'unknown',
      dependsOn: [silent('cri-b, cri-c, cri-d, cri-e, cri-f and 1 more')],
    },
    {
      name: 'the logstore is empty',
      records: scanned(auditLog({ events: events([]) })),
      outcome: 'unknown',
      dependsOn: [SILENT_REGION],
    },
    {
      name: 'no event of it in the part of the time that was looked at',
      records: scanned(auditLog({ events: events(['cri-b'], { isComplete: false }) })),
      outcome: 'unknown',
      dependsOn: [`limit events of it: Log Service did not look at all of ${FROM} to ${TO}`],
    },
    {
      name: 'Log Service refuses all of it',
      records: scanned(auditLog({ projectRead: REFUSED, logstore: REFUSED, index: REFUSED, events: REFUSED })),
      outcome: 'unknown',
      reasons: ['no-logstore', 'no-project'],
      dependsOn: [denied('logstore acr_access_log'), denied('the project itself')],
    },
    {
      name: 'Log Service refuses the query alone',
      records: scanned(auditLog({ events: REFUSED })),
      outcome: 'unknown',
      dependsOn: [denied('events in logstore acr_access_log')],
    },
    {
      name: 'Log Service refuses to say how long events are kept',
      records: scanned(auditLog({ logstore: REFUSED })),
      outcome: 'unknown',
      dependsOn: [denied('logstore acr_access_log')],
    },
    {
      name: 'Log Service is too busy to answer the query',
      records: scanned(auditLog({ events: BUSY })),
      outcome: 'unknown',
      dependsOn: [
        `throttled events in logstore acr_access_log of project ${PROJECT}: given up after 5 tries: HTTP 403 ReadQuotaExceed`,
      ],
    },
    {
      name: 'no index: its events cannot be asked for',
      records: scanned(noIndex()),
      outcome: 'unknown',
      dependsOn: [NO_INDEX],
    },
    {
      name: 'an index without the field that tells instances apart',
      records: scanned(noIndex({ index: { status: 'read', value: { hasInstances: false } } })),
      outcome: 'unknown',
      dependsOn: [NO_INDEX],
    },
    {
      name: 'no index where one is required',
      records: scanned(noIndex()),
      options: { index: 'required' },
      outcome: 'fail',
      reasons: ['no-index'],
    },
    {
      name: 'no index where one is required, and events are not kept long enough',
      records: scanned(noIndex({ logstore: days(30) })),
      options: { index: 'required' },
      outcome: 'fail',
      reasons: ['no-index', 'short-retention'],
    },
    {
      name: 'an index where one is required',
      records: scanned(auditLog()),
      options: { index: 'required' },
      outcome: 'pass',
    },
    {
      name: 'nothing was read of the logstore of its region',
      records: [region(), A],
      outcome: 'unknown',
      dependsOn: [`notRead where the events of region ${REGION} go`],
    },
    {
      name: 'an instance whose name is that of a member of every object',
      records: [region(auditLog()), instance('__proto__')],
      outcome: 'unknown',
      dependsOn: [silent('cri-a')],
    },
  ],
});
