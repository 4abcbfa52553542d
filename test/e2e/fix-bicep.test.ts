// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is Bicep
import { describe, expect, test } from 'vitest';
import {
  type JsonObject,
  LOGIN,
  nested,
  OTHER_WORKSPACE,
  registry,
  setting,
  template,
  WORKSPACE,
} from '../support/arm-templates.ts';
import { acraudit, folderOf } from '../support/cli.ts';

const TO = ['--workspace-id', WORKSPACE] as const;
const GENERATED = { metadata: { _generator: { name: 'bicep' } } };
const LAW = {
  type: 'Microsoft.OperationalInsights/workspaces',
  apiVersion: '2022-10-01',
  name: "[format('{0}-law', parameters('prefix'))]",
  location: 'westeurope',
};
const PREFIX = { prefix: { type: 'string' } };
const EMPTY = { type: 'string', defaultValue: '' };

/** A module that takes diagnostic settings as Azure Verified Modules do. */
const verified = (...given: readonly JsonObject[]): JsonObject =>
  nested(
    [registry({ properties: { x: 'logCategoriesAndGroups' } })],
    given.length === 0 ? {} : { diagnosticSettings: { value: given } },
    { diagnosticSettings: { type: 'array', nullable: true } },
  );

/** A module with a setting of its own, which is there where it has an id. */
const waiting = (property: string): JsonObject =>
  nested(
    [
      registry(),
      setting(
        { workspaceId: undefined, [property]: "[if(empty(parameters('sink')), null(), parameters('sink'))]" },
        { condition: "[not(empty(parameters('sink')))]" },
      ),
    ],
    {},
    { sink: EMPTY },
  );

const item = (id: string, ...entries: readonly JsonObject[]): JsonObject => ({
  workspaceResourceId: id,
  ...(entries.length > 0 && { logCategoriesAndGroups: entries }),
});

const audit = (
  workspaceId: string,
  before = '',
): string => `${before}resource acrAudit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'acr-audit'
  scope: acr
  properties: {
    workspaceId: ${workspaceId}
    logs: [
      {
        categoryGroup: 'audit'
        enabled: true
      }
    ]
  }
}
`;

const newItem = (workspaceId: string): string => `diagnosticSettings: [
  {
    name: 'acr-audit'
    workspaceResourceId: ${workspaceId}
    logCategoriesAndGroups: [
      {
        categoryGroup: 'audit'
      }
    ]
  }
]
`;

const LOGS = `logCategoriesAndGroups: [
  {
    categoryGroup: 'audit'
  }
]
`;

interface Case {
  readonly title: string;
  readonly resources: JsonObject;
  readonly parameters?: JsonObject;
  readonly argv?: readonly string[];
  readonly out: string;
}

const CASES: readonly Case[] = [
  {
    title: 'the symbolic name of a workspace that the template deploys',
    resources: { law: LAW, acr: registry() },
    parameters: PREFIX,
    out: `// - add it to the Bicep file that declares acr\n${audit('law.id')}`,
  },
  {
    title: 'the symbolic name that another setting sends to',
    resources: {
      logs: LAW,
      acr: registry(),
      kv: setting(
        {
          workspaceId:
            "[resourceId('Microsoft.OperationalInsights/workspaces', format('{0}-law', parameters('prefix')))]",
        },
        { scope: 'Microsoft.KeyVault/vaults/kv' },
      ),
    },
    parameters: PREFIX,
    out: `// - add it to the Bicep file that declares acr\n${audit('logs.id')}`,
  },
  {
    title: 'a parameter with the given id as its default',
    resources: { acr: registry() },
    argv: [...TO, '--allow-new-parameter'],
    out: `// - add it to the Bicep file that declares acr\n${audit(
      'logAnalyticsWorkspaceId',
      `@description('Resource id of the Log Analytics workspace that receives the audit logs of the container registry.')
@minLength(1)
param logAnalyticsWorkspaceId string = '${WORKSPACE}'

`,
    )}`,
  },
  {
    title: 'what a module call gives a setting that waits for it',
    resources: { acr: waiting('workspaceId') },
    argv: TO,
    out: `// - the module has diagnostic setting 'audit' already; add it to the params of module acr\nsink: '${WORKSPACE}'\n`,
  },
  {
    title: 'a name for what a module call has to give',
    resources: { acr: waiting('workspaceId') },
    out: `// - the module has diagnostic setting 'audit' already; add it to the params of module acr
// - logAnalyticsWorkspaceId stands for the resource id of the workspace that receives the logs
sink: logAnalyticsWorkspaceId
`,
  },
  {
    title: 'a name for another destination that a module call has to give',
    resources: { acr: waiting('storageAccountId') },
    out: `// - the module has diagnostic setting 'audit' already; add it to the params of module acr
// - diagnosticStorageAccountId stands for the value of property storageAccountId
sink: diagnosticStorageAccountId
`,
  },
  {
    title: 'the default of a parameter that a setting waits for',
    resources: { acr: registry(), audit: setting({ workspaceId: "[parameters('law')]" }) },
    parameters: { law: EMPTY },
    argv: TO,
    out: `// diagnostic setting 'audit' sends to ${WORKSPACE}, the new default of parameter law: change it in Bicep\n// default of param law:\n'${WORKSPACE}'\n`,
  },
  {
    title: 'the logs that an item of a module call lacks, without asking where to',
    resources: { acr: verified(item(OTHER_WORKSPACE)) },
    out: `// - add it to diagnosticSettings[0] in the params of module acr\n${LOGS}`,
  },
  {
    title: 'the logs that the item with the given workspace lacks',
    resources: { acr: verified(item(OTHER_WORKSPACE), item(WORKSPACE)) },
    argv: TO,
    out: `// - add it to diagnosticSettings[1] in the params of module acr\n${LOGS}`,
  },
  {
    title: 'the category that an item of a module call lacks',
    resources: { acr: verified(item(WORKSPACE, { category: LOGIN })) },
    out: `// - add it to diagnosticSettings[0].logCategoriesAndGroups in the params of module acr
{
  category: 'ContainerRegistryRepositoryEvents'
}
`,
  },
  {
    title: 'another item beside one that goes elsewhere',
    resources: { acr: verified(item(OTHER_WORKSPACE)) },
    argv: TO,
    out: `// - module acr is given settings already: add the item to them, or complete the one that goes to the same place\n${newItem(`'${WORKSPACE}'`)}`,
  },
  {
    title: 'an item that sends to a workspace beside the module call',
    resources: { law: LAW, acr: verified() },
    parameters: PREFIX,
    out: `// - add it to the params of module acr\n${newItem('law.id')}`,
  },
];

