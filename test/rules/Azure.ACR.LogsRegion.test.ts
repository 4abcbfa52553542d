import { logsRegion } from '../../rules/Azure.ACR.LogsRegion.ts';
import { type Json, type JsonObject, registry, STORAGE, STRING, setting, WORKSPACE } from '../support/arm-templates.ts';
import { deniedResource, LIVE_WORKSPACE, liveRegistry, liveResource, missingResource } from '../support/live-cases.ts';
import { ruleCases } from '../support/rule-cases.ts';

const REASONS = ['other-region'];
const TYPE = 'Microsoft.OperationalInsights/workspaces';

/** A registry in West Europe that sends its logs to a workspace of the same template. */
function workspaceIn(location: Json, changes: JsonObject = {}): JsonObject[] {
  const workspace = { type: TYPE, apiVersion: '2023-09-01', name: 'w', location };
  return [registry(changes), workspace, setting({ workspaceId: `[resourceId('${TYPE}', 'w')]` })];
}

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
  ],
  fail: [
    { name: 'another region', resources: workspaceIn('eastus'), reasons: REASONS },
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
      name: 'a workspace of another template',
      resources: [registry(), setting()],
      reasons: [],
      dependsOn: [`notRead ${WORKSPACE}, which is not in this template`],
    },
  ],
  notApplicable: [
    { name: 'no setting', resources: [registry()] },
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
  ],
});
