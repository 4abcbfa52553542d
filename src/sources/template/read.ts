import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { at, isJsonObject } from './expand/sections.ts';
import { decodeText } from './text/decode.ts';
import type { JsonValue } from './text/json-value.ts';
import { parseJson } from './text/parse.ts';
import { TextError } from './text/text-error.ts';

/** Something that could not be read, in words for a person. */
export interface ReadProblem {
  readonly code: string;
  readonly message: string;
  readonly location: { readonly file: string; readonly line?: number; readonly column?: number };
}

export interface ReadFile {
  readonly json: JsonValue;
  /** In bytes. */
  readonly size: number;
  readonly notes: readonly string[];
  readonly text: string;
}

/**
 * Reads a JSON file as Azure Resource Manager would; what cannot be read comes back as a problem, never as an exception.
 * Bytes of an overlay stand for those on disk.
 */
export function readJsonFile(
  file: string,
  absolute: string,
  maxSize: number,
  overlay?: ReadonlyMap<string, Uint8Array>,
): ReadFile | ReadProblem {
  const laid = overlay?.get(absolute);
  if (laid !== undefined) return readJsonText(file, laid);
  try {
    const { size } = statSync(absolute);
    if (size > maxSize) {
      return {
        code: 'too-large',
        message: `the file has ${size} bytes; at most ${maxSize} are read (--max-size)`,
        location: { file },
      };
    }
    return readJsonText(file, readFileSync(absolute));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    return { code, message: `the file cannot be read: ${(error as Error).message}`, location: { file } };
  }
}

export function readJsonText(file: string, bytes: Uint8Array): ReadFile | ReadProblem {
  try {
    const decoded = decodeText(bytes);
    const parsed = parseJson(decoded.text);
    return { json: parsed.value, size: bytes.length, text: decoded.text, notes: [...decoded.notes, ...parsed.notes] };
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    return { code: error.code, message: error.message, location: { file, line: error.line, column: error.column } };
  }
}

export function isProblem(read: object): read is ReadProblem {
  return 'code' in read;
}

/** The hash Bicep writes into what it compiles; it tells which templates are nested in others. */
export function templateHash(template: JsonValue): string | undefined {
  const hash = at(at(at(template, 'metadata'), '_generator'), 'templateHash');
  return typeof hash === 'string' ? hash : undefined;
}

/** Reads templates that others link to by a relative path: from disk, inside the root only, each once. */
export function linkedTemplateReader(
  cwd: string,
  root: string,
  maxSize: number,
  overlay?: ReadonlyMap<string, Uint8Array>,
): (file: string, relativePath: string) => { file: string; template: JsonValue } | undefined {
  const known = new Map<string, JsonValue | undefined>();
  return (file, relativePath) => {
    const absolute = resolve(cwd, dirname(file), relativePath);
    if (!known.has(absolute)) known.set(absolute, readInside(absolute, root, maxSize, overlay));
    const template = known.get(absolute);
    return template === undefined ? undefined : { file: relative(cwd, absolute).split(sep).join('/'), template };
  };
}

function readInside(
  absolute: string,
  root: string,
  maxSize: number,
  overlay: ReadonlyMap<string, Uint8Array> | undefined,
): JsonValue | undefined {
  try {
    if (!realpathSync(absolute).startsWith(realpathSync(root) + sep)) return undefined;
  } catch {
    return undefined;
  }
  const read = readJsonFile(absolute, absolute, maxSize, overlay);
  return isProblem(read) || !isJsonObject(read.json) ? undefined : read.json;
}
