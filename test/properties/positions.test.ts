import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { decodeText } from '../../src/sources/arm/json/decode.ts';
import { formatPath, parsePath } from '../../src/util/location.ts';
import { checkFindings, checkFolder, checkPaths, locatedFindings } from '../../tools/check-positions.ts';
import { sketches } from '../support/generated-templates.ts';
import { render } from '../support/sketches.ts';
import { type JsonObject, registry, template } from '../support/templates.ts';

const SETTINGS = { numRuns: Number(process.env.LAW_RUNS ?? 60), seed: Number(process.env.LAW_SEED ?? 20_240_604) };
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
  .tuple(sketches(true), fc.boolean(), fc.boolean(), styles)
  .map(([sketch, symbolic, wrapped, style]) => ({ json: render(sketch, { symbolic, wrapped }), style }));

describe('positions', () => {
  it('give the text of each value, in generated templates', () => {
    fc.assert(
      fc.property(inForms, fc.nat(), ({ json, style }, seed) => {
        const { text } = decodeText(Buffer.from(written(json, style)));
        const { checked, differences } = checkPaths(text, 60, seed);
        expect(differences).toEqual([]);
        expect(checked).toBeGreaterThan(0);
      }),
      SETTINGS,
    );
  });

  it('lead from findings to registries, in generated templates', () => {
    fc.assert(
      fc.property(inForms, ({ json, style }) => {
        const absolute = join(FOLDER, 'main.json');
        const bytes = Buffer.from(written(json, style));
        writeFileSync(absolute, bytes);
        const findings = locatedFindings(FOLDER, [{ file: 'main.json', absolute, named: true }], []);
        const { checked, differences } = checkFindings(findings, () => decodeText(bytes).text);
        expect(differences).toEqual([]);
        expect(checked).toBeGreaterThan(0);
      }),
      SETTINGS,
    );
  });

  it('are right in the examples', () => {
    const { templates, paths, findings } = checkFolder('docs/examples');
    expect([...paths.differences, ...findings.differences]).toEqual([]);
    expect(Math.min(templates, paths.checked, findings.checked)).toBeGreaterThan(0);
  });

  it('notice a finding that is elsewhere', () => {
    const text = JSON.stringify(template([registry({ properties: {} })]), null, 2);
    writeFileSync(join(FOLDER, 'one.json'), text);
    const found = { file: 'one.json', absolute: join(FOLDER, 'one.json'), named: true };
    const [finding] = locatedFindings(FOLDER, [found], []);
    if (finding === undefined) throw new Error('there is a registry');
    const { line = 0, endLine = 0 } = finding.location;
    const moved = { ...finding, location: { ...finding.location, line: line + 1, endLine: endLine - 1 } };
    const check = (one: typeof finding): number => checkFindings([one], () => text).differences.length;
    expect([check(finding), check(moved)]).toEqual([0, 1]);
  });

  it('have paths that are read back', () => {
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
