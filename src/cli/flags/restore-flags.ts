import { type Command, Option } from 'commander';
import type { AzureCloudName } from '../../config/config.ts';
import { CLOUDS, endpoint, origin, repeatable } from './flag-values.ts';
import { maxSize } from './lint-flags.ts';

/** Values of the flags of `restore`. */
export interface RestoreFlags {
  readonly format: 'console' | 'json';
  readonly vendor: boolean;
  readonly dryRun: boolean;
  readonly trust: readonly string[];
  readonly ignore: boolean;
  readonly maxSize?: number;
  readonly tenant?: string;
  readonly cloud?: AzureCloudName;
  readonly armEndpoint?: string;
  readonly authorityHost?: string;
}

/** Flags of `restore`. */
export function withRestoreFlags(command: Command): Command {
  return command
    .option('--vendor', 'write into .acraudit/modules of the repository, to be committed, not into the cache', false)
    .option('--dry-run', 'say what is missing and fetch nothing', false)
    .addOption(repeatable('--trust <HOST>', 'also ask this registry (repeatable)'))
    .option('--no-ignore', 'also search files that .gitignore hides')
    .addOption(maxSize())
    .addOption(new Option('-f, --format <format>', 'what to print').choices(['console', 'json']).default('console'))
    .option('--debug', 'stack traces of errors', false)
    .optionsGroup('Signing in:')
    .option('--tenant <ID>', 'the tenant to sign in to, by id or domain')
    .addOption(new Option('--cloud <cloud>', 'the cloud to sign in to (default: AzureCloud)').choices(CLOUDS))
    .option(
      '--arm-endpoint <URL>',
      'the Azure Resource Manager of another cloud; needs --authority-host',
      origin('--arm-endpoint'),
    )
    .option('--authority-host <URL>', 'where to sign in for --arm-endpoint', endpoint('--authority-host'));
}
