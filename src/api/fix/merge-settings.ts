import type { FixFlags } from '../../cli/flags/fix-flags.ts';
import type { Config } from '../../config/config.ts';
import { defaultFixSettings, type FixDestination, type FixSettings } from '../../fixes/fix-settings.ts';
import { MAX_SETTING_NAME } from '../../model/azure/limits.ts';
import { UsageError } from '../../util/errors.ts';

/** An id in a diagnostic setting is of a subscription; what is an expression would be put into another language. */
function checkId(flag: string, id: string | undefined): void {
  if (id === undefined || /^\/subscriptions\/[^/\s]+\/[^[\]'"\s]*[^/[\]'"\s]$/i.test(id)) return;
  throw new UsageError(`${flag} '${id}': expected a resource id that begins with /subscriptions/`);
}

/** What Azure takes as the name of a diagnostic setting (naming rules of Microsoft.Insights/diagnosticSettings). */
function checkName(name: string): void {
  if (name !== '' && name.length <= MAX_SETTING_NAME && !/[<>*%&:\\?+/#|'"[\]\s]/.test(name)) return;
  throw new UsageError(
    `--setting-name '${name}': expected 1 to ${MAX_SETTING_NAME} characters without spaces, quotes, brackets and < > * % & : \\ ? + / # |`,
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
