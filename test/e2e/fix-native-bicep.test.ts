// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is Bicep
import { describe, expect, test } from 'vitest';
import { OTHER_WORKSPACE, WORKSPACE } from '../support/arm-templates.ts';
import { acraudit, folderOf } from '../support/cli.ts';
import { fixBicep } from '../support/fix-bicep.ts';

const TO = ['--workspace-id', WORKSPACE] as const;
const TYPE = "'Microsoft.ContainerRegistry/registries@2023-07-01'";
const SETTING = "'Microsoft.Insights/diagnosticSettings@2021-05-01-preview'";
const ID = `'${WORKSPACE}'`;

const registry = (before = '', after = '', name = "'acrone'"): string => `resource acr ${TYPE} = ${before}{
  name: ${name}
  location: 'westeurope'
  sku: { name: 'Premium' }
}${after}
`;
const ACR = registry();
const SECOND = registry('', '', "'acrtwo'").replace('acr ', 'acr2 ');
const THIRD = registry('', '', "'acrthree'").replace('acr ', 'acr3 ');

/** The setting that a fix adds. */
const added = (id = ID, { symbol = 'acrAudit', before = '', after = '', scope = 'acr' } = {}): string => `
resource ${symbol} ${SETTING} = ${before}{
  name: 'acr-audit'
  scope: ${scope}
  properties: {
    workspaceId: ${id}
    logs: [
      {
        categoryGroup: 'audit'
        enabled: true
      }
    ]
  }
}${after}
`;

/** A setting that the file has. */
const setting = (properties: string, before = '', name = 'own'): string => `
resource own ${SETTING} = ${before}{
  name: '${name}'
  scope: acr
  properties: {
${properties.replaceAll(/^(?=.)/gm, '    ')}
  }
}
`;
const AUDIT = "logs: [\n  { categoryGroup: 'audit', enabled: true }\n]";

const PARAMETER = `@description('Resource id of the Log Analytics workspace that receives the audit logs of the container registry.')
@minLength(1)
param logAnalyticsWorkspaceId string
`;
const LAW = "'Microsoft.OperationalInsights/workspaces@2022-10-01'";

interface FixCase {
  readonly title: string;
  readonly before: string;
  readonly after: string;
  readonly flags?: readonly string[];
}

/** Cases by their titles. */
function titled<T extends { readonly title: string }>(cases: readonly T[]): readonly (readonly [string, T])[] {
  return cases.map((one) => [one.title, one]);
}

