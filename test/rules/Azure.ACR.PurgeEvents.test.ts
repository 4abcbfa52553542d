import { purgeEvents } from '../../rules/Azure.ACR.PurgeEvents.ts';
import type { RegistryRecord } from '../../src/sources/azure/decode/scan-record.ts';
import {
  ASSOCIATION,
  association,
  BOOL,
  type Changes,
  collectionRule,
  group,
  HUB_RULE,
  type Json,
  type JsonObject,
  LOGIN,
  nested,
  on,
  REPOSITORY,
  registry,
  STORAGE,
  STRING,
  setting,
  stream,
  streams,
} from '../support/arm-templates.ts';
import { DENIED, deniedResource, LIVE_REGISTRY, LIVE_RULE, liveRegistry } from '../support/live-cases.ts';
import { ruleCases } from '../support/rule-cases.ts';

const IF_AUDIT = { condition: "[parameters('audit')]" };
const AUDIT = { audit: BOOL };
const LINK = 'https://example.org/diagnostics.json';

/** A registry whose retention policy has this status. */
function purging(status: Json = 'enabled', extra: JsonObject = {}): JsonObject {
  return registry({ properties: { policies: { retentionPolicy: { status, days: 7 } } }, ...extra });
}

/** A registry that purges, and a setting with these entries. */
function entries(...logs: readonly JsonObject[]): JsonObject[] {
  return [purging(), setting({ logs })];
}

/** A registry that purges and is associated with a data collection rule of these properties. */
function collected(properties: Changes, changes: Changes = {}): JsonObject[] {
  return [purging(), collectionRule(properties, changes), association()];
}

const REASONS = ['purges-not-logged'];

/** The live registry, with these settings and associations; its retention policy is on, or was not read. */
function purgingRecord(
  settings: RegistryRecord['settings'],
  rules: readonly string[] = [],
  isRead = true,
): RegistryRecord {
  const resources = rules.map((dataCollectionRuleId, i) => ({
    id: `${LIVE_REGISTRY}/providers/${ASSOCIATION}/a${i}`,
    resource: { properties: { dataCollectionRuleId } },
    whole: ['id', 'properties.dataCollectionRuleId'],
  }));
  const record = liveRegistry({}, { settings, lists: { [ASSOCIATION]: { status: 'read', resources } } });
  const policies = { retentionPolicy: { status: 'enabled', days: 7 } };
  return isRead
    ? { ...record, resource: { ...record.resource, properties: { policies } }, whole: ['id', 'name', 'properties'] }
    : record;
}

const NO_SETTINGS: RegistryRecord['settings'] = { status: 'read', pages: [{ value: [] }] };

