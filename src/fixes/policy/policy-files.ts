import auditDefinition from '../../../templates/policy/audit.definition.json' with { type: 'json' };
import auditManagementGroup from '../../../templates/policy/audit.management-group.json' with { type: 'json' };
import auditSubscription from '../../../templates/policy/audit.subscription.json' with { type: 'json' };
import deployDefinition from '../../../templates/policy/deploy.definition.json' with { type: 'json' };
import deployManagementGroup from '../../../templates/policy/deploy.management-group.json' with { type: 'json' };
import deploySubscription from '../../../templates/policy/deploy.subscription.json' with { type: 'json' };
import { PARAMETER_SCHEMAS } from '../../model/azure/api-versions.ts';
import { isSettingName, POLICY_SETTING_PREFIX } from '../../model/azure/azure-names.ts';
import { idExample, idPattern, WORKSPACE_TYPE } from '../../model/azure/resource-types.ts';
import { escapeJson } from '../../util/escape.ts';
import { type FixDestination, type FixOptions, hasDestination, isProtected } from '../fix-options.ts';
import { policyReadme } from './policy-readme.ts';
import { remediationScript } from './remediation-script.ts';

/** Why no policy is written. */
export interface PolicyRefusal {
  readonly kind: 'refusal';
  readonly reason: string;
  /** The smallest thing a person can do instead. */
  readonly action: string;
}

/**
 * Everything that keeps registries compliant with Azure's own engine, by relative path: both definitions, a template per
 * scope that defines and assigns each of them, the parameters, the script that remediates what is there already, and a
 * README. A refusal when Azure Policy cannot express the configuration. The same input gives the same bytes.
 *
 * An existence condition is evaluated for each related resource by itself (learn.microsoft.com, Azure Policy definitions
 * deployIfNotExists effect), which is why only coverage=setting can be expressed.
 */
export function policyFiles(settings: FixOptions, coverage: string): ReadonlyMap<string, string> | PolicyRefusal {
  const settingName = nameOfSetting(settings);
  const refusal = refusalOf(settings, settingName, coverage);
  if (refusal !== undefined) return refusal;
  const { workspaceId } = settings.destination;
  const readme = policyReadme({
    hasWorkspace: isGiven(workspaceId),
    hasOtherDestinations: [settings.destination, ...settings.destinations].some(hasRegionalDestination),
    isProtected: isProtected(settingName, settings.protect),
  });
  return new Map([
    ['README.md', readme],
    ['audit.definition.json', jsonText(auditDefinition)],
    ['audit.management-group.json', jsonText(auditManagementGroup)],
    ['audit.subscription.json', jsonText(auditSubscription)],
    ['deploy.definition.json', jsonText(deployDefinition)],
    ['deploy.management-group.json', jsonText(deployManagementGroup)],
    ['deploy.parameters.json', jsonText(parametersOf(settings, settingName))],
    ['deploy.subscription.json', jsonText(deploySubscription)],
    ['remediate.sh', remediationScript],
  ]);
}

/** A name that template and live fixes do not edit, so that they do not undo the policy. */
function nameOfSetting({ settingName, protect }: FixOptions): string {
  return isProtected(settingName, protect) ? settingName : `${POLICY_SETTING_PREFIX}${settingName}`;
}

function refusalOf(settings: FixOptions, settingName: string, coverage: string): PolicyRefusal | undefined {
  if (coverage !== 'setting') {
    return policyRefusal(
      `Azure Policy looks at one diagnostic setting at a time, so it cannot say what option coverage=${coverage} says`,
      'set option coverage of Azure.ACR.Logs to setting, or keep acraudit scan as the check',
    );
  }
  // Azure Policy reads what begins with a bracket as an expression.
  if (!isSettingName(settingName) || settingName.startsWith('[')) {
    return policyRefusal(
      'the name of the setting is not one that Azure accepts',
      'choose a --setting-name of letters, digits and hyphens',
    );
  }
  return destinationRefusal(settings);
}

function destinationRefusal({ destination, destinations }: FixOptions): PolicyRefusal | undefined {
  const { workspaceId = '' } = destination;
  if (destinations.some((regional) => isGiven(regional.workspaceId))) {
    return policyRefusal(
      'one assignment sends to one workspace, and the configuration names workspaces for regions or subscriptions',
      'write the policy once for each workspace with --no-config --workspace-id and assign it where that workspace is used',
    );
  }
  if (!isGiven(workspaceId) && [destination, ...destinations].some(hasDestination)) {
    return policyRefusal(
      'a storage account or event hub must be in the region of the registry, and one assignment covers all regions',
      'name a Log Analytics workspace with --workspace-id; it may be in any region',
    );
  }
  if (isGiven(workspaceId) && !isWorkspaceId(workspaceId)) {
    return policyRefusal(
      'the workspace is not given by its resource id',
      `give ${idExample(WORKSPACE_TYPE)} as --workspace-id`,
    );
  }
  return undefined;
}

/** Azure Policy would read a bracket as the beginning or the end of an expression. */
function isWorkspaceId(id: string): boolean {
  return idPattern(WORKSPACE_TYPE).test(id) && !/[[\]]|\/$/.test(id);
}

function policyRefusal(reason: string, action: string): PolicyRefusal {
  return { kind: 'refusal', reason, action };
}

function isGiven(id: string | undefined): boolean {
  return id !== undefined && id !== '';
}

function hasRegionalDestination({ storageAccountId, eventHubAuthorizationRuleId }: FixDestination): boolean {
  return isGiven(storageAccountId) || isGiven(eventHubAuthorizationRuleId);
}

function parametersOf({ destination: { workspaceId }, logs }: FixOptions, settingName: string): object {
  return {
    $schema: PARAMETER_SCHEMAS.resourceGroup,
    contentVersion: '1.0.0.0',
    parameters: {
      ...(isGiven(workspaceId) && { workspaceId: { value: workspaceId } }),
      settingName: { value: settingName },
      logs: { value: logs },
    },
  };
}

function jsonText(json: object): string {
  return `${escapeJson(JSON.stringify(json, null, 2))}\n`;
}
