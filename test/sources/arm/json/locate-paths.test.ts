import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineColumn } from '../../../../src/sources/arm/json/line-column.ts';
import { locate } from '../../../../src/sources/arm/json/locate-paths.ts';
import { type JsonValue, parseJson } from '../../../../src/sources/arm/json/parse-json.ts';
import type { Path, Range } from '../../../../src/util/location.ts';

/** Cuts a range out of a text, line by line. */
function textAt(text: string, range: Range | undefined): string | undefined {
  if (range === undefined) return undefined;
  const lines = text.split('\n').slice(range.line - 1, range.endLine);
  lines[lines.length - 1] = lines.at(-1)?.slice(0, range.endColumn - 1) ?? '';
  return lines.join('\n').slice(range.column - 1);
}

function locatedText(text: string, path: Path, options = {}): string | undefined {
  return textAt(text, locate(text, [path], options)[0]);
}

test.each([
  ['the start', '{}', 0, { line: 1, column: 1 }],
  ['after CRLF', 'ab\r\ncd', 5, { line: 2, column: 2 }],
  ['the line feed itself', 'ab\r\ncd', 3, { line: 1, column: 4 }],
  ['a carriage return alone', 'ab\rcd', 4, { line: 1, column: 5 }],
  ['UTF-16 units', '"𝄞"x', 4, { line: 1, column: 5 }],
  ['the end', 'a\n\n', 3, { line: 3, column: 1 }],
])('lineColumn: %s', (_, text, offset, position) => {
  expect(lineColumn(text, offset)).toEqual(position);
});

test('gives ranges in the order of the paths, with exclusive ends', () => {
  const text = '{\r\n  "resources": [\r\n    { "name": "a" },\r\n    { "name": "b" }\r\n  ]\r\n}\r\n';
  expect(locate(text, [['resources', 1, 'name'], ['resources'], [], ['resources', 1, 'name']])).toEqual([
    { line: 4, column: 15, endLine: 4, endColumn: 18 },
    { line: 2, column: 16, endLine: 5, endColumn: 4 },
    { line: 1, column: 1, endLine: 6, endColumn: 2 },
    { line: 4, column: 15, endLine: 4, endColumn: 18 },
  ]);
});

test.each([
  ['exact name', '{"a": 1, "A": 2}', ['A'], '2'],
  ['exact name before others', '{"A": 2, "a": 1}', ['A'], '2'],
  ['no exact name', '{"Resources": [7]}', ['resources', 0], '7'],
  ['an escaped name', '{"a\\u0062": 1}', ['ab'], '1'],
  ['a single-quoted name', "{'a': 1}", ['a'], '1'],
  ['the last of duplicates', '{"a": {"b": 1}, "a": {"b": 2}}', ['a', 'b'], '2'],
  ['the last duplicate lacks it', '{"a": {"b": 1}, "a": {"c": 2}}', ['a', 'b'], '{"c": 2}'],
  ['an exact duplicate after another spelling', '{"a": 1, "A": 2, "a": 3, "A": 4, "x": 5}', ['a'], '3'],
  ['plain keys', '{"constructor": 1, "__proto__": {"a": 2}}', ['__proto__', 'a'], '2'],
  ['quotes and backslashes in strings', '{"x": "\\"a\\": 1\\\\", "a": "\\\\\\""}', ['a'], '"\\\\\\""'],
  ['brackets in strings and comments', '{"x": ["]}", /* "]} */ 1 // }\n], "a": 2}', ['a'], '2'],
  ['strings over several lines', '{"x": "\n]", "a": "\n"}', ['a'], '"\n"'],
  ['trailing commas', '{"x": [1,], "a": [2, 3,],}', ['a', 1], '3'],
  ['a number that ends at a comment', '{"a": 1/**/}', ['a'], '1'],
  ['no such key', '{"a": {"b": 1}}', ['a', 'c', 'd'], '{"b": 1}'],
  ['no such element', '{"a": [1]}', ['a', 1], '[1]'],
  ['an index into an object', '{"a": {"0": 1}}', ['a', 0], '{"0": 1}'],
  ['a key into an array', '{"a": [1]}', ['a', '0'], '[1]'],
  ['a key into a string', '{"a": "b"}', ['a', 'b'], '"b"'],
  ['nothing of the path', ' [] ', ['a'], '[]'],
  ['an empty text', ' // \n', [], undefined],
])('locates: %s', (_, text, path, expected) => {
  expect(locatedText(text, path)).toBe(expected);
});

