import { describe, expect, test } from 'vitest';
import { activityLog } from '../../rules/Azure.Subscription.ActivityLog.ts';
import { createScanEvaluation } from '../../src/api/scan/scan-evaluation.ts';
import type { ScanRecord, SubscriptionRecord } from '../../src/sources/azure/decode/scan-record.ts';
import {
  AUDIT,
  BOOL,
  type Changes,
  group,
  HUB_RULE,
  innerDeployment,
  type Json,
  type JsonObject,
  linkedDeployment,
  on,
  registry,
  SETTING,
  STORAGE,
  STRING,
  SUBSCRIPTION,
  setting,
  subscriptionTemplate,
  WORKSPACE,
} from '../support/arm-templates.ts';
import { type CaseInput, evaluateCase } from '../support/evaluate-case.ts';
import { DENIED, evaluateLiveCase } from '../support/live-cases.ts';
import { ruleCases } from '../support/rule-cases.ts';

const ADMINISTRATIVE = on('Administrative');
const REASONS = ['not-exported'];
const IF_ON = { condition: "[parameters('on')]" };
const SCOPED = { scope: 'subscription' } as const;

/** A setting of the activity log that exports the Administrative category to a workspace. */
function exporting(properties: Changes = {}, changes: Changes = {}): JsonObject {
  return setting({ logs: [ADMINISTRATIVE], ...properties }, { name: 'activity', scope: undefined, ...changes });
}

/** A deployment to a subscription of a template for it. */
function toSubscription(subscriptionId: Json, ...resources: readonly JsonObject[]): JsonObject {
  return innerDeployment(subscriptionTemplate(resources), {}, { subscriptionId, location: 'westeurope' });
}

const SUB = SUBSCRIPTION;
const OWN = `/subscriptions/${SUB}`;
const GROUP = '/providers/Microsoft.Management/managementGroups/root';
const MIDDLE = '/providers/Microsoft.Management/managementGroups/middle';

/** A live subscription below these management groups. */
function subscription(managementGroups?: readonly string[]): SubscriptionRecord {
  const record = { kind: 'subscription', id: SUB, name: 'Contoso', state: 'read', listedBy: 'graph' } as const;
  return managementGroups === undefined ? record : { ...record, managementGroups };
}

/** The settings of a subscription or a management group, with these entries. */
function listed(scope: string, ...settings: readonly (readonly JsonObject[])[]): ScanRecord {
  const resources = settings.map((logs, i) => ({
    id: `${scope}/providers/AzureResourceManager/diagnosticSettings/s${i}`,
    resource: { properties: { workspaceId: WORKSPACE, logs } },
    whole: ['id', 'properties'],
  }));
  return { kind: 'list', scope, type: SETTING, result: { status: 'read', resources } };
}

function refused(scope: string): ScanRecord {
  return { kind: 'list', scope, type: SETTING, result: { status: 'failed', problem: DENIED } };
}

const NOT_READ = 'notRead the settings of the activity log of the subscription and of the management groups above it';

