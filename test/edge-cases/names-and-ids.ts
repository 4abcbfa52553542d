import {
  AUDIT,
  innerDeployment,
  type JsonObject,
  LEGACY_SETTING,
  openTemplate,
  outerDeployment,
  parameter,
  REGISTRY,
  registry,
  resourceIdOf,
  SETTING,
  SUBSCRIPTION,
  scopeOf,
  setting,
  subscriptionTemplate,
  template,
  WORKSPACE,
} from '../support/arm-templates.ts';
import type { Case } from './harness.ts';

type Parameters = Readonly<Record<string, string | JsonObject>>;

const N = { n: 'string' };
const GROUP = 'environment resourceGroup().name';
const SUBSCRIPTION_ID = 'environment subscription().subscriptionId';
const RELATIVE = 'Microsoft.ContainerRegistry/registries/acr';
const OUTPUTS = {
  outputs: {
    name: { type: 'string', value: parameter('n') },
    id: { type: 'string', value: scopeOf("parameters('n')") },
  },
};

/** A registry of this name and a setting of the registry whose name the second expression gives. */
function pair(ofRegistry: string, ofScope: string, parameters: Parameters = N): JsonObject {
  return openTemplate([registry({ name: ofRegistry }), setting({}, { scope: scopeOf(ofScope) })], parameters);
}

function scoped(scope: string, parameters: Parameters = {}): JsonObject {
  return openTemplate([registry(), setting({}, { scope })], parameters);
}

/** The registry `acr` deployed with some attributes of its nested deployment, the setting with others. */
function placed(ofRegistry: JsonObject, ofSetting: JsonObject, parameters: Parameters = {}): JsonObject {
  return openTemplate(
    [
      innerDeployment(template([registry()]), {}, { name: 'registry', ...ofRegistry }),
      innerDeployment(template([setting({}, { scope: RELATIVE })]), {}, { name: 'setting', ...ofSetting }),
    ],
    parameters,
  );
}

/** A setting without scope, attached by its type and name. */
function attached(type: string, name: string): JsonObject {
  return { type, apiVersion: '2021-05-01-preview', name, properties: { workspaceId: WORKSPACE, logs: [AUDIT] } };
}

