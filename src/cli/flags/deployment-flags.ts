import { type Command, Option } from 'commander';
import type { AzureCloudName } from '../../config/config.ts';
import { CLOUDS, repeatable } from './flag-values.ts';

/** Values of the flags that say how a template is deployed. */
export interface DeploymentFlags {
  readonly parameters: readonly string[];
  readonly set: readonly string[];
  readonly subscription?: string;
  readonly resourceGroup?: string;
  readonly location?: string;
  readonly cloud?: AzureCloudName;
}

/** Flags that say how a template is deployed. */
export function withDeploymentFlags(command: Command, parametersHelp: string): Command {
  return command
    .optionsGroup('How templates are deployed:')
    .addOption(repeatable('-p, --parameters <FILE>', parametersHelp))
    .addOption(repeatable('--set <NAME=VALUE>', 'the value of a parameter (repeatable)'))
    .option('--subscription <ID>', 'the subscription that is deployed to')
    .option('--resource-group <NAME>', 'the resource group that is deployed to')
    .option('--location <REGION>', 'the location of the resource group or deployment')
    .addOption(new Option('--cloud <cloud>', 'the cloud that is deployed to (default: not known)').choices(CLOUDS));
}
