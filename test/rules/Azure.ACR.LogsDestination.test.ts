import { logsDestination } from '../../rules/Azure.ACR.LogsDestination.ts';
import type { ScanRecord } from '../../src/sources/azure/decode/scan-record.ts';
import {
  association,
  BOOL,
  collectionRule,
  group,
  HUB_RULE,
  type Json,
  type JsonObject,
  LOGIN,
  linkedDeployment,
  nested,
  OTHER_WORKSPACE,
  on,
  PARTNER,
  REPOSITORY,
  registry,
  STORAGE,
  STRING,
  setting,
  WORKSPACE,
  workspaces,
} from '../support/arm-templates.ts';
import {
  DENIED,
  deniedResource,
  LIVE_RULE,
  LIVE_STORAGE,
  LIVE_WORKSPACE,
  liveAssociated,
  liveRegistry,
  liveResource,
  missingResource,
} from '../support/live-cases.ts';
import { ruleCases } from '../support/rule-cases.ts';

const WORKSPACES_ONLY = { require: 'workspace' };
const CENTRAL_ONLY = { allow: ['*/workspaces/central'] };
const LINK = 'https://example.com/diag.json';

const ACCOUNT_ID = "[resourceId('Microsoft.Storage/storageAccounts', 'sa')]";
const PREMIUM = { sku: { name: 'Premium_LRS' } };
const NAMESPACE = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.EventHub/namespaces/n';
const OTHER_PARTNER = '/subscriptions/s/resourceGroups/rg/providers/Elastic.Elastic/monitors/m';

/** A storage account named `sa`. */
function account(changes: JsonObject = {}): JsonObject {
  return {
    type: 'Microsoft.Storage/storageAccounts',
    apiVersion: '2023-05-01',
    name: 'sa',
    location: 'westeurope',
    kind: 'StorageV2',
    sku: { name: 'Standard_LRS' },
    ...changes,
  };
}

/** A registry whose setting sends to a storage account of the same template. */
function toAccount(changes: JsonObject): JsonObject[] {
  return [registry(), account(changes), setting({ workspaceId: null, storageAccountId: ACCOUNT_ID })];
}

/** A registry whose logs a data collection rule carries to these destinations. */
function byRule(destinations: JsonObject): JsonObject[] {
  return [registry(), collectionRule({ destinations }), association()];
}

/** A workspace of the template's own resource group. */
const workspaceNamed = (name: string): string => `[resourceId('Microsoft.OperationalInsights/workspaces', '${name}')]`;
const toHubs = (id: string): JsonObject => ({ eventHubs: [{ name: 'to0', eventHubResourceId: id }] });
const toAccounts = (id: string): JsonObject => ({
  storageAccounts: [{ name: 'to0', storageAccountResourceId: id, containerName: 'logs' }],
});
const readRule = (destinations: JsonObject): ScanRecord => liveResource(LIVE_RULE, collectionRule({ destinations }));

