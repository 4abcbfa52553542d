import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COMMA,
  commentEnd,
  DOUBLE_QUOTE,
  isJsonSpace,
  isOtherSpace,
  OPEN_BRACE,
  OPEN_BRACKET,
  opensComment,
  SINGLE_QUOTE,
  SLASH,
} from './characters.ts';

/**
 * Skips over text that `parseJson` accepts, without building values. On other text the functions stop somewhere between
 * their offset and the end, and do not throw.
 */

/** The next offset that is neither white space nor comment. */
export function skipTrivia(text: string, offset: number): number {
  for (let next = offset; ; next++) {
    const code = text.charCodeAt(next);
    if (isJsonSpace(code)) continue;
    if (opensComment(text, next)) {
      const end = commentEnd(text, next);
      if (end === -1) return text.length;
      next = end - 1;
    } else if (!isOtherSpace(code)) return next;
  }
}

/** The offset after the string that opens at `offset`. */
export function skipString(text: string, offset: number): number {
  return text.charCodeAt(offset) === SINGLE_QUOTE ? skipQuoted(text, offset, "'") : skipQuoted(text, offset, '"');
}

function skipQuoted(text: string, offset: number, quote: string): number {
  let close = text.indexOf(quote, offset + 1);
  while (close !== -1 && text.charCodeAt(close - 1) === BACKSLASH && isEscaped(text, close, offset)) {
    close = text.indexOf(quote, close + 1);
  }
  return close === -1 ? text.length : close + 1;
}

function isEscaped(text: string, offset: number, stringStart: number): boolean {
  let first = offset;
  while (first - 1 > stringStart && text.charCodeAt(first - 1) === BACKSLASH) first--;
  return (offset - first) % 2 === 1;
}

/** The offset after the value that starts at `offset`; memory does not depend on depth. */
export function skipValue(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) return skipString(text, offset);
  return code === OPEN_BRACE || code === OPEN_BRACKET ? skipContainer(text, offset) : skipScalar(text, offset);
}

/**
 * What stands between brackets, with the strings in it that escape nothing: an expression goes over it several times faster than
 * a loop. The count is bounded, because each string that is taken in may have to be given back.
 */
const BETWEEN_BRACKETS = /[^"'{}[\]/]*(?:"[^"\\]*"[^"'{}[\]/]*){0,100}/y;

function skipContainer(text: string, offset: number): number {
  let depth = 0;
  for (let next = offset; ; ) {
    BETWEEN_BRACKETS.lastIndex = next;
    BETWEEN_BRACKETS.test(text);
    next = BETWEEN_BRACKETS.lastIndex;
    if (next >= text.length) return text.length;
    const code = text.charCodeAt(next);
    if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) next = skipString(text, next);
    else if (code === SLASH) next = Math.max(next + 1, skipTrivia(text, next));
    else {
      next++;
      depth += code === OPEN_BRACE || code === OPEN_BRACKET ? 1 : -1;
      if (depth === 0) return next;
    }
  }
}

/** Advances by at least one character, so that a loop ends on any text. */
function skipScalar(text: string, offset: number): number {
  let next = offset + 1;
  while (next < text.length && !endsScalar(text, next)) next++;
  return next;
}

function endsScalar(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset);
  if (code === COMMA || code === CLOSE_BRACE || code === CLOSE_BRACKET) return true;
  return isJsonSpace(code) || isOtherSpace(code) || opensComment(text, offset);
}
