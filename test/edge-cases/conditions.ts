import {
  AUDIT,
  innerDeployment,
  type JsonObject,
  LOGIN,
  on,
  openTemplate,
  outerDeployment,
  parameter,
  registry,
  setting,
  template,
  WORKSPACE,
} from '../support/arm-templates.ts';
import type { Case } from './harness.ts';

const BOOLS = { p: 'bool', q: 'bool', r: 'bool' };
const ENV = { env: 'string' };
const ENV_OF_TWO = { env: { type: 'string', allowedValues: ['dev', 'prod'] } };
const ENV_OF_THREE = { env: { type: 'string', allowedValues: ['dev', 'prod', 'test'] } };
const P = parameter('p');

/** A registry and a setting with these conditions. */
function pair(
  ofRegistry: string,
  ofSetting: string,
  parameters: Readonly<Record<string, string | JsonObject>> = BOOLS,
): JsonObject {
  return openTemplate([registry({ condition: ofRegistry }), setting({}, { condition: ofSetting })], parameters);
}

/** An unconditional registry and settings with these conditions, each complete. */
function settings(
  conditions: readonly string[],
  parameters: Readonly<Record<string, string | JsonObject>> = BOOLS,
): JsonObject {
  return openTemplate(
    [registry(), ...conditions.map((condition, index) => setting({}, { name: `s${index}`, condition }))],
    parameters,
  );
}

