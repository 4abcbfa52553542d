import { logsArchive } from '../../rules/Azure.ACR.LogsArchive.ts';
import type { RegistryRecord } from '../../src/sources/azure/decode/scan-record.ts';
import {
  ASSOCIATION,
  AUDIT,
  association,
  BOOL,
  type Changes,
  collectionRule,
  type Json,
  type JsonObject,
  LOGIN,
  linkedDeployment,
  nested,
  on,
  parameter,
  REPOSITORY,
  registry,
  STORAGE,
  STRING,
  setting,
} from '../support/arm-templates.ts';
import {
  DENIED,
  deniedResource,
  LIVE_REGISTRY,
  LIVE_RULE,
  LIVE_STORAGE,
  LIVE_WORKSPACE,
  liveRegistry,
  liveResource,
  missingResource,
} from '../support/live-cases.ts';
import { ruleCases } from '../support/rule-cases.ts';

const TYPE = 'Microsoft.Storage/storageAccounts';
const IMMUTABLE = { immutable: true };
const A_YEAR = { minimumDays: 365 };
const BOTH_OPTIONS = { ...IMMUTABLE, ...A_YEAR };
const IF_A = { condition: "[parameters('a')]" };
const UNLESS_A = { condition: "[not(parameters('a'))]" };
const DECLARES_A = { a: BOOL };
const NO_LOGIN = `no-archive ${LOGIN}`;
const NO_REPOSITORY = `no-archive ${REPOSITORY}`;
const NONE = [NO_LOGIN, NO_REPOSITORY];
const POLICY = `${LIVE_STORAGE}/managementPolicies/default`;
const LINK = 'module https://example.com/diag.json';
const HERE = `[resourceId('${TYPE}', 'sa')]`;
const SECOND = `[resourceId('${TYPE}', 'second')]`;

const account = (properties: JsonObject = {}, changes: Changes = {}): JsonObject => ({
  type: TYPE,
  apiVersion: '2023-05-01',
  name: 'sa',
  location: 'westeurope',
  properties,
  ...(changes as JsonObject),
});

/** A setting that sends both categories to a storage account alone. */
const archived = (properties: Changes = {}, changes: Changes = {}): JsonObject =>
  setting({ workspaceId: null, storageAccountId: HERE, ...properties }, changes);

const kept = (
  policy: Json = { immutabilityPeriodSinceCreationInDays: 400, state: 'Locked' },
  enabled: Json = true,
) => ({
  immutableStorageWithVersioning: { enabled, immutabilityPolicy: policy },
});

/** What a lifecycle policy holds with one rule that deletes appended blobs after some days. */
function policyOf(days: Json, filters: JsonObject = {}, changes: JsonObject = {}): JsonObject {
  const actions = { baseBlob: { delete: { daysAfterModificationGreaterThan: days } } };
  const definition = { filters: { blobTypes: ['appendBlob'], ...filters }, actions };
  return { policy: { rules: [{ name: 'r', enabled: true, type: 'Lifecycle', definition, ...changes }] } };
}

function lifecycle(properties: JsonObject, changes: JsonObject = {}): JsonObject {
  return { type: `${TYPE}/managementPolicies`, apiVersion: '2023-05-01', name: 'sa/default', properties, ...changes };
}

/** A registry, and an account with a lifecycle rule of which these things are so. */
function expiring(days: Json, filters: JsonObject = {}, changes: JsonObject = {}): JsonObject[] {
  return [registry(), account(), lifecycle(policyOf(days, filters, changes)), archived()];
}

/** A lifecycle rule that has this action on blobs. */
const acting = (actions: JsonObject): JsonObject[] =>
  expiring(1, {}, { definition: { filters: { blobTypes: ['appendBlob'] }, actions } });

const LOGIN_CONTAINER = `insights-logs-${LOGIN.toLowerCase()}`;
const REPOSITORY_CONTAINER = `insights-logs-${REPOSITORY.toLowerCase()}`;

