import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { registry, setting, template } from '../support/arm-templates.ts';
import { acraudit, folderOf, lintJson } from '../support/cli.ts';

const SETTINGS = {
  numRuns: Number(process.env.PROPERTY_RUNS ?? 150),
  seed: Number(process.env.PROPERTY_SEED ?? 20_261_127),
};

const ODD_NAMES = ['toString', 'valueOf', '__proto__', 'constructor', 'hasOwnProperty', 'length', 'then', '', 'name'];
const ODD_TEXTS = [
  ...['', '[', ']', '[]', '[[', 'Microsoft.ContainerRegistry/registries', 'Microsoft.Insights/diagnosticSettings'],
  ...['[createArray(1)[createObject()]]', '[createObject()[createArray()]]', '[c.f(1)]', '[c.f(c.f)]', "[c['f'](1)]"],
  ...[
    "[parameters('p')]",
    "[variables('v')]",
    "[variables('v')[variables('v')]]",
    "[parameters('p')[parameters('p')]]",
  ],
  ...["[reference('r')]", '[copyIndex()]', "[copyIndex('c')]", "[resourceId('a/b', variables('v'))]", '[null()]'],
  ...["[union(variables('v'), parameters('p'))]", "[map(variables('v'), lambda('x', lambdaVariables('x')))]"],
  ...["[format(variables('v'), parameters('p'))]", '[toLower(createObject())]', "[concat(variables('v'), 1)]"],
];

/** Neither a text nor anything that can be made one. */
const NO_TEXT = { toString: 1, valueOf: 1 };

/** Any JSON, mostly made of what a template gives a meaning to. */
const anything = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<unknown>(NO_TEXT, ...ODD_TEXTS, null, true, false, 0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        ...ODD_NAMES,
        'p',
        'v',
        'c',
        'f',
        'type',
        'value',
        'defaultValue',
        'copy',
        'count',
        'input',
        '$ref',
      ),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
})).value;

/** As it should be or, more rarely, anything. */
function perhaps<T>(right: fc.Arbitrary<T>): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 6, arbitrary: right as fc.Arbitrary<unknown> },
    { weight: 1, arbitrary: fc.constant(NO_TEXT) },
    { weight: 1, arbitrary: anything },
  );
}

const record = (members: Record<string, fc.Arbitrary<unknown>>) =>
  perhaps(
    fc.record(Object.fromEntries(Object.entries(members).map(([name, value]) => [name, perhaps(value)])), {
      requiredKeys: [],
    }),
  );
const named = (value: fc.Arbitrary<unknown>) =>
  perhaps(fc.dictionary(fc.constantFrom('p', 'v', 'f', 'o', ...ODD_NAMES), perhaps(value), { maxKeys: 4 }));
const listed = (value: fc.Arbitrary<unknown>) => perhaps(fc.array(perhaps(value), { maxLength: 3 }));
const text = fc.constantFrom(...ODD_TEXTS);
const type = fc.constantFrom('string', 'int', 'bool', 'object', 'array', 'secureString', 'secureObject');

const parameter = record({
  type,
  defaultValue: anything,
  allowedValues: listed(anything),
  minLength: fc.nat(9),
  nullable: fc.boolean(),
  properties: named(anything),
  items: anything,
  $ref: text,
});
const copy = record({ name: text, count: fc.nat(3), input: anything, mode: text, batchSize: fc.nat(3) });
const functions = listed(
  record({
    namespace: fc.constant('c'),
    members: named(
      record({ parameters: listed(record({ name: text, type })), output: record({ type, value: anything }) }),
    ),
  }),
);
const deployment = record({
  mode: text,
  template: anything,
  templateLink: record({ relativePath: text, uri: text }),
  parameters: named(anything),
  expressionEvaluationOptions: record({ scope: text }),
});
const resource = record({
  type: fc.constantFrom(
    'Microsoft.ContainerRegistry/registries',
    'Microsoft.Insights/diagnosticSettings',
    'Microsoft.Resources/deployments',
  ),
  apiVersion: text,
  name: text,
  scope: text,
  condition: anything,
  copy,
  dependsOn: listed(text),
  existing: fc.boolean(),
  location: text,
  properties: fc.oneof(
    deployment,
    record({
      workspaceId: anything,
      logs: listed(record({ category: text, categoryGroup: text, enabled: anything })),
      copy: listed(copy),
    }),
  ),
  resources: listed(anything),
});
const documents = fc.record(
  {
    languageVersion: perhaps(fc.constantFrom('1.0', '2.0')),
    definitions: named(parameter),
    functions,
    parameters: named(parameter),
    variables: fc.oneof(named(anything), record({ copy: listed(copy), v: anything })),
    resources: fc.oneof(listed(resource), named(resource)),
    outputs: named(record({ type, value: anything, copy })),
  },
  { requiredKeys: ['resources'] },
);

const SCHEMA = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
const PARAMETERS = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#';

describe('whatever stands in one file', () => {
  const cwd = folderOf({
    'good.json': template([registry(), setting()]),
    'bad.json': '{}',
    'bad.parameters.json': '{}',
  });
  const goodOf = ({ results }: Awaited<ReturnType<typeof lintJson>>) =>
    results.filter(({ location }) => location.file === 'good.json');

  test('it is never an internal error, and the results of others stay', async () => {
    const alone = goodOf(await lintJson(cwd, 'good.json'));
    expect(alone.map(({ outcome }) => outcome)).toEqual(['pass']);
    await fc.assert(
      fc.asyncProperty(documents, anything, async (document, values) => {
        writeFileSync(join(cwd, 'bad.json'), JSON.stringify({ $schema: SCHEMA, ...document }));
        writeFileSync(join(cwd, 'bad.parameters.json'), JSON.stringify({ $schema: PARAMETERS, parameters: values }));
        const together = await lintJson(cwd);
        expect(together.errors.filter(({ code }) => ['internal-error', 'rule-crash'].includes(code))).toEqual([]);
        expect(goodOf(together)).toEqual(alone);
        for (const command of ['expand', 'fix']) {
          const { code, err } = await acraudit(cwd, command, 'bad.json', '--debug');
          expect(err).not.toContain('internal error');
          expect([0, 1, 3]).toContain(code);
        }
      }),
      SETTINGS,
    );
  }, 300_000);
});
