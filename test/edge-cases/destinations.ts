import {
  type Changes,
  HUB_RULE,
  innerDeployment,
  type Json,
  type JsonObject,
  LOGIN,
  OTHER_WORKSPACE,
  on,
  openTemplate,
  parameter,
  registry,
  resourceIdOf,
  STORAGE,
  setting,
  template,
  WORKSPACE,
} from '../support/arm-templates.ts';
import type { Case } from './harness.ts';

type Parameters = Readonly<Record<string, string | JsonObject>>;

/** A registry with one setting that logs everything to these destinations. */
function sentTo(destinations: Changes, parameters: Parameters = {}): JsonObject {
  return openTemplate([registry(), setting({ workspaceId: undefined, ...destinations })], parameters);
}

function toWorkspace(workspaceId: Json, parameters: Parameters = {}): JsonObject {
  return sentTo({ workspaceId }, parameters);
}

/** A placeholder that azd replaces in a parameter file. */
function azd(placeholder: string): string {
  return `$${'{'}${placeholder}}`;
}

const WS = { ws: 'string' };
const P = { p: 'bool' };
const SINKS = {
  workspaceId: `[if(equals(parameters('kind'), 'ws'), '${WORKSPACE}', '')]`,
  storageAccountId: `[if(equals(parameters('kind'), 'st'), '${STORAGE}', '')]`,
};

