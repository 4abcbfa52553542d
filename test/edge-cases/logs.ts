import {
  ALL_LOGS,
  AUDIT,
  type Json,
  type JsonObject,
  LOGIN,
  OTHER_WORKSPACE,
  on,
  openTemplate,
  parameter,
  REPOSITORY,
  registry,
  STORAGE,
  setting,
  template,
  WORKSPACE,
} from '../support/arm-templates.ts';
import type { Case } from './harness.ts';

type Parameters = Readonly<Record<string, string | JsonObject>>;

const P = { p: 'bool' };
const ENTRY = "createObject('categoryGroup', 'audit', 'enabled', true())";
const LOGIN_ENTRY = "createObject('category', 'ContainerRegistryLoginEvents', 'enabled', true())";
const CATEGORIES = "createArray('ContainerRegistryLoginEvents', 'ContainerRegistryRepositoryEvents')";
const TO_ENTRY = "lambda('c', createObject('category', lambdaVariables('c'), 'enabled', true()))";

/** A registry with one setting that has these logs. */
function logged(entries: Json, parameters: Parameters = {}): JsonObject {
  return openTemplate([registry(), setting({ logs: entries })], parameters);
}

/** The two categories in two settings, each with its own changes. */
function split(
  first: JsonObject,
  second: JsonObject,
  parameters: Parameters = {},
  top: readonly [JsonObject, JsonObject] = [{}, {}],
): JsonObject {
  return openTemplate(
    [
      registry(),
      setting({ logs: [on(LOGIN)], ...first }, { name: 'login', ...top[0] }),
      setting({ logs: [on(REPOSITORY)], ...second }, { name: 'repository', ...top[1] }),
    ],
    parameters,
  );
}

const DESTINATION = { coverage: 'destination' } as const;
const ANY = { coverage: 'any' } as const;

