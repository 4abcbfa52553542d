import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunResult } from '../../src/engine/finding.ts';
import type { PageData } from '../../src/reports/html/page-data.ts';
import { reports } from '../../src/reports/index.ts';
import { loadedFrom, readSources } from '../support/imports.ts';
import { finding, options, REGISTRY, run, sample } from './sample-run.ts';

/** The report in its parts: markup before the data, the data, and the script after it. */
async function partsOf(
  result: RunResult,
): Promise<{ readonly head: string; readonly data: string; readonly tail: string }> {
  const html = await reports.html(result, options());
  const [, head = '', data = '', tail = ''] =
    /^([\s\S]*<script type="application\/json" id="data">\n)([\s\S]*?)(<\/script>[\s\S]*)$/.exec(html) ?? [];
  return { head, data, tail };
}

async function dataOf(result: RunResult): Promise<PageData> {
  return JSON.parse((await partsOf(result)).data) as PageData;
}

test('the data of the HTML report is exactly html-data.json', async () => {
  const { data } = await partsOf(sample);
  expect(data).toBe(readFileSync(new URL('expected/html-data.json', import.meta.url), 'utf8'));
});

test('the same results give the same bytes, whatever else is asked for', async () => {
  const html = await reports.html(sample, options());
  expect(await reports.html(structuredClone(sample), options({ color: true, verbose: true, quiet: true }))).toBe(html);
});

test('the policy allows the one script and the one style that stand in the file, and nothing else', async () => {
  const { head, tail } = await partsOf(sample);
  const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(head) ?? [];
  const [, script = ''] = /<script>([\s\S]*?)<\/script>/.exec(tail) ?? [];
  const hash = (text: string): string => `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;
  const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(head) ?? [];
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    `script-src '${hash(script)}'`,
    `style-src '${hash(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]);
  expect(`${head}${tail}`.match(/<script|<style|<link|<iframe|<img| (?:src|style|on\w+)="/g)).toEqual([
    '<style',
    '<script',
    '<script',
  ]);
  expect(`${head}${tail}`).not.toMatch(/https?:/);
});

test('the chart and the title have the totals', async () => {
  const { head } = await partsOf(sample);
  expect(head).toContain('<title>acraudit: 2 fail, 1 unknown, 1 error, 1 pass, 1 not applicable</title>');
  expect(head).toContain('aria-label="Results: 2 fail, 1 unknown, 1 error, 1 pass, 1 not applicable"');
  expect(head.match(/<rect class="\w+"/g)).toEqual([
    '<rect class="fail"',
    '<rect class="unknown"',
    '<rect class="error"',
    '<rect class="pass"',
    '<rect class="notApplicable"',
  ]);
  expect(head).toContain('5 registries · 5 templates read · 1 unreadable · 4 skipped · acraudit 0.1.0');
});

test('an empty run has a title and no bar', async () => {
  const { head } = await partsOf(run());
  expect(head).toContain('<title>acraudit: no results</title>');
  expect(head).not.toContain('<rect');
});

