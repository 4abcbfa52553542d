import { MAX_GROUP_NAME, MAX_REGISTRY_NAME, MAX_SETTING_NAME } from './limits.ts';
import { REGISTRY_TYPE, typePattern } from './resource-types.ts';

/*
 * Names that Azure accepts: learn.microsoft.com, "Naming rules and restrictions for Azure resources". Files written by
 * other tools may hold any string, and the names become part of addresses, commands and templates.
 */

const SUBSCRIPTION_ID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
/** Letters and digits of any language; no full stop at the end. */
const RESOURCE_GROUP_NAME = new RegExp(String.raw`^[\p{L}\p{N}_().-]{0,${MAX_GROUP_NAME - 1}}[\p{L}\p{N}_()-]$`, 'u');
/** Azure requires at least five characters. */
const REGISTRY_NAME = new RegExp(String.raw`^[a-z\d]{1,${MAX_REGISTRY_NAME}}$`, 'i');
const SETTING_NAME = new RegExp(String.raw`^[^<>*%&:\\?+/\p{Cc}\p{Surrogate}]{1,${MAX_SETTING_NAME}}$`, 'u');
const REGISTRY_ID = new RegExp(
  `^/subscriptions/([^/]*)/resourceGroups/([^/]*)/providers/${typePattern(REGISTRY_TYPE)}/([^/]*)/?$`,
  'i',
);

/**
 * How the names of settings begin that Azure's built-in policies deploy: `setByPolicy-LogAnalytics`
 * (github.com/Azure/azure-policy, policy 56288eb2-4350-461d-9ece-2bb242269dce).
 */
export const POLICY_SETTING_PREFIX = 'setByPolicy-';

export interface RegistryIdParts {
  readonly subscription: string;
  readonly resourceGroup: string;
  readonly name: string;
}

export function isSubscriptionId(text: string): boolean {
  return SUBSCRIPTION_ID.test(text);
}

export function isResourceGroupName(text: string): boolean {
  return RESOURCE_GROUP_NAME.test(text);
}

/** Whether a string is a valid name of a diagnostic setting. */
export function isSettingName(text: string): boolean {
  return SETTING_NAME.test(text);
}

/**
 * Whether diagnostic settings of a resource with this id stay: with other than ASCII characters in it, Azure takes them and
 * they disappear ("Diagnostic settings in Azure Monitor", troubleshooting).
 */
export function keepsSettings(id: string): boolean {
  return !/[^\0-\x7f]/.test(id);
}

/** Parses the id of a registry. A string is the problem: which part is invalid, as a sentence without a full stop. */
export function parseRegistryId(id: string): RegistryIdParts | string {
  const [, subscription, resourceGroup, name] = REGISTRY_ID.exec(id) ?? [];
  if (subscription === undefined || resourceGroup === undefined || name === undefined)
    return 'its id is not that of a container registry';
  if (!isSubscriptionId(subscription)) return `'${truncated(subscription)}' cannot be the id of a subscription`;
  if (!isResourceGroupName(resourceGroup))
    return `'${truncated(resourceGroup)}' cannot be the name of a resource group`;
  if (!REGISTRY_NAME.test(name)) return `'${truncated(name)}' cannot be the name of a registry`;
  return { subscription, resourceGroup, name };
}

const MAX_SHOWN_CHARACTERS = 60;

function truncated(text: string): string {
  return text.length > MAX_SHOWN_CHARACTERS ? `${text.slice(0, MAX_SHOWN_CHARACTERS)}…` : text;
}
