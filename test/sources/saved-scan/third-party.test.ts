import { describe, expect, test } from 'vitest';
import type { RegistryRecord, ScanProblem } from '../../../src/sources/azure/decode/scan-record.ts';
import { readExports } from '../../../src/sources/saved-scan/read-exports.ts';
import { isAlibabaScan } from '../../../src/sources/saved-scan/read-saved-scan.ts';
import {
  collect,
  end,
  fileIn,
  header,
  registryId,
  registryRecord,
  savedText,
  settingId,
  temporaryFolder,
  written,
} from './samples.ts';

/*
 * The shapes are those of the programs' sources:
 * - `az acr list`, and `az monitor diagnostic-settings list` as Azure CLI 2.44 and later write it: properties lifted to the
 *   top, `resourceGroup` added; before 2.44 inside `value`.
 * - PSRule.Rules.Azure up to 1.2x: names as PowerShell writes them, `ExtensionResourceType` for what belongs to another
 *   resource; later as Azure Resource Manager answers, with `resources` added.
 */

const logs = [
  {
    category: 'ContainerRegistryLoginEvents',
    categoryGroup: null,
    enabled: true,
    retentionPolicy: { days: 0, enabled: false },
  },
];
const metrics = [{ category: 'AllMetrics', enabled: false }];
const workspaceId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/w';

function azRegistry(name: string): object {
  return {
    adminUserEnabled: false,
    id: registryId(name),
    identity: null,
    location: 'westeurope',
    loginServer: `${name}.azurecr.io`,
    name,
    resourceGroup: 'rg',
    sku: { name: 'Premium', tier: 'Premium' },
    systemData: null,
    tags: {},
    type: 'Microsoft.ContainerRegistry/registries',
  };
}

function azSetting(registry: string, name = 'audit'): object {
  return {
    id: settingId(registry, name).toLowerCase(),
    logs,
    metrics,
    name,
    resourceGroup: 'rg',
    type: 'Microsoft.Insights/diagnosticSettings',
    workspaceId,
  };
}

function oldAzSetting(registry: string, name = 'audit'): object {
  const nulls = {
    eventHubAuthorizationRuleId: null,
    eventHubName: null,
    serviceBusRuleId: null,
    storageAccountId: null,
  };
  return { ...azSetting(registry, name), ...nulls, identity: null, kind: null, location: null, tags: null, type: null };
}

function armRegistry(name: string): object {
  const type = 'Microsoft.ContainerRegistry/registries';
  return {
    id: registryId(name),
    name,
    type,
    location: 'westeurope',
    sku: { name: 'Basic' },
    properties: { loginServer: 'x' },
  };
}

function armSetting(registry: string, name = 'audit'): object {
  const type = 'Microsoft.Insights/diagnosticSettings';
  return { id: settingId(registry, name), type, name, location: null, properties: { workspaceId, logs, metrics } };
}

function powershell(name: string, resources: readonly object[] = []): object {
  return {
    ResourceId: registryId(name),
    Id: registryId(name),
    Location: 'region',
    ResourceName: name,
    Name: name,
    Properties: { loginServer: 'x' },
    ResourceGroupName: 'rg',
    Type: 'Microsoft.ContainerRegistry/registries',
    ResourceType: 'Microsoft.ContainerRegistry/registries',
    Sku: { Name: 'Standard', Tier: 'Standard', Size: null },
    Tags: null,
    SubscriptionId: '0',
    resources,
  };
}

function powershellSetting(registry: string, name = 'audit'): object {
  const id = settingId(registry, name).toLowerCase();
  return {
    ResourceId: id,
    Id: id,
    Location: null,
    ResourceName: name,
    Name: name,
    ExtensionResourceName: name,
    Properties: { storageAccountId: null, workspaceId, logs, metrics },
    Type: 'microsoft.containerregistry/registries',
    ResourceType: 'microsoft.containerregistry/registries',
    ExtensionResourceType: 'microsoft.insights/diagnosticSettings',
  };
}

