import { logsValid } from '../../rules/Azure.ACR.LogsValid.ts';
import {
  BOTH,
  group,
  HUB_RULE,
  type Json,
  type JsonObject,
  LOGIN,
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
} from '../support/arm-templates.ts';
import { DEPLOYED_THERE, withSettings } from '../support/live-cases.ts';
import { ruleCases } from '../support/rule-cases.ts';
import { entryCases } from './logs-valid/entry-cases.ts';
import {
  AUDIT,
  entries,
  harmless,
  harmlessOnes,
  IF_AUDIT,
  LINK,
  LIST,
  loop,
  METRICS,
  MIXED,
  module,
  twice,
} from './logs-valid/inputs.ts';
import { regionCases } from './logs-valid/region-cases.ts';
import { settingCases } from './logs-valid/setting-cases.ts';

const days = (value: Json, enabled: Json = true): JsonObject[] => [
  { ...group('audit'), retentionPolicy: { enabled, days: value } },
];
const METRICS_OFF = [{ category: 'AllMetrics', enabled: false }];

/** Live settings of which Azure has accepted each, to a workspace of its own. */
const live = (...names: readonly string[]) => ({
  ...DEPLOYED_THERE,
  scan: [withSettings(Object.fromEntries(names.map((name) => [name, { workspaceId: `${WORKSPACE}-${name}` }])))],
});

const SHARED_LOGIN = `shared-destination ${LOGIN}`;
const SHARED_REPOSITORY = `shared-destination ${REPOSITORY}`;
const SHARED = [SHARED_LOGIN, SHARED_REPOSITORY];

