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
  return `${visibleJson(value)}\n`;
}

/**
 * What `toJson` makes of an object, in pieces: a member that is a list, or whatever gives its items one by one, is written
 * item by item.
 */
export function* toJsonPieces(members: Readonly<Record<string, unknown>>): Iterable<string> {
  let start = '{';
  for (const [name, value] of Object.entries(members)) {
    const label = `${start}\n  ${visibleJson(name)}: `;
    start = ',';
    if (isList(value)) yield* listPieces(label, value);
    else yield label + indented(visibleJson(value), '  ');
  }
  yield start === '{' ? '{}\n' : '\n}\n';
}

function* listPieces(label: string, items: Iterable<unknown>): Iterable<string> {
  let start = `${label}[`;
  for (const item of items) {
    yield `${start}\n    ${indented(visibleJson(item), '    ')}`;
    start = ',';
  }
  yield start === ',' ? '\n  ]' : `${start}]`;
}

function isList(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

function indented(json: string, indent: string): string {
  return json.replaceAll('\n', `\n${indent}`);
}

function visibleJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeUnits);
}

const PIECE = 64 * 1024;

/** Joins pieces to larger ones, for each of them is a write of its own. */
export function* larger(pieces: Iterable<string>): Iterable<string> {
  let some: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    some.push(piece);
    length += piece.length;
    if (length < PIECE) continue;
    yield some.join('');
    some = [];
    length = 0;
  }
  if (some.length > 0) yield some.join('');
}

function escapeUnits(character: string): string {
  let text = '';
  for (let i = 0; i < character.length; i++) text += `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
  return text;
}
