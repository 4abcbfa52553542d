import { describe, expect, it } from 'vitest';
import type { FixLogs } from '../../../src/fixes/fix-settings.ts';
import { type FixOptions, fixText } from '../../support/fixes.ts';
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
} from '../../support/templates.ts';

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
  readonly settings?: FixOptions['settings'];
  readonly parameters?: Readonly<Record<string, JsonObject>>;
  /** Parameter files as they become. */
  readonly given?: Readonly<Record<string, JsonObject>>;
  /** Part of why nothing is changed. */
  readonly refused?: RegExp;
  readonly newParameters?: boolean;
  readonly force?: boolean;
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
    title: 'JSON made by Bicep, when forced',
    before: template([registry()], generated),
    force: true,
    after: template([registry(), added()], generated),
  },
];

const withLogs = (logs: Json, more: JsonObject = {}): JsonObject => template([registry(), setting({ logs, ...more })]);
const off = (category: string, enabled: Json = false): JsonObject => ({ category, enabled });

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
    refused: /a loop makes several/,
  },
  {
    title: 'a name that is empty',
    before: template([registry({ name: "[parameters('n')]" })], { parameters: { n: { ...STRING, defaultValue: '' } } }),
    refused: /its name is empty/,
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
}: Case): ReturnType<typeof fixText> {
  const files = Object.fromEntries(Object.entries(parameters).map(([file, json]) => [file, text(json)]));
  return fixText(text(before), { settings, parameters: files, newParameters, force });
}

function changed({ texts, outcomes, broken }: ReturnType<typeof fixText>, file: string): unknown {
  expect(broken).toEqual([]);
  const made = texts.get(file);
  if (made === undefined) throw new Error(`nothing changed: ${JSON.stringify(outcomes.map(({ plan }) => plan))}`);
  return JSON.parse(made);
}

describe('a fix adds a setting for', () => {
  it.each(ADDS)('$title', (own) => {
    expect(changed(run(own), 'main.json')).toEqual(own.after);
  });
});

describe('a fix completes', () => {
  it.each(COMPLETES)('$title', (own) => {
    const result = run(own);
    if (own.after !== undefined) expect(changed(result, 'main.json')).toEqual(own.after);
    for (const [file, after] of Object.entries(own.given ?? {})) expect(changed(result, file)).toEqual(after);
    expect(result.texts.size).toBe((own.after === undefined ? 0 : 1) + Object.keys(own.given ?? {}).length);
  });
});

describe('a fix refuses', () => {
  it.each(REFUSES)('$title', (own) => {
    const { outcomes, texts } = run(own);
    expect(texts.size).toBe(0);
    expect(outcomes.map(({ plan }) => (plan.kind === 'refusal' ? plan.why : plan.kind))).toEqual([
      expect.stringMatching(own.refused ?? /./),
    ]);
  });

  it('nothing that passes or is unknown, and leaves JSON of Bicep alone', () => {
    expect(fixText(text(withLogs(BOTH))).outcomes).toEqual([]);
    const open = template([registry(), setting({}, { condition: "[parameters('on')]" })], {
      parameters: { on: { type: 'bool' } },
    });
    expect(fixText(text(open)).outcomes).toEqual([]);
    const made = fixText(text(template([registry()], generated)));
    expect(made.outcomes.map(({ plan }) => plan.kind)).toEqual(['generated']);
    expect(made.texts.size).toBe(0);
  });
});
