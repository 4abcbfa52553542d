import { type Cursor, fail, isAt, isLineOver, report } from './cursor.ts';
import { resume, skipNewLines } from './recovery.ts';
import { next } from './scanner.ts';
import { setOf, T, type TokenKind } from './token-kinds.ts';

type Close = typeof T.closeBrace | typeof T.closeSquare | typeof T.closeParen | typeof T.greater;

const SYMBOLS: Readonly<Record<Close, string>> = {
  [T.closeBrace]: '}',
  [T.closeSquare]: ']',
  [T.closeParen]: ')',
  [T.greater]: '>',
};

/** Items between brackets, separated by line ends or one comma; the opening bracket is the current token. */
export function readItems<Item>(p: Cursor, close: Close, read: (p: Cursor) => Item | undefined): Item[] {
  const items: Item[] = [];
  const stops = setOf(T.newLine, close);
  next(p);
  skipNewLines(p);
  while (!p.failing && p.kind !== T.end && p.kind !== close) {
    const before = p.start;
    const item = read(p);
    if (item !== undefined) items.push(item);
    resume(p, stops);
    if (p.kind !== close) separateItems(p);
    if (p.start === before) break;
  }
  closeList(p, close);
  return items;
}

function separateItems(p: Cursor): void {
  if (p.kind === T.newLine) {
    skipNewLines(p);
    return;
  }
  if (p.kind !== T.comma) {
    if (p.kind !== T.end) report(p, 'BCP236', 'Begin a new line or write a comma here.', p.start, p.start);
    return;
  }
  next(p);
  if (!isAt(p, T.newLine)) return;
  report(p, 'BCP238', 'Remove this comma: a line end separates items by itself.', p.start, p.start);
  skipNewLines(p);
}

/** Arguments between brackets, separated by commas with line ends around them; the opening bracket is the current token. */
export function readArguments<Item>(p: Cursor, close: Close, read: (p: Cursor) => Item): Item[] {
  const items: Item[] = [];
  const stops = setOf(T.newLine, T.comma, close);
  next(p);
  skipNewLines(p);
  while (!p.failing && p.kind !== T.end && p.kind !== close) {
    const before = p.start;
    items.push(read(p));
    resume(p, stops);
    if (p.kind === T.comma) {
      next(p);
      skipNewLines(p);
      if (isAt(p, close)) {
        items.push(read(p));
        resume(p, stops);
      }
    } else if (p.kind === T.newLine) {
      if (!separateArguments(p, close)) return items;
    } else if (!isAt(p, close) && !isAt(p, T.end)) {
      report(p, 'BCP236', 'Write a comma here.', p.start, p.start);
    }
    if (p.start === before) break;
  }
  closeList(p, close);
  return items;
}

/** Whether the list goes on after a line end without a comma. */
function separateArguments(p: Cursor, close: TokenKind): boolean {
  const { start } = p;
  skipNewLines(p);
  if (p.kind === close) return true;
  if (isLineOver(p)) {
    fail(p, 'BCP018', 'Close the list of arguments here.');
    return false;
  }
  report(p, 'BCP237', 'Write a comma here.', start, start);
  return true;
}

function closeList(p: Cursor, close: Close): void {
  if (p.failing) return;
  if (p.kind === close) next(p);
  else fail(p, 'BCP018', `Write "${SYMBOLS[close]}" here.`);
}