/** What a scan read of a registry that sends to these destinations, and of its associations. */
function live(properties: JsonObject = { storageAccountId: LIVE_STORAGE }, rule?: string): RegistryRecord {
  const resources = [{ properties: { dataCollectionRuleId: rule ?? null } }].map((resource) => ({
    id: `${LIVE_REGISTRY}/providers/${ASSOCIATION}/a`,
    resource,
    whole: ['id', 'properties.dataCollectionRuleId'],
  }));
  const lists = { [ASSOCIATION]: { status: 'read' as const, resources: rule === undefined ? [] : resources } };
  return liveRegistry(properties, { lists });
}

const WORKSPACE_ALONE = { workspaceId: LIVE_WORKSPACE };
const readAccount = (properties: JsonObject = {}) => liveResource(LIVE_STORAGE, { properties });
const readPolicy = (days: number, prefix = 'insights-logs-') =>
  liveResource(POLICY, { properties: policyOf(days, { prefixMatch: [prefix] }) });
const BLOBS = `${LOGIN_CONTAINER}/resourceId=${LIVE_REGISTRY.toUpperCase()}`;
/** A data collection rule that carries both categories to a storage account. */
const toStorage = (id: string): Changes => ({
  destinations: { storageAccounts: [{ name: 'to0', storageAccountResourceId: id, containerName: 'acr' }] },
});

