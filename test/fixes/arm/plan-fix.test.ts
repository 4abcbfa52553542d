import { describe, expect, test } from 'vitest';
import type { FixLogs } from '../../../src/fixes/fix-options.ts';
import {
  BOTH,
  group,
  type Json,
  type JsonObject,
  LOGIN,
  nested,
  OTHER_WORKSPACE,
  on,
  parameterFile,
  REPOSITORY,
  registry,
  STORAGE,
  STRING,
  setting,
  template,
  WORKSPACE,
} from '../../support/arm-templates.ts';
import { type FixTextOptions, fixText } from '../../support/fixes.ts';

const TO_WORKSPACE = { destination: { workspaceId: WORKSPACE } };
const AUDIT = [group('audit')];
const ID = "[resourceId('Microsoft.ContainerRegistry/registries', 'acr')]";

/** A setting as a fix adds it to `registry()`. */
const added = (more: JsonObject = {}, properties: JsonObject = {}): JsonObject => ({
  type: 'Microsoft.Insights/diagnosticSettings',
  apiVersion: '2021-05-01-preview',
  name: 'acr-audit',
  scope: 'Microsoft.ContainerRegistry/registries/acr',
  dependsOn: [ID],
  properties: { workspaceId: WORKSPACE, logs: AUDIT, ...properties },
  ...more,
});

interface Case {
  readonly title: string;
  readonly before: JsonObject;
  readonly after?: JsonObject;
  readonly settings?: FixTextOptions['settings'];
  readonly parameters?: Readonly<Record<string, JsonObject>>;
  /** Parameter files as they become. */
  readonly given?: Readonly<Record<string, JsonObject>>;
  /** Part of why nothing is changed. */
  readonly refused?: RegExp;
  readonly newParameters?: boolean;
  readonly force?: boolean;
  readonly subscription?: string;
}

const looped = { copy: { name: 'acrs', count: 3 }, name: "[concat('acr', copyIndex('acrs'))]" };
const threaded = {
  type: 'string',
  minLength: 1,
  metadata: { description: expect.any(String) },
} as unknown as JsonObject;
const generated = { metadata: { _generator: { name: 'bicep', templateHash: '1' } } };
const workspace = {
  type: 'Microsoft.OperationalInsights/workspaces',
  apiVersion: '2022-10-01',
  name: "[parameters('law')]",
  location: 'westeurope',
};
const lawId = "[resourceId('Microsoft.OperationalInsights/workspaces', parameters('law'))]";

/** A template that is deployed to a subscription. */
function subscription(resources: readonly JsonObject[]): JsonObject {
  const made = template(resources, { parameters: { acr: STRING } });
  return {
    ...made,
    $schema: 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#',
  };
}

/** A deployment into a resource group whose expressions are those of the template around it. */
function intoGroup(resources: readonly JsonObject[]): JsonObject {
  return {
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2022-09-01',
    name: 'acr',
    resourceGroup: 'rg',
    properties: { mode: 'Incremental', template: template(resources) },
  };
}

/** A registry without a setting, and a key vault with one. */
function vaultLogs(more: JsonObject): JsonObject {
  const logs = setting(
    { workspaceId: "[parameters('law')]", logs: [group('allLogs')] },
    { scope: 'Microsoft.KeyVault/vaults/kv', ...more },
  );
  return template([registry(), logs], { parameters: { law: STRING } });
}

function oldStyle(name: string): JsonObject {
  return {
    type: 'Microsoft.ContainerRegistry/registries/providers/diagnosticSettings',
    apiVersion: '2017-05-01-preview',
    name,
    properties: { workspaceId: WORKSPACE, logs: BOTH },
  };
}

