import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/engine/verdict.ts';
import { group, type Json, type JsonObject, WORKSPACE } from '../support/arm-templates.ts';
import { CLOSED } from '../support/expression-generators.ts';
import { render, usedParameters, type Verdicts, verdicts } from '../support/render-template.ts';
import {
  type RegistrySpec,
  type SettingSpec,
  type TemplateSpec,
  templateSpecs,
} from '../support/template-generators.ts';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 150);
const SEED = Number(process.env.PROPERTY_SEED ?? 20_240_601);
const MOST_CASES = 200;

interface Case {
  readonly values: JsonObject;
  readonly verdicts: Verdicts;
}

/** Every assignment of values to the parameters of a spec. */
function assignments(names: readonly string[]): JsonObject[] {
  return names.reduce<JsonObject[]>(
    (all, name) => all.flatMap((values) => (CLOSED[name]?.values ?? []).map((value) => ({ ...values, [name]: value }))),
    [{}],
  );
}

/** The verdict that follows from the verdicts of all cases. */
function combined(outcomes: ReadonlySet<Verdict['outcome']>): Verdict['outcome'] {
  const deployed = [...outcomes].filter((outcome) => outcome !== 'notApplicable');
  return deployed.length > 1 ? 'unknown' : (deployed[0] ?? 'notApplicable');
}

/** Parameters of which two values lead to different verdicts while all others keep theirs. */
function decisive(names: readonly string[], cases: readonly Case[], key: string, i: number): string[] {
  return names.filter((name) => {
    const groups = new Map<string, Set<Json>>();
    for (const { values, verdicts: found } of cases) {
      const outcome = found[key]?.[i]?.outcome ?? 'notApplicable';
      if (outcome === 'notApplicable') continue;
      const others = JSON.stringify({ ...values, [name]: null });
      groups.set(others, (groups.get(others) ?? new Set<Json>()).add(outcome));
    }
    return [...groups.values()].some((outcomes) => outcomes.size > 1);
  });
}

function checkSoundness(spec: TemplateSpec): void {
  const names = usedParameters(spec);
  const all = assignments(names);
  fc.pre(all.length <= MOST_CASES);
  const json = render(spec);
  const cases = all.map((values) => ({ values, verdicts: verdicts(json, values) }));
  for (const [key, list] of Object.entries(verdicts(json))) {
    list.forEach((verdict, i) => {
      const outcomes = new Set(cases.map((one) => one.verdicts[key]?.[i]?.outcome ?? 'notApplicable'));
      expect([key, i, verdict.outcome]).toEqual([key, i, combined(outcomes)]);
      if (verdict.outcome !== 'unknown' || outcomes.has('unknown')) return;
      const named = verdict.dependsOn.filter(({ kind }) => kind === 'parameter').map(({ name }) => name);
      const deciding = decisive(names, cases, key, i);
      expect([key, i, 'missed', deciding.filter((name) => !named.includes(name))]).toEqual([key, i, 'missed', []]);
      // Where the registry is not deployed in every case, two parameters may only matter together.
      if (outcomes.has('notApplicable')) return;
      expect([key, i, 'idle', named.filter((name) => !deciding.includes(name))]).toEqual([key, i, 'idle', []]);
    });
  }
}

/** One registry and settings that are whole but for what is said. */
function spec(registry: Partial<RegistrySpec>, ...settings: readonly Partial<SettingSpec>[]): TemplateSpec {
  const properties = { workspaceId: WORKSPACE, logs: [group('audit')] };
  const plain = { attachment: 'full', registry: 0, condition: undefined, count: undefined, properties } as const;
  return {
    registries: [{ name: "'acr'", condition: undefined, count: 0, ...registry }],
    settings: settings.map((setting, i) => ({ ...plain, name: `'audit-${i}'`, ...setting })),
    variables: {},
  };
}

const SAME = "createObject('enabled', parameters('pFlagA'))";

/** What this property has found, by what was wrong. */
const FOUND: Readonly<Record<string, TemplateSpec>> = {
  'null is no empty text': spec({}, { condition: "equals(if(parameters('pFlagA'), '', null()), '')" }),
  'null is no false': spec({}, { condition: "equals(if(parameters('pFlagA'), true(), null()), false())" }),
  'arrays of unknown length are joined as arrays': spec(
    {},
    {
      condition: "empty(concat(take(createArray(), parameters('pCount')), take(createArray(1), parameters('pCount'))))",
    },
  ),
  'equal items that are not known count once in a union': spec(
    {},
    { condition: `equals(length(union(createArray(${SAME}, ${SAME}), createArray())), 1)` },
  ),
  'a registry whose condition no value fulfils': spec(
    { condition: "equals(if(contains(parameters('pCategory'), 'Login'), 'audit', 'none'), 'other')" },
    { count: "parameters('pCount')" },
  ),
  'a registry whose condition no key fulfils': spec(
    { condition: "contains(createObject(parameters('pGroup'), 1), 'allLogs')" },
    { properties: { logs: [group('audit')] } },
  ),
  'a condition of the registry that leaves one case': spec(
    { condition: "startsWith(string(empty(parameters('pSink'))), 'True')" },
    { properties: { workspaceId: "[parameters('pSink')]", logs: [group('audit')] } },
  ),
  'the same questions in another order': spec(
    {},
    {
      condition: "parameters('pFlagC')",
      properties: { workspaceId: "[parameters('pSink')]", logs: [group("[parameters('pGroup')]")] },
    },
    {
      condition: "equals(parameters('pGroup'), 'audit')",
      properties: { workspaceId: "[parameters('pSink')]", logs: [group('audit')] },
    },
  ),
  'settings whose ids are equal in one case': {
    ...spec({}, { name: "'audit'" }, { name: "'audit'", registry: 1, properties: { logs: [group('audit')] } }),
    registries: ["'acr'", "parameters('pName')"].map((name) => ({ name, condition: undefined, count: 0 })),
  },
};

describe('verdicts against all cases of the parameters', () => {
  test('says what holds in every case, and names what decides', () => {
    fc.assert(fc.property(templateSpecs(false), checkSoundness), { numRuns: RUNS, seed: SEED });
  });

  test.each(Object.entries(FOUND))('%s', (_, found) => checkSoundness(found));
});
