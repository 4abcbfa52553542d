import { type Command, Option } from 'commander';
import type { FixLogs } from '../../fixes/fix-options.ts';
import { collect } from './flag-values.ts';
import type { LintFlags } from './lint-flags.ts';

/** Values of the flags of `fix`; those of `lint` hold for templates. */
export interface FixFlags extends LintFlags {
  readonly write: boolean;
  readonly workspaceId?: string;
  readonly storageAccountId?: string;
  readonly eventHubRuleId?: string;
  readonly logs?: FixLogs;
  readonly settingName?: string;
  readonly allowNewParameter: boolean;
  readonly force: boolean;
  readonly from: readonly string[];
  readonly out?: string;
  readonly policy: boolean;
}

/** Flags of `fix` alone. None that the configuration has too has a default here: a flag wins over it. */
export function withFixFlags(command: Command): Command {
  return command
    .optionsGroup('The fix:')
    .option('--write', 'apply the changes instead of printing them', false)
    .option('--workspace-id <ID>', 'the Log Analytics workspace to send logs to')
    .option('--storage-account-id <ID>', 'the storage account to send logs to')
    .option('--event-hub-rule-id <ID>', 'the authorization rule of the event hub namespace to send logs to')
    .addOption(
      new Option('--logs <what>', 'what to collect (default: audit)').choices(['audit', 'allLogs', 'categories']),
    )
    .option('--setting-name <NAME>', 'the name of a new diagnostic setting (default: acr-audit)')
    .option(
      '--allow-new-parameter',
      'a template may get a new parameter for the destination: with the given id as its default, else required',
      false,
    )
    .option('--force', 'also edit JSON that Bicep generated', false)
    .addOption(
      new Option('--from <PATH...>', 'fix what a saved scan, or exports of other tools, hold (repeatable)')
        .argParser(collect)
        .default([], 'none'),
    )
    .option('--out <DIR>', 'where to write deployable files, for --from and --policy')
    .option('--policy', 'write an Azure Policy that keeps registries compliant', false);
}
