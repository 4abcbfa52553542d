import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type JsonObject, OTHER_WORKSPACE, parameterFile, WORKSPACE } from '../support/arm-templates.ts';
import { CLOSED } from '../support/expression-generators.ts';
import { fixText } from '../support/fixes.ts';
import { render, usedParameters } from '../support/render-template.ts';
import { type TemplateSpec, templateSpecs } from '../support/template-generators.ts';

const SETTINGS = {
  numRuns: Number(process.env.PROPERTY_RUNS ?? 80),
  seed: Number(process.env.PROPERTY_SEED ?? 20_240_603),
};

/** Ways of writing JSON. */
const writing = fc.record({
  indent: fc.constantFrom<string | number>(0, 2, 4, '\t'),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  last: fc.boolean(),
  comments: fc.boolean(),
});

type Writing = typeof writing extends fc.Arbitrary<infer T> ? T : never;

function write(json: JsonObject, { indent, lineEnd, last, comments }: Writing): string {
  const lines = JSON.stringify(json, null, indent).split('\n');
  const noted = lines.map((line, i) => (comments && lines.length > 1 && i % 7 === 3 ? `${line} // line ${i}` : line));
  return noted.join(lineEnd) + (last ? lineEnd : '');
}

const wishes = fc.record({
  logs: fc.constantFrom('audit', 'allLogs', 'categories'),
  destination: fc.constantFrom({}, { workspaceId: WORKSPACE }, { workspaceId: OTHER_WORKSPACE }),
});

/** Values for the parameters of a spec, so that something fails for certain. */
function values(spec: TemplateSpec, seed: number): JsonObject {
  return Object.fromEntries(
    usedParameters(spec).flatMap((name, i) => {
      const list = CLOSED[name]?.values ?? [];
      const value = list[Math.imul(seed + i, 31) % Math.max(1, list.length)];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

describe('a fix', () => {
  test('keeps its properties for every template, however it is written', () => {
    let fixed = 0;
    fc.assert(
      fc.property(
        templateSpecs(false),
        fc.record({ symbolic: fc.boolean(), wrapped: fc.boolean() }),
        writing,
        wishes,
        fc.nat(1000),
        fc.boolean(),
        (spec, form, style, settings, seed, given) => {
          const text = write(render(spec, form), style);
          const parameters = given
            ? { parameters: { 'main.parameters.json': write(parameterFile(values(spec, seed)), style) } }
            : {};
          const { violations, fixes } = fixText(text, { settings, ...parameters });
          fixed += fixes.filter(({ plan }) => plan.kind === 'edit').length;
          expect(violations).toEqual([]);
        },
      ),
      SETTINGS,
    );
    expect(fixed).toBeGreaterThan(SETTINGS.numRuns / 10);
  });
});
