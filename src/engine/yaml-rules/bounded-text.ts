/** Characters of the longest text that functions of rules make: nested in each other they multiply what is written. */
export const MAX_TEXT = 1_000_000;

/** All texts one after the other; undefined where that is too long. */
export function joined(texts: readonly string[]): string | undefined {
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  return length > MAX_TEXT ? undefined : texts.join('');
}

/** A text with another one in place of each that is looked for; undefined where that is too long. */
export function replaced(text: string, old: string, by: string, isExact: boolean): string | undefined {
  if (old === '') return text;
  const parts = text.split(new RegExp(escaped(old), isExact ? '' : 'i'));
  const length = text.length + (parts.length - 1) * (by.length - old.length);
  return length > MAX_TEXT ? undefined : parts.join(by);
}

/** The parts of a text between delimiters, at whichever comes first. */
export function splitAt(text: string, delimiters: readonly string[]): readonly string[] {
  const parts = delimiters.filter((delimiter) => delimiter !== '');
  return parts.length === 0 ? [text] : text.split(new RegExp(parts.map(escaped).join('|')));
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}