/** The storage account, of which only the sku was read. */
function readInPart(resource: JsonObject): ScanRecord {
  const type = 'Microsoft.Storage/storageAccounts';
  return { kind: 'resource', id: LIVE_STORAGE, type, result: { status: 'read', resource, whole: ['sku'] } };
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
    {
      name: 'an allowed id in the template’s own resource group',
      resources: toWorkspace(workspaceNamed('Central')),
      options: CENTRAL_ONLY,
    },
    {
      name: 'one of two patterns fits',
      resources: toWorkspace(WORKSPACE),
      options: { allow: ['*/workspaces/central', WORKSPACE.toUpperCase()] },
    },
    {
      name: 'an allowed id of the required kind',
      resources: toWorkspace(workspaceNamed('central')),
      options: { ...WORKSPACES_ONLY, ...CENTRAL_ONLY },
    },
    {
      name: 'either of two allowed ids',
      resources: toWorkspace(`[if(parameters('on'), '/a/workspaces/central', '/b/workspaces/central')]`),
      declares: { on: BOOL },
      options: CENTRAL_ONLY,
    },
    {
      name: 'an allowed id in a secure parameter',
      resources: toWorkspace("[parameters('w')]"),
      declares: { w: { type: 'securestring' } },
      parameters: { w: WORKSPACE.replace('w1', 'central') },
      options: CENTRAL_ONLY,
    },
    {
      name: 'an account whose sku is standard, however it is replicated',
      resources: toAccount({ sku: { name: "[concat('Standard_', parameters('sku'))]" } }),
      declares: { sku: STRING },
    },
    {
      name: 'a premium account that is not deployed: another one has its name',
      resources: toAccount({ ...PREMIUM, condition: false }),
    },
    {
      name: 'a premium account beside a workspace',
      resources: [registry(), account(PREMIUM), setting({ storageAccountId: ACCOUNT_ID })],
    },
    { name: 'a setting in a nested deployment', resources: [registry(), nested([setting()])] },
    { name: 'a data collection rule', resources: byRule(workspaces(WORKSPACE)) },
    {
      name: 'an event hub of a data collection rule',
      resources: byRule(toHubs(`${NAMESPACE}/eventhubs/h`)),
      options: { require: 'eventHub' },
    },
    {
      name: 'a setting beside a data collection rule that is elsewhere',
      resources: [registry(), association(), setting()],
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
    {
      name: 'what a category reaches beside an accepted destination is no reason',
      resources: [
        registry(),
        setting({ storageAccountId: STORAGE, logs: [on(LOGIN)] }, { name: 'a' }),
        setting({ workspaceId: undefined, marketplacePartnerId: PARTNER, logs: [on(REPOSITORY)] }, { name: 'b' }),
      ],
      options: WORKSPACES_ONLY,
      reasons: ['wrong-kind'],
      points: ['resources[2].properties.marketplacePartnerId'],
    },
    {
      name: 'another id in the template’s own resource group',
      resources: toWorkspace(workspaceNamed('other')),
      options: CENTRAL_ONLY,
      reasons: ['not-allowed'],
    },
    {
      name: 'another id in a secure parameter',
      resources: toWorkspace("[parameters('w')]"),
      declares: { w: { type: 'securestring' } },
      parameters: { w: WORKSPACE },
      options: CENTRAL_ONLY,
      reasons: ['not-allowed'],
    },
    {
      name: 'an allowed id of another kind',
      resources: toWorkspace(workspaceNamed('central')),
      options: { require: 'storage', ...CENTRAL_ONLY },
      reasons: ['wrong-kind'],
    },
    {
      name: 'two settings, each to an id that is not allowed',
      resources: [registry(), setting(), setting({ workspaceId: OTHER_WORKSPACE }, { name: 'b' })],
      options: CENTRAL_ONLY,
      reasons: ['not-allowed', 'not-allowed'],
    },
    {
      name: 'an account that is premium, or lets nobody in',
      resources: toAccount({
        sku: { name: "[parameters('sku')]" },
        ...firewall({ defaultAction: 'Deny', bypass: 'None' }),
      }),
      declares: { sku: STRING },
      reasons: ['storage-firewall', 'storage-unsupported'],
    },
    {
      name: 'a premium account in a nested deployment',
      resources: [registry(), nested([account(PREMIUM)]), setting({ workspaceId: null, storageAccountId: ACCOUNT_ID })],
      reasons: ['storage-unsupported'],
    },
    {
      name: 'a premium account of a data collection rule',
      resources: [...byRule(toAccounts(ACCOUNT_ID)), account(PREMIUM)],
      reasons: ['storage-unsupported'],
    },
    {
      name: 'a data collection rule to a kind that is not required',
      resources: byRule(toAccounts(STORAGE)),
      options: WORKSPACES_ONLY,
      reasons: ['wrong-kind'],
    },
    {
      name: 'a setting beside a module that cannot be read and has nothing of the registry',
      resources: [...to({ storageAccountId: STORAGE }), linkedDeployment({ other: 'x' })],
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
      name: 'an allowed id or another one',
      resources: toWorkspace(`[if(parameters('on'), '${WORKSPACE}', '/b/workspaces/central')]`),
      declares: { on: BOOL },
      options: CENTRAL_ONLY,
      reasons: ['not-allowed'],
      dependsOn: ['parameter on'],
    },
    {
      name: 'the end of an id by a parameter',
      resources: toWorkspace("[concat('/x/workspaces/', parameters('w'))]"),
      declares: { w: STRING },
      options: CENTRAL_ONLY,
      reasons: ['not-allowed'],
      dependsOn: ['parameter w'],
    },
    {
      name: 'a sku by a parameter',
      resources: toAccount({ sku: { name: "[parameters('sku')]" } }),
      declares: { sku: STRING },
      reasons: ['storage-unsupported'],
      dependsOn: ['parameter sku'],
    },
    {
      name: 'exceptions by a parameter',
      resources: toAccount(firewall({ defaultAction: 'Deny', bypass: "[parameters('bypass')]" })),
      declares: { bypass: STRING },
      reasons: ['storage-firewall'],
      dependsOn: ['parameter bypass'],
    },
    {
      name: 'a premium account that a parameter decides about: another one may have its name',
      resources: toAccount({ ...PREMIUM, condition: "[parameters('on')]" }),
      declares: { on: BOOL },
      reasons: ['storage-unsupported'],
      dependsOn: ['parameter on'],
    },
    {
      name: 'two versions of an account, one of which takes no logs',
      resources: [...toAccount(PREMIUM), account()],
      reasons: ['storage-unsupported'],
      dependsOn: ['runtime order of the deployments of sa'],
    },
    {
      name: 'a premium account in a loop whose length is not known',
      resources: toAccount({ ...PREMIUM, copy: { name: 'c', count: "[length(parameters('list'))]" } }),
      declares: { list: { type: 'array' } },
      reasons: ['storage-unsupported'],
      dependsOn: ['parameter list'],
    },
    {
      name: 'two versions of a setting, one of which sends elsewhere',
      resources: [registry(), setting(), setting({ workspaceId: workspaceNamed('central') })],
      options: CENTRAL_ONLY,
      reasons: ['not-allowed'],
      dependsOn: ["runtime order of the deployments of diagnostic setting 'audit'"],
    },
    {
      name: 'whether anything is sent',
      resources: [
        registry(),
        setting({ logs: [group('audit', "[parameters('on')]")], workspaceId: null, storageAccountId: STORAGE }),
      ],
      declares: { on: BOOL },
      options: WORKSPACES_ONLY,
      reasons: ['wrong-kind'],
      dependsOn: ['parameter on'],
    },
    {
      name: 'a data collection rule that is elsewhere',
      resources: [registry(), association({ properties: { dataCollectionRuleId: '/x/dataCollectionRules/shared' } })],
      reasons: [],
      dependsOn: ['notRead /x/dataCollectionRules/shared, which is not in this template'],
    },
    {
      name: 'a module that cannot be read and may send to an accepted destination as well',
      resources: [...toWorkspace(WORKSPACE), account(PREMIUM), linkedDeployment({ registry: 'acr' })],
      options: CENTRAL_ONLY,
      reasons: ['not-allowed'],
      dependsOn: [`module ${LINK}`],
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
    {
      name: 'a setting that is not deployed',
      resources: [registry(), setting({}, { condition: false })],
      options: CENTRAL_ONLY,
    },
    {
      name: 'a data collection rule of another kind',
      resources: [registry(), collectionRule({}, { kind: 'Linux' }), association()],
    },
    { name: 'a registry that is not deployed', resources: [registry({ condition: false }), setting()] },
  ],
  error: [
    {
      name: 'a destination that cannot be evaluated',
      resources: toWorkspace("[variables('v').missing]"),
      variables: { v: {} },
      says: 'missing',
    },
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
    {
      name: 'a workspace that was deleted, named with a slash at its end',
      records: [missingResource(LIVE_WORKSPACE), liveRegistry({ workspaceId: `${LIVE_WORKSPACE}/` })],
      outcome: 'fail',
      reasons: ['destination-missing'],
    },
    {
      name: 'a kind that is not required, of which nothing was read',
      records: [liveRegistry()],
      options: { require: 'storage' },
      outcome: 'fail',
      reasons: ['wrong-kind'],
    },
    {
      name: 'an id that is not allowed and may not be read',
      records: [deniedResource(LIVE_WORKSPACE), liveRegistry()],
      options: CENTRAL_ONLY,
      outcome: 'fail',
      reasons: ['not-allowed'],
    },
    {
      name: 'a premium account, of which nothing else was read',
      records: [readInPart(PREMIUM), liveRegistry({ storageAccountId: LIVE_STORAGE })],
      outcome: 'fail',
      reasons: ['storage-unsupported'],
    },
    {
      name: 'a standard account, of which nothing else was read',
      records: [readInPart({ sku: { name: 'Standard_LRS' } }), liveRegistry({ storageAccountId: LIVE_STORAGE })],
      outcome: 'unknown',
      reasons: ['storage-firewall', 'storage-unsupported'],
      dependsOn: ['dnsEndpointType', 'networkAcls.bypass', 'networkAcls.defaultAction'].map(
        (name) => `notRead properties.${name} (a new scan gives it)`,
      ),
    },
    {
      name: 'the rule of an event hub that is there',
      records: [liveResource(HUB_RULE), liveRegistry({ eventHubAuthorizationRuleId: HUB_RULE })],
      outcome: 'pass',
    },
    {
      name: 'the rule of an event hub that was deleted',
      records: [missingResource(HUB_RULE), liveRegistry({ eventHubAuthorizationRuleId: HUB_RULE })],
      outcome: 'fail',
      reasons: ['destination-missing'],
    },
    {
      name: 'a partner that was deleted',
      records: [missingResource(PARTNER), liveRegistry({ marketplacePartnerId: PARTNER })],
      outcome: 'fail',
      reasons: ['destination-missing'],
    },
    {
      name: 'a partner that a scan does not look up',
      records: [liveRegistry({ marketplacePartnerId: OTHER_PARTNER })],
      outcome: 'unknown',
      reasons: ['destination-missing'],
      dependsOn: [`notRead ${OTHER_PARTNER}`],
    },
    {
      name: 'settings that may not be read',
      records: [liveRegistry({}, { settings: { status: 'failed', problem: DENIED } })],
      outcome: 'unknown',
      dependsOn: ['permission HTTP 403 AuthorizationFailed'],
    },
    {
      name: 'a data collection rule to a workspace that is there',
      records: [readRule(workspaces(LIVE_WORKSPACE)), liveResource(LIVE_WORKSPACE), liveAssociated()],
      outcome: 'pass',
    },
    {
      name: 'a data collection rule to a workspace that was deleted',
      records: [readRule(workspaces(LIVE_WORKSPACE)), missingResource(LIVE_WORKSPACE), liveAssociated()],
      outcome: 'fail',
      reasons: ['destination-missing'],
    },
    {
      name: 'a data collection rule to an event hub whose namespace is there',
      records: [readRule(toHubs(`${NAMESPACE}/eventhubs/h`)), liveResource(NAMESPACE), liveAssociated()],
      outcome: 'pass',
    },
    {
      name: 'a data collection rule to an event hub whose namespace was deleted',
      records: [readRule(toHubs(`${NAMESPACE}/eventhubs/h`)), missingResource(NAMESPACE), liveAssociated()],
      outcome: 'fail',
      reasons: ['destination-missing'],
    },
    {
      name: 'a data collection rule that may not be read',
      records: [deniedResource(LIVE_RULE), liveAssociated()],
      outcome: 'unknown',
      dependsOn: [`permission ${LIVE_RULE}: HTTP 403 AuthorizationFailed`],
    },
    {
      name: 'a data collection rule that was deleted carries nothing',
      records: [missingResource(LIVE_RULE), liveAssociated()],
      outcome: 'notApplicable',
    },
  ],
});
