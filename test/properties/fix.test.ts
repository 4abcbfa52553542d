import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixText } from '../support/fixes.ts';
import { CLOSED } from '../support/generated-expressions.ts';
import { type Sketch, sketches } from '../support/generated-templates.ts';
import { render, usedParameters } from '../support/sketches.ts';
import { type JsonObject, OTHER_WORKSPACE, parameterFile, WORKSPACE } from '../support/templates.ts';

const SETTINGS = { numRuns: Number(process.env.LAW_RUNS ?? 80), seed: Number(process.env.LAW_SEED ?? 20_240_603) };

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

/** Values for the parameters of a sketch, so that something fails for certain. */
function values(sketch: Sketch, seed: number): JsonObject {
  return Object.fromEntries(
    usedParameters(sketch).flatMap((name, i) => {
      const list = CLOSED[name]?.values ?? [];
      const value = list[Math.imul(seed + i, 31) % Math.max(1, list.length)];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

describe('a fix', () => {
  it('keeps its laws for every template, however it is written', () => {
    let fixed = 0;
    fc.assert(
      fc.property(
        sketches(false),
        fc.record({ symbolic: fc.boolean(), wrapped: fc.boolean() }),
        writing,
        wishes,
        fc.nat(1000),
        fc.boolean(),
        (sketch, form, style, settings, seed, given) => {
          const text = write(render(sketch, form), style);
          const parameters = given
            ? { parameters: { 'main.parameters.json': write(parameterFile(values(sketch, seed)), style) } }
            : {};
          const { broken, outcomes } = fixText(text, { settings, ...parameters });
          fixed += outcomes.filter(({ plan }) => plan.kind === 'edit').length;
          expect(broken).toEqual([]);
        },
      ),
      SETTINGS,
    );
    expect(fixed).toBeGreaterThan(SETTINGS.numRuns / 10);
  });
});