const names: readonly Case[] = [
  { name: 'same parameter', template: pair(parameter('n'), "parameters('n')"), verdict: 'pass' },
  {
    name: 'same parameter in a relative scope',
    template: openTemplate(
      [
        registry({ name: parameter('n') }),
        setting({}, { scope: "[format('Microsoft.ContainerRegistry/registries/{0}', parameters('n'))]" }),
      ],
      N,
    ),
    verdict: 'pass',
  },
  { name: 'lower case of the name', template: pair("[toLower(parameters('n'))]", "parameters('n')"), verdict: 'pass' },
  { name: 'upper case in the scope', template: pair(parameter('n'), "toUpper(parameters('n'))"), verdict: 'pass' },
  {
    name: 'lower case inside a longer name',
    template: pair("[concat('ACR', toLower(parameters('n')))]", "format('acr{0}', parameters('n'))"),
    verdict: 'pass',
  },
  {
    name: 'same parameter with another suffix',
    template: pair("[concat(parameters('n'), 'dev')]", "concat(parameters('n'), 'prod')"),
    verdict: 'fail',
  },
  {
    name: 'same parameter with and without suffix',
    template: pair("[concat(parameters('n'), 'acr')]", "parameters('n')"),
    verdict: 'fail',
  },
  {
    name: 'same parameter with another prefix',
    template: pair("[concat('acr', parameters('n'))]", "concat('log', parameters('n'))"),
    verdict: 'fail',
  },
  {
    name: 'other parameters with other prefixes',
    template: pair("[concat('acr', parameters('a'))]", "concat('log', parameters('b'))", { a: 'string', b: 'string' }),
    verdict: 'fail',
  },
  {
    name: 'two unrelated parameters',
    template: pair(parameter('a'), "parameters('b')", { a: 'string', b: 'string' }),
    verdict: 'unknown',
    dependsOn: ['parameter a', 'parameter b'],
  },
  {
    name: 'two unrelated parameters, setting without logs',
    template: openTemplate(
      [registry({ name: parameter('a') }), setting({ logs: [] }, { scope: scopeOf("parameters('b')") })],
      { a: 'string', b: 'string' },
    ),
    verdict: 'fail',
  },
  {
    name: 'unrelated setting beside the right one',
    template: openTemplate(
      [
        registry({ name: parameter('a') }),
        setting({ logs: [] }, { scope: scopeOf("parameters('b')") }),
        setting({}, { name: 'mine', scope: scopeOf("parameters('a')") }),
      ],
      { a: 'string', b: 'string' },
    ),
    verdict: 'pass',
  },
  {
    name: 'parameter against a literal',
    template: pair(parameter('n'), "'acr'"),
    verdict: 'unknown',
    dependsOn: ['parameter n'],
  },
  {
    name: 'prefixed parameter against a literal with that prefix',
    template: pair("[concat('acr', parameters('n'))]", "'acrprod'"),
    verdict: 'unknown',
    dependsOn: ['parameter n'],
  },
  {
    name: 'prefixed parameter against a literal without that prefix',
    template: pair("[concat('acr', parameters('n'))]", "'logprod'"),
    verdict: 'fail',
  },
  {
    name: 'allowed names with the literal among them',
    template: pair(parameter('n'), "'acr'", { n: { type: 'string', allowedValues: ['acr', 'log'] } }),
    verdict: 'unknown',
    dependsOn: ['parameter n'],
  },
  {
    name: 'allowed names without the literal',
    template: pair(parameter('n'), "'acr'", { n: { type: 'string', allowedValues: ['dev', 'log'] } }),
    verdict: 'fail',
  },
  {
    name: 'allowed names that are the literal in other letters',
    template: pair(parameter('n'), "'acr'", { n: { type: 'string', allowedValues: ['ACR'] } }),
    verdict: 'pass',
  },
  {
    name: 'a setting for each allowed name',
    template: openTemplate(
      [
        registry({ name: parameter('n') }),
        setting({}, { scope: scopeOf("'one'") }),
        setting({}, { scope: scopeOf("'two'") }),
      ],
      { n: { type: 'string', allowedValues: ['one', 'two'] } },
    ),
    verdict: 'pass',
  },
  {
    name: 'format and concat',
    template: pair(
      "[format('{0}acr{1}', parameters('a'), parameters('b'))]",
      "concat(parameters('a'), 'acr', parameters('b'))",
      {
        a: 'string',
        b: 'string',
      },
    ),
    verdict: 'pass',
  },
  {
    name: 'two parameters in another order',
    template: pair("[concat(parameters('a'), parameters('b'))]", "concat(parameters('b'), parameters('a'))", {
      a: 'string',
      b: 'string',
    }),
    verdict: 'unknown',
    dependsOn: ['parameter a', 'parameter b'],
  },
  {
    name: 'uniqueString of the unknown group on both sides',
    template: pair(
      "[concat('acr', uniqueString(resourceGroup().id))]",
      "format('acr{0}', uniqueString(resourceGroup().id))",
    ),
    verdict: 'pass',
  },
  {
    name: 'uniqueString of the unknown group after other prefixes',
    template: pair(
      "[concat('acr', uniqueString(resourceGroup().id))]",
      "concat('log', uniqueString(resourceGroup().id))",
    ),
    verdict: 'fail',
  },
  {
    name: 'same replacement on both sides',
    template: pair("[replace(parameters('n'), '-', '')]", "replace(parameters('n'), '-', '')"),
    verdict: 'pass',
  },
  {
    name: 'replacement on one side',
    template: pair("[replace(parameters('n'), '-', '')]", "parameters('n')"),
    verdict: 'unknown',
    dependsOn: ['parameter n'],
  },
  {
    name: 'if() of two names on both sides',
    template: pair("[if(parameters('p'), 'one', 'two')]", "if(parameters('p'), 'one', 'two')", { p: 'bool' }),
    verdict: 'pass',
  },
  {
    name: 'if() of two names turned round',
    template: pair("[if(parameters('p'), 'one', 'two')]", "if(parameters('p'), 'two', 'one')", { p: 'bool' }),
    verdict: 'fail',
  },
  {
    name: 'if() of two names against one of them',
    template: pair("[if(parameters('p'), 'one', 'two')]", "'one'", { p: 'bool' }),
    verdict: 'unknown',
    dependsOn: ['parameter p'],
  },
  {
    name: 'default that is the other parameter',
    template: pair(parameter('n'), "parameters('m')", { ...N, m: { type: 'string', defaultValue: parameter('n') } }),
    verdict: 'pass',
  },
  {
    name: 'one newGuid()',
    template: pair("[concat('acr', parameters('g'))]", "concat('acr', parameters('g'))", {
      g: { type: 'string', defaultValue: '[newGuid()]' },
    }),
    verdict: 'pass',
  },
  {
    name: 'two newGuid()',
    template: pair("[concat('acr', parameters('g'))]", "concat('acr', parameters('h'))", {
      g: { type: 'string', defaultValue: '[newGuid()]' },
      h: { type: 'string', defaultValue: '[newGuid()]' },
    }),
    verdict: 'unknown',
    dependsOn: ['environment newGuid()'],
  },
  {
    name: 'two registries, a setting of one',
    template: openTemplate(
      [
        registry({ name: "[concat(parameters('a'), '1')]" }),
        registry({ name: "[concat(parameters('a'), '2')]" }),
        setting({}, { scope: scopeOf("concat(parameters('a'), '2')") }),
      ],
      { a: 'string' },
    ),
    verdict: ['fail', 'pass'],
  },
  {
    name: 'two registries with unrelated names, a setting of one',
    template: openTemplate(
      [
        registry({ name: parameter('a') }),
        registry({ name: parameter('b') }),
        setting({}, { scope: scopeOf("parameters('a')") }),
      ],
      { a: 'string', b: 'string' },
    ),
    verdict: ['pass', 'unknown'],
    dependsOn: ['parameter a', 'parameter b'],
  },
  {
    name: 'number in the name against a literal',
    template: pair("[concat('acr', parameters('n'))]", "'acr5'", { n: 'int' }),
    verdict: 'unknown',
    dependsOn: ['parameter n'],
  },
  {
    name: 'allowed numbers in the name',
    template: openTemplate(
      [
        registry({ name: "[concat('acr', parameters('n'))]" }),
        setting({}, { scope: scopeOf("'acr1'") }),
        setting({}, { scope: scopeOf("'acr2'") }),
      ],
      { n: { type: 'int', allowedValues: [1, 2] } },
    ),
    verdict: 'pass',
  },
  {
    name: 'boolean in the name against a literal',
    template: pair("[concat('acr', parameters('n'))]", "'acrTrue'", { n: 'bool' }),
    verdict: 'unknown',
    dependsOn: ['parameter n'],
  },
  {
    name: 'number in the name, formatted and joined',
    template: pair("[concat('acr', parameters('n'))]", "format('acr{0}', string(parameters('n')))", { n: 'int' }),
    verdict: 'pass',
  },
  {
    name: 'name by the condition of the registry',
    template: openTemplate(
      [
        registry({ name: "[if(parameters('p'), 'one', 'two')]", condition: parameter('p') }),
        setting({}, { scope: scopeOf("'one'") }),
      ],
      { p: 'bool' },
    ),
    verdict: 'pass',
  },
  {
    name: 'name and settings by environment',
    template: openTemplate(
      [
        registry({ name: "[if(equals(parameters('env'), 'prod'), 'acrprod', 'acrdev')]" }),
        setting({}, { scope: scopeOf("'acrprod'"), condition: "[equals(parameters('env'), 'prod')]" }),
        setting({}, { scope: scopeOf("'acrdev'"), condition: "[not(equals(parameters('env'), 'prod'))]" }),
      ],
      { env: 'string' },
    ),
    verdict: 'pass',
  },
  {
    name: 'name and settings by environment, turned round',
    template: openTemplate(
      [
        registry({ name: "[if(equals(parameters('env'), 'prod'), 'acrprod', 'acrdev')]" }),
        setting({}, { scope: scopeOf("'acrdev'"), condition: "[equals(parameters('env'), 'prod')]" }),
        setting({}, { scope: scopeOf("'acrprod'"), condition: "[not(equals(parameters('env'), 'prod'))]" }),
      ],
      { env: 'string' },
    ),
    verdict: 'fail',
  },
];

