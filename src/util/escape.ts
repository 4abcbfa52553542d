/**
 * Characters that a reader cannot see or that act on what shows them: controls (ANSI sequences start with one), format
 * characters (bidi overrides, zero-width), halves of surrogate pairs, private use, line and paragraph separators, and what
 * Unicode says is to be ignored when it cannot be shown (fillers, variation selectors).
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Nearly all text is of visible ASCII alone, which is told much faster than what Unicode says of each character. */
const BEYOND_ASCII = /[^ -~]/;
const BEYOND_ASCII_LINES = /[^\n -~]/;

/** Line ends of JSON text are its own: those of a value are escaped in it. */
const INVISIBLE_IN_JSON = new RegExp(`(?!\\n)${INVISIBLE.source}`, 'gu');

/**
 * The one character in a command of a CI system without which it is none: GitHub and Azure Pipelines find `##[` and
 * `##vso[`, TeamCity `##teamcity[`, anywhere in a line; GitLab finds `section_start:` with a time.
 */
const COMMAND = /(?<=#)#(?=\w*\[)|(?<=section)_(?=(?:start|end):\d)/gi;

/** What every such command has in it: nearly all text has not, and is looked at no further. */
const MAYBE_COMMAND = /##|section_/i;

/** GitHub takes this for a command, white space before it or not. */
const FIRST_COLONS = /^\s*::/;

/** Writes invisible characters as `\u{1b}`, so that text from an input can neither act nor pretend. */
export function escapeInvisible(text: string): string {
  return BEYOND_ASCII.test(text) ? text.replace(INVISIBLE, braced) : text;
}

/** Text for inside a literal or comment whose own escapes are written `\u{1b}`: nothing invisible is left, and no command. */
export function escapeInside(text: string, write: (character: string) => string = braced): string {
  return text.replace(INVISIBLE, write).replace(COMMAND, write);
}

/** Where in a line without invisible characters a character has to be written as its number, so that no command is left. */
export function commandsIn(line: string): readonly number[] {
  const [start] = FIRST_COLONS.exec(line) ?? [];
  const found = MAYBE_COMMAND.test(line) ? [...line.matchAll(COMMAND)].map(({ index }) => index) : [];
  return start === undefined ? found : [start.length - 2, ...found];
}

/** JSON text with the same value that holds nothing invisible, and no command. */
export function escapeJson(json: string): string {
  const visible = BEYOND_ASCII_LINES.test(json) ? json.replace(INVISIBLE_IN_JSON, units) : json;
  return MAYBE_COMMAND.test(visible) ? visible.replace(COMMAND, units) : visible;
}

/** `\u{1b}`, as Rust, Swift, JavaScript and Bicep write a character by its number. */
export function braced(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}

function units(character: string): string {
  let text = '';
  for (let i = 0; i < character.length; i++) text += `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
  return text;
}