ruleCases(logsArchive, {
  pass: [
    { name: 'a storage account', resources: [registry(), archived()] },
    { name: 'beside a workspace', resources: [registry(), setting({ storageAccountId: STORAGE })] },
    {
      name: 'a storage account by a parameter',
      resources: [registry(), archived({ storageAccountId: parameter('s') })],
      declares: { s: STRING },
    },
    {
      name: 'a storage account by a secure parameter',
      resources: [registry(), archived({ storageAccountId: parameter('s') })],
      declares: { s: { type: 'securestring' } },
      parameters: { s: STORAGE },
    },
    {
      name: 'a category each, to an account each',
      resources: [
        registry(),
        archived({ logs: [on(LOGIN)] }),
        archived({ logs: [on(REPOSITORY)], storageAccountId: STORAGE }, { name: 'b' }),
      ],
    },
    { name: 'what is collected, which is not all', resources: [registry(), archived({ logs: [on(LOGIN)] })] },
    {
      name: 'a setting in a nested deployment',
      resources: [registry(), setting(), nested([archived({ storageAccountId: STORAGE }, { name: 'b' })])],
    },
    {
      name: 'accounts that exclude each other',
      resources: [registry(), archived({}, IF_A), archived({ storageAccountId: STORAGE }, { name: 'b', ...UNLESS_A })],
      declares: DECLARES_A,
    },
    {
      name: 'a condition that is the registry’s',
      resources: [registry(IF_A), setting(), archived({}, { name: 'b', ...IF_A })],
      declares: DECLARES_A,
    },
    {
      name: 'one account or another',
      resources: [registry(), archived({ storageAccountId: `[if(parameters('a'), '${STORAGE}', '${STORAGE}2')]` })],
      declares: DECLARES_A,
    },
    { name: 'a loop of one', resources: [registry(), archived({}, { copy: { name: 'c', count: 1 } })] },
    {
      name: 'a module that cannot be read beside it',
      resources: [registry(), archived(), linkedDeployment({ registry: 'acr' })],
    },
    {
      name: 'a data collection rule to a storage account',
      resources: [registry(), collectionRule(toStorage(STORAGE)), association()],
    },
    {
      name: 'a data collection rule of another template beside it',
      resources: [registry(), archived(), association({ properties: { dataCollectionRuleId: LIVE_RULE } })],
    },
    ...['Locked', 'Unlocked'].map((state) => ({
      name: `an account with a policy that is ${state}`,
      resources: [registry(), account(kept({ immutabilityPeriodSinceCreationInDays: 1, state })), archived()],
      options: IMMUTABLE,
    })),
    {
      name: 'an account that keeps blobs as they are, beside one that does not',
      resources: [
        registry(),
        account(kept()),
        account({}, { name: 'second' }),
        archived(),
        archived({ storageAccountId: SECOND }, { name: 'b' }),
      ],
      options: IMMUTABLE,
    },
    {
      name: 'a lifecycle that keeps them beside one that does not',
      resources: [
        ...expiring(30),
        account({}, { name: 'second' }),
        archived({ storageAccountId: SECOND }, { name: 'b' }),
      ],
      options: A_YEAR,
    },
    { name: 'a lifecycle that deletes early, which no option asks about', resources: expiring(1) },
    { name: 'a lifecycle that keeps them', resources: expiring(400), options: A_YEAR },
    { name: 'a lifecycle that keeps them as long as that', resources: expiring(365), options: A_YEAR },
    { name: 'no lifecycle', resources: [registry(), account(), archived()], options: A_YEAR },
    {
      name: 'a lifecycle that is not deployed',
      resources: [registry(), account(), lifecycle(policyOf(1), { condition: false }), archived()],
      options: A_YEAR,
    },
    {
      name: 'a lifecycle of another account',
      resources: [registry(), account(), lifecycle(policyOf(1), { name: 'other/default' }), archived()],
      options: A_YEAR,
    },
    { name: 'a lifecycle rule that is off', resources: expiring(1, {}, { enabled: false }), options: A_YEAR },
    { name: 'a lifecycle rule of block blobs', resources: expiring(1, { blobTypes: ['blockBlob'] }), options: A_YEAR },
    {
      name: 'a lifecycle rule of blobs with a tag',
      resources: expiring(1, { blobIndexMatch: [{ name: 'n', op: '==', value: 'v' }] }),
      options: A_YEAR,
    },
    {
      name: 'a lifecycle rule that moves blobs',
      resources: acting({ baseBlob: { tierToCool: { daysAfterModificationGreaterThan: 1 } } }),
      options: A_YEAR,
    },
    {
      name: 'a lifecycle rule that deletes snapshots',
      resources: acting({ snapshot: { delete: { daysAfterCreationGreaterThan: 1 } } }),
      options: A_YEAR,
    },
    ...[
      { of: 'other containers', prefix: 'images/' },
      { of: 'the logs of key vaults', prefix: 'insights-logs-auditevent/' },
      { of: 'a container whose name goes on', prefix: `${LOGIN_CONTAINER}2` },
      { of: 'a container in other letters, which is none', prefix: `insights-logs-${LOGIN}` },
      { of: 'a star, which is no wildcard', prefix: 'insights-logs-*' },
      { of: 'a star in the container, which is no wildcard', prefix: `${LOGIN_CONTAINER}/*` },
      { of: 'key vaults in the container', prefix: `${LOGIN_CONTAINER}/resourceId=/SUBSCRIPTIONS2/` },
    ].map(({ of, prefix }) => ({
      name: `a lifecycle of ${of}`,
      resources: expiring(1, { prefixMatch: [prefix] }),
      options: A_YEAR,
    })),
    {
      name: 'a lifecycle of the container of a category that is not collected',
      resources: [
        registry(),
        account(),
        lifecycle(policyOf(1, { prefixMatch: [`${LOGIN_CONTAINER}/`] })),
        archived({ logs: [on(REPOSITORY)] }),
      ],
      options: A_YEAR,
    },
    {
      name: 'a data collection rule to an account whose lifecycle keeps all',
      resources: [registry(), account(), lifecycle(policyOf(400)), collectionRule(toStorage(HERE)), association()],
      options: A_YEAR,
    },
    {
      name: 'all that options ask for',
      resources: [registry(), account(kept()), lifecycle(policyOf(400)), archived()],
      options: BOTH_OPTIONS,
    },
  ],
  fail: [
    { name: 'a workspace alone', resources: [registry(), setting()], reasons: NONE, points: [] },
    { name: 'an empty account', resources: [registry(), setting({ storageAccountId: '' })], reasons: NONE },
    {
      name: 'a storage account that is not deployed to',
      resources: [registry(), setting(), archived({}, { name: 'b', condition: false })],
      reasons: NONE,
    },
    {
      name: 'a storage account for metrics alone',
      resources: [
        registry(),
        setting(),
        archived({ logs: null, metrics: [{ category: 'AllMetrics', enabled: true }] }, { name: 'b' }),
      ],
      reasons: NONE,
    },
    {
      name: 'one category is not archived',
      resources: [registry(), setting(), archived({ logs: [on(LOGIN)] }, { name: 'b' })],
      reasons: [NO_REPOSITORY],
    },
    {
      name: 'one category is collected and not archived',
      resources: [registry(), setting({ logs: [AUDIT] }), archived({ logs: [on(REPOSITORY)] }, { name: 'b' })],
      reasons: [NO_LOGIN],
    },
    {
      name: 'one category is surely not archived, the other depends',
      resources: [registry(), setting(), archived({ logs: [on(LOGIN)] }, { name: 'b', ...IF_A })],
      declares: DECLARES_A,
      reasons: [NO_REPOSITORY],
    },
    {
      name: 'a condition that a parameter makes false',
      resources: [registry(), setting(), archived({}, { name: 'b', ...IF_A })],
      declares: DECLARES_A,
      parameters: { a: false },
      reasons: NONE,
    },
    {
      name: 'a data collection rule to a workspace',
      resources: [registry(), collectionRule(), association()],
      reasons: NONE,
    },
    {
      name: 'an account that lets blobs be changed',
      resources: [registry(), account(), archived()],
      options: IMMUTABLE,
      reasons: ['not-immutable'],
      points: ['resources[2]'],
    },
    {
      name: 'an account of which blobs may be kept, without a policy',
      resources: [registry(), account({ immutableStorageWithVersioning: { enabled: true } }), archived()],
      options: IMMUTABLE,
      reasons: ['not-immutable'],
    },
    {
      name: 'a policy that is disabled',
      resources: [
        registry(),
        account(kept({ immutabilityPeriodSinceCreationInDays: 9, state: 'disabled' })),
        archived(),
      ],
      options: IMMUTABLE,
      reasons: ['not-immutable'],
    },
    {
      name: 'a policy of an account without immutability',
      resources: [registry(), account(kept(undefined, false)), archived()],
      options: IMMUTABLE,
      reasons: ['not-immutable'],
    },
    {
      name: 'two accounts that let blobs be changed',
      resources: [
        registry(),
        account(),
        account({}, { name: 'second' }),
        archived(),
        archived({ storageAccountId: SECOND }, { name: 'b' }),
      ],
      options: IMMUTABLE,
      reasons: ['not-immutable', 'not-immutable'],
    },
    {
      name: 'one category goes to an account that lets blobs be changed, the other to none',
      resources: [registry(), setting(), account(), archived({ logs: [on(LOGIN)] }, { name: 'b' })],
      options: IMMUTABLE,
      reasons: [NO_REPOSITORY, 'not-immutable'],
    },
    {
      name: 'an account that lets blobs be changed, whatever a parameter says',
      resources: [registry(), setting(), account(), archived({}, { name: 'b', ...IF_A })],
      declares: DECLARES_A,
      options: IMMUTABLE,
      reasons: ['not-immutable'],
    },
    { name: 'a lifecycle that deletes early', resources: expiring(30), options: A_YEAR, reasons: ['deleted-early'] },
    { name: 'a lifecycle that deletes at once', resources: expiring(0), options: A_YEAR, reasons: ['deleted-early'] },
    {
      name: 'a lifecycle that deletes a day early',
      resources: expiring(364),
      options: A_YEAR,
      reasons: ['deleted-early'],
    },
    {
      name: 'a lifecycle rule that is on by default',
      resources: expiring(30, {}, { enabled: null }),
      options: A_YEAR,
      reasons: ['deleted-early'],
    },
    ...['daysAfterCreationGreaterThan', 'daysAfterLastAccessTimeGreaterThan'].map((age) => ({
      name: `a lifecycle with ${age}`,
      resources: acting({ baseBlob: { delete: { [age]: 30 } } }),
      options: A_YEAR,
      reasons: ['deleted-early'],
    })),
    ...[
      { of: 'all containers of logs', prefix: 'insights-logs-' },
      { of: 'what begins as they do', prefix: 'in' },
      { of: 'the containers of registries', prefix: 'insights-logs-containerregistry' },
      { of: 'the container of one category', prefix: `${REPOSITORY_CONTAINER}/` },
      { of: 'all resources in the container', prefix: `${LOGIN_CONTAINER}/resourceId=/` },
    ].map(({ of, prefix }) => ({
      name: `a lifecycle of ${of}`,
      resources: expiring(30, { prefixMatch: ['x/', prefix] }),
      options: A_YEAR,
      reasons: ['deleted-early'],
    })),
    {
      name: 'the second of two lifecycle rules',
      resources: [
        registry(),
        account(),
        lifecycle({
          policy: {
            rules: [...rulesOf(policyOf(400)), ...rulesOf(policyOf(30))],
          },
        }),
        archived(),
      ],
      options: A_YEAR,
      reasons: ['deleted-early'],
    },
    {
      name: 'a data collection rule to an account whose lifecycle deletes all early',
      resources: [
        registry(),
        account(),
        lifecycle(policyOf(30, { blobTypes: ['blockBlob', 'appendBlob'] })),
        collectionRule(toStorage(HERE)),
        association(),
      ],
      options: A_YEAR,
      reasons: ['deleted-early'],
    },
    {
      name: 'nothing that options ask for',
      resources: expiring(30),
      options: BOTH_OPTIONS,
      reasons: ['deleted-early', 'not-immutable'],
    },
    {
      name: 'a lifecycle that deletes early, whatever a parameter says of immutability',
      resources: [registry(), account(kept(undefined, parameter('a'))), lifecycle(policyOf(30)), archived()],
      declares: DECLARES_A,
      options: BOTH_OPTIONS,
      reasons: ['deleted-early'],
    },
  ],
  unknown: [
    {
      name: 'a storage account that a parameter decides about',
      resources: [registry(), setting(), archived({}, { name: 'b', ...IF_A })],
      declares: DECLARES_A,
      reasons: NONE,
      dependsOn: ['parameter a'],
    },
    {
      name: 'a storage account that may be empty',
      resources: [registry(), setting({ storageAccountId: "[if(parameters('a'), parameters('s'), '')]" })],
      declares: { ...DECLARES_A, s: STRING },
      reasons: NONE,
      dependsOn: ['parameter a'],
    },
    {
      name: 'entries by a parameter',
      resources: [registry(), setting(), archived({ logs: parameter('l') }, { name: 'b' })],
      declares: { l: { type: 'array' } },
      reasons: NONE,
      dependsOn: ['parameter l'],
    },
    {
      name: 'the only setting, which a parameter decides about',
      resources: [registry(), setting({}, IF_A)],
      declares: DECLARES_A,
      reasons: NONE,
      dependsOn: ['parameter a'],
    },
    {
      name: 'a loop whose length is not known',
      resources: [
        registry(),
        setting(),
        archived(
          {},
          { name: "[format('s{0}', copyIndex())]", copy: { name: 'c', count: "[length(parameters('list'))]" } },
        ),
      ],
      declares: { list: { type: 'array' } },
      reasons: NONE,
      dependsOn: ['parameter list'],
    },
    {
      name: 'a module that cannot be read and gets the registry',
      resources: [registry(), setting(), linkedDeployment({ registry: 'acr' })],
      reasons: NONE,
      dependsOn: [LINK],
    },
    {
      name: 'a data collection rule of another template',
      resources: [registry(), setting(), association({ properties: { dataCollectionRuleId: LIVE_RULE } })],
      reasons: NONE,
      dependsOn: [`notRead ${LIVE_RULE}, which is not in this template`],
    },
    {
      name: 'two versions of a setting, one of which sends to an account that is not immutable',
      resources: [
        registry(),
        account(kept()),
        account({}, { name: 'second' }),
        archived(),
        archived({ storageAccountId: SECOND }),
      ],
      options: IMMUTABLE,
      reasons: ['not-immutable'],
      dependsOn: ["runtime order of the deployments of diagnostic setting 'audit'"],
    },
    {
      name: 'immutability by a parameter',
      resources: [registry(), account(kept(undefined, parameter('i'))), archived()],
      declares: { i: BOOL },
      options: IMMUTABLE,
      reasons: ['not-immutable'],
      dependsOn: ['parameter i'],
    },
    {
      name: 'a policy by a parameter',
      resources: [registry(), account(kept(parameter('p'))), archived()],
      declares: { p: { type: 'object' } },
      options: IMMUTABLE,
      reasons: ['not-immutable'],
      dependsOn: ['parameter p'],
    },
    {
      name: 'an account of another template',
      resources: [registry(), archived({ storageAccountId: STORAGE })],
      options: IMMUTABLE,
      reasons: [],
      dependsOn: [`notRead ${STORAGE}, which is not in this template`],
    },
    {
      name: 'the lifecycle of an account of another template',
      resources: [registry(), archived({ storageAccountId: STORAGE })],
      options: A_YEAR,
      reasons: [],
      dependsOn: [`notRead ${STORAGE}/managementPolicies/default, which is not in this template`],
    },
    {
      name: 'days by a parameter',
      resources: expiring(parameter('d')),
      declares: { d: { type: 'int' } },
      options: A_YEAR,
      reasons: ['deleted-early'],
      dependsOn: ['parameter d'],
    },
    {
      name: 'a lifecycle that a parameter decides about',
      resources: [registry(), account(), lifecycle(policyOf(30), IF_A), archived()],
      declares: DECLARES_A,
      options: A_YEAR,
      reasons: ['deleted-early'],
      dependsOn: ['parameter a'],
    },
    {
      name: 'lifecycle rules by a parameter',
      resources: [registry(), account(), lifecycle({ policy: { rules: parameter('r') } }), archived()],
      declares: { r: { type: 'array' } },
      options: A_YEAR,
      reasons: ['deleted-early'],
      dependsOn: ['parameter r'],
    },
    {
      name: 'a prefix by a parameter',
      resources: expiring(30, { prefixMatch: [parameter('p')] }),
      declares: { p: STRING },
      options: A_YEAR,
      reasons: ['deleted-early'],
      dependsOn: ['parameter p'],
    },
    {
      name: 'a lifecycle of one registry, which may be this one',
      resources: expiring(30, { prefixMatch: [BLOBS] }),
      options: A_YEAR,
      reasons: ['deleted-early'],
      dependsOn: ['environment resourceGroup().name', 'environment subscription().subscriptionId'],
    },
    {
      name: 'a data collection rule to an account whose lifecycle deletes some blobs early',
      resources: [
        registry(),
        account(),
        lifecycle(policyOf(30, { prefixMatch: ['insights-logs-'] })),
        collectionRule(toStorage(HERE)),
        association(),
      ],
      options: A_YEAR,
      reasons: [],
      dependsOn: ['limit lifecycle rules for some of the blobs of a data collection rule'],
    },
  ],
  notApplicable: [
    { name: 'no setting', resources: [registry()] },
    { name: 'a setting without a destination', resources: [registry(), setting({ workspaceId: null })] },
    {
      name: 'a setting with metrics alone',
      resources: [registry(), setting({ logs: null, metrics: [{ category: 'AllMetrics', enabled: true }] })],
    },
    { name: 'a registry that is not deployed', resources: [registry({ condition: false }), setting()] },
  ],
  error: [
    {
      name: 'a setting that cannot be evaluated',
      resources: [registry(), archived({ logs: "[variables('v').missing]" })],
      variables: { v: {} },
      says: 'missing',
    },
  ],
  live: [
    { name: 'a storage account', records: [live()], outcome: 'pass' },
    { name: 'a workspace alone', records: [live(WORKSPACE_ALONE)], outcome: 'fail', reasons: NONE },
    {
      name: 'a storage account that may not be read, which no option asks about',
      records: [deniedResource(LIVE_STORAGE), live()],
      outcome: 'pass',
    },
    {
      name: 'an account that keeps blobs as they are',
      records: [readAccount(kept()), live()],
      options: IMMUTABLE,
      outcome: 'pass',
    },
    {
      name: 'an account that lets blobs be changed',
      records: [readAccount(), live()],
      options: IMMUTABLE,
      outcome: 'fail',
      reasons: ['not-immutable'],
    },
    {
      name: 'an account that is gone',
      records: [missingResource(LIVE_STORAGE), live()],
      options: IMMUTABLE,
      outcome: 'fail',
      reasons: ['not-immutable'],
    },
    {
      name: 'an account that may not be read',
      records: [deniedResource(LIVE_STORAGE), live()],
      options: IMMUTABLE,
      outcome: 'unknown',
      reasons: ['not-immutable'],
      dependsOn: [`permission ${LIVE_STORAGE}: ${DENIED.message}`],
    },
    {
      name: 'an account that was not read',
      records: [live()],
      options: IMMUTABLE,
      outcome: 'unknown',
      reasons: ['not-immutable'],
      dependsOn: [`notRead ${LIVE_STORAGE}`],
    },
    { name: 'no lifecycle policy', records: [missingResource(POLICY), live()], options: A_YEAR, outcome: 'pass' },
    {
      name: 'a lifecycle policy that keeps them',
      records: [readPolicy(400), live()],
      options: A_YEAR,
      outcome: 'pass',
    },
    {
      name: 'a lifecycle policy that deletes early',
      records: [readPolicy(30), live()],
      options: A_YEAR,
      outcome: 'fail',
      reasons: ['deleted-early'],
    },
    {
      name: 'a lifecycle of this registry',
      records: [readPolicy(30, BLOBS), live()],
      options: A_YEAR,
      outcome: 'fail',
      reasons: ['deleted-early'],
    },
    {
      name: 'a lifecycle of a year of this registry',
      records: [readPolicy(30, `${BLOBS}/y=2026/`), live()],
      options: A_YEAR,
      outcome: 'fail',
      reasons: ['deleted-early'],
    },
    {
      name: 'a lifecycle of another registry',
      records: [readPolicy(30, `${BLOBS}2`), live()],
      options: A_YEAR,
      outcome: 'pass',
    },
    {
      name: 'a lifecycle policy that may not be read',
      records: [readAccount(), deniedResource(POLICY), live()],
      options: A_YEAR,
      outcome: 'unknown',
      dependsOn: [`permission ${POLICY}: ${DENIED.message}`],
    },
    {
      name: 'a lifecycle policy that was not read',
      records: [readAccount(), live()],
      options: A_YEAR,
      outcome: 'unknown',
      dependsOn: [`notRead ${POLICY}`],
    },
    {
      name: 'settings that may not be read',
      records: [liveRegistry({}, { settings: { status: 'failed', problem: DENIED } })],
      outcome: 'unknown',
      dependsOn: [`permission ${DENIED.message}`],
    },
    {
      name: 'a workspace beside a data collection rule that may not be read',
      records: [deniedResource(LIVE_RULE), live(WORKSPACE_ALONE, LIVE_RULE)],
      outcome: 'unknown',
      reasons: NONE,
      dependsOn: [`permission ${LIVE_RULE}: ${DENIED.message}`],
    },
    {
      name: 'a workspace beside a data collection rule to a storage account',
      records: [liveResource(LIVE_RULE, collectionRule(toStorage(LIVE_STORAGE))), live(WORKSPACE_ALONE, LIVE_RULE)],
      outcome: 'pass',
    },
    {
      name: 'a workspace beside a data collection rule that is gone',
      records: [missingResource(LIVE_RULE), live(WORKSPACE_ALONE, LIVE_RULE)],
      outcome: 'fail',
      reasons: NONE,
    },
  ],
});

function rulesOf({ policy }: JsonObject): readonly Json[] {
  return (policy as { readonly rules: readonly Json[] }).rules;
}
