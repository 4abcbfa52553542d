import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunResult } from '../../src/engine/finding.ts';
import { FORMATS } from '../../src/reports/formats.ts';
import { reports } from '../../src/reports/index.ts';
import type { ErrorCode } from '../../src/util/error-codes.ts';
import { escapeInvisible } from '../../src/util/escape.ts';
import { actingIn, HOSTILE } from '../support/acting.ts';
import { azureCommands, githubCommands } from '../support/ci-commands.ts';
import { parseCsv } from '../support/csv.ts';
import { activeMarkdown, cellsOf } from '../support/gfm.ts';
import { junitProblems } from '../support/junit.ts';
import { parseXml } from '../support/xml.ts';
import { finding, options, rule, run } from './sample-run.ts';

/** A run in which every text that can be of an input is this one. */
function runOf(text: string): RunResult {
  const location = { file: text, line: 1, column: 2, endLine: 1, endColumn: 3, path: text };
  const target = { type: text, name: text, id: text, parameters: text };
  const reasons = [{ id: text, message: text, location }];
  const base = { target, message: text, reasons, location, excludedBecause: text, comparison: 'new' } as const;
  const suppression = { source: 'tag', reason: text, owner: text, outcome: 'fail', location } as const;
  return run({
    findings: [
      finding({ ...base, fingerprint: text }),
      finding({ ...base, level: 'warning', rule: text, notes: [{ message: text, location }] }),
      finding({ ...base, outcome: 'unknown', dependsOn: [{ kind: 'parameter', name: text, location }] }),
      finding({ ...base, outcome: 'error', message: '' }),
      finding({ ...base, level: 'info', location: { file: '' } }),
      finding({ ...base, outcome: 'suppressed', suppression }),
      finding({ ...base, baseline: 'known', affectsExitCode: false }),
      finding({ ...base, affectsExitCode: false }),
      finding({ ...base, outcome: 'notApplicable', isDeployed: false }),
    ],
    errors: [
      { code: text as ErrorCode, message: text, location },
      { code: text as ErrorCode, message: text },
    ],
    notes: [{ message: text, location, important: true }],
    targets: { [text]: { listed: 9, evaluated: 9, unknown: 0, deleted: 0, notDeployed: 0 } },
    comparison: {
      with: text,
      new: 1,
      unchanged: 0,
      fixed: [{ rule: text, outcome: 'fail', target, message: text, file: text, fingerprint: text }],
    },
  });
}

const hostileRule = (text: string) => options({ rules: [{ ...rule, remedies: { [text]: text } }] });

/** Texts made of what the formats are made of. */
const PIECES = [
  ...HOSTILE.map(([, text]) => text),
  ...['::', '::error::', '##[', '##', '#', 'vso[', '[', ']', ';', ',', '=', '%', '%0A', '%3A', '%AZP25', '%25', ':'],
  ...['\n', '\r', '\t', '"', "'", '`', '``', '|', '\\', '\\|', '<', '>', '&', '<!--', '-->', '</failure>', ']]>', ' '],
  ...[
    '@team',
    '#1',
    '=1+1',
    '+1',
    '-1',
    '＝',
    'https://e.example',
    'section_',
    'start:1',
    '\ufffe',
    '\ud800',
    'a',
    '|-',
    '- ',
  ],
];
/** Each format is tried with all of them together, so that few rounds are enough. */
const ROUNDS = { numRuns: 50 };
const texts = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));

/** What our own commands are when no text does anything. */
const plain = runOf('plain');

function heads(commands: ReturnType<typeof githubCommands>): unknown {
  return commands.map(({ name, properties }) => [name, Object.keys(properties)]);
}

