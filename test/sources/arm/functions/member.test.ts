import { expect, test } from 'vitest';
import { ArmError, type ConcreteValue } from '../../../../src/sources/arm/functions/concrete-value.ts';
import { readMember } from '../../../../src/sources/arm/functions/read-member.ts';

function codeOf(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    if (error instanceof ArmError) return error.code;
    throw error;
  }
}

const both = { a: 1, A: 2, Name: 'x' };

test.each<[ConcreteValue, ConcreteValue, ConcreteValue]>([
  [both, 'A', 2],
  [both, 'a', 1],
  [both, 'NAME', 'x'],
  [both, 'b', 'missing'],
  [both, '__proto__', 'missing'],
  [both, 0, 'type'],
  [['x', null], 1, null],
  [['x'], 1, 'missing'],
  [['x'], -1, 'missing'],
  [['x'], '0', 'type'],
  [['x'], 0.5, 'type'],
  [['x', 'y'], { value: 1, fromEnd: true }, 'y'],
  [['x', 'y'], { value: 0, fromEnd: false }, 'x'],
  [['x', 'y'], { value: 3, fromEnd: true }, 'missing'],
  [['x', 'y'], { value: 0, fromEnd: true }, 'missing'],
  [both, { value: 1, fromEnd: true }, 'type'],
  [['x'], {}, 'type'],
  [null, 'a', 'type'],
  ['text', 'length', 'type'],
])('%j[%j] is %j', (base, accessor, result) => {
  expect(codeOf(() => readMember(base, accessor))).toStrictEqual(result);
});
