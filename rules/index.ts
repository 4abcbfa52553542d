import type { Rule } from '../src/engine/rule.ts';
import { logs } from './Azure.ACR.Logs.ts';
import { logsValid } from './Azure.ACR.LogsValid.ts';
import { metrics } from './Azure.ACR.Metrics.ts';
import { purgeEvents } from './Azure.ACR.PurgeEvents.ts';

/** Every rule of the pack, sorted by name; the conformance test compares this list with the folder. */
export const rules: readonly Rule[] = [logs, logsValid, metrics, purgeEvents];
