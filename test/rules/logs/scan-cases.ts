import type { RegistryRecord, ScanRecord } from '../../../src/sources/azure/decode/scan-record.ts';
import {
  ASSOCIATION,
  association,
  BOOL,
  collectionRule,
  group,
  type JsonObject,
  LOGIN,
  linkedDeployment,
  on,
  REPOSITORY,
  registry,
  STRING,
  setting,
  stream,
  streams,
  WORKSPACE,
} from '../../support/arm-templates.ts';
import type { CaseInput } from '../../support/evaluate-case.ts';
import {
  DENIED,
  DEPLOYED_THERE,
  deniedResource,
  LIVE_REGISTRY,
  LIVE_RULE,
  liveRegistry,
  liveResource,
  withSettings,
} from '../../support/live-cases.ts';
import type { RuleCases } from '../../support/rule-cases.ts';

const MISSING_REPOSITORY = `missing-category ${REPOSITORY}`;

type LiveSettings = Readonly<Record<string, readonly JsonObject[]>>;

/** What a scan saw of the registry: settings to a workspace with these logs, and these lists. */
function seen(settings: LiveSettings, lists?: RegistryRecord['lists']): RegistryRecord {
  const properties = Object.entries(settings).map(([name, logs]) => [name, { workspaceId: WORKSPACE, logs }]);
  return withSettings(Object.fromEntries(properties), lists);
}

const WHOLE = { audit: [group('audit')] };
const HALF = { audit: [on(LOGIN)] };

/** A registry, and what a scan saw of it, beside these resources. */
function beside(scan: readonly ScanRecord[], ...resources: readonly JsonObject[]): CaseInput {
  return { ...DEPLOYED_THERE, resources: [registry(), ...resources], scan };
}

/** What a scan saw of a registry that is associated with a data collection rule of these streams. */
function associated(...carried: readonly string[]): readonly ScanRecord[] {
  const id = `${LIVE_REGISTRY}/providers/${ASSOCIATION}/audit-rule`;
  const resource = { properties: { dataCollectionRuleId: LIVE_RULE } };
  const lists = { [ASSOCIATION]: { status: 'read', resources: [{ id, resource, whole: [''] }] } } as const;
  return [liveResource(LIVE_RULE, collectionRule(streams(...carried))), seen({}, lists)];
}

const LESS = setting({ logs: [on(LOGIN)] });

