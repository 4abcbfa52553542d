/**
 * Characters that a reader cannot see or that act on what shows them: controls (ANSI sequences start with one), format
 * characters (bidi overrides, zero-width), halves of surrogate pairs, private use, and line and paragraph separators.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;

/** Writes invisible characters as `\u{1b}`, so that text from an input can neither act nor pretend. */
export function escapeInvisible(text: string): string {
  return text.replace(INVISIBLE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** At most `limit` characters (code points, 1 or more); what is cut off shows as `…`. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // Twice as many UTF-16 units are always enough, and keep a huge text from being split up whole.
  const characters = [...text.slice(0, 2 * limit)];
  if (characters.length <= limit && text.length <= 2 * limit) return text;
  return `${characters.slice(0, limit - 1).join('')}…`;
}

/** Like `cut`, but keeps both ends: what tells two long paths apart is mostly at their end. */
export function cutMiddle(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const head = Math.floor((limit - 1) / 3);
  const start = [...text.slice(0, 2 * head)].slice(0, head).join('');
  const tail = [...text.slice(-2 * (limit - 1 - head))].slice(-(limit - 1 - head)).join('');
  return `${start}…${tail}`;
}

/** `1 registry`, `2 registries`. */
export function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** JSON with two spaces and a last newline. Invisible characters are escaped: the value is the same and a terminal is safe. */
export function toJson(value: unknown): string {
  const json = JSON.stringify(value, null, 2);
  return `${json.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeUnits)}\n`;
}

function escapeUnits(character: string): string {
  let text = '';
  for (let i = 0; i < character.length; i++) text += `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
  return text;
}
