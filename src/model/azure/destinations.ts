import {
  EVENT_HUB_NAMESPACE_TYPE,
  EVENT_HUB_RULE_TYPE,
  SERVICE_BUS_RULE_TYPE,
  STORAGE_ACCOUNT_TYPE,
  WORKSPACE_TYPE,
} from './resource-types.ts';

/*
 * Where diagnostic settings send to: learn.microsoft.com, "Microsoft.Insights/diagnosticSettings" (ARM template reference)
 * for the properties, "Diagnostic settings in Azure Monitor" for what they take.
 */

/** Where a setting can send logs to. An event hub counts by its authorization rule; its name alone sends nothing. */
export const DESTINATIONS = {
  workspace: 'workspaceId',
  storage: 'storageAccountId',
  eventHub: 'eventHubAuthorizationRuleId',
  partner: 'marketplacePartnerId',
} as const;

export type DestinationKind = keyof typeof DESTINATIONS;

export const DESTINATION_KINDS = Object.keys(DESTINATIONS) as readonly DestinationKind[];

/** All of them hold the id of a resource. */
export const DESTINATION_PROPERTIES = Object.values(DESTINATIONS);

/** The name of an event hub in the namespace of the rule; Azure makes one for each category where it is left out. */
export const EVENT_HUB_NAME = 'eventHubName';

/** The old name of `eventHubAuthorizationRuleId`, which Azure answers still; alone it is no destination. */
export const SERVICE_BUS_RULE = 'serviceBusRuleId';

/** Which tables of a workspace logs go to. Registries have tables of their own, whatever it says. */
export const TABLES_PROPERTY = 'logAnalyticsDestinationType';

/** They have to be in the region of the resource; a workspace may be anywhere. */
export const REGIONAL_DESTINATIONS = [DESTINATIONS.storage, DESTINATIONS.eventHub] as const;

/** The types of which a property takes an id, the one of today first. Azure answers 400 to others. */
export const DESTINATION_TYPES = {
  [DESTINATIONS.workspace]: [WORKSPACE_TYPE],
  [DESTINATIONS.storage]: [STORAGE_ACCOUNT_TYPE],
  [DESTINATIONS.eventHub]: [EVENT_HUB_RULE_TYPE, SERVICE_BUS_RULE_TYPE],
} as const;

/** The types that have to be there before a setting which sends to them. */
export const DESTINATION_RESOURCE_TYPES = [WORKSPACE_TYPE, STORAGE_ACCOUNT_TYPE, EVENT_HUB_NAMESPACE_TYPE] as const;
