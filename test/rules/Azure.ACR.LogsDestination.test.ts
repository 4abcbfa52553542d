import { logsDestination } from '../../rules/Azure.ACR.LogsDestination.ts';
import {
  BOOL,
  HUB_RULE,
  type Json,
  type JsonObject,
  LOGIN,
  linkedDeployment,
  on,
  PARTNER,
  REPOSITORY,
  registry,
  STORAGE,
  STRING,
  setting,
  WORKSPACE,
} from '../support/arm-templates.ts';
import {
  deniedResource,
  LIVE_STORAGE,
  LIVE_WORKSPACE,
  liveRegistry,
  liveResource,
  missingResource,
} from '../support/live-cases.ts';
import { ruleCases } from '../support/rule-cases.ts';

const WORKSPACES_ONLY = { require: 'workspace' };
const CENTRAL_ONLY = { allow: ['*/workspaces/central'] };
const LINK = 'https://example.com/diag.json';

/** A registry whose setting sends to a storage account of the same template. */
function toAccount(account: JsonObject): JsonObject[] {
  const storage = {
    type: 'Microsoft.Storage/storageAccounts',
    apiVersion: '2023-05-01',
    name: 'sa',
    location: 'westeurope',
    kind: 'StorageV2',
    sku: { name: 'Standard_LRS' },
    ...account,
  };
  const storageAccountId = "[resourceId('Microsoft.Storage/storageAccounts', 'sa')]";
  return [registry(), storage, setting({ workspaceId: null, storageAccountId })];
}

const firewall = (networkAcls: JsonObject): JsonObject => ({ properties: { networkAcls } });
const to = (properties: JsonObject): JsonObject[] => [registry(), setting({ workspaceId: null, ...properties })];
const toWorkspace = (workspaceId: Json): JsonObject[] => to({ workspaceId });

