import type { Case, Json } from './harness.ts';
import {
  AUDIT,
  given,
  inner,
  LOGIN,
  parameter,
  REPOSITORY,
  registry,
  scopeOf,
  setting,
  template,
  WORKSPACE,
} from './templates.ts';

const NAME = "[concat('acr', copyIndex())]";
const ITS_SCOPE = scopeOf("concat('acr', copyIndex())");
const FROM_NAMES = "[parameters('names')[copyIndex()]]";
const ITS_SCOPE_FROM_NAMES = scopeOf("parameters('names')[copyIndex()]");
const BOTH = [LOGIN.category, REPOSITORY.category];

function copy(count: unknown, name = 'loop'): Json {
  return { copy: { name, count } };
}

/** A logs array made by a property copy over a list of categories. */
function logsOver(list: string): Json {
  const input = { category: `[${list}[copyIndex('logs')]]`, enabled: true };
  return { logs: undefined, copy: [{ name: 'logs', count: `[length(${list})]`, input }] };
}

export const loops: readonly Case[] = [
  {
    name: 'loop on both',
    template: given({}, [registry(NAME, copy(2)), setting({ scope: ITS_SCOPE, ...copy(2, 's') })]),
    verdict: ['pass', 'pass'],
  },
  {
    name: 'one setting too few',
    template: given({}, [registry(NAME, copy(3)), setting({ scope: ITS_SCOPE, ...copy(2, 's') })]),
    verdict: ['pass', 'pass', 'fail'],
  },
  {
    name: 'count as text',
    template: given({}, [registry(NAME, copy('2')), setting({ scope: ITS_SCOPE, ...copy('2', 's') })]),
    verdict: ['pass', 'pass'],
  },
  {
    name: 'loop on registries, one setting',
    template: given({}, [registry(NAME, copy(2)), setting({ scope: scopeOf("'acr1'") })]),
    verdict: ['fail', 'pass'],
  },
  {
    name: 'offset on one side',
    template: given({}, [
      registry("[concat('acr', copyIndex(1))]", copy(2)),
      setting({ scope: ITS_SCOPE, ...copy(2, 's') }),
    ]),
    verdict: ['pass', 'fail'],
  },
  {
    name: 'condition on the index',
    template: given({}, [
      registry(NAME, copy(2)),
      setting({ scope: ITS_SCOPE, condition: '[equals(copyIndex(), 0)]', ...copy(2, 's') }),
    ]),
    verdict: ['pass', 'fail'],
  },
  {
    name: 'loop of registries that makes none',
    template: given({}, [registry(NAME, copy(0)), setting()]),
    verdict: [],
  },
  { name: 'loop of settings that makes none', template: given({}, [registry(), setting(copy(0))]), verdict: 'fail' },
  {
    name: 'settings made an unknown number of times',
    template: given({ n: 'int' }, [
      registry(),
      setting({ name: "[format('s{0}', copyIndex())]", ...copy(parameter('n')) }),
    ]),
    verdict: 'unknown',
    dependsOn: ['parameter n'],
  },
  {
    name: 'settings without logs made an unknown number of times',
    template: given({ n: 'int' }, [
      registry(),
      setting({ name: "[format('s{0}', copyIndex())]", ...copy(parameter('n')) }, { logs: [] }),
    ]),
    verdict: 'fail',
  },
  {
    name: 'setting made once or not at all',
    template: given({ p: 'bool' }, [registry(), setting(copy("[if(parameters('p'), 1, 0)]"))]),
    verdict: 'unknown',
    dependsOn: ['parameter p'],
  },
  {
    name: 'setting made once or not at all, as the registry',
    template: given({ p: 'bool' }, [
      registry('acr', { condition: parameter('p') }),
      setting(copy("[if(parameters('p'), 1, 0)]")),
    ]),
    verdict: 'pass',
  },
  {
    name: 'setting made only when the registry is not',
    template: given({ p: 'bool' }, [
      registry('acr', { condition: parameter('p') }),
      setting(copy("[if(parameters('p'), 0, 1)]")),
    ]),
    verdict: 'fail',
  },
  {
    name: 'setting made once or twice',
    template: given({ p: 'bool' }, [
      registry(),
      setting({ name: "[format('s{0}', copyIndex())]", ...copy("[if(parameters('p'), 2, 1)]") }),
    ]),
    verdict: 'pass',
  },
  {
    name: 'setting once for each of an unknown list',
    template: given({ list: 'array' }, [
      registry(),
      setting(
        { name: "[format('s{0}', copyIndex())]", ...copy("[length(parameters('list'))]") },
        { workspaceId: "[parameters('list')[copyIndex()]]" },
      ),
    ]),
    verdict: 'unknown',
    dependsOn: ['parameter list'],
  },
  {
    name: 'setting once for each of an unknown list that has minLength',
    template: given({ list: { type: 'array', minLength: 1 } }, [
      registry(),
      setting(
        { name: "[format('s{0}', copyIndex())]", ...copy("[length(parameters('list'))]") },
        { workspaceId: "[parameters('list')[copyIndex()]]" },
      ),
    ]),
    verdict: 'pass',
  },
  {
    name: 'same unknown count on both',
    template: given({ n: 'int' }, [
      registry(NAME, copy(parameter('n'))),
      setting({ scope: ITS_SCOPE, ...copy(parameter('n'), 's') }),
    ]),
    verdict: 'pass',
  },
  {
    name: 'same unknown count on both, with other prefixes',
    template: given({ n: 'int' }, [
      registry(NAME, copy(parameter('n'))),
      setting({ scope: scopeOf("concat('log', copyIndex())"), ...copy(parameter('n'), 's') }),
    ]),
    verdict: 'fail',
  },
  {
    name: 'same unknown list on both',
    template: given({ names: 'array' }, [
      registry(FROM_NAMES, copy("[length(parameters('names'))]")),
      setting({ scope: ITS_SCOPE_FROM_NAMES, ...copy("[length(parameters('names'))]", 's') }),
    ]),
    verdict: 'pass',
  },
  {
    name: 'same unknown list of objects on both',
    template: given({ names: 'array' }, [
      registry("[parameters('names')[copyIndex()].name]", copy("[length(parameters('names'))]")),
      setting({
        scope: scopeOf("parameters('names')[copyIndex('s')]['name']"),
        ...copy("[length(parameters('names'))]", 's'),
      }),
    ]),
    verdict: 'pass',
  },
  {
    name: 'same unknown list on both, setting without destination',
    template: given({ names: 'array' }, [
      registry(FROM_NAMES, copy("[length(parameters('names'))]")),
      setting(
        { scope: ITS_SCOPE_FROM_NAMES, ...copy("[length(parameters('names'))]", 's') },
        { workspaceId: undefined },
      ),
    ]),
    verdict: 'fail',
  },
  {
    name: 'unknown list, child setting',
    template: given({ names: 'array' }, [
      registry(FROM_NAMES, {
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
    ]),
    verdict: 'pass',
  },
  {
    name: 'unknown list in a module for both',
    template: given({ names: 'array' }, [
      inner(
        { name: "[format('m{0}', copyIndex())]", ...copy("[length(parameters('names'))]") },
        given({ n: 'string' }, [registry(parameter('n')), setting({ scope: scopeOf("parameters('n')") })]),
        { n: FROM_NAMES },
      ),
    ]),
    verdict: 'pass',
  },
  {
    name: 'list from a parameter file',
    template: given({ names: 'array' }, [
      registry(FROM_NAMES, copy("[length(parameters('names'))]")),
      setting({ scope: scopeOf("parameters('names')[0]") }),
    ]),
    parameters: { names: ['one', 'two'] },
    verdict: ['pass', 'fail'],
  },
  {
    name: 'list of objects from a parameter file, each with its switch',
    template: given({ regs: 'array' }, [
      registry("[parameters('regs')[copyIndex()].name]", copy("[length(parameters('regs'))]")),
      setting({
        scope: scopeOf("parameters('regs')[copyIndex()].name"),
        condition: "[parameters('regs')[copyIndex()].logs]",
        ...copy("[length(parameters('regs'))]", 's'),
      }),
    ]),
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
    template: given({ regs: 'object' }, [
      registry("[items(parameters('regs'))[copyIndex()].value]", copy("[length(items(parameters('regs')))]")),
      setting({ scope: scopeOf("items(parameters('regs'))[0].value") }),
    ]),
    parameters: { regs: { b: 'second', A: 'first' } },
    verdict: ['pass', 'fail'],
  },
  {
    name: 'two unknown lists',
    template: given({ names: 'array', others: 'array' }, [
      registry(FROM_NAMES, copy("[length(parameters('names'))]")),
      setting({ scope: scopeOf("parameters('others')[copyIndex()]"), ...copy("[length(parameters('others'))]", 's') }),
    ]),
    verdict: 'unknown',
    dependsOn: ['parameter names', 'parameter others'],
  },
  {
    name: 'unknown count and a setting of the first',
    template: given({ n: 'int' }, [registry(NAME, copy(parameter('n'))), setting({ scope: scopeOf("'acr0'") })]),
    verdict: 'unknown',
    dependsOn: ['parameter n'],
  },
  {
    name: 'unknown list and a setting of its first',
    template: given({ names: 'array' }, [
      registry(FROM_NAMES, copy("[length(parameters('names'))]")),
      setting({ scope: scopeOf("parameters('names')[0]") }),
    ]),
    verdict: 'unknown',
    dependsOn: ['parameter names'],
  },
  {
    name: 'known loop and an unknown number of settings',
    template: given({ n: 'int' }, [
      registry(NAME, copy(1)),
      setting({ scope: ITS_SCOPE, ...copy(parameter('n'), 's') }),
    ]),
    verdict: 'unknown',
    dependsOn: ['parameter n'],
  },
  {
    name: 'logs made by a loop over both categories',
    template: template([registry(), setting({}, logsOver("variables('categories')"))], {
      variables: { categories: BOTH },
    }),
    verdict: 'pass',
  },
  {
    name: 'logs made by a loop over one category',
    template: template([registry(), setting({}, logsOver("variables('categories')"))], {
      variables: { categories: [LOGIN.category] },
    }),
    verdict: 'fail',
  },
  {
    name: 'logs made by a loop over nothing',
    template: template([registry(), setting({}, logsOver("variables('categories')"))], {
      variables: { categories: [] },
    }),
    verdict: 'fail',
  },
  {
    name: 'logs made by a loop over an unknown list',
    template: given({ categories: 'array' }, [registry(), setting({}, logsOver("parameters('categories')"))]),
    verdict: 'unknown',
    dependsOn: ['parameter categories'],
  },
  {
    name: 'logs made by a loop over an unknown list, each disabled',
    template: given({ categories: 'array' }, [
      registry(),
      setting(
        {},
        {
          logs: undefined,
          copy: [
            {
              name: 'logs',
              count: "[length(parameters('categories'))]",
              input: { category: "[parameters('categories')[copyIndex('logs')]]", enabled: false },
            },
          ],
        },
      ),
    ]),
    verdict: 'fail',
  },
  {
    name: 'logs made by a loop over an unknown list, each for the group',
    template: given({ list: { type: 'array', minLength: 1 } }, [
      registry(),
      setting({}, { logs: undefined, copy: [{ name: 'logs', count: "[length(parameters('list'))]", input: AUDIT }] }),
    ]),
    verdict: 'pass',
  },
  {
    name: 'logs made by a loop inside a loop of settings',
    template: template(
      [
        registry(NAME, copy(2)),
        setting(
          { scope: ITS_SCOPE, ...copy(2, 's') },
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
        ),
      ],
      { variables: { c: [BOTH, [LOGIN.category, LOGIN.category]] } },
    ),
    verdict: ['pass', 'fail'],
  },
  {
    name: 'names made by a loop of variables',
    template: template(
      [
        registry("[variables('names')[copyIndex()]]", copy("[length(variables('names'))]")),
        setting({ scope: scopeOf("format('{0}-{1}', parameters('n'), 1)") }),
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
    template: template([registry(), setting({}, { logs: "[variables('logs')]" })], {
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
    template: given(
      { n: 'string' },
      {
        regs: registry("[format('{0}{1}', parameters('n'), copyIndex())]", copy(2)),
        diags: setting({ scope: scopeOf("format('{0}{1}', parameters('n'), copyIndex())"), ...copy(2, 's') }),
      },
    ),
    verdict: ['pass', 'pass'],
  },
  {
    name: 'loop of modules over known names',
    template: given({ n: 'string' }, [
      inner(
        { name: "[format('m{0}', copyIndex())]", ...copy(2) },
        given({ n: 'string' }, [registry(parameter('n')), setting({ scope: scopeOf("parameters('n')") })]),
        { n: "[format('{0}{1}', parameters('n'), copyIndex())]" },
      ),
    ]),
    verdict: ['pass', 'pass'],
  },
  {
    name: 'same unknown count on both, setting of the first only',
    template: given({ n: 'int' }, [
      registry(NAME, copy(parameter('n'))),
      setting({ scope: ITS_SCOPE, condition: '[equals(copyIndex(), 0)]', ...copy(parameter('n'), 's') }),
    ]),
    verdict: 'unknown',
    dependsOn: ['parameter n'],
  },
  {
    name: 'same unknown count on both, offset on one side',
    template: given({ n: 'int' }, [
      registry("[concat('acr', copyIndex(1))]", copy(parameter('n'))),
      setting({ scope: ITS_SCOPE, ...copy(parameter('n'), 's') }),
    ]),
    verdict: 'unknown',
    dependsOn: ['parameter n'],
  },
];
