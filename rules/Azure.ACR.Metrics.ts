import { defineRule } from '../src/engine/rule.ts';
import { ALL_METRICS } from '../src/model/azure/acr-logs.ts';
import { REGISTRY_TYPE } from '../src/model/azure/resource-types.ts';
import { collects, hasDestination, isInForce } from './helpers/audit-logs.ts';

export const metrics = defineRule({
  name: 'Azure.ACR.Metrics',
  ref: 'ACRA-0010',
  aliases: [],
  synopsis: 'The metrics of a container registry should be collected.',
  level: 'info',
  pillar: 'Security',
  category: 'SE:10 Monitoring and threat detection',
  controls: ['MCSB LT-3'],
  since: '0.1.0',
  targets: [REGISTRY_TYPE],
  pass: 'its metrics are collected',
  reasons: {
    'no-metrics': {
      message: `no diagnostic setting with a destination collects ${ALL_METRICS}`,
      remedy: `enable the metric category ${ALL_METRICS} in a diagnostic setting`,
    },
  },
  check: ({ collectors }, ctx) => {
    const all = ctx.require(collectors);
    const isCollected = ctx.some(all, (one) =>
      ctx.both(
        () => isInForce(one, all, ctx),
        () => hasDestination(one, ctx),
        () => collects({ logs: one.metrics }, ALL_METRICS, ctx),
      ),
    );
    return isCollected ? [] : [ctx.reason('no-metrics')];
  },
});