describe('a setting is added', () => {
  test.each(
    titled<FixCase>([
      { title: 'after the registry', before: ACR, after: ACR + added() },
      {
        title: 'before what follows, set apart',
        before: `${ACR}output id string = acr.id\n`,
        after: `${ACR}${added()}\noutput id string = acr.id\n`,
      },
      {
        title: 'to each of three registries',
        before: [ACR, SECOND, THIRD].join('\n'),
        after: [
          ACR + added(),
          SECOND + added(ID, { symbol: 'acr2Audit', scope: 'acr2' }),
          THIRD + added(ID, { symbol: 'acr3Audit', scope: 'acr3' }),
        ].join('\n'),
      },
      {
        title: 'on the condition of the registry',
        before: `param on bool = true\n\n${registry('if (on) ')}`,
        after: `param on bool = true\n\n${registry('if (on) ')}${added(ID, { before: 'if (on) ' })}`,
      },
      {
        title: 'for each registry of a loop, by its index',
        before: registry("[for (n, at) in ['acra', 'acrb']: ", ']', 'n'),
        after:
          registry("[for (n, at) in ['acra', 'acrb']: ", ']', 'n') +
          added(ID, { before: "[for (n, at) in ['acra', 'acrb']: ", after: ']', scope: 'acr[at]' }),
      },
      {
        title: 'in a loop without an index, under names that are free',
        before: `${registry("[for n in ['acra', 'acrb']: if (n != 'x') ", ']', 'n')}\nvar i = 1\nvar acraudit = i\n`,
        after: `${registry("[for n in ['acra', 'acrb']: if (n != 'x') ", ']', 'n')}${added(ID, {
          symbol: 'acrAudit2',
          before: "[for (n, index) in ['acra', 'acrb']: if (n != 'x') ",
          after: ']',
          scope: 'acr[index]',
        })}\nvar i = 1\nvar acraudit = i\n`,
      },
      {
        title: 'after a comment on the last line of the registry',
        before: registry('', ' // the only one'),
        after: registry('', ' // the only one') + added(),
      },
      {
        title: 'after a comment of several lines that begins on its last line',
        before: registry('', ' /* the\n only one */ // for now'),
        after: registry('', ' /* the\n only one */ // for now') + added(),
      },
      {
        title: 'with tabs, Windows line ends and no line end at the end',
        before: ACR.replaceAll('  ', '\t').replaceAll('\n', '\r\n').trimEnd(),
        after: (ACR + added()).replaceAll('  ', '\t').replaceAll('\n', '\r\n').trimEnd(),
      },
      { title: 'behind a byte order mark', before: `\ufeff${ACR}`, after: `\ufeff${ACR}${added()}` },
      {
        title: 'and goes to the workspace that the file declares',
        before: `${ACR}\nresource law ${LAW} existing = {\n  name: 'law'\n}\n`,
        after: `${ACR}${added('law.id')}\nresource law ${LAW} existing = {\n  name: 'law'\n}\n`,
        flags: [],
      },
      {
        title: 'and goes where another setting goes',
        before: `param sink string\n\n${ACR}${setting(`workspaceId: sink\n${AUDIT}`).replace('scope: acr', 'scope: vault')}\nresource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {\n  name: 'v'\n}\n`,
        after: `param sink string\n\n${ACR}${added('sink')}${setting(`workspaceId: sink\n${AUDIT}`).replace('scope: acr', 'scope: vault')}\nresource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {\n  name: 'v'\n}\n`,
        flags: ['--set', `sink=${WORKSPACE}`],
      },
      {
        title: 'and goes where a module logs to',
        before: `${ACR}\nresource law ${LAW} = {\n  name: 'law'\n}\n\nresource other ${LAW} = {\n  name: 'other'\n}\n\nresource app 'Microsoft.Web/sites@2023-01-01' = {\n  name: 'app'\n  properties: {\n    workspaceResourceId: other.id\n  }\n}\n`,
        after: `${ACR}${added('other.id')}\nresource law ${LAW} = {\n  name: 'law'\n}\n\nresource other ${LAW} = {\n  name: 'other'\n}\n\nresource app 'Microsoft.Web/sites@2023-01-01' = {\n  name: 'app'\n  properties: {\n    workspaceResourceId: other.id\n  }\n}\n`,
        flags: [],
      },
      {
        title: 'with a new parameter',
        before: `targetScope = 'resourceGroup'\n\n${ACR}`,
        after: `targetScope = 'resourceGroup'\n\n${PARAMETER}\n${ACR}${added('logAnalyticsWorkspaceId')}`,
        flags: ['--allow-new-parameter'],
      },
      {
        title: 'with a new parameter under a free name, after the others',
        before: `param a string = 'a'\nvar logAnalyticsWorkspaceId = a\n\n${ACR}`,
        after: `param a string = 'a'\n\n${PARAMETER.replace('WorkspaceId', 'WorkspaceId2')}\nvar logAnalyticsWorkspaceId = a\n\n${ACR}${added('logAnalyticsWorkspaceId2')}`,
        flags: ['--allow-new-parameter'],
      },
      {
        title: 'with a new parameter before the whole of a comment, and behind others',
        before: `// Licence\n\n/*\nDeploys the registry\n\nby hand // or so\n*/\n${ACR}`,
        after: `// Licence\n\n${PARAMETER}\n/*\nDeploys the registry\n\nby hand // or so\n*/\n${ACR}${added('logAnalyticsWorkspaceId')}`,
        flags: ['--allow-new-parameter'],
      },
      {
        title: 'with the id as the default of a parameter',
        before: `// About registries.\n${ACR}`,
        after: `${PARAMETER.trimEnd()} = ${ID}\n\n// About registries.\n${ACR}${added('logAnalyticsWorkspaceId')}`,
        flags: [...TO, '--allow-new-parameter'],
      },
    ]),
  )('%s', async (_, { before, after, flags = TO }) => {
    const fixed = await fixBicep({ 'main.bicep': before }, ...flags);
    expect({ text: fixed.texts['main.bicep'], outcomes: fixed.outcomes }).toEqual({ text: after, outcomes: ['pass'] });
  });
});