const ADDS: readonly Case[] = [
  { title: 'an array', before: template([registry()]), after: template([registry(), added()]) },
  {
    title: 'symbolic names',
    before: template({ acr: registry() }),
    after: template({ acr: registry(), acr_diagnostics: added({ dependsOn: ['acr'] }) }),
  },
  {
    title: 'a symbolic name that is taken',
    before: template({ acr: registry(), ACR_diagnostics: workspace }, { parameters: { law: STRING } }),
    after: template(
      { acr: registry(), ACR_diagnostics: workspace, acr_diagnostics2: added({ dependsOn: ['acr'] }) },
      { parameters: { law: STRING } },
    ),
  },
  {
    title: 'a condition',
    before: template([registry({ condition: "[parameters('on')]" })], { parameters: { on: { type: 'bool' } } }),
    after: template([registry({ condition: "[parameters('on')]" }), added({ condition: "[parameters('on')]" })], {
      parameters: { on: { type: 'bool' } },
    }),
  },
  {
    title: 'a loop with its name inside',
    before: template([registry(looped)]),
    after: template([
      registry(looped),
      added({
        scope: "[format('Microsoft.ContainerRegistry/registries/{0}', concat('acr', copyIndex('acrsDiagnostics')))]",
        copy: { name: 'acrsDiagnostics', count: 3 },
        dependsOn: [
          "[resourceId('Microsoft.ContainerRegistry/registries', concat('acr', copyIndex('acrsDiagnostics')))]",
        ],
      }),
    ]),
  },
  {
    title: 'categories',
    before: template([registry()]),
    settings: { ...TO_WORKSPACE, logs: 'categories' as FixLogs },
    after: template([registry(), added({}, { logs: BOTH })]),
  },
  {
    title: 'a storage account by region',
    before: template([registry({ location: 'West Europe' })]),
    settings: {
      destination: { workspaceId: OTHER_WORKSPACE },
      destinations: [
        { region: 'northeurope', workspaceId: WORKSPACE },
        { region: 'westeurope', storageAccountId: STORAGE },
      ],
    },
    after: template([
      registry({ location: 'West Europe' }),
      added({ properties: { storageAccountId: STORAGE, logs: AUDIT } }),
    ]),
  },
  {
    title: 'an inner deployment',
    before: template([nested([registry()], {}, {})]),
    after: template([nested([registry(), added()], {}, {})]),
  },
  {
    title: 'children, as the file has them',
    before: template(
      [
        registry(),
        {
          ...workspace,
          resources: [
            {
              type: 'providers/diagnosticSettings',
              apiVersion: '2017-05-01-preview',
              name: 'Microsoft.Insights/x',
              properties: {},
            },
          ],
        },
      ],
      { parameters: { law: STRING } },
    ),
    after: template(
      [
        registry({
          resources: [
            {
              type: 'providers/diagnosticSettings',
              apiVersion: '2021-05-01-preview',
              name: 'Microsoft.Insights/acr-audit',
              dependsOn: [ID],
              properties: { workspaceId: WORKSPACE, logs: AUDIT },
            },
          ],
        }),
        {
          ...workspace,
          resources: [
            {
              type: 'providers/diagnosticSettings',
              apiVersion: '2017-05-01-preview',
              name: 'Microsoft.Insights/x',
              properties: {},
            },
          ],
        },
      ],
      { parameters: { law: STRING } },
    ),
  },
  {
    title: 'another destination than that of the setting there is, and its name',
    before: template([registry(), setting({ workspaceId: OTHER_WORKSPACE, logs: [on(LOGIN)] }, { name: 'acr-audit' })]),
    after: template([
      registry(),
      setting({ workspaceId: OTHER_WORKSPACE, logs: [on(LOGIN)] }, { name: 'acr-audit' }),
      added({ name: 'acr-audit-2' }),
    ]),
  },
  {
    title: 'the workspace of the template',
    before: template([registry(), workspace], { parameters: { law: STRING } }),
    settings: {},
    after: template([registry(), workspace, added({ dependsOn: [ID, lawId] }, { workspaceId: lawId })], {
      parameters: { law: STRING },
    }),
  },
  {
    title: 'the destination of another setting',
    before: template(
      [registry(), setting({ workspaceId: "[parameters('ws')]" }, { scope: 'Microsoft.Storage/storageAccounts/sa' })],
      { parameters: { ws: STRING } },
    ),
    settings: {},
    after: template(
      [
        registry(),
        setting({ workspaceId: "[parameters('ws')]" }, { scope: 'Microsoft.Storage/storageAccounts/sa' }),
        added({}, { workspaceId: "[parameters('ws')]" }),
      ],
      { parameters: { ws: STRING } },
    ),
  },
  {
    title: 'a new parameter, through nested deployments',
    before: template([nested([registry()], {}, {})]),
    settings: {},
    after: template(
      [
        nested(
          [registry(), added({}, { workspaceId: "[parameters('logAnalyticsWorkspaceId')]" })],
          { logAnalyticsWorkspaceId: { value: "[parameters('logAnalyticsWorkspaceId')]" } },
          { logAnalyticsWorkspaceId: threaded },
        ),
      ],
      { parameters: { logAnalyticsWorkspaceId: threaded } },
    ),
  },
  {
    title: 'an outer deployment into a group, from a subscription',
    before: subscription([intoGroup([registry({ name: "[parameters('acr')]" })])]),
    after: subscription([
      intoGroup([
        registry({ name: "[parameters('acr')]" }),
        added({
          scope: "[format('Microsoft.ContainerRegistry/registries/{0}', parameters('acr'))]",
          dependsOn: ["[format('Microsoft.ContainerRegistry/registries/{0}', parameters('acr'))]"],
        }),
      ]),
    ]),
  },
  {
    title: 'settings of the old type, as the file has them',
    before: template([registry(), oldStyle("[concat('other', '/Microsoft.Insights/x')]")]),
    after: template([
      registry(),
      oldStyle("[concat('other', '/Microsoft.Insights/x')]"),
      {
        type: 'Microsoft.ContainerRegistry/registries/providers/diagnosticSettings',
        apiVersion: '2021-05-01-preview',
        name: 'acr/Microsoft.Insights/acr-audit',
        dependsOn: [ID],
        properties: { workspaceId: WORKSPACE, logs: AUDIT },
      },
    ]),
  },
  {
    title: 'a loop with symbolic names',
    before: template({ acrs: registry({ ...looped, name: "[concat('acr', copyIndex())]" }) }),
    after: template({
      acrs: registry({ ...looped, name: "[concat('acr', copyIndex())]" }),
      acrs_diagnostics: added({
        scope: "[format('Microsoft.ContainerRegistry/registries/{0}', concat('acr', copyIndex()))]",
        copy: { name: 'acrsDiagnostics', count: 3 },
        dependsOn: ['acrs'],
      }),
    }),
  },
  {
    title: 'two registries of one file, with one new parameter',
    before: template([registry(), registry({ name: 'two' })]),
    settings: {},
    after: template(
      [
        registry(),
        registry({ name: 'two' }),
        added({}, { workspaceId: "[parameters('logAnalyticsWorkspaceId')]" }),
        added(
          {
            scope: 'Microsoft.ContainerRegistry/registries/two',
            dependsOn: [ID.replace("'acr'", "'two'")],
          },
          { workspaceId: "[parameters('logAnalyticsWorkspaceId')]" },
        ),
      ],
      { parameters: { logAnalyticsWorkspaceId: threaded } },
    ),
  },
  {
    title: 'a region of its own',
    before: template([registry()]),
    settings: {
      ...TO_WORKSPACE,
      destinations: [
        { region: 'northeurope', workspaceId: OTHER_WORKSPACE },
        { region: 'West Europe', storageAccountId: STORAGE },
        { region: 'westeurope', workspaceId: OTHER_WORKSPACE },
      ],
    },
    after: template([registry(), { ...added(), properties: { storageAccountId: STORAGE, logs: AUDIT } }]),
  },
  {
    title: 'a subscription of its own',
    before: template([registry()]),
    subscription: 'AAAAAAAA-0000-0000-0000-000000000000',
    settings: {
      ...TO_WORKSPACE,
      destinations: [
        { subscription: 'bbbbbbbb-0000-0000-0000-000000000000', storageAccountId: STORAGE },
        { subscription: 'aaaaaaaa-0000-0000-0000-000000000000', region: 'northeurope', storageAccountId: STORAGE },
        { subscription: 'aaaaaaaa-0000-0000-0000-000000000000', workspaceId: OTHER_WORKSPACE },
      ],
    },
    after: template([registry(), added({}, { workspaceId: OTHER_WORKSPACE })]),
  },
  {
    title: 'a subscription that is not known, to the general destination',
    before: template([registry()]),
    settings: {
      ...TO_WORKSPACE,
      destinations: [{ subscription: 'aaaaaaaa-0000-0000-0000-000000000000', storageAccountId: STORAGE }],
    },
    after: template([registry(), added()]),
  },
  {
    title: 'registries of one loop in several regions, with a parameter',
    before: template([registry({ ...looped, location: "[variables('regions')[copyIndex()]]" })], {
      variables: { regions: ['westeurope', 'northeurope', 'eastus'] },
    }),
    settings: { destinations: [{ region: 'westeurope', workspaceId: WORKSPACE }] },
    after: template(
      [
        registry({ ...looped, location: "[variables('regions')[copyIndex()]]" }),
        added(
          {
            scope:
              "[format('Microsoft.ContainerRegistry/registries/{0}', concat('acr', copyIndex('acrsDiagnostics')))]",
            copy: { name: 'acrsDiagnostics', count: 3 },
            dependsOn: [
              "[resourceId('Microsoft.ContainerRegistry/registries', concat('acr', copyIndex('acrsDiagnostics')))]",
            ],
          },
          { workspaceId: "[parameters('logAnalyticsWorkspaceId')]" },
        ),
      ],
      {
        variables: { regions: ['westeurope', 'northeurope', 'eastus'] },
        parameters: { logAnalyticsWorkspaceId: threaded },
      },
    ),
  },
  {
    title: 'a new parameter, where another setting has a destination under a condition',
    before: vaultLogs({ condition: "[not(empty(parameters('law')))]" }),
    settings: {},
    after: {
      ...vaultLogs({ condition: "[not(empty(parameters('law')))]" }),
      parameters: { law: STRING, logAnalyticsWorkspaceId: threaded },
      resources: [
        ...(vaultLogs({ condition: "[not(empty(parameters('law')))]" }).resources as JsonObject[]),
        added({}, { workspaceId: "[parameters('logAnalyticsWorkspaceId')]" }),
      ],
    },
  },
  {
    title: 'the destination of the logs of a key vault',
    before: vaultLogs({}),
    settings: {},
    after: {
      ...vaultLogs({}),
      resources: [...(vaultLogs({}).resources as JsonObject[]), added({}, { workspaceId: "[parameters('law')]" })],
    },
  },
  {
    title: 'JSON made by Bicep, when forced',
    before: template([registry()], generated),
    force: true,
    after: template([registry(), added()], generated),
  },
];

