import { describe, expect, test } from 'vitest';
import {
  isExpression,
  parseExpression,
  unescapeLiteral,
} from '../../../../src/sources/arm/expression/parse-expression.ts';
import { isFault } from '../../../../src/value/value.ts';
import { evaluated } from '../support.ts';

describe('a JSON string is an expression or not:', () => {
  test.each([
    ["[parameters('x')]", true],
    ['[[test]', false],
    ['[[]', false],
    ['[[test[]test2]', false],
    ['[test', false],
    ['[test] value', false],
    ['a[b]', false],
    [' [true()]', false],
    ['[true()] ', false],
    ['', false],
    ['[', false],
    ['[]', true],
  ])('%j: %j', (text, expected) => {
    expect(isExpression(text)).toBe(expected);
  });
});

describe('a literal with a bracket', () => {
  test.each([
    ['[[test]', '[test]'],
    ['[[]', '[]'],
    ['[[test[]test2]', '[test[]test2]'],
    ['[test', '[test'],
    ['[test] value', '[test] value'],
    ['[[test] value', '[[test] value'],
    ["[[parameters('effect')]", "[parameters('effect')]"],
  ])('%j stands for %j', (text, expected) => {
    expect(unescapeLiteral(text)).toBe(expected);
    expect(evaluated(text)).toBe(expected);
  });
});

describe('literals and white space parse:', () => {
  test.each<[string, unknown]>([
    ["['It''s']", "It's"],
    ["['''']", "'"],
    ["['''test''']", "'test'"],
    ["['']", ''],
    ['["x"]', '!expression-syntax'],
    ["['a\\nb']", 'a\\nb'],
    ["['a\nb']", 'a\nb'],
    ['[5]', 5],
    ['[-5]', -5],
    ['[ 5 ]', 5],
    ["[\n  concat ( 'a' ,\r\n\t'b' )\n]", 'ab'],
    ["[createArray('x', 'y') [ 1 ]]", 'y'],
    ["[createObject('a', createObject('b', 3)) . a . b]", 3],
    ["[createObject('a-b_$1', 1).a-b_$1]", 1],
    ["[createObject('a b', 1)['a b']]", 1],
    ["[CONCAT('a', 'b')]", 'ab'],
    ['[true]', '!expression-syntax'],
    ['[null]', '!expression-syntax'],
    ['[1.5]', '!expression-syntax'],
    ["['a'.length]", '!expression-syntax'],
  ])('%j comes to %j', (text, expected) => {
    expect(evaluated(text)).toEqual(expected);
  });
});

describe('what is wrong with an expression is said', () => {
  test.each([
    ['[]', 'expected a function, a string or a number at character 2 of the expression and found the end'],
    ["[concat('a', 'b']", "expected ')' at character 17 of the expression and found the end"],
    ["[concat('a' 'b')]", "expected ')' at character 13 of the expression and found ''b')]'"],
    ["['abc]", 'a string that begins at character 2 of the expression has no closing quote'],
    ["[concat('a'),]", "expected the end of the expression at character 13 of the expression and found ',]'"],
    ["[parameters('x').]", 'expected a property name at character 18 of the expression and found the end'],
    ["[parameters('x')[0]", "expected ']' at character 20 of the expression and found the end"],
    ['[9007199254740993]', 'a number is outside the integers of ARM expressions'],
    ['[concat]', "expected '(' at character 8 of the expression and found the end"],
  ])('%s', (text, message) => {
    const parsed = parseExpression(text);
    expect(isFault(parsed) && parsed.message).toBe(message);
  });
});

describe('the parser keeps its bounds:', () => {
  test('an expression nested 100,000 deep is refused, not followed', () => {
    const deep = `[${'concat('.repeat(100_000)}'x'${')'.repeat(100_000)}]`;
    expect(parseExpression(deep)).toMatchObject({
      code: 'expression-syntax',
      message: 'an expression is nested deeper than 256',
    });
  });

  test('a chain of 100,000 accesses is refused', () => {
    expect(parseExpression(`[f()${'.a'.repeat(100_000)}]`)).toMatchObject({ code: 'expression-syntax' });
  });

  test('more than a million characters are not read', () => {
    expect(parseExpression(`['${'x'.repeat(1_000_000)}']`)).toMatchObject({ code: 'expression-too-long' });
  });
});