/** With `lint --with-scan`. */
export const scanCases: Pick<RuleCases, 'pass' | 'fail' | 'unknown'> = {
  pass: [
    { name: 'a live setting', ...beside([seen(WHOLE)]) },
    {
      name: 'a live setting, the group in other letters',
      resources: [registry()],
      target: { ...DEPLOYED_THERE.target, resourceGroup: 'RG' },
      scan: [seen(WHOLE)],
    },
    {
      name: 'a live setting beside one of another name with less',
      ...beside([seen(WHOLE)], { ...LESS, name: 'mine' }),
    },
    { name: 'a live setting that one with as much overwrites', ...beside([seen(WHOLE)], setting()) },
    { name: 'a live setting with less that one with all overwrites', ...beside([seen(HALF)], setting()) },
    {
      name: 'a live setting, one of its name not deployed',
      ...beside([seen(WHOLE)], { ...LESS, condition: false }),
    },
    {
      name: 'a live setting overwritten with less, and another of the template',
      ...beside([seen(WHOLE)], LESS, setting({}, { name: 'other' })),
    },
    {
      name: 'a live setting overwritten with less, and another live one',
      ...beside([seen({ ...WHOLE, policy: [group('allLogs')] })], LESS),
    },
    {
      name: 'live halves, coverage any',
      ...beside([seen({ logins: [on(LOGIN)], rest: [on(REPOSITORY)] })]),
      options: { coverage: 'any' },
    },
    {
      name: 'a live half and one of the template to the same workspace, coverage destination',
      ...beside([seen({ logins: [on(LOGIN)] })], setting({ logs: [on(REPOSITORY)] })),
      options: { coverage: 'destination' },
    },
    { name: 'a live data collection rule', ...beside(associated(stream())) },
    {
      name: 'a live data collection rule of less that the template deploys with all',
      ...beside(associated(stream(LOGIN)), collectionRule()),
    },
    {
      name: 'a live data collection rule that an association of its name keeps',
      ...beside(associated(stream()), collectionRule(), association()),
    },
  ],
  fail: [
    {
      name: 'a live setting, the subscription not known',
      resources: [registry()],
      scan: [seen(WHOLE)],
      reasons: ['no-setting'],
    },
    {
      name: 'a live setting of another registry',
      ...beside([{ ...seen(WHOLE), id: `${LIVE_REGISTRY}2` }]),
      reasons: ['no-setting'],
    },
    { name: 'a live setting with less', ...beside([seen(HALF)]), reasons: [MISSING_REPOSITORY], points: [''] },
    {
      name: 'a live setting overwritten with less',
      ...beside([seen(WHOLE)], LESS),
      reasons: ['weakens-live-setting', MISSING_REPOSITORY],
      points: ['resources[1]', 'resources[1].properties.logs'],
    },
    {
      name: 'a live setting overwritten in other letters with less',
      ...beside([seen(WHOLE)], { ...LESS, name: 'Audit' }),
      reasons: ['weakens-live-setting', MISSING_REPOSITORY],
    },
    {
      name: 'a live setting overwritten without a destination',
      ...beside([seen(WHOLE)], setting({ workspaceId: null })),
      reasons: ['weakens-live-setting', 'no-destination'],
    },
    {
      name: 'a live setting with less overwritten with less',
      ...beside([seen(HALF)], LESS),
      reasons: [MISSING_REPOSITORY],
    },
    {
      name: 'a live setting overwritten with less, the other half live, coverage setting',
      ...beside([seen({ ...WHOLE, rest: [on(REPOSITORY)] })], LESS),
      reasons: ['weakens-live-setting', 'split-across-settings'],
    },
    {
      name: 'a live data collection rule, collectors settings',
      ...beside(associated(stream())),
      options: { collectors: 'settings' },
      reasons: ['no-setting'],
    },
    {
      name: 'a live data collection rule that the template deploys with less',
      ...beside(associated(stream()), collectionRule(streams(stream(LOGIN)))),
      reasons: ['weakens-live-setting', MISSING_REPOSITORY],
      points: ['resources[1]', 'resources[1]'],
    },
    {
      name: 'a live association overwritten by one with a rule of less',
      ...beside(
        associated(stream()),
        collectionRule(streams(stream(LOGIN)), { name: 'less' }),
        association({
          properties: { dataCollectionRuleId: "[resourceId('Microsoft.Insights/dataCollectionRules', 'less')]" },
        }),
      ),
      reasons: ['weakens-live-setting', MISSING_REPOSITORY],
    },
    {
      name: 'a live association overwritten by one with a rule that carries no logs',
      ...beside(
        associated(stream()),
        collectionRule({}, { name: 'agents', kind: 'Linux' }),
        association({
          properties: { dataCollectionRuleId: "[resourceId('Microsoft.Insights/dataCollectionRules', 'agents')]" },
        }),
      ),
      reasons: ['weakens-live-setting', 'no-setting'],
      points: ['resources[2]'],
    },
    {
      name: 'live settings that Azure refused to list',
      ...beside([liveRegistry({}, { settings: { status: 'failed', problem: DENIED } })]),
      reasons: ['no-setting'],
    },
    {
      name: 'a live registry deleted while the scan ran',
      ...beside([liveRegistry({}, { settings: { status: 'deleted' } })]),
      reasons: ['no-setting'],
    },
    {
      name: 'live associations that Azure refused to list',
      ...beside([seen({}, { [ASSOCIATION]: { status: 'failed', problem: DENIED } })]),
      reasons: ['no-setting'],
    },
    {
      name: 'a live data collection rule that Azure refused to show',
      ...beside([deniedResource(LIVE_RULE), ...associated(stream()).slice(1)]),
      reasons: ['no-setting'],
    },
  ],
  unknown: [
    {
      name: 'a live setting overwritten with less where a parameter says so',
      ...beside([seen(WHOLE)], { ...LESS, condition: "[parameters('on')]" }),
      declares: { on: BOOL },
      reasons: ['weakens-live-setting', MISSING_REPOSITORY],
      dependsOn: ['parameter on'],
    },
    {
      name: 'a live setting overwritten with less where a parameter is its name',
      ...beside([seen(WHOLE)], { ...LESS, name: "[parameters('name')]" }),
      declares: { name: STRING },
      reasons: ['weakens-live-setting', MISSING_REPOSITORY],
      dependsOn: ['parameter name'],
    },
    {
      name: 'a live setting, and a module that gets the registry',
      ...beside([seen(WHOLE)], linkedDeployment({ registry: { value: 'acr' } })),
      reasons: ['no-setting'],
      dependsOn: ['module https://example.com/diag.json'],
    },
    {
      name: 'a live setting overwritten with what a parameter holds',
      ...beside([seen(WHOLE)], setting({ logs: "[parameters('logs')]" })),
      declares: { logs: { type: 'array' } },
      reasons: ['weakens-live-setting'],
      dependsOn: ['parameter logs'],
    },
    {
      name: 'a live setting that one with all would be, if it is of this registry',
      resources: [
        registry({ name: 'acr' }),
        setting(
          { logs: [on(LOGIN)] },
          { scope: "[resourceId(parameters('group'), 'Microsoft.ContainerRegistry/registries', 'acr')]" },
        ),
      ],
      declares: { group: STRING },
      ...DEPLOYED_THERE,
      scan: [seen(WHOLE)],
      reasons: ['weakens-live-setting', MISSING_REPOSITORY],
      dependsOn: ['parameter group'],
    },
  ],
};
