import stringWidth from 'string-width';
import { escapeInvisible } from '../../util/escape.ts';
import type { Line, LinePart } from '../../util/safe-text.ts';
import { truncate, truncateMiddle } from '../../util/truncate.ts';

/** Text from an input for one line of a terminal: truncated to `limit` characters, then escaped. */
export function singleLine(text: string, limit: number): string {
  return escapeInvisible(truncate(text, limit));
}

/** The same with both ends kept: names made by expressions differ most at their end. */
export function singleLineMiddle(text: string, limit: number): string {
  return escapeInvisible(truncateMiddle(text, limit));
}

/** Breaks text at spaces, and between Chinese characters, into lines of at most `width` columns; a longer word keeps a line of its own. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  let used = 0;
  for (const { space, word } of text.split(' ').flatMap(unbroken)) {
    const taken = textWidth(word);
    if (current !== '' && used + space.length + taken > width) {
      lines.push(current);
      current = word;
      used = taken;
    } else {
      const before = current === '' ? '' : space;
      current += before + word;
      used += before.length + taken;
    }
  }
  lines.push(current);
  return lines;
}

/** A word, and its parts where it may be broken, with what stands before each. */
function unbroken(word: string): readonly { readonly space: '' | ' '; readonly word: string }[] {
  if (ASCII_ONLY.test(word)) return [{ space: ' ', word }];
  const starts = Array.from({ length: word.length }, (_, i) => i).filter((i) => i > 0 && mayBreak(word, i));
  return [0, ...starts].map((start, i) => ({ space: i === 0 ? ' ' : '', word: word.slice(start, starts[i]) }));
}

const CHINESE = /[\u2e80-\u303f\u3040-\u9fff\uf900-\ufaff\uff00-\uff60]/;
/** What does not begin a line, and what does not end one. */
const CLOSING = /[，。；：！？、）》」』】”’…％]/;
const OPENING = /[（《「『【“‘]/;

/** Whether a line may end before this offset without a space: at a Chinese character, and not apart from its punctuation. */
function mayBreak(text: string, offset: number): boolean {
  const before = text.charAt(offset - 1);
  const after = text.charAt(offset);
  if (before === ' ' || CLOSING.test(after) || OPENING.test(before)) return false;
  return CHINESE.test(before) || CHINESE.test(after);
}

/** Text with as many spaces after it as fill the columns. */
export function padColumns(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)));
}

/** Columns of the labels that lines begin with. */
export const LABEL_WIDTH = 10;
/** What stands below a label's text. */
export const INDENT = ' '.repeat(2 + LABEL_WIDTH + 2);

/** Columns that a line takes: a letter of Chinese and most emoji take two. */
export function lineWidth(line: Line): number {
  return line.reduce((width, part) => width + textWidth(textOf(part)), 0);
}

function textOf(part: LinePart): string {
  return typeof part === 'string' ? part : part.text;
}

const ASCII_ONLY = /^[\x20-\x7e]*$/;

export function textWidth(text: string): number {
  return ASCII_ONLY.test(text) ? text.length : stringWidth(text);
}

/**
 * Breaks a line into lines of at most `width` columns: at spaces, between Chinese characters, and inside of words that alone are longer. What follows
 * stands below the text of the first one, behind its label.
 */
export function wrapLine(line: Line, width: number): readonly Line[] {
  if (lineWidth(line) <= width) return [line];
  const text = line.map(textOf).join('');
  const indent = hangingIndent(text);
  const lines: Line[] = [];
  for (let start = 0; start < text.length; ) {
    const before = start === 0 ? '' : indent;
    const end = breakAt(text, start, width - before.length);
    lines.push([...(before === '' ? [] : [before]), ...slice(line, start, end)]);
    start = end + (/^ */.exec(text.slice(end))?.[0].length ?? 0);
  }
  return lines;
}

/** The end of what fits from `start`: before the last space, beside a Chinese character, or inside of a word that alone is too long. */
function breakAt(text: string, start: number, room: number): number {
  const fitting = offsetWithin(text, start, room);
  if (fitting >= text.length) return text.length;
  for (let end = fitting; end > start; end--) {
    const isSpace = text[end] === ' ' && text[end - 1] !== ' ';
    if (isSpace || mayBreak(text, end)) return end;
  }
  // A word that is broken anyway gives its end to what may not begin a line.
  return CLOSING.test(text.charAt(fitting)) && fitting - 1 > start ? fitting - 1 : fitting;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The offset up to which a text takes at most `room` columns; at least one character is taken, and none is cut in two. */
function offsetWithin(text: string, start: number, room: number): number {
  // No character takes less than nothing, and few take more than two columns and some code units.
  const part = text.slice(start, start + 8 * room + 16);
  if (ASCII_ONLY.test(part)) return Math.min(text.length, start + Math.max(1, room));
  let used = 0;
  for (const { segment, index } of graphemes.segment(part)) {
    used += textWidth(segment);
    if (used > room && index > 0) return start + index;
  }
  return start + part.length;
}

/** The parts of a line between two offsets, with their styles. */
function slice(line: Line, start: number, end: number): Line {
  let offset = 0;
  return line.flatMap((part): LinePart[] => {
    const whole = textOf(part);
    const text = whole.slice(Math.max(0, start - offset), Math.max(0, end - offset));
    offset += whole.length;
    if (text === '') return [];
    return [typeof part === 'string' ? text : { ...part, text }];
  });
}

function hangingIndent(text: string): string {
  const [, spaces = ''] = /^( *)/.exec(text) ?? [];
  if (spaces === '') return '  ';
  return spaces.length > INDENT.length ? spaces : INDENT;
}
