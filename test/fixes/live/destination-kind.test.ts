import { expect, test } from 'vitest';
import { defaultFixOptions } from '../../../src/fixes/fix-options.ts';
import { destinationProblem } from '../../../src/fixes/live/destination-kind.ts';

const PROVIDERS = '/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg (x)/providers';
const WORKSPACE = `${PROVIDERS}/Microsoft.OperationalInsights/workspaces/w`;
const STORAGE = `${PROVIDERS}/Microsoft.Storage/storageAccounts/st`;
const NAMESPACE = `${PROVIDERS}/Microsoft.EventHub/namespaces/hubs`;

test.each<[string, object, string | undefined]>([
  ['nothing', {}, undefined],
  [
    'each of its kind',
    {
      workspaceId: WORKSPACE,
      storageAccountId: STORAGE,
      eventHubAuthorizationRuleId: `${NAMESPACE}/authorizationRules/send`,
    },
    undefined,
  ],
  [
    'in any letter case, and with a slash at the end',
    { workspaceId: `${WORKSPACE.toUpperCase()}/`, storageAccountId: STORAGE.toLowerCase() },
    undefined,
  ],
  ['an empty text', { workspaceId: '' }, undefined],
  [
    'a storage account as workspace',
    { workspaceId: STORAGE },
    `workspaceId '${STORAGE}': expected /subscriptions/…/resourceGroups/…/providers/Microsoft.OperationalInsights/workspaces/…`,
  ],
  [
    'what is below a storage account',
    { storageAccountId: `${STORAGE}/blobServices/default` },
    `storageAccountId '${STORAGE}/blobServices/default': expected /subscriptions/…/resourceGroups/…/providers/Microsoft.Storage/storageAccounts/…`,
  ],
  [
    'the rule of one event hub instead of that of its namespace',
    { eventHubAuthorizationRuleId: `${NAMESPACE}/eventhubs/logs/authorizationRules/send` },
    `eventHubAuthorizationRuleId '${NAMESPACE}/eventhubs/logs/authorizationRules/send': expected /subscriptions/…/resourceGroups/…/providers/Microsoft.EventHub/namespaces/…/authorizationRules/…`,
  ],
  [
    'a namespace without a rule',
    { eventHubAuthorizationRuleId: NAMESPACE },
    `eventHubAuthorizationRuleId '${NAMESPACE}': expected /subscriptions/…/resourceGroups/…/providers/Microsoft.EventHub/namespaces/…/authorizationRules/…`,
  ],
])('%s', (_, destination, expected) => {
  expect(destinationProblem({ ...defaultFixOptions, destination })).toBe(expected);
  expect(destinationProblem({ ...defaultFixOptions, destinations: [{ region: 'westeurope', ...destination }] })).toBe(
    expected,
  );
});
