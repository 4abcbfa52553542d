import auditDefinition from '../../../templates/policy/audit.definition.json' with { type: 'json' };
import auditManagementGroup from '../../../templates/policy/audit.management-group.json' with { type: 'json' };
import auditSubscription from '../../../templates/policy/audit.subscription.json' with { type: 'json' };
import deployDefinition from '../../../templates/policy/deploy.definition.json' with { type: 'json' };
import deployManagementGroup from '../../../templates/policy/deploy.management-group.json' with { type: 'json' };
import deploySubscription from '../../../templates/policy/deploy.subscription.json' with { type: 'json' };
import { message } from '../../messages/message.ts';
import { PARAMETER_SCHEMAS } from '../../model/azure/api-versions.ts';
import { isSettingName, POLICY_SETTING_PREFIX } from '../../model/azure/azure-names.ts';
import { idExample, idPattern, WORKSPACE_TYPE } from '../../model/azure/resource-types.ts';
import { escapeJson } from '../../util/escape.ts';
import { type FixDestination, type FixOptions, hasDestination, isGiven, isProtected } from '../fix-options.ts';
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
    return policyRefusal(message('policy.coverage', { coverage }), message('policy-step.coverage'));
  }
  // Azure Policy reads what begins with a bracket as an expression.
  if (!isSettingName(settingName) || settingName.startsWith('[')) {
    return policyRefusal(message('policy.setting-name'), message('policy-step.setting-name'));
  }
  return destinationRefusal(settings);
}

function destinationRefusal({ destination, destinations }: FixOptions): PolicyRefusal | undefined {
  const { workspaceId = '' } = destination;
  if (destinations.some((regional) => isGiven(regional.workspaceId))) {
    return policyRefusal(message('policy.several-workspaces'), message('policy-step.one-workspace'));
  }
  if (!isGiven(workspaceId) && [destination, ...destinations].some(hasDestination)) {
    return policyRefusal(message('policy.regional-destination'), message('policy-step.workspace'));
  }
  if (isGiven(workspaceId) && !isWorkspaceId(workspaceId)) {
    return policyRefusal(
      message('policy.workspace-id'),
      message('policy-step.workspace-id', { example: idExample(WORKSPACE_TYPE) }),
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
