import { type Command, Option } from 'commander';
import type { Config } from '../config/config.ts';
import { UsageError } from '../errors.ts';
import { defaultFixSettings, type FixDestination, type FixLogs, type FixSettings } from '../fixes/fix-settings.ts';
import type { LintFlags } from './flags.ts';

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

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** Flags of `fix` alone. None that the configuration has too has a default here: a flag wins over it. */
export function withFixFlags(command: Command): Command {
  return command
    .option('--write', 'apply the changes instead of printing them', false)
    .option('--workspace-id <ID>', 'the Log Analytics workspace to send logs to')
    .option('--storage-account-id <ID>', 'the storage account to send logs to')
    .option('--event-hub-rule-id <ID>', 'the authorization rule of the event hub namespace to send logs to')
    .addOption(
      new Option('--logs <what>', 'what to collect (default: audit)').choices(['audit', 'allLogs', 'categories']),
    )
    .option('--setting-name <NAME>', 'the name of a new diagnostic setting (default: acr-audit)')
    .option('--allow-new-parameter', 'a template may get a new required parameter for the destination', false)
    .option('--force', 'also edit JSON that Bicep generated', false)
    .addOption(
      new Option('--from <FILE>', 'fix what a saved scan or an export holds (repeatable)')
        .argParser(collect)
        .default([], 'none'),
    )
    .option('--out <DIR>', 'where to write deployable files, for --from and --policy')
    .option('--policy', 'write an Azure Policy that keeps registries compliant', false);
}

/** An id in a diagnostic setting is of a subscription; what is an expression would be put into another language. */
function checkId(flag: string, id: string | undefined): void {
  if (id === undefined || /^\/subscriptions\/[^/\s]+\/[^[\]'"\s]*[^/[\]'"\s]$/i.test(id)) return;
  throw new UsageError(`${flag} '${id}': expected a resource id that begins with /subscriptions/`);
}

const LONGEST_NAME = 260;

/** What Azure takes as the name of a diagnostic setting (naming rules of Microsoft.Insights/diagnosticSettings). */
function checkName(name: string): void {
  if (name !== '' && name.length <= LONGEST_NAME && !/[<>*%&:\\?+/#|'"[\]\s]/.test(name)) return;
  throw new UsageError(
    `--setting-name '${name}': expected 1 to ${LONGEST_NAME} characters without spaces, quotes, brackets and < > * % & : \\ ? + / # |`,
  );
}

/** What flags and configuration say of fixes. A destination of the flags stands for all of the configuration's. */
export function fixSettings(flags: FixFlags, { fix = {} }: Pick<Config, 'fix'>): FixSettings {
  checkId('--workspace-id', flags.workspaceId);
  checkId('--storage-account-id', flags.storageAccountId);
  checkId('--event-hub-rule-id', flags.eventHubRuleId);
  const settingName = flags.settingName ?? fix.settingName ?? defaultFixSettings.settingName;
  checkName(settingName);
  const fromFlags: FixDestination = {
    ...(flags.workspaceId !== undefined && { workspaceId: flags.workspaceId }),
    ...(flags.storageAccountId !== undefined && { storageAccountId: flags.storageAccountId }),
    ...(flags.eventHubRuleId !== undefined && { eventHubAuthorizationRuleId: flags.eventHubRuleId }),
  };
  const isGiven = Object.keys(fromFlags).length > 0;
  const { workspaceId, storageAccountId, eventHubAuthorizationRuleId, eventHubName } = fix;
  const fromConfig: FixDestination = {
    ...(workspaceId !== undefined && { workspaceId }),
    ...(storageAccountId !== undefined && { storageAccountId }),
    ...(eventHubAuthorizationRuleId !== undefined && { eventHubAuthorizationRuleId }),
    ...(eventHubName !== undefined && { eventHubName }),
  };
  return {
    logs: flags.logs ?? fix.logs ?? defaultFixSettings.logs,
    settingName,
    destination: isGiven ? fromFlags : fromConfig,
    destinations: isGiven ? [] : (fix.destinations ?? []),
    protect: fix.protect ?? defaultFixSettings.protect,
  };
}
