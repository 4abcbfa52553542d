import { describe, expect, test } from 'vitest';
import { parseAlertQuery, parseQuery } from '../../src/queries/parse-query.ts';

const QUERY = `// title: Pulls
// description: Who pulls, and
//   what?
// parameter: window: timespan = 1d, how far back, at most
// parameter: rows: int = 5, how many
// columns: Who:string,
//   Pulls:long
let window = 1d;
let rows = 5;
T | take rows // title: no header
`;

const ALERT = `// title: Pulls
// description: Many pulls.
// columns: Who:string, Pulls:long
// measure: Pulls
// threshold: 20
// severity: 2
// window: PT15M
T
`;

test('a header is read, with values that go on in the next line', () => {
  expect(parseQuery('pulls', QUERY)).toEqual({
    name: 'pulls',
    title: 'Pulls',
    description: 'Who pulls, and what?',
    parameters: [
      { name: 'window', type: 'timespan', default: '1d', description: 'how far back, at most' },
      { name: 'rows', type: 'int', default: '5', description: 'how many' },
    ],
    columns: [
      { name: 'Who', type: 'string' },
      { name: 'Pulls', type: 'long' },
    ],
    text: QUERY,
  });
});

test('a query of an alert rule says how its result is read', () => {
  const settings = { measure: 'Pulls', threshold: 20, severity: 2, window: 'PT15M' };
  expect(parseAlertQuery('pulls', ALERT).alert).toEqual(settings);
  const longer = ALERT.replace('PT15M\n', 'PT15M\n// range: P2D\n');
  expect(parseAlertQuery('pulls', longer).alert).toEqual({ ...settings, range: 'P2D' });
});

describe('a header is refused', () => {
  test.each<[string, string, string]>([
    ['with an unknown key', QUERY.replace('title', 'titel'), "pulls: the header has 'titel: Pulls'"],
    ['with a key of alerts', ALERT, "pulls: the header has 'measure: Pulls'"],
    ['with two titles', `// title: A\n${QUERY}`, 'pulls: the header has title twice'],
    ['without a title', QUERY.replace('// title: Pulls\n', ''), 'pulls: the header has no title'],
    ['without columns', 'T\n', 'pulls: the header has no title'],
    ['with a line that is none', `// what this is\n${QUERY}`, "pulls: the header has 'what this is'"],
    ['with a column without a type', QUERY.replace('Who:string', 'Who'), "pulls: column 'Who'"],
    ['with a parameter without a default', QUERY.replace(' = 5,', ','), "pulls: parameter 'rows: int, how many'"],
    [
      'with a default that the query has not',
      QUERY.replace('let rows = 5', 'let rows = 6'),
      "pulls: no 'let rows = 5;'",
    ],
  ])('%s', (_, text, message) => {
    expect(() => parseQuery('pulls', text)).toThrow(new Error(message));
  });

  test.each<[string, string, string]>([
    ['whose measure is no column', ALERT.replace('measure: Pulls', 'measure: Puls'), 'pulls: no column Puls'],
    ['whose threshold is no number', ALERT.replace('20', 'many'), "pulls: threshold 'many'"],
    ['without a window', ALERT.replace('// window: PT15M\n', ''), 'pulls: the header has no window'],
  ])('%s', (_, text, message) => {
    expect(() => parseAlertQuery('pulls', text)).toThrow(new Error(message));
  });
});
