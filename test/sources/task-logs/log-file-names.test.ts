import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fileNameFor, logFileOf } from '../../../src/sources/task-logs/log-file-names.ts';

describe('the name of a file that stands for a name of Azure', () => {
  test.each([
    ['rg-Apps', 'rg-apps'],
    ['a.b_c(1)', 'a.b_c(1)'],
    ['con', '%63on'],
    ['Com1.x', '%63om1.x'],
    ['COM10', 'com10'],
    ['console', 'console'],
    ['.git', '%2egit'],
    ['..', '%2e%2e'],
    ['a.', 'a%2e'],
    ['a/../b', 'a%2f..%2fb'],
    ['a\\b:c', 'a%5cb%3ac'],
    ['ä', '%c3%a4'],
    ['50%', '50%25'],
    ['a~b', 'a%7eb'],
    ['__proto__', '__proto__'],
  ])('%s is %s', (name, file) => {
    expect(fileNameFor(name)).toBe(file);
  });

  test('is cut where it is too long, and stays another for another name', () => {
    const names = ['x', 'y'].map((end) => fileNameFor(`${'ä'.repeat(89)}${end}`));
    expect(names.map((name) => name.length)).toEqual([120, 120]);
    expect(new Set(names).size).toBe(2);
    expect(names[0]).toMatch(/^(?:%c3%a4)+[^/]{0,6}~[\da-f]{16}$/);
  });

  test('holds nothing that a file system could take for something else, and is never one for two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ minLength: 1 }), (one, other) => {
        const [first, second] = [fileNameFor(one), fileNameFor(other)];
        expect(first).toMatch(/^[a-z\d_()%-][a-z\d_().%~-]*$/);
        expect(first.endsWith('.')).toBe(false);
        expect(first === second).toBe(one.toLowerCase() === other.toLowerCase());
      }),
      { seed: 20_261_128, numRuns: 500 },
    );
  });

  test('has the parts of an id as folders', () => {
    const parts = { subscription: 'S', resourceGroup: 'nul', name: 'aux' };
    expect(logFileOf(parts, 'CA1')).toBe('s/%6eul/%61ux/ca1.log');
  });
});
