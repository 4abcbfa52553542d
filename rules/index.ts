import type { Rule } from '../src/engine/rule.ts';
import { instanceAudit } from './Alibaba.ACR.InstanceAudit.ts';
import { connectedRegistryLogs } from './Azure.ACR.ConnectedRegistryLogs.ts';
import { logs } from './Azure.ACR.Logs.ts';
import { logsAlert } from './Azure.ACR.LogsAlert.ts';
import { logsArchive } from './Azure.ACR.LogsArchive.ts';
import { logsArrive } from './Azure.ACR.LogsArrive.ts';
import { logsDestination } from './Azure.ACR.LogsDestination.ts';
import { logsDuplicate } from './Azure.ACR.LogsDuplicate.ts';
import { logsRegion } from './Azure.ACR.LogsRegion.ts';
import { logsRetention } from './Azure.ACR.LogsRetention.ts';
import { logsValid } from './Azure.ACR.LogsValid.ts';
import { metrics } from './Azure.ACR.Metrics.ts';
import { purgeEvents } from './Azure.ACR.PurgeEvents.ts';
import { taskLogs } from './Azure.ACR.TaskLogs.ts';
import { activityLog } from './Azure.Subscription.ActivityLog.ts';

/** Every rule of the pack, sorted by name; the conformance test compares this list with the folder. */
export const rules: readonly Rule[] = [
  instanceAudit,
  connectedRegistryLogs,
  logs,
  logsAlert,
  logsArchive,
  logsArrive,
  logsDestination,
  logsDuplicate,
  logsRegion,
  logsRetention,
  logsValid,
  metrics,
  purgeEvents,
  taskLogs,
  activityLog,
];
