import { defineRule } from '../src/engine/rule.ts';
import { ALERT_RULE_TYPE, REGISTRY_TYPE } from '../src/model/azure/resource-types.ts';
import { ALERT_FIELDS, isLogAlert } from './helpers/log-alert.ts';

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
  needs: [{ related: ALERT_RULE_TYPE, fields: ALERT_FIELDS }],
  pass: 'a log alert with an action reads its logs; whether its query finds what matters is not evaluated',
  reasons: {
    'no-alert': {
      message: 'no enabled log alert with an action reads its logs',
      remedy:
        'add a log alert on ContainerRegistryLoginEvents or ContainerRegistryRepositoryEvents with an action group',
    },
  },
  check: (target, ctx) => {
    const alerts = ctx.require(target.related(ALERT_RULE_TYPE));
    return ctx.some(alerts, (alert) => isLogAlert(alert, target, ctx)) ? [] : [ctx.reason('no-alert')];
  },
});
