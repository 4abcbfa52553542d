import { logsRegion } from '../../rules/Azure.ACR.LogsRegion.ts';
import type { ScanRecord } from '../../src/sources/azure/decode/scan-record.ts';
import {
  association,
  BOOL,
  collectionRule,
  type Json,
  type JsonObject,
  linkedDeployment,
  nested,
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
  LIVE_REGISTRY,
  LIVE_RULE,
  LIVE_WORKSPACE,
  liveAssociated,
  liveRegistry,
  liveResource,
  missingResource,
} from '../support/live-cases.ts';
import { ruleCases } from '../support/rule-cases.ts';

const REASONS = ['other-region'];
const TYPE = 'Microsoft.OperationalInsights/workspaces';

const ID = idOf('w');

function idOf(name: string): string {
  return `[resourceId('${TYPE}', '${name}')]`;
}

function workspace(location: Json, changes: JsonObject = {}): JsonObject {
  return { type: TYPE, apiVersion: '2023-09-01', name: 'w', location, ...changes };
}

/** A registry in West Europe that sends its logs to a workspace of the same template. */
function workspaceIn(location: Json, changes: JsonObject = {}): JsonObject[] {
  return [registry(changes), workspace(location), setting({ workspaceId: ID })];
}

/** A registry in West Europe whose logs a data collection rule carries to a workspace of the same template. */
function byRule(location: Json): JsonObject[] {
  return [registry(), workspace(location), collectionRule({ destinations: workspaces(ID) }), association()];
}

const readRule = (): ScanRecord =>
  liveResource(LIVE_RULE, collectionRule({ destinations: workspaces(LIVE_WORKSPACE) }));

