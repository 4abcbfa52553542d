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
