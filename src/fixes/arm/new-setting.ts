import type { FixDestination, FixLogs } from '../fix-options.ts';

/** A diagnostic setting that a plan adds. */
export interface NewSetting {
  readonly name: string;
  readonly destination: FixDestination;
  readonly logs: FixLogs;
  /** What has to be deployed before it, besides the registry. */
  readonly dependsOn: readonly string[];
}