describe('a setting is completed', () => {
  const SENT = `workspaceId: ${ID}\n`;
  const LOGIN = 'ContainerRegistryLoginEvents';
  const REPOSITORY = 'ContainerRegistryRepositoryEvents';
  test.each(
    titled<
      Omit<FixCase, 'before' | 'after'> & {
        readonly from: string;
        readonly to: string;
        readonly other?: readonly [string, string];
      }
    >([
      {
        title: 'an entry is enabled, and another added',
        from: `${SENT}logs: [\n  {\n    category: '${LOGIN}'\n    enabled: false // off\n  }\n]`,
        to: `${SENT}logs: [\n  {\n    category: '${LOGIN}'\n    enabled: true // off\n  }\n  {\n    category: '${REPOSITORY}'\n    enabled: true\n  }\n]`,
      },
      {
        title: 'entries on one line stay so',
        from: `${SENT}logs: [{ category: '${LOGIN}', enabled: true }]`,
        to: `${SENT}logs: [{ category: '${LOGIN}', enabled: true }, { category: '${REPOSITORY}', enabled: true }]`,
      },
      {
        title: 'entries of one line each get another',
        from: `${SENT}logs: [\n  { category: '${LOGIN}', enabled: true } // who\n]`,
        to: `${SENT}logs: [\n  { category: '${LOGIN}', enabled: true } // who\n  { category: '${REPOSITORY}', enabled: true }\n]`,
      },
      {
        title: 'logs that are missing',
        from: SENT.trimEnd(),
        to: `${SENT}logs: [\n  {\n    categoryGroup: 'audit'\n    enabled: true\n  }\n]`,
      },
      {
        title: 'an empty list',
        from: `logs: []\n${SENT.trimEnd()}`,
        to: `logs: [\n  {\n    categoryGroup: 'audit'\n    enabled: true\n  }\n]\n${SENT.trimEnd()}`,
      },
      {
        title: 'an empty list that holds comments',
        from: `${SENT}logs: [ // none yet\n  /* later */\n]`,
        to: `${SENT}logs: [ // none yet\n  /* later */\n  {\n    categoryGroup: 'audit'\n    enabled: true\n  }\n]`,
      },
      {
        title: 'a group that is off',
        from: `${SENT}logs: [\n  {\n    categoryGroup: 'audit'\n    enabled: false\n  }\n]`,
        to: `${SENT}logs: [\n  {\n    categoryGroup: 'audit'\n    enabled: true\n  }\n]`,
      },
      { title: 'a destination that is missing', from: AUDIT, to: `${AUDIT}\nworkspaceId: ${ID}`, flags: TO },
    ]),
  )('%s', async (_, { from, to, flags = [] }) => {
    const fixed = await fixBicep({ 'main.bicep': ACR + setting(from) }, ...flags);
    expect({ text: fixed.texts['main.bicep'], outcomes: fixed.outcomes }).toEqual({
      text: ACR + setting(to),
      outcomes: ['pass'],
    });
  });
});

const module = (params = '', file = 'm.bicep'): string =>
  `module m '${file}' = {\n  name: 'm-deployment'\n${params}}\n`;
const SWITCHED = `${ACR}${setting(`workspaceId: ${ID}\n${AUDIT}`, 'if (audit) ')}`;
const VERIFIED = 'br/public:avm/res/container-registry/registry:0.9.1';

const CALLS =
  "module a 'm.bicep' = {\n  params: { name: 'acrone', audit: true }\n}\n\nmodule b 'm.bicep' = {\n  params: { name: 'acrtwo', audit: ";
const CALL_END = ' }\n}\n';

