import { describe, expect, test } from 'vitest';
import { containCrash, crashOf } from '../../src/util/crash.ts';
import { UsageError } from '../../src/util/errors.ts';

function fails(message: string): never {
  throw new TypeError(message);
}

function goesAround(depth: number): number {
  return depth < 0 ? 0 : comesBack(depth + 1) + 1;
}

function comesBack(depth: number): number {
  return goesAround(depth + 1) + 1;
}

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

const referenceIn = (error: unknown): string | undefined =>
  /internal error ([0-9a-f]{8}):/.exec(crashOf(error).message)?.[1];

describe('a crash', () => {
  test('becomes a result, and what follows goes on', () => {
    const done = ['a', 'b', 'c'].map((input) =>
      containCrash(
        () => (input === 'b' ? fails('secret') : `${input} done`),
        ({ code }) => `${input} ${code}`,
      ),
    );
    expect(done).toEqual(['a done', 'b internal-error', 'c done']);
  });

  test('wrong usage is none', () => {
    const usage = new UsageError('no such flag');
    expect(
      thrownBy(() =>
        containCrash(
          () => {
            throw usage;
          },
          () => undefined,
        ),
      ),
    ).toBe(usage);
  });

  test('has a reference that is the same for the same bug and another for another', () => {
    const [a, b] = ['one text', 'another\n    at elsewhere (file:///x.js:1:1)'].map((text) =>
      referenceIn(thrownBy(() => fails(text))),
    );
    expect(a).toMatch(/^[0-9a-f]{8}$/);
    expect(b).toBe(a);
    expect(referenceIn(thrownBy(() => JSON.parse('{')))).not.toBe(a);
  });

  test('a stack that ran full has one reference, wherever it ended', () => {
    const references = [0, 1, 2, 3].map((start) => referenceIn(thrownBy(() => goesAround(start))));
    expect(new Set(references).size).toBe(1);
  });

  test.each<[string, unknown]>([
    ['an error', thrownBy(() => fails('PASSWORD'))],
    ['an error whose message looks like a stack', thrownBy(() => fails('x\n    at PASSWORD (y:1:1)'))],
    ['a text', 'PASSWORD'],
    ['an object', { PASSWORD: 1 }],
    ['an error without a stack', Object.assign(new Error('PASSWORD'), { stack: undefined })],
  ])('tells nothing of the input, not even where it was thrown: %s', (_, error) => {
    expect(JSON.stringify(crashOf(error))).not.toContain('PASSWORD');
  });

  test('says where, for those who ask', () => {
    expect(crashOf(thrownBy(() => fails('x'))).stack).toMatch(/^TypeError\n +at fails \(/);
  });
});