const entries: readonly Case[] = [
  { name: 'both categories', template: logged([on(LOGIN), on(REPOSITORY)]), verdict: 'pass' },
  { name: 'one category', template: logged([on(LOGIN)]), verdict: 'fail' },
  { name: 'one category twice', template: logged([on(LOGIN), on(LOGIN)]), verdict: 'fail' },
  {
    name: 'one of two disabled',
    template: logged([on(LOGIN), { ...on(REPOSITORY), enabled: false }]),
    verdict: 'fail',
  },
  { name: 'enabled as text', template: logged([{ ...AUDIT, enabled: 'True' }]), verdict: 'pass' },
  { name: 'enabled as text in capitals', template: logged([{ ...AUDIT, enabled: 'TRUE' }]), verdict: 'pass' },
  { name: 'disabled as text', template: logged([{ ...AUDIT, enabled: 'False' }]), verdict: 'fail' },
  { name: 'enabled as other text', template: logged([{ ...AUDIT, enabled: 'yes' }]), verdict: 'fail' },
  { name: 'enabled as a number', template: logged([{ ...AUDIT, enabled: 1 }]), verdict: 'fail' },
  { name: 'enabled is null', template: logged([{ ...AUDIT, enabled: null }]), verdict: 'fail' },
  { name: 'enabled is missing', template: logged([{ categoryGroup: 'audit' }]), verdict: 'fail' },
  { name: 'null category beside the group', template: logged([{ ...AUDIT, category: null }]), verdict: 'pass' },
  { name: 'empty category beside the group', template: logged([{ ...AUDIT, category: '' }]), verdict: 'pass' },
  {
    name: 'empty group beside the category',
    template: logged([{ ...on(LOGIN), categoryGroup: '' }, on(REPOSITORY)]),
    verdict: 'pass',
  },
  {
    name: 'category and group in one entry',
    template: logged([{ ...on(LOGIN), categoryGroup: 'audit' }]),
    verdict: 'pass',
  },
  {
    name: 'category and an unknown group in one entry, other category beside',
    template: logged([{ ...on(LOGIN), categoryGroup: 'none' }, on(REPOSITORY)]),
    verdict: 'pass',
  },
  { name: 'group in other letters', template: logged([{ ...AUDIT, categoryGroup: 'ALLLOGS' }]), verdict: 'pass' },
  { name: 'group that does not exist', template: logged([{ ...AUDIT, categoryGroup: 'AllMetrics' }]), verdict: 'fail' },
  {
    name: 'categories in other letters',
    template: logged([
      { ...on(LOGIN), category: LOGIN.toLowerCase() },
      { ...on(REPOSITORY), category: REPOSITORY.toUpperCase() },
    ]),
    verdict: 'pass',
  },
  {
    name: 'category disabled and enabled',
    template: logged([{ ...on(LOGIN), enabled: false }, on(LOGIN), on(REPOSITORY)]),
    verdict: 'pass',
  },
  {
    name: 'category enabled and disabled',
    template: logged([on(LOGIN), on(REPOSITORY), { ...on(LOGIN), enabled: false }]),
    verdict: 'pass',
  },
  { name: 'no logs', template: logged([]), verdict: 'fail' },
  { name: 'null logs', template: logged(null), verdict: 'fail' },
  {
    name: 'metrics only',
    template: template([
      registry(),
      setting({ logs: undefined, metrics: [{ category: 'AllMetrics', enabled: true }] }),
    ]),
    verdict: 'fail',
  },
  {
    name: 'enabled by a parameter',
    template: logged([{ ...AUDIT, enabled: parameter('p') }], P),
    verdict: 'unknown',
    dependsOn: ['parameter p'],
  },
  {
    name: 'one enabled by a parameter, the other disabled',
    template: logged(
      [
        { ...on(LOGIN), enabled: parameter('p') },
        { ...on(REPOSITORY), enabled: false },
      ],
      P,
    ),
    verdict: 'fail',
  },
  {
    name: 'one or the other enabled, never both',
    template: logged(
      [
        { ...on(LOGIN), enabled: parameter('p') },
        { ...on(REPOSITORY), enabled: "[not(parameters('p'))]" },
      ],
      P,
    ),
    verdict: 'fail',
  },
  {
    name: 'one or the other group enabled',
    template: logged(
      [
        { ...AUDIT, enabled: parameter('p') },
        { ...ALL_LOGS, enabled: "[not(parameters('p'))]" },
      ],
      P,
    ),
    verdict: 'pass',
  },
  {
    name: 'group or categories enabled',
    template: logged(
      [
        { ...AUDIT, enabled: parameter('p') },
        { ...on(LOGIN), enabled: "[not(parameters('p'))]" },
        { ...on(REPOSITORY), enabled: "[equals(parameters('p'), false())]" },
      ],
      P,
    ),
    verdict: 'pass',
  },
  {
    name: 'enabled as far as the registry is deployed',
    template: openTemplate(
      [registry({ condition: parameter('p') }), setting({ logs: [{ ...AUDIT, enabled: parameter('p') }] })],
      P,
    ),
    verdict: 'pass',
  },
  {
    name: 'both categories by two parameters',
    template: logged(
      [
        { ...on(LOGIN), enabled: parameter('p') },
        { ...on(REPOSITORY), enabled: parameter('q') },
      ],
      { ...P, q: 'bool' },
    ),
    verdict: 'unknown',
    dependsOn: ['parameter p', 'parameter q'],
  },
  {
    name: 'groups enabled by a choice of both',
    template: logged(
      [
        { ...AUDIT, enabled: "[equals(parameters('g'), 'audit')]" },
        { ...ALL_LOGS, enabled: "[equals(parameters('g'), 'all')]" },
      ],
      { g: { type: 'string', allowedValues: ['audit', 'all'] } },
    ),
    verdict: 'pass',
  },
  {
    name: 'groups enabled by a free text',
    template: logged(
      [
        { ...AUDIT, enabled: "[equals(parameters('g'), 'audit')]" },
        { ...ALL_LOGS, enabled: "[equals(parameters('g'), 'all')]" },
      ],
      { g: 'string' },
    ),
    verdict: 'unknown',
    dependsOn: ['parameter g'],
  },
  {
    name: 'unknown group',
    template: logged([{ ...AUDIT, categoryGroup: parameter('g') }], { g: 'string' }),
    verdict: 'unknown',
    dependsOn: ['parameter g'],
  },
  {
    name: 'unknown group beside both categories',
    template: logged([{ ...AUDIT, categoryGroup: parameter('g') }, on(LOGIN), on(REPOSITORY)], { g: 'string' }),
    verdict: 'pass',
  },
  {
    name: 'unknown group that is disabled',
    template: logged([{ categoryGroup: parameter('g'), enabled: false }, on(LOGIN)], { g: 'string' }),
    verdict: 'fail',
  },
  {
    name: 'group of two good ones',
    template: logged([{ ...AUDIT, categoryGroup: parameter('g') }], {
      g: { type: 'string', allowedValues: ['Audit', 'allLogs'] },
    }),
    verdict: 'pass',
  },
  {
    name: 'group of two good ones and the empty one',
    template: logged([{ ...AUDIT, categoryGroup: parameter('g') }], {
      g: { type: 'string', allowedValues: ['audit', 'allLogs', ''] },
    }),
    verdict: 'unknown',
    dependsOn: ['parameter g'],
  },
  {
    name: 'group by if() of both',
    template: logged([{ ...AUDIT, categoryGroup: "[if(parameters('p'), 'audit', 'allLogs')]" }], P),
    verdict: 'pass',
  },
  {
    name: 'unknown category beside one',
    template: logged([{ ...on(LOGIN), category: parameter('c') }, on(LOGIN)], { c: 'string' }),
    verdict: 'unknown',
    dependsOn: ['parameter c'],
  },
  {
    name: 'unknown category alone',
    template: logged([{ ...on(LOGIN), category: parameter('c') }], { c: 'string' }),
    verdict: 'fail',
  },
  {
    name: 'two categories by if(), turned round',
    template: logged(
      [
        { ...on(LOGIN), category: `[if(parameters('p'), '${LOGIN}', '${REPOSITORY}')]` },
        { ...on(LOGIN), category: `[if(parameters('p'), '${REPOSITORY}', '${LOGIN}')]` },
      ],
      P,
    ),
    verdict: 'pass',
  },
  {
    name: 'unknown logs',
    template: logged(parameter('logs'), { logs: 'array' }),
    verdict: 'unknown',
    dependsOn: ['parameter logs'],
  },
  {
    name: 'unknown logs without destination',
    template: openTemplate([registry(), setting({ workspaceId: '', logs: parameter('logs') })], { logs: 'array' }),
    verdict: 'fail',
  },
  {
    name: 'unknown logs with a default of nothing',
    template: logged(parameter('logs'), { logs: { type: 'array', defaultValue: [] } }),
    verdict: 'fail',
  },
  {
    name: 'unknown logs and the group',
    template: logged(`[concat(parameters('logs'), createArray(${ENTRY}))]`, { logs: 'array' }),
    verdict: 'pass',
  },
  {
    name: 'unknown logs united with the group',
    template: logged(`[union(createArray(${ENTRY}), parameters('logs'))]`, { logs: 'array' }),
    verdict: 'pass',
  },
  {
    name: 'unknown logs and one category',
    template: logged(`[concat(parameters('logs'), createArray(${LOGIN_ENTRY}))]`, { logs: 'array' }),
    verdict: 'unknown',
    dependsOn: ['parameter logs'],
  },
  {
    name: 'if() of two good lists',
    template: logged(`[if(parameters('p'), createArray(${ENTRY}), map(${CATEGORIES}, ${TO_ENTRY}))]`, P),
    verdict: 'pass',
  },
  {
    name: 'if() of a good list and a bad one',
    template: logged(`[if(parameters('p'), createArray(${ENTRY}), createArray(${LOGIN_ENTRY}))]`, P),
    verdict: 'unknown',
    dependsOn: ['parameter p'],
  },
  {
    name: 'if() of two bad lists',
    template: logged(`[if(parameters('p'), createArray(), createArray(${LOGIN_ENTRY}))]`, P),
    verdict: 'fail',
  },
  {
    name: 'list that is good only with the registry',
    template: openTemplate(
      [
        registry({ condition: parameter('p') }),
        setting({ logs: `[if(parameters('p'), createArray(${ENTRY}), createArray())]` }),
      ],
      P,
    ),
    verdict: 'pass',
  },
  { name: 'map() of both categories', template: logged(`[map(${CATEGORIES}, ${TO_ENTRY})]`), verdict: 'pass' },
  {
    name: 'map() of an unknown list',
    template: logged(`[map(parameters('list'), ${TO_ENTRY})]`, { list: 'array' }),
    verdict: 'unknown',
    dependsOn: ['parameter list'],
  },
  {
    name: 'filter() that leaves one',
    template: logged(`[map(filter(${CATEGORIES}, lambda('c', contains(lambdaVariables('c'), 'Login'))), ${TO_ENTRY})]`),
    verdict: 'fail',
  },
  {
    name: 'filter() that keeps one and asks a parameter for the other',
    template: logged(
      `[map(filter(${CATEGORIES}, lambda('c', or(contains(lambdaVariables('c'), 'Login'), parameters('p')))), ${TO_ENTRY})]`,
      P,
    ),
    verdict: 'unknown',
    dependsOn: ['parameter p'],
  },
  {
    name: 'logs read from JSON text',
    template: logged(`[json('[{"categoryGroup":"allLogs","enabled":true}]')]`),
    verdict: 'pass',
  },
  {
    name: 'union of bodies replaces the logs',
    template: template([
      registry(),
      {
        ...setting(),
        properties: `[union(createObject('workspaceId', '${WORKSPACE}', 'logs', createArray(${ENTRY})), createObject('logs', createArray(${LOGIN_ENTRY})))]`,
      },
    ]),
    verdict: 'fail',
  },
  {
    name: 'body is an unknown object',
    template: openTemplate([registry(), { ...setting(), properties: parameter('body') }], { body: 'object' }),
    verdict: 'unknown',
    dependsOn: ['parameter body'],
  },
  {
    name: 'coalesce of logs as a registry module writes it',
    template: template(
      {
        reg: registry(),
        diag: setting({
          logs: undefined,
          copy: [
            {
              name: 'logs',
              count:
                "[length(coalesce(tryGet(parameters('d'), 'logCategoriesAndGroups'), createArray(createObject('categoryGroup', 'allLogs'))))]",
              input: {
                categoryGroup:
                  "[tryGet(coalesce(tryGet(parameters('d'), 'logCategoriesAndGroups'), createArray(createObject('categoryGroup', 'allLogs')))[copyIndex('logs')], 'categoryGroup')]",
                category:
                  "[tryGet(coalesce(tryGet(parameters('d'), 'logCategoriesAndGroups'), createArray(createObject('categoryGroup', 'allLogs')))[copyIndex('logs')], 'category')]",
                enabled:
                  "[coalesce(tryGet(coalesce(tryGet(parameters('d'), 'logCategoriesAndGroups'), createArray(createObject('categoryGroup', 'allLogs')))[copyIndex('logs')], 'enabled'), true())]",
              },
            },
          ],
        }),
      },
      { parameters: { d: { type: 'object', defaultValue: { metricCategories: [] } } } },
    ),
    verdict: 'pass',
  },
];