/** A registry, and a module that has a setting for it. */
const BESIDE = `${ACR}\nmodule s 's.bicep' = {\n  params: { name: 'acrone' }\n  dependsOn: [acr]\n}\n`;
const SEEN = `param name string\n\nresource acr ${TYPE} existing = {\n  name: name\n}\n`;
const LOGIN_ALONE = `workspaceId: ${ID}\nlogs: [\n  { category: 'ContainerRegistryLoginEvents', enabled: true }\n]`;

interface ModuleCase {
  readonly title: string;
  readonly before: Readonly<Record<string, string>>;
  /** Files that change. */
  readonly after: Readonly<Record<string, string>>;
  readonly said: string;
  readonly flags?: readonly string[];
}

describe('what decides is changed where it is written', () => {
  test.each(
    titled<ModuleCase>([
      {
        title: 'the default of a parameter',
        before: { 'main.bicep': `param audit bool = false\n\n${SWITCHED}` },
        after: { 'main.bicep': `param audit bool = true\n\n${SWITCHED}` },
        said: "main.bicep: acrone: deploys diagnostic setting 'own': the default of parameter audit is true",
      },
      {
        title: 'the argument of a module',
        before: { 'main.bicep': module('  params: { audit: false }\n'), 'm.bicep': `param audit bool\n\n${SWITCHED}` },
        after: { 'main.bicep': module('  params: { audit: true }\n') },
        said: "m.bicep: acrone: deploys diagnostic setting 'own': module m gives parameter audit the value true",
      },
      {
        title: 'the argument that a module is not given',
        before: { 'main.bicep': module(), 'm.bicep': `param audit bool = false\n\n${SWITCHED}` },
        after: { 'main.bicep': module('  params: {\n    audit: true\n  }\n') },
        said: "m.bicep: acrone: deploys diagnostic setting 'own': module m gives parameter audit the value true",
      },
      {
        title: 'the default that a module is handed',
        before: {
          'main.bicep': `param on bool = false\n\n${module('  params: {\n    audit: on\n  }\n')}`,
          'm.bicep': `param audit bool\n\n${SWITCHED}`,
        },
        after: { 'main.bicep': `param on bool = true\n\n${module('  params: {\n    audit: on\n  }\n')}` },
        said: "m.bicep: acrone: deploys diagnostic setting 'own': the default of parameter on is true",
      },
      {
        title: 'a value in the parameter file of the file',
        before: {
          'main.bicep': `param audit bool\n\n${SWITCHED}`,
          'main.parameters.json': '{\n  "parameters": {\n    "audit": { "value": false }\n  }\n}\n',
        },
        after: { 'main.parameters.json': '{\n  "parameters": {\n    "audit": { "value": true }\n  }\n}\n' },
        said: 'main.bicep: acrone: gives parameter audit the value true in main.parameters.json',
      },
      {
        title: 'the default that a parameter does not have',
        before: {
          'main.bicep': `param law string?\n\n${ACR}${setting(`workspaceId: law\n${AUDIT}`)}`,
        },
        after: {
          'main.bicep': `param law string = ${ID}\n\n${ACR}${setting(`workspaceId: law\n${AUDIT}`)}`,
        },
        said: `main.bicep: acrone: diagnostic setting 'own' sends to ${WORKSPACE}, the new default of parameter law`,
        flags: TO,
      },
      {
        title: 'a value in its parameter file of Bicep',
        before: {
          'main.bicep': `param audit bool\n\n${SWITCHED}`,
          'main.bicepparam': "using 'main.bicep'\n\nparam audit = false // for now\n",
        },
        after: { 'main.bicepparam': "using 'main.bicep'\n\nparam audit = true // for now\n" },
        said: 'main.bicep: acrone: gives parameter audit the value true in main.bicepparam',
      },
      {
        title: 'an id that its parameter file of Bicep leaves empty',
        before: {
          'main.bicep': `param law string\n\n${ACR}${setting(`workspaceId: law\n${AUDIT}`, 'if (!empty(law)) ')}`,
          'main.bicepparam': "using 'main.bicep'\n\nparam law = ''\n",
        },
        after: { 'main.bicepparam': `using 'main.bicep'\n\nparam law = ${ID}\n` },
        said: `main.bicep: acrone: gives parameter law the value "${WORKSPACE}" in main.bicepparam`,
        flags: TO,
      },
      {
        title: 'a new parameter is handed down through every call',
        before: { 'main.bicep': `${module()}\nmodule n 'n.bicep' = {\n}\n`, 'n.bicep': module(), 'm.bicep': ACR },
        after: {
          'main.bicep': `${PARAMETER}\n${module('  params: {\n    logAnalyticsWorkspaceId: logAnalyticsWorkspaceId\n  }\n')}\nmodule n 'n.bicep' = {\n  params: {\n    logAnalyticsWorkspaceId: logAnalyticsWorkspaceId\n  }\n}\n`,
          'n.bicep': `${PARAMETER}\n${module('  params: {\n    logAnalyticsWorkspaceId: logAnalyticsWorkspaceId\n  }\n')}`,
          'm.bicep': `${PARAMETER}\n${ACR}${added('logAnalyticsWorkspaceId')}`,
        },
        said: "m.bicep: acrone: adds diagnostic setting 'acr-audit', whose destination is the new parameter logAnalyticsWorkspaceId; every deployment must supply it",
        flags: ['--allow-new-parameter'],
      },
      {
        title: 'the one of two calls that passes the wrong value',
        before: {
          'main.bicep': `${CALLS}false${CALL_END}`,
          'm.bicep': `param audit bool\nparam name string\n\n${SWITCHED.replace("'acrone'", 'name')}`,
        },
        after: { 'main.bicep': `${CALLS}true${CALL_END}` },
        said: "m.bicep: acrtwo: deploys diagnostic setting 'own': module b gives parameter audit the value true",
      },
      {
        title: 'a setting that a module has for a registry beside it',
        before: { 'main.bicep': BESIDE, 's.bicep': `${SEEN}${setting(LOGIN_ALONE)}` },
        after: {
          's.bicep': `${SEEN}${setting(LOGIN_ALONE.replace(/(?=\]$)/, "  { category: 'ContainerRegistryRepositoryEvents', enabled: true }\n"))}`,
        },
        said: "main.bicep: acrone: diagnostic setting 'own' collects ContainerRegistryRepositoryEvents",
      },
      {
        title: 'an id that a module is not given for the setting of a registry beside it',
        before: {
          'main.bicep': BESIDE,
          's.bicep': `param law string = ''\n\n${SEEN}${setting(`workspaceId: law\n${AUDIT}`, 'if (!empty(law)) ')}`,
        },
        after: { 'main.bicep': BESIDE.replace("'acrone' }", `'acrone', law: ${ID} }`) },
        said: `main.bicep: acrone: deploys diagnostic setting 'own': module s gives parameter law the value ${WORKSPACE}`,
        flags: TO,
      },
      {
        title: 'a module file that is called twice is edited once',
        before: { 'main.bicep': `${module()}\n${module().replace('module m', 'module o')}`, 'm.bicep': ACR },
        after: { 'm.bicep': ACR + added() },
        said: "m.bicep: acrone: adds diagnostic setting 'acr-audit'",
        flags: TO,
      },
    ]),
  )('%s', (_, one) => expectFixed(one));
});

