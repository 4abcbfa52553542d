import { defineRule } from '../src/engine/rule.ts';
import { TASK_TYPE } from '../src/model/azure/resource-types.ts';

const LOG_TEMPLATE = 'properties.logTemplate';

export const taskLogs = defineRule({
  name: 'Azure.ACR.TaskLogs',
  ref: 'ACRA-0012',
  aliases: [],
  synopsis: 'A task of a container registry should keep the logs of its runs.',
  level: 'info',
  pillar: 'Security',
  category: 'SE:10 Monitoring and threat detection',
  controls: ['MCSB LT-6'],
  since: '0.1.0',
  targets: [TASK_TYPE],
  needs: [{ field: LOG_TEMPLATE }],
  pass: 'the logs of its runs are kept as artifacts',
  reasons: {
    'no-log-template': {
      message: 'the logs of its runs are in no table and are deleted after 30 days',
      remedy: 'set logTemplate, which pushes the log of each run as an artifact, or save the logs elsewhere',
    },
  },
  check: (task, ctx) => (ctx.notEmpty(task.field(LOG_TEMPLATE)) ? [] : [ctx.reason('no-log-template')]),
});
