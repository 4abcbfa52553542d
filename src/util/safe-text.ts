import { asciiJson, escapeInvisible, escapeJson, findCommands, unicodeEscape } from './escape.ts';

declare const safe: unique symbol;

/**
 * Text that cannot act on the terminal or log that shows it: no control or bidi character but line ends and our own
 * styles, no workflow or logging command. Streams accept nothing else, and only the functions of this file create it, so
 * that no command can forget to escape: all parts of a line are escaped in the last step.
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

export type TextStyle = keyof typeof SGR;

/** Part of a line: fixed text or text from an input, which need no distinction. */
export type LinePart = string | StyledPart;

interface StyledPart {
  readonly style: TextStyle;
  readonly text: string;
}

/** The parts of one line. */
export type Line = readonly LinePart[];

export function styled(style: TextStyle, text: string): StyledPart {
  return { style, text };
}

/** One line and its end. Line breaks in parts are escaped. */
export function safeLine(line: string | Line, color = false): SafeText {
  return `${renderLine(typeof line === 'string' ? [line] : line, color)}\n` as SafeText;
}

export function safeLines(lines: Iterable<string | Line>, color = false): SafeText {
  let text = '';
  for (const line of lines) text += safeLine(line, color);
  return text as SafeText;
}

/** Rows of cells with tabs between them, for programs that read such. */
export function safeRows(rows: readonly (readonly string[])[]): SafeText {
  return rows.map((cells) => `${cells.map((cell) => renderLine([cell], false)).join('\t')}\n`).join('') as SafeText;
}

/**
 * Text of several lines, unchanged but for control characters and CI commands: fixed pages, and text whose line breaks were
 * escaped by its own language (Bicep, YAML, Markdown). Lines that contain input text belong in `safeLines`.
 */
export function safePage(text: string): SafeText {
  return text
    .split(/\r?\n/)
    .map((line) => renderLine([line], false))
    .join('\n') as SafeText;
}

/** A unified diff of one file, or a text of its own, to look at: all of its lines, with tabs and a byte order mark as they are. */
export function safePatch(patch: string, color = false): SafeText {
  let isInHunk = false;
  return patch
    .split(/\r?\n/)
    .map((line) => {
      const [mark = ''] = /^[ +-]?\ufeff?/.exec(line) ?? [];
      const rest = line.slice(mark.length).split('\t');
      const text = escapeCommands([`${mark}${rest.map(escapeInvisible).join('\t')}`]).join('');
      isInHunk ||= line.startsWith('@@');
      const style = color ? patchStyle(line, isInHunk) : undefined;
      return style === undefined || text === '' ? text : inStyle(style, text);
    })
    .join('\n') as SafeText;
}

/** The style of a line of a diff, as git has them. Before the first hunk all is header. */
function patchStyle(line: string, isInHunk: boolean): TextStyle | undefined {
  if (!isInHunk) return 'bold';
  const styles: Readonly<Record<string, TextStyle>> = { '@': 'cyan', '+': 'green', '-': 'red' };
  return styles[line.charAt(0)];
}

/** For a file or a program that needs every byte, such as `git apply`; never for a terminal or a log. */
export function exactPatch(patch: string): SafeText {
  return patch as SafeText;
}

/** A row of CSV with the end that RFC 4180 gives it. Line breaks in its cells are escaped. */
export function safeCsvRow(row: string): SafeText {
  return `${renderLine([row], false)}\r\n` as SafeText;
}

/** How CI systems write commands: what ends the parts of one, and how these characters are written inside of them. */
const COMMAND_SYNTAX = {
  // actions/runner, src/Runner.Common/ActionCommand.cs
  github: { start: '::', end: '::', separator: ',', percent: '%25', inValues: { ':': '%3A', ',': '%2C' } },
  // microsoft/azure-pipelines-agent, src/Agent.Sdk/CommandStringConvertor.cs
  azdo: { start: '##vso[', end: ']', separator: ';', percent: '%AZP25', inValues: { ']': '%5D', ';': '%3B' } },
} as const;