export const conditions: readonly Case[] = [
  { name: 'no condition at all', template: template([registry(), setting()]), verdict: 'pass' },
  {
    name: 'setting under an unknown parameter',
    template: settings([P]),
    verdict: 'unknown',
    dependsOn: ['parameter p'],
  },
  { name: 'same condition on both', template: pair(P, P), verdict: 'pass' },
  { name: 'setting under the negation', template: pair(P, "[not(parameters('p'))]"), verdict: 'fail' },
  { name: 'registry under the negation', template: pair("[not(parameters('p'))]", P), verdict: 'fail' },
  {
    name: 'setting under one part of the registry’s and()',
    template: pair("[and(parameters('p'), parameters('q'))]", P),
    verdict: 'pass',
  },
  {
    name: 'and() with its parts in another order',
    template: pair("[and(parameters('p'), parameters('q'))]", "[and(parameters('q'), parameters('p'))]"),
    verdict: 'pass',
  },
  {
    name: 'and() of three implies and() of two',
    template: pair(
      "[and(parameters('p'), parameters('q'), parameters('r'))]",
      "[and(parameters('r'), parameters('p'))]",
    ),
    verdict: 'pass',
  },
  {
    name: 'and() that shares one part with the registry’s',
    template: pair("[and(parameters('p'), parameters('q'))]", "[and(parameters('p'), parameters('r'))]"),
    verdict: 'unknown',
    dependsOn: ['parameter r'],
  },
  {
    name: 'setting asks for more than its registry',
    template: pair(P, "[and(parameters('p'), parameters('q'))]"),
    verdict: 'unknown',
    dependsOn: ['parameter q'],
  },
  { name: 'setting under a wider or()', template: pair(P, "[or(parameters('p'), parameters('q'))]"), verdict: 'pass' },
  {
    name: 'registry under an or() of which the setting has one part',
    template: pair("[or(parameters('p'), parameters('q'))]", P),
    verdict: 'unknown',
    dependsOn: ['parameter p'],
  },
  {
    name: 'registry under neither of two, setting under not one of them',
    template: pair("[not(or(parameters('p'), parameters('q')))]", "[not(parameters('p'))]"),
    verdict: 'pass',
  },
  {
    name: 'registry under neither of two, setting under one of them',
    template: pair("[not(or(parameters('p'), parameters('q')))]", "[parameters('q')]"),
    verdict: 'fail',
  },
  { name: 'registry compared with true()', template: pair("[equals(parameters('p'), true())]", P), verdict: 'pass' },
  { name: 'setting compared with true()', template: pair(P, "[equals(true(), parameters('p'))]"), verdict: 'pass' },
  { name: 'setting compared with false()', template: pair(P, "[equals(parameters('p'), false())]"), verdict: 'fail' },
  {
    name: 'compared with false() and negated',
    template: pair("[equals(parameters('p'), false())]", "[not(parameters('p'))]"),
    verdict: 'pass',
  },
  { name: 'double negation', template: pair(P, "[not(not(parameters('p')))]"), verdict: 'pass' },
  {
    name: 'if() that copies its condition',
    template: pair(P, "[if(parameters('p'), true(), false())]"),
    verdict: 'pass',
  },
  {
    name: 'if() that turns its condition',
    template: pair(P, "[if(parameters('p'), false(), true())]"),
    verdict: 'fail',
  },
  { name: 'complementary settings', template: settings([P, "[not(parameters('p'))]"]), verdict: 'pass' },
  {
    name: 'complementary settings by comparison',
    template: settings(["[equals(parameters('p'), true())]", "[equals(parameters('p'), false())]"]),
    verdict: 'pass',
  },
  {
    name: 'complementary settings, one of them incomplete',
    template: openTemplate(
      [
        registry(),
        setting({}, { name: 's0', condition: P }),
        setting({ logs: [on(LOGIN)] }, { name: 's1', condition: "[not(parameters('p'))]" }),
      ],
      BOOLS,
    ),
    verdict: 'unknown',
    dependsOn: ['parameter p'],
  },
  {
    name: 'complementary settings, both incomplete',
    template: openTemplate(
      [
        registry(),
        setting({ logs: [] }, { name: 's0', condition: P }),
        setting({ logs: [on(LOGIN)] }, { name: 's1', condition: "[not(parameters('p'))]" }),
      ],
      BOOLS,
    ),
    verdict: 'fail',
  },
  {
    name: 'complementary text comparison',
    template: settings(["[equals(parameters('env'), 'prod')]", "[not(equals(parameters('env'), 'prod'))]"], ENV),
    verdict: 'pass',
  },
  {
    name: 'complementary emptiness',
    template: settings(["[empty(parameters('env'))]", "[not(empty(parameters('env')))]"], ENV),
    verdict: 'pass',
  },
  {
    name: 'complementary order of numbers',
    template: settings(["[greater(parameters('n'), 0)]", "[lessOrEquals(parameters('n'), 0)]"], { n: 'int' }),
    verdict: 'pass',
  },
  {
    name: 'three settings that cover two parameters',
    template: settings(["[and(parameters('p'), parameters('q'))]", "[not(parameters('p'))]", "[not(parameters('q'))]"]),
    verdict: 'pass',
  },
  {
    name: 'three settings that leave one case of two parameters',
    template: settings([
      "[and(parameters('p'), parameters('q'))]",
      "[not(parameters('p'))]",
      "[and(not(parameters('q')), parameters('r'))]",
    ]),
    verdict: 'unknown',
    dependsOn: ['parameter p', 'parameter q', 'parameter r'],
  },
  { name: 'contradiction', template: settings(["[and(parameters('p'), not(parameters('p')))]"]), verdict: 'fail' },
  { name: 'tautology', template: settings(["[or(parameters('p'), not(parameters('p')))]"]), verdict: 'pass' },
  {
    name: 'and() with false()',
    template: settings(["[and(parameters('p'), false())]"]),
    verdict: 'fail',
  },
  { name: 'or() with true()', template: settings(["[or(parameters('p'), true())]"]), verdict: 'pass' },
  {
    name: 'same text comparison on both',
    template: pair("[equals(parameters('env'), 'prod')]", "[equals('prod', parameters('env'))]", ENV),
    verdict: 'pass',
  },
  {
    name: 'text compared with two different values',
    template: pair("[equals(parameters('env'), 'prod')]", "[equals(parameters('env'), 'dev')]", ENV),
    verdict: 'fail',
  },
  {
    name: 'text that is one value is not another',
    template: pair("[equals(parameters('env'), 'prod')]", "[not(equals(parameters('env'), 'dev'))]", ENV),
    verdict: 'pass',
  },
  {
    name: 'equals() is sensitive to case',
    template: pair("[equals(parameters('env'), 'prod')]", "[equals(parameters('env'), 'PROD')]", ENV),
    verdict: 'fail',
  },
  {
    name: 'comparison without case is wider than with it',
    template: pair("[equals(parameters('env'), 'prod')]", "[equals(toLower(parameters('env')), 'prod')]", ENV),
    verdict: 'pass',
  },
  {
    name: 'comparison with case is narrower than without it',
    template: pair("[equals(toLower(parameters('env')), 'prod')]", "[equals(parameters('env'), 'prod')]", ENV),
    verdict: 'unknown',
    dependsOn: ['parameter env'],
  },
  {
    name: 'settings for each of two allowed values',
    template: settings(["[equals(parameters('env'), 'dev')]", "[equals(parameters('env'), 'prod')]"], ENV_OF_TWO),
    verdict: 'pass',
  },
  {
    name: 'settings for two of three allowed values',
    template: settings(["[equals(parameters('env'), 'dev')]", "[equals(parameters('env'), 'prod')]"], ENV_OF_THREE),
    verdict: 'unknown',
    dependsOn: ['parameter env'],
  },
  {
    name: 'settings for two values of an unbounded text',
    template: settings(["[equals(parameters('env'), 'dev')]", "[equals(parameters('env'), 'prod')]"], ENV),
    verdict: 'unknown',
    dependsOn: ['parameter env'],
  },
  {
    name: 'setting for a value that is not allowed',
    template: settings(["[equals(parameters('env'), 'staging')]"], ENV_OF_TWO),
    verdict: 'fail',
  },
  {
    name: 'setting unless a value that is not allowed',
    template: settings(["[not(equals(parameters('env'), 'staging'))]"], ENV_OF_TWO),
    verdict: 'pass',
  },
  {
    name: 'setting for a list of values that holds all allowed ones',
    template: settings(["[contains(createArray('dev', 'prod'), parameters('env'))]"], ENV_OF_TWO),
    verdict: 'pass',
  },
  {
    name: 'registry for a value, setting for a list with that value',
    template: pair(
      "[equals(parameters('env'), 'prod')]",
      "[contains(createArray('prod', 'test'), parameters('env'))]",
      ENV_OF_THREE,
    ),
    verdict: 'pass',
  },
  {
    name: 'allowed values used from a parameter file',
    template: settings(["[equals(parameters('env'), 'dev')]", "[equals(parameters('env'), 'prod')]"], ENV_OF_THREE),
    parameters: { env: 'test' },
    verdict: 'fail',
  },
  {
    name: 'value outside the allowed ones is used',
    template: settings(["[equals(parameters('env'), 'dev')]", "[equals(parameters('env'), 'prod')]"], ENV_OF_TWO),
    parameters: { env: 'lab' },
    verdict: 'fail',
  },
  {
    name: 'setting when a text is given, text may be empty',
    template: settings(["[not(empty(parameters('ws')))]"], { ws: 'string' }),
    verdict: 'unknown',
    dependsOn: ['parameter ws'],
  },
  {
    name: 'setting when a text is given, text has minLength',
    template: settings(["[not(empty(parameters('ws')))]"], { ws: { type: 'string', minLength: 1 } }),
    verdict: 'pass',
  },
  {
    name: 'setting when a text is empty, text has minLength',
    template: settings(["[empty(parameters('ws'))]"], { ws: { type: 'string', minLength: 1 } }),
    verdict: 'fail',
  },
  {
    name: 'compared with the empty text and empty()',
    template: pair("[not(empty(parameters('ws')))]", "[not(equals(parameters('ws'), ''))]", { ws: 'string' }),
    verdict: 'pass',
  },
  { name: 'registry that is never deployed', template: pair('[false()]', P), verdict: 'notApplicable' },
  {
    name: 'registry switched off by a default',
    template: pair(P, P, { p: { type: 'bool', defaultValue: false } }),
    verdict: 'notApplicable',
  },
  {
    name: 'default of a registry’s switch replaced by a file',
    template: pair(P, P, { p: { type: 'bool', defaultValue: false } }),
    parameters: { p: true },
    verdict: 'pass',
  },
  {
    name: 'condition kept in a variable',
    template: template([registry({ condition: "[variables('on')]" }), setting({}, { condition: P })], {
      parameters: { p: { type: 'bool' }, q: { type: 'bool' } },
      variables: { on: "[and(parameters('p'), parameters('q'))]" },
    }),
    verdict: 'pass',
  },
  {
    name: 'same conversion of a text to a boolean',
    template: pair("[bool(parameters('p'))]", "[bool(parameters('p'))]", { p: 'string' }),
    verdict: 'pass',
  },
  {
    name: 'same member of an unknown object',
    template: pair("[parameters('diag').enabled]", "[parameters('diag')['enabled']]", { diag: 'object' }),
    verdict: 'pass',
  },
  {
    name: 'other member of an unknown object',
    template: pair("[parameters('diag').registry]", "[parameters('diag').setting]", { diag: 'object' }),
    verdict: 'unknown',
    dependsOn: ['parameter diag'],
  },
  {
    name: 'parameter whose default is another parameter',
    template: pair(P, parameter('q'), { p: 'bool', q: { type: 'bool', defaultValue: P } }),
    verdict: 'pass',
  },
  {
    name: 'unknown subscription in a condition',
    template: settings([`[equals(subscription().subscriptionId, '${WORKSPACE.split('/')[2]}')]`]),
    verdict: 'unknown',
    dependsOn: ['environment subscription().subscriptionId'],
  },
  {
    name: 'unknown resource group in a condition',
    template: settings(["[contains(resourceGroup().name, 'prod')]"]),
    verdict: 'unknown',
    dependsOn: ['environment resourceGroup().name'],
  },
  {
    name: 'time of deployment in a condition',
    template: settings(["[startsWith(parameters('now'), '2026')]"], {
      now: { type: 'string', defaultValue: '[utcNow()]' },
    }),
    verdict: 'unknown',
    dependsOn: ['environment utcNow()'],
  },
  {
    name: 'runtime value in a condition',
    template: settings(["[not(empty(reference('ws', '2022-10-01').customerId))]"]),
    verdict: 'unknown',
    dependsOn: ["runtime reference('ws')"],
  },
  {
    name: 'runtime value in a condition beside a good setting',
    template: template([
      registry(),
      setting({}, { condition: "[not(empty(reference('ws', '2022-10-01').customerId))]" }),
      setting({}, { name: 'other' }),
    ]),
    verdict: 'pass',
  },
  {
    name: 'runtime value decides about a setting that logs nothing',
    template: template([
      registry(),
      setting({ logs: [] }, { condition: "[not(empty(reference('ws', '2022-10-01').customerId))]" }),
    ]),
    verdict: 'fail',
  },
  {
    name: 'unknown condition on a setting without destination',
    template: openTemplate([registry(), setting({ workspaceId: null }, { condition: P })], BOOLS),
    verdict: 'fail',
  },
  {
    name: 'good setting beside an unknown one',
    template: openTemplate([registry(), setting({}, { condition: P }), setting({}, { name: 'other' })], BOOLS),
    verdict: 'pass',
  },
  {
    name: 'bad setting beside an unknown one',
    template: openTemplate(
      [registry(), setting({}, { condition: P }), setting({ logs: [on(LOGIN)] }, { name: 'other' })],
      BOOLS,
    ),
    verdict: 'unknown',
    dependsOn: ['parameter p'],
  },
  {
    name: 'one nested deployment holds both under a condition',
    template: openTemplate([innerDeployment(template([registry(), setting()]), {}, { condition: P })], BOOLS),
    verdict: 'pass',
  },
  {
    name: 'nested deployment under a condition holds the setting',
    template: openTemplate([registry(), innerDeployment(template([setting()]), {}, { condition: P })], BOOLS),
    verdict: 'unknown',
    dependsOn: ['parameter p'],
  },
  {
    name: 'registry has the condition of the deployment that holds the setting',
    template: openTemplate([registry({ condition: P }), outerDeployment([setting()], { condition: P })], BOOLS),
    verdict: 'pass',
  },
  {
    name: 'two nested deployments under one condition',
    template: openTemplate(
      [
        innerDeployment(template([registry()]), {}, { name: 'a', condition: P }),
        innerDeployment(template([setting()]), {}, { name: 'b', condition: P }),
      ],
      BOOLS,
    ),
    verdict: 'pass',
  },
  {
    name: 'two nested deployments under opposite conditions',
    template: openTemplate(
      [
        innerDeployment(template([registry()]), {}, { name: 'a', condition: P }),
        innerDeployment(template([setting()]), {}, { name: 'b', condition: "[not(parameters('p'))]" }),
      ],
      BOOLS,
    ),
    verdict: 'fail',
  },
  {
    name: 'nested deployment adds the missing part of the condition',
    template: openTemplate(
      [
        registry({ condition: "[and(parameters('p'), parameters('q'))]" }),
        outerDeployment([setting({}, { condition: parameter('q') })], { condition: P }),
      ],
      BOOLS,
    ),
    verdict: 'pass',
  },
  {
    name: 'condition handed to an inner template',
    template: openTemplate(
      [
        registry({ condition: P }),
        innerDeployment(openTemplate([setting({}, { condition: parameter('on') })], { on: 'bool' }), { on: P }),
      ],
      BOOLS,
    ),
    verdict: 'pass',
  },
  {
    name: 'negated condition handed to an inner template',
    template: openTemplate(
      [
        registry({ condition: P }),
        innerDeployment(openTemplate([setting({}, { condition: parameter('on') })], { on: 'bool' }), {
          on: "[not(parameters('p'))]",
        }),
      ],
      BOOLS,
    ),
    verdict: 'fail',
  },
  {
    name: 'runtime value handed to an inner template as its condition',
    template: template([
      registry(),
      innerDeployment(openTemplate([setting({}, { condition: parameter('on') })], { on: 'bool' }), {
        on: "[reference('other').outputs.on.value]",
      }),
    ]),
    verdict: 'unknown',
    // "The finding names the exact … function": with its argument.
    dependsOn: ["runtime reference('other')"],
  },
  {
    name: 'deployment that is switched off holds the registry',
    template: template([innerDeployment(template([registry(), setting()]), {}, { condition: false })]),
    verdict: 'notApplicable',
  },
  {
    name: 'child setting of a conditional registry',
    template: openTemplate(
      [
        registry({
          condition: P,
          resources: [
            {
              type: 'providers/diagnosticSettings',
              apiVersion: '2021-05-01-preview',
              name: 'Microsoft.Insights/audit',
              properties: { workspaceId: WORKSPACE, logs: [AUDIT] },
            },
          ],
        }),
      ],
      BOOLS,
    ),
    verdict: 'pass',
  },
  {
    name: 'condition with symbolic names',
    template: openTemplate(
      {
        reg: registry({ condition: P }),
        diag: setting({}, { condition: P, dependsOn: ['reg'] }),
      },
      BOOLS,
    ),
    verdict: 'pass',
  },
  {
    name: 'setting for either of all allowed values',
    template: settings(["[or(equals(parameters('env'), 'dev'), equals(parameters('env'), 'prod'))]"], ENV_OF_TWO),
    verdict: 'pass',
  },
  {
    name: 'setting switched by a table of allowed values',
    template: template([registry(), setting({}, { condition: "[variables('on')[parameters('env')]]" })], {
      parameters: { env: { type: 'string', allowedValues: ['dev', 'prod'] } },
      variables: { on: { dev: false, prod: true } },
    }),
    verdict: 'unknown',
    dependsOn: ['parameter env'],
  },
  {
    name: 'registry and setting switched by a table of allowed values',
    template: template(
      [
        registry({ condition: "[variables('on')[parameters('env')].acr]" }),
        setting({}, { condition: "[variables('on')[parameters('env')].logs]" }),
      ],
      {
        parameters: { env: { type: 'string', allowedValues: ['dev', 'test', 'prod'] } },
        variables: {
          on: { dev: { acr: false, logs: false }, test: { acr: true, logs: true }, prod: { acr: true, logs: true } },
        },
      },
    ),
    verdict: 'pass',
  },
  {
    name: 'logs enabled by the condition of the registry',
    template: openTemplate(
      [
        registry({ condition: "[equals(parameters('env'), 'prod')]" }),
        setting({ logs: [{ ...AUDIT, enabled: "[not(equals(parameters('env'), 'dev'))]" }] }),
      ],
      ENV,
    ),
    verdict: 'pass',
  },
  {
    name: 'destination by the condition of the registry',
    template: openTemplate(
      [
        registry({ condition: "[equals(parameters('env'), 'prod')]" }),
        setting({ workspaceId: `[if(equals(parameters('env'), 'prod'), '${WORKSPACE}', '')]` }),
      ],
      ENV,
    ),
    verdict: 'pass',
  },
  {
    name: 'setting for each item of a list that the registry asks for',
    template: openTemplate(
      [
        registry({ condition: "[not(empty(parameters('list')))]" }),
        setting(
          {},
          {
            name: "[format('s{0}', copyIndex())]",
            copy: { name: 'loop', count: "[length(parameters('list'))]" },
          },
        ),
      ],
      { list: 'array' },
    ),
    verdict: 'pass',
  },
  {
    name: 'setting when a list has items, list has minLength',
    template: settings(["[greater(length(parameters('list')), 0)]"], { list: { type: 'array', minLength: 1 } }),
    verdict: 'pass',
  },
  {
    name: 'registry in a group of a certain name, setting in the group of that name',
    template: template([
      registry({ condition: "[equals(resourceGroup().name, 'rg2')]" }),
      outerDeployment([setting({}, { scope: 'Microsoft.ContainerRegistry/registries/acr' })], { resourceGroup: 'rg2' }),
    ]),
    verdict: 'pass',
  },
  {
    name: 'name of the group inside a template for another group',
    template: template([
      innerDeployment(
        template([registry(), setting({}, { condition: "[equals(resourceGroup().name, 'rg2')]" })]),
        {},
        { resourceGroup: 'rg2' },
      ),
    ]),
    verdict: 'pass',
  },
];
