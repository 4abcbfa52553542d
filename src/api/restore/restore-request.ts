import type { InFolder, LiveScanRequest } from '../requests.ts';

/** A request of `restore`. */
export interface RestoreRequest
  extends InFolder,
    Pick<LiveScanRequest, 'tenant' | 'cloud' | 'armEndpoint' | 'authorityHost'> {
  /** Files, folders or patterns; without any the folder of the job. */
  readonly paths?: readonly string[];
  /** Whether `.gitignore` counts when folders are searched. Default: true. */
  readonly gitignore?: boolean;
  /** The largest file or module to read, in bytes. Default: 20 MiB. */
  readonly maxSize?: number;
  /** Whether modules go into the repository, to be committed, and not into the cache of the compiler. Default: false. */
  readonly vendor?: boolean;
  /** Whether nothing is fetched: the result says what would be. Default: false. */
  readonly dryRun?: boolean;
  /** Registries that are asked besides those that the compiler trusts. */
  readonly trust?: readonly string[];
  /** The absolute home folder, which the cache is in by default. */
  readonly home?: string;
  /** A configuration of Docker as JSON, whose `auths` are logins by registry. */
  readonly dockerConfig?: string;
  /** Aborting it ends the job early: what is not fetched by then has failed. */
  readonly signal?: AbortSignal;
}