describe('the range of a name', () => {
  test.each([
    ['a property', '{"parameters": {"Name": {}}}', ['parameters', 'name'], '"Name"'],
    ['the last of duplicates', '{"a": 1,\n "a": 2}', ['a'], '"a"'],
    ['an element has none', '{"a": [1]}', ['a', 0], '1'],
    ['a missing property falls back to what holds it', '{"a": {"b": 1}}', ['a', 'c'], '"a"'],
    ['the root has none', '{"a": 1}', ['c'], '{"a": 1}'],
  ])('%s', (_, text, path, expected) => {
    expect(locatedText(text, path, { key: true })).toBe(expected);
  });

  test('is the one of the last duplicate', () => {
    expect(locate('{"a": 1,\n "a": 2}', [['a']], { key: true })).toEqual([
      { line: 2, column: 2, endLine: 2, endColumn: 5 },
    ]);
  });
});

function pathsOf(value: JsonValue, path: Path = []): [Path, JsonValue][] {
  const children =
    value === null || typeof value !== 'object'
      ? []
      : Array.isArray(value)
        ? value.map((child, index): [number, JsonValue] => [index, child])
        : Object.entries(value);
  return [[path, value], ...children.flatMap(([step, child]) => pathsOf(child, [...path, step]))];
}

/** Prints a value with the given trivia, in turn, wherever JSON allows white space. */
function print(value: JsonValue, trivia: readonly string[]): string {
  let turn = 0;
  const gap = () => trivia[turn++ % trivia.length] ?? '';
  const write = (part: JsonValue): string => {
    if (part === null || typeof part !== 'object') return gap() + JSON.stringify(part) + gap();
    if (Array.isArray(part)) return `${gap()}[${part.length === 0 ? gap() : part.map(write).join(',')}]${gap()}`;
    const properties = Object.entries(part).map(
      ([key, child]) => `${gap()}${JSON.stringify(key)}${gap()}:${write(child)}`,
    );
    return `${gap()}{${properties.length === 0 ? gap() : properties.join(',')}}${gap()}`;
  };
  return write(value);
}

test('the text at the range of any path parses to the value at this path', () => {
  const trivia = fc.constantFrom('', ' ', '\n  ', '\r\n', '\t', '// "{[\'\r\n', '/* "}] \n*/', '//\n', '\u00a0');
  const text = fc.tuple(fc.jsonValue({ maxDepth: 5 }), fc.array(trivia, { minLength: 1, maxLength: 11 }));
  fc.assert(
    fc.property(text, ([generated, gaps]) => {
      const printed = print(generated as JsonValue, gaps);
      const { value } = parseJson(printed);
      expect(value).toStrictEqual(JSON.parse(JSON.stringify(generated)));
      const expected = pathsOf(value);
      const paths = expected.map(([path]) => path);
      const found = locate(printed, paths).map((range) => parseJson(textAt(printed, range) ?? '').value);
      expect(found).toStrictEqual(expected.map(([, part]) => part));
      const names = locate(printed, paths, { key: true }).map((range) => textAt(printed, range));
      paths.forEach((path, index) => {
        const last = path.at(-1);
        if (typeof last === 'string') expect(names[index]).toBe(JSON.stringify(last));
      });
    }),
    { numRuns: 300 },
  );
});

test('any text that parses can be located in', () => {
  const token = fc.constantFrom(...'{}[]:,"\'\\/* \n01', '//', '/**/', '"a"', '"A":', '"a":1', "'a'");
  fc.assert(
    fc.property(fc.array(token, { maxLength: 10 }), (tokens) => {
      const text = tokens.join('');
      try {
        parseJson(text);
      } catch {
        return;
      }
      expect(locatedText(text, [])).not.toBe(undefined);
      expect(parseJson(locatedText(text, []) ?? '').value).toEqual(parseJson(text).value);
    }),
    { numRuns: 2000 },
  );
});

test('time grows with the text, whatever its shape', () => {
  const deep = `{"x": ${'[{"y":'.repeat(200_000)}1${'}]'.repeat(200_000)}, "a": 1}`;
  expect(locatedText(deep, ['a'])).toBe('1');
  const backslashes = `{"x": "${'\\'.repeat(1_000_000)}", "y": "${'\\"'.repeat(500_000)}", "a": 2}`;
  expect(locatedText(backslashes, ['a'])).toBe('2');
  const duplicates = `{${'"A": {"b": 0}, '.repeat(100_000)}"a": {"b": 3}}`;
  expect(locatedText(duplicates, ['a', 'b'])).toBe('3');
});
