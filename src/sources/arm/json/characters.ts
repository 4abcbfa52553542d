export const TAB = 0x09;
export const LINE_FEED = 0x0a;
export const CARRIAGE_RETURN = 0x0d;
export const SPACE = 0x20;
export const DOUBLE_QUOTE = 0x22;
export const SINGLE_QUOTE = 0x27;
export const ASTERISK = 0x2a;
export const COMMA = 0x2c;
export const SLASH = 0x2f;
export const COLON = 0x3a;
export const OPEN_BRACKET = 0x5b;
export const BACKSLASH = 0x5c;
export const CLOSE_BRACKET = 0x5d;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;

/** The white space of RFC 8259, section 2. */
export function isJsonSpace(code: number): boolean {
  return code === SPACE || code === LINE_FEED || code === CARRIAGE_RETURN || code === TAB;
}

/** White space of .NET's `Char.IsWhiteSpace` which JSON does not have; Newtonsoft.Json, which Resource Manager reads with, skips it. */
export function isOtherSpace(code: number): boolean {
  if (code < 0x80) return code === 0x0b || code === 0x0c;
  if (code >= 0x2000 && code <= 0x200a) return true;
  return [0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000].includes(code);
}

/** Where a comment that opens at `offset` ends, or -1 when it is never closed. A line comment ends before its line break. */
export function commentEnd(text: string, offset: number): number {
  if (text.charCodeAt(offset + 1) === ASTERISK) {
    const close = text.indexOf('*/', offset + 2);
    return close === -1 ? -1 : close + 2;
  }
  let end = offset + 2;
  while (end < text.length && text.charCodeAt(end) !== LINE_FEED && text.charCodeAt(end) !== CARRIAGE_RETURN) end++;
  return end;
}

/** Whether a comment opens at `offset`. */
export function opensComment(text: string, offset: number): boolean {
  if (text.charCodeAt(offset) !== SLASH) return false;
  const second = text.charCodeAt(offset + 1);
  return second === SLASH || second === ASTERISK;
}
