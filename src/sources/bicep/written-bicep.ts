import type { Path } from '../../util/location.ts';
import type { JsonComment } from '../arm/json/comments.ts';
import { rangesOf } from '../arm/json/line-column.ts';
import type { LocatedPath } from '../arm/json/locate-paths.ts';
import type { WrittenSource } from '../arm/written-source.ts';
import type { LoweredBicep } from './lowered.ts';
import { spanAt } from './source-map.ts';
import type { BicepFile, BicepSpan } from './syntax/nodes.ts';
import { walk } from './syntax/walk.ts';

/** Where the parts of a lowered file stand in its text. */
export function writtenBicep({
  syntax,
  template,
  map,
}: Pick<LoweredBicep, 'syntax' | 'template' | 'map'>): WrittenSource {
  const found = (paths: readonly Path[]) => paths.map((path) => spanAt(map, template, path));
  let known: ReadonlyMap<number, number> | undefined;
  let names: ReadonlyMap<number, string> | undefined;
  const keywords = (): ReadonlyMap<number, number> => {
    known ??= keywordStarts(syntax);
    return known;
  };
  return {
    locate: (paths) => {
      const spans = found(paths);
      const ranges = rangesOf(
        syntax.text,
        spans.map((one) => one && withoutDecorators(one.span, keywords())),
      );
      return paths.map((path, i): LocatedPath | undefined => {
        const range = ranges[i];
        return range && { range, path: path.slice(0, spans[i]?.depth) };
      });
    },
    locateDeclarations: (paths) => {
      const spans = found(paths).map((one) => one?.span);
      const behind = rangesOf(
        syntax.text,
        spans.map((span) => span && withoutDecorators(span, keywords())),
      );
      return rangesOf(syntax.text, spans).map((range, i) => range && { ...range, keywordLine: behind[i]?.line });
    },
    declarationAt: (path) => {
      names ??= declarationNames(syntax);
      const one = spanAt(map, template, path.slice(0, RESOURCE_DEPTH));
      return one?.depth === RESOURCE_DEPTH ? names.get(one.span.start) : undefined;
    },
    comments: () => commentsOf(syntax),
  };
}

/** `resources` and the key of one. */
const RESOURCE_DEPTH = 2;

/** The symbols of resources and modules by where they begin, numbered where nested resources share one. */
function declarationNames(syntax: BicepFile): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  const counts = new Map<string, number>();
  walk(syntax, (node) => {
    if (node.kind !== 'resource' && node.kind !== 'module') return undefined;
    const { name } = node.name;
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    names.set(node.start, `${name} ${count}`);
    return undefined;
  });
  return names;
}

/** Where the keyword of each declaration with decorators stands, by where the declaration begins. */
function keywordStarts(syntax: BicepFile): ReadonlyMap<number, number> {
  const { text, comments, directives } = syntax;
  const trivia = new Map([...comments, ...directives].map(({ start, end }) => [start, end]));
  const starts = new Map<number, number>();
  walk(syntax, (node) => {
    const last = 'decorators' in node ? node.decorators.at(-1) : undefined;
    if (last !== undefined) starts.set(node.start, afterTrivia(text, trivia, last.end));
    return true;
  });
  return starts;
}

function withoutDecorators({ start, end }: BicepSpan, keywords: ReadonlyMap<number, number>): BicepSpan {
  return { start: keywords.get(start) ?? start, end };
}

/** @param trivia The ends of comments and directives, by where they begin. */
function afterTrivia(text: string, trivia: ReadonlyMap<number, number>, from: number): number {
  let offset = from;
  for (;;) {
    while (/\s/.test(text.charAt(offset))) offset++;
    const end = trivia.get(offset);
    if (end === undefined) return offset;
    offset = end;
  }
}

/** A directive such as `#disable-next-line` may stand between a comment and what it is about, so it counts as one without text. */
function commentsOf({ text, comments, directives }: BicepFile): readonly JsonComment[] {
  const written = comments.map(({ start, end }) => {
    const isBlock = text.startsWith('/*', start);
    return { text: text.slice(start + 2, isBlock ? end - 2 : end), start, end };
  });
  if (directives.length === 0) return written;
  const silent = directives.map(({ start, end }) => ({ text: '', start, end }));
  return [...written, ...silent].sort((a, b) => a.start - b.start);
}
