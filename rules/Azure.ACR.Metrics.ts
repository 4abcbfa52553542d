import { defineRule } from '../src/engine/rule.ts';
import { ALL_METRICS } from '../src/model/azure/acr-logs.ts';
import { REGISTRY_TYPE } from '../src/model/azure/resource-types.ts';
import { isDelivered } from './helpers/audit-logs.ts';
import { onlyDeployed } from './helpers/only-deployed.ts';

export const metrics = defineRule({
  name: 'Azure.ACR.Metrics',
  ref: 'ACRA-0010',
  aliases: [],
  synopsis: 'A container registry should send its metrics somewhere.',
  level: 'info',
  pillar: 'Operational Excellence',
  category: 'OE:07 Monitoring system',
  controls: ['WAF OE:07'],
  since: '0.1.0',
  targets: [REGISTRY_TYPE],
  pass: 'its metrics are collected',
  reasons: {
    'no-metrics': {
      message: `its metrics are not collected: no diagnostic setting with a destination enables ${ALL_METRICS}`,
      remedy: `enable metric category ${ALL_METRICS} in a diagnostic setting that has a destination`,
    },
  },
  fixes: ['template'],
  check: ({ collectors }, ctx) => {
    const all = ctx.require(collectors);
    if (ctx.some(all, (one) => isDelivered(one, [ALL_METRICS], all, ctx))) return [];
    const only = onlyDeployed(all, ctx);
    return [ctx.reason('no-metrics', {}, only?.editLocations?.metrics ?? only?.origin)];
  },
});
