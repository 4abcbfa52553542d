import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { decodeBytes } from '../../src/sources/arm/json/decode-bytes.ts';
import { formatPath, parsePath } from '../../src/util/location.ts';
import { checkFindings, checkFolder, checkPaths, locatedFindings } from '../../tools/check-positions.ts';
import { type JsonObject, registry, template } from '../support/arm-templates.ts';
import { render } from '../support/render-template.ts';
import { templateSpecs } from '../support/template-generators.ts';

const SETTINGS = {
  numRuns: Number(process.env.PROPERTY_RUNS ?? 60),
  seed: Number(process.env.PROPERTY_SEED ?? 20_240_604),
};
const FOLDER = mkdtempSync(join(tmpdir(), 'positions-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

/** How a document is written. */
interface Style {
  readonly indent: number;
  readonly crlf: boolean;
  readonly bom: boolean;
  readonly comments: boolean;
  readonly trailingCommas: boolean;
}

const styles = fc.record<Style>({
  indent: fc.constantFrom(0, 1, 4),
  crlf: fc.boolean(),
  bom: fc.boolean(),
  comments: fc.boolean(),
  trailingCommas: fc.boolean(),
});

/** The text of a document. Comments and commas are put at line ends, which no string of `JSON.stringify` goes across. */
function written(json: JsonObject, { indent, crlf, bom, comments, trailingCommas }: Style): string {
  let lines = JSON.stringify(json, null, indent).split('\n');
  if (trailingCommas) lines = lines.map((line, i) => (isLast(line, lines[i + 1]) ? `${line},` : line));
  if (comments) lines = lines.map((line, i) => (i % 3 === 0 ? `/* "a": [ */ ${line} // } it's` : line));
  return (bom ? '\ufeff' : '') + lines.join(crlf ? '\r\n' : '\n');
}

function isLast(line: string, next: string | undefined): boolean {
  return next !== undefined && /^\s*[}\]]/.test(next) && !/[[{]$/.test(line);
}

const inForms = fc
  .tuple(templateSpecs(true), fc.boolean(), fc.boolean(), styles)
  .map(([spec, symbolic, wrapped, style]) => ({ json: render(spec, { symbolic, wrapped }), style }));

describe('positions of values', () => {
  test('give the text of each value, in generated templates', () => {
    fc.assert(
      fc.property(inForms, fc.nat(), ({ json, style }, seed) => {
        const { text } = decodeBytes(Buffer.from(written(json, style)));
        const { checked, differences } = checkPaths(text, 60, seed);
        expect(differences).toEqual([]);
        expect(checked).toBeGreaterThan(0);
      }),
      SETTINGS,
    );
  });

  test('lead from findings to registries, in generated templates', async () => {
    await fc.assert(
      fc.asyncProperty(inForms, async ({ json, style }) => {
        const bytes = Buffer.from(written(json, style));
        writeFileSync(join(FOLDER, 'main.json'), bytes);
        const findings = await locatedFindings(FOLDER, 'main.json');
        const { checked, differences } = checkFindings(findings, () => decodeBytes(bytes).text);
        expect(differences).toEqual([]);
        expect(checked).toBeGreaterThan(0);
      }),
      SETTINGS,
    );
  });

  test('are right in the examples', async () => {
    const { templates, paths, findings } = await checkFolder('docs/examples');
    expect([...paths.differences, ...findings.differences]).toEqual([]);
    expect(Math.min(templates, paths.checked, findings.checked)).toBeGreaterThan(0);
  });

  test('notice a finding that is elsewhere', async () => {
    const text = JSON.stringify(template([registry({ properties: {} })]), null, 2);
    writeFileSync(join(FOLDER, 'one.json'), text);
    const [finding] = await locatedFindings(FOLDER, 'one.json');
    if (finding === undefined) throw new Error('there is a registry');
    const { line = 0, endLine = 0 } = finding.location;
    const moved = { ...finding, location: { ...finding.location, line: line + 1, endLine: endLine - 1 } };
    const check = (one: typeof finding): number => checkFindings([one], () => text).differences.length;
    expect([check(finding), check(moved)]).toEqual([0, 1]);
  });

  test('have paths that are read back', () => {
    const step = fc.oneof(
      fc.nat(1000),
      fc.string({ unit: 'binary' }),
      fc.constantFrom("'", '\\', "\\'", '.', '[0]', ''),
    );
    fc.assert(
      fc.property(fc.array(step), (path) => {
        expect(parsePath(formatPath(path))).toEqual(path);
      }),
      { ...SETTINGS, numRuns: 500 },
    );
  });
});
