import type { FixDestination, FixSettings } from '../fix-settings.ts';

const GROUP = '^\\/subscriptions\\/[^/]+\\/resourceGroups\\/[^/]+\\/providers';

/**
 * What Azure takes as each destination; all else is answered with 400. The rule is that of a namespace: one of an event
 * hub in it is refused (learn.microsoft.com, diagnostic settings in Azure Monitor; MicrosoftDocs/azure-docs#11140).
 */
const KINDS = [
  ['workspaceId', 'Microsoft.OperationalInsights/workspaces/…', String.raw`Microsoft\.OperationalInsights\/workspaces`],
  ['storageAccountId', 'Microsoft.Storage/storageAccounts/…', String.raw`Microsoft\.Storage\/storageAccounts`],
  [
    'eventHubAuthorizationRuleId',
    'Microsoft.EventHub/namespaces/…/authorizationRules/…',
    String.raw`Microsoft\.(?:EventHub|ServiceBus)\/namespaces\/[^/]+\/authorizationRules`,
  ],
] as const satisfies readonly (readonly [keyof FixDestination, string, string])[];

/** A sentence about the first configured destination that is of another kind than its property; undefined when none is. */
export function wrongDestination({ destination, destinations }: FixSettings): string | undefined {
  for (const one of [destination, ...destinations]) {
    for (const [member, kind, pattern] of KINDS) {
      const id = one[member] ?? '';
      if (id !== '' && !new RegExp(`${GROUP}\\/${pattern}\\/[^/]+\\/?$`, 'i').test(id))
        return `${member} '${id}': expected /subscriptions/…/resourceGroups/…/providers/${kind}`;
    }
  }
  return undefined;
}
