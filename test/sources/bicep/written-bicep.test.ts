import { expect, test } from 'vitest';
import type { LoweredBicep } from '../../../src/sources/bicep/lowered.ts';
import { writtenBicep } from '../../../src/sources/bicep/written-bicep.ts';
import { lowerMain } from '../../support/memory-bicep.ts';

const pathsOf = (count: number) => Array.from({ length: count }, (_, i) => ['parameters', `p${i}`]);

function declared(count: number): LoweredBicep {
  return lowerMain(
    Array.from({ length: count }, (_, i) => `// a\n@description('x')\n// b\nparam p${i} string\n`).join(''),
  );
}

/** How often the comments of a file are looked at while its declarations are located twice. */
function looksAtComments(lowered: LoweredBicep, count: number): number {
  let looks = 0;
  const comments = new Proxy(lowered.syntax.comments, {
    get: (target, key) => {
      looks += 1;
      return Reflect.get(target, key);
    },
  });
  const source = writtenBicep({ ...lowered, syntax: { ...lowered.syntax, comments } });
  source.locateDeclarations?.(pathsOf(count));
  source.locateDeclarations?.(pathsOf(count));
  return looks;
}

test('a declaration is located at its keyword, behind decorators and comments', () => {
  const { locate, locateDeclarations } = writtenBicep(declared(2));
  expect(locate([['parameters', 'p1']]).map((found) => found?.range.line)).toEqual([8]);
  expect(locateDeclarations?.([['parameters', 'p1']]).map((found) => [found?.line, found?.keywordLine])).toEqual([
    [6, 8],
  ]);
});

test('the comments of a file are looked at once, however many declarations have decorators', () => {
  expect(looksAtComments(declared(100), 100)).toBeLessThan(1_000);
});
