import { defineRule } from '../src/engine/rule.ts';
import { TASK_TYPE } from '../src/model/azure/resource-types.ts';
import { sameText } from '../src/value/equality.ts';

const STATUS = 'properties.status';
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
  needs: [{ field: STATUS }, { field: LOG_TEMPLATE }],
  pass: 'the logs of its runs are kept as artifacts',
  reasons: {
    'no-log-template': {
      message: 'the logs of its runs are in no table and are deleted after 30 days',
      remedy:
        'set logTemplate, if the registry has a customer-managed key, or save the logs elsewhere: acraudit tasks export',
    },
  },
  // A task that is off has no runs.
  where: (task, ctx) => !ctx.holds(sameText(task.field(STATUS), 'disabled')),
  check: (task, ctx) => (ctx.notEmpty(task.field(LOG_TEMPLATE)) ? [] : [ctx.reason('no-log-template')]),
});
