/**
 * Characters that a reader cannot see or that act on what shows them: controls (ANSI sequences start with one), format
 * characters (bidi overrides, zero-width), halves of surrogate pairs, private use, line and paragraph separators, and what
 * Unicode says is to be ignored when it cannot be shown (fillers, variation selectors).
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Fast path: nearly all text is visible ASCII, which is cheaper to test than Unicode properties. */
const NON_ASCII = /[^ -~]/;
const NON_ASCII_LINES = /[^\n -~]/;

/** Line feeds of JSON text are layout: those of values are escaped in it. */
const INVISIBLE_IN_JSON = new RegExp(`(?!\\n)${INVISIBLE.source}`, 'gu');

/**
 * The one character in a command of a CI system without which it is none: GitHub and Azure Pipelines find `##[` and
 * `##vso[`, TeamCity `##teamcity[`, anywhere in a line; GitLab finds `section_start:` with a time.
 */
const CI_COMMAND = /(?<=#)#(?=\w*\[)|(?<=section)_(?=(?:start|end):\d)/gi;

/** Fast path: every such command contains one of these. */
const MAYBE_CI_COMMAND = /##|section_/i;

/** GitHub treats this as a command, with or without leading white space. */
const GITHUB_COMMAND = /^\s*::/;

/** Writes invisible characters as `\u{1b}`, so that text from an input can neither control the terminal nor disguise itself. */
export function escapeInvisible(text: string): string {
  return NON_ASCII.test(text) ? text.replace(INVISIBLE, unicodeEscape) : text;
}

/** Text for inside a literal or comment whose own escapes are written `\u{1b}`: no invisible character and no CI command is left. */
export function escapeInLiteral(text: string, write: (character: string) => string = unicodeEscape): string {
  return text.replace(INVISIBLE, write).replace(CI_COMMAND, write);
}

/** Indexes of the characters to escape in a line without invisible characters, so that no CI command is left. */
export function findCommands(line: string): readonly number[] {
  const [start] = GITHUB_COMMAND.exec(line) ?? [];
  const found = MAYBE_CI_COMMAND.test(line) ? [...line.matchAll(CI_COMMAND)].map(({ index }) => index) : [];
  return start === undefined ? found : [start.length - 2, ...found];
}

/** JSON text with the same value, without invisible characters and CI commands. */
export function escapeJson(json: string): string {
  const visible = NON_ASCII_LINES.test(json) ? json.replace(INVISIBLE_IN_JSON, jsonEscape) : json;
  return MAYBE_CI_COMMAND.test(visible) ? visible.replace(CI_COMMAND, jsonEscape) : visible;
}

/** `\u{1b}`, as Rust, Swift, JavaScript and Bicep write a character by its number. */
export function unicodeEscape(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}

/** JSON with the same value in ASCII alone. */
export function asciiJson(json: string): string {
  return json.replace(/[^\0-\x7f]+/g, jsonEscape);
}

function jsonEscape(character: string): string {
  let text = '';
  for (let i = 0; i < character.length; i++) text += `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
  return text;
}

/** What spreadsheets take for the start of a formula, at the start of a cell or after blanks. */
const FORMULA = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/;

/** A quoted cell of CSV. A text that would be a formula gets an apostrophe, which makes it a text to spreadsheets. */
export function csvCell(text: string): string {
  return `"${FORMULA.test(text) ? "'" : ''}${text.replaceAll('"', '""')}"`;
}

const XML_ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for an element or a quoted attribute of XML 1.0, without the characters that it cannot hold. */
export function xmlText(text: string): string {
  return escapeInvisible(text)
    .replace(/[&<>"]/g, (character) => XML_ESCAPES[character] ?? character)
    .replace(/[\ufffe\uffff]/g, unicodeEscape);
}
