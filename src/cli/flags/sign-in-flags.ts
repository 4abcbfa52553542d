import { type Command, Option } from 'commander';
import type { AzureCloudName } from '../../config/config.ts';
import { CLOUDS, endpoint, origin } from './flag-values.ts';

/** Values of the flags that say where to sign in. */
export interface SignInFlags {
  readonly tenant?: string;
  readonly cloud?: AzureCloudName;
  /** `https:` addresses without a slash at the end. */
  readonly armEndpoint?: string;
  readonly authorityHost?: string;
}

/** Where to sign in, for every command that does. */
export function withSignInFlags(command: Command): Command {
  return command
    .option('--tenant <ID>', 'the tenant to sign in to, by id or domain')
    .addOption(new Option('--cloud <cloud>', 'the cloud to sign in to (default: AzureCloud)').choices(CLOUDS))
    .option(
      '--arm-endpoint <URL>',
      'the Azure Resource Manager of another cloud; needs --authority-host',
      origin('--arm-endpoint'),
    )
    .option('--authority-host <URL>', 'where to sign in for --arm-endpoint', endpoint('--authority-host'));
}
