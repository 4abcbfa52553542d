import { describe, expect, test } from 'vitest';
import { type ContentFunction, loadFile } from '../../../../src/sources/bicep/files/load-file.ts';

function load(name: ContentFunction, content: string | Buffer, ...options: string[]): unknown {
  const loaded = loadFile(name, { bytes: Buffer.from(content) }, options);
  return 'value' in loaded ? loaded.value : `${loaded.problem.code} ${loaded.problem.argument}`;
}

function utf16(text: string, order: 'little' | 'big', mark: boolean): Buffer {
  const bytes = Buffer.from(mark ? `\uFEFF${text}` : text, 'utf16le');
  return order === 'little' ? bytes : bytes.swap16();
}

test.each<[string, Buffer, string | undefined, string]>([
  ['UTF-8', Buffer.from('ä€'), undefined, 'ä€'],
  ['UTF-8 with a mark', Buffer.from('\uFEFFä'), undefined, 'ä'],
  ['a mark that wins over the argument', Buffer.from('\uFEFFä'), 'utf-16', 'ä'],
  ['UTF-16', utf16('ä', 'little', false), 'utf-16', 'ä'],
  ['UTF-16 with a mark', utf16('ä', 'little', true), 'utf-8', 'ä'],
  ['UTF-16, big-endian', utf16('ä', 'big', false), 'utf-16BE', 'ä'],
  ['UTF-16, big-endian, with a mark', utf16('ä', 'big', true), undefined, 'ä'],
  ['Latin-1', Buffer.from([0x80, 0xe4]), 'iso-8859-1', '\u0080ä'],
  ['ASCII with other bytes', Buffer.from([0x61, 0xe4]), 'us-ascii', 'a?'],
  ['bytes that are no UTF-8', Buffer.from([0x61, 0xff]), 'utf-8', 'a\uFFFD'],
  ['line ends as they are', Buffer.from('a\r\nb\n'), undefined, 'a\r\nb\n'],
])('loadTextContent reads %s', (_, bytes, encoding, text) => {
  expect(load('loadTextContent', bytes, ...(encoding === undefined ? [] : [encoding]))).toBe(text);
});

describe('sizes', () => {
  test.each<[string, ContentFunction, number]>([
    ['a text of 131,072 characters', 'loadTextContent', 131_072],
    ['98,304 bytes as base64', 'loadFileAsBase64', 98_304],
  ])('%s is the most', (_, name, most) => {
    expect(String(load(name, 'x'.repeat(most)))).toHaveLength(131_072);
    expect(load(name, 'x'.repeat(most + 1))).toBe('BCP184 0');
  });

  test.each<ContentFunction>(['loadJsonContent', 'loadYamlContent'])('%s reads 1,048,576 characters', (name) => {
    expect(load(name, `"${'x'.repeat(1_048_574)}"`)).toHaveLength(1_048_574);
    expect(load(name, `"${'x'.repeat(1_048_575)}"`)).toBe('BCP184 0');
  });
});

test('loadFileAsBase64 gives the bytes, a byte order mark included', () => {
  expect(load('loadFileAsBase64', Buffer.from([0xef, 0xbb, 0xbf, 0x00]))).toBe('77u/AA==');
});

test.each<[string, string, readonly string[], unknown]>([
  ['an object', '{"a": [1, true, null]}', [], { a: [1, true, null] }],
  ['comments and trailing commas', '{ // one\n"a": 1, /* two */ }', [], { a: 1 }],
  ['a value that is no object', '"[a]"', [], '[a]'],
  ['the one value that a path names', '{"a": {"b": 1}}', ['$.a.b'], 1],
  ['several values as an array', '[{"a": 1}, {"a": 2}]', ['[*].a'], [1, 2]],
  ['nothing for a path that names nothing', '{}', ['a'], 'BCP235 1'],
  ['nothing for a path that is wrong', '{}', ['a['], 'BCP235 1'],
  ['nothing of a text that is no JSON', '{"a": }', [], 'BCP186 0'],
  ['nothing of an empty text', '', [], 'BCP186 0'],
])('loadJsonContent gives %s', (_, text, options, expected) => {
  expect(load('loadJsonContent', text, ...options)).toEqual(expected);
});

test('an encoding that Bicep does not know is an error at its argument', () => {
  expect(load('loadTextContent', '', 'windows-1250')).toBe('BCP070 1');
  expect(load('loadJsonContent', '{}', '$', 'utf8')).toBe('BCP070 2');
});

test.each<[string, 'ENOENT' | 'EISDIR' | 'not-a-file', string, string]>([
  ['a missing file', 'ENOENT', 'no longer there', 'BCP091'],
  ['a folder', 'EISDIR', 'not a regular file but a folder', 'BCP275'],
  ['a pipe', 'not-a-file', 'not a regular file but a pipe', 'BCP091'],
])('%s is an error at the path', (_, code, message, expected) => {
  const loaded = loadFile('loadTextContent', { problem: { code, message } }, []);
  expect('problem' in loaded && loaded.problem).toMatchObject({ code: expected, argument: 0 });
});

test.each<[string, string, unknown]>([
  [
    'scalars of the core schema',
    'a: 1\nb: true\nc: ~\nd: no\ne: 0x10\nf: "1"\ng: 1.5',
    { a: 1, b: true, c: null, d: 'no', e: 16, f: '1', g: 1.5 },
  ],
  ['lists and objects', 'a:\n  - b: 1\n  - [x, {y: z}]', { a: [{ b: 1 }, ['x', { y: 'z' }]] }],
  ['JSON', '{"a": [1]}', { a: [1] }],
  ['aliases', 'a: &x {b: 1}\nc: *x', { a: { b: 1 }, c: { b: 1 } }],
  ['keys that are no text', '1: a\ntrue: b', { '1': 'a', true: 'b' }],
  ['text of several lines', 'a: |\n  x\n  y\n', { a: 'x\ny\n' }],
  ['the first of several documents', 'a: 1\n---\nb: 2', { a: 1 }],
  ['a tag that runs code elsewhere', 'a: !!js/function "x"', { a: 'x' }],
  ['nothing of an alias to what it is in', 'a: &x [*x]', 'BCP340 0'],
  ['nothing of an unknown alias', 'a: *x', 'BCP340 0'],
  ['nothing of a key that is written twice', 'a: 1\na: 2', 'BCP340 0'],
  ['nothing of a text that is no YAML', 'a: [1', 'BCP340 0'],
  ['nothing of an empty text', '', 'BCP340 0'],
  ['nothing of infinity', 'a: .inf', 'BCP340 0'],
  ['nothing that is nested too deeply', '['.repeat(2000), 'BCP340 0'],
])('loadYamlContent gives %s', (_, text, expected) => {
  expect(load('loadYamlContent', text)).toEqual(expected);
});

test('aliases of aliases end at a bound', () => {
  const levels = Array.from({ length: 12 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(9)}*l${i}]`);
  expect(load('loadYamlContent', `l0: &l0 [x]\n${levels.join('\n')}`)).toBe('BCP340 0');
});

test('a key of YAML called __proto__ is a key', () => {
  const loaded = loadFile('loadYamlContent', { bytes: Buffer.from('__proto__: {a: 1}') }, []);
  expect('value' in loaded && Object.keys(loaded.value as object)).toEqual(['__proto__']);
});