ruleCases(logsValid, {
  pass: [
    { name: 'one setting', resources: [registry(), setting()] },
    { name: 'five settings', resources: [registry(), ...harmlessOnes(5)] },
    {
      name: 'six settings, one of them not deployed',
      resources: [registry(), ...harmlessOnes(5), harmless('off', { condition: false })],
    },
    {
      name: 'six versions of one setting',
      resources: [registry(), ...harmlessOnes(6).map((one) => ({ ...one, name: 'same' }))],
    },
    {
      name: 'six settings, two of which exclude each other',
      resources: [
        registry(),
        ...harmlessOnes(4),
        harmless('yes', IF_AUDIT),
        harmless('no', { condition: "[not(parameters('audit'))]" }),
      ],
      declares: AUDIT,
    },
    { name: 'two groups', resources: entries([group('audit'), group('allLogs', false)]) },
    { name: 'a group beside an empty category', resources: entries([{ ...group('audit'), category: '' }]) },
    { name: 'categories beside null groups', resources: entries(BOTH.map((one) => ({ ...one, categoryGroup: null }))) },
    {
      name: 'a setting that mixes and is not deployed',
      resources: entries(MIXED, { condition: false }).concat(harmless('on')),
    },
    { name: 'days 0', resources: entries(days(0, false)) },
    { name: 'days "0"', resources: entries(days('0')) },
    { name: 'days null', resources: entries(days(null)) },
    { name: 'a retention policy without days', resources: entries([{ ...group('audit'), retentionPolicy: {} }]) },
    {
      name: 'the same categories to two workspaces',
      resources: twice({ logs: BOTH }, { logs: BOTH, workspaceId: OTHER_WORKSPACE }),
    },
    {
      name: 'different categories to one workspace',
      resources: twice({ logs: [on(LOGIN)] }, { logs: [on(REPOSITORY)] }),
    },
    {
      name: 'the same category to one workspace, in one setting not enabled',
      resources: twice({ logs: BOTH }, { logs: [{ category: LOGIN, enabled: false }] }),
    },
    {
      name: 'the same workspace twice, in settings that exclude each other',
      resources: [
        registry(),
        setting({}, { name: 'a', ...IF_AUDIT }),
        setting({}, { name: 'b', condition: "[not(parameters('audit'))]" }),
      ],
      declares: AUDIT,
    },
    { name: 'two versions of one setting', resources: [registry(), setting(), setting({ storageAccountId: STORAGE })] },
    {
      name: 'two hubs of one namespace',
      resources: twice(
        { workspaceId: null, eventHubAuthorizationRuleId: HUB_RULE, eventHubName: 'one' },
        { workspaceId: null, eventHubAuthorizationRuleId: HUB_RULE, eventHubName: 'two' },
      ),
    },
    {
      name: 'metrics once, logs once, to one workspace',
      resources: twice({ logs: [], metrics: METRICS }, { logs: BOTH, metrics: METRICS_OFF }),
    },
    {
      name: 'a setting of another registry that mixes',
      resources: [
        registry(),
        setting(),
        setting({ logs: MIXED }, { name: 'b', scope: 'Microsoft.ContainerRegistry/registries/other' }),
      ],
    },
    {
      name: 'a condition that no parameter decides: the setting is accepted either way',
      resources: [registry(), setting({}, IF_AUDIT)],
      declares: AUDIT,
    },
    {
      name: 'a secure name',
      resources: [registry(), setting({}, { name: "[parameters('name')]" })],
      declares: { name: { type: 'securestring', minLength: 1 } },
      parameters: { name: 'audit' },
    },
    {
      name: 'a secure workspace beside another one',
      resources: twice({ workspaceId: "[parameters('w')]" }, {}),
      declares: { w: { type: 'securestring' } },
      parameters: { w: OTHER_WORKSPACE },
    },
    {
      name: 'a loop of five',
      resources: [registry(), harmless('s', { name: "[format('s{0}', copyIndex())]", copy: { name: 'c', count: 5 } })],
    },
    {
      name: 'a module that cannot be read and does not get the registry',
      resources: [
        registry(),
        setting(),
        { ...module, properties: { mode: 'Incremental', templateLink: { uri: LINK }, parameters: {} } },
      ],
    },
    {
      name: 'a module that cannot be read and is not deployed',
      resources: [registry(), setting(), { ...module, condition: false }],
    },
    {
      name: 'a setting whose condition is the registry’s',
      resources: [registry(IF_AUDIT), setting({}, IF_AUDIT)],
      declares: AUDIT,
    },
    ...entryCases.pass,
    ...settingCases.pass,
    ...regionCases.pass,
    {
      name: 'four live settings and one to be deployed',
      resources: [registry(), setting()],
      ...live('a', 'b', 'c', 'd'),
    },
    {
      name: 'five live settings, one of which is deployed again',
      resources: [registry(), setting({}, { name: 'A' })],
      ...live('a', 'b', 'c', 'd', 'e'),
    },
    {
      name: 'a live setting as Azure took it years ago beside one to be deployed',
      resources: [registry(), setting()],
      ...DEPLOYED_THERE,
      scan: [withSettings({ old: { logs: MIXED } })],
    },
    {
      name: 'live settings that share a destination beside one to be deployed',
      resources: [registry(), setting()],
      ...DEPLOYED_THERE,
      scan: [
        withSettings({ a: { storageAccountId: STORAGE, logs: BOTH }, b: { storageAccountId: STORAGE, logs: BOTH } }),
      ],
    },
  ],
  fail: [
    {
      name: 'groups and categories',
      resources: entries(MIXED),
      reasons: ['mixed-entries'],
      points: ['resources[1].properties.logs'],
    },
    {
      name: 'groups and categories, none enabled',
      resources: entries(MIXED.map((one) => ({ ...one, enabled: false }))),
      reasons: ['mixed-entries'],
    },
    {
      name: 'a group and a category in one entry',
      resources: entries([{ ...group('audit'), category: LOGIN }]),
      reasons: ['mixed-entries'],
    },
    {
      name: 'a group and a category by a parameter',
      resources: entries([group('audit'), on("[parameters('c')]")]),
      declares: { c: STRING },
      reasons: ['mixed-entries'],
    },
    {
      name: 'groups and categories, from the registry’s own condition on',
      resources: [registry(IF_AUDIT), setting({ logs: MIXED }, IF_AUDIT)],
      declares: AUDIT,
      reasons: ['mixed-entries'],
    },
    {
      name: 'groups and categories behind a variable',
      resources: entries("[variables('logs')]"),
      variables: { logs: MIXED },
      reasons: ['mixed-entries'],
      points: ['resources[1].properties.logs'],
    },
    {
      name: 'groups and categories in one of two settings',
      resources: [registry(), setting(), setting({ logs: MIXED, workspaceId: OTHER_WORKSPACE }, { name: 'b' })],
      reasons: ['mixed-entries'],
      points: ['resources[2].properties.logs'],
    },
    {
      name: 'groups and categories in a nested deployment',
      resources: [registry(), nested([setting({ logs: MIXED })], {}, {})],
      reasons: ['mixed-entries'],
    },
    {
      name: 'groups and categories beside a setting that a parameter decides about',
      resources: [registry(), setting({ logs: MIXED }), harmless('maybe', IF_AUDIT)],
      declares: AUDIT,
      reasons: ['mixed-entries'],
    },
    {
      name: 'groups and categories beside a module that cannot be read',
      resources: [registry(), setting({ logs: MIXED }), module],
      reasons: ['mixed-entries'],
    },
    {
      name: 'groups and categories beside a setting that cannot be evaluated',
      resources: [
        registry(),
        setting({ logs: MIXED }),
        setting({ logs: "[variables('v').missing]" }, { name: 'broken' }),
      ],
      variables: { v: {} },
      reasons: ['mixed-entries'],
    },
    {
      name: 'groups and categories in every value that is allowed',
      resources: entries([group("[parameters('g')]"), on(LOGIN)]),
      declares: { g: { type: 'string', allowedValues: ['audit', 'allLogs'] } },
      reasons: ['mixed-entries'],
    },
    {
      name: 'a secure list of groups and categories',
      resources: entries("[parameters('logs').list]"),
      declares: { logs: { type: 'secureObject' } },
      parameters: { logs: { list: MIXED } },
      reasons: ['mixed-entries'],
    },
    {
      name: 'days',
      resources: entries(days(30)),
      reasons: ['retention-days'],
      points: ['resources[1].properties.logs'],
    },
    { name: 'days "30"', resources: entries(days('30')), reasons: ['retention-days'] },
    { name: 'days of a policy that is off', resources: entries(days(30, false)), reasons: ['retention-days'] },
    {
      name: 'days of metrics',
      resources: [
        registry(),
        setting({ metrics: [{ category: 'AllMetrics', enabled: true, retentionPolicy: { enabled: true, days: 7 } }] }),
      ],
      reasons: ['retention-days'],
      points: ['resources[1].properties.metrics'],
    },
    {
      name: 'days by a secure parameter',
      resources: entries(days("[parameters('days').value]")),
      declares: { days: { type: 'secureObject' } },
      parameters: { days: { value: 30 } },
      reasons: ['retention-days'],
    },
    {
      name: 'six settings',
      resources: [registry(), ...harmlessOnes(6)],
      reasons: ['too-many-settings'],
      points: [],
    },
    {
      name: 'six settings and one that a parameter decides about',
      resources: [registry(), ...harmlessOnes(6), harmless('maybe', IF_AUDIT)],
      declares: AUDIT,
      reasons: ['too-many-settings'],
    },
    {
      name: 'six settings and a module that cannot be read',
      resources: [registry(), ...harmlessOnes(6), module],
      reasons: ['too-many-settings'],
    },
    {
      name: 'seven settings, two of which exclude each other',
      resources: [
        registry(),
        ...harmlessOnes(5),
        harmless('yes', IF_AUDIT),
        harmless('no', { condition: "[not(parameters('audit'))]" }),
      ],
      declares: AUDIT,
      reasons: ['too-many-settings'],
    },
    {
      name: 'a loop of six',
      resources: [
        registry(),
        harmless('s', {
          name: "[format('s{0}', copyIndex())]",
          copy: { name: 'c', count: 6 },
          properties: { logs: [], workspaceId: "[format('{0}{1}', parameters('w'), copyIndex())]" },
        }),
      ],
      declares: { w: STRING },
      reasons: ['too-many-settings'],
    },
    {
      name: 'both categories twice to one workspace',
      resources: twice({}, {}),
      reasons: SHARED,
      points: ['resources[2]', 'resources[2]'],
    },
    {
      name: 'one category twice to one workspace',
      resources: twice({ logs: [on(LOGIN)] }, { logs: BOTH }),
      reasons: [SHARED_LOGIN],
    },
    {
      name: 'a category and a group that holds it',
      resources: twice({ logs: [on(REPOSITORY)] }, { logs: [group('audit')] }),
      reasons: [SHARED_REPOSITORY],
    },
    {
      name: 'two groups that hold the same categories',
      resources: twice({ logs: [group('audit')] }, { logs: [group('allLogs')] }),
      reasons: SHARED,
    },
    {
      name: 'one workspace, its id in other letters',
      resources: twice({}, { workspaceId: WORKSPACE.toUpperCase() }),
      reasons: SHARED,
    },
    {
      name: 'one workspace by one parameter',
      resources: twice({ workspaceId: "[parameters('w')]" }, { workspaceId: "[parameters('w')]" }),
      declares: { w: STRING },
      reasons: SHARED,
    },
    {
      name: 'one secure workspace',
      resources: twice({ workspaceId: "[parameters('w')]" }, {}),
      declares: { w: { type: 'securestring' } },
      parameters: { w: WORKSPACE },
      reasons: SHARED,
    },
    {
      name: 'one storage account beside two workspaces',
      resources: twice({ storageAccountId: STORAGE }, { storageAccountId: STORAGE, workspaceId: OTHER_WORKSPACE }),
      reasons: SHARED,
    },
    {
      name: 'one event hub',
      resources: twice(
        { workspaceId: null, eventHubAuthorizationRuleId: HUB_RULE, eventHubName: 'h' },
        { workspaceId: null, eventHubAuthorizationRuleId: HUB_RULE, eventHubName: 'h' },
      ),
      reasons: SHARED,
    },
    {
      name: 'one partner solution',
      resources: twice(
        { workspaceId: null, marketplacePartnerId: PARTNER },
        { workspaceId: null, marketplacePartnerId: PARTNER },
      ),
      reasons: SHARED,
    },
    {
      name: 'metrics twice to one workspace',
      resources: twice({ logs: [], metrics: METRICS }, { logs: [], metrics: METRICS }),
      reasons: ['shared-destination AllMetrics'],
    },
    {
      name: 'several at once',
      resources: [registry(), setting({ logs: [...MIXED, ...days(30)] }, { name: 'a' }), setting({}, { name: 'b' })],
      reasons: ['mixed-entries', 'repeated-entry', 'retention-days', ...SHARED],
    },
    ...entryCases.fail,
    ...settingCases.fail,
    ...regionCases.fail,
    {
      name: 'five live settings and one to be deployed',
      resources: [registry(), setting()],
      ...live('a', 'b', 'c', 'd', 'e'),
      reasons: ['too-many-settings'],
    },
    {
      name: 'a live setting that sends to the same workspace',
      resources: [registry(), setting({ logs: [on(LOGIN)] })],
      ...DEPLOYED_THERE,
      scan: [withSettings({ policy: { workspaceId: WORKSPACE, logs: [group('audit')] } })],
      reasons: [SHARED_LOGIN],
      points: ['resources[1]'],
    },
  ],
  unknown: [
    {
      name: 'five live settings and one to be deployed under a name by a parameter',
      resources: [registry(), setting({}, { name: "[parameters('name')]" })],
      declares: { name: STRING },
      ...live('a', 'b', 'c', 'd', 'e'),
      reasons: ['too-many-settings'],
      dependsOn: ['parameter name'],
    },

    {
      name: 'groups and categories, the setting by a parameter',
      resources: entries(MIXED, IF_AUDIT),
      declares: AUDIT,
      reasons: ['mixed-entries'],
      dependsOn: ['parameter audit'],
    },
    {
      name: 'a category that may be empty beside a group',
      resources: entries([group('audit'), on("[if(parameters('audit'), variables('login'), '')]")]),
      declares: AUDIT,
      variables: { login: LOGIN },
      reasons: ['mixed-entries'],
      dependsOn: ['parameter audit'],
    },
    {
      name: 'a list by a parameter',
      resources: entries("[parameters('logs')]"),
      declares: { logs: { type: 'array' } },
      reasons: [],
      dependsOn: ['parameter logs'],
    },
    {
      name: 'days, the setting by a parameter',
      resources: entries(days(30), IF_AUDIT),
      declares: AUDIT,
      reasons: ['retention-days'],
      dependsOn: ['parameter audit'],
    },
    {
      name: 'days by a parameter',
      resources: entries(days("[parameters('days')]")),
      declares: { days: { type: 'int' } },
      reasons: ['retention-days'],
      dependsOn: ['parameter days'],
    },
    {
      name: 'days by a secure parameter without a value',
      resources: entries(days("[parameters('days').value]")),
      declares: { days: { type: 'secureObject' } },
      reasons: ['retention-days'],
      dependsOn: ['parameter days'],
    },
    {
      name: 'six settings, one of them by a parameter',
      resources: [registry(), ...harmlessOnes(5), harmless('maybe', IF_AUDIT)],
      declares: AUDIT,
      reasons: ['too-many-settings'],
      dependsOn: ['parameter audit'],
    },
    {
      name: 'six settings, two of which may be versions of one',
      resources: [registry(), ...harmlessOnes(5), harmless('x', { name: "[parameters('name')]" })],
      declares: { name: STRING },
      reasons: ['too-many-settings'],
      dependsOn: ['parameter name'],
    },
    {
      name: 'a loop whose length is not known',
      resources: [
        registry(),
        harmless('s', {
          name: "[format('s{0}', copyIndex())]",
          ...loop,
          properties: { logs: [], workspaceId: "[format('{0}{1}', parameters('w'), copyIndex())]" },
        }),
      ],
      declares: { ...LIST, w: STRING },
      reasons: [],
      dependsOn: ['parameter list'],
    },
    {
      name: 'a loop whose length is not known, to one workspace',
      resources: [registry(), setting({}, { name: "[format('s{0}', copyIndex())]", ...loop })],
      declares: LIST,
      reasons: SHARED,
      dependsOn: ['parameter list'],
    },
    {
      name: 'a loop of a setting that mixes, whose length is not known',
      resources: entries(MIXED, { name: "[format('s{0}', copyIndex())]", ...loop }),
      declares: LIST,
      reasons: ['mixed-entries'],
      dependsOn: ['parameter list'],
    },
    {
      name: 'a module that cannot be read and gets the registry',
      resources: [registry(), setting(), module],
      reasons: [],
      dependsOn: [`module ${LINK}`],
    },
    {
      name: 'a workspace that may be the other',
      resources: twice({}, { workspaceId: "[parameters('w')]" }),
      declares: { w: STRING },
      reasons: SHARED,
      dependsOn: ['parameter w'],
    },
    {
      name: 'one workspace, one setting by a parameter',
      resources: twice({}, {}, IF_AUDIT),
      declares: AUDIT,
      reasons: SHARED,
      dependsOn: ['parameter audit'],
    },
    {
      name: 'one workspace, in settings that may be versions of one',
      resources: [registry(), setting(), setting({}, { name: "[parameters('name')]" })],
      declares: { name: STRING },
      reasons: SHARED,
      dependsOn: ['parameter name'],
    },
    {
      name: 'metrics twice to one workspace, one setting by a parameter',
      resources: twice({ logs: [], metrics: METRICS }, { logs: [], metrics: METRICS }, IF_AUDIT),
      declares: AUDIT,
      reasons: ['shared-destination AllMetrics'],
      dependsOn: ['parameter audit'],
    },
    {
      name: 'a setting that mixes and may be of another registry',
      resources: entries(MIXED, {
        scope: "[resourceId('Microsoft.ContainerRegistry/registries', parameters('target'))]",
      }),
      declares: { target: STRING },
      reasons: ['mixed-entries'],
      dependsOn: ['parameter target'],
    },
    {
      name: 'more settings than are compared',
      resources: [registry(), ...harmlessOnes(51)],
      reasons: [],
      dependsOn: ['limit more than 50 diagnostic settings of one registry'],
    },
    ...entryCases.unknown,
    ...settingCases.unknown,
    ...regionCases.unknown,
  ],
  notApplicable: [
    ...(regionCases.notApplicable ?? []),
    { name: 'no setting', resources: [registry()] },
    { name: 'live settings alone', resources: [registry()], ...live('a', 'b') },
    { name: 'a setting that is not deployed', resources: entries(MIXED, { condition: false }) },
    { name: 'a loop of none', resources: entries(MIXED, { copy: { name: 'c', count: 0 } }) },
    { name: 'a registry that is not deployed', resources: [registry({ condition: false }), setting({ logs: MIXED })] },
  ],
  error: [
    {
      name: 'a list that cannot be evaluated',
      resources: entries("[variables('v').missing]"),
      variables: { v: {} },
      says: 'missing',
    },
  ],
  live: regionCases.live ?? [],
});
