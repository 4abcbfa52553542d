import { describe, expect, test } from 'vitest';
import { logs } from '../../../rules/Azure.ACR.Logs.ts';
import {
  AUDIT,
  HUB_RULE,
  type JsonObject,
  nested,
  OTHER_WORKSPACE,
  parameterFile,
  registry,
  STORAGE,
  STRING,
  setting,
  template,
  WORKSPACE,
} from '../../support/arm-templates.ts';
import { expectFiles, type FixTemplate, said, titled } from './rule-fixes.ts';

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  logAnalyticsWorkspaceId:
    'Resource id of the Log Analytics workspace that receives the audit logs of the container registry.',
  diagnosticStorageAccountId:
    'Resource id of the storage account that receives the audit logs of the container registry.',
  diagnosticEventHubAuthorizationRuleId:
    'Resource id of the authorization rule of the event hub namespace that receives the audit logs of the container registry.',
  diagnosticEventHubName: 'Name of the event hub that receives the audit logs of the container registry.',
};

/** A parameter that a fix adds; one of a nested template has no default. */
const parameter = (name: string, defaultValue?: string): JsonObject => ({
  type: 'string',
  ...(defaultValue !== undefined && { defaultValue }),
  minLength: 1,
  metadata: { description: DESCRIPTIONS[name] ?? '' },
});

const LAW = "[parameters('logAnalyticsWorkspaceId')]";
const WITH_DEFAULT = { logAnalyticsWorkspaceId: parameter('logAnalyticsWorkspaceId', WORKSPACE) };

const added = (properties: JsonObject = { workspaceId: LAW }, name = 'acr'): JsonObject => ({
  type: 'Microsoft.Insights/diagnosticSettings',
  apiVersion: '2021-05-01-preview',
  name: 'acr-audit',
  scope: `Microsoft.ContainerRegistry/registries/${name}`,
  dependsOn: [`[resourceId('Microsoft.ContainerRegistry/registries', '${name}')]`],
  properties: { ...properties, logs: [AUDIT] },
});

const to = (destination: JsonObject): FixTemplate['options'] => ({
  settings: { destination },
  destinationParameters: true,
});
const options = to({ workspaceId: WORKSPACE });

const CASES: readonly FixTemplate[] = [
  {
    title: 'a workspace',
    before: template([registry()]),
    options,
    after: template([registry(), added()], { parameters: WITH_DEFAULT }),
  },
  {
    title: 'several kinds of destinations',
    before: template([registry()]),
    options: to({ storageAccountId: STORAGE, eventHubAuthorizationRuleId: HUB_RULE, eventHubName: 'audit' }),
    after: template(
      [
        registry(),
        added({
          storageAccountId: "[parameters('diagnosticStorageAccountId')]",
          eventHubAuthorizationRuleId: "[parameters('diagnosticEventHubAuthorizationRuleId')]",
          eventHubName: "[parameters('diagnosticEventHubName')]",
        }),
      ],
      {
        parameters: {
          diagnosticStorageAccountId: parameter('diagnosticStorageAccountId', STORAGE),
          diagnosticEventHubAuthorizationRuleId: parameter('diagnosticEventHubAuthorizationRuleId', HUB_RULE),
          diagnosticEventHubName: parameter('diagnosticEventHubName', 'audit'),
        },
      },
    ),
  },
  {
    title: 'two registries, which share the parameter',
    before: template([registry(), registry({ name: 'other' })]),
    options,
    after: template([registry(), registry({ name: 'other' }), added(), added({ workspaceId: LAW }, 'other')], {
      parameters: WITH_DEFAULT,
    }),
  },
  {
    title: 'a template that has a parameter with that default, in other letters',
    before: template([registry()], { parameters: { law: { type: 'string', defaultValue: WORKSPACE.toUpperCase() } } }),
    options,
    after: template([registry(), added({ workspaceId: "[parameters('law')]" })], {
      parameters: { law: { type: 'string', defaultValue: WORKSPACE.toUpperCase() } },
    }),
  },
  {
    title: 'a template that uses the name for something else',
    before: template([registry()], { parameters: { logAnalyticsWorkspaceId: STRING } }),
    options,
    after: template([registry(), added({ workspaceId: "[parameters('logAnalyticsWorkspaceId2')]" })], {
      parameters: {
        logAnalyticsWorkspaceId: STRING,
        logAnalyticsWorkspaceId2: parameter('logAnalyticsWorkspaceId', WORKSPACE),
      },
    }),
  },
  {
    title: 'a nested deployment, which is passed the parameter',
    before: template([nested([registry()])]),
    options,
    after: template(
      [
        nested(
          [registry(), added()],
          { logAnalyticsWorkspaceId: { value: LAW } },
          { logAnalyticsWorkspaceId: parameter('logAnalyticsWorkspaceId') },
        ),
      ],
      { parameters: WITH_DEFAULT },
    ),
  },
  {
    title: 'a setting without a destination',
    before: template([registry(), setting({ workspaceId: undefined })]),
    options,
    after: template([registry(), setting({ workspaceId: LAW })], { parameters: WITH_DEFAULT }),
  },
  {
    title: 'a registry with a setting that sends to another place',
    before: template([registry(), setting({ workspaceId: OTHER_WORKSPACE, logs: [] })]),
    options,
    after: template([registry(), setting({ workspaceId: OTHER_WORKSPACE, logs: [] }), added()], {
      parameters: WITH_DEFAULT,
    }),
  },
  {
    title: 'a template with a parameter file, which needs no value for it',
    before: template([registry({ name: "[parameters('name')]" })], { parameters: { name: STRING } }),
    options,
    parameters: { 'main.parameters.json': parameterFile({ name: 'acr' }) },
    after: template(
      [
        registry({ name: "[parameters('name')]" }),
        {
          ...added(),
          scope: "[format('Microsoft.ContainerRegistry/registries/{0}', parameters('name'))]",
          dependsOn: ["[resourceId('Microsoft.ContainerRegistry/registries', parameters('name'))]"],
        },
      ],
      { parameters: { name: STRING, ...WITH_DEFAULT } },
    ),
  },
  {
    title: 'a nested deployment that takes its parameters from elsewhere, which gets the id itself',
    before: template([deployedFrom('https://host/values.json')]),
    options,
    after: template([deployedFrom('https://host/values.json', added({ workspaceId: WORKSPACE }))]),
  },
];

function deployedFrom(uri: string, ...settings: readonly JsonObject[]): JsonObject {
  const { properties, ...rest } = nested([registry(), ...settings]);
  return { ...rest, properties: { ...(properties as JsonObject), parametersLink: { uri } } };
}

describe('asked for parameters, a fix gives the destination as a default to', () => {
  test.each(titled(CASES))('%s', (_, own) => expectFiles([logs], own));

  test('a new parameter, and says its name', () => {
    expect(said([logs], { title: '', before: template([registry()]), options })).toEqual([
      "Azure.ACR.Logs: adds diagnostic setting 'acr-audit', whose destination is the default of logAnalyticsWorkspaceId",
    ]);
  });
});
