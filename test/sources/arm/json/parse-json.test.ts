import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineColumn } from '../../../../src/sources/arm/json/line-column.ts';
import { parseJson } from '../../../../src/sources/arm/json/parse-json.ts';
import { TextError } from '../../../../src/sources/arm/json/text-error.ts';
import { readTolerantly } from '../../../../src/sources/arm/json/tolerant-reader.ts';

function errorOf(text: string): { code: string; at: string; message: string } {
  try {
    parseJson(text);
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    return { code: error.code, at: `${error.line}:${error.column}`, message: error.message };
  }
  throw new Error('parsed');
}

test.each([
  ['{"a": [1, -0, 2.5e-3, 1e999], "b": {"c": null, "d": [true, false]}, "e": "\\u00e4\\n\\"\\/"}'],
  ['[]'],
  [' {} \r\n'],
  ['"text"'],
  ['{"a": 1, "b": 2, "a": 3}'],
])('reads JSON as JSON.parse does: %s', (text) => {
  const value = JSON.parse(text);
  expect(parseJson(text)).toStrictEqual({ value, notes: [], tolerant: false });
  expect(readTolerantly(text)).toStrictEqual({ value, notes: [] });
});

test.each([
  ['comments', '// one\n{"a" /* two */: /* // */ 1 // three\n}/**/', { a: 1 }, ['comments (first at line 1)']],
  ['a comment that ends with the file', '[1]\n//', [1], ['comments (first at line 2)']],
  ['comment marks in strings are text', '["//", "/*",]', ['//', '/*'], ['trailing commas (first at line 1)']],
  [
    'numbers that begin with a point',
    '{"a": [.25,\n-.5e1]}',
    { a: [0.25, -5] },
    ['numbers that begin with a point (first at line 1)'],
  ],
  ['trailing commas', '{"a": [1,\n2 , ],\n}', { a: [1, 2] }, ['trailing commas (first at line 2)']],
  [
    'multi-line strings',
    '{"a":\n"[if(\r\n x)]"}',
    { a: '[if(\r\n x)]' },
    ['line breaks inside strings (first at line 2)'],
  ],
  ['control characters', '["a\tb\u0000"]', ['a\tb\0'], ['control characters inside strings (first at line 1)']],
  ['single quotes', `{'a': 'say "x"'}`, { a: 'say "x"' }, ['single-quoted strings (first at line 1)']],
  ['escaped single quotes', `["it\\'s"]`, ["it's"], ["the escape \\' in strings (first at line 1)"]],
  ['other spaces', '[\u00a01,\u2003\f2]', [1, 2], ['white space that JSON does not know (first at line 1)']],
  [
    'several, in the order of the text',
    "[1, // x\n'y',\n/* z */]",
    [1, 'y'],
    ['comments (first at line 1)', 'single-quoted strings (first at line 2)', 'trailing commas (first at line 2)'],
  ],
])('accepts %s, and says so', (_, text, value, notes) => {
  expect(parseJson(text)).toStrictEqual({ value, notes, tolerant: true });
});

describe('says what is wrong and where', () => {
  test.each([
    ['', '1:1', 'unexpected end of file: there is no JSON value'],
    ['// nothing\n', '1:11', 'unexpected end of file: there is no JSON value'],
    ['{\n  "a": {\n    "b": 1\n', '3:11', 'unexpected end of file: the object opened at 2:8 is not closed'],
    ['[1,\n', '1:4', 'unexpected end of file: the array opened at 1:1 is not closed'],
    ['{"a": 1,', '1:9', 'unexpected end of file: the object opened at 1:1 is not closed'],
    ['{"a"', '1:5', 'unexpected end of file: the object opened at 1:1 is not closed'],
    ['["a', '1:4', 'unexpected end of file: the string opened at 1:2 is not closed'],
    ['["a\\', '1:5', 'unexpected end of file: the string opened at 1:2 is not closed'],
    ['[1 /* x', '1:8', 'unexpected end of file: the comment opened at 1:4 is not closed'],
    ['{\r\n"a": 1\r\n"b": 2}', '3:1', 'missing comma before this property'],
    ['[{}\n{}]', '2:1', 'missing comma before this element'],
    ['{"a" 1}', '1:6', "found a number, expected ':' after the property name"],
    ['{"a": [1, 2}', '1:12', "found '}' but the array opened at 1:7 is not closed"],
    ['{"a": {"b": 1]', '1:14', "found ']' but the object opened at 1:7 is not closed"],
    ['{"a": [1, "b": 2}', '1:14', "found ':' in an array: the array opened at 1:7 is not closed before this property"],
    ['{"a": 1}}', '1:9', "found '}' after the end of the JSON value"],
    ['{"a": 1}, {}', '1:9', "found ',' after the end of the JSON value"],
    ['[1,,2]', '1:4', "found ',', expected a value"],
    ['{"a": 1,,}', '1:9', "found ',', expected a property name in double quotes"],
    ['{"a": }', '1:7', "found '}', expected a value"],
    ['{a: 1}', '1:2', 'a property name is written in double quotes'],
    ['{"a": hunter2}', '1:7', 'unquoted text: a string is written in double quotes'],
    ['{"a": $(location)}', '1:7', 'unquoted text: a string is written in double quotes'],
    ['{"a": "x" hunter2}', '1:11', "found unquoted text, expected ',' or '}'"],
    ['[True]', '1:2', "'True' is not a JSON value: JSON writes 'true'"],
    ['[NaN]', '1:2', "'NaN' is not a JSON value: JSON has no such number"],
    ['[-Infinity]', '1:2', 'this is not a number that JSON allows'],
    ['[012]', '1:2', 'this is not a number that JSON allows'],
    ['[1.]', '1:2', 'this is not a number that JSON allows'],
    ['["C:\\dir"]', '1:5', "unknown escape in a string: a backslash is written '\\\\'"],
    ['["\\u12g4"]', '1:3', "'\\u' needs four hexadecimal digits"],
    ['[1, \u0000]', '1:5', 'found the character U+0000, expected a value'],
    ['{\n<<<<<<< HEAD\n"a": 1\n', '2:1', "found a merge conflict marker ('<<<<<<<')"],
    ['{"a": 1\n=======\n', '2:1', "found a merge conflict marker ('=======')"],
    [
      '{\n  "a": "x,\n  "b": "y"\n}',
      '3:4',
      "found unquoted text, expected ',' or '}' (the string opened at 2:8 runs over several lines: is its closing quote missing?)",
    ],
  ])('%j', (text, at, message) => {
    expect(errorOf(text)).toEqual({ code: 'json-syntax', at, message });
  });
});