ruleCases(logsRegion, {
  pass: [
    { name: 'the same region', resources: workspaceIn('westeurope') },
    { name: 'as people write it', resources: workspaceIn('West Europe') },
    {
      name: 'the region of the group for both',
      resources: workspaceIn('[resourceGroup().location]', { location: '[resourceGroup().location]' }),
    },
    {
      name: 'one parameter for both',
      resources: workspaceIn("[parameters('l')]", { location: "[parameters('l')]" }),
      declares: { l: STRING },
    },
    {
      name: 'one parameter for both, in other letters',
      resources: workspaceIn("[toLower(parameters('l'))]", { location: "[parameters('l')]" }),
      declares: { l: STRING },
    },
    {
      name: 'allowed regions as people write them',
      resources: workspaceIn('westeurope', { location: "[parameters('l')]" }),
      declares: { l: { ...STRING, allowedValues: ['West Europe', 'WestEurope'] } },
    },
    {
      name: 'one name of the region or another',
      resources: workspaceIn('westeurope', { location: "[if(parameters('on'), 'West Europe', 'westeurope')]" }),
      declares: { on: BOOL },
    },
    {
      name: 'a secure region as people write it',
      resources: workspaceIn('westeurope', { location: "[parameters('l')]" }),
      declares: { l: { type: 'securestring' } },
      parameters: { l: 'West Europe' },
    },
    {
      name: 'a workspace elsewhere to which nothing is sent',
      resources: [...workspaceIn('westeurope'), workspace('eastus', { name: 'far' })],
    },
    {
      name: 'a setting that is not deployed',
      resources: [
        ...workspaceIn('westeurope'),
        workspace('eastus', { name: 'far' }),
        setting({ workspaceId: idOf('far') }, { name: 'off', condition: false }),
      ],
    },
    {
      name: 'two versions of a setting, each to a workspace in the region',
      resources: [
        ...workspaceIn('westeurope'),
        workspace('West Europe', { name: 'near' }),
        setting({ workspaceId: idOf('near') }),
      ],
    },
    { name: 'a data collection rule', resources: byRule('westeurope') },
  ],
  fail: [
    {
      name: 'another region',
      resources: workspaceIn('eastus'),
      reasons: REASONS,
      points: ['resources[2].properties.workspaceId'],
    },
    {
      name: 'either of two other regions',
      resources: workspaceIn("[if(parameters('on'), 'eastus', 'westus')]"),
      declares: { on: BOOL },
      reasons: REASONS,
    },
    {
      name: 'another region beside a workspace of another template',
      resources: [...workspaceIn('eastus'), setting({}, { name: 'second' })],
      reasons: REASONS,
    },
    {
      name: 'a secure region that is another one',
      resources: workspaceIn("[parameters('l')]"),
      declares: { l: { type: 'securestring' } },
      parameters: { l: 'East US' },
      reasons: REASONS,
    },
    {
      name: 'a workspace in a nested deployment',
      resources: [registry(), nested([workspace('eastus')]), setting({ workspaceId: ID })],
      reasons: REASONS,
    },
    {
      name: 'a data collection rule to another region',
      resources: byRule('eastus'),
      reasons: REASONS,
      points: ['resources[3]'],
    },
    {
      name: 'another region by a parameter with a value',
      resources: workspaceIn("[parameters('l')]"),
      declares: { l: { ...STRING, defaultValue: 'eastus' } },
      reasons: REASONS,
    },
    {
      name: 'one of two workspaces is elsewhere',
      resources: [
        ...workspaceIn('westeurope'),
        { type: TYPE, apiVersion: '2023-09-01', name: 'far', location: 'eastus' },
        setting({ workspaceId: `[resourceId('${TYPE}', 'far')]` }, { name: 'second' }),
      ],
      reasons: REASONS,
    },
  ],
  unknown: [
    {
      name: 'a region by a parameter',
      resources: workspaceIn("[parameters('l')]"),
      declares: { l: STRING },
      reasons: REASONS,
      dependsOn: ['parameter l'],
    },
    {
      name: 'the region of the group, which is not known',
      resources: workspaceIn('[resourceGroup().location]'),
      reasons: REASONS,
      dependsOn: ['environment resourceGroup().location'],
    },
    {
      name: 'allowed regions of which one is another',
      resources: workspaceIn("[parameters('l')]"),
      declares: { l: { ...STRING, allowedValues: ['West Europe', 'East US'] } },
      reasons: REASONS,
      dependsOn: ['parameter l'],
    },
    {
      name: 'two parameters',
      resources: workspaceIn("[parameters('l')]", { location: "[parameters('m')]" }),
      declares: { l: STRING, m: STRING },
      reasons: REASONS,
      dependsOn: ['parameter l', 'parameter m'],
    },
    {
      name: 'a setting that a parameter decides about',
      resources: [registry(), workspace('eastus'), setting({ workspaceId: ID }, { condition: "[parameters('on')]" })],
      declares: { on: BOOL },
      reasons: REASONS,
      dependsOn: ['parameter on'],
    },
    {
      name: 'two versions of a setting, one of which sends to another region',
      resources: [
        ...workspaceIn('westeurope'),
        workspace('eastus', { name: 'far' }),
        setting({ workspaceId: idOf('far') }),
      ],
      reasons: REASONS,
      dependsOn: ["runtime order of the deployments of diagnostic setting 'audit'"],
    },
    {
      name: 'a module that cannot be read and gets the registry',
      resources: [...workspaceIn('westeurope'), linkedDeployment({ registry: 'acr' })],
      reasons: [],
      dependsOn: ['module https://example.com/diag.json'],
    },
    {
      name: 'a workspace of another template',
      resources: [registry(), setting()],
      reasons: [],
      dependsOn: [`notRead ${WORKSPACE}, which is not in this template`],
    },
  ],
  notApplicable: [
    { name: 'no setting', resources: [registry()] },
    { name: 'a registry that is not deployed', resources: workspaceIn('eastus', { condition: false }) },
    {
      name: 'metrics alone',
      resources: [registry(), workspace('eastus'), setting({ workspaceId: ID, logs: [] })],
    },
    {
      name: 'a storage account alone',
      resources: [registry(), setting({ workspaceId: null, storageAccountId: STORAGE })],
    },
  ],
  live: [
    {
      name: 'the same region',
      records: [liveResource(LIVE_WORKSPACE, { location: 'West Europe' }), liveRegistry()],
      outcome: 'pass',
    },
    {
      name: 'another region',
      records: [liveResource(LIVE_WORKSPACE, { location: 'eastus' }), liveRegistry()],
      outcome: 'fail',
      reasons: REASONS,
    },
    {
      name: 'a workspace that was deleted',
      records: [missingResource(LIVE_WORKSPACE), liveRegistry()],
      outcome: 'pass',
    },
    {
      name: 'a workspace that may not be read',
      records: [deniedResource(LIVE_WORKSPACE), liveRegistry()],
      outcome: 'unknown',
      dependsOn: [`permission ${LIVE_WORKSPACE}: HTTP 403 AuthorizationFailed`],
    },
    {
      name: 'a workspace that was not read',
      records: [liveRegistry()],
      outcome: 'unknown',
      dependsOn: [`notRead ${LIVE_WORKSPACE}`],
    },
    {
      name: 'a registry of whose region nothing was read',
      records: [
        liveResource(LIVE_WORKSPACE, { location: 'eastus' }),
        liveRegistry(undefined, { resource: { id: LIVE_REGISTRY, name: 'acr' }, whole: ['id', 'name'] }),
      ],
      outcome: 'unknown',
      reasons: REASONS,
      dependsOn: ['notRead location (a new scan or `az acr list -o json` gives it)'],
    },
    {
      name: 'settings that may not be read',
      records: [liveRegistry({}, { settings: { status: 'failed', problem: DENIED } })],
      outcome: 'unknown',
      dependsOn: ['permission HTTP 403 AuthorizationFailed'],
    },
    {
      name: 'a data collection rule to the same region',
      records: [readRule(), liveResource(LIVE_WORKSPACE, { location: 'westeurope' }), liveAssociated()],
      outcome: 'pass',
    },
    {
      name: 'a data collection rule to another region',
      records: [readRule(), liveResource(LIVE_WORKSPACE, { location: 'eastus' }), liveAssociated()],
      outcome: 'fail',
      reasons: REASONS,
    },
  ],
});
