import {
  AUDIT,
  type Changes,
  innerDeployment,
  type Json,
  type JsonObject,
  LOGIN,
  openTemplate,
  parameter,
  REPOSITORY,
  registry,
  scopeOf,
  setting,
  template,
  WORKSPACE,
} from '../support/arm-templates.ts';
import type { Case } from './harness.ts';

const NAME = "[concat('acr', copyIndex())]";
const ITS_SCOPE = scopeOf("concat('acr', copyIndex())");
const FROM_NAMES = "[parameters('names')[copyIndex()]]";
const ITS_SCOPE_FROM_NAMES = scopeOf("parameters('names')[copyIndex()]");
const BOTH = [LOGIN, REPOSITORY];

function copy(count: Json, name = 'loop'): JsonObject {
  return { copy: { name, count } };
}

/** A logs array made by a property copy over a list of categories. */
function logsOver(list: string): Changes {
  const input = { category: `[${list}[copyIndex('logs')]]`, enabled: true };
  return { logs: undefined, copy: [{ name: 'logs', count: `[length(${list})]`, input }] };
}

export const loops: readonly Case[] = [
  {
    name: 'loop on both',
    template: template([registry({ name: NAME, ...copy(2) }), setting({}, { scope: ITS_SCOPE, ...copy(2, 's') })]),
    verdict: ['pass', 'pass'],
  },
  {
    name: 'one setting too few',
    template: template([registry({ name: NAME, ...copy(3) }), setting({}, { scope: ITS_SCOPE, ...copy(2, 's') })]),
    verdict: ['pass', 'pass', 'fail'],
  },
  {
    name: 'count as text',
    template: template([registry({ name: NAME, ...copy('2') }), setting({}, { scope: ITS_SCOPE, ...copy('2', 's') })]),
    verdict: ['pass', 'pass'],
  },
  {
    name: 'loop on registries, one setting',
    template: template([registry({ name: NAME, ...copy(2) }), setting({}, { scope: scopeOf("'acr1'") })]),
    verdict: ['fail', 'pass'],
  },
  {
    name: 'offset on one side',
    template: template([
      registry({ name: "[concat('acr', copyIndex(1))]", ...copy(2) }),
      setting({}, { scope: ITS_SCOPE, ...copy(2, 's') }),
    ]),
    verdict: ['pass', 'fail'],
  },
  {
    name: 'condition on the index',
    template: template([
      registry({ name: NAME, ...copy(2) }),
      setting({}, { scope: ITS_SCOPE, condition: '[equals(copyIndex(), 0)]', ...copy(2, 's') }),
    ]),
    verdict: ['pass', 'fail'],
  },
  {
    name: 'loop of registries that makes none',
    template: template([registry({ name: NAME, ...copy(0) }), setting()]),
    verdict: [],
  },
  { name: 'loop of settings that makes none', template: template([registry(), setting({}, copy(0))]), verdict: 'fail' },
  {
    name: 'settings made an unknown number of times',
    template: openTemplate(
      [registry(), setting({}, { name: "[format('s{0}', copyIndex())]", ...copy(parameter('n')) })],
      { n: 'int' },
    ),
    verdict: 'unknown',
    dependsOn: ['parameter n'],
  },
  {
    name: 'settings without logs made an unknown number of times',
    template: openTemplate(
      [registry(), setting({ logs: [] }, { name: "[format('s{0}', copyIndex())]", ...copy(parameter('n')) })],
      { n: 'int' },
    ),
    verdict: 'fail',
  },
  {
    name: 'setting made once or not at all',
    template: openTemplate([registry(), setting({}, copy("[if(parameters('p'), 1, 0)]"))], { p: 'bool' }),
    verdict: 'unknown',
    dependsOn: ['parameter p'],
  },
  {
    name: 'setting made once or not at all, as the registry',
    template: openTemplate(
      [registry({ condition: parameter('p') }), setting({}, copy("[if(parameters('p'), 1, 0)]"))],
      { p: 'bool' },
    ),
    verdict: 'pass',
  },
  {
    name: 'setting made only when the registry is not',
    template: openTemplate(
      [registry({ condition: parameter('p') }), setting({}, copy("[if(parameters('p'), 0, 1)]"))],
      { p: 'bool' },
    ),
    verdict: 'fail',
  },
  {
    name: 'setting made once or twice',
    template: openTemplate(
      [registry(), setting({}, { name: "[format('s{0}', copyIndex())]", ...copy("[if(parameters('p'), 2, 1)]") })],
      { p: 'bool' },
    ),
    verdict: 'pass',
  },
  {
    name: 'setting once for each of an unknown list',
    template: openTemplate(
      [
        registry(),
        setting(
          { workspaceId: "[parameters('list')[copyIndex()]]" },
          { name: "[format('s{0}', copyIndex())]", ...copy("[length(parameters('list'))]") },
        ),
      ],
      { list: 'array' },
    ),
    verdict: 'unknown',
    dependsOn: ['parameter list'],
  },
  {
    name: 'setting once for each of an unknown list that has minLength',
    template: openTemplate(
      [
        registry(),
        setting(
          { workspaceId: "[parameters('list')[copyIndex()]]" },
          { name: "[format('s{0}', copyIndex())]", ...copy("[length(parameters('list'))]") },
        ),
      ],
      { list: { type: 'array', minLength: 1 } },
    ),
    verdict: 'pass',
  },
  {
    name: 'same unknown count on both',
    template: openTemplate(
      [
        registry({ name: NAME, ...copy(parameter('n')) }),
        setting({}, { scope: ITS_SCOPE, ...copy(parameter('n'), 's') }),
      ],
      { n: 'int' },
    ),
    verdict: 'pass',
  },
  {
    name: 'same unknown count on both, with other prefixes',
    template: openTemplate(
      [
        registry({ name: NAME, ...copy(parameter('n')) }),
        setting({}, { scope: scopeOf("concat('log', copyIndex())"), ...copy(parameter('n'), 's') }),
      ],
      { n: 'int' },
    ),
    verdict: 'fail',
  },
  {
    name: 'same unknown list on both',
    template: openTemplate(
      [
        registry({ name: FROM_NAMES, ...copy("[length(parameters('names'))]") }),
        setting({}, { scope: ITS_SCOPE_FROM_NAMES, ...copy("[length(parameters('names'))]", 's') }),
      ],
      { names: 'array' },
    ),
    verdict: 'pass',
  },
  {
    name: 'same unknown list of objects on both',
    template: openTemplate(
      [
        registry({ name: "[parameters('names')[copyIndex()].name]", ...copy("[length(parameters('names'))]") }),
        setting(
          {},
          {
            scope: scopeOf("parameters('names')[copyIndex('s')]['name']"),
            ...copy("[length(parameters('names'))]", 's'),
          },
        ),
      ],
      { names: 'array' },
    ),
    verdict: 'pass',
  },
  {
    name: 'same unknown list on both, setting without destination',
    template: openTemplate(
      [
        registry({ name: FROM_NAMES, ...copy("[length(parameters('names'))]") }),
        setting(
          { workspaceId: undefined },
          { scope: ITS_SCOPE_FROM_NAMES, ...copy("[length(parameters('names'))]", 's') },
        ),
      ],
      { names: 'array' },
    ),
    verdict: 'fail',
  },
  {
    name: 'unknown list, child setting',
    template: openTemplate(
      [
        registry({
          name: FROM_NAMES,
          ...copy("[length(parameters('names'))]"),
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
      { names: 'array' },
    ),
    verdict: 'pass',
  },
  {
    name: 'unknown list in a module for both',
    template: openTemplate(
      [
        innerDeployment(
          openTemplate([registry({ name: parameter('n') }), setting({}, { scope: scopeOf("parameters('n')") })], {
            n: 'string',
          }),
          { n: FROM_NAMES },
          { name: "[format('m{0}', copyIndex())]", ...copy("[length(parameters('names'))]") },
        ),
      ],
      { names: 'array' },
    ),
    verdict: 'pass',
  },
  {
    name: 'list from a parameter file',
    template: openTemplate(
      [
        registry({ name: FROM_NAMES, ...copy("[length(parameters('names'))]") }),
        setting({}, { scope: scopeOf("parameters('names')[0]") }),
      ],
      { names: 'array' },
    ),
    parameters: { names: ['one', 'two'] },
    verdict: ['pass', 'fail'],
  },
  {
    name: 'list of objects from a parameter file, each with its switch',
    template: openTemplate(
      [
        registry({ name: "[parameters('regs')[copyIndex()].name]", ...copy("[length(parameters('regs'))]") }),
        setting(
          {},
          {
            scope: scopeOf("parameters('regs')[copyIndex()].name"),
            condition: "[parameters('regs')[copyIndex()].logs]",
            ...copy("[length(parameters('regs'))]", 's'),
          },
        ),
      ],
      { regs: 'array' },
    ),
    parameters: {
      regs: [
        { name: 'one', logs: false },
        { name: 'two', logs: true },
      ],
    },
    verdict: ['fail', 'pass'],
  },
  {
    name: 'items() of an object come in the order of their keys',
    template: openTemplate(
      [
        registry({
          name: "[items(parameters('regs'))[copyIndex()].value]",
          ...copy("[length(items(parameters('regs')))]"),
        }),
        setting({}, { scope: scopeOf("items(parameters('regs'))[0].value") }),
      ],
      { regs: 'object' },
    ),
    parameters: { regs: { b: 'second', A: 'first' } },
    verdict: ['pass', 'fail'],
  },
  {
    name: 'two unknown lists',
    template: openTemplate(
      [
        registry({ name: FROM_NAMES, ...copy("[length(parameters('names'))]") }),
        setting(
          {},
          { scope: scopeOf("parameters('others')[copyIndex()]"), ...copy("[length(parameters('others'))]", 's') },
        ),
      ],
      { names: 'array', others: 'array' },
    ),
    verdict: 'unknown',
    dependsOn: ['parameter names', 'parameter others'],
  },
  {
    name: 'unknown count and a setting of the first',
    template: openTemplate(
      [registry({ name: NAME, ...copy(parameter('n')) }), setting({}, { scope: scopeOf("'acr0'") })],
      { n: 'int' },
    ),
    verdict: 'unknown',
    dependsOn: ['parameter n'],
  },
  {
    name: 'unknown list and a setting of its first',
    template: openTemplate(
      [
        registry({ name: FROM_NAMES, ...copy("[length(parameters('names'))]") }),
        setting({}, { scope: scopeOf("parameters('names')[0]") }),
      ],
      { names: 'array' },
    ),
    verdict: 'unknown',
    dependsOn: ['parameter names'],
  },
  {
    name: 'known loop and an unknown number of settings',
    template: openTemplate(
      [registry({ name: NAME, ...copy(1) }), setting({}, { scope: ITS_SCOPE, ...copy(parameter('n'), 's') })],
      { n: 'int' },
    ),
    verdict: 'unknown',
    dependsOn: ['parameter n'],
  },
  {
    name: 'logs made by a loop over both categories',
    template: template([registry(), setting(logsOver("variables('categories')"))], {
      variables: { categories: BOTH },
    }),
    verdict: 'pass',
  },
  {
    name: 'logs made by a loop over one category',
    template: template([registry(), setting(logsOver("variables('categories')"))], {
      variables: { categories: [LOGIN] },
    }),
    verdict: 'fail',
  },
  {
    name: 'logs made by a loop over nothing',
    template: template([registry(), setting(logsOver("variables('categories')"))], {
      variables: { categories: [] },
    }),
    verdict: 'fail',
  },
  {
    name: 'logs made by a loop over an unknown list',
    template: openTemplate([registry(), setting(logsOver("parameters('categories')"))], { categories: 'array' }),
    verdict: 'unknown',
    dependsOn: ['parameter categories'],
  },
  {
    name: 'logs made by a loop over an unknown list, each disabled',
    template: openTemplate(
      [
        registry(),
        setting({
          logs: undefined,
          copy: [
            {
              name: 'logs',
              count: "[length(parameters('categories'))]",
              input: { category: "[parameters('categories')[copyIndex('logs')]]", enabled: false },
            },
          ],
        }),
      ],
      { categories: 'array' },
    ),
    verdict: 'fail',
  },
  {
    name: 'logs made by a loop over an unknown list, each for the group',
    template: openTemplate(
      [
        registry(),
        setting({ logs: undefined, copy: [{ name: 'logs', count: "[length(parameters('list'))]", input: AUDIT }] }),
      ],
      { list: { type: 'array', minLength: 1 } },
    ),
    verdict: 'pass',
  },
  {
    name: 'logs made by a loop inside a loop of settings',
    template: template(
      [
        registry({ name: NAME, ...copy(2) }),
        setting(
          {
            logs: undefined,
            copy: [
              {
                name: 'logs',
                count: 2,
                input: { category: "[variables('c')[copyIndex()][copyIndex('logs')]]", enabled: true },
              },
            ],
          },
          { scope: ITS_SCOPE, ...copy(2, 's') },
        ),
      ],
      { variables: { c: [BOTH, [LOGIN, LOGIN]] } },
    ),
    verdict: ['pass', 'fail'],
  },
  {
    name: 'names made by a loop of variables',
    template: template(
      [
        registry({ name: "[variables('names')[copyIndex()]]", ...copy("[length(variables('names'))]") }),
        setting({}, { scope: scopeOf("format('{0}-{1}', parameters('n'), 1)") }),
      ],
      {
        parameters: { n: { type: 'string' } },
        variables: {
          copy: [{ name: 'names', count: 2, input: "[format('{0}-{1}', parameters('n'), copyIndex('names'))]" }],
        },
      },
    ),
    verdict: ['fail', 'pass'],
  },
  {
    name: 'logs made by a loop of variables',
    template: template([registry(), setting({ logs: "[variables('logs')]" })], {
      variables: {
        categories: BOTH,
        copy: [
          {
            name: 'logs',
            count: 2,
            input: { category: "[variables('categories')[copyIndex('logs')]]", enabled: true },
          },
        ],
      },
    }),
    verdict: 'pass',
  },
  {
    name: 'loop with symbolic names',
    template: openTemplate(
      {
        regs: registry({ name: "[format('{0}{1}', parameters('n'), copyIndex())]", ...copy(2) }),
        diags: setting({}, { scope: scopeOf("format('{0}{1}', parameters('n'), copyIndex())"), ...copy(2, 's') }),
      },
      { n: 'string' },
    ),
    verdict: ['pass', 'pass'],
  },
  {
    name: 'loop of modules over known names',
    template: openTemplate(
      [
        innerDeployment(
          openTemplate([registry({ name: parameter('n') }), setting({}, { scope: scopeOf("parameters('n')") })], {
            n: 'string',
          }),
          { n: "[format('{0}{1}', parameters('n'), copyIndex())]" },
          { name: "[format('m{0}', copyIndex())]", ...copy(2) },
        ),
      ],
      { n: 'string' },
    ),
    verdict: ['pass', 'pass'],
  },
  {
    name: 'same unknown count on both, setting of the first only',
    template: openTemplate(
      [
        registry({ name: NAME, ...copy(parameter('n')) }),
        setting({}, { scope: ITS_SCOPE, condition: '[equals(copyIndex(), 0)]', ...copy(parameter('n'), 's') }),
      ],
      { n: 'int' },
    ),
    verdict: 'unknown',
    dependsOn: ['parameter n'],
  },
  {
    name: 'same unknown count on both, offset on one side',
    template: openTemplate(
      [
        registry({ name: "[concat('acr', copyIndex(1))]", ...copy(parameter('n')) }),
        setting({}, { scope: ITS_SCOPE, ...copy(parameter('n'), 's') }),
      ],
      { n: 'int' },
    ),
    verdict: 'unknown',
    dependsOn: ['parameter n'],
  },
];