const pascalRetention = { Days: 0, Enabled: false };
const pascalLogs = [
  { Category: 'ContainerRegistryLoginEvents', CategoryGroup: null, Enabled: true, RetentionPolicy: pascalRetention },
];
const pascalMetrics = [{ Category: 'AllMetrics', Enabled: false }];
const pascalProperties = {
  StorageAccountId: null,
  WorkspaceId: workspaceId,
  EventHubAuthorizationRuleId: null,
  EventHubName: null,
  Logs: pascalLogs,
  Metrics: pascalMetrics,
};

/** A setting as PowerShell writes its objects: every member with a capital letter. */
function pascalSetting(registry: string, properties: object = pascalProperties): object {
  return {
    Id: settingId(registry),
    Name: 'audit',
    Type: 'Microsoft.Insights/diagnosticSettings',
    Location: null,
    ...properties,
  };
}

/** A registry as Azure PowerShell writes it: members taken out of `properties` and `sku`. */
function pascalRegistry(name: string): object {
  return {
    AdminUserEnabled: false,
    Id: registryId(name),
    Location: 'westeurope',
    LoginServer: `${name}.azurecr.io`,
    Name: name,
    ResourceGroupName: 'rg',
    SkuName: 'Premium',
    SkuTier: 'Premium',
    Tag: {},
    Type: 'Microsoft.ContainerRegistry/registries',
  };
}

/** A setting as Az.Monitor 4 and later write it. */
function newPascalSetting(registry: string): object {
  return {
    EventHubAuthorizationRuleId: null,
    EventHubName: null,
    Id: settingId(registry),
    Log: [
      {
        Category: 'ContainerRegistryLoginEvents',
        CategoryGroup: null,
        Enabled: true,
        RetentionPolicyDay: 0,
        RetentionPolicyEnabled: false,
      },
    ],
    LogAnalyticsDestinationType: null,
    Metric: [{ Category: 'AllMetrics', Enabled: false }],
    Name: 'audit',
    ResourceGroupName: 'rg',
    StorageAccountId: null,
    SystemDataCreatedAt: null,
    Type: 'Microsoft.Insights/diagnosticSettings',
    WorkspaceId: workspaceId,
  };
}

function graphRow(name: string): object {
  return { ...armRegistry(name), resourceGroup: 'rg', subscriptionId: '0', tenantId: '0', kind: '', zones: null };
}

/** As `az graph query` prints it. */
function graph(data: readonly object[]): object {
  return { count: data.length, data, skip_token: null, total_records: data.length };
}

/** As Resource Graph answers. */
function graphRest(data: readonly object[]): object {
  return { totalRecords: data.length, count: data.length, data, facets: [], resultTruncated: 'false' };
}

function graphTable(data: readonly object[]): object {
  const names = Object.keys(data[0] ?? {});
  const columns = names.map((name) => ({ name, type: 'string' }));
  return { count: data.length, data: { columns, rows: data.map((row) => Object.values(row)) } };
}

const powershellSubscription = { Id: '0', Name: 'sub', State: 'Enabled', ResourceType: 'Microsoft.Subscription' };
const powershellUsage = {
  value: [{ name: 'Size' }],
  ResourceType: 'Microsoft.ContainerRegistry/registries/listUsages',
};

const COLLECT = 'give the JSON of `az acr list` and of `az monitor diagnostic-settings list`';

type Files = Readonly<Record<string, unknown>>;

async function exportsOfAzure(paths: Parameters<typeof readExports>[0]) {
  const scan = await readExports(paths);
  if (isAlibabaScan(scan)) throw new Error('a scan of Alibaba Cloud');
  return scan;
}

async function readFiles(files: Files) {
  const folder = temporaryFolder();
  const paths = Object.entries(files).map(([name, value]) =>
    written(typeof value === 'string' || Buffer.isBuffer(value) ? value : JSON.stringify(value), name, folder),
  );
  const scan = await exportsOfAzure(paths);
  const records = (await collect(scan)).filter((record): record is RegistryRecord => record.kind === 'registry');
  return { scan, records };
}

