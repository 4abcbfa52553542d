import { expect, test } from 'vitest';
import type { Finding, Note } from '../../src/engine/finding.ts';
import { compareFindings, compareNotes } from '../../src/engine/finding-order.ts';
import { finding } from '../reports/sample-run.ts';

const live = (id: string, rule: string): Finding =>
  finding({ rule, basis: 'live', location: { file: '' }, target: { type: 't', name: 'n', id } });

test.each<[string, readonly Finding[]]>([
  [
    'files, lines, columns, rules, parameter files, ids, fingerprints',
    [
      finding({ location: { file: 'B.json' } }),
      finding({ location: { file: 'a.json' } }),
      finding({ location: { file: 'a.json', line: 9, column: 2 } }),
      finding({ location: { file: 'a.json', line: 9, column: 10 } }),
      finding({ location: { file: 'a.json', line: 10, column: 1 }, rule: 'A' }),
      finding({ location: { file: 'a.json', line: 10, column: 1 }, rule: 'B' }),
      finding({
        location: { file: 'a.json', line: 10, column: 1 },
        rule: 'B',
        target: { type: 't', name: 'n', id: '', parameters: 'p' },
      }),
      finding({
        location: { file: 'a.json', line: 10, column: 1 },
        rule: 'B',
        target: { type: 't', name: 'n', id: '0', parameters: 'p' },
        fingerprint: 'a',
      }),
      finding({
        location: { file: 'a.json', line: 10, column: 1 },
        rule: 'B',
        target: { type: 't', name: 'n', id: '0', parameters: 'p' },
        fingerprint: 'b',
      }),
    ],
  ],
  [
    'what Azure answered comes by id, whatever its letters, then by rule',
    [
      live('/subscriptions/1/resourceGroups/RG/x', 'A'),
      live('/subscriptions/1/resourceGroups/RG/x', 'B'),
      live('/subscriptions/1/resourceGroups/rg/y', 'A'),
      live('/subscriptions/1/resourceGroups/RG/z', 'A'),
      live('/subscriptions/2/resourceGroups/a/x', 'A'),
    ],
  ],
])('%s', (_, sorted) => {
  expect([...sorted].reverse().sort(compareFindings)).toEqual(sorted);
});

test('errors and notes by file, line and message, first those without a place', () => {
  const sorted: Note[] = [
    { message: 'a' },
    { message: 'b' },
    { message: 'z', location: { file: 'a.json' } },
    { message: 'y', location: { file: 'a.json', line: 9 } },
    { message: 'x', location: { file: 'a.json', line: 10 } },
    { message: 'a', location: { file: 'b.json' } },
  ];
  expect([...sorted].reverse().sort(compareNotes)).toEqual(sorted);
});
