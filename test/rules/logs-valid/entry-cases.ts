import {
  AUDIT as AUDIT_ENTRY,
  BOTH,
  group,
  type JsonObject,
  LOGIN,
  on,
  REPOSITORY,
  registry,
  STRING,
  setting,
} from '../../support/arm-templates.ts';
import type { RuleCases } from '../../support/rule-cases.ts';
import { AUDIT, entries, harmless, IF_AUDIT, LIST, loop, METRICS, module, withMetrics } from './inputs.ts';

const MISSPELT = 'ContainerRegistryLoginEvent';
const UNKNOWN_CATEGORY = `unknown-category ${MISSPELT}`;
const OLD = '2017-05-01-preview';
const C = { c: STRING };
const BY_C = "[parameters('c')]";
const noEnabled = (name: string, member = 'category'): JsonObject => ({ [member]: name });

/** What Azure refuses or ignores in the entries of a setting. */
export const entryCases: RuleCases = {
  pass: [
    { name: 'names in other letters', resources: entries([on(LOGIN.toLowerCase()), on(REPOSITORY.toUpperCase())]) },
    { name: 'a group in other letters', resources: entries([group('ALLLOGS')]) },
    { name: 'metrics in other letters', resources: withMetrics([{ category: 'allmetrics', enabled: true }]) },
    { name: 'metrics without a category', resources: withMetrics([{ timeGrain: 'PT1M', enabled: true }]) },
    {
      name: 'a category by a parameter that may be either',
      resources: entries([on(BY_C)]),
      declares: { c: { type: 'string', allowedValues: [LOGIN, REPOSITORY] } },
    },
    {
      name: 'a category by a secure parameter',
      resources: entries([on(BY_C)]),
      declares: { c: { type: 'securestring' } },
      parameters: { c: LOGIN },
    },
    {
      name: 'a misspelt category in a setting that is not deployed',
      resources: entries([on(MISSPELT)], { condition: false }).concat(harmless('on')),
    },
    {
      name: 'an entry that says that it is not enabled',
      resources: entries([on(LOGIN), { category: REPOSITORY, enabled: false }]),
    },
    { name: 'enabled as text', resources: entries([{ ...on(LOGIN), enabled: 'True' }]) },
    {
      name: 'enabled by a parameter',
      resources: entries([{ ...on(LOGIN), enabled: "[parameters('audit')]" }]),
      declares: AUDIT,
    },
    {
      name: 'enabled by a member of an object that is given later',
      resources: entries([{ ...on(LOGIN), enabled: "[parameters('logs').login]" }]),
      declares: { logs: { type: 'object' } },
    },
    {
      name: 'enabled by a default where a list leaves it out',
      resources: entries([{ ...on(LOGIN), enabled: "[coalesce(tryGet(parameters('logs'), 'login'), true())]" }]),
      declares: { logs: { type: 'object' } },
    },
    {
      name: 'groups by the version that knows them, which a variable holds',
      resources: entries([AUDIT_ENTRY], { apiVersion: "[variables('version')]" }),
      variables: { version: '2021-05-01-preview' },
    },
    { name: 'categories by an old version', resources: entries(BOTH, { apiVersion: OLD }) },
    {
      name: 'empty groups by an old version',
      resources: entries(
        BOTH.map((one) => ({ ...one, categoryGroup: '' })),
        { apiVersion: OLD },
      ),
    },
  ],
  fail: [
    {
      name: 'a misspelt category',
      resources: entries([on(MISSPELT)]),
      reasons: [UNKNOWN_CATEGORY],
      points: ['resources[1].properties.logs[0].category'],
    },
    {
      name: 'a category of another service',
      resources: entries([on(LOGIN), on('AuditEvent')]),
      reasons: ['unknown-category AuditEvent'],
      points: ['resources[1].properties.logs[1].category'],
    },
    {
      name: 'a category of another service, not enabled',
      resources: entries([on(LOGIN), { category: 'AuditEvent', enabled: false }]),
      reasons: ['unknown-category AuditEvent'],
    },
    {
      name: 'a group as a category',
      resources: entries([on('allLogs')]),
      reasons: ['unknown-category allLogs'],
    },
    {
      name: 'two misspelt categories',
      resources: entries([on(MISSPELT), on('RepositoryEvents')]),
      reasons: [UNKNOWN_CATEGORY, 'unknown-category RepositoryEvents'],
      points: ['resources[1].properties.logs[0].category', 'resources[1].properties.logs[1].category'],
    },
    {
      name: 'a misspelt category by a default',
      resources: entries([on(BY_C)]),
      declares: { c: { type: 'string', defaultValue: MISSPELT } },
      reasons: [UNKNOWN_CATEGORY],
    },
    {
      name: 'a misspelt category by a parameter file',
      resources: entries([on(BY_C)]),
      declares: C,
      parameters: { c: MISSPELT },
      reasons: [UNKNOWN_CATEGORY],
      points: ['parameters.c.value'],
    },
    {
      name: 'a misspelt category by a secure parameter, which is not told',
      resources: entries([on(BY_C)]),
      declares: { c: { type: 'securestring' } },
      parameters: { c: MISSPELT },
      reasons: ["unknown-category parameters('c')"],
    },
    {
      name: 'no allowed value of a category is one',
      resources: entries([on(BY_C)]),
      declares: { c: { type: 'string', allowedValues: ['Login', 'Repository'] } },
      reasons: ['unknown-category Login', 'unknown-category Repository'],
    },
    {
      name: 'a misspelt category behind a variable',
      resources: entries("[variables('logs')]"),
      variables: { logs: [on(MISSPELT)] },
      reasons: [UNKNOWN_CATEGORY],
    },
    {
      name: 'a misspelt category beside a module that cannot be read',
      resources: [registry(), setting({ logs: [on(MISSPELT)] }), module],
      reasons: [UNKNOWN_CATEGORY],
    },
    {
      name: 'a misspelt category beside one that is not known',
      resources: entries([on(MISSPELT), on(BY_C)]),
      declares: C,
      reasons: [UNKNOWN_CATEGORY],
    },
    {
      name: 'a misspelt category in each round of a loop',
      resources: entries([on(MISSPELT)], {
        name: "[format('s{0}', copyIndex())]",
        copy: { name: 'c', count: 2 },
        properties: { workspaceId: "[format('{0}', copyIndex())]", logs: [on(MISSPELT)] },
      }),
      reasons: [UNKNOWN_CATEGORY, UNKNOWN_CATEGORY],
    },
    {
      name: 'a misspelt group',
      resources: entries([group('allLog')]),
      reasons: ['unknown-group'],
      points: ['resources[1].properties.logs[0].categoryGroup'],
    },
    {
      name: 'a category as a group',
      resources: entries([group(LOGIN)]),
      reasons: ['unknown-group'],
    },
    {
      name: 'a misspelt group by a secure parameter',
      resources: entries([group(BY_C)]),
      declares: { c: { type: 'securestring' } },
      parameters: { c: 'audits' },
      reasons: ['unknown-group'],
    },
    {
      name: 'a single metric',
      resources: withMetrics([...METRICS, { category: 'StorageUsed', enabled: true }]),
      reasons: ['unknown-metric'],
      points: ['resources[1].properties.metrics[1].category'],
    },
    {
      name: 'a log category among the metrics, not enabled',
      resources: withMetrics([{ category: LOGIN, enabled: false }]),
      reasons: ['unknown-metric'],
    },
    {
      name: 'an entry without enabled',
      resources: entries([on(LOGIN), noEnabled(REPOSITORY)]),
      reasons: ['no-enabled'],
      points: ['resources[1].properties.logs[1]'],
    },
    {
      name: 'enabled null',
      resources: entries([{ ...AUDIT_ENTRY, enabled: null }]),
      reasons: ['no-enabled'],
      points: ['resources[1].properties.logs[0].enabled'],
    },
    {
      name: 'metrics without enabled',
      resources: withMetrics([noEnabled('AllMetrics')]),
      reasons: ['no-enabled'],
      points: ['resources[1].properties.metrics[0].category'],
    },
    {
      name: 'an entry without a name and without enabled',
      resources: entries([on(LOGIN), { retentionPolicy: { enabled: false, days: 0 } }]),
      reasons: ['no-enabled'],
    },
    {
      name: 'enabled null by a parameter file',
      resources: entries([{ ...on(LOGIN), enabled: "[parameters('logs').login]" }]),
      declares: { logs: { type: 'object' } },
      parameters: { logs: { login: null } },
      reasons: ['no-enabled'],
    },
    {
      name: 'a category listed twice',
      resources: entries([on(LOGIN), ...BOTH]),
      reasons: ['repeated-entry'],
      points: ['resources[1].properties.logs[1].category'],
    },
    {
      name: 'a category listed twice, once not enabled, in other letters',
      resources: entries([...BOTH, { category: REPOSITORY.toLowerCase(), enabled: false }]),
      reasons: ['repeated-entry'],
    },
    {
      name: 'a group listed twice',
      resources: entries([AUDIT_ENTRY, group('Audit', false)]),
      reasons: ['repeated-entry'],
    },
    {
      name: 'metrics listed twice',
      resources: withMetrics([...METRICS, ...METRICS]),
      reasons: ['repeated-entry'],
      points: ['resources[1].properties.metrics[1].category'],
    },
    {
      name: 'groups by an old version',
      resources: entries([AUDIT_ENTRY], { apiVersion: OLD }),
      reasons: ['groups-before-version'],
      points: ['resources[1].apiVersion'],
    },
    {
      name: 'groups by an old version that a variable holds',
      resources: entries([{ ...AUDIT_ENTRY, enabled: false }], { apiVersion: "[variables('version')]" }),
      variables: { version: '2016-09-01' },
      reasons: ['groups-before-version'],
    },
    {
      name: 'groups by an old version, whatever the parameter is',
      resources: entries([AUDIT_ENTRY], {
        apiVersion: "[if(parameters('audit'), variables('old'), variables('older'))]",
      }),
      declares: AUDIT,
      variables: { old: OLD, older: '2016-09-01' },
      reasons: ['groups-before-version'],
    },
  ],
  unknown: [
    {
      name: 'a category by a parameter',
      resources: entries([on(BY_C)]),
      declares: C,
      reasons: ["unknown-category parameters('c')"],
      dependsOn: ['parameter c'],
    },
    {
      name: 'a category by a secure parameter without a value',
      resources: entries([on(BY_C)]),
      declares: { c: { type: 'securestring' } },
      reasons: ["unknown-category parameters('c')"],
      dependsOn: ['parameter c'],
    },
    {
      name: 'a category by a parameter with an allowed value that is none',
      resources: entries([on(BY_C)]),
      declares: { c: { type: 'string', allowedValues: [LOGIN, 'AuditEvent'] } },
      reasons: ['unknown-category AuditEvent'],
      dependsOn: ['parameter c'],
    },
    {
      name: 'a misspelt category, the setting by a parameter',
      resources: entries([on(MISSPELT)], IF_AUDIT),
      declares: AUDIT,
      reasons: [UNKNOWN_CATEGORY],
      dependsOn: ['parameter audit'],
    },
    {
      name: 'a loop of a misspelt category, whose length is not known',
      resources: entries([on(MISSPELT)], { name: "[format('s{0}', copyIndex())]", ...loop }),
      declares: LIST,
      reasons: [UNKNOWN_CATEGORY],
      dependsOn: ['parameter list'],
    },
    {
      name: 'a category for each item of a list',
      resources: entries(
        "[map(parameters('list'), lambda('c', createObject('category', lambdaVariables('c'), 'enabled', true())))]",
      ),
      declares: LIST,
      reasons: ['repeated-entry', 'repeated-entry', 'unknown-category a name'],
      dependsOn: ['parameter list'],
    },
    {
      name: 'a group by a parameter',
      resources: entries([group(BY_C)]),
      declares: C,
      reasons: ['unknown-group'],
      dependsOn: ['parameter c'],
    },
    {
      name: 'a metric category by a parameter',
      resources: withMetrics([{ category: BY_C, enabled: true }]),
      declares: C,
      reasons: ['unknown-metric'],
      dependsOn: ['parameter c'],
    },
    {
      name: 'metrics by a parameter',
      resources: withMetrics("[parameters('list')]"),
      declares: LIST,
      reasons: [],
      dependsOn: ['parameter list'],
    },
    {
      name: 'enabled that may be left out',
      resources: entries([{ ...on(LOGIN), enabled: "[tryGet(parameters('logs'), 'login')]" }]),
      declares: { logs: { type: 'object' } },
      reasons: ['no-enabled'],
      dependsOn: ['parameter logs'],
    },
    {
      name: 'enabled that a parameter leaves out',
      resources: entries([{ ...on(LOGIN), enabled: "[if(parameters('audit'), true(), null())]" }]),
      declares: AUDIT,
      reasons: ['no-enabled'],
      dependsOn: ['parameter audit'],
    },
    {
      name: 'a category that may be listed twice',
      resources: entries([on(LOGIN), on(BY_C)]),
      declares: { c: { type: 'string', allowedValues: [LOGIN, REPOSITORY] } },
      reasons: ['repeated-entry'],
      dependsOn: ['parameter c'],
    },
    {
      name: 'groups by a version that a parameter gives',
      resources: entries([AUDIT_ENTRY], { apiVersion: BY_C }),
      declares: C,
      reasons: ['groups-before-version'],
      dependsOn: ['parameter c'],
    },
    {
      name: 'a group by an old version where a parameter says so',
      resources: entries(
        [{ ...on(LOGIN), categoryGroup: "[if(parameters('audit'), 'audit', null())]", category: null }],
        {
          apiVersion: OLD,
        },
      ),
      declares: AUDIT,
      reasons: ['groups-before-version'],
      dependsOn: ['parameter audit'],
    },
  ],
};
