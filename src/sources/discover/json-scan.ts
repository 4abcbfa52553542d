/**
 * How a scan of one object ended: `complete` at its closing brace, `stopped` by the visitor, `not-an-object` when the
 * text is another kind of JSON value, `broken` when a tolerant reader would not accept the text, or it ends early.
 */
export type ObjectScanEnd = 'complete' | 'stopped' | 'not-an-object' | 'broken';

// Only searches, no loops over characters: V8 keeps a backtrack entry per step of a greedy loop and throws on long runs.
const NON_BLANK = /[^\s\uFEFF]/g;
const TOKEN_END = /[\s,{}[\]:"'/]/g;
const BARE_KEY_START = /[A-Za-z_$]/;
const STRUCTURAL = /["'{}[\]]|\/[/*]/g;
const QUOTE_END = { '"': /["\\]/g, "'": /['\\]/g };

/**
 * Visits the members of the object that begins at `from`, without building or checking the values: one pass, constant
 * memory, no recursion. Comments, trailing and missing commas, single quotes, bare keys and raw line breaks in strings
 * are tolerated, as readers of ARM templates do. `visit` gets the key and the offset of the value, before the value is
 * looked at, and ends the scan by returning `'stop'`.
 */
export function scanMembers(
  text: string,
  from: number,
  visit: (key: string, value: number) => 'stop' | 'go',
): ObjectScanEnd {
  let at = skipBlank(text, from);
  if (text[at] !== '{') return /^[["\-\dtfn]/.test(text.slice(at, at + 1)) ? 'not-an-object' : 'broken';
  at = skipBlank(text, at + 1);
  while (at < text.length) {
    if (text[at] === '}') return 'complete';
    const keyEnd = skipKey(text, at);
    if (keyEnd < 0) return 'broken';
    const key = unquote(text.slice(at, keyEnd));
    at = skipBlank(text, keyEnd);
    if (text[at] !== ':') return 'broken';
    at = skipBlank(text, at + 1);
    if (visit(key, at) === 'stop') return 'stopped';
    at = skipValue(text, at);
    if (at < 0) return 'broken';
    at = skipBlank(text, at);
    if (text[at] === ',') at = skipBlank(text, at + 1);
  }
  return 'broken';
}

/** The string that begins at `at`, or undefined for another kind of value or an unterminated string. */
export function stringAt(text: string, at: number): string | undefined {
  if (text[at] !== '"' && text[at] !== "'") return undefined;
  const end = skipString(text, at);
  return end < 0 ? undefined : unquote(text.slice(at, end));
}

/** Offset of the next character that is neither white space nor in a comment, or the length of the text. */
export function skipBlank(text: string, from: number): number {
  let at = from;
  for (;;) {
    at = searchFrom(NON_BLANK, text, at);
    if (text.startsWith('//', at)) at = endOfLine(text, at);
    else if (text.startsWith('/*', at)) at = endOfComment(text, at + 2);
    else return at;
    if (at < 0) return text.length;
  }
}

function searchFrom(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}

function skipKey(text: string, at: number): number {
  const first = text.charAt(at);
  if (first === '"' || first === "'") return skipString(text, at);
  return BARE_KEY_START.test(first) ? searchFrom(TOKEN_END, text, at) : -1;
}

/** Offset after the string that begins at `at`, or -1 if it is not terminated. */
function skipString(text: string, at: number): number {
  const quote = text[at] === "'" ? "'" : '"';
  const end = QUOTE_END[quote];
  end.lastIndex = at + 1;
  for (let hit = end.exec(text); hit; hit = end.exec(text)) {
    if (hit[0] === quote) return end.lastIndex;
    end.lastIndex++;
  }
  return -1;
}

function skipValue(text: string, at: number): number {
  const first = text[at];
  if (first === '"' || first === "'") return skipString(text, at);
  if (first === '{' || first === '[') return skipNested(text, at);
  const end = searchFrom(TOKEN_END, text, at);
  return end > at ? end : -1;
}

/** Offset after the bracket that closes the one at `at`, or -1. Counts brackets: which kind closes which is not checked. */
function skipNested(text: string, at: number): number {
  let depth = 0;
  let next = at;
  while (next >= 0) {
    STRUCTURAL.lastIndex = next;
    const hit = STRUCTURAL.exec(text);
    if (!hit) return -1;
    const [token] = hit;
    next = STRUCTURAL.lastIndex;
    if (token === '{' || token === '[') depth++;
    else if (token === '"' || token === "'") next = skipString(text, hit.index);
    else if (token === '//') next = endOfLine(text, next);
    else if (token === '/*') next = endOfComment(text, next);
    else if (--depth === 0) return next;
  }
  return -1;
}

function endOfLine(text: string, at: number): number {
  const line = text.indexOf('\n', at);
  return line < 0 ? text.length : line;
}

function endOfComment(text: string, at: number): number {
  const end = text.indexOf('*/', at);
  return end < 0 ? -1 : end + 2;
}

/** The characters of a quoted or bare token; a token with an invalid escape is returned unchanged. */
function unquote(token: string): string {
  if (token[0] === '"') {
    try {
      return JSON.parse(token) as string;
    } catch {
      // A raw line break or an unknown escape: good enough to compare as written.
    }
  }
  return token[0] === '"' || token[0] === "'" ? token.slice(1, -1) : token;
}
