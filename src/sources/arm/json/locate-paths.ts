import type { Path, Range } from '../../../util/location.ts';
import { CLOSE_BRACE, CLOSE_BRACKET, COLON, COMMA, OPEN_BRACE, OPEN_BRACKET } from './characters.ts';
import { type OffsetSpan, rangesOf } from './line-column.ts';
import { skipString, skipTrivia, skipValue } from './skip-json.ts';
import { readStringToken } from './string-token.ts';

/** A requested value, or an ancestor of one. */
interface WantedNode {
  readonly byKey: Map<string, WantedNode>;
  /** The children of `byKey` under their key in lower case. */
  readonly byFoldedKey: Map<string, WantedNode[]>;
  readonly byIndex: Map<number, WantedNode>;
  readonly key: string;
  /** The span of the value; undefined until it is found, and again when a later duplicate of an ancestor lacks it. */
  span: OffsetSpan | undefined;
  /** The span of the property name, if the value is one. */
  keySpan: OffsetSpan | undefined;
  isExactMatch: boolean;
}

export interface LocateOptions {
  /** Return the range of the property name, including quotes, instead of its value. */
  readonly key?: boolean;
}

/**
 * The range of the value at each path, in the order of `paths`, from one pass over a text that `parseJson` accepts. A name
 * matches exactly or, when its object has no such key, without regard to case; of duplicates the last one counts, as in
 * parsing. A path that does not exist has the range of its closest existing ancestor, so `undefined` means an empty text.
 */
export function locate(text: string, paths: readonly Path[], options: LocateOptions = {}): (Range | undefined)[] {
  const root = visitAll(text, paths);
  return rangesOf(
    text,
    paths.map((path) => {
      const found = closestFound(root, path).node;
      return (options.key && found.keySpan) || found.span;
    }),
  );
}

/** An existing location: the requested path, or its longest existing prefix. */
export interface LocatedPath {
  readonly range: Range;
  readonly path: Path;
}

/** Like `locate`, and returns how much of each path exists. */
export function locateExisting(text: string, paths: readonly Path[]): (LocatedPath | undefined)[] {
  const root = visitAll(text, paths);
  const found = paths.map((path) => closestFound(root, path));
  const ranges = rangesOf(
    text,
    found.map(({ node }) => node.span),
  );
  return paths.map((path, i) => {
    const range = ranges[i];
    return range && { range, path: path.slice(0, found[i]?.depth) };
  });
}

function visitAll(text: string, paths: readonly Path[]): WantedNode {
  const root = wantedValue('');
  for (const path of paths) addPath(root, path);
  const start = skipTrivia(text, 0);
  if (start < text.length) visitValue(text, root, start);
  return root;
}

function wantedValue(key: string): WantedNode {
  const maps = { byKey: new Map(), byFoldedKey: new Map(), byIndex: new Map() };
  return { ...maps, key, span: undefined, keySpan: undefined, isExactMatch: false };
}

function addPath(root: WantedNode, path: Path): void {
  let node = root;
  for (const step of path) node = typeof step === 'number' ? indexChild(node, step) : keyChild(node, step);
}

function indexChild(node: WantedNode, index: number): WantedNode {
  const child = node.byIndex.get(index) ?? wantedValue('');
  node.byIndex.set(index, child);
  return child;
}

function keyChild(node: WantedNode, key: string): WantedNode {
  const known = node.byKey.get(key);
  if (known !== undefined) return known;
  const child = wantedValue(key);
  node.byKey.set(key, child);
  const folded = key.toLowerCase();
  node.byFoldedKey.set(folded, [...(node.byFoldedKey.get(folded) ?? []), child]);
  return child;
}

/** The deepest found value along `path`. */
function closestFound(root: WantedNode, path: Path): { readonly node: WantedNode; readonly depth: number } {
  let node = root;
  let depth = 0;
  for (const step of path) {
    const child = typeof step === 'number' ? node.byIndex.get(step) : node.byKey.get(step);
    if (child?.span === undefined) break;
    node = child;
    depth++;
  }
  return { node, depth };
}

/** Records the span of the value at `start`, searches it for requested values, and returns the offset after it. */
function visitValue(text: string, node: WantedNode, start: number): number {
  for (const child of node.byKey.values()) child.span = undefined;
  for (const child of node.byIndex.values()) child.span = undefined;
  const first = text.charCodeAt(start);
  let end: number;
  if (first === OPEN_BRACE && node.byKey.size > 0) end = visitObject(text, node, start);
  else if (first === OPEN_BRACKET && node.byIndex.size > 0) end = visitArray(text, node, start);
  else end = skipValue(text, start);
  node.span = { start, end };
  return end;
}

function visitObject(text: string, node: WantedNode, start: number): number {
  let offset = skipTrivia(text, start + 1);
  while (offset < text.length && text.charCodeAt(offset) !== CLOSE_BRACE) {
    const keySpan = { start: offset, end: skipString(text, offset) };
    offset = skipTrivia(text, keySpan.end);
    if (text.charCodeAt(offset) === COLON) offset = skipTrivia(text, offset + 1);
    offset = skipComma(text, visitProperty(text, node, keySpan, offset));
  }
  return offset + 1;
}

function visitProperty(text: string, node: WantedNode, keySpan: OffsetSpan, start: number): number {
  const key = keyText(text, keySpan);
  let end: number | undefined;
  for (const child of node.byFoldedKey.get(key.toLowerCase()) ?? []) {
    const isExactMatch = child.key === key;
    if (child.span !== undefined && child.isExactMatch && !isExactMatch) continue;
    end = visitValue(text, child, start);
    child.keySpan = keySpan;
    child.isExactMatch = isExactMatch;
  }
  return end ?? skipValue(text, start);
}

function visitArray(text: string, node: WantedNode, start: number): number {
  let offset = skipTrivia(text, start + 1);
  for (let index = 0; offset < text.length && text.charCodeAt(offset) !== CLOSE_BRACKET; index++) {
    const child = node.byIndex.get(index);
    offset = skipComma(text, child === undefined ? skipValue(text, offset) : visitValue(text, child, offset));
  }
  return offset + 1;
}

function skipComma(text: string, offset: number): number {
  const next = skipTrivia(text, offset);
  return text.charCodeAt(next) === COMMA ? skipTrivia(text, next + 1) : next;
}

function keyText(text: string, { start, end }: OffsetSpan): string {
  const raw = text.slice(start + 1, end - 1);
  if (!raw.includes('\\')) return raw;
  return readStringToken({ text, offset: start, open: [], firstSeen: new Map(), multilineString: undefined });
}
