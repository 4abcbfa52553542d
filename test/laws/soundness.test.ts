import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/engine/verdict.ts';
import { CLOSED } from '../support/generated-expressions.ts';
import { type Sketch, sketches } from '../support/generated-templates.ts';
import { render, usedParameters, type Verdicts, verdicts } from '../support/sketches.ts';
import type { Json, JsonObject } from '../support/templates.ts';

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
function combined(cases: readonly Case[], key: string, i: number): Verdict['outcome'] {
  const outcomes = new Set(cases.flatMap((one) => one.verdicts[key]?.[i]?.outcome ?? []));
  outcomes.delete('notApplicable');
  const [only] = outcomes;
  return outcomes.size === 0 ? 'notApplicable' : outcomes.size === 1 && only !== undefined ? only : 'unknown';
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

function checkSoundness(sketch: Sketch, laws: { precise: boolean }): void {
  const names = usedParameters(sketch);
  const all = assignments(names);
  fc.pre(all.length <= MOST_CASES);
  const json = render(sketch);
  const unknown = verdicts(json);
  const cases = all.map((values) => ({ values, verdicts: verdicts(json, values) }));
  for (const [key, list] of Object.entries(unknown)) {
    list.forEach((verdict, i) => {
      const where = `${key}[${i}]`;
      expect([where, verdict.outcome]).toEqual([where, combined(cases, key, i)]);
      if (verdict.outcome !== 'unknown') return;
      if (cases.some((one) => one.verdicts[key]?.[i]?.outcome === 'unknown')) return;
      const named = verdict.dependsOn.filter(({ kind }) => kind === 'parameter').map(({ name }) => name);
      const deciding = decisive(names, cases, key, i);
      const missed = deciding.filter((name) => !named.includes(name));
      expect([where, 'missed', missed]).toEqual([where, 'missed', []]);
      const isAlwaysDeployed = cases.every((one) => one.verdicts[key]?.[i]?.outcome !== 'notApplicable');
      if (!isAlwaysDeployed || !laws.precise) return;
      const idle = named.filter((name) => !deciding.includes(name));
      expect([where, 'idle', idle]).toEqual([where, 'idle', []]);
    });
  }
}

describe('verdicts against all cases of the parameters', () => {
  it('says what holds in every case, and names what decides', () => {
    fc.assert(
      fc.property(sketches(false), (sketch) => checkSoundness(sketch, { precise: process.env.LAW_PRECISE !== '0' })),
      { numRuns: RUNS, seed: SEED, ...(process.env.LAW_ALL && { skipAllAfterTimeLimit: 200_000 }) },
    );
  });
});
