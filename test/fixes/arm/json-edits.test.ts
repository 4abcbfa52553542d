import { describe, expect, test } from 'vitest';
import { applyChanges, type JsonChange } from '../../../src/fixes/arm/json-edits.ts';

type Case = [title: string, before: string, change: JsonChange, after: string | undefined];

const append = (path: JsonChange['path'], value: unknown, key?: string): JsonChange =>
  ({ kind: 'append', path, value, ...(key !== undefined && { key }) }) as JsonChange;
const remove = (...path: JsonChange['path']): JsonChange => ({ kind: 'remove', path });
const set = (path: JsonChange['path'], value: unknown): JsonChange => ({ kind: 'set', path, value }) as JsonChange;

const CASES: readonly Case[] = [
  [
    'an item on lines of its own',
    '{\n  "a": [\n    1\n  ]\n}\n',
    append(['a'], { b: 2 }),
    '{\n  "a": [\n    1,\n    {\n      "b": 2\n    }\n  ]\n}\n',
  ],
  ['tabs', '{\n\t"a": [\n\t\t1\n\t]\n}', append(['a'], [2]), '{\n\t"a": [\n\t\t1,\n\t\t[\n\t\t\t2\n\t\t]\n\t]\n}'],
  [
    'CRLF',
    '{\r\n    "a": [\r\n        1\r\n    ]\r\n}\r\n',
    append(['a'], { b: 2 }),
    '{\r\n    "a": [\r\n        1,\r\n        {\r\n            "b": 2\r\n        }\r\n    ]\r\n}\r\n',
  ],
  ['minified', '{"a":[{"b":1}]}', append(['a'], { b: [1, 2] }), '{"a":[{"b":1},{"b":[1,2]}]}'],
  [
    'one line with spaces',
    '{ "a": [{ "b": 1 }] }',
    append(['a'], { b: 2, c: 3 }),
    '{ "a": [{ "b": 1 }, { "b": 2, "c": 3 }] }',
  ],
  [
    'one line inside many',
    '{\n  "a": [{ "b": 1 }]\n}',
    append(['a'], { b: 2 }),
    '{\n  "a": [{ "b": 1 }, { "b": 2 }]\n}',
  ],
  [
    'minified inside many',
    '{\n  "a": [{"b":1}]\n}',
    append(['a'], { b: 2, c: 3 }),
    '{\n  "a": [{"b":1},{"b":2,"c":3}]\n}',
  ],
  [
    'a bracket on the line of the item',
    '{\n  "a": [{\n      "b": 1\n    }, {\n      "b": 2\n    }]\n}',
    append(['a'], { b: 3 }),
    '{\n  "a": [{\n      "b": 1\n    }, {\n      "b": 2\n    }, {\n      "b": 3\n    }]\n}',
  ],
  ['an empty array', '{\n  "a": []\n}', append(['a'], 1), '{\n  "a": [\n    1\n  ]\n}'],
  [
    'an empty array with a comment',
    '{\n  "a": [ // none\n  ]\n}',
    append(['a'], 1),
    '{\n  "a": [ // none\n    1\n  ]\n}',
  ],
  ['an empty object, minified', '{"a":{}}', append(['a'], true, 'b'), '{"a":{"b":true}}'],
  ['a comment after the last item', '[\n  1 // one\n]', append([], 2), '[\n  1, // one\n  2\n]'],
  ['a block comment after the last item', '[\n  1 /* one */\n]', append([], 2), '[\n  1, /* one */\n  2\n]'],
  ['a trailing comma', '[\n  1,\n]', append([], 2), '[\n  1,\n  2,\n]'],
  ['a trailing comma with a comment', '[\n  1, // one\n]', append([], 2), '[\n  1, // one\n  2,\n]'],
  ['a comment before the bracket', '[\n  1\n  // end\n]', append([], 2), '[\n  1,\n  2\n  // end\n]'],
  ['a member', '{\n  "a": 1\n}', append([], 2, 'b'), '{\n  "a": 1,\n  "b": 2\n}'],
  ['a space before the colon', '{\n  "a" : 1\n}', append([], 2, 'b'), '{\n  "a" : 1,\n  "b" : 2\n}'],
  ['a key that has to be escaped', '{}', append([], 1, 'a"b'), '{"a\\"b":1}'.replace(':', ': ')],
  ['another value', '{ "a": { "b": false } }', set(['a', 'b'], true), '{ "a": { "b": true } }'],
  ['a name in other letters', '{ "A": { "b": false } }', set(['a', 'B'], true), '{ "A": { "b": true } }'],
  ['the last of duplicates', '{ "a": 1, "a": 2 }', set(['a'], 3), '{ "a": 1, "a": 3 }'],
  [
    'a value that is not there',
    '{\n  "a": {\n    "b": 1\n  }\n}',
    set(['a', 'c'], 2),
    '{\n  "a": {\n    "b": 1,\n    "c": 2\n  }\n}',
  ],
  ['single quotes', "{ 'a': [1] }", append(['a'], 2), "{ 'a': [1, 2] }"],
  ['brackets in strings', '{ "]": "}{", "a": ["]"] }', append(['a'], 2), '{ "]": "}{", "a": ["]", 2] }'],
  ['a path that leads nowhere', '{ "a": 1 }', append(['b'], 2), undefined],
  ['an item for an object', '{ "a": {} }', append(['a'], 2), undefined],
  ['a member for an array', '{ "a": [] }', append(['a'], 2, 'b'), undefined],
  ['an item between others on their lines', '[\n  1,\n  2,\n  3\n]\n', remove(1), '[\n  1,\n  3\n]\n'],
  ['the last item on its line', '[\n  1,\n  2\n]\n', remove(1), '[\n  1\n]\n'],
  ['the first item on its line', '[\r\n\t1,\r\n\t2\r\n]', remove(0), '[\r\n\t2\r\n]'],
  ['an object of several lines', '[\n  {\n    "a": 1\n  },\n  2\n]', remove(0), '[\n  2\n]'],
  ['an item with its comment', '[\n  1, // one\n  2 // two\n]', remove(1), '[\n  1 // one\n]'],
  [
    'an item between comments',
    '[\n  // one\n  1, // first\n  // two\n  2\n]',
    remove(0),
    '[\n  // one\n  // two\n  2\n]',
  ],
  ['the last item with a trailing comma', '[\n  1,\n  2,\n]', remove(1), '[\n  1,\n]'],
  ['an item of one line', '[1, 2, 3]', remove(1), '[1, 3]'],
  ['the first item of one line', '[{ "a": 1 }, { "b": 2 }]', remove(0), '[{ "b": 2 }]'],
  ['the last item of one line', '{"a":[1,2]}', remove('a', 1), '{"a":[1]}'],
  ['the last item of one line after a comment', '[1, /* two */ 2]', remove(1), '[1 /* two */ ]'],
  ['the only item', '[\n  1\n]', remove(0), '[]'],
  ['the only item beside a comment', '[\n  // none\n  1\n]', remove(0), '[\n  // none\n]'],
  ['an item that shares the bracket’s line', '[{\n  "b": 1\n}, {\n  "b": 2\n}]', remove(0), '[{\n  "b": 2\n}]'],
  ['a member to be removed', '{\n  "a": 1,\n  "b": 2\n}', remove('B'), '{\n  "a": 1\n}'],
  ['a member of one line', '{ "a": 1, "b": 2, "c": 3 }', remove('b'), '{ "a": 1, "c": 3 }'],
  ['an item that is not there', '[1]', remove(1), undefined],
  ['a member that is not there', '{ "a": 1 }', remove('b'), undefined],
  ['nothing of a whole text', '[1]', remove(), undefined],
  ['__proto__', '{ "__proto__": { "a": 1 } }', set(['__proto__', 'a'], 2), '{ "__proto__": { "a": 2 } }'],
];

describe('a change of a text', () => {
  test.each(CASES)('%s', (_, before, change, after) => {
    expect(applyChanges(before, [change])).toBe(after);
  });

  test('is made on what the change before it has left', () => {
    const changes = [append(['a'], 1), append(['a'], 2), set(['a', 0], 3)];
    expect(applyChanges('{"a":[]}', changes)).toBe('{"a":[3,2]}');
  });
});
