import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeInLiteral, escapeInvisible, escapeJson } from '../../src/util/escape.ts';
import {
  exactPatch,
  type Line,
  type LinePart,
  type SafeText,
  safeJson,
  safeLine,
  safeLines,
  safePage,
  safePatch,
  safeStatus,
  styled,
} from '../../src/util/safe-text.ts';
import { actingIn, HOSTILE } from '../support/acting.ts';

const hostile = fc.oneof(
  fc.constantFrom(':', '::', '#', '##', '[', 'vso[', 'TeamCity[', 'section', '_start:', '1', ' ', '\u00a0', '\t', '\n'),
  fc.constantFrom(...HOSTILE.map(([, text]) => text)),
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.constantFrom('\ud800', '\udc00', '\u202e', '\u001b[31m', '\u001b[0K'),
);
const texts = fc.array(hostile, { maxLength: 8 }).map((pieces) => pieces.join(''));
const part: fc.Arbitrary<LinePart> = fc.oneof(
  texts,
  fc.tuple(fc.constantFrom('bold', 'red', 'dim'), texts).map(([style, text]) => styled(style as 'bold', text)),
);
const parts: fc.Arbitrary<Line> = fc.array(part, { maxLength: 6 });

/** Letters, digits, punctuation and spaces that no system takes for more. */
const ordinary = fc
  .string({ unit: fc.constantFrom(...'aZäß名9 .,;-_/\\(){}[]\'"`<>&|*=+!?%@$') })
  .filter((text) => !text.includes('section_'));

describe('a line', () => {
  test.each<[string, string]>([
    ['::error::x', '\\u{3a}:error::x'],
    [' \u00a0::error::x', ' \u00a0\\u{3a}:error::x'],
    [':::x', '\\u{3a}::x'],
    ['a ::error::x', 'a ::error::x'],
    ['a::b', 'a::b'],
    ['a ##[error]b', 'a #\\u{23}[error]b'],
    ['##vso[task.a]b', '#\\u{23}vso[task.a]b'],
    ['####VSO[task.a]b', '###\\u{23}VSO[task.a]b'],
    ["##teamcity[x='1']", "#\\u{23}teamcity[x='1']"],
    ['## a [b]', '## a [b]'],
    ['section_start:1:x', 'section\\u{5f}start:1:x'],
    ['section_start:x', 'section_start:x'],
    ['a\nb\tc\u001b[1m', 'a\\u{a}b\\u{9}c\\u{1b}[1m'],
    ['##\u200bvso[a]', '##\\u{200b}vso[a]'],
  ])('%j is written %j', (text, written) => {
    expect(safeLine(text)).toBe(`${written}\n`);
    expect(safePage(`${text.split('\n')[0]}`)).toBe(written.split('\\u{a}')[0]);
  });

  test('is one line that cannot act, whatever its parts hold and wherever one ends', () => {
    fc.assert(
      fc.property(parts, fc.boolean(), (line, color) => {
        const written = safeLine(line, color);
        expect(written.indexOf('\n')).toBe(written.length - 1);
        expect(actingIn(written, { color })).toEqual([]);
      }),
      { numRuns: 5000 },
    );
  });

  test('has the same words with styles as without', () => {
    fc.assert(
      fc.property(parts, (line) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: that is how they begin
        expect(safeLine(line, true).replaceAll(/\u001b\[\d+m/g, '')).toBe(safeLine(line));
      }),
    );
  });

  test('is itself when it is written again', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(safeLine(safeLine(text).slice(0, -1))).toBe(safeLine(text));
      }),
    );
  });

  test('of ordinary text is that text', () => {
    fc.assert(
      fc.property(ordinary, (text) => {
        expect(safeLine(text)).toBe(`${text}\n`);
      }),
    );
  });
});

test('a page keeps its line ends and nothing that acts', () => {
  fc.assert(
    fc.property(fc.array(texts), (lines) => {
      const written = safePage(lines.join('\n'));
      expect(actingIn(written)).toEqual([]);
      expect(written.split('\n').length).toBe(lines.join('\n').split('\n').length);
    }),
  );
});

test('lines and a status are made of safe lines', () => {
  fc.assert(
    fc.property(fc.array(texts), texts, (lines, status) => {
      expect(safeLines(lines)).toBe(lines.map((line) => safeLine(line)).join(''));
      expect(safeStatus(status)).toBe(`\r\u001b[K${safeLine(status).slice(0, -1)}`);
    }),
  );
});

describe('a diff to look at', () => {
  test('acts only by tabs, and by byte order marks at the start of a line', () => {
    fc.assert(
      fc.property(fc.array(texts), (lines) => {
        const written = safePatch(lines.map((line) => ` ${line}`).join('\n'));
        expect(actingIn(written.replaceAll('\t', ' ').replaceAll(/^ \ufeff/gm, ' '))).toEqual([]);
      }),
    );
  });

  test.each<[string, string]>([
    [' \ta\t"b"', ' \ta\t"b"'],
    ['+\ufeff{', '+\ufeff{'],
    [' \ufeff::error::x', ' \ufeff\\u{3a}:error::x'],
    ['-a\ufeffb', '-a\\u{feff}b'],
    [' ::error::x', ' \\u{3a}:error::x'],
    ['+::error::x', '+::error::x'],
    [' a\r\n b', ' a\n b'],
    [' a\rb', ' a\\u{d}b'],
  ])('%j is shown as %j', (line, shown) => {
    expect(safePatch(line)).toBe(shown);
    expect(exactPatch(line)).toBe(line);
  });
});

describe('JSON that is printed', () => {
  test('has the same value, and nothing in it acts', () => {
    fc.assert(
      fc.property(fc.dictionary(texts, fc.oneof(texts, fc.array(texts))), fc.constantFrom(0, 1, 2), (value, indent) => {
        const json = JSON.stringify(value, null, indent);
        const written: SafeText = safeJson(json);
        expect(JSON.stringify(JSON.parse(written))).toBe(JSON.stringify(value));
        expect(actingIn(written)).toEqual([]);
        expect(escapeJson(written)).toBe(written);
      }),
      { numRuns: 2000 },
    );
  });

  test('of ordinary text is as it was', () => {
    fc.assert(
      fc.property(fc.dictionary(ordinary, ordinary), (value) => {
        expect(safeJson(JSON.stringify(value, null, 2))).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });
});

test('text inside a literal or comment is escaped in the way of its language', () => {
  expect(escapeInLiteral('a\u202e##vso[b')).toBe('a\\u{202e}#\\u{23}vso[b');
  expect(escapeInLiteral('a\u202e##vso[b', (character) => `<${character.codePointAt(0)}>`)).toBe('a<8238>#<35>vso[b');
  expect(escapeInvisible('##vso[a]')).toBe('##vso[a]');
});

test('a line of a hundred thousand characters that nearly act takes no time to speak of', () => {
  for (const text of [' ', ':', '#', '##a', ' :', 'section', '\u202e'].map((piece) => piece.repeat(100_000)))
    expect(actingIn(safeLine(text))).toEqual([]);
}, 20_000);