/** `name: setting, setting` for what was read, `name!code` for what was not, `name!code: setting` for a part. */
function summary(records: readonly RegistryRecord[]): string[] {
  return records.map(({ id, settings }) => {
    const name = id.split('/').at(-1);
    if (settings.status === 'deleted') return `${name}!gone`;
    const pages = ('pages' in settings ? settings.pages : []) as { value: { name: string }[] }[];
    const names = pages.flatMap(({ value }) => value.map((one) => one.name)).join(', ');
    const problem = 'problem' in settings ? `!${settings.problem.code}` : '';
    return settings.status === 'failed' ? `${name}${problem}` : `${name}${problem}: ${names}`.trim();
  });
}

describe('an export says which registry has which settings:', () => {
  const withoutLogs: [string, object][] = [
    ['PowerShell', pascalSetting('one', { WorkspaceId: workspaceId })],
    ['PowerShell, null', pascalSetting('one', { ...pascalProperties, Logs: null })],
    ['PowerShell, nested', pascalSetting('one', { Properties: { WorkspaceId: workspaceId, Metrics: pascalMetrics } })],
    ['PowerShell, nested and null', pascalSetting('one', { Properties: { ...pascalProperties, Logs: null } })],
    ['Azure', { ...armSetting('one'), properties: { workspaceId, metrics } }],
    ['Azure, a text', { ...armSetting('one'), properties: { workspaceId, logs: 'cut' } }],
    ['Azure, properties that are a list', { ...armSetting('one'), properties: [logs] }],
  ];
  const picked = { id: settingId('one'), name: 'audit', logs };
  const incomplete: [string, object][] = [
    ['no destination', picked],
    ['only some of the destinations, none given', { ...picked, workspaceId: null, storageAccountId: '' }],
    ['no destination, nested', { ...armSetting('one'), properties: { logs } }],
    ['no destination, PowerShell', pascalSetting('one', { Logs: pascalLogs })],
    ['no word for a partner solution, PowerShell', pascalSetting('one', { ...pascalProperties, WorkspaceId: null })],
    [
      'an entry without enabled',
      { ...picked, workspaceId, logs: [...logs, { category: 'ContainerRegistryLoginEvents' }] },
    ],
  ];
  const wronglyTyped: [string, object][] = [
    ['a category', { ...azSetting('one'), logs: [{ category: 7, enabled: true }] }],
    [
      'a group',
      { ...armSetting('one'), properties: { workspaceId, logs: [{ categoryGroup: ['audit'], enabled: true }] } },
    ],
    ['an entry', { ...azSetting('one'), logs: ['audit'] }],
    ['a destination', { ...azSetting('one'), storageAccountId: { id: 'x' } }],
    ['metrics', { ...azSetting('one'), metrics: 'AllMetrics' }],
    [
      'PowerShell, a category',
      pascalSetting('one', { WorkspaceId: workspaceId, Logs: [{ Category: 7, Enabled: true }] }),
    ],
    ['PowerShell, a destination', pascalSetting('one', { Properties: { WorkspaceId: 7, Logs: pascalLogs } })],
  ];
  const cases: [string, Files, string[], string[]][] = [
    [
      'az',
      { 'list.json': [azRegistry('one')], 'x.json': [azSetting('one'), azSetting('one', 'b')] },
      ['one: audit, b'],
      [],
    ],
    [
      'az before 2.44',
      { 'list.json': [azRegistry('one')], 'x.json': { value: [oldAzSetting('one')] } },
      ['one!old-azure-cli: audit'],
      [],
    ],
    [
      'Azure',
      { 'a.json': { value: [armRegistry('one')] }, 'b.json': { value: [armSetting('one')] } },
      ['one: audit'],
      [],
    ],
    ['letter case', { 'a.json': [azRegistry('ONE')], 'b.json': [azSetting('one')] }, ['ONE: audit'], []],
    [
      'no answer is no answer',
      { 'a.json': [azRegistry('one'), azRegistry('two')], 'b.json': [azSetting('two')] },
      ['one!not-in-export', 'two: audit'],
      [],
    ],
    ['empty, named after the registry', { 'a.json': [azRegistry('one')], 'One.json': [] }, ['one:'], []],
    ['empty, as Azure answers', { 'a.json': [azRegistry('one')], 'one.json': { value: [] } }, ['one:'], []],
    [
      'empty, next to an az before 2.44',
      {
        'a.json': [azRegistry('one'), azRegistry('two')],
        'one.json': { value: [] },
        'two.json': { value: [oldAzSetting('two')] },
      },
      ['one!old-azure-cli', 'two!old-azure-cli: audit'],
      [],
    ],
    [
      'empty, of nobody',
      { 'a.json': [azRegistry('one')], 'settings.json': [] },
      ['one!not-in-export'],
      ['settings.json empty-list'],
    ],
    [
      'named after one, and of another',
      { 'a.json': [azRegistry('one'), azRegistry('two')], 'one.json': [azSetting('two')] },
      ['one!not-in-export', 'two: audit'],
      [],
    ],
    [
      'two of the same name',
      { 'a.json': [azRegistry('one'), { ...azRegistry('one'), id: registryId('one', 'other') }], 'one.json': [] },
      ['one!not-in-export', 'one!not-in-export'],
      ['one.json ambiguous-name'],
    ],
    [
      'settings of a stranger',
      { 'a.json': [azRegistry('one')], 'b.json': [azSetting('two')] },
      ['one!not-in-export'],
      ['b.json registry-not-listed'],
    ],
    [
      'the same twice',
      { 'a.json': [azRegistry('one')], 'b.json': [azSetting('one')], 'c.json': { value: [armSetting('one')] } },
      ['one: audit'],
      [],
    ],
    [
      'old and new',
      { 'a.json': [azRegistry('one')], 'b.json': { value: [oldAzSetting('one')] }, 'c.json': [azSetting('one')] },
      ['one: audit'],
      [],
    ],
    [
      'contradiction',
      { 'a.json': [azRegistry('one')], 'b.json': [azSetting('one')], 'one.json': [] },
      ['one!conflicting-answers'],
      [],
    ],
    [
      'contradiction in a list',
      {
        'a.json': [azRegistry('one'), azRegistry('two')],
        'b.json': [azSetting('one'), { ...azSetting('one'), logs: [] }, azSetting('two')],
      },
      ['one!unreadable-setting', 'two: audit'],
      ['b.json duplicate'],
    ],
    [
      'a setting without its log entries',
      {
        'a.json': [azRegistry('one'), azRegistry('two')],
        'b.json': [{ id: settingId('one'), name: 'audit' }, azSetting('two')],
      },
      ['one!unreadable-setting', 'two: audit'],
      ['b.json incomplete-setting'],
    ],
    ...withoutLogs.map(([name, setting]): [string, Files, string[], string[]] => [
      `a setting without its log entries: ${name}`,
      { 'a.json': [azRegistry('one'), azRegistry('two')], 'b.json': [setting, azSetting('two')] },
      ['one!unreadable-setting', 'two: audit'],
      ['b.json incomplete-setting'],
    ]),
    ...incomplete.map(([name, setting]): [string, Files, string[], string[]] => [
      `a setting of which members were picked: ${name}`,
      { 'a.json': [azRegistry('one'), azRegistry('two')], 'b.json': [setting, azSetting('two')] },
      ['one!unreadable-setting', 'two: audit'],
      ['b.json incomplete-setting'],
    ]),
    [
      'a setting of which every kind of destination was read',
      {
        'a.json': [azRegistry('one')],
        'b.json': [
          {
            ...picked,
            workspaceId: null,
            storageAccountId: null,
            eventHubAuthorizationRuleId: null,
            marketplacePartnerId: null,
          },
        ],
      },
      ['one: audit'],
      [],
    ],
    ...wronglyTyped.map(([name, setting]): [string, Files, string[], string[]] => [
      `a setting of another form: ${name}`,
      { 'a.json': [azRegistry('one'), azRegistry('two')], 'b.json': [setting, azSetting('two')] },
      ['one!unreadable-setting', 'two: audit'],
      [],
    ]),
    [
      'the same of az and of PowerShell',
      {
        'a.json': [azRegistry('one')],
        'b.json': { value: [armSetting('one')] },
        'c.json': [pascalSetting('one', { Properties: pascalProperties })],
        'd.json': [pascalSetting('one')],
      },
      ['one: audit'],
      [],
    ],
    [
      'one of az and another of PowerShell',
      {
        'a.json': [azRegistry('one')],
        'b.json': [azSetting('one')],
        'c.json': [pascalSetting('one', { ...pascalProperties, WorkspaceId: `${workspaceId}2` })],
      },
      ['one!conflicting-answers'],
      [],
    ],
    [
      'something that is no setting in a list',
      { 'a.json': [azRegistry('one')], 'b.json': [azSetting('one'), 7] },
      ['one!unreadable-setting: audit'],
      ['b.json not-a-resource'],
    ],
    [
      'a page of settings',
      { 'a.json': [azRegistry('one')], 'b.json': { value: [armSetting('one')], nextLink: 'https://x' } },
      ['one!more-pages: audit'],
      [],
    ],
    [
      'a page of registries',
      { 'a.json': { value: [armRegistry('one')], nextLink: 'https://x' } },
      ['one!not-in-export'],
      ['a.json more-pages'],
    ],
    [
      'all pages of registries',
      { 'a.json': { value: [armRegistry('one')], nextLink: 'https://x' }, 'b.json': { value: [armRegistry('two')] } },
      ['one!not-in-export', 'two!not-in-export'],
      [],
    ],
    [
      'PSRule, as PowerShell writes',
      { 's.json': [powershell('one', [powershellUsage]), powershellSubscription] },
      ['one!not-in-export'],
      [],
    ],
    ['PSRule, a single resource', { 's.json': powershell('one') }, ['one!not-in-export'], []],
    [
      'PSRule with a setting',
      { 's.json': [powershell('one', [powershellUsage, powershellSetting('one')])] },
      ['one: audit'],
      [],
    ],
    [
      'PSRule, as Azure answers',
      { 's.json': [{ ...armRegistry('one'), resources: [armSetting('one')] }] },
      ['one: audit'],
      [],
    ],
    [
      'PSRule, a setting without an id',
      { 's.json': [{ ...armRegistry('one'), resources: [{ ...armSetting('one'), id: undefined }] }] },
      ['one: audit'],
      [],
    ],
    ['PSRule and az', { 's.json': [powershell('one')], 'one.json': [azSetting('one')] }, ['one: audit'], []],
    ['az graph query', { 'a.json': graph([graphRow('one')]), 'one.json': [] }, ['one:'], []],
    ['Resource Graph by REST', { 'a.json': graphRest([graphRow('one')]), 'one.json': [] }, ['one:'], []],
    ['Resource Graph as a table', { 'a.json': graphTable([graphRow('one')]), 'one.json': [] }, ['one:'], []],
    ['rows of Resource Graph alone', { 'a.json': [graphRow('one')], 'one.json': [] }, ['one:'], []],
    [
      'Search-AzGraph',
      { 'a.json': { SkipToken: null, Data: [graphRow('one')], Count: 1 }, 'one.json': [] },
      ['one:'],
      [],
    ],
    [
      'a page of Resource Graph: a token',
      { 'a.json': { ...graph([graphRow('one')]), skip_token: 'x', total_records: undefined } },
      ['one!not-in-export'],
      ['a.json more-pages'],
    ],
    [
      'a page of Resource Graph: more rows than are there',
      { 'a.json': { ...graph([graphRow('one')]), total_records: 2 } },
      ['one!not-in-export'],
      ['a.json more-pages'],
    ],
    [
      'a result of Resource Graph that was cut',
      { 'a.json': { ...graphRest([graphRow('one')]), resultTruncated: 'true' } },
      ['one!not-in-export'],
      ['a.json more-pages'],
    ],
    [
      'all pages of Resource Graph, in files and in a list',
      {
        'a.json': { ...graph([graphRow('one')]), skip_token: 'x', total_records: 3 },
        'b.json': [
          { ...graph([graphRow('two')]), skip_token: 'y', total_records: 3 },
          { ...graph([graphRow('three')]), total_records: 3 },
        ],
      },
      ['one!not-in-export', 'two!not-in-export', 'three!not-in-export'],
      [],
    ],
    [
      'az resource list',
      { 'a.json': [{ ...armRegistry('one'), properties: null, resourceGroup: 'rg' }], 'one.json': [] },
      ['one:'],
      [],
    ],
    ['az acr show', { 'a.json': azRegistry('one'), 'one.json': [] }, ['one:'], []],
    ['Get-AzContainerRegistry', { 'a.json': [pascalRegistry('one')], 'one.json': [] }, ['one:'], []],
    ['Get-AzContainerRegistry, a single one', { 'a.json': pascalRegistry('one'), 'one.json': [] }, ['one:'], []],
    [
      'Get-AzDiagnosticSetting, newer',
      { 'a.json': [pascalRegistry('one')], 'b.json': [newPascalSetting('one')] },
      ['one: audit'],
      [],
    ],
    [
      'Get-AzDiagnosticSetting, a single one: nobody knows whether there are others',
      { 'a.json': [pascalRegistry('one')], 'b.json': newPascalSetting('one') },
      ['one!single-setting: audit'],
      [],
    ],
    [
      'az monitor diagnostic-settings show',
      { 'a.json': [azRegistry('one')], 'b.json': azSetting('one') },
      ['one!single-setting: audit'],
      [],
    ],
    [
      'single settings that contradict each other',
      { 'a.json': [azRegistry('one')], 'b.json': azSetting('one'), 'c.json': { ...azSetting('one'), logs: [] } },
      ['one!conflicting-answers'],
      [],
    ],
    [
      'lists one after the other in one file',
      { 'a.json': `${JSON.stringify([azRegistry('one')], null, 2)}\n${JSON.stringify([azSetting('one')])}` },
      ['one: audit'],
      [],
    ],
    [
      'a line for each answer',
      {
        'a.json': [[azRegistry('one'), azRegistry('two')], [azSetting('one')], [azSetting('two')]]
          .map((value) => JSON.stringify(value))
          .join('\n'),
      },
      ['one: audit', 'two: audit'],
      [],
    ],
    [
      'a line for each resource',
      { 'a.json': [azRegistry('one'), azRegistry('two')].map((value) => JSON.stringify(value)).join('') },
      ['one!not-in-export', 'two!not-in-export'],
      [],
    ],
    [
      'answers of Azure in a list',
      { 'a.json': [{ value: [armRegistry('one')] }, { value: [armRegistry('two')] }], 'one.json': [] },
      ['one:', 'two!not-in-export'],
      [],
    ],
    [
      'an empty list among others is of nobody',
      { 'one.json': `${JSON.stringify([azRegistry('one')])}[]` },
      ['one!not-in-export'],
      ['one.json empty-list'],
    ],
    ['an empty list of registries', { 'acr.json': [] }, [], ['acr.json no-registries']],
    [
      'a list of settings that ConvertTo-Json cut off',
      {
        'a.json': [pascalRegistry('one')],
        'b.json': [{ ...newPascalSetting('one'), Log: ['@{Category=; CategoryGroup=audit; Enabled=True}'] }],
      },
      ['one!unreadable-setting'],
      ['b.json cut-off'],
    ],
    [
      'the same, by Windows PowerShell',
      {
        'a.json': [pascalRegistry('one')],
        'b.json': [{ ...newPascalSetting('one'), Log: 'Microsoft.Azure.PowerShell.Models.LogSettings' }],
      },
      ['one!unreadable-setting'],
      ['b.json cut-off'],
    ],
    [
      'other resources only',
      { 's.json': [powershellSubscription, { id: '/subscriptions/1/resourceGroups/g', type: 'x' }] },
      [],
      ['s.json no-registries'],
    ],
    [
      'a setting below a replication is none of the registry',
      {
        'a.json': [
          azRegistry('one'),
          { id: `${registryId('one')}/replications/a/providers/microsoft.insights/diagnosticSettings/x` },
        ],
      },
      ['one!not-in-export'],
      [],
    ],
  ];
  test.each(cases)('%s', async (_, files, expected, problems) => {
    const { scan, records } = await readFiles(files);
    expect(summary(records)).toEqual(expected);
    expect(scan.problems.map(({ file, code }) => `${file} ${code}`)).toEqual(problems);
    expect([scan.header, scan.end]).toEqual([undefined, undefined]);
  });
});

