import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expandTemplate } from '../../src/sources/arm/expand/expand-template.ts';
import type { JsonValue } from '../../src/sources/arm/json/json-value.ts';
import { templateInventory } from '../../src/sources/arm/template-inventory.ts';
import { LimitError } from '../../src/value/limit-error.ts';
import type { Json } from '../support/arm-templates.ts';
import { expressions } from '../support/expression-generators.ts';
import { render } from '../support/render-template.ts';
import { templateSpecs } from '../support/template-generators.ts';

const SETTINGS = {
  numRuns: Number(process.env.PROPERTY_RUNS ?? 150),
  seed: Number(process.env.PROPERTY_SEED ?? 20_240_603),
};
/** Steps of evaluation: no document of this size takes more, whatever it says. */
const MOST_STEPS = 100_000;

const KEYS = [
  ...[
    'type',
    'name',
    'scope',
    'condition',
    'copy',
    'count',
    'input',
    'properties',
    'resources',
    'template',
    'parameters',
  ],
  ...['variables', 'outputs', 'value', 'defaultValue', 'allowedValues', 'functions', 'definitions', '$ref', 'existing'],
  ...['logs', 'languageVersion', '$schema', 'templateLink', 'mode', '__proto__', 'constructor', 'toString', ''],
];
const TEXTS = [
  ...[
    '',
    '[',
    ']',
    '[]',
    '[[x]',
    '[parameters(]',
    "[parameters('__proto__')]",
    '[copyIndex()]',
    "[variables('vLogs')]",
  ],
  ...[
    "[reference('x').a.b]",
    "[fail('x')]",
    '[resourceGroup()]',
    "[json('{')]",
    '[range(0, 10000)]',
    '[true(',
    '\u0000',
    '\ud800',
  ],
  ...[
    'Microsoft.ContainerRegistry/registries',
    'Microsoft.Insights/diagnosticSettings',
    'Microsoft.Resources/deployments',
  ],
  ...['a/b/c', '/', '//', '2.0', '#/definitions/x', 'bool', 'object', 'Inner', "[parameters('pFlagA').x[0]['y']]"],
];

/** Any JSON, made of the words of templates. */
function anyJson(): fc.Arbitrary<Json> {
  const { flag, entries, sink, count } = expressions(true, true);
  const texts = fc.oneof(
    fc.constantFrom(...TEXTS),
    fc.oneof(flag, entries, sink, count).map((text) => `[${text}]`),
  );
  return fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom<Json>(null, true, false, 0, 1, -1, 2.5, 801, 1e300),
      texts,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 6, noNullPrototype: true }),
    ),
  })).value;
}

/** Puts something else at one place of a document; the place is chosen by a number. */
function damaged(json: Json, choice: number, value: Json): Json {
  let left = choice % (1 + sizeOf(json));
  const walk = (node: Json): Json => {
    if (left-- === 0) return value;
    if (Array.isArray(node)) return node.map(walk);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, member]) => [key, walk(member)]));
  };
  return walk(json);
}

function sizeOf(json: Json): number {
  if (typeof json !== 'object' || json === null) return 1;
  return Object.values(json).reduce<number>((sum, member) => sum + sizeOf(member), 1);
}

/** Expands and reads everything of every resource. */
function expandAll(json: Json): void {
  const template = JSON.parse(JSON.stringify(json)) as JsonValue;
  const input = { file: 'main.json', template, values: new Map(), target: {}, deploymentKey: 'main.json' };
  templateInventory(input, { basis: 'defaults' });
  try {
    const { resources, budget } = expandTemplate(input);
    for (const { body } of resources) for (const name of KEYS) body(name);
    expect(budget.steps).toBeLessThan(MOST_STEPS);
  } catch (error) {
    if (!(error instanceof LimitError)) throw error;
  }
}

describe('expansion is total', () => {
  test('on templates with one wrong value anywhere', () => {
    fc.assert(
      fc.property(templateSpecs(true), fc.nat(), anyJson(), fc.boolean(), (spec, choice, value, symbolic) =>
        expandAll(damaged(render(spec, { symbolic }) as Json, choice, value)),
      ),
      SETTINGS,
    );
  });

  test('on documents made of the words of templates', () => {
    const document = fc.record({
      resources: fc.oneof(anyJson(), fc.array(anyJson(), { maxLength: 3 })),
      parameters: anyJson(),
      variables: anyJson(),
      outputs: anyJson(),
      functions: anyJson(),
    });
    fc.assert(fc.property(document as fc.Arbitrary<Json>, expandAll), SETTINGS);
  });
});
