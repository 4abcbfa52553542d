import type { Case, Json } from './harness.ts';
import {
  AUDIT,
  armId,
  DIAGNOSTICS,
  given,
  inner,
  LEGACY,
  outer,
  parameter,
  REGISTRY,
  registry,
  SUBSCRIPTION,
  scopeOf,
  setting,
  subscriptionTemplate,
  template,
  WORKSPACE,
} from './templates.ts';

type Parameters = Readonly<Record<string, string | Json>>;

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
function pair(ofRegistry: string, ofScope: string, parameters: Parameters = N): Json {
  return given(parameters, [registry(ofRegistry), setting({ scope: scopeOf(ofScope) })]);
}

function scoped(scope: string, parameters: Parameters = {}): Json {
  return given(parameters, [registry(), setting({ scope })]);
}

/** The registry `acr` deployed with some attributes of its nested deployment, the setting with others. */
function placed(ofRegistry: Json, ofSetting: Json, parameters: Parameters = {}): Json {
  return given(parameters, [
    inner({ name: 'registry', ...ofRegistry }, template([registry()])),
    inner({ name: 'setting', ...ofSetting }, template([setting({ scope: RELATIVE })])),
  ]);
}

/** A setting without scope, attached by its type and name. */
function attached(type: string, name: string): Json {
  return { type, apiVersion: '2021-05-01-preview', name, properties: { workspaceId: WORKSPACE, logs: [AUDIT] } };
}

const names: readonly Case[] = [
  { name: 'same parameter', template: pair(parameter('n'), "parameters('n')"), verdict: 'pass' },
  {
    name: 'same parameter in a relative scope',
    template: given(N, [
      registry(parameter('n')),
      setting({ scope: "[format('Microsoft.ContainerRegistry/registries/{0}', parameters('n'))]" }),
    ]),
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
    template: given({ a: 'string', b: 'string' }, [
      registry(parameter('a')),
      setting({ scope: scopeOf("parameters('b')") }, { logs: [] }),
    ]),
    verdict: 'fail',
  },
  {
    name: 'unrelated setting beside the right one',
    template: given({ a: 'string', b: 'string' }, [
      registry(parameter('a')),
      setting({ scope: scopeOf("parameters('b')") }, { logs: [] }),
      setting({ name: 'mine', scope: scopeOf("parameters('a')") }),
    ]),
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
    template: given({ n: { type: 'string', allowedValues: ['one', 'two'] } }, [
      registry(parameter('n')),
      setting({ scope: scopeOf("'one'") }),
      setting({ scope: scopeOf("'two'") }),
    ]),
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
    template: given({ a: 'string' }, [
      registry("[concat(parameters('a'), '1')]"),
      registry("[concat(parameters('a'), '2')]"),
      setting({ scope: scopeOf("concat(parameters('a'), '2')") }),
    ]),
    verdict: ['fail', 'pass'],
  },
  {
    name: 'two registries with unrelated names, a setting of one',
    template: given({ a: 'string', b: 'string' }, [
      registry(parameter('a')),
      registry(parameter('b')),
      setting({ scope: scopeOf("parameters('a')") }),
    ]),
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
    template: given({ n: { type: 'int', allowedValues: [1, 2] } }, [
      registry("[concat('acr', parameters('n'))]"),
      setting({ scope: scopeOf("'acr1'") }),
      setting({ scope: scopeOf("'acr2'") }),
    ]),
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
    template: given({ p: 'bool' }, [
      registry("[if(parameters('p'), 'one', 'two')]", { condition: parameter('p') }),
      setting({ scope: scopeOf("'one'") }),
    ]),
    verdict: 'pass',
  },
  {
    name: 'name and settings by environment',
    template: given({ env: 'string' }, [
      registry("[if(equals(parameters('env'), 'prod'), 'acrprod', 'acrdev')]"),
      setting({ scope: scopeOf("'acrprod'"), condition: "[equals(parameters('env'), 'prod')]" }),
      setting({ scope: scopeOf("'acrdev'"), condition: "[not(equals(parameters('env'), 'prod'))]" }),
    ]),
    verdict: 'pass',
  },
  {
    name: 'name and settings by environment, turned round',
    template: given({ env: 'string' }, [
      registry("[if(equals(parameters('env'), 'prod'), 'acrprod', 'acrdev')]"),
      setting({ scope: scopeOf("'acrdev'"), condition: "[equals(parameters('env'), 'prod')]" }),
      setting({ scope: scopeOf("'acrprod'"), condition: "[not(equals(parameters('env'), 'prod'))]" }),
    ]),
    verdict: 'fail',
  },
];

