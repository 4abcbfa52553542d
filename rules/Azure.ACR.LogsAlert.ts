import { defineRule } from '../src/engine/rule.ts';
import { LOG_CATEGORIES } from '../src/model/azure/acr-logs.ts';
import { ALERT_RULE_TYPE, REGISTRY_TYPE } from '../src/model/azure/resource-types.ts';
import { COLLECTION_RULES } from './helpers/collection-rules.ts';
import { deliversToAny } from './helpers/delivery.ts';
import { ALERT_FIELDS, hasLogAlert } from './helpers/log-alert.ts';

export const logsAlert = defineRule({
  name: 'Azure.ACR.LogsAlert',
  ref: 'ACRA-0009',
  aliases: [],
  synopsis: 'A log alert should read the logs of a container registry.',
  level: 'info',
  pillar: 'Security',
  category: 'SE:10 Monitoring and threat detection',
  controls: ['MCSB LT-3'],
  since: '0.1.0',
  targets: [REGISTRY_TYPE],
  needs: [COLLECTION_RULES, { related: ALERT_RULE_TYPE, fields: ALERT_FIELDS }],
  pass: 'a log alert with an action reads its logs; whether its query finds what matters is not evaluated',
  reasons: {
    'no-alert': {
      message: 'no enabled log alert with an action reads its logs',
      remedy: `add a log alert on ${LOG_CATEGORIES.join(' or ')} with an action group`,
    },
  },
  where: ({ collectors }, ctx) => deliversToAny(ctx.require(collectors), 'workspace', ctx),
  check: (target, ctx) => (hasLogAlert(target, ctx) ? [] : [ctx.reason('no-alert')]),
});