const withLogs = (logs: Json, more: JsonObject = {}): JsonObject => template([registry(), setting({ logs, ...more })]);
const off = (category: string, enabled: Json = false): JsonObject => ({ category, enabled });

const intoStorage = { ...setting(), properties: { storageAccountId: "[parameters('sink')]", logs: BOTH } };

/** A setting that is deployed when its destination is given. */
const idle = (property: string, fallback: string, more: JsonObject = {}): JsonObject =>
  template(
    [
      registry(more),
      setting(
        { workspaceId: null, [property]: "[parameters('sink')]" },
        { condition: "[not(empty(parameters('sink')))]" },
      ),
    ],
    { parameters: { sink: { ...STRING, defaultValue: fallback } } },
  );

const COMPLETES: readonly Case[] = [
  { title: 'a missing category', before: withLogs([on(LOGIN)]), after: withLogs([on(LOGIN), on(REPOSITORY)]) },
  { title: 'a category that is off', before: withLogs([on(LOGIN), off(REPOSITORY)]), after: withLogs(BOTH) },
  { title: 'a text that says false', before: withLogs([on(LOGIN), off(REPOSITORY, 'False')]), after: withLogs(BOTH) },
  { title: 'enabled that is missing', before: withLogs([on(LOGIN), { category: REPOSITORY }]), after: withLogs(BOTH) },
  { title: 'a group that is off', before: withLogs([group('allLogs', false)]), after: withLogs([group('allLogs')]) },
  { title: 'another group', before: withLogs([group('none')]), after: withLogs([group('none'), group('audit')]) },
  { title: 'no entries', before: withLogs([]), after: withLogs(AUDIT) },
  {
    title: 'a mix that Azure refuses',
    before: withLogs([on(LOGIN), group('audit', false)]),
    after: withLogs(AUDIT),
  },
  {
    title: 'a mix in which nothing is on, with what is wanted',
    before: withLogs([on(LOGIN), group('allLogs', false)]),
    settings: { ...TO_WORKSPACE, logs: 'categories' },
    after: withLogs(BOTH),
  },
  {
    title: 'a mix that goes nowhere, with the group that is on',
    before: withLogs([on(LOGIN), group('allLogs')], { workspaceId: '' }),
    after: withLogs([group('allLogs')]),
  },
  {
    title: 'a category that an expression names, once',
    before: template([registry(), setting({ logs: [on("[variables('login')]")] })], { variables: { login: LOGIN } }),
    after: template([registry(), setting({ logs: [on("[variables('login')]"), on(REPOSITORY)] })], {
      variables: { login: LOGIN },
    }),
  },
  {
    title: 'a category that is on by an expression, which stays',
    before: template([registry(), setting({ logs: [{ category: LOGIN, enabled: "[variables('on')]" }] })], {
      variables: { on: true },
    }),
    after: template(
      [registry(), setting({ logs: [{ category: LOGIN, enabled: "[variables('on')]" }, on(REPOSITORY)] })],
      { variables: { on: true } },
    ),
  },
  {
    title: 'a category that an expression turns off',
    before: template(
      [registry(), setting({ logs: [on(LOGIN), { category: REPOSITORY, enabled: "[variables('on')]" }] })],
      { variables: { on: false } },
    ),
    after: template([registry(), setting({ logs: BOTH })], { variables: { on: false } }),
  },
  {
    title: 'retention of metrics, or by an expression, that Azure refuses',
    before: template(
      [
        registry(),
        setting({
          logs: [{ ...on(LOGIN), retentionPolicy: { enabled: true, days: "[variables('days')]" } }],
          metrics: [
            { ...on('AllMetrics'), retentionPolicy: "[variables('policy')]" },
            { ...on('None'), retentionPolicy: { enabled: true, days: 0 } },
          ],
        }),
      ],
      { variables: { days: 7, policy: { enabled: true, days: 7 } } },
    ),
    after: template(
      [
        registry(),
        setting({
          logs: [{ ...on(LOGIN), retentionPolicy: { enabled: false, days: 0 } }, on(REPOSITORY)],
          metrics: [
            { ...on('AllMetrics'), retentionPolicy: { enabled: false, days: 0 } },
            { ...on('None'), retentionPolicy: { enabled: true, days: 0 } },
          ],
        }),
      ],
      { variables: { days: 7, policy: { enabled: true, days: 7 } } },
    ),
  },
  {
    title: 'retention that Azure refuses',
    before: withLogs([{ ...on(LOGIN), retentionPolicy: { enabled: true, days: 30 } }]),
    after: withLogs([{ ...on(LOGIN), retentionPolicy: { enabled: false, days: 0 } }, on(REPOSITORY)]),
  },
  {
    title: 'a version that knows no groups keeps to categories',
    before: template([registry(), setting({ logs: [] }, { apiVersion: '2017-05-01-preview' })]),
    after: template([registry(), setting({ logs: BOTH }, { apiVersion: '2017-05-01-preview' })]),
  },
  {
    title: 'a version that knows no groups is raised for one',
    before: template([registry(), setting({ logs: [group('audit', false)] }, { apiVersion: '2017-05-01-preview' })]),
    after: template([registry(), setting({ logs: AUDIT })]),
  },
  {
    title: 'no destination',
    before: withLogs(BOTH, { workspaceId: null }),
    after: withLogs(BOTH),
  },
  {
    title: 'a destination that may be the configured one',
    before: template([registry(), setting({ workspaceId: "[parameters('ws')]", logs: [on(LOGIN)] })], {
      parameters: { ws: STRING },
    }),
    after: template([registry(), setting({ workspaceId: "[parameters('ws')]", logs: BOTH })], {
      parameters: { ws: STRING },
    }),
  },
  {
    title: 'the default of a switch',
    before: template([registry(), setting({}, { condition: "[parameters('on')]" })], {
      parameters: { on: { type: 'bool', defaultValue: false } },
    }),
    after: template([registry(), setting({}, { condition: "[parameters('on')]" })], {
      parameters: { on: { type: 'bool', defaultValue: true } },
    }),
  },
  {
    title: 'the default of an id that only the setting reads',
    before: idle('storageAccountId', ''),
    settings: { destination: { workspaceId: WORKSPACE, storageAccountId: STORAGE } },
    after: idle('storageAccountId', STORAGE),
  },
  {
    title: 'an id in a parameter file, with what the setting sends to',
    before: template([registry(), intoStorage], {
      parameters: { sink: STRING },
    }),
    settings: { destination: { workspaceId: WORKSPACE, storageAccountId: STORAGE } },
    parameters: { 'main.parameters.json': parameterFile({ sink: '' }) },
    given: { 'main.parameters.json': parameterFile({ sink: STORAGE }) },
  },
  {
    title: 'an id in a parameter file that a nested deployment hands on',
    before: template(
      [
        nested(
          [
            registry(),
            setting({ workspaceId: "[parameters('law')]" }, { condition: "[not(empty(parameters('law')))]" }),
          ],
          { law: { value: "[parameters('sink')]" } },
          { law: STRING },
        ),
      ],
      { parameters: { sink: STRING } },
    ),
    parameters: { 'main.parameters.json': parameterFile({ sink: '' }) },
    given: { 'main.parameters.json': parameterFile({ sink: WORKSPACE }) },
  },
  {
    title: 'a default and the parameter file that gives nothing in its place',
    before: idle('storageAccountId', ''),
    settings: { destination: { workspaceId: WORKSPACE, storageAccountId: STORAGE } },
    parameters: {
      'main.dev.parameters.json': parameterFile({}),
      'main.test.parameters.json': parameterFile({ sink: '' }),
    },
    after: idle('storageAccountId', STORAGE),
    given: { 'main.test.parameters.json': parameterFile({ sink: STORAGE }) },
  },
  {
    title: 'the value of a switch in its parameter file',
    before: template([registry(), setting({}, { condition: "[parameters('on')]" })], {
      parameters: { on: { type: 'bool', defaultValue: true } },
    }),
    parameters: { 'main.parameters.json': parameterFile({ on: false }) },
    given: { 'main.parameters.json': parameterFile({ on: true }) },
  },
];

