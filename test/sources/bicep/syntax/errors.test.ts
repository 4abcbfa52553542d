// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is Bicep
import { expect, test, vi } from 'vitest';
import { parseBicep } from '../../../../src/sources/bicep/syntax/parse-bicep.ts';
import { errorsOf, outlineOf } from './outline.ts';

/** A text; of each error the code, the place and what stands there. */
const CASES: readonly (readonly [string, readonly string[]])[] = [
  ['var x = ~', ['BCP001 8 ~', 'BCP009 8 ~']],
  ['var x = "a"', ['BCP103 8 "', 'BCP009 8 "']],
  ['var x = 1 /* a', ['BCP002 10 /* a']],
  ["var x = 'a", ["BCP003 8 'a"]],
  ["var x = 'a\nvar y = 1", ["BCP004 8 'a"]],
  ["var x = 'a\\", ["BCP005 8 'a\\"]],
  ["var x = 'a\\q'", ['BCP006 10 \\q']],
  ["var x = '\\u{110000}'", ['BCP133 9 \\u{110000}']],
  ["var x = '\\u{}'", ['BCP133 9 \\u{']],
  ["var x = '''a", ["BCP140 8 '''a"]],
  ['foo', ['BCP007 0 foo']],
  ['param p string 1', ['BCP008 15 1']],
  ['var x =', ['BCP009 7 ']],
  ['var x = 18446744073709551616', ['BCP010 8 18446744073709551616']],
  ['import {a} fron', ['BCP012 11 fron']],
  ['param', ['BCP013 5 ']],
  ['param p', ['BCP279 7 ']],
  ['var', ['BCP015 3 ']],
  ['output', ['BCP016 6 ']],
  ['output o', ['BCP279 8 ']],
  ['resource', ['BCP017 8 ']],
  ['resource r', ['BCP068 10 ']],
  ["resource r 'a' {", ['BCP018 15 {']],
  ["resource r 'a' = 1", ['BCP118 17 1']],
  ["resource r 'a' = [for i in a: 1]", ['BCP167 30 1']],
  ["resource r 'a' = if c {\n}", ['BCP018 20 c']],
  ["resource r 'a' = [for 1 in a: {\n}]", ['BCP162 22 1']],
  ['module', ['BCP096 6 ']],
  ['module m', ['BCP097 8 ']],
  ['metadata', ['BCP266 8 ']],
  ['test', ['BCP346 4 ']],
  ['test t', ['BCP347 6 ']],
  ['assert', ['BCP344 6 ']],
  ['import', ['BCP354 6 ']],
  ['import * as 1', ['BCP356 12 1']],
  ["import {1} from 'a'", ['BCP355 8 1']],
  ['extension', ['BCP201 9 ']],
  ['extension a b', ['BCP305 12 b']],
  ['extension a with {\n} b', ['BCP012 21 b']],
  ['extension a as', ['BCP202 14 ']],
  ['var x = 1 2', ['BCP019 10 2']],
  ['var x = a.', ['BCP020 10 ']],
  ['var x = a::1', ['BCP020 11 ', 'BCP019 11 1']],
  ['var x = a[]', ['BCP117 10 ']],
  ['var x = a.?b()', ['BCP322 10 ?b']],
  ['var x = [1 2]', ['BCP236 11 ']],
  ['var x = [1,\n2]', ['BCP238 11 ']],
  ['var x = f(1 2)', ['BCP236 12 ']],
  ['var x = f(1\n2)', ['BCP237 11 ']],
  ['var x = f(1,)', ['BCP009 12 )']],
  ['var x = f(1', ['BCP018 11 ']],
  ['var x = ()', ['BCP243 9 ']],
  ['var x = (1, 2)', ['BCP243 9 1, 2']],
  ['var x = (1) => 1', ['BCP015 9 1']],
  ['var x = {\n1: 2\n}', ['BCP022 10 1']],
  ['var x = {\na 1\n}', ['BCP018 12 1']],
  ['var x = {\na:\n}', ['BCP009 12 \n']],
  ['var x = {', ['BCP018 9 ']],
  ["var x = '${[1]}'", ['BCP087 11 [']],
  ["var x = '${a b}'", ['BCP064 13 b']],
  ["var x = '${a\n}'", ['BCP064 12 \n', 'BCP007 13 }']],
  ['var x = a ? b', ['BCP018 13 ']],
  ['var x = a ? b : ', ['BCP009 16 ']],
  ['type t = ', ['BCP279 9 ']],
  ['type t = a[b]', ['BCP021 11 b']],
  ['type t = ()', ['BCP243 10 ']],
  ['@\nvar x = 1', ['BCP123 1 \n']],
  ['@a() var x = 1', ['BCP019 5 var', 'BCP132 14 ']],
  ['@a()', ['BCP132 4 ']],
  ['@a()\nfoo', ['BCP132 5 foo']],
  ["resource r 'a' = {\n@a()\nb: 1\n}", ['BCP132 24 b']],
  ['var x = !!a', ['BCP009 9 !']],
  ['var x = +1', ['BCP009 8 +']],
  ['func f', ['BCP018 6 ']],
  ['func f(a) string => 1', ['BCP279 8 )']],
  [
    'var aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa = 1',
    [
      'BCP024 4 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    ],
  ],
];

const PARAMETERS: typeof CASES = [
  ['using', ['BCP257 5 ']],
  ["param p string = ''", ['BCP018 8 string']],
  ["resource r 'a' = {\n}", ['BCP007 0 resource', 'BCP007 19 }']],
  ['extends', ['BCP257 7 ']],
];

test.each(CASES)('of %j the errors have their codes and places', (text, expected) => {
  expect(errorsOf(text)).toEqual(expected);
});

test.each(PARAMETERS)('of %j in a parameter file the errors have their codes and places', (text, expected) => {
  expect(errorsOf(text, 'parameters')).toEqual(expected);
});

test.each(CASES.filter(([text]) => !/[{([]|'''|\/\*/.test(text)))('the line after %j is read', (text) => {
  expect(outlineOf(`${text}\nvar last = 1`)).toMatch(/\(variable last 1\)$/);
});

const NEXT = "@description('y')\nresource d 'a/b@1' = {\n  name: 'd'\n}\n";

test.each([
  ["resource r 'a/b@1' = {\n  name: 'r'\n", ['resource r', 'resource d']],
  ['var v = [\n', ['variable v', 'resource d']],
  ['var v = concat(\n', ['variable v', 'resource d']],
  ["var v = '''\n", ['variable v', 'resource d']],
  ["var v = '${a\n", ['variable v', 'resource d']],
  ['var v = 1 /* a\n', ['variable v', 'resource d']],
  ['module m = {\n', ['module m', 'resource d']],
  ["@description('x')\nparam p object = {\n", ['parameter p', 'resource d']],
  [`var v = [\n/*\n${NEXT}*/\n'''\n${NEXT}'''\n`, ['variable v', 'resource d']],
  ["resource r 'a/b@1' = {\nresource c 'c@1' = {\n}\n}\n", ['resource r', 'resource d']],
])('after %j the next declaration is read', (text, expected) => {
  const { declarations } = parseBicep(text + NEXT, 'template');
  expect(declarations.map((each) => `${each.kind} ${'name' in each ? each.name.name : ''}`)).toEqual(expected);
});

/** Characters that reading a text looks at or copies. */
function workOf(text: string): number {
  const looks = vi.spyOn(String.prototype, 'charCodeAt');
  const copies = vi.spyOn(String.prototype, 'slice');
  try {
    parseBicep(text, 'template');
    const copied = copies.mock.results.reduce((sum, { value }) => sum + String(value).length, 0);
    return looks.mock.calls.length + copied;
  } finally {
    looks.mockRestore();
    copies.mockRestore();
  }
}

test.each(["resource r 'a/b@1' = {\n", 'var v = [\n', "var v = '''\n", '@description(\n', 'var v = 1 /*\n'])(
  'many times %j takes work in proportion to the number',
  (piece) => {
    const [once, twice] = [500, 1_000].map((times) => workOf(piece.repeat(times)));
    expect(once).toBeGreaterThan(500);
    expect((twice ?? 0) / (once ?? 1)).toBeLessThan(2.5);
  },
);
