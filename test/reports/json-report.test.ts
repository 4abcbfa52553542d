import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { reports } from '../../src/reports/index.ts';
import { assertResults } from '../support/results-schema.ts';
import { finding, options, REGISTRY, run, sample } from './sample-run.ts';

test('the JSON report is exactly results.json', () => {
  const text = reports.json(sample, options());
  expect(text).toBe(readFileSync(new URL('expected/results.json', import.meta.url), 'utf8'));
  expect(() => assertResults(text)).not.toThrow();
});

test('no option and no repetition changes the text', () => {
  const text = reports.json(sample, options());
  expect(reports.json(structuredClone(sample), options({ color: true, verbose: true, quiet: true }))).toBe(text);
});

test('an empty run', () => {
  const text = reports.json(run(), options());
  expect(() => assertResults(text)).not.toThrow();
  expect(JSON.parse(text)).toEqual({
    version: 1,
    tool: { name: 'acraudit', version: '0.1.0' },
    summary: {
      pass: 0,
      fail: 0,
      unknown: 0,
      error: 0,
      suppressed: 0,
      notApplicable: 0,
      targets: { [REGISTRY]: { listed: 0, evaluated: 0, unknown: 0, deleted: 0, notDeployed: 0 } },
      inputs: { read: 0, unreadable: 0, skipped: 0 },
    },
    results: [],
    errors: [],
    notes: [],
  });
});

test('hostile names come through unchanged, and nothing in the text acts on a terminal', () => {
  const names = [
    '\u001b[31m',
    'a\nb',
    '[x](y)',
    '</script>',
    '__proto__',
    '\u202e\u009b',
    '\ud800',
    'n'.repeat(100_000),
  ];
  const findings = names.map((name) => finding({ target: { type: 't', name, id: name } }));
  const text = reports.json(run({ findings }), options());
  expect(() => assertResults(text)).not.toThrow();
  expect(JSON.parse(text).results.map((result: { target: { name: string } }) => result.target.name)).toEqual(names);
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
});

describe('the schema refuses', () => {
  const cases: [string, (report: Report) => void, RegExp][] = [
    ['an unknown that depends on nothing', (r) => set(r.results[0], { dependsOn: [] }), /\/results\/0\/dependsOn/],
    ['an error that says nothing', (r) => set(r.results[5], { message: '', reasons: [] }), /\/results\/5\/message/],
    ['a line that counts from 0', (r) => set(r.results[0]?.location, { line: 0 }), /\/results\/0\/location\/line/],
    ['a column without a line', (r) => set(r.results[0]?.location, { line: undefined }), /\/results\/0\/location/],
    ['half a line', (r) => set(r.results[0]?.location, { line: 1.5 }), /must be integer/],
    ['another outcome', (r) => set(r.results[0], { outcome: 'ok' }), /\/results\/0\/outcome/],
    ['another level', (r) => set(r.results[0], { level: 'note' }), /\/results\/0\/level/],
    ['another basis', (r) => set(r.results[0], { basis: 'guess' }), /\/results\/0\/basis/],
    ['another kind of cause', (r) => set(r.results[0]?.dependsOn[0], { kind: 'luck' }), /\/dependsOn\/0\/kind/],
    ['a key more', (r) => set(r.results[0], { extra: 1 }), /additional properties/],
    ['a key more at the top', (r) => set(r, { extra: 1 }), /additional properties/],
    ['a key less', (r) => set(r.results[0], { fingerprint: undefined }), /fingerprint/],
    ['another version', (r) => set(r, { version: 2 }), /\/version/],
    ['a count below nothing', (r) => set(r.summary, { fail: -1 }), /\/summary\/fail/],
    ['an error without a code', (r) => set(r.errors[0], { code: '' }), /\/errors\/0\/code/],
  ];
  test.each(cases)('%s', (_, change, message) => {
    const report: Report = JSON.parse(reports.json(sample, options()));
    change(report);
    expect(() => assertResults(JSON.stringify(report))).toThrow(message);
  });
});

interface Report {
  results: { location: object; dependsOn: object[] }[];
  summary: object;
  errors: object[];
}

function set(target: object | undefined, fields: object): void {
  if (target === undefined) throw new Error('the sample has no such place');
  Object.assign(target, fields);
}