const splits: readonly Case[] = [
  { name: 'split', template: split({}, {}), verdict: 'fail' },
  { name: 'split, one destination', template: split({}, {}), options: DESTINATION, verdict: 'pass' },
  {
    name: 'split, one destination in other letters',
    template: split({}, { workspaceId: WORKSPACE.toUpperCase() }),
    options: DESTINATION,
    verdict: 'pass',
  },
  {
    name: 'split, two destinations',
    template: split({}, { workspaceId: OTHER_WORKSPACE }),
    options: DESTINATION,
    verdict: 'fail',
  },
  {
    name: 'split, two destinations, any union',
    template: split({}, { workspaceId: OTHER_WORKSPACE }),
    options: ANY,
    verdict: 'pass',
  },
  {
    name: 'split, any union, one without destination',
    template: split({}, { workspaceId: null }),
    options: ANY,
    verdict: 'fail',
  },
  {
    name: 'split, one of several destinations shared',
    template: split({ storageAccountId: STORAGE }, { workspaceId: OTHER_WORKSPACE, storageAccountId: STORAGE }),
    options: DESTINATION,
    verdict: 'pass',
  },
  {
    name: 'split, destinations of another kind',
    template: split({}, { workspaceId: null, storageAccountId: STORAGE }),
    options: DESTINATION,
    verdict: 'fail',
  },
  {
    name: 'split, one unknown destination',
    template: split({ workspaceId: parameter('ws') }, { workspaceId: parameter('ws') }, { ws: 'string' }),
    options: DESTINATION,
    verdict: 'pass',
  },
  {
    name: 'split, two unknown destinations',
    template: split({ workspaceId: parameter('a') }, { workspaceId: parameter('b') }, { a: 'string', b: 'string' }),
    options: DESTINATION,
    verdict: 'unknown',
    dependsOn: ['parameter a', 'parameter b'],
  },
  {
    name: 'split, two unknown destinations, any union',
    template: split({ workspaceId: parameter('a') }, { workspaceId: parameter('b') }, { a: 'string', b: 'string' }),
    options: ANY,
    verdict: 'pass',
  },
  {
    name: 'split, unknown destination of another kind',
    template: split(
      { workspaceId: parameter('a') },
      { workspaceId: null, storageAccountId: parameter('b') },
      { a: 'string', b: 'string' },
    ),
    options: DESTINATION,
    verdict: 'fail',
  },
  {
    name: 'split, two workspaces of one unknown prefix',
    template: split(
      { workspaceId: "[resourceId('Microsoft.OperationalInsights/workspaces', concat(parameters('n'), '-a'))]" },
      { workspaceId: "[resourceId('Microsoft.OperationalInsights/workspaces', concat(parameters('n'), '-b'))]" },
      { n: 'string' },
    ),
    options: DESTINATION,
    verdict: 'fail',
  },
  {
    name: 'split, same choice of destination',
    template: split(
      { workspaceId: `[if(parameters('p'), '${WORKSPACE}', '${OTHER_WORKSPACE}')]` },
      { workspaceId: `[if(not(parameters('p')), '${OTHER_WORKSPACE}', '${WORKSPACE}')]` },
      P,
    ),
    options: DESTINATION,
    verdict: 'pass',
  },
  {
    name: 'split, opposite choice of destination',
    template: split(
      { workspaceId: `[if(parameters('p'), '${WORKSPACE}', '${OTHER_WORKSPACE}')]` },
      { workspaceId: `[if(parameters('p'), '${OTHER_WORKSPACE}', '${WORKSPACE}')]` },
      P,
    ),
    options: DESTINATION,
    verdict: 'fail',
  },
  {
    name: 'split, a choice of destination against one of them',
    template: split({ workspaceId: `[if(parameters('p'), '${WORKSPACE}', '${OTHER_WORKSPACE}')]` }, {}, P),
    options: DESTINATION,
    verdict: 'unknown',
    dependsOn: ['parameter p'],
  },
  {
    name: 'split, any union, never deployed together',
    template: split({}, {}, P, [{ condition: parameter('p') }, { condition: "[not(parameters('p'))]" }]),
    options: ANY,
    verdict: 'fail',
  },
  {
    name: 'split, any union, one under an unknown condition',
    template: split({}, {}, P, [{ condition: parameter('p') }, {}]),
    options: ANY,
    verdict: 'unknown',
    dependsOn: ['parameter p'],
  },
  {
    name: 'split, whatever the unknown condition of one',
    template: split({}, {}, P, [{ condition: parameter('p') }, {}]),
    verdict: 'fail',
  },
];

export const logs: readonly Case[] = [...entries, ...splits];