ruleCases(activityLog, {
  pass: [
    { name: 'Administrative is exported', ...SCOPED, resources: [exporting()] },
    { name: 'a category in other letters', ...SCOPED, resources: [exporting({ logs: [on('ADMINISTRATIVE')] })] },
    {
      name: 'all categories',
      ...SCOPED,
      resources: [exporting({ logs: ['Security', 'Administrative', 'Policy', 'Alert'].map(on) })],
    },
    { name: 'all logs', ...SCOPED, resources: [exporting({ logs: [group('allLogs')] })] },
    {
      name: 'to a storage account',
      ...SCOPED,
      resources: [exporting({ workspaceId: null, storageAccountId: STORAGE })],
    },
    {
      name: 'to an event hub',
      ...SCOPED,
      resources: [exporting({ workspaceId: null, eventHubAuthorizationRuleId: HUB_RULE })],
    },
    {
      name: 'to a workspace by a parameter',
      ...SCOPED,
      resources: [exporting({ workspaceId: "[parameters('w')]" })],
      declares: { w: STRING },
    },
    { name: 'the subscription as scope', ...SCOPED, resources: [exporting({}, { scope: '[subscription().id]' })] },
    { name: 'a scope with a known id', ...SCOPED, resources: [exporting({}, { scope: OWN })] },
    {
      name: 'one of two settings',
      ...SCOPED,
      resources: [exporting({ logs: [on('Security')] }, { name: 'security' }), exporting()],
    },
    {
      name: 'two settings of a subscription, in other letters',
      ...SCOPED,
      resources: [exporting({ logs: [] }, { name: 'a', scope: OWN }), exporting({}, { scope: OWN.toUpperCase() })],
    },
    {
      name: 'two settings that exclude each other',
      ...SCOPED,
      resources: [
        exporting({}, { name: 'a', ...IF_ON }),
        exporting({}, { name: 'b', condition: "[not(parameters('on'))]" }),
      ],
      declares: { on: BOOL },
    },
    { name: 'deployed by a template for a resource group', resources: [toSubscription(SUB, exporting())] },
    {
      name: 'deployed to a subscription by a parameter',
      resources: [toSubscription("[parameters('sub')]", exporting())],
      declares: { sub: STRING },
    },
    {
      name: 'a round of a loop over subscriptions',
      resources: [
        {
          ...toSubscription("[variables('ids')[copyIndex()]]", exporting()),
          name: "[format('to{0}', copyIndex())]",
          copy: { name: 'c', count: 1 },
        },
      ],
      variables: { ids: [SUB] },
    },
  ],
  fail: [
    {
      name: 'another category',
      ...SCOPED,
      resources: [exporting({ logs: [on('Security')] })],
      reasons: REASONS,
      points: [],
    },
    { name: 'no entries', ...SCOPED, resources: [exporting({ logs: [] })], reasons: REASONS },
    {
      name: 'Administrative off',
      ...SCOPED,
      resources: [exporting({ logs: [{ category: 'Administrative', enabled: false }] })],
      reasons: REASONS,
    },
    {
      name: 'the group audit, which no page of Azure names for it',
      ...SCOPED,
      resources: [exporting({ logs: [AUDIT] })],
      reasons: REASONS,
    },
    { name: 'no destination', ...SCOPED, resources: [exporting({ workspaceId: '' })], reasons: REASONS },
    {
      name: 'two settings, neither of which exports it',
      ...SCOPED,
      resources: [exporting({ workspaceId: null }), exporting({ logs: [on('Policy')] }, { name: 'policy' })],
      reasons: REASONS,
    },
    {
      name: 'one that is off beside one without the category',
      ...SCOPED,
      resources: [exporting({}, { condition: false }), exporting({ logs: [on('Policy')] }, { name: 'policy' })],
      reasons: REASONS,
    },
    {
      name: 'the second of two subscriptions',
      resources: [
        toSubscription(SUB, exporting()),
        { ...toSubscription(SUB.replace('1', '9'), exporting({ logs: [] })), name: 'second' },
      ],
      at: 'resources[1].properties.template.resources[0]',
      reasons: REASONS,
    },
  ],
  unknown: [
    {
      name: 'a setting that a parameter decides about',
      ...SCOPED,
      resources: [exporting({}, IF_ON)],
      declares: { on: BOOL },
      reasons: REASONS,
      dependsOn: ['parameter on'],
    },
    {
      name: 'entries by a parameter',
      ...SCOPED,
      resources: [exporting({ logs: "[parameters('logs')]" })],
      declares: { logs: { type: 'array' } },
      reasons: REASONS,
      dependsOn: ['parameter logs'],
    },
    {
      name: 'a category by a parameter',
      ...SCOPED,
      resources: [exporting({ logs: [on("[parameters('category')]")] })],
      declares: { category: STRING },
      reasons: REASONS,
      dependsOn: ['parameter category'],
    },
    {
      name: 'a category by a secure parameter without a value',
      ...SCOPED,
      resources: [exporting({ logs: [on("[parameters('category')]")] })],
      declares: { category: { type: 'securestring' } },
      reasons: REASONS,
      dependsOn: ['parameter category'],
    },
    {
      name: 'a destination that may be empty',
      ...SCOPED,
      resources: [exporting({ workspaceId: "[if(parameters('on'), parameters('w'), '')]" })],
      declares: { on: BOOL, w: STRING },
      reasons: REASONS,
      dependsOn: ['parameter on'],
    },
    {
      name: 'two versions of a setting',
      ...SCOPED,
      resources: [exporting(), exporting({ logs: [] })],
      reasons: REASONS,
      dependsOn: ["runtime order of the deployments of diagnostic setting 'activity'"],
    },
    {
      name: 'a loop whose length is not known',
      ...SCOPED,
      resources: [
        exporting(
          {},
          { name: "[format('a{0}', copyIndex())]", copy: { name: 'c', count: "[length(parameters('list'))]" } },
        ),
      ],
      declares: { list: { type: 'array' } },
      reasons: REASONS,
      dependsOn: ['parameter list'],
    },
  ],
  error: [
    {
      name: 'entries that cannot be evaluated',
      ...SCOPED,
      resources: [exporting({ logs: "[variables('v').missing]" })],
      variables: { v: {} },
      says: 'missing',
    },
  ],
  live: [
    {
      name: 'a setting of its own',
      records: [listed(OWN, [ADMINISTRATIVE]), subscription([])],
      outcome: 'pass',
    },
    {
      name: 'a setting of its own with all logs',
      records: [listed(OWN, [group('allLogs')]), subscription([])],
      outcome: 'pass',
    },
    {
      name: 'a setting of its own, the groups above it not read',
      records: [listed(OWN, [ADMINISTRATIVE]), subscription()],
      outcome: 'pass',
    },
    {
      name: 'a setting of its own, that of a group refused',
      records: [listed(OWN, [ADMINISTRATIVE]), refused(GROUP), subscription(['root'])],
      outcome: 'pass',
    },
    {
      name: 'a setting of a group above it',
      records: [listed(OWN), listed(MIDDLE), listed(GROUP, [ADMINISTRATIVE]), subscription(['middle', 'root'])],
      outcome: 'pass',
    },
    {
      name: 'a setting of a group above it, its own refused',
      records: [refused(OWN), listed(GROUP, [ADMINISTRATIVE]), subscription(['root'])],
      outcome: 'pass',
    },
    {
      name: 'no setting anywhere',
      records: [listed(OWN), listed(MIDDLE), listed(GROUP), subscription(['middle', 'root'])],
      outcome: 'fail',
      reasons: REASONS,
    },
    {
      name: 'settings with other categories',
      records: [
        listed(OWN, [on('Security')], [{ category: 'Administrative', enabled: false }]),
        listed(GROUP, [on('Policy')]),
        subscription(['root']),
      ],
      outcome: 'fail',
      reasons: REASONS,
    },
    {
      name: 'its own settings refused',
      records: [refused(OWN), listed(GROUP), subscription(['root'])],
      outcome: 'unknown',
      reasons: REASONS,
      dependsOn: [`permission ${DENIED.message}`],
    },
    {
      name: 'the settings of a group refused',
      records: [listed(OWN), refused(GROUP), subscription(['root'])],
      outcome: 'unknown',
      reasons: REASONS,
      dependsOn: [`permission ${DENIED.message}`],
    },
    {
      name: 'the groups above it not read',
      records: [listed(OWN), subscription()],
      outcome: 'unknown',
      reasons: REASONS,
      dependsOn: [NOT_READ],
    },
    {
      name: 'the settings of a group not read',
      records: [listed(OWN), listed(MIDDLE), subscription(['middle', 'root'])],
      outcome: 'unknown',
      reasons: REASONS,
      dependsOn: [NOT_READ],
    },
    {
      name: 'its own settings not read',
      records: [listed(GROUP), subscription(['root'])],
      outcome: 'unknown',
      reasons: REASONS,
      dependsOn: [NOT_READ],
    },
  ],
});

