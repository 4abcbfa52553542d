import type { Cursor } from './cursor.ts';
import type { Declaration } from './nodes.ts';
import { scan } from './scanner.ts';

/**
 * Reads a declaration. A bracket, comment or string without its end takes in the declarations that follow: a wrong
 * declaration with the first line of another in it is read again, up to that line. Nested resources begin in the first
 * column only where they are not indented, so what is right as it stands is left so.
 *
 * @param spare how many characters may be read again, so that the time stays linear
 */
export function readBounded(p: Cursor, read: (p: Cursor) => Declaration, spare: { characters: number }): Declaration {
  const { text, start, previousEnd, scanned } = p;
  const counts = listsOf(p).map(({ length }) => length);
  const errors = p.errors.length;
  const declaration = read(p);
  if (p.errors.length === errors || spare.characters <= 0) return declaration;
  spare.characters -= p.start - start;
  const length = nextDeclaration(text.slice(start, p.start));
  if (length === undefined) return declaration;
  const limit = start + length;
  for (const [i, list] of listsOf(p).entries()) list.length = counts[i] ?? 0;
  Object.assign(p, { text: text.slice(0, limit), scanned, lookedPast: -1 });
  scan(p, start);
  p.previousEnd = previousEnd;
  const bounded = read(p);
  p.text = text;
  // The end of the bounded text is none of the file.
  scan(p, p.start);
  return bounded;
}

const listsOf = ({ comments, directives, errors }: Cursor): readonly { length: number }[] => [
  comments,
  directives,
  errors,
];

/**
 * Comments, strings (escapes aside: a line end closes them), and lines that begin in their first column as declarations do:
 * with a keyword and a name, or with a decorator.
 */
const LANDMARKS =
  /\/\/.*|\/\*|'''|'[^'\r\n]*'?|^(?:@[A-Za-z]|targetScope[ \t]*=|(?:resource|module|param|var|output|type|func|metadata|assert|test)[ \t]+[A-Za-z_]|(?:import|extension|extensionConfig|using|extends)[ \t]+['*{A-Za-z_])/gm;

const CLOSES: ReadonlyMap<string, string> = new Map([
  ['/*', '*/'],
  ["'''", "'''"],
]);

/** Where the next declaration begins within the text of one; what stands in closed comments and strings is none. */
function nextDeclaration(text: string): number | undefined {
  const unclosed = new Set<string>();
  // Decorators stand before the keyword of their own declaration.
  let hasKeyword = !text.startsWith('@');
  let decorator: number | undefined;
  LANDMARKS.lastIndex = 1;
  for (let found = LANDMARKS.exec(text); found !== null; found = LANDMARKS.exec(text)) {
    const [mark] = found;
    const close = CLOSES.get(mark);
    if (close !== undefined) {
      const end = unclosed.has(mark) ? -1 : text.indexOf(close, LANDMARKS.lastIndex);
      if (end === -1) unclosed.add(mark);
      else LANDMARKS.lastIndex = end + close.length;
    } else if (mark.startsWith('@')) decorator ??= found.index;
    else if (/^[A-Za-z]/.test(mark)) {
      if (hasKeyword) return decorator ?? found.index;
      hasKeyword = true;
      decorator = undefined;
    }
  }
  return undefined;
}
