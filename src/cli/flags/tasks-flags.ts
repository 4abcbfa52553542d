import { type Command, Option } from 'commander';
import type { Discovery } from '../../config/config.ts';
import { bytes, fileName, origin, repeatable } from './flag-values.ts';
import { withListingFlags } from './scan-flags.ts';
import { type SignInFlags, withSignInFlags } from './sign-in-flags.ts';

/** Values of the flags of `tasks export`. */
export interface TasksFlags extends SignInFlags {
  readonly out: string;
  readonly subscription: readonly string[];
  readonly excludeSubscription: readonly string[];
  readonly managementGroup?: string;
  readonly resourceGroup: readonly string[];
  readonly registry: readonly string[];
  readonly since?: string;
  readonly maxSize?: number;
  readonly dryRun: boolean;
  readonly discovery?: Discovery;
  readonly concurrency?: number;
  readonly config: boolean | string;
  readonly blobEndpoint?: string;
  readonly format: 'console' | 'json';
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly debug: boolean;
}

/** Flags of `tasks export`. */
export function withTasksFlags(command: Command): Command {
  const flags = withListingFlags(
    command
      .optionsGroup('What is saved:')
      .requiredOption('--out <DIR>', 'the folder of the logs: a new one, or that of an earlier export', fileName)
      .addOption(repeatable('--registry <NAME>', 'only the runs of this registry, by name or id (repeatable)'))
      .option('--since <TIME>', 'only runs that ended since, such as 90m, 24h, 7d or YYYY-MM-DD (default: all)')
      .addOption(new Option('--max-size <SIZE>', 'the largest log to save (default: 1g)').argParser(bytes))
      .option('--dry-run', 'say what would be saved and write nothing', false),
  )
    .optionsGroup('What is printed:')
    .addOption(new Option('-f, --format <format>', 'what to print').choices(['console', 'json']).default('console'))
    .option('-q, --quiet', 'only what failed', false)
    .option('-v, --verbose', 'also each log', false)
    .option('--debug', 'stack traces of errors', false)
    .optionsGroup('Configuration:')
    .option('--config <FILE>', 'the configuration, of which the part `scan` is read')
    .option('--no-config', 'no configuration file')
    .optionsGroup('Signing in:');
  return withSignInFlags(flags).option(
    '--blob-endpoint <URL>',
    'where the blobs of the cloud of --arm-endpoint are',
    origin('--blob-endpoint'),
  );
}