ruleCases(logsDestination, {
  pass: [
    { name: 'a workspace', resources: toWorkspace(WORKSPACE) },
    { name: 'a storage account', resources: to({ storageAccountId: STORAGE }) },
    { name: 'an event hub', resources: to({ eventHubAuthorizationRuleId: HUB_RULE }) },
    { name: 'a partner', resources: to({ marketplacePartnerId: PARTNER }) },
    { name: 'a destination by a parameter', resources: toWorkspace("[parameters('w')]"), declares: { w: STRING } },
    { name: 'the required kind', resources: toWorkspace(`${WORKSPACE}1`), options: WORKSPACES_ONLY },
    {
      name: 'the required kind beside another',
      resources: to({ workspaceId: WORKSPACE, storageAccountId: STORAGE }),
      options: WORKSPACES_ONLY,
    },
    { name: 'an allowed id', resources: toWorkspace(WORKSPACE.replace('w1', 'Central')), options: CENTRAL_ONLY },
    {
      name: 'an account that lets trusted services in',
      resources: toAccount(firewall({ defaultAction: 'Deny', bypass: 'Logging, AzureServices' })),
    },
    {
      name: 'an account with a firewall and the default exceptions',
      resources: toAccount(firewall({ defaultAction: 'Deny' })),
    },
    {
      name: 'an account without a firewall',
      resources: toAccount(firewall({ defaultAction: 'Allow', bypass: 'None' })),
    },
    {
      name: 'one accepted destination for each category, in two settings',
      resources: [
        registry(),
        setting({ logs: [on(LOGIN)] }, { name: 'a' }),
        setting({ logs: [on(REPOSITORY)] }, { name: 'b' }),
      ],
      options: WORKSPACES_ONLY,
    },
  ],
  fail: [
    {
      name: 'a kind that is not required',
      resources: to({ storageAccountId: STORAGE }),
      options: WORKSPACES_ONLY,
      reasons: ['wrong-kind'],
    },
    {
      name: 'an id that is not allowed',
      resources: toWorkspace(WORKSPACE),
      options: CENTRAL_ONLY,
      reasons: ['not-allowed'],
    },
    {
      name: 'a premium account',
      resources: toAccount({ sku: { name: 'Premium_LRS' } }),
      reasons: ['storage-unsupported'],
    },
    {
      name: 'an account with DNS zone endpoints',
      resources: toAccount({ properties: { dnsEndpointType: 'AzureDnsZone' } }),
      reasons: ['storage-unsupported'],
    },
    {
      name: 'an account that lets nobody in',
      resources: toAccount(firewall({ defaultAction: 'Deny', bypass: 'None' })),
      reasons: ['storage-firewall'],
    },
    {
      name: 'one of two categories reaches no accepted destination',
      resources: [
        registry(),
        setting({ logs: [on(LOGIN)] }, { name: 'a' }),
        setting({ workspaceId: null, storageAccountId: STORAGE, logs: [on(REPOSITORY)] }, { name: 'b' }),
      ],
      options: WORKSPACES_ONLY,
      reasons: ['wrong-kind'],
    },
  ],
  unknown: [
    {
      name: 'an id by a parameter, and some are allowed',
      resources: toWorkspace("[parameters('w')]"),
      declares: { w: STRING },
      options: CENTRAL_ONLY,
      reasons: ['not-allowed'],
      dependsOn: ['parameter w'],
    },
    {
      name: 'a firewall that a parameter decides about',
      resources: toAccount(firewall({ defaultAction: "[parameters('action')]", bypass: 'None' })),
      declares: { action: STRING },
      reasons: ['storage-firewall'],
      dependsOn: ['parameter action'],
    },
    {
      name: 'a second destination that a parameter decides about',
      resources: [
        registry(),
        setting({ workspaceId: null, storageAccountId: STORAGE }, { name: 'a' }),
        setting({}, { name: 'b', condition: "[parameters('on')]" }),
      ],
      declares: { on: BOOL },
      options: WORKSPACES_ONLY,
      reasons: ['wrong-kind'],
      dependsOn: ['parameter on'],
    },
    {
      name: 'a module that cannot be read and gets the registry',
      resources: [registry(), linkedDeployment({ registry: 'acr' })],
      reasons: [],
      dependsOn: [`module ${LINK}`],
    },
  ],
  notApplicable: [
    { name: 'no setting', resources: [registry()] },
    { name: 'a setting without a destination', resources: toWorkspace('') },
    { name: 'metrics alone', resources: to({ workspaceId: WORKSPACE, logs: [] }) },
  ],
  live: [
    {
      name: 'a workspace that is there',
      records: [liveResource(LIVE_WORKSPACE), liveRegistry()],
      outcome: 'pass',
    },
    {
      name: 'a workspace that was deleted',
      records: [missingResource(LIVE_WORKSPACE), liveRegistry()],
      outcome: 'fail',
      reasons: ['destination-missing'],
    },
    {
      name: 'a workspace that was deleted, beside a storage account that is there',
      records: [
        missingResource(LIVE_WORKSPACE),
        liveResource(LIVE_STORAGE, { sku: { name: 'Standard_LRS' }, properties: {} }),
        liveRegistry({ workspaceId: LIVE_WORKSPACE, storageAccountId: LIVE_STORAGE }),
      ],
      outcome: 'pass',
    },
    {
      name: 'a workspace that may not be read',
      records: [deniedResource(LIVE_WORKSPACE), liveRegistry()],
      outcome: 'unknown',
      reasons: ['destination-missing'],
      dependsOn: [`permission ${LIVE_WORKSPACE}: HTTP 403 AuthorizationFailed`],
    },
    {
      name: 'a workspace that was not read',
      records: [liveRegistry()],
      outcome: 'unknown',
      reasons: ['destination-missing'],
      dependsOn: [`notRead ${LIVE_WORKSPACE}`],
    },
    {
      name: 'an account that lets nobody in',
      records: [
        liveResource(LIVE_STORAGE, { properties: { networkAcls: { defaultAction: 'Deny', bypass: 'None' } } }),
        liveRegistry({ storageAccountId: LIVE_STORAGE }),
      ],
      outcome: 'fail',
      reasons: ['storage-firewall'],
    },
  ],
});
