import { defineRule } from '../src/engine/rule.ts';
import { MAX_SETTINGS_PER_RESOURCE } from '../src/model/azure/limits.ts';
import { REGISTRY_TYPE } from '../src/model/azure/resource-types.ts';
import { acceptanceGaps, isDeployed } from './helpers/acceptance-gaps.ts';

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
  pass: 'its diagnostic settings are accepted by Azure',
  reasons: {
    'too-many-settings': {
      message: `it has more than ${MAX_SETTINGS_PER_RESOURCE} diagnostic settings, which Azure refuses`,
      remedy: 'merge settings that send to the same destination, or delete those that are not needed',
    },
    'mixed-entries': {
      message: 'diagnostic setting {setting} mixes category groups and categories, which Azure refuses',
      remedy: 'use either category groups or categories in one setting',
    },
    'shared-destination': {
      message: 'diagnostic settings {setting} and {other} send {category} to the same destination, which Azure refuses',
      remedy: 'collect the category in one of the settings only, or give one of them another destination',
    },
    'retention-days': {
      message: 'diagnostic setting {setting} keeps logs for a number of days, which Azure refuses since 2023',
      remedy: 'set days of the retention policy to 0 and use lifecycle management of the storage account',
    },
    'empty-segment': {
      message:
        'the name of diagnostic setting {setting} has an empty segment, or not as many segments as its type, which Azure refuses',
      remedy: 'give the setting a name with a segment for each segment of its type',
    },
  },
  where: ({ collectors }, ctx) =>
    ctx.some(ctx.require(collectors), (one) => one.kind === 'setting' && isDeployed(one, ctx)),
  check: ({ collectors }, ctx) =>
    acceptanceGaps(ctx.require(collectors), ctx).map((gap) => ctx.reason(gap.id, gap.values, gap.at)),
});
