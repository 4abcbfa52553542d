import { escapeInvisible } from '../invisible.ts';
import { cut } from './text.ts';

/** SGR codes (ECMA-48 §8.3.117): what switches a style on and what switches it off. */
const SGR = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  magenta: [35, 39],
  cyan: [36, 39],
} as const;

export type Style = keyof typeof SGR;

/** Gives text a style, or returns it as it is where colour is off. */
export type Paint = (style: Style, text: string) => string;

export function painter(color: boolean): Paint {
  if (!color) return (_style, text) => text;
  return (style, text) => (text === '' ? '' : `\u001b[${SGR[style][0]}m${text}\u001b[${SGR[style][1]}m`);
}

/** Text from an input for one line of a terminal: cut to `limit` characters, then made visible. */
export function line(text: string, limit: number): string {
  return escapeInvisible(cut(text, limit));
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
