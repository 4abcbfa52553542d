import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../support/arm-templates.ts';
import { CLOSED } from '../support/expression-generators.ts';
import { render, usedParameters, type Verdicts, verdicts } from '../support/render-template.ts';
import { templateSpecs } from '../support/template-generators.ts';

const SETTINGS = {
  numRuns: Number(process.env.PROPERTY_RUNS ?? 150),
  seed: Number(process.env.PROPERTY_SEED ?? 20_240_611),
};

const VAULT = 'pVault';

/** The template with some of its parameters as members of one secure object, which is handed on to nested deployments. */
function secured(json: Json, names: readonly string[], isRoot = true): Json {
  if (typeof json === 'string')
    return names.reduce(
      (text, name) => text.replaceAll(`parameters('${name}')`, `parameters('${VAULT}').${name}`),
      json,
    );
  if (Array.isArray(json)) return json.map((item: Json) => secured(item, names, false));
  if (typeof json !== 'object' || json === null) return json;
  const members = Object.entries(json).map(([key, value]): [string, Json] => {
    const made = secured(value, names, false);
    return [key, key === 'parameters' ? withVault(made as JsonObject, names, isRoot) : made];
  });
  return Object.fromEntries(members);
}

function withVault(section: JsonObject, names: readonly string[], isRoot: boolean): JsonObject {
  const others = Object.entries(section).filter(([name]) => !names.includes(name));
  const isPassed = Object.values(section).some((entry) => Object.hasOwn(entry as object, 'value'));
  const vault: Json = isPassed ? { value: `[parameters('${VAULT}')]` } : { type: isRoot ? 'secureObject' : 'object' };
  return Object.fromEntries(others.length === Object.keys(section).length ? others : [...others, [VAULT, vault]]);
}

/** Outcomes with what decides them. What came up behind a secure value is named by an expression, so only its kind is compared. */
function told(found: Verdicts): Json {
  return Object.fromEntries(
    Object.entries(found).map(([key, list]) => [
      key,
      list.map(({ outcome, dependsOn }) => ({
        outcome,
        dependsOn: [
          ...new Set(dependsOn.map(({ kind, name }) => (kind === 'parameter' ? `${kind} ${name}` : kind))),
        ].sort(),
      })),
    ]),
  );
}

describe('secure parameters are known to the evaluation', () => {
  test('says the same of a template when values are given in a secure object', () => {
    fc.assert(
      fc.property(templateSpecs(true), fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), (spec, picks) => {
        const all = usedParameters(spec);
        const names = all.filter((name, i) => Object.hasOwn(CLOSED, name) && (picks[i % 12] ?? 0) % 3 !== 0);
        const values = Object.fromEntries(
          names.map((name, i): [string, Json] => {
            const options = CLOSED[name]?.values ?? [];
            return [name, options[(picks[i % 12] ?? 0) % options.length] ?? null];
          }),
        );
        const json = render(spec);
        const plain = verdicts(json, values);
        const hidden = verdicts(secured(json, names) as JsonObject, { [VAULT]: values });
        expect(told(hidden)).toEqual(told(plain));
      }),
      SETTINGS,
    );
  }, 300_000);
});