const switched = (value: Json): Pick<Case, 'before' | 'parameters'> => ({
  before: template([registry(), setting({}, { condition: "[equals(parameters('env'), 'prod')]" })], {
    parameters: { env: STRING },
  }),
  parameters: { 'main.parameters.json': parameterFile({ env: value }) },
});

const REFUSES: readonly Case[] = [
  {
    title: 'an id in a parameter file that the declaration does not accept',
    before: template([registry(), setting({ workspaceId: "[parameters('sink')]" })], {
      parameters: { sink: { ...STRING, maxLength: 10 } },
    }),
    parameters: { 'main.parameters.json': parameterFile({ sink: '' }) },
    refused: /^parameter sink does not accept "\/subscriptions\/.*, which is longer than 10$/,
  },
  {
    title: 'a protected setting to the same place',
    before: template([registry(), setting({ logs: [on(LOGIN)] }, { name: 'setByPolicy-LogAnalytics' })]),
    refused: /setByPolicy-LogAnalytics.*not to be edited/,
  },
  {
    title: 'a sixth setting',
    before: template([
      registry(),
      ...[1, 2, 3, 4, 5].map((i) =>
        setting({ workspaceId: `${OTHER_WORKSPACE}${i}`, logs: [on(LOGIN)] }, { name: `s${i}` }),
      ),
    ]),
    refused: /has 5 diagnostic settings/,
  },
  {
    title: 'categories split over one place',
    before: template([
      registry(),
      setting({ logs: [on(LOGIN)] }, { name: 'a' }),
      setting({ logs: [on(REPOSITORY)] }, { name: 'b' }),
    ]),
    refused: /'a' and 'b' may send to the same place/,
  },
  {
    title: 'log entries that are an expression',
    before: template([registry(), setting({ logs: "[variables('logs')]" })], { variables: { logs: [on(LOGIN)] } }),
    refused: /made by an expression/,
  },
  {
    title: 'a new parameter that nobody asked for',
    before: template([registry()]),
    settings: {},
    newParameters: false,
    refused: /nothing says where to send the logs/,
  },
  {
    title: 'a default that another resource reads too',
    before: template(
      [registry({ tags: { audited: "[parameters('on')]" } }), setting({}, { condition: "[parameters('on')]" })],
      { parameters: { on: { type: 'bool', defaultValue: false } } },
    ),
    refused: /other parts of the template read parameter on too/,
  },
  {
    title: 'a default that an output reads too',
    before: {
      ...idle('workspaceId', ''),
      outputs: { sink: { type: 'string', value: "[toUpper(parameters( 'SINK' ))]" } },
    },
    refused: /other parts of the template read parameter sink too/,
  },
  {
    title: 'a default where a parameter is read by a name that is made up',
    before: idle('workspaceId', '', { tags: { all: "[parameters(concat('si', 'nk'))]" } }),
    refused: /other parts of the template read parameter sink too/,
  },
  {
    title: 'a default that is another kind of destination',
    before: idle('storageAccountId', ''),
    refused: /is there and is not deployed/,
  },
  {
    title: 'an id in a parameter file that is another kind of destination',
    before: template([registry(), intoStorage], {
      parameters: { sink: STRING },
    }),
    parameters: { 'main.parameters.json': parameterFile({ sink: '' }) },
    refused:
      /^parameter sink in main\.parameters\.json decides it, which is empty, and nothing says which storageAccountId/,
  },
  {
    title: 'a name in a parameter file',
    before: template(
      [
        registry(),
        setting(
          { workspaceId: "[resourceId('Microsoft.OperationalInsights/workspaces', parameters('law'))]" },
          { condition: "[not(empty(parameters('law')))]" },
        ),
      ],
      { parameters: { law: STRING } },
    ),
    parameters: { 'main.parameters.json': parameterFile({ law: '' }) },
    refused: /^parameter law in main\.parameters\.json decides it, which is empty$/,
  },
  {
    title: 'a value in a parameter file, which is not said',
    before: template([registry(), setting({}, { condition: "[parameters('o').on]" })], {
      parameters: { o: { type: 'secureObject' } },
    }),
    parameters: { 'main.parameters.json': parameterFile({ o: { on: false, password: 'hunter2' } }) },
    refused: /^parameter o in main\.parameters\.json decides it, and its value is nothing that can be switched on$/,
  },
  {
    title: 'a setting for some of the registries of a loop',
    before: template([
      registry(looped),
      setting({ logs: [on(LOGIN)] }, { scope: 'Microsoft.ContainerRegistry/registries/acr0' }),
    ]),
    refused: /belongs to some of the registries/,
  },
  {
    title: 'a loop with a name that is an expression',
    before: template([
      registry({ name: "[concat('acr', copyIndex())]", copy: { name: "[concat('a', 'b')]", count: 2 } }),
    ]),
    refused: /loop that an expression makes/,
  },
  {
    title: 'a category whose name is not known',
    before: template([registry(), setting({ logs: [on(LOGIN), off("[parameters('c')]")] })], {
      parameters: { c: STRING },
    }),
    refused: /the name of a log entry is made by an expression/,
  },
  {
    title: 'a destination that a setting has a part of',
    before: withLogs([on(LOGIN)]),
    settings: { destination: { workspaceId: WORKSPACE, storageAccountId: STORAGE } },
    refused: /may send the same logs to a part of the same places/,
  },
  { title: 'a value that is no switch', ...switched('dev'), refused: /nothing that can be switched on/ },
  {
    title: 'a setting deployed in some cases only',
    before: template([registry(), setting({ logs: [on(LOGIN)] }, { condition: "[parameters('on')]" })], {
      parameters: { on: { type: 'bool' } },
    }),
    refused: /deployed in some cases only/,
  },
  {
    title: 'a new parameter for a deployment whose parameters are elsewhere',
    before: template([
      (() => {
        const whole = nested([registry()], {}, {});
        const { parameters: _, ...properties } = whole.properties as JsonObject;
        return { ...whole, properties: { ...properties, parametersLink: { uri: 'https://contoso.example/p.json' } } };
      })(),
    ]),
    settings: {},
    refused: /takes its parameters from elsewhere/,
  },
  {
    title: 'a registry that a loop gives several settings',
    before: template([
      registry(),
      setting({ logs: [on(LOGIN)] }, { name: "[concat('s', copyIndex())]", copy: { name: 'loop', count: 2 } }),
    ]),
    refused: /a copy loop creates several copies/,
  },
  {
    title: 'a destination that an expression leaves empty',
    before: template([registry(), setting({ workspaceId: "[variables('ws')]" })], { variables: { ws: '' } }),
    refused: /destination .*made by an expression/,
  },
];