describe('whatever the texts of an input are', () => {
  test('the commands in the log of GitHub are ours, with these texts as their values', () => {
    const expected = heads(githubCommands(reports.github(plain, options())));
    fc.assert(
      fc.property(texts, (text) => {
        const commands = githubCommands(reports.github(runOf(text), hostileRule(text)));
        expect(heads(commands)).toEqual(expected);
        const shown = escapeInvisible(text);
        // What would be a command by itself is shown with an escape.
        if (actingIn(shown).length > 0 || /#$|^\[/.test(shown)) return;
        expect(commands[0]?.properties.file).toBe(shown);
        expect(commands[0]?.data.startsWith(`${shown}: ${shown} (${shown})`)).toBe(true);
      }),
      ROUNDS,
    );
  });

  test('the commands in the log of Azure Pipelines are ours, with these texts as their values', () => {
    const expected = heads(azureCommands(reports.azdo(plain, options())));
    fc.assert(
      fc.property(texts, (text) => {
        const commands = azureCommands(reports.azdo(runOf(text), hostileRule(text)));
        expect(heads(commands)).toEqual(expected);
        const shown = escapeInvisible(text);
        if (actingIn(shown).length > 0 || /#$|^\[/.test(shown)) return;
        expect(commands[0]?.properties.sourcepath).toBe(shown);
      }),
      ROUNDS,
    );
  });

  test.each(FORMATS)('%s has no other command, control character or line of theirs', async (format) => {
    const lines = async (text: string): Promise<string[]> =>
      (await reports[format](runOf(text), hostileRule(text))).split(/\r?\n/);
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const own =
          format === 'github'
            ? /^::(?=error |warning |notice )/
            : format === 'azdo'
              ? /^##(?=vso\[task\.logissue )/
              : undefined;
        const output = await lines(text);
        expect(actingIn(output.map((line) => (own === undefined ? line : line.replace(own, ''))).join('\n'))).toEqual(
          [],
        );
      }),
      ROUNDS,
    );
  });

  test('CSV has the same cells, of which none is a formula', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const rows = parseCsv(reports.csv(runOf(text), options()));
        expect(rows.map((row) => row.length)).toEqual(rows.map(() => 28));
        expect(rows.length).toBe(12);
        for (const cell of rows.flat()) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
      }),
      ROUNDS,
    );
  });

  test('JUnit is well-formed, and valid', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(junitProblems(parseXml(reports.junit(runOf(text), hostileRule(text))))).toEqual([]);
      }),
      ROUNDS,
    );
  });

  test('Markdown has the same rows, cells and markup', () => {
    const shape = (markdown: string): string[] =>
      markdown
        .split('\n')
        .filter((line) => !line.startsWith('```'))
        .map((line) => (line.startsWith('|') ? `row of ${cellsOf(line).length}` : (/^\W*/.exec(line)?.[0] ?? '')));
    const expected = shape(reports.markdown(plain, hostileRule('plain')));
    fc.assert(
      fc.property(texts, (text) => {
        const markdown = reports.markdown(runOf(text), hostileRule(text));
        expect(shape(markdown).map((line) => line.slice(0, 3))).toHaveLength(expected.length);
        expect(shape(markdown).filter((line) => line.startsWith('row'))).toEqual(
          expected.filter((line) => line.startsWith('row')),
        );
        for (const line of markdown
          .split('\n')
          .slice(1)
          .filter((one) => !one.startsWith('```'))) {
          const active = activeMarkdown(line).replaceAll(/<\/?(?:br|details|summary)>/g, '');
          expect(active.replace(/^#{3} |^- /, '')).not.toMatch(/[<>[\]@#`~$^]|:\/\/|www\.|mailto:/);
        }
      }),
      ROUNDS,
    );
  });

  test('JSON of results, lines and GitLab has them unchanged', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const json = JSON.parse(reports.json(runOf(text), options())) as { results: { message: string }[] };
        expect(json.results[0]?.message).toBe(text);
        const lines = reports.ndjson(runOf(text), options()).trimEnd().split('\n');
        const kinds = lines.map((line) => (JSON.parse(line) as { kind: string }).kind);
        expect(kinds.filter((kind) => kind === 'result')).toHaveLength(9);
        const entries = JSON.parse(reports.gitlab(runOf(text), options())) as { location: { path: string } }[];
        expect(entries[0]?.location.path).toBe(text);
      }),
      ROUNDS,
    );
  });
});

describe('a hostile text leaves nothing that acts in', () => {
  test.each(FORMATS.filter((format) => format !== 'github' && format !== 'azdo'))('%s', async (format) => {
    for (const [, text] of HOSTILE) {
      const output = await reports[format](runOf(text), hostileRule(text));
      expect(actingIn(output.replaceAll('\r\n', '\n')), text).toEqual([]);
      expect(output).toContain(/evil\d+/.exec(text)?.[0]);
    }
  });
});