const groups: readonly Case[] = [
  {
    name: 'own group against a literal one',
    template: given({}, [registry(), outer({ resourceGroup: 'rg2' }, [setting({ scope: RELATIVE })])]),
    verdict: 'unknown',
    dependsOn: [GROUP],
  },
  {
    name: 'own group against a literal one, other name',
    template: given({}, [registry('other'), outer({ resourceGroup: 'rg2' }, [setting({ scope: RELATIVE })])]),
    verdict: 'fail',
  },
  {
    name: 'resourceId() of an outer template is the parent’s',
    template: given({}, [registry(), outer({ resourceGroup: 'rg2' }, [setting()])]),
    verdict: 'pass',
  },
  {
    name: 'outer template in a literal group with resourceId() of the parent',
    template: given({}, [outer({ resourceGroup: 'rg2' }, [registry(), setting()])]),
    verdict: 'unknown',
    dependsOn: [GROUP],
  },
  {
    name: 'outer template in a literal group with a relative scope',
    template: given({}, [outer({ resourceGroup: 'rg2' }, [registry(), setting({ scope: RELATIVE })])]),
    verdict: 'pass',
  },
  {
    name: 'inner template in a literal group with resourceId()',
    template: given({}, [inner({ resourceGroup: 'rg2' }, template([registry(), setting()]))]),
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
        inner({ name: 'registry', resourceGroup: 'rg' }, given(N, [registry(parameter('n'))]), { n: parameter('n') }),
        inner({ name: 'setting', resourceGroup: 'rg' }, given(N, [setting({ scope: scopeOf("parameters('n')") })]), {
          n: parameter('n'),
        }),
      ],
      { parameters: { n: { type: 'string' } } },
    ),
    verdict: 'pass',
  },
  {
    name: 'subscription template with two groups',
    template: subscriptionTemplate(
      [
        inner({ name: 'registry', resourceGroup: 'rg-a' }, given(N, [registry(parameter('n'))]), { n: parameter('n') }),
        inner({ name: 'setting', resourceGroup: 'rg-b' }, given(N, [setting({ scope: scopeOf("parameters('n')") })]), {
          n: parameter('n'),
        }),
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
        inner({ name: 'both', resourceGroup: parameter('rg') }, template([registry(), setting()])),
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
    template: given({}, [
      inner(
        { resourceGroup: 'rg1' },
        template([registry(), setting({ scope: `[resourceId('rg2', '${REGISTRY}', 'acr')]` })]),
      ),
    ]),
    verdict: 'fail',
  },
  {
    name: 'literal id of a registry of that name',
    template: scoped(armId(`${REGISTRY}/acr`)),
    verdict: 'unknown',
    dependsOn: [GROUP, SUBSCRIPTION_ID],
  },
  { name: 'literal id of a registry of another name', template: scoped(armId(`${REGISTRY}/other`)), verdict: 'fail' },
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
    template: given(N, { reg: registry(parameter('n')), diag: setting({ scope: "[resourceInfo('reg').id]" }) }),
    verdict: 'pass',
  },
  {
    name: 'form 5: output of a nested deployment',
    template: given(N, [
      inner({}, template([registry(parameter('n'))], { parameters: { n: { type: 'string' } }, ...OUTPUTS }), {
        n: parameter('n'),
      }),
      setting({ scope: "[reference('module').outputs.id.value]" }),
    ]),
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
    template: given({}, [registry(), attached(DIAGNOSTICS, 'audit')]),
    verdict: 'fail',
  },
  { name: 'form 6: scope of the group', template: scoped('[resourceGroup().id]'), verdict: 'fail' },
  { name: 'form 6: scope of the subscription', template: scoped('[subscription().id]'), verdict: 'fail' },
  {
    name: 'form 7: legacy type',
    template: given(N, [
      registry(parameter('n')),
      attached(LEGACY.toLowerCase(), "[concat(parameters('n'), '/', 'Microsoft.Insights/', 'audit')]"),
    ]),
    verdict: 'pass',
  },
  {
    name: 'form 7: legacy type with an unknown setting name',
    template: given({ ...N, s: 'string' }, [
      registry(parameter('n')),
      attached(LEGACY, "[format('{0}/microsoft.insights/{1}', parameters('n'), parameters('s'))]"),
    ]),
    verdict: 'pass',
  },
  {
    name: 'form 7: legacy type of another registry',
    template: given({}, [registry(), attached(LEGACY, 'other/Microsoft.Insights/audit')]),
    verdict: 'fail',
  },
  {
    name: 'form 8: legacy child',
    template: given(N, [
      registry(parameter('n'), {
        resources: [attached('providers/diagnosticSettings', "[concat('Microsoft.Insights/', parameters('n'))]")],
      }),
    ]),
    verdict: 'pass',
  },
  {
    name: 'form 9: fully qualified child',
    template: given(N, [
      registry(parameter('n'), {
        resources: [attached(LEGACY, "[concat(parameters('n'), '/Microsoft.Insights/audit')]")],
      }),
    ]),
    verdict: 'pass',
  },
  {
    name: 'form 10: bare child',
    template: given(N, [registry(parameter('n'), { resources: [attached(DIAGNOSTICS, 'audit')] })]),
    verdict: 'pass',
  },
  {
    name: 'form 10: bare child with the scope of another registry',
    template: given({}, [registry('acr', { resources: [setting({ scope: scopeOf("'other'") })] })]),
    verdict: 'fail',
  },
  {
    name: 'form 11: setting of a child of the registry',
    template: given({}, [
      registry('acr', {
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
    template: given({}, [
      registry(),
      outer({ resourceGroup: 'rg2' }, [attached(LEGACY, 'acr/Microsoft.Insights/audit')]),
    ]),
    verdict: 'unknown',
    dependsOn: [GROUP],
  },
  {
    name: 'form 15: existing registry of a module',
    template: given(N, [
      registry(parameter('n')),
      inner(
        {},
        given(
          { registryName: 'string' },
          {
            acr: { existing: true, type: REGISTRY, apiVersion: '2023-07-01', name: parameter('registryName') },
            diag: setting({
              scope: "[format('Microsoft.ContainerRegistry/registries/{0}', parameters('registryName'))]",
            }),
          },
        ),
        { registryName: parameter('n') },
      ),
    ]),
    verdict: 'pass',
  },
  {
    name: 'name of an inner template by its own default',
    template: template(
      [
        registry(parameter('n')),
        inner(
          {},
          given({ n: { type: 'string', defaultValue: 'q' } }, [setting({ scope: scopeOf("parameters('n')") })]),
        ),
      ],
      { parameters: { n: { type: 'string', defaultValue: 'p' } } },
    ),
    verdict: 'fail',
  },
  {
    name: 'name of an outer template is the parent’s',
    template: given(N, [registry(parameter('n')), outer({}, [setting({ scope: scopeOf("parameters('n')") })])]),
    verdict: 'pass',
  },
  {
    name: 'name from the output of a module',
    template: given(N, [
      inner(
        { name: 'registry' },
        template([registry(parameter('n'))], { parameters: { n: { type: 'string' } }, ...OUTPUTS }),
        { n: parameter('n') },
      ),
      inner({ name: 'setting' }, given({ of: 'string' }, [setting({ scope: scopeOf("parameters('of')") })]), {
        of: "[reference('registry').outputs.name.value]",
      }),
    ]),
    verdict: 'pass',
  },
  {
    name: 'name from the output of a deployment that is not here',
    template: given(N, [
      registry(parameter('n')),
      inner({ name: 'setting' }, given({ of: 'string' }, [setting({ scope: scopeOf("parameters('of')") })]), {
        of: "[reference('elsewhere').outputs.name.value]",
      }),
    ]),
    verdict: 'unknown',
    // "The finding names the exact … function": with its argument.
    dependsOn: ['parameter n', "runtime reference('elsewhere')"],
  },
  {
    name: 'name of the registry as the runtime says it',
    template: given({}, [registry(), setting({ scope: RELATIVE, name: "[reference('acr').loginServer]" })]),
    verdict: 'pass',
  },
];

export const namesAndIds: readonly Case[] = [...names, ...groups, ...forms];