interface CiCommand {
  readonly name: 'error' | 'warning' | 'notice' | 'task.logissue';
  /** Those that are undefined are left out. Names are ours, values may be of an input. */
  readonly properties: Readonly<Record<string, string | number | undefined>>;
  /** Lines of the message. */
  readonly lines: readonly string[];
}

/**
 * A line that a CI system obeys, and the only text that starts a command: in its values and its message line breaks are
 * visible, commands are escaped, and the characters of the syntax are written as the system decodes them.
 */
export function safeCommand(system: keyof typeof COMMAND_SYNTAX, { name, properties, lines }: CiCommand): SafeText {
  const { start, end, separator, percent, inValues } = COMMAND_SYNTAX[system];
  const encoded = (text: string): string => escapeInvisible(text).replaceAll('%', percent);
  const escapes: Readonly<Record<string, string>> = inValues;
  const value = (text: string): string =>
    encoded(text).replace(/[:,;\]]/g, (character) => escapes[character] ?? character);
  const pairs = Object.entries(properties).flatMap(([key, given]) =>
    given === undefined ? [] : [`${key}=${value(String(given))}`],
  );
  const head = pairs.length === 0 ? name : `${name} ${pairs.join(separator)}`;
  const rest = `${head}${end}${lines.map(encoded).join('%0A')}`;
  return `${start}${escapeCommands([rest]).join('')}\n` as SafeText;
}

/** JSON text, or a piece of it between two values, with the same value. */
export function safeJson(json: string): SafeText {
  return escapeJson(json) as SafeText;
}

/** A message as language servers and their clients exchange them: the length of its JSON in bytes, a blank line, the JSON. */
export function safeMessage(json: string): SafeText {
  const content = escapeJson(asciiJson(json));
  return `Content-Length: ${content.length}\r\n\r\n${content}` as SafeText;
}

export function concatSafeText(texts: readonly SafeText[]): SafeText {
  return texts.join('') as SafeText;
}

/** Replaces the last line of a terminal, without a line end. */
export function safeStatus(text: string): SafeText {
  return `${ERASE_LINE}${renderLine([text], false)}` as SafeText;
}

/** What symbols of ours are in ASCII. */
const ASCII: Readonly<Record<string, string>> = { '✓': '+', '✗': 'x', '…': '...', '·': '-', '’': "'", '–': '-' };

/** For terminals that do not show UTF-8: symbols as they are usually written in ASCII, other characters as `\\u{e9}`. */
export function asciiText(text: SafeText): SafeText {
  return text.replaceAll(/[^\0-\x7f]/gu, (character) => ASCII[character] ?? unicodeEscape(character)) as SafeText;
}

const ERASE_LINE = '\r\u001b[K';

function renderLine(line: Line, color: boolean): string {
  const parts = line.map((part) => (typeof part === 'string' ? { text: part } : part));
  const clean = parts.map((part) => ({ ...part, text: escapeInvisible(part.text) }));
  const texts = escapeCommands(clean.map(({ text }) => text));
  return clean
    .map((part, i) => {
      const text = texts[i] ?? '';
      if (!color || !('style' in part) || text === '') return text;
      return inStyle(part.style, text);
    })
    .join('');
}

function inStyle(style: TextStyle, text: string): string {
  const [on, off] = SGR[style];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

/** A command may begin in one part and end in another, so they are looked for in the line as a whole. */
function escapeCommands(parts: readonly string[]): readonly string[] {
  const found = findCommands(parts.join(''));
  if (found.length === 0) return parts;
  const at = new Set(found);
  let end = 0;
  return parts.map((part) => {
    const start = end;
    end += part.length;
    return part.replace(/[:#_]/g, (character, index: number) =>
      at.has(start + index) ? unicodeEscape(character) : character,
    );
  });
}
