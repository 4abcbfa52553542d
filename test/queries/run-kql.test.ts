import { describe, expect, test } from 'vitest';
import { KqlError } from './kql-tokens.ts';
import type { Row } from './kql-values.ts';
import { runKql } from './run-kql.ts';

const ROWS: readonly Row[] = [
  { A: 'x', N: 1, Empty: null },
  { A: 'Y', N: 2, Empty: 3 },
];

const run = (steps: string): readonly Row[] => runKql(`T ${steps}`, { T: ROWS }, 0);

describe('what is not known', () => {
  test.each<[string, string, number]>([
    ['is neither inside a range', 'Empty between (1 .. 2)', 0],
    ['nor outside of it', 'Empty !between (5 .. 6)', 1],
    ['and neither equal', 'Empty == 1', 0],
    ['nor different', 'Empty != 1', 1],
    ['and true with anything that is true', 'Empty == 3 or N == 1', 2],
    ['and false with anything that is false', 'not(Empty == 1 and N == 2)', 2],
    ['and what isnull asks for', 'isnull(Empty)', 1],
  ])('%s: %s', (_, condition, count) => {
    expect(run(`| where ${condition}`)).toHaveLength(count);
  });
});

test.each<[string, string, number]>([
  ['equality minds letter case', 'A == "y"', 0],
  ['=~ does not', 'A =~ "y"', 1],
  ['contains does not', 'A contains "y"', 1],
  ['in~ does not', 'A in~ ("X", "y")', 2],
  ['and binds before or', 'N == 1 or N == 2 and A == "x"', 1],
])('%s', (_, condition, count) => {
  expect(run(`| where ${condition}`)).toHaveLength(count);
});

test('order is downwards unless told otherwise, and top takes the first', () => {
  expect(run('| order by N').map(({ N }) => N)).toEqual([2, 1]);
  expect(run('| top 1 by N asc').map(({ N }) => N)).toEqual([1]);
});

describe('what is not understood is refused', () => {
  test.each([
    ['a column that is not there', '| where B == 1'],
    ['an operator', '| render timechart'],
    ['a function', '| where strlen(A) == 1'],
    ['a text compared with a number', '| where A > 1'],
    ['an aggregate without a name', '| summarize count()'],
    ['a join of another kind', '| join kind=leftouter (T) on A'],
    ['a table', '| join kind=inner (U) on A'],
    ['a sign', '| where A == 1 ? 2'],
    ['an end that is missing', '| where (N == 1'],
  ])('%s', (_, steps) => {
    expect(() => run(steps)).toThrow(KqlError);
  });
});
