/** A file with more JSON documents than this is not an export. */
const MAX_DOCUMENTS = 100_000;

/** A text is not valid JSON. */
export class DocumentError extends Error {
  /** Offset in the whole text, if known. */
  readonly offset: number | undefined;
  constructor(message: string, offset: number | undefined) {
    super(message);
    this.offset = offset;
  }
}

/**
 * The JSON values of a text: one, or several in sequence, as programs write that append to a file or print a line per
 * response. If there are several, each is an array or an object. Throws `DocumentError`.
 */
export function parseJsonDocuments(text: string): readonly unknown[] {
  try {
    return [JSON.parse(text)];
  } catch (error) {
    const ends = documentEnds(text);
    if (ends.length < 2) throw documentError(error, 0);
    const values: unknown[] = [];
    for (const [i, end] of ends.entries()) {
      const start = ends[i - 1] ?? 0;
      try {
        values.push(JSON.parse(text.slice(start, end)));
      } catch (inner) {
        throw documentError(inner, start);
      }
    }
    return values;
  }
}

/** The end of each top-level array or object, and the end of the text if more follows the last one. */
function documentEnds(text: string): readonly number[] {
  const ends: number[] = [];
  let depth = 0;
  for (let at = 0; at < text.length && ends.length <= MAX_DOCUMENTS; at += 1) {
    const mark = text[at];
    // Strings are skipped, so that brackets in them do not count.
    if (mark === '"') at = stringEnd(text, at);
    else if (mark === '[' || mark === '{') depth += 1;
    else if (mark === ']' || mark === '}') {
      depth -= 1;
      if (depth < 0) return [];
      if (depth === 0) ends.push(at + 1);
    }
  }
  if (text.slice(ends.at(-1) ?? 0).trim() !== '') ends.push(text.length);
  return ends.length > MAX_DOCUMENTS ? [] : ends;
}

/** Offset of the quote that closes the one at `start`. */
function stringEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

function documentError(error: unknown, start: number): DocumentError {
  const message = error instanceof Error ? error.message : '';
  const position = /position (\d+)/.exec(message)?.[1];
  return new DocumentError('not JSON', position === undefined ? undefined : start + Number(position));
}
