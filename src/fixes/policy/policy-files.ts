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
import { type FixDestination, type FixSettings, hasDestination, isProtected } from '../fix-settings.ts';
import { policyReadme } from './policy-readme.ts';
import { remediationScript } from './remediation-script.ts';

/** Why no policy is written. */
export interface PolicyRefusal {
  readonly kind: 'refusal';
  readonly why: string;
  /** The smallest thing a person can do instead. */
  readonly step: string;
}

/**
 * Everything that keeps registries compliant with Azure's own engine, by relative path: both definitions, a template per
 * scope that defines and assigns each of them, the parameters, the script that remediates what is there already, and a
 * README. A refusal when Azure Policy cannot say what the configuration says. The same input gives the same bytes.
 *
 * An existence condition is evaluated for each related resource by itself (learn.microsoft.com, Azure Policy definitions
 * deployIfNotExists effect), which is why only coverage=setting can be expressed.
 */
export function policyFiles(settings: FixSettings, coverage: string): ReadonlyMap<string, string> | PolicyRefusal {
  const settingName = nameOfSetting(settings);
  const refusal = refusalOf(settings, settingName, coverage);
  if (refusal !== undefined) return refusal;
  const { workspaceId } = settings.destination;
  const readme = policyReadme({
    hasWorkspace: isGiven(workspaceId),
    hasOtherDestinations: [settings.destination, ...settings.destinations].some(hasRegional),
    isProtected: isProtected(settingName, settings.protect),
  });
  return new Map([
    ['README.md', readme],
    ['audit.definition.json', print(auditDefinition)],
    ['audit.management-group.json', print(auditManagementGroup)],
    ['audit.subscription.json', print(auditSubscription)],
    ['deploy.definition.json', print(deployDefinition)],
    ['deploy.management-group.json', print(deployManagementGroup)],
    ['deploy.parameters.json', print(parametersOf(settings, settingName))],
    ['deploy.subscription.json', print(deploySubscription)],
    ['remediate.sh', remediationScript],
  ]);
}

/** A name that template and live fixes leave alone, so that they do not undo what the policy does. */
function nameOfSetting({ settingName, protect }: FixSettings): string {
  return isProtected(settingName, protect) ? settingName : `${POLICY_SETTING_PREFIX}${settingName}`;
}

function refusalOf(settings: FixSettings, settingName: string, coverage: string): PolicyRefusal | undefined {
  if (coverage !== 'setting') {
    return refuse(
      `Azure Policy looks at one diagnostic setting at a time, so it cannot say what option coverage=${coverage} says`,
      'set option coverage of Azure.ACR.Logs to setting, or keep acraudit scan as the check',
    );
  }
  // Azure Policy reads what begins with a bracket as an expression.
  if (!isSettingName(settingName) || settingName.startsWith('[')) {
    return refuse(
      'the name of the setting is not one that Azure accepts',
      'choose a --setting-name of letters, digits and hyphens',
    );
  }
  return destinationRefusal(settings);
}

function destinationRefusal({ destination, destinations }: FixSettings): PolicyRefusal | undefined {
  const { workspaceId = '' } = destination;
  if (destinations.some((regional) => isGiven(regional.workspaceId))) {
    return refuse(
      'one assignment sends to one workspace, and the configuration names workspaces for regions or subscriptions',
      'write the policy once for each workspace with --no-config --workspace-id and assign it where that workspace is used',
    );
  }
  if (!isGiven(workspaceId) && [destination, ...destinations].some(hasDestination)) {
    return refuse(
      'a storage account or event hub must be in the region of the registry, and one assignment covers all regions',
      'name a Log Analytics workspace with --workspace-id; it may be in any region',
    );
  }
  if (isGiven(workspaceId) && !isWorkspaceId(workspaceId)) {
    return refuse(
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

function refuse(why: string, step: string): PolicyRefusal {
  return { kind: 'refusal', why, step };
}

function isGiven(id: string | undefined): boolean {
  return id !== undefined && id !== '';
}

function hasRegional({ storageAccountId, eventHubAuthorizationRuleId }: FixDestination): boolean {
  return isGiven(storageAccountId) || isGiven(eventHubAuthorizationRuleId);
}

function parametersOf({ destination: { workspaceId }, logs }: FixSettings, settingName: string): object {
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

function print(json: object): string {
  return `${escapeJson(JSON.stringify(json, null, 2))}\n`;
}
