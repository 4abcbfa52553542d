import { defineRule } from '../src/engine/rule.ts';
import { collectorName } from '../src/model/azure/collector-notes.ts';
import { REGISTRY_TYPE } from '../src/model/azure/resource-types.ts';
import { COLLECTION_RULES } from './helpers/collection-rules.ts';
import { duplicateLogs } from './helpers/duplicate-logs.ts';

export const logsDuplicate = defineRule({
  name: 'Azure.ACR.LogsDuplicate',
  ref: 'ACRA-0005',
  aliases: [],
  synopsis: 'The logs of a container registry should go to each kind of destination once.',
  level: 'info',
  pillar: 'Security',
  category: 'SE:10 Monitoring and threat detection',
  controls: ['MCSB LT-5'],
  since: '0.1.0',
  targets: [REGISTRY_TYPE],
  needs: [COLLECTION_RULES],
  pass: 'no category goes to the same kind of destination twice',
  reasons: {
    'collected-twice': {
      message:
        '{collector} and {other} both send {category} to a destination of kind {kind}, and each copy is paid for',
      remedy: 'collect the category once for each kind of destination, unless both copies are meant',
    },
  },
  check: ({ collectors }, ctx) =>
    duplicateLogs(ctx.require(collectors), ctx).map(({ category, kind, collector, other }) =>
      ctx.reason(
        'collected-twice',
        { collector: collectorName(collector), other: collectorName(other), kind, category },
        other.origin,
      ),
    ),
});
