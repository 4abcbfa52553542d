// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is Bicep
import { expect, test } from 'vitest';
import { errorsOf, outlineOf } from './outline.ts';

const CASES: readonly (readonly [string, string])[] = [
  ["targetScope = 'subscription'", "(targetScope 'subscription')"],
  ['metadata m = { a: 1 }', '(metadata m (object (property a 1)))'],
  ['param p string', '(parameter p string)'],
  [
    "@secure()\n@sys.description('d')\n\n// c\nparam p string = 'a'",
    "(parameter (decorator (call secure)) (decorator (methodCall sys description 'd')) p string 'a')",
  ],
  ['param param resource', '(parameter param (resourceType))'],
  ['var v = 1', '(variable v 1)'],
  ['var v string = a', '(variable v string a)'],
  ['output o string = a', '(output o string a)'],
  ['assert a = true', '(assert a true)'],
  ['type t = string', '(type t string)'],
  [
    'func f(a string, b int) string => a',
    '(function f (functionParameter a string) (functionParameter b int) string a)',
  ],
  ['func f() string =>\n 1', '(function f string 1)'],
  ["resource r 'a/b@v' = {\n a: 1\n}", "(resource r 'a/b@v' (object (property a 1)))"],
  ["resource r 'a/b@v' existing = {\n name: 'n'\n}", "(existing r 'a/b@v' (object (property name 'n')))"],
  ["resource r 'a/b@v' = if (c) {\n}", "(resource r 'a/b@v' (if (parentheses c) (object)))"],
  ["resource r 'a/b@v' =\n  if (c) {\n}", "(resource r 'a/b@v' (if (parentheses c) (object)))"],
  ["resource r 'a/b@v' = [for i in a: {\n}]", "(resource r 'a/b@v' (for i a (object)))"],
  [
    "resource r 'a/b@v' = [for (i, n) in a: if (c) {\n}]",
    "(resource r 'a/b@v' (for i n a (if (parentheses c) (object))))",
  ],
  [
    "resource r 'a/b@v' = {\n@batchSize(1)\nresource n 'c' = {\n resource: 1\n}\nresource: 2\n}",
    "(resource r 'a/b@v' (object (resource (decorator (call batchSize 1)) n 'c' (object (property resource 1))) (property resource 2)))",
  ],
  [
    "module m 'm.bicep' = {\n params: {\n a: 1\n }\n}",
    "(module m 'm.bicep' (object (property params (object (property a 1)))))",
  ],
  ["module m 'br/public:a:1' = [for i in a: {\n}]", "(module m 'br/public:a:1' (for i a (object)))"],
  ["test t 't.bicep' = {\n}", "(test t 't.bicep' (object))"],
  [
    "import {a, b as c, 'x-y' as d} from 'm.bicep'",
    "(import (importedSymbol a) (importedSymbol b c) (importedSymbol 'x-y' d) 'm.bicep')",
  ],
  ["import {\n  a\n  b\n} from 'm.bicep'", "(import (importedSymbol a) (importedSymbol b) 'm.bicep')"],
  ["import * as ns from 'm.bicep'", "(import ns 'm.bicep')"],
  ['extension az', '(extension az)'],
  ["extension 'br:a' with {\n b: 1\n} as c", "(extension 'br:a' (object (property b 1)) c)"],
  ['extension a as b', '(extension a b)'],
  ["import 'kubernetes@1.0' as k8s", "(extension 'kubernetes@1.0' k8s)"],
  ['var a = 1\n\nvar b = 2\r\nvar c = 3', '(variable a 1)\n(variable b 2)\n(variable c 3)'],
];

const PARAMETERS: typeof CASES = [
  ["using 'main.bicep'", "(using 'main.bicep')"],
  ['using none', '(using)'],
  ["using 'm.bicep' with {\n a: 1\n}", "(using 'm.bicep' (object (property a 1)))"],
  ["extends 'base.bicepparam'", "(extends 'base.bicepparam')"],
  ['param p = 1', '(assignment p 1)'],
  ['var v = [for i in a: i]', '(variable v (for i a i))'],
  ['type t = string', '(type t string)'],
  ["import {a} from 'm.bicep'", "(import (importedSymbol a) 'm.bicep')"],
  ['extension az', '(extension az)'],
  ['extensionConfig k8s with {\n a: 1\n}', '(extensionConfig k8s (object (property a 1)))'],
  [
    "using 'm.bicep'\n@description('d')\nparam p = az.getSecret('s')",
    "(using 'm.bicep')\n(assignment (decorator (call description 'd')) p (methodCall az getSecret 's'))",
  ],
];

test.each(CASES)('the declaration %j is read', (text, expected) => {
  expect([outlineOf(text), errorsOf(text)]).toEqual([expected, []]);
});

test.each(PARAMETERS)('the declaration %j of a parameter file is read', (text, expected) => {
  expect([outlineOf(text, 'parameters'), errorsOf(text, 'parameters')]).toEqual([expected, []]);
});
