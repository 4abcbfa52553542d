import { realpathSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { type BytesRead, type Overlay, readBounded } from '../../util/bounded-read.ts';
import { containCrash, INTERNAL_ERROR } from '../../util/crash.ts';
import type { ErrorCode } from '../../util/error-codes.ts';

import { isJsonObject } from './expand/json-access.ts';
import { decodeBytes } from './json/decode-bytes.ts';
import type { JsonValue } from './json/json-value.ts';
import { parseJson } from './json/parse-json.ts';
import { TextError } from './json/text-error.ts';
import type { WrittenSource } from './written-source.ts';

/** Why a file could not be read, as a message for the user. */
export interface LocatedProblem {
  readonly code: ErrorCode;
  readonly message: string;
  readonly location: { readonly file: string; readonly line?: number; readonly column?: number };
  /** For `internal-error`: see `Crash`. */
  readonly stack?: string;
}

export interface ParsedFile {
  readonly json: JsonValue;
  /** In bytes. */
  readonly size: number;
  readonly notes: readonly string[];
  readonly text: string;
  /** Of what is not JSON itself. */
  readonly source?: WrittenSource;
}

/**
 * Reads a JSON file as Azure Resource Manager does; a failure is returned as a problem, never thrown. The bytes of an
 * overlay replace those on disk.
 */
export function readJsonFile(
  file: string,
  absolute: string,
  maxSize: number,
  overlay?: Overlay,
): ParsedFile | LocatedProblem {
  return readJsonBytes(file, readBounded(absolute, maxSize, overlay));
}

/** Like `readJsonFile`, for bytes that were already read, or a failure to read them. */
export function readJsonBytes(file: string, read: BytesRead): ParsedFile | LocatedProblem {
  return 'problem' in read ? { ...read.problem, location: { file } } : readJsonText(file, read.bytes);
}

/** The same of a content: bytes, or the text that they stand for. */
export function readJsonText(file: string, content: Uint8Array | string): ParsedFile | LocatedProblem {
  return containedIn(file, () => parseContent(file, content));
}

function parseContent(file: string, content: Uint8Array | string): ParsedFile | LocatedProblem {
  try {
    const decoded = typeof content === 'string' ? { text: content, notes: [] } : decodeBytes(content);
    const parsed = parseJson(decoded.text);
    return {
      json: parsed.value,
      size: Buffer.byteLength(content),
      text: decoded.text,
      notes: [...decoded.notes, ...parsed.notes],
    };
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    return { code: error.code, message: error.message, location: { file, line: error.line, column: error.column } };
  }
}

export function isProblem(read: object): read is LocatedProblem {
  return 'code' in read;
}

/** The same as a problem of the run. */
export function asError(problem: LocatedProblem): LocatedProblem & { readonly error: true } {
  return { error: true, ...problem };
}

/** Runs work on a file; a crash is returned as a problem of the file. */
export function containedIn<T>(file: string, work: () => T): T | LocatedProblem {
  return containCrash<T | LocatedProblem>(work, (crash) => ({ ...crash, location: { file } }));
}

export interface LinkedTemplateOptions {
  readonly cwd: string;
  /** Files outside the root of the linking file are not read. */
  readonly rootOf: (absolute: string) => string;
  readonly maxSize: number;
  readonly overlay?: Overlay;
  /** Called once with each that was read. */
  readonly onLinked?: (file: string, read: ParsedFile) => void;
}

/**
 * Reads templates that others link to by a relative path, each once. One that cannot be read is an unread module; `crashed`
 * is called only for internal errors.
 */
export function linkedTemplateReader(
  { cwd, rootOf, maxSize, overlay, onLinked }: LinkedTemplateOptions,
  crashed: (problem: LocatedProblem) => void,
): (file: string, relativePath: string) => { file: string; template: JsonValue } | undefined {
  const known = new Map<string, JsonValue | undefined>();
  const read = (absolute: string, root: string): JsonValue | undefined => {
    const found = readInsideRoot(absolute, root, maxSize, overlay);
    if (found === undefined) return undefined;
    if (!isProblem(found)) {
      onLinked?.(shownFile(cwd, absolute), found);
      return found.json;
    }
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

function readInsideRoot(
  absolute: string,
  root: string,
  maxSize: number,
  overlay: Overlay | undefined,
): ParsedFile | LocatedProblem | undefined {
  try {
    if (!realpathSync(absolute).startsWith(realpathSync(root) + sep)) return undefined;
  } catch {
    return undefined;
  }
  const read = readJsonFile(absolute, absolute, maxSize, overlay);
  return isProblem(read) || isJsonObject(read.json) ? read : undefined;
}
