import { UsageError } from '../../util/errors.ts';
import type { SafeText } from '../../util/safe-text.ts';
import { effectiveConfig } from '../effective-config.ts';
import { flagSettings, type PrintRequest } from '../flag-settings.ts';
import type { InFolder, LiveScanRequest, RuleRequest, SettingRequest } from '../requests.ts';
import { type LiveJob, selectScanRules } from '../select-rules.ts';

/** The configuration in force for live registries, as YAML. */
export async function printScanConfig(
  request: RuleRequest & InFolder & LiveScanRequest & SettingRequest,
  job: 'scan' | 'fix',
  printed: PrintRequest,
  rulesOf: LiveJob = 'scan',
): Promise<SafeText> {
  if (printed.path !== undefined)
    throw new UsageError(`--print-config ${printed.path}: live registries have the configuration of this folder alone`);
  const flags = flagSettings(request, job, printed);
  return effectiveConfig(await selectScanRules(request, rulesOf), { job, isLive: true, shown: '', request, flags });
}
