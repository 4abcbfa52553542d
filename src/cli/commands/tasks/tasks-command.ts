import { withRuleFiles } from '../../../api/rule-files/with-rule-files.ts';
import { exportTaskLogs } from '../../../api/tasks/export-task-logs.ts';
import type { TaskLogsRequest } from '../../../api/tasks/task-logs-request.ts';
import type { TaskLogsResult } from '../../../api/tasks/task-logs-result.ts';
import { message } from '../../../messages/message.ts';
import { toJson } from '../../../reports/report-text.ts';
import { safeLine, safeLines } from '../../../util/safe-text.ts';
import { checkProxy } from '../../check-proxy.ts';
import type { TasksFlags } from '../../flags/tasks-flags.ts';
import type { Streams } from '../../streams.ts';
import { keepHeapSmall, watched } from '../scan-command.ts';
import { exportLines } from './export-lines.ts';

/** Of the JSON that is printed. */
const FORMAT_VERSION = 1;
const NOT_ALL_SAVED = 3;

/** Saves the logs of the runs of tasks. Returns the exit code. */
export async function exportTasks(flags: TasksFlags, streams: Streams, cwd: string): Promise<number> {
  checkProxy(streams.env);
  keepHeapSmall();
  const request = await withRuleFiles(requestOf(flags, cwd));
  const result = await watched(exportTaskLogs, request, streams);
  if (flags.format === 'json') await streams.out(toJson({ version: FORMAT_VERSION, ...result }));
  else await streams.out(safeLines(exportLines(result, flags)));
  if (!flags.quiet && result.runs.some(({ state }) => state === 'saved'))
    streams.err(safeLine(message('tasks.secrets', { folder: flags.out })));
  return isWhole(result) ? 0 : NOT_ALL_SAVED;
}

function isWhole({ runs, errors }: TaskLogsResult): boolean {
  return errors.length === 0 && !runs.some(({ state }) => state === 'failed');
}

function requestOf(flags: TasksFlags, cwd: string): TaskLogsRequest {
  const { out, registry, since, maxSize, dryRun, config, subscription, excludeSubscription, resourceGroup } = flags;
  const { managementGroup, tenant, cloud, armEndpoint, authorityHost, blobEndpoint, discovery, concurrency } = flags;
  return {
    ...{ cwd, out, dryRun, registries: registry, subscriptions: subscription, resourceGroups: resourceGroup },
    excludeSubscriptions: excludeSubscription,
    ...(config !== true && { config }),
    ...(since !== undefined && { since }),
    ...(maxSize !== undefined && { maxSize }),
    ...(managementGroup !== undefined && { managementGroup }),
    ...(tenant !== undefined && { tenant }),
    ...(cloud !== undefined && { cloud }),
    ...(armEndpoint !== undefined && { armEndpoint }),
    ...(authorityHost !== undefined && { authorityHost }),
    ...(blobEndpoint !== undefined && { blobEndpoint }),
    ...(discovery !== undefined && { discovery }),
    ...(concurrency !== undefined && { concurrency }),
  };
}
