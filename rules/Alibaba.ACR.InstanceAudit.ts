import { defineRule } from '../src/engine/rule.ts';
import {
  AUDIT_LOG,
  AUDIT_LOG_FIELD,
  DEFAULT_LOG_DAYS,
  FOREVER_DAYS,
  INSTANCE_TYPE,
} from '../src/model/alibaba/instance-audit.ts';
import { auditLogEvidence, auditLogGaps } from './helpers/instance-audit-gaps.ts';

export const instanceAudit = defineRule({
  name: 'Alibaba.ACR.InstanceAudit',
  ref: 'ACRA-0015',
  aliases: [],
  synopsis: 'The pushes and pulls of an instance of Alibaba Cloud Container Registry should be audited.',
  level: 'error',
  pillar: 'Security',
  category: 'SE:10 Monitoring and threat detection',
  controls: ['MCSB LT-3'],
  since: '0.1.0',
  targets: [INSTANCE_TYPE],
  jobs: ['lint', 'scan'],
  needs: [{ field: AUDIT_LOG_FIELD }],
  options: {
    minimumDays: {
      description: 'Days that the logstore has to keep events; 3650 stands for ever.',
      type: 'integer',
      minimum: 1,
      maximum: FOREVER_DAYS,
      default: DEFAULT_LOG_DAYS,
    },
    index: {
      description:
        'Whether a logstore whose events cannot be asked for by instance fails (required), or is unknown (any).',
      enum: ['any', 'required'],
      default: 'any',
    },
  },
  pass: 'its events arrive in Log Service and are kept long enough',
  reasons: {
    'not-activated': {
      message: 'its account has not activated Log Service, so nothing records pushes and pulls',
      remedy: 'activate Log Service, then switch the instance audit on in the console of the instance',
    },
    'no-project': {
      message: 'project {project} of Log Service does not exist, so no instance of its region is audited',
      remedy: 'switch the instance audit on in the console of the instance, which creates the project',
    },
    'no-logstore': {
      message: 'project {project} of Log Service has no logstore {logstore}, so no instance of its region is audited',
      remedy: 'switch the instance audit on in the console of the instance, which creates the logstore',
    },
    'short-retention': {
      message: 'logstore {logstore} keeps events {days} days; option minimumDays={minimum} asks for more',
      remedy: 'raise the retention of the logstore in Log Service',
    },
    'no-index': {
      message: 'logstore {logstore} has no index of {field}, so the events of an instance cannot be asked for',
      remedy: 'create the index of the logstore in Log Service',
    },
  },
  fixes: ['live'],
  check: (target, ctx) => {
    ctx.require(target.field(AUDIT_LOG_FIELD));
    const gaps = auditLogGaps(target, ctx.options, ctx).map(({ id, values }) => ctx.reason(id, values));
    // A gap is certain whatever the switch is.
    if (gaps.length === 0) ctx.require(target.field(AUDIT_LOG.events));
    return gaps;
  },
  evidence: auditLogEvidence,
});