async function expectFixed({ before, after, said, flags = [] }: ModuleCase): Promise<void> {
  const fixed = await fixBicep(before, ...flags);
  expect({ ...fixed, said: fixed.said[0] }).toEqual({ texts: { ...before, ...after }, said, outcomes: ['pass'] });
}

/** A module that takes diagnostic settings as Azure Verified Modules do. */
const OWN_MODULE = `param diagnosticSettings array = []

${ACR}
resource own ${SETTING} = [for (one, i) in diagnosticSettings: {
  name: one.?name ?? 'own'
  scope: acr
  properties: {
    workspaceId: one.?workspaceResourceId
    logs: [for entry in (one.?logCategoriesAndGroups ?? [{ categoryGroup: 'allLogs' }]): {
      categoryGroup: entry.?categoryGroup
      category: entry.?category
      enabled: entry.?enabled ?? true
    }]
  }
}]
`;

describe('modules that take diagnostic settings', () => {
  const params = (given: string): string => `  params: {\n    name: 'acrone'\n${given}  }\n`;
  const item = `      {
        name: 'acr-audit'
        workspaceResourceId: ${ID}
        logCategoriesAndGroups: [
          {
            categoryGroup: 'audit'
          }
        ]
      }
`;
  const passed = (items: string): string => params(`    diagnosticSettings: [\n${items}    ]\n`);
  const login = (more = ''): string =>
    `      {\n        workspaceResourceId: ${ID}\n        logCategoriesAndGroups: [\n          { category: 'ContainerRegistryLoginEvents' }\n${more}        ]\n      }\n`;
  const PASSES = "main.bicep: acrone: passes diagnostic setting 'acr-audit' to module m";
  test.each(
    titled<ModuleCase>([
      {
        title: 'are passed one',
        before: { 'main.bicep': module(params(''), VERIFIED) },
        after: { 'main.bicep': module(passed(item), VERIFIED) },
        said: PASSES,
        flags: TO,
      },
      {
        title: 'are passed another beside one that goes elsewhere',
        before: { 'main.bicep': module(passed(login().replace(WORKSPACE, OTHER_WORKSPACE)), VERIFIED) },
        after: { 'main.bicep': module(passed(login().replace(WORKSPACE, OTHER_WORKSPACE) + item), VERIFIED) },
        said: PASSES,
        flags: TO,
      },
      {
        title: 'may be files of the repository',
        before: { 'main.bicep': module('  params: {}\n'), 'm.bicep': OWN_MODULE },
        after: { 'main.bicep': module(`  params: {\n    diagnosticSettings: [\n${item}    ]\n  }\n`) },
        said: "m.bicep: acrone: passes diagnostic setting 'acr-audit' to module m",
        flags: TO,
      },
      {
        title: 'take what their file has a workspace for',
        before: {
          'main.bicep': `resource law ${LAW} existing = {\n  name: 'law'\n}\n\n${module(params(''), VERIFIED)}`,
        },
        after: {
          'main.bicep': `resource law ${LAW} existing = {\n  name: 'law'\n}\n\n${module(passed(item.replace(ID, 'law.id')), VERIFIED)}`,
        },
        said: PASSES,
      },
      {
        title: 'take a new parameter of their file',
        before: { 'main.bicep': module(params(''), VERIFIED) },
        after: {
          'main.bicep': `${PARAMETER}\n${module(passed(item.replace(ID, 'logAnalyticsWorkspaceId')), VERIFIED)}`,
        },
        said: `${PASSES.replace(' to module m', '')}, whose destination is the new parameter logAnalyticsWorkspaceId, to module m; every deployment must supply it`,
        flags: ['--allow-new-parameter'],
      },
      {
        title: 'have the logs completed that they are passed',
        before: { 'main.bicep': module(passed(login()), VERIFIED) },
        after: {
          'main.bicep': module(
            passed(login("          { category: 'ContainerRegistryRepositoryEvents' }\n")),
            VERIFIED,
          ),
        },
        said: 'main.bicep: acrone: completes the logs of the diagnosticSettings of module m',
      },
    ]),
  )('%s', (_, one) => expectFixed(one));
});

