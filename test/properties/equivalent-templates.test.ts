import { describe, expect, test } from 'vitest';
import { expandTemplate } from '../../src/sources/arm/expand/expand-template.ts';
import type { JsonValue } from '../../src/sources/arm/json/json-value.ts';
import { canonicalKey } from '../../src/value/value.ts';
import {
  BOOL,
  BOTH,
  type JsonObject,
  nested,
  registry,
  STRING,
  setting,
  template,
  WORKSPACE,
} from '../support/arm-templates.ts';

/** The resources of a template but its deployments, each by what is deployed, in the order of their ids. */
function deployed(json: JsonObject): string[] {
  const { resources } = expandTemplate({
    file: 'main.json',
    template: JSON.parse(JSON.stringify(json)) as JsonValue,
    values: new Map(),
    target: {},
    deploymentKey: 'main.json',
  });
  return resources
    .filter(({ type, existing }) => !existing && type.toLowerCase() !== 'microsoft.resources/deployments')
    .map(({ id, type, name, scope, deployed: isDeployed, body }) =>
      [
        canonicalKey(id),
        type,
        canonicalKey(name),
        canonicalKey(scope),
        canonicalKey(isDeployed),
        canonicalKey(body('properties') ?? null),
      ].join('\n'),
    )
    .sort();
}

const NAME = "[parameters('name')]";
const FULL = "[resourceId('Microsoft.ContainerRegistry/registries', parameters('name'))]";
const RELATIVE = "[format('Microsoft.ContainerRegistry/registries/{0}', parameters('name'))]";
const PARAMETERS = { parameters: { name: STRING, on: BOOL } };
const PASSED = { name: { value: NAME }, on: { value: "[parameters('on')]" } };
const REGISTRY = registry({ name: NAME });
const SETTING = setting({}, { scope: RELATIVE });
const FLAT = template([REGISTRY, SETTING], PARAMETERS);

interface Twins {
  readonly name: string;
  readonly one: JsonObject;
  readonly other: JsonObject;
}

const LOOP = { copy: { name: 'each', count: 2 }, name: "[format('{0}{1}', parameters('name'), copyIndex())]" };

const TWINS: readonly Twins[] = [
  {
    name: 'an array and symbolic names',
    one: FLAT,
    other: template({ acr: REGISTRY, diagnostics: { ...SETTING, dependsOn: ['acr'] } }, PARAMETERS),
  },
  {
    name: 'a relative scope and a whole id',
    one: FLAT,
    other: template([REGISTRY, setting({}, { scope: FULL })], PARAMETERS),
  },
  {
    name: 'a setting beside the registry and in a module',
    one: FLAT,
    other: template([REGISTRY, nested([SETTING], { name: { value: NAME } }, { name: STRING })], PARAMETERS),
  },
  {
    name: 'a setting beside the registry and in a deployment evaluated outside',
    one: FLAT,
    other: template(
      [REGISTRY, { ...nested([SETTING], {}, {}), properties: { mode: 'Incremental', template: template([SETTING]) } }],
      PARAMETERS,
    ),
  },
  {
    name: 'everything flat and in a module with symbolic names',
    one: FLAT,
    other: template(
      {
        all: {
          ...nested([], {}, {}),
          properties: {
            expressionEvaluationOptions: { scope: 'inner' },
            mode: 'Incremental',
            parameters: PASSED,
            template: template({ acr: REGISTRY, diagnostics: SETTING }, PARAMETERS),
          },
        },
      },
      PARAMETERS,
    ),
  },
  {
    name: 'an existing registry in the module, by symbolic name',
    one: FLAT,
    other: template(
      {
        acr: REGISTRY,
        module: {
          ...nested([], {}, {}),
          properties: {
            expressionEvaluationOptions: { scope: 'inner' },
            mode: 'Incremental',
            parameters: { registryName: { value: NAME } },
            template: template(
              {
                acr: {
                  existing: true,
                  type: 'Microsoft.ContainerRegistry/registries',
                  apiVersion: '2023-07-01',
                  name: "[parameters('registryName')]",
                },
                diagnostics: setting({}, { scope: RELATIVE.replace("'name'", "'registryName'"), dependsOn: ['acr'] }),
              },
              { parameters: { registryName: STRING } },
            ),
          },
        },
      },
      PARAMETERS,
    ),
  },
  {
    name: 'a condition on the setting and on its module',
    one: template([REGISTRY, { ...SETTING, condition: "[parameters('on')]" }], PARAMETERS),
    other: template(
      [
        REGISTRY,
        { ...nested([SETTING], { name: { value: NAME } }, { name: STRING }), condition: "[parameters('on')]" },
      ],
      PARAMETERS,
    ),
  },
  {
    name: 'the registry alone and its output',
    one: FLAT,
    other: template(
      [
        {
          ...nested([], {}, {}),
          name: 'registry',
          properties: {
            expressionEvaluationOptions: { scope: 'inner' },
            mode: 'Incremental',
            parameters: { name: { value: NAME } },
            template: template([REGISTRY], {
              parameters: { name: STRING },
              outputs: { name: { type: 'string', value: NAME } },
            }),
          },
        },
        nested([SETTING], { name: { value: "[reference('registry').outputs.name.value]" } }, { name: STRING }),
      ],
      PARAMETERS,
    ),
  },
  {
    name: 'a loop and its instances',
    one: template([registry(LOOP)], PARAMETERS),
    other: template(
      [0, 1].map((i) => registry({ name: `[format('{0}${i}', parameters('name'))]` })),
      PARAMETERS,
    ),
  },
  {
    name: 'a loop of modules and a loop of settings',
    one: template(
      [REGISTRY, setting({}, { ...LOOP, name: "[format('to-{0}', copyIndex())]", scope: RELATIVE })],
      PARAMETERS,
    ),
    other: template(
      [
        REGISTRY,
        {
          ...nested(
            [setting({}, { name: "[parameters('setting')]", scope: RELATIVE })],
            { name: { value: NAME }, setting: { value: "[format('to-{0}', copyIndex())]" } },
            { name: STRING, setting: STRING },
          ),
          name: "[format('module-{0}', copyIndex())]",
          copy: LOOP.copy,
        },
      ],
      PARAMETERS,
    ),
  },
  {
    name: 'a loop of log entries and a list of them',
    one: FLAT,
    other: template(
      [
        REGISTRY,
        {
          ...SETTING,
          properties: {
            workspaceId: WORKSPACE,
            copy: [{ name: 'logs', count: 2, input: "[variables('entries')[copyIndex('logs')]]" }],
          },
        },
      ],
      { ...PARAMETERS, variables: { entries: BOTH } },
    ),
  },
  {
    name: 'a child of the registry and a resource of its own',
    one: FLAT,
    other: template(
      [
        {
          ...REGISTRY,
          resources: [
            { ...SETTING, type: 'providers/diagnosticSettings', name: 'Microsoft.Insights/audit', scope: undefined },
          ],
        } as unknown as JsonObject,
      ],
      PARAMETERS,
    ),
  },
];

describe('templates that say the same in two ways', () => {
  test.each(TWINS.map((pair) => [pair.name, pair] as const))('%s', (_, { one, other }) => {
    expect(deployed(one).length).toBeGreaterThan(1);
    expect(deployed(other)).toEqual(deployed(one));
  });
});
