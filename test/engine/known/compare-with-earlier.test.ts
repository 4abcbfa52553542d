import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/engine/finding.ts';
import { compareWithEarlier, type EarlierFinding } from '../../../src/engine/known/compare-with-earlier.ts';
import { finding } from '../../reports/sample-run.ts';

const earlier = (fingerprint: string, fields: Partial<EarlierFinding> = {}): EarlierFinding => ({
  rule: 'Azure.ACR.Logs',
  outcome: 'fail',
  target: { type: 't', name: fingerprint, id: fingerprint },
  message: 'm',
  file: 'main.json',
  fingerprint,
  place: { rule: 'Azure.ACR.Logs', id: fingerprint, file: 'main.json' },
  ...fields,
});
const suppression = { source: 'comment', reason: 'accepted', outcome: 'fail' } as const;

describe('compared with earlier results', () => {
  test.each<
    readonly [
      string,
      readonly string[],
      readonly Partial<Finding>[],
      readonly (string | undefined)[],
      readonly string[],
    ]
  >([
    ['what was there is unchanged', ['f1'], [{}], ['unchanged'], []],
    ['what was not is new', [], [{}], ['new'], []],
    ['what is gone is fixed', ['f2'], [{}], ['new'], ['f2']],
    ['the second of what is the same is new', ['f1'], [{}, {}], ['unchanged', 'new'], []],
    ['of two that were the same one is fixed', ['f1', 'f1'], [{}], ['unchanged'], ['f1']],
    ['what is suppressed now is not fixed', ['f1'], [{ outcome: 'suppressed', suppression }], [undefined], []],
    [
      'one is suppressed, and the other is still there',
      ['f1', 'f1'],
      [{ outcome: 'suppressed', suppression }, {}],
      [undefined, 'unchanged'],
      [],
    ],
    ['what passes is neither', [], [{ outcome: 'pass' }], [undefined], []],
    [
      'what could not be read is unchanged too',
      ['f1'],
      [{ outcome: 'unknown', dependsOn: [{ kind: 'permission', name: 'x' }] }],
      ['unchanged'],
      [],
    ],
  ])('%s', (_, before, fields, states, fixed) => {
    const { findings, comparison } = compareWithEarlier(
      fields.map(finding),
      before.map((fingerprint) => earlier(fingerprint)),
      'before.json',
      () => true,
    );
    expect(findings.map((one) => one.comparison)).toEqual(states);
    expect(findings.map(({ affectsExitCode }) => affectsExitCode)).toEqual(fields.map(() => true));
    expect({ ...comparison, fixed: comparison.fixed.map(({ fingerprint }) => fingerprint) }).toEqual({
      with: 'before.json',
      new: states.filter((state) => state === 'new').length,
      unchanged: states.filter((state) => state === 'unchanged').length,
      fixed,
    });
  });

  test('nothing is fixed that the run did not look at, or whose place is not known', () => {
    const { place: _, ...somewhere } = earlier('f2');
    const before = [earlier('f1'), somewhere];
    expect(compareWithEarlier([], before, 'x', () => false).comparison.fixed).toEqual([]);
    expect(compareWithEarlier([], before, 'x', () => true).comparison.fixed).toEqual([
      {
        rule: 'Azure.ACR.Logs',
        outcome: 'fail',
        target: { type: 't', name: 'f1', id: 'f1' },
        message: 'm',
        file: 'main.json',
        fingerprint: 'f1',
      },
    ]);
  });
});
