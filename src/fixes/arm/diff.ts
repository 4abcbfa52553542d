import { createTwoFilesPatch, FILE_HEADERS_ONLY, structuredPatch } from 'diff';
import type { Replacement } from '../../engine/finding.ts';
import { positionReader } from '../../sources/arm/json/line-column.ts';

/** The unified diff of a file, which `git apply` and `patch -p1` take. */
export function unifiedDiff(file: string, before: string, after: string): string {
  return createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
}

/** What turns one text into another, in whole lines; the text in between stays untouched. */
export function replacements(before: string, after: string): readonly Replacement[] {
  const lines = before.split('\n');
  const { hunks } = structuredPatch('', '', before, after, undefined, undefined, { context: 0 });
  return hunks.map(({ oldStart: line, oldLines, lines: changed }) => {
    const added = changed.filter((text) => text.startsWith('+')).map((text) => text.slice(1));
    const reachesEnd = line + oldLines > lines.length;
    const isCut = changed.some((text) => text.startsWith('\\'));
    return {
      range: {
        line,
        column: 1,
        endLine: reachesEnd ? lines.length : line + oldLines,
        endColumn: reachesEnd ? (lines.at(-1)?.length ?? 0) + 1 : 1,
      },
      text: added
        .map((text) => `${text}\n`)
        .join('')
        .slice(0, reachesEnd && isCut ? -1 : undefined),
    };
  });
}

/** The same in one piece, from the first letter that changes to the last. */
export function singleReplacement(before: string, after: string): readonly Replacement[] {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const readPosition = positionReader(before);
  const [from, to] = [readPosition(start), readPosition(before.length - end)];
  const range = { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  return [{ range, text: after.slice(start, after.length - end) }];
}
