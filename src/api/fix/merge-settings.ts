import type { Config } from '../../config/config.ts';
import { defaultFixOptions, type FixDestination, type FixOptions } from '../../fixes/fix-options.ts';
import { MAX_SETTING_NAME } from '../../model/azure/limits.ts';
import { UsageError } from '../../util/errors.ts';
import type { SettingRequest } from '../requests.ts';

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

/** What request and configuration say of fixes. */
export function fixSettings(request: SettingRequest, { fix = {} }: Pick<Config, 'fix'>): FixOptions {
  checkId('--workspace-id', request.workspaceId);
  checkId('--storage-account-id', request.storageAccountId);
  checkId('--event-hub-rule-id', request.eventHubRuleId);
  const settingName = request.settingName ?? fix.settingName ?? defaultFixOptions.settingName;
  checkName(settingName);
  const fromRequest: FixDestination = {
    ...(request.workspaceId !== undefined && { workspaceId: request.workspaceId }),
    ...(request.storageAccountId !== undefined && { storageAccountId: request.storageAccountId }),
    ...(request.eventHubRuleId !== undefined && { eventHubAuthorizationRuleId: request.eventHubRuleId }),
  };
  const isGiven = Object.keys(fromRequest).length > 0;
  const { workspaceId, storageAccountId, eventHubAuthorizationRuleId, eventHubName } = fix;
  const fromConfig: FixDestination = {
    ...(workspaceId !== undefined && { workspaceId }),
    ...(storageAccountId !== undefined && { storageAccountId }),
    ...(eventHubAuthorizationRuleId !== undefined && { eventHubAuthorizationRuleId }),
    ...(eventHubName !== undefined && { eventHubName }),
  };
  return {
    logs: request.logs ?? fix.logs ?? defaultFixOptions.logs,
    settingName,
    destination: isGiven ? fromRequest : fromConfig,
    destinations: isGiven ? [] : (fix.destinations ?? []),
    protect: fix.protect ?? defaultFixOptions.protect,
  };
}
