import { formatPath, type Path, type Range } from '../../util/location.ts';
import { isJsonObject, isSnapshot, property, propertyEntry } from './expand/json-access.ts';
import { isJsonSpace, isOtherSpace } from './json/characters.ts';
import { commentsIn, type JsonComment } from './json/comments.ts';
import type { JsonValue } from './json/json-value.ts';
import { type Position, positionReader } from './json/line-column.ts';
import { locate } from './json/locate-paths.ts';
import { skipTrivia } from './json/skip-json.ts';
import type { DeclarationRange, WrittenSource } from './written-source.ts';

/*
 * Where a template may say that results are accepted: `metadata.acraudit` of templates and resources, and comments. What
 * stands there is for others to read.
 */

/** A file in which something may suppress results. */
export interface MarkedFile {
  readonly file: string;
  /** Whether it is a template of the run; otherwise only linked to. */
  readonly isInput: boolean;
  readonly text: string;
  readonly json: JsonValue;
  readonly source?: WrittenSource;
}

const MARK = 'acraudit';

/** Whether it is worth looking: nearly no template has the word. */
export function isMarked(text: string): boolean {
  return text.includes(MARK);
}

/** The value of `metadata.acraudit`, and what has it. */
export interface MarkedMetadata {
  readonly value: JsonValue;
  /** Of the value. */
  readonly path: Path;
  readonly of: 'template' | 'resource';
  /** Of what has it. */
  readonly owner: Path;
  /** In lower case, those of a template itself: a nested template has names of its own. */
  readonly symbolicNames: ReadonlySet<string>;
}

export interface MarkedComment {
  readonly text: string;
  readonly range: Range;
  /** The next line that is neither blank nor a comment. */
  readonly nextLine: number;
}

export interface SuppressionMarks {
  readonly metadata: readonly MarkedMetadata[];
  readonly comments: readonly MarkedComment[];
  /** Where each resource is declared, by its formatted path; empty where no comment has the mark. */
  readonly declarations: ReadonlyMap<string, DeclarationRange>;
}

/** Everything of a file that may suppress. */
export function suppressionMarks({ text, json, source }: MarkedFile, commentMark: string): SuppressionMarks {
  const found: Found = { metadata: [], resources: [] };
  visitTemplate(json, [], found);
  const all = text.includes(commentMark) ? (source?.comments() ?? commentsIn(text)) : [];
  const comments = markedComments(text, all, commentMark);
  const places = comments.length === 0 ? [] : declarationPlaces(text, source, found.resources);
  return { metadata: found.metadata, comments, declarations: declarationsOf(found.resources, places) };
}

interface Found {
  readonly metadata: MarkedMetadata[];
  readonly resources: Path[];
}

/** Recursion is as deep as that of parsing. */
function visitTemplate(template: JsonValue, path: Path, found: Found): void {
  const symbolicNames = new Set<string>();
  addMetadata(template, { of: 'template', owner: path, symbolicNames }, found);
  const section = isSnapshot(template) ? 'predictedResources' : 'resources';
  visitResources(property(template, section), [...path, section], found, symbolicNames);
}

function visitResources(section: JsonValue | undefined, path: Path, found: Found, symbolicNames: Set<string>): void {
  const isArray = Array.isArray(section);
  if (!isArray && !isJsonObject(section)) return;
  const entries: Iterable<readonly [string | number, JsonValue]> = isArray
    ? section.entries()
    : Object.entries(section);
  for (const [key, resource] of entries) {
    if (!isJsonObject(resource)) continue;
    if (typeof key === 'string') symbolicNames.add(key.toLowerCase());
    const own = [...path, key];
    found.resources.push(own);
    addMetadata(resource, { of: 'resource', owner: own, symbolicNames: NONE }, found);
    visitResources(property(resource, 'resources'), [...own, 'resources'], found, symbolicNames);
    const properties = propertyEntry(resource, 'properties');
    const template = propertyEntry(properties?.[1], 'template');
    if (properties === undefined || template === undefined || !isJsonObject(template[1])) continue;
    visitTemplate(template[1], [...own, properties[0], template[0]], found);
  }
}

const NONE: ReadonlySet<string> = new Set();

function addMetadata(json: JsonValue, of: Pick<MarkedMetadata, 'of' | 'owner' | 'symbolicNames'>, found: Found): void {
  const metadata = propertyEntry(json, 'metadata');
  if (metadata === undefined || !isJsonObject(metadata[1]) || !Object.hasOwn(metadata[1], MARK)) return;
  found.metadata.push({ ...of, value: metadata[1][MARK] ?? null, path: [...of.owner, metadata[0], MARK] });
}

function markedComments(text: string, all: readonly JsonComment[], mark: string): readonly MarkedComment[] {
  const nexts = nextOffsets(text, all);
  const marked = all.flatMap((comment, i) =>
    comment.text.includes(mark) ? [{ ...comment, next: nexts[i] ?? text.length }] : [],
  );
  const offsets = [...new Set(marked.flatMap(({ start, end, next }) => [start, end, next]))].sort((a, b) => a - b);
  const read = positionReader(text);
  const positions = new Map(offsets.map((offset) => [offset, read(offset)]));
  const at = (offset: number): Position => positions.get(offset) ?? { line: 1, column: 1 };
  return marked.map(({ text: content, start, end, next }) => ({
    text: content,
    range: { ...at(start), endLine: at(end).line, endColumn: at(end).column },
    nextLine: at(next).line,
  }));
}

/** After each comment, and after the rest of its line, what comes next that is no comment. Each part of the text is gone through once. */
function nextOffsets(text: string, comments: readonly JsonComment[]): readonly number[] {
  const nexts: number[] = [];
  for (const [i, { end }] of [...comments.entries()].reverse()) {
    let next = end;
    while (next < text.length && isSpace(text.charCodeAt(next))) next++;
    nexts[i] = comments[i + 1]?.start === next ? (nexts[i + 1] ?? next) : next;
  }
  let lineEnd = -1;
  let nextInLines = -1;
  return comments.map(({ end }, i) => {
    const next = nexts[i] ?? end;
    if (lineEnd < end) {
      const found = text.indexOf('\n', end);
      lineEnd = found === -1 ? text.length : found;
      nextInLines = -1;
    }
    if (next >= lineEnd) return next;
    if (nextInLines === -1) nextInLines = skipTrivia(text, lineEnd);
    return nextInLines;
  });
}

function isSpace(code: number): boolean {
  return isJsonSpace(code) || isOtherSpace(code);
}

/** A resource with a symbolic name begins with that name, any other with its bracket, one of Bicep with its declaration. */
function declarationPlaces(
  text: string,
  source: WrittenSource | undefined,
  resources: readonly Path[],
): readonly (DeclarationRange | undefined)[] {
  return source?.locateDeclarations(resources) ?? locate(text, resources, { key: true });
}

function declarationsOf(
  resources: readonly Path[],
  ranges: readonly (DeclarationRange | undefined)[],
): ReadonlyMap<string, DeclarationRange> {
  return new Map(
    resources.flatMap((path, i) => {
      const range = ranges[i];
      return range === undefined ? [] : [[formatPath(path), range] as const];
    }),
  );
}