ruleCases(purgeEvents, {
  pass: [
    { name: 'repository events', resources: entries(on(REPOSITORY)) },
    { name: 'both categories', resources: [purging(), setting()] },
    { name: 'group audit', resources: entries(group('audit')) },
    { name: 'group allLogs', resources: entries(group('ALLLOGS')) },
    { name: 'status in other letters', resources: [purging('Enabled'), setting()] },
    {
      name: 'names of properties in other letters',
      resources: [
        registry({ properties: { Policies: { RETENTIONPOLICY: { Status: 'enabled' } } } }),
        setting({ logs: [on(REPOSITORY)] }),
      ],
    },
    {
      name: 'repository events in one of two settings',
      resources: [purging(), setting({ logs: [on(LOGIN)] }), setting({ logs: [on(REPOSITORY)] }, { name: 'b' })],
    },
    { name: 'to a storage account', resources: [purging(), setting({ workspaceId: null, storageAccountId: STORAGE })] },
    {
      name: 'a status by a parameter, the events collected anyway',
      resources: [purging("[parameters('status')]"), setting()],
      declares: { status: STRING },
    },
    {
      name: 'a secure status',
      resources: [purging("[parameters('status')]"), setting()],
      declares: { status: { type: 'securestring' } },
      parameters: { status: 'enabled' },
    },
    {
      name: 'two settings that exclude each other',
      resources: [
        purging(),
        setting({}, { name: 'a', ...IF_AUDIT }),
        setting({}, { name: 'b', condition: "[not(parameters('audit'))]" }),
      ],
      declares: AUDIT,
    },
    {
      name: 'a condition that is the registry’s',
      resources: [purging('enabled', IF_AUDIT), setting({}, IF_AUDIT)],
      declares: AUDIT,
    },
    {
      name: 'a policy that holds where the setting does',
      resources: [purging("[if(parameters('audit'), 'enabled', 'disabled')]"), setting({}, IF_AUDIT)],
      declares: AUDIT,
    },
    { name: 'a setting in a nested deployment', resources: [purging(), nested([setting()], {}, {})] },
    { name: 'a data collection rule with the stream', resources: collected(streams(stream(REPOSITORY))) },
    { name: 'a data collection rule with all streams', resources: collected({}) },
    {
      name: 'a data collection rule beside a setting with logins',
      resources: [...collected(streams(stream(REPOSITORY))), setting({ logs: [on(LOGIN)] })],
    },
    {
      name: 'a broken setting beside one that collects',
      resources: [purging(), setting(), setting({ logs: "[variables('v').missing]" }, { name: 'broken' })],
      variables: { v: {} },
    },
  ],
  fail: [
    { name: 'no setting', resources: [purging()], reasons: REASONS, points: [] },
    { name: 'only logins', resources: entries(on(LOGIN)), reasons: REASONS },
    {
      name: 'repository events not enabled',
      resources: entries({ category: REPOSITORY, enabled: false }),
      reasons: REASONS,
    },
    { name: 'group not enabled', resources: entries(group('audit', false)), reasons: REASONS },
    { name: 'no destination', resources: [purging(), setting({ workspaceId: '' })], reasons: REASONS },
    {
      name: 'an event hub without its rule',
      resources: [purging(), setting({ workspaceId: null, eventHubName: 'h', serviceBusRuleId: HUB_RULE })],
      reasons: REASONS,
    },
    {
      name: 'a setting that is not deployed',
      resources: [purging(), setting({}, { condition: false })],
      reasons: REASONS,
    },
    {
      name: 'a setting of another registry',
      resources: [purging(), setting({}, { scope: 'Microsoft.ContainerRegistry/registries/other' })],
      reasons: REASONS,
    },
    {
      name: 'a condition that is the opposite of the registry’s',
      resources: [purging('enabled', IF_AUDIT), setting({}, { condition: "[not(parameters('audit'))]" })],
      declares: AUDIT,
      reasons: REASONS,
    },
    {
      name: 'policies behind a parameter with a value',
      resources: [registry({ properties: "[parameters('properties')]" })],
      declares: { properties: { type: 'object' } },
      parameters: { properties: { policies: { retentionPolicy: { status: 'enabled' } } } },
      reasons: REASONS,
    },
    {
      name: 'secure policies',
      resources: [registry({ properties: { policies: "[parameters('policies')]" } })],
      declares: { policies: { type: 'secureObject' } },
      parameters: { policies: { retentionPolicy: { status: 'enabled' } } },
      reasons: REASONS,
    },
    {
      name: 'a data collection rule with the stream of logins',
      resources: collected(streams(stream(LOGIN))),
      reasons: REASONS,
    },
    { name: 'a data collection rule of another kind', resources: collected({}, { kind: 'Windows' }), reasons: REASONS },
    {
      name: 'a data collection rule without an association',
      resources: [purging(), collectionRule()],
      reasons: REASONS,
    },
    {
      name: 'a loop of none',
      resources: [purging(), setting({}, { copy: { name: 'c', count: 0 } })],
      reasons: REASONS,
    },
    {
      name: 'the second of two registries',
      resources: [registry(), purging('enabled', { name: 'second' }), setting()],
      at: 'resources[1]',
      reasons: REASONS,
    },
  ],
  unknown: [
    {
      name: 'a status by a parameter',
      resources: [purging("[parameters('status')]")],
      declares: { status: STRING },
      reasons: REASONS,
      dependsOn: ['parameter status'],
    },
    {
      name: 'a status by a secure parameter without a value',
      resources: [purging("[parameters('status')]")],
      declares: { status: { type: 'securestring' } },
      reasons: REASONS,
      dependsOn: ['parameter status'],
    },
    {
      name: 'a status that is one or the other',
      resources: [purging("[if(parameters('audit'), 'enabled', 'disabled')]")],
      declares: AUDIT,
      reasons: REASONS,
      dependsOn: ['parameter audit'],
    },
    {
      name: 'policies by a parameter',
      resources: [registry({ properties: { policies: "[parameters('policies')]" } })],
      declares: { policies: { type: 'object' } },
      reasons: REASONS,
      dependsOn: ['parameter policies'],
    },
    {
      name: 'a setting that a parameter decides about',
      resources: [purging(), setting({}, IF_AUDIT)],
      declares: AUDIT,
      reasons: REASONS,
      dependsOn: ['parameter audit'],
    },
    {
      name: 'entries by a parameter',
      resources: [purging(), setting({ logs: "[parameters('logs')]" })],
      declares: { logs: { type: 'array' } },
      reasons: REASONS,
      dependsOn: ['parameter logs'],
    },
    {
      name: 'a destination that may be empty',
      resources: [purging(), setting({ workspaceId: "[if(parameters('audit'), parameters('w'), '')]" })],
      declares: { ...AUDIT, w: STRING },
      reasons: REASONS,
      dependsOn: ['parameter audit'],
    },
    {
      name: 'a loop whose length is not known',
      resources: [
        purging(),
        setting(
          {},
          { name: "[format('s{0}', copyIndex())]", copy: { name: 'c', count: "[length(parameters('list'))]" } },
        ),
      ],
      declares: { list: { type: 'array' } },
      reasons: REASONS,
      dependsOn: ['parameter list'],
    },
    {
      name: 'a data collection rule with a stream by a parameter',
      resources: collected(streams("[parameters('s')]")),
      declares: { s: STRING },
      reasons: REASONS,
      dependsOn: ['parameter s'],
    },
    {
      name: 'an association with a rule that is not in the template',
      resources: [purging(), association({ properties: { dataCollectionRuleId: LIVE_RULE } })],
      reasons: REASONS,
      dependsOn: [`notRead ${LIVE_RULE}, which is not in this template`],
    },
    {
      name: 'a module that cannot be read and gets the registry',
      resources: [
        purging(),
        {
          type: 'Microsoft.Resources/deployments',
          apiVersion: '2022-09-01',
          name: 'linked',
          properties: {
            mode: 'Incremental',
            templateLink: { uri: LINK },
            parameters: { registry: { value: 'acr' } },
          },
        },
      ],
      reasons: REASONS,
      dependsOn: [`module ${LINK}`],
    },
    {
      name: 'two versions of a setting, one of which collects',
      resources: [purging(), setting(), setting({ logs: [] })],
      reasons: REASONS,
      dependsOn: ["runtime order of the deployments of diagnostic setting 'audit'"],
    },
  ],
  notApplicable: [
    { name: 'no policies', resources: [registry()] },
    { name: 'a policy that is off', resources: [purging('disabled')] },
    { name: 'a policy without a status', resources: [purging(null)] },
    {
      name: 'another policy',
      resources: [registry({ properties: { policies: { softDeletePolicy: { status: 'enabled' } } } })],
    },
    {
      name: 'a policy that is off by a default',
      resources: [purging("[parameters('status')]"), setting()],
      declares: { status: { type: 'string', defaultValue: 'disabled' } },
    },
    { name: 'a registry that is not deployed', resources: [purging('enabled', { condition: false })] },
  ],
  error: [
    {
      name: 'a status that cannot be evaluated',
      resources: [purging("[variables('v').missing]")],
      variables: { v: {} },
      says: 'missing',
    },
    {
      name: 'a setting that cannot be evaluated',
      resources: [purging(), setting({ logs: "[variables('v').missing]" })],
      variables: { v: {} },
      says: 'missing',
    },
  ],
  live: [
    { name: 'a setting that collects', records: [purgingRecord(liveRegistry().settings)], outcome: 'pass' },
    { name: 'no setting', records: [purgingRecord(NO_SETTINGS)], outcome: 'fail', reasons: REASONS },
    {
      name: 'settings that Azure refuses to list',
      records: [purgingRecord({ status: 'failed', problem: DENIED })],
      outcome: 'unknown',
      dependsOn: [`permission ${DENIED.message}`],
    },
    {
      name: 'a data collection rule that Azure refuses to show',
      records: [deniedResource(LIVE_RULE), purgingRecord(NO_SETTINGS, [LIVE_RULE])],
      outcome: 'unknown',
      reasons: REASONS,
      dependsOn: [`permission ${LIVE_RULE}: ${DENIED.message}`],
    },
    {
      name: 'a policy that was not read',
      records: [purgingRecord(NO_SETTINGS, [], false)],
      outcome: 'unknown',
      reasons: REASONS,
      dependsOn: ['notRead properties.policies.retentionPolicy.status (a new scan or `az acr list -o json` gives it)'],
    },
  ],
});
