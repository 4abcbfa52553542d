/** At most `limit` characters (code points, 1 or more); the rest is replaced by `…`. */
export function truncate(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // Twice as many UTF-16 units are always enough, and keep a huge text from being split up whole.
  const characters = [...text.slice(0, 2 * limit)];
  if (characters.length <= limit && text.length <= 2 * limit) return text;
  return `${characters.slice(0, limit - 1).join('')}…`;
}

/** Like `cut`, but keeps both ends: long paths differ mostly at their end. */
export function truncateMiddle(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const head = Math.floor((limit - 1) / 3);
  const start = [...text.slice(0, 2 * head)].slice(0, head).join('');
  const tail = [...text.slice(-2 * (limit - 1 - head))].slice(-(limit - 1 - head)).join('');
  return `${start}…${tail}`;
}