describe('nesting is bounded:', () => {
  const tooDeep = { code: 'json-too-deep', message: 'arrays and objects are nested deeper than 512 levels' };

  test('512 levels are read', () => {
    const text = `${'[{"a":'.repeat(256)}1${'}]'.repeat(256)}`;
    expect(parseJson(text).value).toEqual(JSON.parse(text));
    expect(parseJson(`//\n${text}`).value).toEqual(JSON.parse(text));
  });

  test.each([
    ['JSON', `${'['.repeat(513)}${']'.repeat(513)}`, '1:513'],
    ['JSON with comments', `//\n${'['.repeat(513)}${']'.repeat(513)}`, '2:513'],
    ['text that is never closed', `\n${'{"a":'.repeat(100_000)}`, '2:2561'],
    ['a hundred thousand levels beside shallow ones', `[1,${'['.repeat(1e5)}${']'.repeat(1e5)},{}]`, '1:515'],
  ])('513 levels are refused: %s', (_, text, at) => {
    expect(errorOf(text)).toEqual({ ...tooDeep, at });
  });
});

test.each([
  ['JSON', '{"__proto__": {"polluted": true}, "constructor": 1, "a": {"__proto__": 2, "__proto__": 3}}'],
  ['tolerated text', '{"__proto__": {"polluted": true}, "constructor": 1, "a": {"__proto__": 2, "__proto__": 3},}'],
])('__proto__ is a key like any other in %s', (_, text) => {
  const value = parseJson(text).value as Record<string, Record<string, unknown>>;
  expect(Object.entries(value)).toEqual([
    ['__proto__', { polluted: true }],
    ['constructor', 1],
    ['a', expect.anything()],
  ]);
  expect(Object.entries(value.a ?? {})).toEqual([['__proto__', 3]]);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect('polluted' in value).toBe(false);
});

test('agrees with JSON.parse on whatever JSON.parse accepts', () => {
  const json = fc
    .tuple(fc.jsonValue(), fc.constantFrom(0, 1, 2, '\t'))
    .map(([value, space]) => JSON.stringify(value, null, space));
  fc.assert(
    fc.property(json, (text) => {
      expect(readTolerantly(text)).toStrictEqual({ value: JSON.parse(text), notes: [] });
    }),
  );
});

test('reads or refuses any text, and needs a note for what JSON.parse refuses', () => {
  const token = fc.constantFrom(...'{}[]:,"\'\\/*- \n01eu', '//', '/*', '*/', '""', '"a"', 'null', '\u00a0', '\0');
  fc.assert(
    fc.property(fc.array(token, { maxLength: 12 }), (tokens) => {
      const text = tokens.join('');
      try {
        const { notes, tolerant } = parseJson(text);
        expect(notes.length > 0).toBe(tolerant);
      } catch (error) {
        expect(error).toBeInstanceOf(TextError);
        expect(() => JSON.parse(text)).toThrow();
        const end = lineColumn(text, text.length);
        expect((error as TextError).line).toBeLessThanOrEqual(end.line);
      }
    }),
    { numRuns: 2000 },
  );
});
