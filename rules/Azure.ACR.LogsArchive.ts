import { defineRule } from '../src/engine/rule.ts';
import { LIFECYCLE_TYPE, REGISTRY_TYPE, STORAGE_ACCOUNT_TYPE } from '../src/model/azure/resource-types.ts';
import { archiveGaps, IMMUTABILITY } from './helpers/archive-gaps.ts';
import { COLLECTION_RULES } from './helpers/collection-rules.ts';
import { deliversAnything } from './helpers/delivery.ts';

export const logsArchive = defineRule({
  name: 'Azure.ACR.LogsArchive',
  ref: 'ACRA-0007',
  aliases: [],
  synopsis: 'A copy of the logs of a container registry should go to a storage account.',
  level: 'info',
  pillar: 'Security',
  category: 'SE:10 Monitoring and threat detection',
  controls: ['MCSB LT-6'],
  since: '0.1.0',
  targets: [REGISTRY_TYPE],
  needs: [
    COLLECTION_RULES,
    { referenced: STORAGE_ACCOUNT_TYPE, fields: [IMMUTABILITY] },
    { referenced: LIFECYCLE_TYPE, fields: ['properties.policy.rules'] },
  ],
  options: {
    immutable: {
      description: 'Whether the storage account has to keep blobs from being changed, by a policy of its own.',
      type: 'boolean',
      default: false,
    },
    minimumDays: {
      description: 'Days that lifecycle rules have to keep the copy at least; 0 accepts all.',
      type: 'integer',
      minimum: 0,
      default: 0,
    },
  },
  pass: 'a copy of its logs goes to a storage account',
  reasons: {
    'no-archive': {
      message: 'no collector sends {category} to a storage account',
      remedy: 'add a storage account to a diagnostic setting',
    },
    'not-immutable': {
      message: 'storage account {account} does not keep blobs from being changed',
      remedy: 'give the storage account version-level immutability with a retention policy',
    },
    'deleted-early': {
      message: 'a lifecycle rule of storage account {account} deletes logs before {minimum} days',
      remedy: 'let the lifecycle rule keep the containers of the logs longer',
    },
  },
  where: ({ collectors }, ctx) => deliversAnything(ctx.require(collectors), ctx),
  check: (target, ctx) => archiveGaps(target, ctx.options, ctx).map(({ id, values, at }) => ctx.reason(id, values, at)),
});
