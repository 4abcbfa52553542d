import { defineRule } from '../src/engine/rule.ts';
import { ADMINISTRATIVE_CATEGORY } from '../src/model/azure/activity-log.ts';
import { SUBSCRIPTION_TYPE } from '../src/model/azure/resource-types.ts';
import { isDelivered } from './helpers/audit-logs.ts';

export const activityLog = defineRule({
  name: 'Azure.Subscription.ActivityLog',
  ref: 'ACRA-0013',
  aliases: [],
  synopsis: 'The activity log of a subscription should be exported.',
  level: 'warning',
  pillar: 'Security',
  category: 'SE:10 Monitoring and threat detection',
  controls: ['MCSB LT-3', 'CIS Azure 6.1.1.1', 'CIS Azure 6.1.1.2'],
  since: '0.1.0',
  targets: [SUBSCRIPTION_TYPE],
  pass: 'the Administrative category of its activity log is exported',
  reasons: {
    'not-exported': {
      message:
        'no diagnostic setting exports the Administrative category of its activity log, which Azure keeps 90 days',
      remedy: 'add a diagnostic setting on the subscription with category Administrative and a destination',
    },
  },
  check: ({ collectors }, ctx) => {
    const all = ctx.require(collectors);
    const isExported = ctx.some(all, (one) => isDelivered(one, [ADMINISTRATIVE_CATEGORY], all, ctx));
    return isExported ? [] : [ctx.reason('not-exported')];
  },
});
