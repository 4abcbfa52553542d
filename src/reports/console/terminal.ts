import { escapeInvisible } from '../../util/escape.ts';
import { truncate } from '../../util/truncate.ts';

/** Text from an input for one line of a terminal: truncated to `limit` characters, then escaped. */
export function singleLine(text: string, limit: number): string {
  return escapeInvisible(truncate(text, limit));
}

/** Breaks text at spaces into lines of at most `width` characters; a longer word keeps a line of its own. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else {
      current = current === '' ? word : `${current} ${word}`;
    }
  }
  lines.push(current);
  return lines;
}
