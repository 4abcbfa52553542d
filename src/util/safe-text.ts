import { braced, commandsIn, escapeInvisible, escapeJson } from './escape.ts';

declare const safe: unique symbol;

/**
 * Text that cannot act on the terminal or log that shows it: no control or bidi character but line ends and our own
 * styles, no workflow or logging command. Streams take nothing else, and only the functions of this file make it, so that
 * no command can forget to escape: whatever a line is made of is escaped in the last step, when it is a line.
 */
export type SafeText = string & { readonly [safe]: true };

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

/** Words of a line, ours or from an input: nobody has to know which. */
export type Part = string | StyledPart;

interface StyledPart {
  readonly style: Style;
  readonly text: string;
}

/** Words that stand side by side on one line. */
export type Line = readonly Part[];

export function styled(style: Style, text: string): StyledPart {
  return { style, text };
}

/** One line and its end. A line break in a part is shown, not made. */
export function safeLine(line: string | Line, color = false): SafeText {
  return `${rendered(typeof line === 'string' ? [line] : line, color)}\n` as SafeText;
}

export function safeLines(lines: Iterable<string | Line>, color = false): SafeText {
  let text = '';
  for (const line of lines) text += safeLine(line, color);
  return text as SafeText;
}

/**
 * Text of several lines, as it is but for what could act: pages that we have written, and what a language's own escapes
 * have kept on its line (Bicep, YAML, Markdown). Lines made of other people's words belong into `safeLines`.
 */
export function safePage(text: string): SafeText {
  return text
    .split(/\r?\n/)
    .map((line) => rendered([line], false))
    .join('\n') as SafeText;
}

/** A unified diff to look at: all of its lines, with tabs and a byte order mark as they are. */
export function safePatch(patch: string): SafeText {
  return patch
    .split(/\r?\n/)
    .map((line) => {
      const [mark = ''] = /^[ +-]?\ufeff?/.exec(line) ?? [];
      const rest = line.slice(mark.length).split('\t');
      return withoutCommands([`${mark}${rest.map(escapeInvisible).join('\t')}`]).join('');
    })
    .join('\n') as SafeText;
}

/** For a file or a program that needs every byte, such as `git apply`; never for a terminal or a log. */
export function exactPatch(patch: string): SafeText {
  return patch as SafeText;
}

/** JSON text, or a piece of it between two values, with the same value. */
export function safeJson(json: string): SafeText {
  return escapeJson(json) as SafeText;
}

export function joined(texts: readonly SafeText[]): SafeText {
  return texts.join('') as SafeText;
}

/** Takes away what stands on the last line of a terminal, and writes this there, without an end. */
export function safeStatus(text: string): SafeText {
  return `${ERASE_LINE}${rendered([text], false)}` as SafeText;
}

const ERASE_LINE = '\r\u001b[K';

function rendered(line: Line, color: boolean): string {
  const parts = line.map((part) => (typeof part === 'string' ? { text: part } : part));
  const clean = parts.map((part) => ({ ...part, text: escapeInvisible(part.text) }));
  const texts = withoutCommands(clean.map(({ text }) => text));
  return clean
    .map((part, i) => {
      const text = texts[i] ?? '';
      if (!color || !('style' in part) || text === '') return text;
      const [on, off] = SGR[part.style];
      return `\u001b[${on}m${text}\u001b[${off}m`;
    })
    .join('');
}

/** A command may begin in one part and end in another, so they are looked for in the line as a whole. */
function withoutCommands(parts: readonly string[]): readonly string[] {
  const found = commandsIn(parts.join(''));
  if (found.length === 0) return parts;
  const at = new Set(found);
  let end = 0;
  return parts.map((part) => {
    const start = end;
    end += part.length;
    return part.replace(/[:#_]/g, (character, index: number) =>
      at.has(start + index) ? braced(character) : character,
    );
  });
}
