import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/engine/finding.ts';
import { applyBaseline, type BaselineEntry, updateBaseline } from '../../../src/engine/known/baseline.ts';
import { placeOf } from '../../../src/engine/known/finding-place.ts';
import type { Cause } from '../../../src/value/cause.ts';
import { finding } from '../../reports/sample-run.ts';

const entry = (fingerprint: string, fields: Partial<BaselineEntry> = {}): BaselineEntry => ({
  fingerprint,
  rule: 'Azure.ACR.Logs',
  outcome: 'fail',
  target: 'acrprod',
  id: '/subscriptions/s/acrprod',
  file: 'infra/main.json',
  ...fields,
});
const unknown = (...dependsOn: readonly Cause[]): Partial<Finding> => ({ outcome: 'unknown', dependsOn });
const suppression = { source: 'comment', reason: 'accepted', outcome: 'fail' } as const;

describe('a baseline with one entry f1 knows', () => {
  test.each<readonly [string, readonly Partial<Finding>[], readonly (string | undefined)[]]>([
    ['a failure', [{}], ['known']],
    ['one of another fingerprint not', [{ fingerprint: 'f2' }], ['new']],
    ['the first of two that are the same', [{}, {}], ['known', 'new']],
    ['an unknown of a parameter', [unknown({ kind: 'parameter', name: 'a' })], ['known']],
    [
      'what a source does not hold of a property',
      [unknown({ kind: 'notRead', name: 'x', property: 'sku' })],
      ['known'],
    ],
    ['a refused read not', [unknown({ kind: 'permission', name: 'HTTP 403' })], ['new']],
    ['a throttled read not', [unknown({ kind: 'parameter', name: 'a' }, { kind: 'throttled', name: 'x' })], ['new']],
    ['a limit not', [unknown({ kind: 'limit', name: 'x' })], ['new']],
    [
      'a refused read of a rule of a low level not',
      [{ ...unknown({ kind: 'permission', name: 'x' }), level: 'info' }],
      ['new'],
    ],
    ['unread collectors not', [unknown({ kind: 'notRead', name: 'x', property: 'diagnosticSettings' })], ['new']],
    ['nothing of what passes', [{ outcome: 'pass' }], [undefined]],
    ['nothing of a crash', [{ outcome: 'error' }], [undefined]],
    ['nothing of what is suppressed', [{ outcome: 'suppressed', suppression }], [undefined]],
    ['a result that does not count anyway', [{ affectsExitCode: false, excludedBecause: 'defaults' }], ['known']],
  ])('%s', (_, fields, expected) => {
    const { findings } = applyBaseline(fields.map(finding), [entry('f1')], 'known.json');
    expect(findings.map(({ baseline }) => baseline)).toEqual(expected);
    for (const [i, { baseline, affectsExitCode }] of findings.entries())
      expect(affectsExitCode).toBe(baseline !== 'known' && (fields[i]?.affectsExitCode ?? true));
  });

  test('and says why it does not count, unless there is a reason already', () => {
    const { findings } = applyBaseline(
      [finding(), finding({ affectsExitCode: false, excludedBecause: 'defaults' })],
      [entry('f1'), entry('f1')],
      'known.json',
    );
    expect(findings.map(({ excludedBecause }) => excludedBecause)).toEqual([
      'it is known, by baseline known.json',
      'defaults',
    ]);
  });
});

test('entries that no finding has are left', () => {
  const entries = [entry('f1'), entry('f1'), entry('f2')];
  expect(applyBaseline([finding()], entries, 'known.json').left).toEqual(entries.slice(1));
});

describe('an updated baseline', () => {
  const update = (entries: readonly BaselineEntry[], fields: readonly Partial<Finding>[], isCovered: boolean) =>
    updateBaseline(
      entries,
      fields.map(finding),
      (one) => placeOf(one, (file) => file),
      () => isCovered,
    );

  test.each<
    readonly [string, readonly string[], readonly Partial<Finding>[], boolean, readonly string[], number, number]
  >([
    ['gets what is found', [], [{}], true, ['f1'], 1, 0],
    ['has an entry for each of what is the same', ['f1'], [{}, {}], true, ['f1', 'f1'], 1, 0],
    ['keeps what is still found', ['f1'], [{}], true, ['f1'], 0, 0],
    ['loses what is gone', ['f1', 'f2'], [{}], true, ['f1'], 0, 1],
    ['loses one of two', ['f1', 'f1'], [{}], true, ['f1'], 0, 1],
    ['keeps what the run did not look at', ['f1', 'f2'], [{ fingerprint: 'f3' }], false, ['f1', 'f2', 'f3'], 1, 0],
    ['has no refused read', [], [unknown({ kind: 'permission', name: 'x' })], true, [], 0, 0],
    ['has nothing that is suppressed', ['f1'], [{ outcome: 'suppressed', suppression }], true, [], 0, 1],
    [
      'has nothing that passes',
      [],
      [{ outcome: 'pass' }, { outcome: 'error' }, { outcome: 'notApplicable' }],
      true,
      [],
      0,
      0,
    ],
  ])('%s', (_, before, fields, isCovered, after, added, removed) => {
    const updated = update(
      before.map((fingerprint) => entry(fingerprint)),
      fields,
      isCovered,
    );
    expect({ ...updated, entries: updated.entries.map(({ fingerprint }) => fingerprint) }).toEqual({
      entries: after,
      added,
      removed,
    });
  });

  test('is in the same order whatever that of findings and entries', () => {
    const fields = ['b', 'a', 'c'].map((name) => ({ fingerprint: name, location: { file: `${name}.json` } }));
    const one = update([entry('x', { file: 'aa.json' }), entry('y', { file: 'z.json' })], fields, false);
    const other = update([entry('y', { file: 'z.json' }), entry('x', { file: 'aa.json' })], fields.toReversed(), false);
    expect(one.entries.map(({ file }) => file)).toEqual(['a.json', 'aa.json', 'b.json', 'c.json', 'z.json']);
    expect(other).toEqual(one);
  });
});