describe('a name from an input', () => {
  test.each<[string, string, string]>([
    ['ends no script', '</script><script>', '</script><script>'],
    ['begins no comment', '<!--<script', '<!--<script'],
    ['keeps quotes and ampersands', `"'&amp;`, `"'&amp;`],
    ['shows controls', 'a\u001b[31m\n\u0000', 'a\\u{1b}[31m\\u{a}\\u{0}'],
    ['shows what turns text around', '\u202egnp.exe\u2066', '\\u{202e}gnp.exe\\u{2066}'],
    ['shows line and paragraph separators', '\u2028\u2029', '\\u{2028}\\u{2029}'],
    ['shows what has no width', 'a\u200bb\ufeff', 'a\\u{200b}b\\u{feff}'],
    ['shows half a pair', '\ud800', '\\u{d800}'],
    ['is no command of a pipeline', '##vso[task.complete]', '##vso[task.complete]'],
    ['is cut where it has no end', 'n'.repeat(5000), `${'n'.repeat(1333)}…${'n'.repeat(2666)}`],
  ])('%s', async (_, name, shown) => {
    const { data } = await partsOf(run({ findings: [finding({ target: { type: REGISTRY, name, id: name } })] }));
    expect((JSON.parse(data) as PageData).targets[0]?.name).toBe(shown);
    expect(data).not.toMatch(/<|##vso\[|(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  });

  test('is markup nowhere outside of the data', async () => {
    const text = '<b onclick="x">&\u202e';
    const { head } = await partsOf(
      run({
        tool: { name: text, version: text },
        targets: { [text]: { listed: 1, evaluated: 1, unknown: 0, deleted: 0, notDeployed: 0 } },
      }),
    );
    expect(head).not.toContain('<b ');
    expect(head).not.toContain('\u202e');
    expect(head).toContain('&#60;b onclick=&#34;x&#34;&#62;&#38;\\u{202e}');
  });
});

test('whatever the names are, there is no markup in the data and it is read back', async () => {
  const texts = fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(texts, async (names) => {
      const findings = names.map((name) =>
        finding({ rule: name, message: name, target: { type: name, name, id: name } }),
      );
      const { data } = await partsOf(run({ findings, notes: names.map((message) => ({ message })) }));
      expect(data).not.toContain('<');
      expect((JSON.parse(data) as PageData).findings.length).toBe(names.length);
    }),
    { numRuns: 60 },
  );
});

test('findings that have something in common share it', async () => {
  const { findings, targets, details, groups } = await dataOf(
    run({ findings: [finding(), finding({ rule: 'Azure.ACR.Metrics' }), finding({ message: 'other' })] }),
  );
  expect([targets.length, details.length, groups.length]).toEqual([1, 2, 1]);
  expect(findings.map(({ rule, target, detail }) => [rule, target, detail])).toEqual([
    [0, 0, 0],
    [1, 0, 0],
    [0, 0, 1],
  ]);
});

test.each<[string, string, string, string]>([
  ['a file is its own', 'infra/main.json', '/subscriptions/one/x', 'infra/main.json'],
  ['what Azure answered is of its subscription', '', '/subscriptions/one/resourceGroups/g', 'one'],
  ['an id of another form is of none', '', 'acrprod', 'other'],
])('the group of a result: %s', async (_, file, id, group) => {
  const { groups } = await dataOf(
    run({ findings: [finding({ location: { file }, target: { type: REGISTRY, name: 'acr', id } })] }),
  );
  expect(groups).toEqual([group]);
});

test('suppression, baseline, comparison, remedy and fix are in the data', async () => {
  const { findings, details, comparison } = await dataOf(
    run({
      findings: [
        finding({
          outcome: 'suppressed',
          baseline: 'known',
          comparison: 'unchanged',
          reasons: [{ id: 'no-setting', message: 'none is attached' }],
          suppression: { source: 'tag', reason: 'lab', owner: 'team', expires: '2027-01-31', outcome: 'fail' },
          fix: {
            description: 'Adds a setting',
            changes: [
              {
                file: 'a.json',
                replacements: [{ range: { line: 2, column: 3, endLine: 2, endColumn: 3 }, text: 'x\n\ty\u0007' }],
              },
            ],
          },
        }),
      ],
      comparison: { with: 'main', new: 0, unchanged: 1, fixed: [] },
    }),
  );
  expect(findings[0]).toMatchObject({ outcome: 'suppressed', baseline: 'known', comparison: 'unchanged' });
  expect(details[0]).toMatchObject({
    remedies: ['Add a diagnostic setting.'],
    suppression: { source: 'tag', reason: 'lab', owner: 'team', expires: '2027-01-31', outcome: 'fail' },
    fix: { description: 'Adds a setting', changes: [{ place: 'a.json:2:3', text: 'x\n\ty\\u{7}' }] },
  });
  expect(comparison).toEqual({ with: 'main', new: 0, unchanged: 1, fixed: [] });
});

test('nothing of the page is loaded until it is asked for', () => {
  const program = readSources('src');
  const at = (dynamic: boolean): readonly string[] =>
    [...loadedFrom(['src/cli/write-reports.ts'], program, { dynamic })].filter((file) => file.includes('/html/'));
  expect(at(false)).toEqual([]);
  expect(at(true)).toContain('src/reports/html/page-assets.ts');
});