describe('fix prints in Bicep', () => {
  test.each(CASES.map((one) => [one.title, one] as const))(
    '%s',
    async (_, { resources, parameters = {}, argv = [], out: expected }) => {
      const folder = folderOf({ 'main.json': template(resources, { ...GENERATED, parameters }) });
      const { out } = await acraudit(folder, 'fix', '--rule', 'Azure.ACR.Logs', ...argv);
      expect(out).toBe(`// main.json: acr\n${expected}\n`);
    },
  );
});

const ITEMS = "coalesce(parameters('diagnosticSettings'), createArray())";
const ENTRIES = `coalesce(tryGet(${ITEMS}[copyIndex()], 'logCategoriesAndGroups'), createArray())`;

/** A module that deletes images by a retention policy, and makes its settings of what it is given. */
const purging = (...given: readonly JsonObject[]): JsonObject =>
  nested(
    [
      registry({ properties: { policies: { retentionPolicy: { status: 'enabled', days: 7 } } } }),
      setting(
        {
          workspaceId: `[tryGet(${ITEMS}[copyIndex()], 'workspaceResourceId')]`,
          logs: undefined,
          copy: [
            {
              name: 'logs',
              count: `[length(${ENTRIES})]`,
              input: { categoryGroup: `[${ENTRIES}[copyIndex('logs')].categoryGroup]`, enabled: true },
            },
          ],
        },
        {
          name: "[concat('audit', copyIndex())]",
          copy: { name: 'settings', count: `[length(${ITEMS})]` },
        },
      ),
    ],
    given.length === 0 ? {} : { diagnosticSettings: { value: given } },
    { diagnosticSettings: { type: 'array', nullable: true } },
  );

const MADE = 'made by Bicep and not edited; the Bicep to add is printed (--force edits the JSON)';
const RULES = ['Azure.ACR.Logs', 'Azure.ACR.Metrics', 'Azure.ACR.PurgeEvents'].flatMap((rule) => ['--rule', rule]);

describe('fix says nothing of what its Bicep corrects too:', () => {
  test.each<readonly [string, JsonObject, readonly string[]]>([
    [
      'an item that is completed',
      purging(item(WORKSPACE)),
      ['--rule', 'Azure.ACR.Logs', '--rule', 'Azure.ACR.PurgeEvents'],
    ],
    ['an item that is added', purging(), [...RULES, ...TO]],
    [
      'an item that is added to others',
      purging(item(OTHER_WORKSPACE)),
      [...RULES.slice(0, 2), ...RULES.slice(4), ...TO],
    ],
    ['a setting that waits for an id', waiting('workspaceId'), [...RULES, ...TO]],
  ])('%s', async (_, acr, argv) => {
    const folder = folderOf({ 'main.json': template({ acr }, GENERATED) });
    const { out, err } = await acraudit(folder, 'fix', ...argv);
    expect(err).toBe(`main.json: acr: ${MADE}\n1 registry to be fixed in Bicep\n`);
    expect(out.match(/^\/\/ main\.json: acr$/gm)).toHaveLength(1);
  });

  test('but of what it does not', async () => {
    const folder = folderOf({ 'main.json': template({ acr: purging(item(WORKSPACE)) }, GENERATED) });
    const { err } = await acraudit(folder, 'fix', '--rule', 'Azure.ACR.PurgeEvents');
    expect(err).toBe(
      'main.json: acr: not fixed: there is no fix for Azure.ACR.PurgeEvents in templates\nnothing that can be fixed\n',
    );
  });
});