const groups: readonly Case[] = [
  {
    name: 'own group against a literal one',
    template: template([registry(), outerDeployment([setting({}, { scope: RELATIVE })], { resourceGroup: 'rg2' })]),
    verdict: 'unknown',
    dependsOn: [GROUP],
  },
  {
    name: 'own group against a literal one, other name',
    template: template([
      registry({ name: 'other' }),
      outerDeployment([setting({}, { scope: RELATIVE })], { resourceGroup: 'rg2' }),
    ]),
    verdict: 'fail',
  },
  {
    name: 'resourceId() of an outer template is the parent’s',
    template: template([registry(), outerDeployment([setting()], { resourceGroup: 'rg2' })]),
    verdict: 'pass',
  },
  {
    name: 'outer template in a literal group with resourceId() of the parent',
    template: template([outerDeployment([registry(), setting()], { resourceGroup: 'rg2' })]),
    verdict: 'unknown',
    dependsOn: [GROUP],
  },
  {
    name: 'outer template in a literal group with a relative scope',
    template: template([outerDeployment([registry(), setting({}, { scope: RELATIVE })], { resourceGroup: 'rg2' })]),
    verdict: 'pass',
  },
  {
    name: 'inner template in a literal group with resourceId()',
    template: template([innerDeployment(template([registry(), setting()]), {}, { resourceGroup: 'rg2' })]),
    verdict: 'pass',
  },
  { name: 'two inner templates in the own group', template: placed({}, {}), verdict: 'pass' },
  {
    name: 'own group and its name',
    template: placed({}, { resourceGroup: '[resourceGroup().name]' }),
    verdict: 'pass',
  },
  {
    name: 'two literal groups in other letters',
    template: placed({ resourceGroup: 'rg' }, { resourceGroup: 'RG' }),
    verdict: 'pass',
  },
  { name: 'two literal groups', template: placed({ resourceGroup: 'rg1' }, { resourceGroup: 'rg2' }), verdict: 'fail' },
  {
    name: 'one unknown group',
    template: placed({ resourceGroup: parameter('rg') }, { resourceGroup: parameter('rg') }, { rg: 'string' }),
    verdict: 'pass',
  },
  {
    name: 'two unknown groups',
    template: placed(
      { resourceGroup: parameter('a') },
      { resourceGroup: parameter('b') },
      { a: 'string', b: 'string' },
    ),
    verdict: 'unknown',
    dependsOn: ['parameter a', 'parameter b'],
  },
  {
    name: 'unknown group with two suffixes',
    template: placed(
      { resourceGroup: "[concat(parameters('rg'), '-acr')]" },
      { resourceGroup: "[concat(parameters('rg'), '-log')]" },
      { rg: 'string' },
    ),
    verdict: 'fail',
  },
  {
    name: 'unknown group against the own one',
    template: placed({}, { resourceGroup: parameter('rg') }, { rg: 'string' }),
    verdict: 'unknown',
    dependsOn: [GROUP, 'parameter rg'],
  },
  {
    name: 'own subscription and its id',
    template: placed(
      { resourceGroup: 'rg' },
      { resourceGroup: 'rg', subscriptionId: '[subscription().subscriptionId]' },
    ),
    verdict: 'pass',
  },
  {
    name: 'own subscription against a literal one',
    template: placed({ resourceGroup: 'rg' }, { resourceGroup: 'rg', subscriptionId: SUBSCRIPTION }),
    verdict: 'unknown',
    dependsOn: [SUBSCRIPTION_ID],
  },
  {
    name: 'literal subscription in other letters',
    template: placed(
      { resourceGroup: 'rg', subscriptionId: SUBSCRIPTION },
      { resourceGroup: 'rg', subscriptionId: SUBSCRIPTION.toUpperCase() },
    ),
    verdict: 'pass',
  },
  {
    name: 'subscription template with both in one group',
    template: subscriptionTemplate(
      [
        innerDeployment(
          openTemplate([registry({ name: parameter('n') })], N),
          { n: parameter('n') },
          { name: 'registry', resourceGroup: 'rg' },
        ),
        innerDeployment(
          openTemplate([setting({}, { scope: scopeOf("parameters('n')") })], N),
          {
            n: parameter('n'),
          },
          { name: 'setting', resourceGroup: 'rg' },
        ),
      ],
      { parameters: { n: { type: 'string' } } },
    ),
    verdict: 'pass',
  },
  {
    name: 'subscription template with two groups',
    template: subscriptionTemplate(
      [
        innerDeployment(
          openTemplate([registry({ name: parameter('n') })], N),
          { n: parameter('n') },
          { name: 'registry', resourceGroup: 'rg-a' },
        ),
        innerDeployment(
          openTemplate([setting({}, { scope: scopeOf("parameters('n')") })], N),
          {
            n: parameter('n'),
          },
          { name: 'setting', resourceGroup: 'rg-b' },
        ),
      ],
      { parameters: { n: { type: 'string' } } },
    ),
    verdict: 'fail',
  },
  {
    name: 'subscription template that creates its group',
    template: subscriptionTemplate(
      [
        {
          type: 'Microsoft.Resources/resourceGroups',
          apiVersion: '2022-09-01',
          name: parameter('rg'),
          location: 'westeurope',
        },
        innerDeployment(template([registry(), setting()]), {}, { name: 'both', resourceGroup: parameter('rg') }),
      ],
      { parameters: { rg: { type: 'string' } } },
    ),
    verdict: 'pass',
  },
  {
    name: 'resourceId() with another literal group',
    template: scoped(`[resourceId('rg2', '${REGISTRY}', 'acr')]`),
    verdict: 'unknown',
    dependsOn: [GROUP],
  },
  {
    name: 'resourceId() with the own group spelled out',
    template: scoped(`[resourceId(subscription().subscriptionId, resourceGroup().name, '${REGISTRY}', 'acr')]`),
    verdict: 'pass',
  },
  {
    name: 'resourceId() with another literal group in one that is known',
    template: template([
      innerDeployment(
        template([registry(), setting({}, { scope: `[resourceId('rg2', '${REGISTRY}', 'acr')]` })]),
        {},
        { resourceGroup: 'rg1' },
      ),
    ]),
    verdict: 'fail',
  },
  {
    name: 'literal id of a registry of that name',
    template: scoped(resourceIdOf(`${REGISTRY}/acr`)),
    verdict: 'unknown',
    dependsOn: [GROUP, SUBSCRIPTION_ID],
  },
  {
    name: 'literal id of a registry of another name',
    template: scoped(resourceIdOf(`${REGISTRY}/other`)),
    verdict: 'fail',
  },
  {
    name: 'scope that is a parameter',
    template: scoped(parameter('id'), { id: 'string' }),
    verdict: 'unknown',
    // Given a full id, the own group and subscription still decide: ids are equal only when that is provable.
    dependsOn: [GROUP, SUBSCRIPTION_ID, 'parameter id'],
  },
  {
    name: 'scope that is a parameter, given',
    template: scoped(parameter('id'), { id: 'string' }),
    parameters: { id: RELATIVE },
    verdict: 'pass',
  },
];