describe('a template that deploys no setting of a subscription says nothing of it:', () => {
  test.each<[string, CaseInput]>([
    ['a registry and its setting', { resources: [registry(), setting()] }],
    ['a setting of a resource group', { resources: [exporting()] }],
    ['a setting of a management group', { resources: [exporting({}, { scope: GROUP })] }],
    ['a setting that is off', { ...SCOPED, resources: [exporting({}, { condition: false })] }],
    ['a loop of none', { ...SCOPED, resources: [exporting({}, { copy: { name: 'c', count: 0 } })] }],
    ['a module that cannot be read', { ...SCOPED, resources: [linkedDeployment({}, { location: 'westeurope' })] }],
    ['nothing', { ...SCOPED, resources: [] }],
  ])('%s', (_, input) => {
    expect(evaluateCase(activityLog, input)).toEqual({ verdicts: [], places: [], errors: [] });
  });
});

test('a subscription that could not be listed has no result, and one without registries has', () => {
  const evaluation = createScanEvaluation([{ rule: activityLog, level: 'warning', options: {} }]);
  const problem = { ...DENIED };
  const records: ScanRecord[] = [
    listed(OWN, [ADMINISTRATIVE]),
    { ...subscription(), state: 'empty' },
    { ...subscription(), id: SUB.replace('1', '9'), state: 'inaccessible', problem },
  ];
  for (const record of records) evaluation.add(record);
  const { findings } = evaluation.result({ errors: [] });
  expect(findings.map(({ target, outcome }) => [target.name, target.type, outcome])).toEqual([
    ['Contoso', 'Microsoft.Resources/subscriptions', 'pass'],
  ]);
});

test('a subscription is one result with its own settings alone', () => {
  const other = { ...subscription([]), id: SUB.replace('1', '9'), name: 'Other' };
  const records = [listed(OWN, [ADMINISTRATIVE]), listed(`/subscriptions/${other.id}`), subscription([]), other];
  const verdicts = evaluateLiveCase(activityLog, { name: 'two subscriptions', records, outcome: 'fail' });
  expect(verdicts.map(({ outcome }) => outcome)).toEqual(['pass', 'fail']);
});
