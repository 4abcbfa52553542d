import type {
  DeploymentRequest,
  LintRequest,
  RuleRequest,
  ScanRequest,
  SettingRequest,
  TriageRequest,
  VerifyRequest,
} from '../../api/requests.ts';
import { withRuleFiles } from '../../api/rule-files/with-rule-files.ts';
import { dayOf } from '../../util/dates.ts';
import { UsageError } from '../../util/errors.ts';
import type { Streams } from '../streams.ts';
import type { CommonFlags } from './common-flags.ts';
import type { DeploymentFlags } from './deployment-flags.ts';
import type { FixFlags } from './fix-flags.ts';
import type { ChangeFlags, LintFlags } from './lint-flags.ts';
import type { RuleFlags } from './rule-flags.ts';
import type { ScanFlags, VerifyFlags } from './scan-flags.ts';
import type { TriageFlags } from './triage-flags.ts';

/*
 * What flags ask of jobs. Apart from the flags themselves, which every start loads: the bundle would be cut into more files.
 */

/** What these flags ask of a job. */
export async function ruleRequest(
  {
    rule,
    excludeRule,
    pack,
    option,
    plugin,
    ruleFile,
    config,
    failOn,
    unknown,
    now,
  }: RuleFlags & Pick<CommonFlags, 'now'>,
  { SOURCE_DATE_EPOCH: epoch }: Streams['env'],
  cwd: string,
): Promise<RuleRequest> {
  const today = now ?? (epoch === undefined || epoch === '' ? undefined : epochDay(epoch));
  const named: RuleRequest & { readonly cwd: string; readonly ruleFilePaths: readonly string[] } = {
    cwd,
    ruleFilePaths: ruleFile,
    ...(pack !== undefined && { pack }),
    ...((typeof config === 'string' || config === false) && { config }),
    ...(today !== undefined && { today }),
  };
  const { ruleFiles } = await withRuleFiles(named);
  return {
    rules: rule,
    excludeRules: excludeRule,
    options: option,
    ...(pack !== undefined && { pack }),
    ...(plugin.length > 0 && { extraRules: await pluginRules(plugin, cwd) }),
    ...(ruleFiles && { ruleFiles }),
    ...(failOn && { failOn }),
    ...(unknown && { unknown }),
    ...(config !== true && { config }),
    ...(today !== undefined && { today }),
  };
}

async function pluginRules(files: readonly string[], cwd: string): Promise<RuleRequest['extraRules']> {
  return (await import('../../api/plugins/load-plugins.ts')).loadPlugins(files, cwd);
}

/** Seconds since 1970, by https://reproducible-builds.org/specs/source-date-epoch/. */
function epochDay(text: string): string {
  const milliseconds = /^\d{1,12}$/.test(text) ? Number(text) * 1000 : Number.NaN;
  if (Number.isNaN(new Date(milliseconds).getTime()))
    throw new UsageError('SOURCE_DATE_EPOCH: expected a number of seconds since 1970');
  return dayOf(milliseconds);
}

/** What these flags ask of a job. */
export function triageRequest({ baseline, updateBaseline, compare }: TriageFlags): TriageRequest {
  return {
    ...(baseline !== undefined && { baseline }),
    updateBaseline,
    ...(compare !== undefined && { compare }),
  };
}

/** What these flags ask of a job. */
export function deploymentRequest(flags: DeploymentFlags, environment: Streams['env']): DeploymentRequest {
  const { parameters, set, subscription, resourceGroup, location, cloud } = flags;
  return { parameters, set, subscription, resourceGroup, location, cloud, environment };
}

/** What these flags ask of a job over templates. */
export async function lintRequest(
  flags: LintFlags & Partial<ChangeFlags>,
  env: Streams['env'],
  cwd: string,
): Promise<Omit<LintRequest, 'cwd' | 'paths' | 'given'>> {
  const { defaults, exploreParameters, ignore, allowEmpty, maxSize, inlineSuppressions } = flags;
  const { baseline, updateBaseline = false, compare, changedSince, withScan } = flags;
  return {
    ...(await ruleRequest(flags, env, cwd)),
    ...deploymentRequest(flags, env),
    ...triageRequest({
      ...(baseline !== undefined && { baseline }),
      updateBaseline,
      ...(compare !== undefined && { compare }),
    }),
    ...(changedSince !== undefined && { changedSince }),
    ...(withScan !== undefined && { withScan }),
    inlineSuppressions,
    ...(defaults && { defaults }),
    exploreParameters,
    gitignore: ignore,
    allowEmpty,
    ...(maxSize !== undefined && { maxSize }),
  };
}

/** What these flags ask of a scan. */
export async function scanRequest(
  flags: ScanFlags,
  env: Streams['env'],
  cwd: string,
): Promise<Omit<ScanRequest, 'cwd'>> {
  const { resume, provider, region: regions, alibabaEndpoint } = flags;
  return { ...(await liveRequest(flags, env, cwd)), resume, provider, regions, alibabaEndpoint };
}

/** What these flags ask of a verification. */
export async function verifyRequest(
  flags: VerifyFlags,
  env: Streams['env'],
  cwd: string,
): Promise<Omit<VerifyRequest, 'cwd'>> {
  const { since, logsEndpoint, explain } = flags;
  return { ...(await liveRequest(flags, env, cwd)), since, logsEndpoint, explain };
}

async function liveRequest(
  flags: Omit<ScanFlags, 'resume' | 'provider' | 'region' | 'alibabaEndpoint'>,
  env: Streams['env'],
  cwd: string,
): Promise<Omit<ScanRequest, 'cwd' | 'resume' | 'provider' | 'regions' | 'alibabaEndpoint'>> {
  const { subscription, excludeSubscription, managementGroup, resourceGroup, tenant, cloud, armEndpoint } = flags;
  const { authorityHost, discovery, concurrency: most, batch, save, from } = flags;
  return {
    ...(await ruleRequest(flags, env, cwd)),
    ...triageRequest(flags),
    subscriptions: subscription,
    excludeSubscriptions: excludeSubscription,
    managementGroup,
    resourceGroups: resourceGroup,
    tenant,
    cloud,
    armEndpoint,
    authorityHost,
    discovery,
    concurrency: most,
    batch,
    save,
    from,
  };
}

/** What these flags ask of the diagnostic settings that are written. */
export function settingRequest(flags: FixFlags): SettingRequest {
  const { workspaceId, storageAccountId, eventHubRuleId, logs, settingName } = flags;
  return { workspaceId, storageAccountId, eventHubRuleId, logs, settingName };
}
