/*
 * Types of resources as Azure writes them: learn.microsoft.com, "Azure resource reference" (ARM template reference), one
 * page for each. Azure reads types in any letter case.
 */

export const REGISTRY_TYPE = 'Microsoft.ContainerRegistry/registries';

/** An extension resource: it is attached to another one, which its `scope` names. */
export const SETTING_TYPE = 'Microsoft.Insights/diagnosticSettings';

export const CONNECTED_REGISTRY_TYPE = `${REGISTRY_TYPE}/connectedRegistries`;
export const TASK_TYPE = `${REGISTRY_TYPE}/tasks`;

/**
 * Whether a registry of a tier may have parts of a type: connected registries are a feature of Premium ("Azure Container
 * Registry SKU features and limits").
 */
export function mayHaveParts(type: string, tier: unknown): boolean {
  return !isType(type, CONNECTED_REGISTRY_TYPE) || typeof tier !== 'string' || /^premium$/i.test(tier);
}

/** A rule that carries the logs of the resources it is associated with: "Platform telemetry with data collection rules" (preview). */
export const DATA_COLLECTION_RULE_TYPE = 'Microsoft.Insights/dataCollectionRules';
/** An extension resource, as a setting is. */
export const DATA_COLLECTION_ASSOCIATION_TYPE = 'Microsoft.Insights/dataCollectionRuleAssociations';

/** Whatever can collect the logs of a resource. */
export const COLLECTOR_TYPES = [SETTING_TYPE, DATA_COLLECTION_RULE_TYPE, DATA_COLLECTION_ASSOCIATION_TYPE] as const;

/**
 * How the type of a setting ends that is written below its resource, without `scope`; its name then begins with the
 * namespace. "Set scope for extension resources in ARM templates" has the newer way; both are deployed.
 */
export const LEGACY_SETTING_TYPE = 'providers/diagnosticSettings';

export const WORKSPACE_TYPE = 'Microsoft.OperationalInsights/workspaces';
/** One table of a workspace. */
export const TABLE_TYPE = `${WORKSPACE_TYPE}/tables`;
export const ALERT_RULE_TYPE = 'Microsoft.Insights/scheduledQueryRules';
/** A rule that reads the activity log of a subscription where it is. */
export const ACTIVITY_ALERT_TYPE = 'Microsoft.Insights/activityLogAlerts';
/** Saved queries, which people find in every workspace. */
export const QUERY_PACK_TYPE = 'Microsoft.OperationalInsights/queryPacks';
export const STORAGE_ACCOUNT_TYPE = 'Microsoft.Storage/storageAccounts';
/** What becomes of the blobs of an account; there is one, named `default`. */
export const LIFECYCLE_TYPE = `${STORAGE_ACCOUNT_TYPE}/managementPolicies`;
export const EVENT_HUB_NAMESPACE_TYPE = 'Microsoft.EventHub/namespaces';
/** Of a namespace: a rule of one event hub is refused (MicrosoftDocs/azure-docs#11140). */
export const EVENT_HUB_RULE_TYPE = 'Microsoft.EventHub/namespaces/authorizationRules';
/** A partner that takes logs. There are others, which a scan does not look up. */
export const DATADOG_TYPE = 'Microsoft.Datadog/monitors';
/** What `EVENT_HUB_RULE_TYPE` was before event hubs had a namespace of their own. */
export const SERVICE_BUS_RULE_TYPE = 'Microsoft.ServiceBus/namespaces/authorizationRules';

export const SUBSCRIPTION_TYPE = 'Microsoft.Resources/subscriptions';
export const RESOURCE_GROUP_TYPE = 'Microsoft.Resources/resourceGroups';
export const MANAGEMENT_GROUP_TYPE = 'Microsoft.Management/managementGroups';
/** A template in a template: "Using linked and nested templates when deploying Azure resources". */
export const DEPLOYMENT_TYPE = 'Microsoft.Resources/deployments';
export const KEY_VAULT_TYPE = 'Microsoft.KeyVault/vaults';
export const DEPLOYMENT_STACK_TYPE = 'Microsoft.Resources/deploymentStacks';
export const DEPLOYMENT_SCRIPT_TYPE = 'Microsoft.Resources/deploymentScripts';

export const POLICY_ASSIGNMENT_TYPE = 'Microsoft.Authorization/policyAssignments';

/**
 * Namespaces of which some types stand in a subscription itself ("Subscription deployments with ARM templates"); those of
 * all others stand in resource groups.
 */
const SUBSCRIPTION_NAMESPACES =
  /^microsoft\.(authorization|resources|management|policyinsights|security|consumption|costmanagement|billing|insights|advisor|features|support|capacity|blueprint|managedservices)\//i;

export function mayDeployToSubscription(type: string): boolean {
  return SUBSCRIPTION_NAMESPACES.test(type);
}

/** Types of Microsoft Graph, which are no resources of Azure. */
export function isGraphType(type: string): boolean {
  return /^microsoft\.graph\//i.test(type);
}

export function namespaceOf(type: string): string {
  return type.split('/', 1)[0] ?? '';
}

/** Whether a type, in any letter case, is `type`. */
export function isType(written: string, type: string): boolean {
  return written.toLowerCase() === type.toLowerCase();
}

/** Whether a type is that of a resource's diagnostic setting, written in full without `scope`. */
export function isLegacySettingType(written: string): boolean {
  return written.toLowerCase().endsWith(`/${LEGACY_SETTING_TYPE.toLowerCase()}`);
}

/** Whether a type is that of a diagnostic setting, in either way of writing one in full. */
export function isSettingType(written: string): boolean {
  return isType(written, SETTING_TYPE) || isLegacySettingType(written);
}

/** The id of a diagnostic setting of a resource. */
export function settingId(resourceId: string, name: string): string {
  return `${resourceId}/providers/${SETTING_TYPE}/${name}`;
}

/** A type as a part of a regular expression. */
export function typePattern(type: string): string {
  return type.replaceAll('.', String.raw`\.`);
}

/** The ids of a type in resource groups, as a regular expression for any letter case; a slash may stand at their end. */
export function idPattern(type: string): RegExp {
  const [namespace = '', ...types] = type.split('/');
  const names = types.map((part) => `/${part}/[^/]+`).join('');
  return new RegExp(`^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/${typePattern(namespace)}${names}/?$`, 'i');
}

/** An id of a type as it is shown to people: `/subscriptions/…/resourceGroups/…/providers/Microsoft.Storage/storageAccounts/…`. */
export function idExample(type: string): string {
  const [namespace = '', ...types] = type.split('/');
  return `/subscriptions/…/resourceGroups/…/providers/${namespace}${types.map((part) => `/${part}/…`).join('')}`;
}
