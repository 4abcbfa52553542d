import { defineRule } from '../src/engine/rule.ts';
import { EVENT_HUB_NAMESPACE_TYPE, REGISTRY_TYPE, STORAGE_ACCOUNT_TYPE } from '../src/model/azure/resource-types.ts';
import { isDeclared, isDeployed } from './helpers/acceptance-gap.ts';
import { acceptanceGaps } from './helpers/acceptance-gaps.ts';
import { ACCEPTANCE_REASONS } from './helpers/acceptance-reasons.ts';

export const logsValid = defineRule({
  name: 'Azure.ACR.LogsValid',
  ref: 'ACRA-0002',
  aliases: [],
  synopsis: 'Azure should accept the diagnostic settings of a container registry.',
  level: 'error',
  pillar: 'Security',
  category: 'SE:10 Monitoring and threat detection',
  controls: ['MCSB LT-3', 'MCSB LT-4'],
  since: '0.1.0',
  targets: [REGISTRY_TYPE],
  needs: [
    { field: 'location' },
    { referenced: STORAGE_ACCOUNT_TYPE, fields: ['location'] },
    { referenced: EVENT_HUB_NAMESPACE_TYPE, fields: ['location'] },
  ],
  pass: 'its diagnostic settings are accepted by Azure',
  reasons: ACCEPTANCE_REASONS,
  fixes: ['template'],
  where: ({ collectors }, ctx) => ctx.some(ctx.require(collectors), (one) => isDeclared(one) && isDeployed(one, ctx)),
  check: (target, ctx) => acceptanceGaps(target, ctx).map((gap) => ctx.reason(gap.id, gap.values, gap.at)),
});