function text(json: JsonObject): string {
  return `${JSON.stringify(json, null, 2)}\n`;
}

function run({
  before,
  settings = TO_WORKSPACE,
  parameters = {},
  newParameters = true,
  force = false,
  subscription: into,
}: Case): ReturnType<typeof fixText> {
  const files = Object.fromEntries(Object.entries(parameters).map(([file, json]) => [file, text(json)]));
  return fixText(text(before), { settings, parameters: files, newParameters, force, subscription: into });
}

function changed({ texts, fixes, violations }: ReturnType<typeof fixText>, file: string): unknown {
  expect(violations).toEqual([]);
  const made = texts.get(file);
  if (made === undefined) throw new Error(`nothing changed: ${JSON.stringify(fixes.map(({ plan }) => plan))}`);
  return JSON.parse(made);
}

const titled = (cases: readonly Case[]) => cases.map((own) => [own.title, own] as const);

describe('a fix adds a setting for', () => {
  test.each(titled(ADDS))('%s', (_, own) => {
    expect(changed(run(own), 'main.json')).toEqual(own.after);
  });
});

describe('a fix completes', () => {
  test.each(titled(COMPLETES))('%s', (_, own) => {
    const result = run(own);
    if (own.after !== undefined) expect(changed(result, 'main.json')).toEqual(own.after);
    for (const [file, after] of Object.entries(own.given ?? {})) expect(changed(result, file)).toEqual(after);
    expect(result.texts.size).toBe((own.after === undefined ? 0 : 1) + Object.keys(own.given ?? {}).length);
  });
});

describe('a fix refuses', () => {
  test.each(titled(REFUSES))('%s', (_, own) => {
    const { fixes, texts } = run(own);
    expect(texts.size).toBe(0);
    expect(fixes.map(({ plan }) => (plan.kind === 'refusal' ? plan.reason : plan.kind))).toEqual([
      expect.stringMatching(own.refused ?? /./),
    ]);
  });

  test('nothing that passes or is unknown, and leaves JSON of Bicep alone', () => {
    expect(fixText(text(withLogs(BOTH))).fixes).toEqual([]);
    const open = template([registry(), setting({}, { condition: "[parameters('on')]" })], {
      parameters: { on: { type: 'bool' } },
    });
    expect(fixText(text(open)).fixes).toEqual([]);
    const made = fixText(text(template([registry()], generated)));
    expect(made.fixes.map(({ plan }) => plan.kind)).toEqual(['generated']);
    expect(made.texts.size).toBe(0);
  });
});
