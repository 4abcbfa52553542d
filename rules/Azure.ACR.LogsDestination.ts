import { defineRule } from '../src/engine/rule.ts';
import {
  DATADOG_TYPE,
  EVENT_HUB_NAMESPACE_TYPE,
  EVENT_HUB_RULE_TYPE,
  REGISTRY_TYPE,
  STORAGE_ACCOUNT_TYPE,
  WORKSPACE_TYPE,
} from '../src/model/azure/resource-types.ts';
import { COLLECTION_RULES } from './helpers/collection-rules.ts';
import { deliversAnything } from './helpers/delivery.ts';
import { destinationGaps } from './helpers/destination-gaps.ts';
import { ACCEPTED_KINDS, STORAGE_FIELDS } from './helpers/destination-problem.ts';

export const logsDestination = defineRule({
  name: 'Azure.ACR.LogsDestination',
  ref: 'ACRA-0004',
  aliases: [],
  synopsis: 'The logs of a container registry should reach an accepted destination.',
  level: 'error',
  pillar: 'Security',
  category: 'SE:10 Monitoring and threat detection',
  controls: ['MCSB LT-3', 'MCSB LT-4', 'CIS Azure 6.1.4'],
  since: '0.1.0',
  targets: [REGISTRY_TYPE],
  needs: [
    COLLECTION_RULES,
    { referenced: WORKSPACE_TYPE },
    { referenced: STORAGE_ACCOUNT_TYPE, fields: STORAGE_FIELDS },
    { referenced: EVENT_HUB_RULE_TYPE },
    { referenced: EVENT_HUB_NAMESPACE_TYPE },
    { referenced: DATADOG_TYPE },
  ],
  options: {
    require: {
      description: 'The kind of destination that the logs have to reach.',
      enum: ACCEPTED_KINDS,
      default: 'any',
    },
    allow: {
      description: 'Ids of accepted destinations, in which * stands for any characters; empty: all.',
      type: 'array',
      items: { type: 'string' },
      default: [],
    },
  },
  pass: 'its logs reach an accepted destination',
  reasons: {
    'wrong-kind': {
      message: '{collector} sends its logs to a destination of kind {kind}; option require={require} asks for another',
      remedy: 'send the logs to a destination of the kind that the option require names',
    },
    'not-allowed': {
      message: '{collector} sends its logs to {destination}, which the option allow does not name',
      remedy: 'send the logs to a destination that the option allow names, or add this one to it',
    },
    'destination-missing': {
      message: '{collector} sends its logs to {destination}, which does not exist',
      remedy: 'create the destination again, or send the logs to one that exists',
    },
    'storage-unsupported': {
      message: '{collector} sends its logs to {destination}, a kind of storage account that takes no logs',
      remedy: 'use a standard storage account without DNS zone endpoints',
    },
    'storage-firewall': {
      message: '{collector} sends its logs to {destination}, whose firewall does not let trusted Microsoft services in',
      remedy: 'add AzureServices to the exceptions of the network rules of the storage account',
    },
  },
  fixes: ['template'],
  where: ({ collectors }, ctx) => deliversAnything(ctx.require(collectors), ctx),
  check: (target, ctx) =>
    destinationGaps(target, ctx.options, ctx).map(({ id, values, at }) => ctx.reason(id, values, at)),
});
