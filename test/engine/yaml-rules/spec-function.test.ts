import { describe, expect, test } from 'vitest';
import { parsePathText } from '../../../src/engine/yaml-rules/object-path.ts';
import { readPath } from '../../../src/engine/yaml-rules/read-path.ts';
import { functionValue, parseFunction, pathsOfFunction } from '../../../src/engine/yaml-rules/spec-function.ts';
import { conditional } from '../../../src/value/logic.ts';
import { isUnknown, reachedLimit, type Value } from '../../../src/value/value.ts';
import { BROKEN, parameter } from '../../support/spec-expressions.ts';

const TEXT = parameter('text', 'string');
const OBJECT = {
  name: 'vault-one',
  size: 12,
  on: true,
  none: null,
  list: ['a', 'b'],
  text: TEXT,
  either: conditional(parameter('flag', 'bool'), 'x1', 'x2'),
  broken: BROKEN,
};

function result(data: unknown): Value {
  const fn = parseFunction(data, '', (pointer, message) => {
    throw new Error(`${pointer}: ${message}`);
  });
  return functionValue(fn, {
    valueAt: (path) => readPath(OBJECT, path).value,
    configuration: (name) => (name === 'LIMIT' ? 5 : null),
  });
}

function problems(data: unknown): readonly string[] {
  const found: string[] = [];
  parseFunction(data, '', (pointer, message) => void found.push(`${pointer}: ${message}`));
  return found;
}

const path = (text: string) => ({ path: text });
const tenfold = (fn: unknown) => ({ replace: fn, oldString: 'e', newString: 'eeeeeeeeee' });

describe('a function gives', () => {
  test.each<[string, unknown, Value]>([
    ['true', { boolean: 'TRUE' }, true],
    ['true for a number above 0', { boolean: path('size') }, true],
    ['false for any other text', { boolean: 'yes' }, false],
    ['false for null', { boolean: path('none') }, false],
    ['a text', { string: path('size') }, '12'],
    ['the text of a boolean', { string: path('on') }, 'True'],
    ['null for a list as text', { string: path('list') }, null],
    ['a number', { integer: ' -7 ' }, -7],
    ['0 for no number', { integer: 'x' }, 0],
    ['a value of the configuration', { configuration: 'LIMIT' }, 5],
    ['null for what is not configured', { configuration: 'OTHER' }, null],
    ['a value of the target', path('list[-1]'), 'b'],
    ['null for what is not there', path('absent'), null],
    [
      'texts in a row',
      { concat: [path('name'), { string: '-' }, path('none'), path('on'), '1', path('list')] },
      'vault-one-True1',
    ],
    ['a beginning', { substring: path('name'), length: '5' }, 'vault'],
    ['no more than there is', { substring: 'ab', length: 10 }, 'ab'],
    ['null for the beginning of a number', { substring: path('size'), length: '1' }, null],
    ['a text with another in it', { replace: 'aXbx', oldString: 'x', newString: '$&' }, 'a$&b$&'],
    ['by letter case', { replace: 'aXbx', oldString: 'x', newString: '', caseSensitive: 'true' }, 'aXb'],
    ['every character for what it is', { replace: 'a.b', oldString: '.', newString: '-' }, 'a-b'],
    ['the same text for nothing to replace', { replace: 'ab', oldString: '', newString: 'x' }, 'ab'],
    ['no spaces around', { trim: { string: ' \n a b\t' } }, 'a b'],
    ['the first element', { first: path('list') }, 'a'],
    ['the last element', { last: path('list') }, 'b'],
    ['the first of functions', { first: [path('name'), 'x'] }, 'vault-one'],
    ['the first character', { first: 'xy' }, 'x'],
    ['null for the last of nothing', { last: '' }, null],
    ['null for the first of a number', { first: path('size') }, null],
    ['parts', { split: 'a--b', delimiter: '-' }, ['a', '', 'b']],
    ['parts at several delimiters', { split: 'a.b/c', delimiter: ['/', '.'] }, ['a', 'b', 'c']],
    ['parts at the delimiter that comes first', { split: 'abc', delimiter: ['bc', 'ab'] }, ['', 'c']],
    ['null for parts of null', { split: path('none'), delimiter: '-' }, null],
    ['spaces before', { padLeft: 'ab', totalLength: '4' }, '  ab'],
    ['a character before', { padLeft: path('size'), totalLength: 4, paddingCharacter: '0' }, '0012'],
    ['a character behind', { padRight: 'ab', totalLength: '4', paddingCharacter: '_' }, 'ab__'],
    ['spaces for what is no character', { padRight: 'ab', totalLength: '4', paddingCharacter: '__' }, 'ab  '],
    ['the same text for a length below its own', { padLeft: 'ab', totalLength: '-1' }, 'ab'],
    ['null for what has no text', { padLeft: path('list'), totalLength: '4' }, null],
    ['what functions in it give', { substring: { concat: [path('name'), 'x'] }, length: '2' }, 'va'],
    ['a value of each branch', { substring: path('either'), length: '1' }, 'x'],
    ['the fault', { concat: [path('broken'), 'x'] }, BROKEN],
  ])('%s', (_, data, expected) => {
    expect(result(data)).toEqual(expected);
  });

  test('what is not known of what is not', () => {
    expect(isUnknown(result({ trim: path('text') }))).toBe(true);
    expect(isUnknown(result({ concat: [path('text'), 'x'] }))).toBe(true);
    expect(result({ first: [path('text'), 'x'] })).toBe(TEXT);
  });

  test.each([
    ['texts in place of texts', [...'abcdefghi'].reduce((fn: unknown) => tenfold(fn), path('name'))],
    ['texts one after the other', [...'abcdefg'].reduce((fn: unknown) => ({ concat: Array(10).fill(fn) }), 'x')],
  ])('a limit for too many %s', (_, fn) => {
    const value = result(fn);
    expect(isUnknown(value) && reachedLimit(value)).toBe(true);
  });

  test('no more padding than a text may need', () => {
    expect(String(result({ padLeft: 'a', totalLength: '999999999' }))).toHaveLength(10_000);
  });
});

test('its paths are those of all functions in it', () => {
  const fn = parseFunction({ concat: [path('a.b'), { first: [path('c')] }, 'd'] }, '', () => {});
  expect(pathsOfFunction(fn)).toEqual([parsePathText('a.b'), parsePathText('c')]);
});

describe('a function is refused', () => {
  test.each<[string, unknown, readonly string[]]>([
    ['of another name', { concatt: ['a'] }, ['/concatt: unknown key "concatt"; did you mean "concat"?']],
    ['without a name', {}, [': needs a function']],
    ['with something else beside it', { trim: 'a', length: 1 }, ['/length: unknown key "length"']],
    ['with two names', { trim: 'a', first: 'b' }, ['/first: unknown key "first"']],
    ['without what it needs', { substring: 'a' }, ['/substring: substring needs length beside it']],
    ['without several things', { replace: 'a' }, ['/replace: replace needs oldString and newString beside it']],
    ['without a list', { concat: 'a' }, ['/concat: concat needs a list']],
    ['with a path that is none', { concat: [{ path: 'a[' }] }, ['/concat/0/path: the path ends too early']],
    ['inside of another', { trim: { trimm: 'a' } }, ['/trim/trimm: unknown key "trimm"; did you mean "trim"?']],
    ['where none can be', { substring: 'a', length: { integer: 1 } }, ['/length: length takes no function']],
  ])('%s', (_, data, expected) => {
    expect(problems(data)).toEqual(expected);
  });
});