const forms: readonly Case[] = [
  { name: 'form 1: full id', template: scoped(scopeOf("'acr'")), verdict: 'pass' },
  { name: 'form 2: relative scope', template: scoped(RELATIVE), verdict: 'pass' },
  { name: 'form 2: relative scope in other letters', template: scoped(RELATIVE.toUpperCase()), verdict: 'pass' },
  {
    name: 'form 3: extensionResourceId()',
    template: scoped(
      `[extensionResourceId(format('/subscriptions/{0}/resourceGroups/{1}', subscription().subscriptionId, resourceGroup().name), '${REGISTRY}', 'acr')]`,
    ),
    verdict: 'pass',
  },
  {
    name: 'form 4: resourceInfo()',
    template: openTemplate(
      { reg: registry({ name: parameter('n') }), diag: setting({}, { scope: "[resourceInfo('reg').id]" }) },
      N,
    ),
    verdict: 'pass',
  },
  {
    name: 'form 5: output of a nested deployment',
    template: openTemplate(
      [
        innerDeployment(
          template([registry({ name: parameter('n') })], { parameters: { n: { type: 'string' } }, ...OUTPUTS }),
          {
            n: parameter('n'),
          },
        ),
        setting({}, { scope: "[reference('module').outputs.id.value]" }),
      ],
      N,
    ),
    verdict: 'pass',
  },
  {
    name: 'form 5: runtime value of something else',
    template: scoped("[reference('elsewhere').outputs.id.value]"),
    verdict: 'unknown',
    // As for a scope that is a parameter: equal to the own group's registry only when that is provable.
    dependsOn: [GROUP, SUBSCRIPTION_ID, "runtime reference('elsewhere')"],
  },
  {
    name: 'form 6: no scope',
    template: template([registry(), attached(SETTING, 'audit')]),
    verdict: 'fail',
  },
  { name: 'form 6: scope of the group', template: scoped('[resourceGroup().id]'), verdict: 'fail' },
  { name: 'form 6: scope of the subscription', template: scoped('[subscription().id]'), verdict: 'fail' },
  {
    name: 'form 7: legacy type',
    template: openTemplate(
      [
        registry({ name: parameter('n') }),
        attached(LEGACY_SETTING.toLowerCase(), "[concat(parameters('n'), '/', 'Microsoft.Insights/', 'audit')]"),
      ],
      N,
    ),
    verdict: 'pass',
  },
  {
    name: 'form 7: legacy type with an unknown setting name',
    template: openTemplate(
      [
        registry({ name: parameter('n') }),
        attached(LEGACY_SETTING, "[format('{0}/microsoft.insights/{1}', parameters('n'), parameters('s'))]"),
      ],
      { ...N, s: 'string' },
    ),
    verdict: 'pass',
  },
  {
    name: 'form 7: legacy type of another registry',
    template: template([registry(), attached(LEGACY_SETTING, 'other/Microsoft.Insights/audit')]),
    verdict: 'fail',
  },
  {
    name: 'form 8: legacy child',
    template: openTemplate(
      [
        registry({
          name: parameter('n'),
          resources: [attached('providers/diagnosticSettings', "[concat('Microsoft.Insights/', parameters('n'))]")],
        }),
      ],
      N,
    ),
    verdict: 'pass',
  },
  {
    name: 'form 9: fully qualified child',
    template: openTemplate(
      [
        registry({
          name: parameter('n'),
          resources: [attached(LEGACY_SETTING, "[concat(parameters('n'), '/Microsoft.Insights/audit')]")],
        }),
      ],
      N,
    ),
    verdict: 'pass',
  },
  {
    name: 'form 10: bare child',
    template: openTemplate([registry({ name: parameter('n'), resources: [attached(SETTING, 'audit')] })], N),
    verdict: 'pass',
  },
  {
    name: 'form 10: bare child with the scope of another registry',
    template: template([registry({ resources: [setting({}, { scope: scopeOf("'other'") })] })]),
    verdict: 'fail',
  },
  {
    name: 'form 11: setting of a child of the registry',
    template: template([
      registry({
        resources: [attached('replications/providers/diagnosticSettings', 'weu/Microsoft.Insights/audit')],
      }),
    ]),
    verdict: 'fail',
  },
  {
    name: 'form 11: scope of a child of the registry',
    template: scoped(`${RELATIVE}/replications/weu`),
    verdict: 'fail',
  },
  {
    name: 'form 12: legacy name in an outer template of another group',
    template: template([
      registry(),
      outerDeployment([attached(LEGACY_SETTING, 'acr/Microsoft.Insights/audit')], { resourceGroup: 'rg2' }),
    ]),
    verdict: 'unknown',
    dependsOn: [GROUP],
  },
  {
    name: 'form 15: existing registry of a module',
    template: openTemplate(
      [
        registry({ name: parameter('n') }),
        innerDeployment(
          openTemplate(
            {
              acr: { existing: true, type: REGISTRY, apiVersion: '2023-07-01', name: parameter('registryName') },
              diag: setting(
                {},
                {
                  scope: "[format('Microsoft.ContainerRegistry/registries/{0}', parameters('registryName'))]",
                },
              ),
            },
            { registryName: 'string' },
          ),
          { registryName: parameter('n') },
        ),
      ],
      N,
    ),
    verdict: 'pass',
  },
  {
    name: 'name of an inner template by its own default',
    template: template(
      [
        registry({ name: parameter('n') }),
        innerDeployment(
          openTemplate([setting({}, { scope: scopeOf("parameters('n')") })], {
            n: { type: 'string', defaultValue: 'q' },
          }),
        ),
      ],
      { parameters: { n: { type: 'string', defaultValue: 'p' } } },
    ),
    verdict: 'fail',
  },
  {
    name: 'name of an outer template is the parent’s',
    template: openTemplate(
      [registry({ name: parameter('n') }), outerDeployment([setting({}, { scope: scopeOf("parameters('n')") })])],
      N,
    ),
    verdict: 'pass',
  },
  {
    name: 'name from the output of a module',
    template: openTemplate(
      [
        innerDeployment(
          template([registry({ name: parameter('n') })], { parameters: { n: { type: 'string' } }, ...OUTPUTS }),
          { n: parameter('n') },
          { name: 'registry' },
        ),
        innerDeployment(
          openTemplate([setting({}, { scope: scopeOf("parameters('of')") })], { of: 'string' }),
          {
            of: "[reference('registry').outputs.name.value]",
          },
          { name: 'setting' },
        ),
      ],
      N,
    ),
    verdict: 'pass',
  },
  {
    name: 'name from the output of a deployment that is not here',
    template: openTemplate(
      [
        registry({ name: parameter('n') }),
        innerDeployment(
          openTemplate([setting({}, { scope: scopeOf("parameters('of')") })], { of: 'string' }),
          {
            of: "[reference('elsewhere').outputs.name.value]",
          },
          { name: 'setting' },
        ),
      ],
      N,
    ),
    verdict: 'unknown',
    // "The finding names the exact … function": with its argument.
    dependsOn: ['parameter n', "runtime reference('elsewhere')"],
  },
  {
    name: 'name of the registry as the runtime says it',
    template: template([registry(), setting({}, { scope: RELATIVE, name: "[reference('acr').loginServer]" })]),
    verdict: 'pass',
  },
];

export const namesAndIds: readonly Case[] = [...names, ...groups, ...forms];
