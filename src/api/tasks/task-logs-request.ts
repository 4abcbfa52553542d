import type { InFolder, LiveScanRequest, RuleRequest, ScanWatch } from '../requests.ts';

/** A request of `exportTaskLogs`. */
export interface TaskLogsRequest
  extends InFolder,
    Pick<RuleRequest, 'config' | 'ruleFiles'>,
    Omit<LiveScanRequest, 'batch'>,
    ScanWatch {
  /** The folder of the logs and their index: a new one, or that of an earlier export, which goes on. */
  readonly out: string;
  /** Names or ids: only runs of these registries. */
  readonly registries?: readonly string[];
  /** Only runs that ended since: a time such as `7d`, `24h` or `90m`, or a day, as `YYYY-MM-DD`. Default: all that Azure has. */
  readonly since?: string;
  /** The largest log to save, in bytes. Default: 1 GiB. */
  readonly maxSize?: number;
  /** Whether only the runs are listed: nothing is written, and the result says what would be saved. Default: false. */
  readonly dryRun?: boolean;
  /** Where blobs are in the cloud of `armEndpoint`: an `https:` address without a path. */
  readonly blobEndpoint?: string;
}
