import { logsArchive } from '../../rules/Azure.ACR.LogsArchive.ts';
import {
  BOOL,
  type Json,
  type JsonObject,
  LOGIN,
  on,
  REPOSITORY,
  registry,
  STORAGE,
  setting,
} from '../support/arm-templates.ts';
import { deniedResource, LIVE_STORAGE, liveRegistry, liveResource, missingResource } from '../support/live-cases.ts';
import { ruleCases } from '../support/rule-cases.ts';

const TYPE = 'Microsoft.Storage/storageAccounts';
const IMMUTABLE = { immutable: true };
const A_YEAR = { minimumDays: 365 };
const NONE = [`no-archive ${LOGIN}`, `no-archive ${REPOSITORY}`];
const POLICY = `${LIVE_STORAGE}/managementPolicies/default`;

const account = (properties: JsonObject = {}): JsonObject => ({
  type: TYPE,
  apiVersion: '2023-05-01',
  name: 'sa',
  location: 'westeurope',
  properties,
});
const archived = (properties: JsonObject = {}): JsonObject =>
  setting({ workspaceId: null, storageAccountId: `[resourceId('${TYPE}', 'sa')]`, ...properties });
const immutable = (enabled: Json): JsonObject => account({ immutableStorageWithVersioning: { enabled } });

/** A lifecycle policy with one rule that deletes blobs after some days. */
function lifecycle(days: Json, filters: JsonObject = {}, enabled = true): JsonObject {
  const actions = { baseBlob: { delete: { daysAfterModificationGreaterThan: days } } };
  const rules = [{ name: 'r', enabled, type: 'Lifecycle', definition: { filters, actions } }];
  return {
    type: `${TYPE}/managementPolicies`,
    apiVersion: '2023-05-01',
    name: 'sa/default',
    properties: { policy: { rules } },
  };
}

ruleCases(logsArchive, {
  pass: [
    { name: 'a storage account', resources: [registry(), archived()] },
    { name: 'beside a workspace', resources: [registry(), setting({ storageAccountId: STORAGE })] },
    {
      name: 'an account that keeps blobs as they are',
      resources: [registry(), immutable(true), archived()],
      options: IMMUTABLE,
    },
    {
      name: 'a lifecycle that keeps them',
      resources: [registry(), account(), lifecycle(400), archived()],
      options: A_YEAR,
    },
    { name: 'no lifecycle', resources: [registry(), account(), archived()], options: A_YEAR },
    {
      name: 'a lifecycle of other containers',
      resources: [registry(), account(), lifecycle(1, { prefixMatch: ['images/'] }), archived()],
      options: A_YEAR,
    },
    {
      name: 'a lifecycle rule that is off',
      resources: [registry(), account(), lifecycle(1, {}, false), archived()],
      options: A_YEAR,
    },
  ],
  fail: [
    { name: 'a workspace alone', resources: [registry(), setting()], reasons: NONE },
    {
      name: 'one category is not archived',
      resources: [
        registry(),
        setting(),
        setting({ workspaceId: null, storageAccountId: STORAGE, logs: [on(LOGIN)] }, { name: 'b' }),
      ],
      reasons: [`no-archive ${REPOSITORY}`],
    },
    {
      name: 'an account that lets blobs be changed',
      resources: [registry(), account(), archived()],
      options: IMMUTABLE,
      reasons: ['not-immutable'],
    },
    {
      name: 'a lifecycle that deletes early',
      resources: [registry(), account(), lifecycle(30), archived()],
      options: A_YEAR,
      reasons: ['deleted-early'],
    },
    {
      name: 'a lifecycle of the containers of logs that deletes early',
      resources: [
        registry(),
        account(),
        lifecycle(30, { prefixMatch: ['x/', 'insights-logs-containerregistry'] }),
        archived(),
      ],
      options: A_YEAR,
      reasons: ['deleted-early'],
    },
  ],
  unknown: [
    {
      name: 'two versions of a setting, one of which sends to an account that is not immutable',
      resources: [
        registry(),
        immutable(true),
        { ...account(), name: 'other' },
        archived(),
        archived({ storageAccountId: `[resourceId('${TYPE}', 'other')]` }),
      ],
      options: IMMUTABLE,
      reasons: ['not-immutable'],
      dependsOn: ["runtime order of the deployments of diagnostic setting 'audit'"],
    },
    {
      name: 'immutability by a parameter',
      resources: [registry(), immutable("[parameters('i')]"), archived()],
      declares: { i: BOOL },
      options: IMMUTABLE,
      reasons: ['not-immutable'],
      dependsOn: ['parameter i'],
    },
    {
      name: 'days by a parameter',
      resources: [registry(), account(), lifecycle("[parameters('d')]"), archived()],
      declares: { d: { type: 'int' } },
      options: A_YEAR,
      reasons: ['deleted-early'],
      dependsOn: ['parameter d'],
    },
    {
      name: 'an account of another template',
      resources: [registry(), setting({ workspaceId: null, storageAccountId: STORAGE })],
      options: IMMUTABLE,
      reasons: [],
      dependsOn: [`notRead ${STORAGE}, which is not in this template`],
    },
    {
      name: 'a storage account that a parameter decides about',
      resources: [registry(), setting(), { ...archived(), name: 'b', condition: "[parameters('on')]" }],
      declares: { on: BOOL },
      reasons: NONE,
      dependsOn: ['parameter on'],
    },
  ],
  notApplicable: [{ name: 'no setting', resources: [registry()] }],
  live: [
    { name: 'a storage account', records: [liveRegistry({ storageAccountId: LIVE_STORAGE })], outcome: 'pass' },
    { name: 'a workspace alone', records: [liveRegistry()], outcome: 'fail', reasons: NONE },
    {
      name: 'no lifecycle policy',
      records: [missingResource(POLICY), liveRegistry({ storageAccountId: LIVE_STORAGE })],
      options: A_YEAR,
      outcome: 'pass',
    },
    {
      name: 'a lifecycle policy that may not be read',
      records: [
        liveResource(LIVE_STORAGE, { properties: {} }),
        deniedResource(POLICY),
        liveRegistry({ storageAccountId: LIVE_STORAGE }),
      ],
      options: A_YEAR,
      outcome: 'unknown',
      dependsOn: [`permission ${POLICY}: HTTP 403 AuthorizationFailed`],
    },
  ],
});
