import { expect, test } from 'vitest';
import { outlineOfType } from './outline.ts';

const CASES: readonly (readonly [string, string])[] = [
  ['string', 'string'],
  ["'a' | 'b'", "(unionType 'a' 'b')"],
  ["\n  | 'a'\n  | 'b'", "(unionType 'a' 'b')"],
  ['string[]', '(arrayType string)'],
  ['string?', '(nullableType string)'],
  ['(1 | 2)[]?', '(nullableType (arrayType (parenthesizedType (unionType 1 2))))'],
  ['-1', '(negativeType 1)'],
  ['!true', 'false'],
  ['true | null', '(unionType true null)'],
  ['{}', '(objectType)'],
  [
    "{\n@description('d')\na: string\n'b-c': int?\n*: bool\n}",
    "(objectType (typeProperty (decorator (call description 'd')) a string) (typeProperty 'b-c' (nullableType int)) (additionalProperties bool))",
  ],
  ['{ a: string, b: int }', '(objectType (typeProperty a string) (typeProperty b int))'],
  ['[string, int]', '(tupleType (tupleItem string) (tupleItem int))'],
  ['[\n@minLength(1)\nstring\nint\n]', '(tupleType (tupleItem (decorator (call minLength 1)) string) (tupleItem int))'],
  ['a.b', '(memberType a b)'],
  ['a.*', '(additionalType a)'],
  ['a[*]', '(elementType a)'],
  ['a[0]', '(indexedType a 0)'],
  ['a!', '(nonNullableType a)'],
  ["resourceInput<'t@v'>", "(genericType resourceInput 't@v')"],
  [
    "sys.resourceOutput<'t@v'>.properties",
    "(memberType (genericType (memberType sys resourceOutput) 't@v') properties)",
  ],
  ["resource<'t@v'>", "(genericType resource 't@v')"],
  ["resource 't@v'", "(resourceType 't@v')"],
  ['{ *: { a: string }[] }', '(objectType (additionalProperties (arrayType (objectType (typeProperty a string)))))'],
];

test.each(CASES)('the type %j is read', (text, expected) => {
  expect(outlineOfType(text)).toBe(expected);
});
