import { describe, expect, test } from 'vitest';
import { lint } from '../../src/index.ts';
import { registry, template } from '../support/arm-templates.ts';
import { folderOf } from '../support/cli.ts';

const cwd = folderOf(
  Object.fromEntries(['a', 'b', 'c'].map((name) => [`${name}.json`, template([registry({ name: `acr${name}` })])])),
);

describe('a program that lints', () => {
  test('is told of each template', async () => {
    const seen: string[] = [];
    await lint({ cwd, onProgress: ({ done, total }) => void seen.push(`${done}/${total}`) });
    expect(seen).toEqual(['0/3', '1/3', '2/3']);
  });

  test.each([
    ['before it begins', 0],
    ['between two templates', 1],
  ])('aborts %s, with the reason that it gives', async (_, after) => {
    const stop = new AbortController();
    const reason = new Error('enough');
    if (after === 0) stop.abort(reason);
    const seen: number[] = [];
    const running = lint({
      cwd,
      signal: stop.signal,
      onProgress: ({ done }) => {
        seen.push(done);
        if (done === after) stop.abort(reason);
      },
    });
    await expect(running).rejects.toBe(reason);
    expect(seen).toEqual(after === 0 ? [] : [0, 1]);
  });

  test('gets the same result with a signal that nothing aborts', async () => {
    const { signal } = new AbortController();
    expect(await lint({ cwd, signal })).toEqual(await lint({ cwd }));
  });
});
