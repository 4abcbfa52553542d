import {
  BOOL,
  type Json,
  type JsonObject,
  registry,
  STORAGE,
  STRING,
  setting,
  WORKSPACE,
} from '../../support/arm-templates.ts';
import { deniedResource, LIVE_STORAGE, liveRegistry, liveResource } from '../../support/live-cases.ts';
import type { RuleCases } from '../../support/rule-cases.ts';

const ACCOUNTS = 'Microsoft.Storage/storageAccounts';
const NAMESPACES = 'Microsoft.EventHub/namespaces';
const REASONS = ['other-region'];

/** A registry in West Europe that sends to a storage account of the same template. */
function accountIn(location: Json, changes: JsonObject = {}, own: JsonObject = {}): JsonObject[] {
  const account = { type: ACCOUNTS, apiVersion: '2023-05-01', name: 'sa', location };
  const storageAccountId = `[resourceId('${ACCOUNTS}', 'sa')]`;
  return [registry(own), account, setting({ workspaceId: null, storageAccountId }, changes)];
}

function namespaceIn(location: Json): JsonObject[] {
  const namespace = { type: NAMESPACES, apiVersion: '2024-01-01', name: 'n', location };
  const eventHubAuthorizationRuleId = `[resourceId('${NAMESPACES}/authorizationRules', 'n', 'send')]`;
  return [registry(), namespace, setting({ workspaceId: null, eventHubAuthorizationRuleId })];
}

/** A workspace may be anywhere. */
const farWorkspace = (): JsonObject[] => [
  registry(),
  { type: 'Microsoft.OperationalInsights/workspaces', apiVersion: '2023-09-01', name: 'w', location: 'eastus' },
  setting({ workspaceId: "[resourceId('Microsoft.OperationalInsights/workspaces', 'w')]" }),
];

export const regionCases: Pick<RuleCases, 'pass' | 'fail' | 'unknown' | 'notApplicable' | 'live'> = {
  pass: [
    { name: 'a storage account of the region', resources: accountIn('West Europe') },
    { name: 'an event hub of the region', resources: namespaceIn('westeurope') },
    { name: 'a workspace of another region', resources: farWorkspace() },
    {
      name: 'one parameter for both regions',
      resources: accountIn("[parameters('l')]", {}, { location: "[parameters('l')]" }),
      declares: { l: STRING },
    },
    { name: 'an account of another template', resources: [registry(), setting({ storageAccountId: STORAGE })] },
    {
      name: 'an account of another region that nothing sends to',
      resources: [...accountIn('eastus').slice(0, 2), setting({ workspaceId: WORKSPACE })],
    },
    { name: 'an account without a region', resources: accountIn(null) },
  ],
  fail: [
    { name: 'a storage account of another region', resources: accountIn('eastus'), reasons: REASONS },
    { name: 'an event hub of another region', resources: namespaceIn('eastus'), reasons: REASONS },
    {
      name: 'an account of another region by a parameter with a value',
      resources: accountIn("[parameters('l')]"),
      declares: { l: { ...STRING, defaultValue: 'eastus' } },
      reasons: REASONS,
    },
  ],
  unknown: [
    {
      name: 'the region of an account by a parameter',
      resources: accountIn("[parameters('l')]"),
      declares: { l: STRING },
      reasons: REASONS,
      dependsOn: ['parameter l'],
    },
    {
      name: 'an account that may be one of another region',
      resources: [
        ...accountIn('eastus').slice(0, 2),
        setting({ workspaceId: null, storageAccountId: "[parameters('s')]" }),
      ],
      declares: { s: STRING },
      reasons: REASONS,
      dependsOn: ['parameter s', 'environment resourceGroup().name', 'environment subscription().subscriptionId'],
    },
    {
      name: 'a setting to another region that a parameter decides about',
      resources: [
        ...accountIn('eastus', { name: 'far', condition: "[parameters('on')]" }),
        setting({}, { name: 'near' }),
      ],
      declares: { on: BOOL },
      reasons: REASONS,
      dependsOn: ['parameter on'],
    },
  ],
  // Azure has accepted a setting that is there, whether or not what it sends to can be read.
  live: [
    {
      name: 'a storage account of another region',
      records: [liveResource(LIVE_STORAGE, { location: 'eastus' }), liveRegistry({ storageAccountId: LIVE_STORAGE })],
      outcome: 'pass',
    },
    {
      name: 'a storage account that may not be read',
      records: [deniedResource(LIVE_STORAGE), liveRegistry({ storageAccountId: LIVE_STORAGE })],
      outcome: 'pass',
    },
  ],
  notApplicable: [
    { name: 'a setting to another region that is not deployed', resources: accountIn('eastus', { condition: false }) },
  ],
};
