import { expect, test } from 'vitest';
import { commentsIn } from '../../../../src/sources/arm/json/comments.ts';
import { suppressionMarks } from '../../../../src/sources/arm/suppression-marks.ts';

test.each<[string, string, readonly string[]]>([
  ['line comments', '// a\n{ // b\r\n}', [' a', ' b']],
  ['block comments', '/* a\n b */ {} /**/', [' a\n b ', '']],
  ['none in strings', String.raw`{ "a // b": "/* \" // c */", 'd': '// e' }`, []],
  ['none in other comments', '// a /* b\n/* // c */', [' a /* b', ' // c ']],
  ['what is never closed is none', '{} /* a', []],
])('comments of JSON: %s', (_, text, comments) => {
  expect(commentsIn(text).map((comment) => comment.text)).toEqual(comments);
});

test.each<[string, string, number]>([
  ['the one below', '// mark\n{\n}', 2],
  ['after blank lines and other comments', '// mark\n\n  \t\n// other\n/* and\nmore */\n{}', 7],
  ['not the line that it stands in', '/* mark */ {\n"a": 1 }', 2],
  ['the line after a block comment that ends in another', '/* mark\n*/ {\n"a": 1 }', 3],
  ['after several in a row', '// mark\n// mark\n{}', 3],
])('the next line of a comment is %s', (_, text, line) => {
  const marks = suppressionMarks({ file: 'a.json', isInput: true, text, json: {} }, 'mark');
  expect(marks.comments[0]?.nextLine).toBe(line);
});