describe('other rules', () => {
  const SENT = `workspaceId: ${ID}\n${AUDIT}`;
  const METRICS = "metrics: [\n  {\n    category: 'AllMetrics'\n    enabled: true\n  }\n]";
  test.each(
    titled<{
      readonly title: string;
      readonly rule: string;
      readonly from: string;
      readonly to: string;
      readonly flags?: readonly string[];
    }>([
      { title: 'metrics are collected', rule: 'Azure.ACR.Metrics', from: SENT, to: `${SENT}\n${METRICS}` },
      {
        title: 'a name that Azure does not know is corrected',
        rule: 'Azure.ACR.LogsValid',
        from: SENT.replace("'audit'", "'audits'"),
        to: SENT,
      },
      {
        title: 'an entry that is listed twice goes',
        rule: 'Azure.ACR.LogsValid',
        from: SENT.replace(/\n\]/, "\n  { categoryGroup: 'audit', enabled: true }\n]"),
        to: SENT,
      },
      {
        title: 'the destination is the accepted one',
        rule: 'Azure.ACR.LogsDestination',
        from: SENT.replace(WORKSPACE, OTHER_WORKSPACE),
        to: SENT,
        flags: TO,
      },
    ]),
  )('%s', async (_, { rule, from, to, flags = [] }) => {
    const config = `rules: { Azure.ACR.LogsDestination: { level: error, options: { allow: ['${WORKSPACE}'] } } }\n`;
    const files = { 'main.bicep': ACR + setting(from), 'acraudit.yaml': config };
    const fixed = await fixBicep(files, '--rule', rule, ...flags);
    expect(fixed.texts['main.bicep']).toBe(ACR + setting(to));
  });
});

