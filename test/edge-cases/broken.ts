import type { Case } from './harness.ts';
import { AUDIT, given, inner, LOGIN, parameter, REPOSITORY, registry, setting, template } from './templates.ts';

const NOPE = "[variables('nope')]";
const BOOL = (allowedValues: readonly boolean[]) => ({ p: { type: 'bool', allowedValues: [...allowedValues] } });

/** Settings and modules that the template gets wrong, declared values of switches, and names that may be equal. */
export const broken: readonly Case[] = [
  ...[801, -1, 'abc', null, NOPE].map(
    (count): Case => ({
      name: `setting in a loop of ${JSON.stringify(count)}`,
      template: given({}, [registry(), setting({ copy: { name: 'c', count } })]),
      verdict: 'error',
    }),
  ),
  {
    name: 'setting in a broken loop beside a good one',
    template: given({}, [registry(), setting({ name: 'other', copy: { name: 'c', count: -1 } }), setting()]),
    verdict: 'pass',
  },
  {
    name: 'setting in a broken loop that is switched off',
    template: given({}, [registry(), setting({ condition: false, copy: { name: 'c', count: -1 } })]),
    verdict: 'fail',
  },
  {
    name: 'setting with a broken scope',
    template: given({}, [registry(), setting({ scope: NOPE })]),
    verdict: 'error',
  },
  {
    name: 'setting with a broken name',
    template: given({}, [registry(), setting({ name: NOPE })]),
    verdict: 'error',
  },
  {
    name: 'module in a broken loop around the setting',
    template: given({}, [registry(), inner({ copy: { name: 'm', count: 801 } }, template([setting()]))]),
    verdict: 'error',
  },
  {
    name: 'module into a broken group',
    template: given({}, [registry(), inner({ resourceGroup: NOPE }, template([setting()]))]),
    verdict: 'error',
  },
  {
    name: 'switch that can only be on',
    template: given(BOOL([true]), [registry(), setting({ condition: parameter('p') })]),
    verdict: 'pass',
  },
  {
    name: 'switch that can only be off',
    template: given(BOOL([false]), [registry(), setting({ condition: parameter('p') })]),
    verdict: 'fail',
  },
  {
    name: 'entry that can only be enabled',
    template: given(BOOL([true]), [registry(), setting({}, { logs: [{ ...AUDIT, enabled: parameter('p') }] })]),
    verdict: 'pass',
  },
  {
    name: 'entries mapped from a list that cannot be empty',
    template: given({ c: { type: 'array', minLength: 1 } }, [
      registry(),
      setting(
        {},
        { logs: "[map(parameters('c'), lambda('x', createObject('categoryGroup', 'audit', 'enabled', true())))]" },
      ),
    ]),
    verdict: 'pass',
  },
  {
    name: 'two settings that may have one name, one of them poor',
    template: given({ n: 'string' }, [registry(), setting(), setting({ name: parameter('n') }, { logs: [LOGIN] })]),
    verdict: 'unknown',
    dependsOn: ['parameter n', "runtime order of the deployments of diagnostic setting 'audit'"],
  },
  {
    name: 'two settings that may have one name, both good',
    template: given({ n: 'string' }, [
      registry(),
      setting(),
      setting({ name: parameter('n') }, { logs: [LOGIN, REPOSITORY] }),
    ]),
    verdict: 'pass',
  },
  {
    name: 'two settings whose names cannot be equal',
    template: given({ n: 'string' }, [
      registry(),
      setting(),
      setting({ name: "[concat('x-', parameters('n'))]" }, { logs: [LOGIN] }),
    ]),
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
    template: given(MEMBERS({ group: LISTED }), [
      registry(),
      setting({}, { logs: [{ categoryGroup: "[parameters('d').group]", enabled: true }] }),
    ]),
    verdict: 'pass',
  },
  {
    name: 'member that may be null',
    template: given(MEMBERS({ ws: { type: 'string', minLength: 1, nullable: true } }), [
      registry(),
      setting({}, { workspaceId: "[tryGet(parameters('d'), 'ws')]" }),
    ]),
    verdict: 'unknown',
    dependsOn: ['parameter d'],
  },
  {
    name: 'member that is always there and not empty',
    template: given(MEMBERS({ ws: { type: 'string', minLength: 1 } }), [
      registry(),
      setting({ condition: "[not(empty(tryGet(parameters('d'), 'ws')))]" }, { workspaceId: "[parameters('d').ws]" }),
    ]),
    verdict: 'pass',
  },
  {
    name: 'parameters of a module in a linked file',
    template: given({}, [
      {
        type: 'Microsoft.Resources/deployments',
        apiVersion: '2022-09-01',
        name: 'm',
        properties: {
          mode: 'Incremental',
          expressionEvaluationOptions: { scope: 'inner' },
          parametersLink: LINKED,
          template: template([registry(), setting({ condition: parameter('on') })], {
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
    template: given({ c: 'object' }, [registry(), setting({ copy: parameter('c') })]),
    verdict: 'unknown',
    dependsOn: ['parameter c'],
  },
  {
    name: 'loop that is an array',
    template: given({}, [registry(), setting({ copy: [{ name: 'x', count: 0 }] })]),
    verdict: 'error',
  },
  {
    name: 'one filter in two loops of different names',
    template: given({ a: 'array' }, [
      registry("[filter(parameters('a'), lambda('x', lambdaVariables('x').on))[copyIndex()].name]", {
        copy: { name: 'r', count: "[length(filter(parameters('a'), lambda('x', lambdaVariables('x').on)))]" },
      }),
      setting({
        scope:
          "[format('Microsoft.ContainerRegistry/registries/{0}', filter(parameters('a'), lambda('x', lambdaVariables('x').on))[copyIndex()].name)]",
        copy: { name: 's', count: "[length(filter(parameters('a'), lambda('x', lambdaVariables('x').on)))]" },
      }),
    ]),
    verdict: 'pass',
  },
];
