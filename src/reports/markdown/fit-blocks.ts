import { message } from '../../messages/message.ts';
import { concatSafeText, type SafeText, safePage } from '../../util/safe-text.ts';

/** A part of a page: rows that may be left out at the end, between texts that are always there. */
export interface Block {
  readonly before: string;
  readonly rows: Iterable<string>;
  readonly count: number;
  readonly after: string;
  /** Blocks with a lower number get room first. */
  readonly priority: number;
}

/** The page in at most `limit` characters (UTF-16 units). A block says how many rows are left out. */
export function fitBlocks(blocks: readonly Block[], limit: number): readonly SafeText[] {
  const cut = (count: number): SafeText => safePage(`\n${message('report.cut', { count })}\n`);
  let left = limit;
  for (const { before, after, count } of blocks)
    left -= [safePage(before), safePage(after), cut(count)].join('').length;
  const rowsOf = new Map<Block, SafeText[]>();
  for (const block of [...blocks].sort((a, b) => a.priority - b.priority)) {
    const kept: SafeText[] = [];
    for (const row of block.rows) {
      // Escaped before it is measured, because that makes it longer.
      const text = safePage(`${row}\n`);
      if (text.length > left) break;
      left -= text.length;
      kept.push(text);
    }
    rowsOf.set(block, kept);
  }
  return blocks.map((block) => {
    const kept = rowsOf.get(block) ?? [];
    const missing = block.count - kept.length;
    return concatSafeText([
      safePage(block.before),
      ...kept,
      ...(missing > 0 ? [cut(missing)] : []),
      safePage(block.after),
    ]);
  });
}