describe('nothing is written', () => {
  test.each(
    titled<{
      readonly title: string;
      readonly files: Readonly<Record<string, string>>;
      readonly said: string;
      readonly flags?: readonly string[];
    }>([
      {
        title: 'without a destination, where no new parameter is accepted',
        files: { 'main.bicep': ACR },
        said: 'main.bicep: acrone: not fixed: nothing says where to send the logs, and a new required parameter would break every deployment that does not supply it. Next step: give a destination with --workspace-id, --storage-account-id or --event-hub-rule-id, or in the configuration; or accept the parameter with --allow-new-parameter',
        flags: [],
      },
      {
        title: 'where a variable makes the properties',
        files: {
          'main.bicep': `${ACR}\nvar sent = {\n  workspaceId: ${ID}\n}\n\nresource own ${SETTING} = {\n  name: 'own'\n  scope: acr\n  properties: sent\n}\n`,
        },
        said: "main.bicep: acrone: not fixed: the properties of diagnostic setting 'own' are made by an expression or a loop. Next step: edit the expression manually",
      },
      {
        title: 'to a protected setting that sends the same',
        files: {
          'main.bicep':
            ACR +
            setting(
              `workspaceId: ${ID}\nlogs: [\n  { category: 'ContainerRegistryLoginEvents', enabled: true }\n]`,
              '',
              'setByPolicy-x',
            ),
        },
        said: "main.bicep: acrone: not fixed: diagnostic setting 'setByPolicy-x' may send the same logs to the same place, and is not to be edited. Next step: name another destination, or complete that setting by hand",
      },
    ]),
  )('%s', async (_, { files, said, flags = TO }) => {
    const fixed = await fixBicep(files, ...flags);
    expect({ texts: fixed.texts, said: fixed.said[0] }).toEqual({ texts: files, said });
  });
});

test('registries that several rules change are counted once', async () => {
  const { err } = await acraudit(
    folderOf({ 'main.bicep': [ACR, SECOND, THIRD].join('\n') }),
    ...['fix', 'main.bicep', '--write', ...TO, '--rule', 'Azure.ACR.Logs', '--rule', 'Azure.ACR.Metrics'],
  );
  expect(err.trim().split('\n').at(-1)).toBe('3 registries fixed in 1 file');
});

test('the preview is a diff of the Bicep, and reports offer the same change', async () => {
  const cwd = folderOf({ 'main.bicep': ACR });
  const preview = await acraudit(cwd, 'fix', 'main.bicep', ...TO);
  const lines = added()
    .trimEnd()
    .split('\n')
    .map((line) => `+${line}\n`)
    .join('');
  expect(preview.out).toBe(
    `--- a/main.bicep\n+++ b/main.bicep\n@@ -3,3 +3,${added().split('\n').length + 2} @@\n${ACR.split('\n')
      .slice(2, -1)
      .map((line) => ` ${line}\n`)
      .join('')}${lines}`,
  );
  const { out } = await acraudit(cwd, 'fix', 'main.bicep', ...TO, '-f', 'json');
  const [result] = (JSON.parse(out) as { readonly results: readonly { readonly fix?: unknown }[] }).results;
  expect(result?.fix).toEqual({
    description: "adds diagnostic setting 'acr-audit'",
    changes: [
      {
        file: 'main.bicep',
        replacements: [{ line: 6, column: 1, endLine: 6, endColumn: 1, text: added() }],
      },
    ],
  });
});
