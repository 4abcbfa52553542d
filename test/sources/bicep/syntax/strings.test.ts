// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is Bicep
import { expect, test } from 'vitest';
import type { StringExpr } from '../../../../src/sources/bicep/syntax/nodes.ts';
import { parseBicep } from '../../../../src/sources/bicep/syntax/parse-bicep.ts';
import { outlineOfValue } from './outline.ts';

const segmentsOf = (text: string): readonly string[] => {
  const [declared] = parseBicep(`var x = ${text}`, 'template').declarations;
  return declared?.kind === 'variable' ? (declared.value as StringExpr).segments : [];
};

/** The text of a string, and its segments. */
const CASES: readonly (readonly [string, readonly string[]])[] = [
  ["''", ['']],
  ["'a'", ['a']],
  ["'\\n\\r\\t\\\\\\'\\$'", ["\n\r\t\\'$"]],
  ["'\\u{41}\\u{1F600}\\u{0010ffff}'", ['A\u{1F600}\u{10FFFF}']],
  ["'\\q'", ['\\q']],
  ["'$a $$ $'", ['$a $$ $']],
  ["'\\${a}'", ['${a}']],
  ["'a${b}c${d}'", ['a', 'c', '']],
  ["'$${b}'", ['$', '']],
  ["'''a\\n${b}'''", ['a\\n${b}']],
  ["'''\na\nb'''", ['a\nb']],
  ["'''\r\na'''", ['a']],
  ["'''\n\na'''", ['\na']],
  ["''''a''''", ["'a'"]],
  ["''''''''", ["''"]],
  ["'''a''b'''", ["a''b"]],
  ["$'''a${b}c'''", ['a', 'c']],
  ["$'''$${b}'''", ['$', '']],
  ["$$'''${a}$${b}'''", ['${a}', '']],
  ["$$'''\n$$${b}'''", ['$', '']],
];

test.each(CASES)('the string %j has the segments %j', (text, segments) => {
  expect(segmentsOf(text)).toEqual(segments);
});

test.each([
  ["'${a ? 'x' : 'y'}'", "'${(ternary a 'x' 'y')}'"],
  ["'${f({})}'", "'${(call f (invalid))}' BCP087"],
  ["$'''${'${a}'}'''", "'${'${a}'}'"],
  ["'${}'", "'${(invalid)}' BCP009"],
])('the holes of %j are expressions', (text, expected) => {
  expect(outlineOfValue(text)).toBe(expected);
});
