import { defineRule } from '../src/engine/rule.ts';
import { LOG_CATEGORIES } from '../src/model/azure/acr-logs.ts';
import { REGISTRY_TYPE } from '../src/model/azure/resource-types.ts';
import { sameText } from '../src/value/equality.ts';
import { isDelivered } from './helpers/audit-logs.ts';
import { COLLECTION_RULES } from './helpers/collection-rules.ts';

const [, REPOSITORY_EVENTS] = LOG_CATEGORIES;
const RETENTION = 'properties.policies.retentionPolicy';

export const purgeEvents = defineRule({
  name: 'Azure.ACR.PurgeEvents',
  ref: 'ACRA-0003',
  aliases: [],
  synopsis: 'A container registry that deletes images by a retention policy should log what it deletes.',
  level: 'info',
  pillar: 'Security',
  category: 'SE:10 Monitoring and threat detection',
  controls: ['MCSB LT-3'],
  since: '0.1.0',
  targets: [REGISTRY_TYPE],
  needs: [{ field: RETENTION }, COLLECTION_RULES],
  pass: 'what the retention policy deletes is logged',
  reasons: {
    'purges-not-logged': {
      message: 'its retention policy deletes untagged manifests, and nothing collects repository events',
      remedy: `collect ${REPOSITORY_EVENTS}, or category group audit, in a diagnostic setting`,
    },
  },
  where: (registry, ctx) => ctx.holds(sameText(registry.field(`${RETENTION}.status`), 'enabled')),
  check: ({ collectors }, ctx) => {
    const all = ctx.require(collectors);
    const isLogged = ctx.some(all, (one) => isDelivered(one, [REPOSITORY_EVENTS], all, ctx));
    return isLogged ? [] : [ctx.reason('purges-not-logged')];
  },
});
