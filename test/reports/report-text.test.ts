import { describe, expect, test } from 'vitest';
import { toJson, toJsonPieces } from '../../src/reports/report-text.ts';
import { escapeInvisible } from '../../src/util/escape.ts';
import { truncate, truncateMiddle } from '../../src/util/truncate.ts';

describe('escapeInvisible escapes', () => {
  test.each([
    ['ANSI', 'a\u001b[31mb', 'a\\u{1b}[31mb'],
    ['one-byte CSI', '\u009b2J', '\\u{9b}2J'],
    ['line ends', 'a\r\nb\u2028', 'a\\u{d}\\u{a}b\\u{2028}'],
    ['bidi override', '\u202enosj', '\\u{202e}nosj'],
    ['zero width', 'a\u200bb', 'a\\u{200b}b'],
    ['tag characters', '\u{e0041}', '\\u{e0041}'],
    ['half a surrogate pair', 'a\ud800b', 'a\\u{d800}b'],
    ['what people write', 'Größe 日本 🙂', 'Größe 日本 🙂'],
  ])('%s', (_, text, expected) => {
    expect(escapeInvisible(text)).toBe(expected);
  });
});

describe('cut shortens', () => {
  test.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['🙂🙂🙂', 3, '🙂🙂🙂'],
    ['🙂🙂🙂🙂', 3, '🙂🙂…'],
    ['a🙂🙂🙂🙂🙂', 3, 'a🙂…'],
  ])('%s to %i', (text, limit, expected) => {
    expect(truncate(text, limit)).toBe(expected);
  });

  test.each([
    ['abcdefg', 7, 'abcdefg'],
    ['abcdefgh', 7, 'ab…efgh'],
    ['🙂🙂🙂🙂🙂🙂🙂🙂', 7, '🙂🙂…🙂🙂🙂🙂'],
  ])('the middle of %s to %i', (text, limit, expected) => {
    expect(truncateMiddle(text, limit)).toBe(expected);
  });
});

describe('toJson', () => {
  test('keeps every value, and leaves nothing that acts on a terminal', () => {
    const value = { 'a\u001b': ['\u009b\u202e\u2028\u{e0041}\ud800\n', '</script>'] };
    const json = toJson(value);
    expect(JSON.parse(json)).toEqual(value);
    expect(json).toBe(
      '{\n  "a\\u001b": [\n    "\\u009b\\u202e\\u2028\\udb40\\udc41\\ud800\\n",\n    "</script>"\n  ]\n}\n',
    );
  });
});

test('pieces of JSON are what is written at once', () => {
  const shared = { id: 'a##[b]', empty: {}, none: undefined };
  const items = [
    { name: 'one', none: undefined, shared, list: [1, { a: null }] },
    { shared, list: [] },
    { shared: { id: 'other' }, list: [] },
    {},
    { none: undefined },
    'text',
    [shared],
    null,
  ];
  for (const members of [{ version: 1, items, rest: { items } }, { items: [] }, {}])
    expect([...toJsonPieces(members)].join('')).toBe(toJson(members));
});
