import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/engine/verdict.ts';
import { CLOSED } from '../support/generated-expressions.ts';
import { type RegistrySketch, type SettingSketch, type Sketch, sketches } from '../support/generated-templates.ts';
import { render, usedParameters, type Verdicts, verdicts } from '../support/sketches.ts';
import { group, type Json, type JsonObject, WORKSPACE } from '../support/templates.ts';

const RUNS = Number(process.env.LAW_RUNS ?? 150);
const SEED = Number(process.env.LAW_SEED ?? 20_240_601);
const MOST_CASES = 200;

interface Case {
  readonly values: JsonObject;
  readonly verdicts: Verdicts;
}

/** Every assignment of values to the parameters of a sketch. */
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

function checkSoundness(sketch: Sketch): void {
  const names = usedParameters(sketch);
  const all = assignments(names);
  fc.pre(all.length <= MOST_CASES);
  const json = render(sketch);
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
function sketch(registry: Partial<RegistrySketch>, ...settings: readonly Partial<SettingSketch>[]): Sketch {
  const properties = { workspaceId: WORKSPACE, logs: [group('audit')] };
  const plain = { attachment: 'full', registry: 0, condition: undefined, count: undefined, properties } as const;
  return {
    registries: [{ name: "'acr'", condition: undefined, count: 0, ...registry }],
    settings: settings.map((setting, i) => ({ ...plain, name: `'audit-${i}'`, ...setting })),
    variables: {},
  };
}

const SAME = "createObject('enabled', parameters('pFlagA'))";

/** What the law has found, by what was wrong. */
const FOUND: Readonly<Record<string, Sketch>> = {
  'null is no empty text': sketch({}, { condition: "equals(if(parameters('pFlagA'), '', null()), '')" }),
  'null is no false': sketch({}, { condition: "equals(if(parameters('pFlagA'), true(), null()), false())" }),
  'arrays of unknown length are joined as arrays': sketch(
    {},
    {
      condition: "empty(concat(take(createArray(), parameters('pCount')), take(createArray(1), parameters('pCount'))))",
    },
  ),
  'equal items that are not known count once in a union': sketch(
    {},
    { condition: `equals(length(union(createArray(${SAME}, ${SAME}), createArray())), 1)` },
  ),
  'a registry whose condition no value fulfils': sketch(
    { condition: "equals(if(contains(parameters('pCategory'), 'Login'), 'audit', 'none'), 'other')" },
    { count: "parameters('pCount')" },
  ),
  'a registry whose condition no key fulfils': sketch(
    { condition: "contains(createObject(parameters('pGroup'), 1), 'allLogs')" },
    { properties: { logs: [group('audit')] } },
  ),
  'a condition of the registry that leaves one case': sketch(
    { condition: "startsWith(string(empty(parameters('pSink'))), 'True')" },
    { properties: { workspaceId: "[parameters('pSink')]", logs: [group('audit')] } },
  ),
  'the same questions in another order': sketch(
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
    ...sketch({}, { name: "'audit'" }, { name: "'audit'", registry: 1, properties: { logs: [group('audit')] } }),
    registries: ["'acr'", "parameters('pName')"].map((name) => ({ name, condition: undefined, count: 0 })),
  },
};

describe('verdicts against all cases of the parameters', () => {
  it('says what holds in every case, and names what decides', () => {
    fc.assert(fc.property(sketches(false), checkSoundness), { numRuns: RUNS, seed: SEED });
  });

  it.each(Object.entries(FOUND))('%s', (_, found) => checkSoundness(found));
});
