import { describe, expect, test } from 'vitest';
import { decodeBytes } from '../../../../src/sources/arm/json/decode-bytes.ts';
import { TextError } from '../../../../src/sources/arm/json/text-error.ts';

function bytes(...parts: (string | number)[]): Uint8Array {
  return Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'utf8') : Buffer.from([part]))),
  );
}

function utf16(text: string, order: 'little' | 'big'): Uint8Array {
  const encoded = Buffer.from(text, 'utf16le');
  return order === 'little' ? encoded : encoded.swap16();
}

test.each([
  ['plain UTF-8', bytes('{"a":"ä€𝄞"}'), '{"a":"ä€𝄞"}', []],
  ['nothing', bytes(), '', []],
  ['a UTF-8 mark', bytes(0xef, 0xbb, 0xbf, '{}'), '{}', ['byte order mark of UTF-8']],
  ['only the first mark is one', bytes('\uFEFF\uFEFF{}'), '\uFEFF{}', ['byte order mark of UTF-8']],
  ['UTF-16, little-endian', utf16('\uFEFF"ä𝄞"', 'little'), '"ä𝄞"', ['byte order mark of UTF-16 (little-endian)']],
  ['UTF-16, big-endian', utf16('\uFEFF"ä𝄞"', 'big'), '"ä𝄞"', ['byte order mark of UTF-16 (big-endian)']],
  ['U+FFFD that the file really holds', bytes('"\uFFFD"'), '"\uFFFD"', []],
])('decodes %s', (_, input, text, notes) => {
  expect(decodeBytes(input)).toEqual({ text, notes });
});

describe('refuses bytes that the encoding does not allow', () => {
  test.each([
    ['Latin-1', bytes('{\n "a": "', 0xe4, '"}'), 'byte 9 is not valid UTF-8', 2, 8],
    ['after multi-byte characters', bytes('ä𝄞', 0x80), 'byte 6 is not valid UTF-8', 1, 4],
    [
      'after real replacement characters',
      bytes('\uFFFD\uFFFD\n\uFFFD', 0xff, '\uFFFD'),
      'byte 10 is not valid UTF-8',
      2,
      2,
    ],
    ['a character cut off by the end', bytes('"', 0xe2, 0x82), 'byte 1 is not valid UTF-8', 1, 2],
    ['after a mark', bytes(0xef, 0xbb, 0xbf, '"', 0xc0), 'byte 4 is not valid UTF-8', 1, 2],
    [
      'a lone surrogate, little-endian',
      utf16('\uFEFF\uFFFD\nx\uD800y', 'little'),
      'byte 8 is not valid UTF-16 (little-endian)',
      2,
      2,
    ],
    ['half a unit at the end', bytes(0xfe, 0xff, 0, 0x7b, 0), 'byte 4 is not valid UTF-16 (big-endian)', 1, 2],
  ])('%s', (_, input, message, line, column) => {
    expect(() => decodeBytes(input)).toThrow(new TextError('invalid-encoding', message, { line, column }));
    expect(() => decodeBytes(input)).toThrow(expect.objectContaining({ code: 'invalid-encoding', line, column }));
  });
});
