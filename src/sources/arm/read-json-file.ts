import { realpathSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { type BytesRead, readBounded } from '../../util/bounded-read.ts';
import { contain, INTERNAL_ERROR } from '../../util/crash.ts';
import { isJsonObject } from './expand/sections.ts';
import { decodeText } from './json/decode.ts';
import type { JsonValue } from './json/json-value.ts';
import { parseJson } from './json/parse.ts';
import { TextError } from './json/text-error.ts';

/** Something that could not be read, in words for a person. */
export interface ReadProblem {
  readonly code: string;
  readonly message: string;
  readonly location: { readonly file: string; readonly line?: number; readonly column?: number };
  /** Of `internal-error`: see `Crash`. */
  readonly stack?: string;
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
  return readJsonBytes(file, readBounded(absolute, maxSize));
}

/** Like `readJsonFile`, of bytes that were read, or could not be. */
export function readJsonBytes(file: string, read: BytesRead): ReadFile | ReadProblem {
  return 'problem' in read ? { ...read.problem, location: { file } } : readJsonText(file, read.bytes);
}

export function readJsonText(file: string, bytes: Uint8Array): ReadFile | ReadProblem {
  return containedIn(file, () => parsedText(file, bytes));
}

function parsedText(file: string, bytes: Uint8Array): ReadFile | ReadProblem {
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

/** Does work on a file; a crash comes back as its problem. */
export function containedIn<T>(file: string, work: () => T): T | ReadProblem {
  return contain<T | ReadProblem>(work, (crash) => ({ ...crash, location: { file } }));
}

export interface LinkedReading {
  readonly cwd: string;
  /** Nothing outside the root of the absolute file that links to it is read. */
  readonly rootOf: (absolute: string) => string;
  readonly maxSize: number;
  readonly overlay?: ReadonlyMap<string, Uint8Array>;
}

/**
 * Reads templates that others link to by a relative path, each once. What cannot be read is a module that nobody has seen;
 * `crashed` hears only of bugs.
 */
export function linkedTemplateReader(
  { cwd, rootOf, maxSize, overlay }: LinkedReading,
  crashed: (problem: ReadProblem) => void,
): (file: string, relativePath: string) => { file: string; template: JsonValue } | undefined {
  const known = new Map<string, JsonValue | undefined>();
  const read = (absolute: string, root: string): JsonValue | undefined => {
    const found = readInside(absolute, root, maxSize, overlay);
    if (found === undefined || !isProblem(found)) return found?.json;
    if (found.code === INTERNAL_ERROR) crashed({ ...found, location: { file: shownFile(cwd, absolute) } });
    return undefined;
  };
  return (file, relativePath) => {
    const from = resolve(cwd, file);
    const absolute = resolve(dirname(from), relativePath);
    const root = rootOf(from);
    const key = `${root}\n${absolute}`;
    if (!known.has(key)) known.set(key, read(absolute, root));
    const template = known.get(key);
    return template === undefined ? undefined : { file: shownFile(cwd, absolute), template };
  };
}

function shownFile(cwd: string, absolute: string): string {
  return relative(cwd, absolute).split(sep).join('/');
}

function readInside(
  absolute: string,
  root: string,
  maxSize: number,
  overlay: ReadonlyMap<string, Uint8Array> | undefined,
): ReadFile | ReadProblem | undefined {
  try {
    if (!realpathSync(absolute).startsWith(realpathSync(root) + sep)) return undefined;
  } catch {
    return undefined;
  }
  const read = readJsonFile(absolute, absolute, maxSize, overlay);
  return isProblem(read) || isJsonObject(read.json) ? read : undefined;
}
