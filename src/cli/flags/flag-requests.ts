import type { DeploymentRequest, LintRequest, RuleRequest, ScanRequest, SettingRequest } from '../../api/requests.ts';
import type { DeploymentFlags } from './deployment-flags.ts';
import type { FixFlags } from './fix-flags.ts';
import type { LintFlags } from './lint-flags.ts';
import type { RuleFlags } from './rule-flags.ts';
import type { ScanFlags } from './scan-flags.ts';

/*
 * What flags ask of jobs. Apart from the flags themselves, which every start loads: the bundle would be cut into more files.
 */

/** What these flags ask of a job. */
export function ruleRequest({ rule, excludeRule, pack, option, config }: RuleFlags): RuleRequest {
  return {
    rules: rule,
    excludeRules: excludeRule,
    options: option,
    ...(pack !== undefined && { pack }),
    ...(config !== true && { config }),
  };
}

/** What these flags ask of a job. */
export function deploymentRequest(flags: DeploymentFlags): DeploymentRequest {
  const { parameters, set, subscription, resourceGroup, location, cloud } = flags;
  return { parameters, set, subscription, resourceGroup, location, cloud };
}

/** What these flags ask of a job over templates. */
export function lintRequest(flags: LintFlags): Omit<LintRequest, 'cwd' | 'paths' | 'given'> {
  const { defaults, exploreParameters, ignore, allowEmpty, maxSize } = flags;
  return {
    ...ruleRequest(flags),
    ...deploymentRequest(flags),
    defaults,
    exploreParameters,
    gitignore: ignore,
    allowEmpty,
    ...(maxSize !== undefined && { maxSize }),
  };
}

/** What these flags ask of a scan. */
export function scanRequest(flags: ScanFlags): Omit<ScanRequest, 'cwd'> {
  const { subscription, excludeSubscription, managementGroup, resourceGroup, tenant, cloud, armEndpoint } = flags;
  const { authorityHost, discovery, concurrency: most, batch, save, from, resume } = flags;
  return {
    ...ruleRequest(flags),
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
    resume,
  };
}

/** What these flags ask of the diagnostic settings that are written. */
export function settingRequest(flags: FixFlags): SettingRequest {
  const { workspaceId, storageAccountId, eventHubRuleId, logs, settingName } = flags;
  return { workspaceId, storageAccountId, eventHubRuleId, logs, settingName };
}
