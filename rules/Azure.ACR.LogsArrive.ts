import { defineRule } from '../src/engine/rule.ts';
import { ACTIVITY_EVENTS_TYPE, EVENT_QUERY_TYPE, METRICS_TYPE } from '../src/model/azure/arrivals.ts';
import { DATA_COLLECTION_RULE_TYPE, REGISTRY_TYPE, WORKSPACE_TYPE } from '../src/model/azure/resource-types.ts';
import { arrivalEvidence } from './helpers/arrival-evidence.ts';
import { arrivalGaps, TRANSFORMATION } from './helpers/arrival-gaps.ts';
import { COLLECTION_RULES } from './helpers/collection-rules.ts';
import { deliversAnything } from './helpers/delivery.ts';

export const logsArrive = defineRule({
  name: 'Azure.ACR.LogsArrive',
  ref: 'ACRA-0014',
  aliases: [],
  synopsis: 'The events of a container registry should arrive where its logs are sent.',
  level: 'error',
  pillar: 'Security',
  category: 'SE:10 Monitoring and threat detection',
  controls: ['MCSB LT-3', 'MCSB LT-4'],
  since: '0.1.0',
  targets: [REGISTRY_TYPE],
  jobs: ['verify'],
  needs: [
    COLLECTION_RULES,
    { referenced: DATA_COLLECTION_RULE_TYPE, fields: ['systemData.createdAt', 'systemData.lastModifiedAt'] },
    { referenced: WORKSPACE_TYPE, fields: ['properties.customerId', TRANSFORMATION] },
    { referenced: EVENT_QUERY_TYPE, fields: ['properties'] },
    { referenced: ACTIVITY_EVENTS_TYPE, fields: ['properties'] },
    { referenced: METRICS_TYPE, fields: ['properties'] },
  ],
  pass: 'its events arrive',
  reasons: {
    'no-workspace': {
      message: '{collector} sends {category} to {workspace}, which does not exist',
      remedy: 'create the workspace again, or send the logs to one that exists',
    },
    'not-arriving': {
      message:
        '{collector} sends {category} to {workspace}, where none arrived although the registry was pulled from or pushed to {count} times from {from} to {to}',
      remedy: 'check the daily cap of the workspace, then delete what collects the logs and create it again',
    },
    'may-be-dropped': {
      message:
        '{collector} sends {category} to {workspace}, where none arrived although the registry was pulled from or pushed to {count} times from {from} to {to}; workspace transformation {transformation} may drop them',
      remedy: 'check what the workspace transformation does with the table',
    },
  },
  where: ({ collectors }, ctx) => deliversAnything(ctx.require(collectors), ctx),
  check: (target, ctx) => arrivalGaps(target, ctx).map(({ id, values, at }) => ctx.reason(id, values, at)),
  evidence: arrivalEvidence,
});
