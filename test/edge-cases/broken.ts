import {
  AUDIT,
  innerDeployment,
  LOGIN,
  on,
  openTemplate,
  parameter,
  REPOSITORY,
  registry,
  setting,
  template,
} from '../support/arm-templates.ts';
import type { Case } from './harness.ts';

const NOPE = "[variables('nope')]";
const BOOL = (allowedValues: readonly boolean[]) => ({ p: { type: 'bool', allowedValues: [...allowedValues] } });

/** Settings and modules that the template gets wrong, declared values of switches, and names that may be equal. */
export const broken: readonly Case[] = [
  ...[801, -1, 'abc', null, NOPE].map(
    (count): Case => ({
      name: `setting in a loop of ${JSON.stringify(count)}`,
      template: template([registry(), setting({}, { copy: { name: 'c', count } })]),
      verdict: 'error',
    }),
  ),
  {
    name: 'setting in a broken loop beside a good one',
    template: template([registry(), setting({}, { name: 'other', copy: { name: 'c', count: -1 } }), setting()]),
    verdict: 'pass',
  },
  {
    name: 'setting in a broken loop that is switched off',
    template: template([registry(), setting({}, { condition: false, copy: { name: 'c', count: -1 } })]),
    verdict: 'fail',
  },
  {
    name: 'setting with a broken scope',
    template: template([registry(), setting({}, { scope: NOPE })]),
    verdict: 'error',
  },
  {
    name: 'setting with a broken name',
    template: template([registry(), setting({}, { name: NOPE })]),
    verdict: 'error',
  },
  {
    name: 'module in a broken loop around the setting',
    template: template([registry(), innerDeployment(template([setting()]), {}, { copy: { name: 'm', count: 801 } })]),
    verdict: 'error',
  },
  {
    name: 'module into a broken group',
    template: template([registry(), innerDeployment(template([setting()]), {}, { resourceGroup: NOPE })]),
    verdict: 'error',
  },
  {
    name: 'switch that can only be on',
    template: openTemplate([registry(), setting({}, { condition: parameter('p') })], BOOL([true])),
    verdict: 'pass',
  },
  {
    name: 'switch that can only be off',
    template: openTemplate([registry(), setting({}, { condition: parameter('p') })], BOOL([false])),
    verdict: 'fail',
  },
  {
    name: 'entry that can only be enabled',
    template: openTemplate([registry(), setting({ logs: [{ ...AUDIT, enabled: parameter('p') }] })], BOOL([true])),
    verdict: 'pass',
  },
  {
    name: 'entries mapped from a list that cannot be empty',
    template: openTemplate(
      [
        registry(),
        setting({
          logs: "[map(parameters('c'), lambda('x', createObject('categoryGroup', 'audit', 'enabled', true())))]",
        }),
      ],
      { c: { type: 'array', minLength: 1 } },
    ),
    verdict: 'pass',
  },
  {
    name: 'two settings that may have one name, one of them poor',
    template: openTemplate([registry(), setting(), setting({ logs: [on(LOGIN)] }, { name: parameter('n') })], {
      n: 'string',
    }),
    verdict: 'unknown',
    dependsOn: ['parameter n', "runtime order of the deployments of diagnostic setting 'audit'"],
  },
  {
    name: 'two settings that may have one name, both good',
    template: openTemplate(
      [registry(), setting(), setting({ logs: [on(LOGIN), on(REPOSITORY)] }, { name: parameter('n') })],
      { n: 'string' },
    ),
    verdict: 'pass',
  },
  {
    name: 'two settings whose names cannot be equal',
    template: openTemplate(
      [registry(), setting(), setting({ logs: [on(LOGIN)] }, { name: "[concat('x-', parameters('n'))]" })],
      { n: 'string' },
    ),
    verdict: 'pass',
  },
];

const MEMBERS = (properties: object) => ({ d: { type: 'object', properties } }) as never;
const LISTED = { type: 'string', allowedValues: ['audit', 'allLogs'] };
const LINKED = { uri: 'https://example.com/p.json' };

/** Members and items of parameters whose types are declared, and values that stand in a file nobody can read. */
export const declared: readonly Case[] = [
  {
    name: 'member whose values are listed',
    template: openTemplate(
      [registry(), setting({ logs: [{ categoryGroup: "[parameters('d').group]", enabled: true }] })],
      MEMBERS({ group: LISTED }),
    ),
    verdict: 'pass',
  },
  {
    name: 'member that may be null',
    template: openTemplate(
      [registry(), setting({ workspaceId: "[tryGet(parameters('d'), 'ws')]" })],
      MEMBERS({ ws: { type: 'string', minLength: 1, nullable: true } }),
    ),
    verdict: 'unknown',
    dependsOn: ['parameter d'],
  },
  {
    name: 'member that is always there and not empty',
    template: openTemplate(
      [
        registry(),
        setting({ workspaceId: "[parameters('d').ws]" }, { condition: "[not(empty(tryGet(parameters('d'), 'ws')))]" }),
      ],
      MEMBERS({ ws: { type: 'string', minLength: 1 } }),
    ),
    verdict: 'pass',
  },
  {
    name: 'parameters of a module in a linked file',
    template: template([
      {
        type: 'Microsoft.Resources/deployments',
        apiVersion: '2022-09-01',
        name: 'm',
        properties: {
          mode: 'Incremental',
          expressionEvaluationOptions: { scope: 'inner' },
          parametersLink: LINKED,
          template: template([registry(), setting({}, { condition: parameter('on') })], {
            parameters: { on: { type: 'bool', defaultValue: true } },
          }),
        },
      },
    ]),
    verdict: 'unknown',
    dependsOn: ["module parametersLink of 'on'"],
  },
  {
    name: 'loop that is an unknown object',
    template: openTemplate([registry(), setting({}, { copy: parameter('c') })], { c: 'object' }),
    verdict: 'unknown',
    dependsOn: ['parameter c'],
  },
  {
    name: 'loop that is an array',
    template: template([registry(), setting({}, { copy: [{ name: 'x', count: 0 }] })]),
    verdict: 'error',
  },
  {
    name: 'one filter in two loops of different names',
    template: openTemplate(
      [
        registry({
          name: "[filter(parameters('a'), lambda('x', lambdaVariables('x').on))[copyIndex()].name]",
          copy: { name: 'r', count: "[length(filter(parameters('a'), lambda('x', lambdaVariables('x').on)))]" },
        }),
        setting(
          {},
          {
            scope:
              "[format('Microsoft.ContainerRegistry/registries/{0}', filter(parameters('a'), lambda('x', lambdaVariables('x').on))[copyIndex()].name)]",
            copy: { name: 's', count: "[length(filter(parameters('a'), lambda('x', lambdaVariables('x').on)))]" },
          },
        ),
      ],
      { a: 'array' },
    ),
    verdict: 'pass',
  },
];