describe('an export is read into the shape of Azure:', () => {
  const setting = (properties: object) => ({
    status: 'read',
    pages: [
      { value: [{ id: expect.any(String), name: 'audit', type: 'Microsoft.Insights/diagnosticSettings', properties }] },
    ],
  });

  test('az', async () => {
    const { records } = await readFiles({ 'a.json': [azRegistry('one')], 'b.json': [azSetting('one')] });
    expect(records).toEqual([
      {
        kind: 'registry',
        id: registryId('one'),
        resource: {
          id: registryId('one'),
          name: 'one',
          type: 'Microsoft.ContainerRegistry/registries',
          location: 'westeurope',
          tags: {},
          sku: { name: 'Premium', tier: 'Premium' },
          identity: null,
          systemData: null,
          properties: { adminUserEnabled: false, loginServer: 'one.azurecr.io' },
        },
        whole: [],
        settings: setting({ workspaceId, logs, metrics }),
      },
    ]);
  });

  test('PSRule', async () => {
    const { records } = await readFiles({ 's.json': [powershell('one', [powershellSetting('one')])] });
    expect(records).toEqual([
      {
        kind: 'registry',
        id: registryId('one'),
        resource: {
          id: registryId('one'),
          name: 'one',
          type: 'Microsoft.ContainerRegistry/registries',
          location: 'region',
          sku: { name: 'Standard', tier: 'Standard', size: null },
          tags: null,
          properties: { loginServer: 'x' },
        },
        whole: ['properties'],
        settings: setting({ storageAccountId: null, workspaceId, logs, metrics }),
      },
    ]);
  });

  const spellings: [string, object][] = [
    ['at the top', pascalSetting('one')],
    ['in Properties', pascalSetting('one', { Properties: pascalProperties })],
    ['in properties', pascalSetting('one', { properties: pascalProperties })],
    ['some of them', pascalSetting('one', { ...pascalProperties, Logs: undefined, logs })],
  ];
  test.each(spellings)('members with capital letters: %s', async (_, given) => {
    const { scan, records } = await readFiles({ 'a.json': [azRegistry('one')], 'b.json': [given] });
    const nulls = { storageAccountId: null, eventHubAuthorizationRuleId: null, eventHubName: null };
    expect(records[0]?.settings).toEqual(setting({ ...nulls, workspaceId, logs, metrics }));
    expect(scan.problems).toEqual([]);
  });

  test('PSRule, members with capital letters', async () => {
    const child = { ...powershellSetting('one'), Properties: pascalProperties };
    const { records } = await readFiles({ 's.json': [powershell('one', [child])] });
    const nulls = { storageAccountId: null, eventHubAuthorizationRuleId: null, eventHubName: null };
    expect(records[0]?.settings).toEqual(setting({ ...nulls, workspaceId, logs, metrics }));
  });

  test('why an answer is missing', async () => {
    const { records } = await readFiles({ 'a.json': [azRegistry('one')] });
    const problem: ScanProblem = {
      kind: 'notRead',
      code: 'not-in-export',
      message:
        'its diagnostic settings are in none of the files; `az monitor diagnostic-settings list --resource ID -o json` collects them',
    };
    expect(records[0]?.settings).toEqual({ status: 'failed', problem });
  });

  test('keys of objects are only keys', async () => {
    const text = JSON.stringify([azRegistry('one')]).replace(
      '"adminUserEnabled"',
      '"__proto__":{"polluted":1},"constructor"',
    );
    const { records } = await readFiles({ 'a.json': text });
    expect(JSON.stringify(records[0]?.resource.properties)).toBe(
      '{"__proto__":{"polluted":1},"constructor":false,"loginServer":"one.azurecr.io"}',
    );
    expect('polluted' in {}).toBe(false);
  });
});

