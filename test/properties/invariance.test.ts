import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Json, type JsonObject, WORKSPACE } from '../support/arm-templates.ts';
import { CLOSED, OPEN, VARIABLES } from '../support/expression-generators.ts';
import {
  type Form,
  outcomes,
  render,
  summary,
  usedParameters,
  type Verdicts,
  verdicts,
} from '../support/render-template.ts';
import { type TemplateSpec, templateSpecs } from '../support/template-generators.ts';

const SETTINGS = {
  numRuns: Number(process.env.PROPERTY_RUNS ?? 60),
  seed: Number(process.env.PROPERTY_SEED ?? 20_240_602),
};

/** Unrelated to every registry: another resource that has a diagnostic setting of its own, and a parameter. */
const UNRELATED: NonNullable<Form['extra']> = {
  parameters: { pUnrelated: { type: 'string' } },
  resources: [
    {
      type: 'Microsoft.Storage/storageAccounts',
      apiVersion: '2023-01-01',
      name: "[parameters('pUnrelated')]",
      location: 'westeurope',
      sku: { name: 'Standard_LRS' },
      kind: 'StorageV2',
    },
    {
      type: 'Microsoft.Insights/diagnosticSettings',
      apiVersion: '2021-05-01-preview',
      scope: "[resourceId('Microsoft.Storage/storageAccounts', parameters('pUnrelated'))]",
      name: 'audit',
      properties: { workspaceId: WORKSPACE, logs: [{ categoryGroup: 'allLogs', enabled: true }] },
    },
  ],
};

const MOST_CASES = 96;
const CASES_OF_OPEN = 4;

/** What is compared: past a bound of cases the engine names some of what decides, not all of it. */
function shown(spec: TemplateSpec, found: Verdicts): Json {
  const cases = usedParameters(spec).map((name) => CLOSED[name]?.values.length ?? CASES_OF_OPEN);
  return cases.reduce((all, n) => all * n, 1) > MOST_CASES ? outcomes(found) : summary(found);
}

function same(spec: TemplateSpec, one: Form, other: Form): void {
  expect(shown(spec, verdicts(render(spec, other)))).toEqual(shown(spec, verdicts(render(spec, one))));
}

/** The same pseudo-random order for the same seed and length. */
function shuffled(seed: number): NonNullable<Form['order']> {
  return (list) => {
    const rank = list.map((_, i) => Math.imul((i + 1) * 2_654_435_761, seed | 1) >>> 0);
    return list
      .map((item, i) => ({ item, rank: rank[i] ?? 0 }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ item }) => item);
  };
}

const NAMES = [...Object.keys(CLOSED), ...Object.keys(OPEN), ...VARIABLES];

/** Gives every parameter and variable another name, which sorts in another order. */
function renamed(json: JsonObject): JsonObject {
  const put = (text: string, name: string): string => text.replaceAll(name, newName(name));
  return JSON.parse(NAMES.reduce(put, JSON.stringify(json))) as JsonObject;
}

function newName(name: string): string {
  return `${name.startsWith('p') ? 'given' : 'local'}-${99 - NAMES.indexOf(name)}`;
}

function withOldNames(found: Json): Json {
  const text = NAMES.reduce((all, name) => all.replaceAll(newName(name), name), JSON.stringify(found));
  const back = JSON.parse(text) as Record<string, { outcome: string; dependsOn?: string[] }[]>;
  for (const list of Object.values(back)) for (const one of list) one.dependsOn?.sort();
  return back;
}

describe('verdicts never depend on', () => {
  test('the order of resources', () => {
    fc.assert(
      fc.property(templateSpecs(true), fc.nat(), fc.boolean(), (spec, seed, symbolic) =>
        same(spec, { symbolic }, { symbolic, order: shuffled(seed) }),
      ),
      SETTINGS,
    );
  });

  test('symbolic names', () => {
    fc.assert(
      fc.property(templateSpecs(true), (spec) => same(spec, {}, { symbolic: true })),
      SETTINGS,
    );
  });

  test('a nested deployment around everything', () => {
    fc.assert(
      fc.property(templateSpecs(true), fc.boolean(), (spec, symbolic) => same(spec, {}, { wrapped: true, symbolic })),
      SETTINGS,
    );
  });

  test('unrelated resources', () => {
    fc.assert(
      fc.property(templateSpecs(true), (spec) => same(spec, {}, { extra: UNRELATED })),
      SETTINGS,
    );
  });

  test('the names of parameters and variables', () => {
    fc.assert(
      fc.property(templateSpecs(true), (spec) => {
        const json = render(spec);
        expect(withOldNames(shown(spec, verdicts(renamed(json))))).toEqual(shown(spec, verdicts(json)));
      }),
      SETTINGS,
    );
  });
});
