import { DESTINATIONS } from '../model/azure/destinations.ts';
import type { FlagSetting } from './effective-config.ts';
import type { DeploymentRequest, LiveScanRequest, RuleRequest, SettingRequest, TriageRequest } from './requests.ts';

/** For what a configuration is printed, and what of it the command line replaces besides its request. */
export interface PrintRequest {
  /** A file or folder; by default the first input, else the folder of the job. */
  readonly path?: string;
  readonly format?: string;
  /** As `FORMAT=PATH`. */
  readonly reports?: readonly string[];
}

/** What any job may be asked for. */
type AnyRequest = RuleRequest &
  Pick<TriageRequest, 'baseline'> &
  SettingRequest & { readonly defaults?: string } & (LiveScanRequest | DeploymentRequest);

/** What a request sets that a configuration could set too, by the key of the configuration. */
export function flagSettings(
  request: AnyRequest,
  job: 'lint' | 'scan' | 'fix',
  { format, reports = [] }: PrintRequest,
): ReadonlyMap<string, FlagSetting> {
  const { pack, failOn, unknown, defaults, baseline } = request;
  const settings = new Map<string, FlagSetting>();
  const set = (key: string, flag: string, value: FlagSetting['value'] | undefined): void => {
    if (value !== undefined && (!Array.isArray(value) || value.length > 0)) settings.set(key, { flag, value });
  };
  set('pack', '--pack', pack);
  set('failOn', '--fail-on', failOn);
  set('unknown', '--unknown', unknown);
  set('defaults', '--defaults', defaults);
  if (baseline !== false) set('baseline', '--baseline', baseline);
  set('format', '--format', format);
  if (reports.length > 0) set('reports', '--report', reportMap(reports));
  for (const [key, flag, value] of job === 'scan' ? scanFlags(request as LiveScanRequest) : []) set(key, flag, value);
  for (const [key, flag, value] of job === 'fix' ? fixFlags(request) : []) set(key, flag, value);
  return settings;
}

type Setting = readonly [key: string, flag: string, value: FlagSetting['value'] | undefined];

function scanFlags(request: LiveScanRequest): readonly Setting[] {
  return [
    ['scan.subscriptions', '--subscription', request.subscriptions],
    ['scan.excludeSubscriptions', '--exclude-subscription', request.excludeSubscriptions],
    ['scan.resourceGroups', '--resource-group', request.resourceGroups],
    ['scan.managementGroup', '--management-group', request.managementGroup],
    ['scan.tenant', '--tenant', request.tenant],
    ['scan.cloud', '--cloud', request.cloud],
    ['scan.discovery', '--discovery', request.discovery],
    ['scan.concurrency', '--concurrency', request.concurrency],
  ];
}

function fixFlags(request: SettingRequest): readonly Setting[] {
  return [
    ['fix.logs', '--logs', request.logs],
    ['fix.settingName', '--setting-name', request.settingName],
    [`fix.${DESTINATIONS.workspace}`, '--workspace-id', request.workspaceId],
    [`fix.${DESTINATIONS.storage}`, '--storage-account-id', request.storageAccountId],
    [`fix.${DESTINATIONS.eventHub}`, '--event-hub-rule-id', request.eventHubRuleId],
  ];
}

/** Of several reports of one format, which a configuration cannot have, all are listed. */
function reportMap(reports: readonly string[]): FlagSetting['value'] {
  const byFormat = new Map<string, string[]>();
  for (const report of reports) {
    const [format = '', ...path] = report.split('=');
    byFormat.set(format, [...(byFormat.get(format) ?? []), path.join('=')]);
  }
  return Object.fromEntries([...byFormat].map(([format, paths]) => [format, paths.join(', ')]));
}