describe('an export is read from a file in', () => {
  const list = JSON.stringify([azRegistry('größe')]);
  test.each([
    ['UTF-8', Buffer.from(list)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${list}`)],
    ['UTF-16, little-endian', Buffer.from(`\uFEFF${list}`, 'utf16le')],
    ['UTF-16, big-endian', Buffer.from(`\uFEFF${list}`, 'utf16le').swap16()],
  ])('%s', async (_, bytes) => {
    const { records } = await readFiles({ 'a.json': bytes });
    expect(summary(records)).toEqual(['größe!not-in-export']);
  });

  test('one that cannot be read loses nothing of the others', async () => {
    const { scan, records } = await readFiles({
      'a.json': [azRegistry('one')],
      'empty.json': '',
      'broken.json': '{\n"a": }',
      'latin.json': Buffer.from('["\xff"]', 'latin1'),
      'deep.json': '['.repeat(100_000) + ']'.repeat(100_000),
      'other.json': { resources: [] },
      'numbers.json': [1, 2],
      'null.json': 'null',
    });
    expect(summary(records)).toEqual(['one!not-in-export']);
    expect(scan.problems.map(({ file, line, code, message }) => `${file} ${line} ${code}: ${message}`)).toEqual([
      'empty.json undefined unreadable: the file is empty. The command that wrote it has probably failed',
      expect.stringMatching(/^broken\.json (2|undefined) unreadable: not JSON$/),
      'latin.json undefined unreadable: neither UTF-8 nor UTF-16 with a byte order mark. Save it as UTF-8',
      'deep.json undefined unreadable: nested deeper than 200',
      `other.json undefined not-recognised: unrecognised format: ${COLLECT}`,
      `numbers.json undefined not-recognised: unrecognised format: ${COLLECT}`,
      `null.json undefined not-recognised: unrecognised format: ${COLLECT}`,
    ]);
  });

  test.each([
    ['not recognised', '7', /^x\.json: unrecognised format: give/],
    ['an empty object', '{}', /^x\.json: an empty object: give/],
    ['empty', '', /^x\.json: the file is empty/],
    [
      'a template',
      '{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"}',
      /a template, which `acraudit lint` reads: give/,
    ],
  ])('none that can be read is an error: %s', async (_, text, message) => {
    await expect(readExports([written(text, 'x.json')])).rejects.toMatchObject({
      name: 'UsageError',
      message,
      hint: expect.stringContaining('az monitor diagnostic-settings list'),
      location: { file: 'x.json' },
    });
  });

  test('no file, and no such file', async () => {
    await expect(readExports([])).rejects.toMatchObject({ name: 'UsageError', message: 'no file to read' });
    await expect(readExports([fileIn(temporaryFolder(), 'no.json')])).rejects.toMatchObject({
      message: 'no.json: there is no such file or folder (ENOENT)',
    });
  });

  test('a folder, and the same file twice', async () => {
    const folder = temporaryFolder();
    const file = written(JSON.stringify([azRegistry('one')]), 'a.json', folder);
    const scan = await exportsOfAzure([file, file, { file: 'folder', absolute: folder }]);
    expect(await collect(scan)).toHaveLength(1);
    expect(scan.problems).toEqual([{ file: 'folder', code: 'unreadable', message: 'not a regular file' }]);
  });
});

describe('a saved scan', () => {
  const text = savedText([registryRecord('one')]);

  test.each([
    ['as it was written', text],
    ['indented', JSON.stringify(JSON.parse(text), null, 2)],
    ['UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ])('%s', async (_, content) => {
    const scan = await exportsOfAzure([written(content)]);
    expect(await collect(scan)).toEqual([registryRecord('one')]);
    expect([scan.header, scan.end, scan.problems]).toEqual([header, end, []]);
  });

  test('is read alone', async () => {
    const folder = temporaryFolder();
    const saved = written(text, 'a.json', folder);
    const other = written('[]', 'b.json', folder);
    await expect(readExports([other, saved])).rejects.toMatchObject({
      message: 'a.json is a saved scan, which cannot be joined with b.json',
    });
    await expect(readExports([saved, written(text, 'c.json', folder)])).rejects.toMatchObject({
      message: 'a.json, c.json: 2 saved scans',
    });
  });

  test('a newer one is an error', async () => {
    const newer = text.replace('"version":1', '"version":9');
    await expect(readExports([written(newer)])).rejects.toMatchObject({ message: /written by a newer acraudit/ });
  });
});