export const destinations: readonly Case[] = [
  { name: 'parameter without value', template: toWorkspace(parameter('ws'), WS), verdict: 'pass' },
  {
    name: 'parameter of allowed values with the empty one',
    template: toWorkspace(parameter('ws'), { ws: { type: 'string', allowedValues: ['', WORKSPACE] } }),
    verdict: 'unknown',
    dependsOn: ['parameter ws'],
  },
  {
    name: 'parameter of allowed values without the empty one',
    template: toWorkspace("[if(empty(parameters('ws')), null(), parameters('ws'))]", {
      ws: { type: 'string', allowedValues: [OTHER_WORKSPACE, WORKSPACE] },
    }),
    verdict: 'pass',
  },
  {
    name: 'parameter whose only allowed value is empty',
    template: toWorkspace(parameter('ws'), { ws: { type: 'string', allowedValues: [''] } }),
    verdict: 'fail',
  },
  {
    name: 'value outside the allowed ones counts',
    template: toWorkspace(parameter('ws'), { ws: { type: 'string', allowedValues: [''] } }),
    parameters: { ws: WORKSPACE },
    verdict: 'pass',
  },
  { name: 'no destination', template: sentTo({}), verdict: 'fail' },
  { name: 'null', template: toWorkspace(null), verdict: 'fail' },
  { name: 'null()', template: toWorkspace('[null()]'), verdict: 'fail' },
  { name: 'json null', template: toWorkspace("[json('null')]"), verdict: 'fail' },
  { name: 'empty text', template: toWorkspace(''), verdict: 'fail' },
  {
    name: 'default is empty',
    template: toWorkspace(parameter('ws'), { ws: { type: 'string', defaultValue: '' } }),
    verdict: 'fail',
  },
  {
    name: 'empty default replaced by a parameter file',
    template: toWorkspace(parameter('ws'), { ws: { type: 'string', defaultValue: '' } }),
    parameters: { ws: WORKSPACE },
    verdict: 'pass',
  },
  {
    name: 'null in a parameter file leaves the default',
    template: toWorkspace(parameter('ws'), { ws: { type: 'string', defaultValue: WORKSPACE } }),
    parameters: { ws: null },
    verdict: 'pass',
  },
  {
    name: 'nullable parameter without value',
    template: template(
      { reg: registry(), diag: setting({ workspaceId: parameter('ws') }) },
      { parameters: { ws: { type: 'string', nullable: true } } },
    ),
    verdict: 'fail',
  },
  {
    name: 'member of an unknown object',
    template: toWorkspace("[parameters('diag').workspaceId]", { diag: 'object' }),
    verdict: 'pass',
  },
  {
    name: 'item of an unknown array',
    template: toWorkspace("[parameters('ids')[0]]", { ids: 'array' }),
    verdict: 'pass',
  },
  {
    name: 'tryGet of an unknown object',
    template: toWorkspace("[tryGet(parameters('diag'), 'workspaceId')]", { diag: 'object' }),
    verdict: 'unknown',
    dependsOn: ['parameter diag'],
  },
  {
    name: 'tryGet of a known object without the key',
    template: toWorkspace("[tryGet(parameters('diag'), 'workspaceId')]", {
      diag: { type: 'object', defaultValue: {} },
    }),
    verdict: 'fail',
  },
  {
    name: 'tryGet of a known object with the key',
    template: toWorkspace("[tryGet(parameters('diag'), 'WORKSPACEID')]", {
      diag: { type: 'object', defaultValue: { workspaceId: WORKSPACE } },
    }),
    verdict: 'pass',
  },
  {
    name: 'coalesce of tryGet with a fallback',
    template: toWorkspace(`[coalesce(tryGet(parameters('diag'), 'workspaceId'), '${WORKSPACE}')]`, { diag: 'object' }),
    verdict: 'pass',
  },
  {
    name: 'coalesce of tryGet with a parameter as fallback',
    template: toWorkspace("[coalesce(tryGet(parameters('diag'), 'workspaceId'), parameters('ws'))]", {
      diag: 'object',
      ws: 'string',
    }),
    verdict: 'pass',
  },
  {
    name: 'coalesce of tryGet with an empty fallback',
    template: toWorkspace("[coalesce(tryGet(parameters('diag'), 'workspaceId'), '')]", { diag: 'object' }),
    verdict: 'unknown',
    dependsOn: ['parameter diag'],
  },
  {
    name: 'coalesce of two that may be null',
    template: toWorkspace("[coalesce(tryGet(parameters('a'), 'x'), tryGet(parameters('b'), 'x'))]", {
      a: 'object',
      b: 'object',
    }),
    verdict: 'unknown',
    dependsOn: ['parameter a', 'parameter b'],
  },
  {
    name: 'if with null on one side',
    template: toWorkspace(`[if(parameters('p'), '${WORKSPACE}', null())]`, P),
    verdict: 'unknown',
    dependsOn: ['parameter p'],
  },
  {
    name: 'if with an id on both sides',
    template: toWorkspace(`[if(parameters('p'), '${WORKSPACE}', '${OTHER_WORKSPACE}')]`, P),
    verdict: 'pass',
  },
  {
    name: 'if with a parameter on one side and an id on the other',
    template: toWorkspace(`[if(parameters('p'), parameters('ws'), '${WORKSPACE}')]`, { ...P, ...WS }),
    verdict: 'pass',
  },
  {
    name: 'if with nothing on both sides',
    template: toWorkspace("[if(parameters('p'), '', null())]", P),
    verdict: 'fail',
  },
  {
    name: 'if with null where the setting is not deployed',
    template: openTemplate(
      [
        registry(),
        setting({ workspaceId: `[if(parameters('p'), '${WORKSPACE}', null())]` }, { condition: parameter('p') }),
      ],
      P,
    ),
    verdict: 'unknown',
    dependsOn: ['parameter p'],
  },
  {
    name: 'if with null where the registry is not deployed',
    template: openTemplate(
      [
        registry({ condition: parameter('p') }),
        setting({ workspaceId: `[if(parameters('p'), '${WORKSPACE}', null())]` }),
      ],
      P,
    ),
    verdict: 'pass',
  },
  {
    name: 'if with null exactly where the registry is deployed',
    template: openTemplate(
      [
        registry({ condition: parameter('p') }),
        setting({ workspaceId: `[if(parameters('p'), null(), '${WORKSPACE}')]` }),
      ],
      P,
    ),
    verdict: 'fail',
  },
  {
    name: 'null when the parameter is empty',
    template: toWorkspace("[if(empty(parameters('ws')), null(), parameters('ws'))]", WS),
    verdict: 'unknown',
    dependsOn: ['parameter ws'],
  },
  {
    name: 'null when the parameter is empty, which minLength excludes',
    template: toWorkspace("[if(empty(parameters('ws')), null(), parameters('ws'))]", {
      ws: { type: 'string', minLength: 1 },
    }),
    verdict: 'pass',
  },
  {
    name: 'minLength of zero excludes nothing',
    template: toWorkspace("[if(empty(parameters('ws')), null(), parameters('ws'))]", {
      ws: { type: 'string', minLength: 0 },
    }),
    verdict: 'unknown',
    dependsOn: ['parameter ws'],
  },
  {
    name: 'other parameter when the first is empty',
    template: toWorkspace("[if(empty(parameters('ws')), parameters('other'), parameters('ws'))]", {
      ...WS,
      other: 'string',
    }),
    verdict: 'pass',
  },
  {
    name: 'runtime value',
    template: toWorkspace("[reference('elsewhere', '2022-09-01').outputs.workspaceId.value]"),
    verdict: 'pass',
  },
  {
    name: 'resource id in the unknown group',
    template: toWorkspace("[resourceId('Microsoft.OperationalInsights/workspaces', parameters('ws'))]", WS),
    verdict: 'pass',
  },
  { name: 'lower case of a parameter', template: toWorkspace("[toLower(parameters('ws'))]", WS), verdict: 'pass' },
  {
    name: 'text around a parameter',
    template: toWorkspace("[concat('/subscriptions/', parameters('ws'))]", WS),
    verdict: 'pass',
  },
  {
    name: 'output of a nested deployment that is empty',
    template: template([
      innerDeployment(template([], { outputs: { ws: { type: 'string', value: '' } } })),
      registry(),
      setting({ workspaceId: "[reference('module').outputs.ws.value]" }),
    ]),
    verdict: 'fail',
  },
  {
    name: 'output of a nested deployment that is its runtime value',
    template: template([
      innerDeployment(
        template([], { outputs: { ws: { type: 'string', value: "[reference('ws', '2022-10-01').resourceId]" } } }),
      ),
      registry(),
      setting({ workspaceId: "[reference('module').outputs.ws.value]" }),
    ]),
    verdict: 'pass',
  },
  {
    name: 'parameter of an inner template given by a runtime value',
    template: template([
      registry(),
      innerDeployment(openTemplate([setting({ workspaceId: parameter('ws') })], WS), {
        ws: "[reference('x').outputs.id.value]",
      }),
    ]),
    verdict: 'pass',
  },
  {
    name: 'parameter of an inner template given as empty',
    template: template([
      registry(),
      innerDeployment(openTemplate([setting({ workspaceId: parameter('ws') })], WS), { ws: '' }),
    ]),
    verdict: 'fail',
  },
  { name: 'event hub name alone', template: sentTo({ eventHubName: 'hub' }), verdict: 'fail' },
  {
    name: 'event hub name alone, given by a parameter',
    template: sentTo({ eventHubName: parameter('hub') }, { hub: 'string' }),
    verdict: 'fail',
  },
  {
    name: 'event hub rule without name',
    template: sentTo({ eventHubAuthorizationRuleId: HUB_RULE }),
    verdict: 'pass',
  },
  {
    name: 'event hub rule that may be null, with a name',
    template: sentTo(
      { eventHubName: 'hub', eventHubAuthorizationRuleId: `[if(parameters('p'), '${HUB_RULE}', null())]` },
      P,
    ),
    verdict: 'unknown',
    dependsOn: ['parameter p'],
  },
  { name: 'service bus rule', template: sentTo({ serviceBusRuleId: HUB_RULE }), verdict: 'fail' },
  {
    name: 'service bus rule given by a parameter',
    template: sentTo({ serviceBusRuleId: parameter('rule') }, { rule: 'string' }),
    verdict: 'fail',
  },
  { name: 'destination type alone', template: sentTo({ logAnalyticsDestinationType: 'Dedicated' }), verdict: 'fail' },
  {
    name: 'partner solution',
    template: sentTo({ marketplacePartnerId: parameter('id') }, { id: 'string' }),
    verdict: 'pass',
  },
  {
    name: 'azd variable',
    template: toWorkspace(parameter('ws'), WS),
    parameters: { ws: azd('WS') },
    verdict: 'pass',
  },
  {
    name: 'azd variable with an empty default',
    template: toWorkspace(parameter('ws'), WS),
    parameters: { ws: azd('WS=') },
    verdict: 'fail',
  },
  {
    name: 'azd variable with a default',
    template: toWorkspace(parameter('ws'), { ws: { type: 'string', defaultValue: '' } }),
    parameters: { ws: azd(`WS=${WORKSPACE}`) },
    verdict: 'pass',
  },
  {
    name: 'azd variable with an empty default beside another destination',
    template: sentTo({ workspaceId: parameter('ws'), storageAccountId: parameter('st') }, { ...WS, st: 'string' }),
    parameters: { ws: azd('WS='), st: azd('ST') },
    verdict: 'pass',
  },
  {
    name: 'azd variable in a condition',
    template: openTemplate([registry(), setting({}, { condition: parameter('p') })], P),
    parameters: { p: azd('ENABLE_LOGS') },
    verdict: 'unknown',
    dependsOn: [`environment ${azd('ENABLE_LOGS')}`],
  },
  {
    name: 'azd default becomes a boolean that is false',
    template: openTemplate([registry(), setting({}, { condition: parameter('p') })], P),
    parameters: { p: azd('ENABLE_LOGS=false') },
    verdict: 'fail',
  },
  {
    name: 'azd default becomes a boolean that is true',
    template: openTemplate([registry(), setting({}, { condition: parameter('p') })], P),
    parameters: { p: azd('ENABLE_LOGS=true') },
    verdict: 'pass',
  },
  {
    name: 'azd variable on both conditions',
    template: openTemplate([registry({ condition: parameter('p') }), setting({}, { condition: parameter('p') })], P),
    parameters: { p: azd('ENABLE_LOGS') },
    verdict: 'pass',
  },
  {
    name: 'one azd variable behind two parameters',
    template: openTemplate([registry({ condition: parameter('p') }), setting({}, { condition: parameter('q') })], {
      ...P,
      q: 'bool',
    }),
    parameters: { p: azd('ENABLE_LOGS'), q: azd('ENABLE_LOGS') },
    verdict: 'pass',
  },
  {
    name: 'secret from a key vault as destination',
    template: toWorkspace(parameter('ws'), { ws: 'securestring' }),
    parameters: { ws: { reference: { keyVault: { id: STORAGE }, secretName: 'ws' } } },
    verdict: 'pass',
  },
  {
    name: 'secret from a key vault as condition',
    template: openTemplate([registry(), setting({}, { condition: "[equals(parameters('s'), 'on')]" })], {
      s: 'securestring',
    }),
    parameters: { s: { reference: { keyVault: { id: STORAGE }, secretName: 'on' } } },
    verdict: 'unknown',
    // The finding names the exact parameter (DESIGN §4).
    dependsOn: ['secret s'],
  },
  {
    name: 'secure default that is an id',
    template: toWorkspace(parameter('ws'), { ws: { type: 'secureString', defaultValue: WORKSPACE } }),
    verdict: 'pass',
  },
  {
    name: 'secure default that is empty',
    template: toWorkspace(parameter('ws'), { ws: { type: 'secureString', defaultValue: '' } }),
    verdict: 'fail',
  },
  {
    name: 'sure destination beside one that may be null',
    template: sentTo(
      { workspaceId: `[if(parameters('p'), '${WORKSPACE}', null())]`, storageAccountId: parameter('st') },
      { ...P, st: 'string' },
    ),
    verdict: 'pass',
  },
  {
    name: 'destinations that replace each other',
    template: sentTo(
      {
        workspaceId: `[if(parameters('p'), '${WORKSPACE}', null())]`,
        storageAccountId: `[if(parameters('p'), null(), '${STORAGE}')]`,
      },
      P,
    ),
    verdict: 'pass',
  },
  {
    name: 'destinations that may both be null',
    template: sentTo(
      {
        workspaceId: `[if(parameters('p'), '${WORKSPACE}', null())]`,
        storageAccountId: `[if(parameters('q'), '${STORAGE}', null())]`,
      },
      { ...P, q: 'bool' },
    ),
    verdict: 'unknown',
    dependsOn: ['parameter p', 'parameter q'],
  },
  {
    name: 'destination chosen among all allowed kinds',
    template: sentTo(SINKS, { kind: { type: 'string', allowedValues: ['ws', 'st'] } }),
    verdict: 'pass',
  },
  {
    name: 'destination chosen among allowed kinds with none',
    template: sentTo(SINKS, { kind: { type: 'string', allowedValues: ['ws', 'st', 'none'] } }),
    verdict: 'unknown',
    dependsOn: ['parameter kind'],
  },
  {
    name: 'destination chosen by a free text',
    template: sentTo(SINKS, { kind: 'string' }),
    verdict: 'unknown',
    dependsOn: ['parameter kind'],
  },
  {
    name: 'destination looked up by an allowed value, one empty',
    template: template([registry(), setting({ workspaceId: "[variables('by')[parameters('env')].ws]" })], {
      parameters: { env: { type: 'string', allowedValues: ['dev', 'prod'] } },
      variables: { by: { dev: { ws: '' }, prod: { ws: WORKSPACE } } },
    }),
    verdict: 'unknown',
    dependsOn: ['parameter env'],
  },
  {
    name: 'destination looked up by an allowed value, all given',
    template: template([registry(), setting({ workspaceId: "[variables('by')[parameters('env')].ws]" })], {
      parameters: { env: { type: 'string', allowedValues: ['dev', 'prod'] } },
      variables: { by: { dev: { ws: OTHER_WORKSPACE }, prod: { ws: WORKSPACE } } },
    }),
    verdict: 'pass',
  },
  {
    name: 'body merged with an optional destination',
    template: openTemplate(
      [
        registry(),
        {
          ...setting(),
          properties: `[union(createObject('logs', createArray(createObject('categoryGroup', 'audit', 'enabled', true()))), if(parameters('p'), createObject('workspaceId', '${WORKSPACE}'), createObject()))]`,
        },
      ],
      P,
    ),
    verdict: 'unknown',
    dependsOn: ['parameter p'],
  },
  {
    name: 'body merged with one of two destinations',
    template: openTemplate(
      [
        registry(),
        {
          ...setting(),
          properties: `[union(createObject('logs', createArray(createObject('categoryGroup', 'audit', 'enabled', true()))), if(parameters('p'), createObject('workspaceId', '${WORKSPACE}'), createObject('storageAccountId', '${STORAGE}')))]`,
        },
      ],
      P,
    ),
    verdict: 'pass',
  },
  {
    name: 'unknown destination of a setting that lacks a category',
    template: openTemplate(
      [registry(), setting({ workspaceId: "[tryGet(parameters('diag'), 'ws')]", logs: [on(LOGIN)] })],
      { diag: 'object' },
    ),
    verdict: 'fail',
  },
  {
    name: 'destination looked up by an allowed value, all empty',
    template: template([registry(), setting({ workspaceId: "[variables('by')[parameters('env')].ws]" })], {
      parameters: { env: { type: 'string', allowedValues: ['dev', 'prod'] } },
      variables: { by: { dev: { ws: '' }, prod: { ws: '' } } },
    }),
    verdict: 'fail',
  },
  {
    name: 'secrets of one name in two vaults as conditions',
    template: openTemplate(
      [
        registry({ condition: "[equals(parameters('s'), 'on')]" }),
        setting({}, { condition: "[equals(parameters('t'), 'on')]" }),
      ],
      { s: 'securestring', t: 'securestring' },
    ),
    parameters: {
      s: { reference: { keyVault: { id: resourceIdOf('Microsoft.KeyVault/vaults/one') }, secretName: 'on' } },
      t: { reference: { keyVault: { id: resourceIdOf('Microsoft.KeyVault/vaults/two') }, secretName: 'on' } },
    },
    verdict: 'unknown',
    dependsOn: ['secret t'],
  },
];
