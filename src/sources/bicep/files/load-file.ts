import type { BytesRead } from '../../../util/bounded-read.ts';
import type { JsonValue } from '../../arm/json/json-value.ts';
import { parseJson } from '../../arm/json/parse-json.ts';
import { JsonSyntaxError, TextError } from '../../arm/json/text-error.ts';
import { FILE_ENCODINGS, fileText, isFileEncoding } from './file-text.ts';
import { parseJsonPath } from './json-path.ts';
import { selectJson } from './select-json.ts';
import { yamlContent } from './yaml-content.ts';

/** What a file function gives, or why it gives nothing; `argument` is the position of the argument that is wrong. */
export type Loaded = { readonly value: JsonValue } | { readonly problem: LoadProblem };

export interface LoadProblem {
  /** Of Bicep: `BCP091`. */
  readonly code: string;
  readonly message: string;
  readonly argument: number;
}

export type ContentFunction = 'loadTextContent' | 'loadFileAsBase64' | 'loadJsonContent' | 'loadYamlContent';

/** Bounds of Bicep.Core/LanguageConstants.cs: characters of a literal, and of a file of data. */
const MAX_TEXT = 131_072;
const MAX_BASE64_BYTES = (MAX_TEXT / 4) * 3;
const MAX_DATA_TEXT = 1_048_576;

/** The value of a file function; `options` are the arguments after the path. */
export function loadFile(name: ContentFunction, read: BytesRead, options: readonly string[]): Loaded {
  if ('problem' in read) return readProblem(read.problem);
  if (name === 'loadFileAsBase64') return base64(read.bytes);
  if (name === 'loadTextContent') {
    const text = textOf(read.bytes, { encoding: options[0], argument: 1, limit: MAX_TEXT });
    return typeof text === 'string' ? { value: text } : text;
  }
  const text = textOf(read.bytes, { encoding: options[1], argument: 2, limit: MAX_DATA_TEXT });
  if (typeof text !== 'string') return text;
  const data = name === 'loadJsonContent' ? jsonContent(text) : yamlContent(text);
  if (data !== undefined) return options[0] === undefined ? data : selected(data.value, options[0]);
  if (name === 'loadJsonContent') return problem('BCP186', 'The file is not valid JSON.', 0);
  return problem('BCP340', 'The file is not valid YAML, or has more than can be read.', 0);
}

function problem(code: string, message: string, argument: number): { readonly problem: LoadProblem } {
  return { problem: { code, message, argument } };
}

function readProblem({ code, message }: { readonly code: string; readonly message: string }): Loaded {
  if (code === 'EISDIR') return problem('BCP275', 'The path leads to a folder, not to a file.', 0);
  return problem('BCP091', `The file cannot be read: ${message}.`, 0);
}

function base64(bytes: Buffer): Loaded {
  if (bytes.length <= MAX_BASE64_BYTES) return { value: bytes.toString('base64') };
  return tooLong(MAX_BASE64_BYTES, 'bytes');
}

function tooLong(limit: number, unit: string): { readonly problem: LoadProblem } {
  return problem('BCP184', `The file is longer than ${limit.toLocaleString('en-US')} ${unit}.`, 0);
}

function textOf(
  bytes: Buffer,
  { encoding = 'utf-8', argument, limit }: { encoding: string | undefined; argument: number; limit: number },
): string | { readonly problem: LoadProblem } {
  if (!isFileEncoding(encoding))
    return problem('BCP070', `The encoding is not one of ${FILE_ENCODINGS.join(', ')}.`, argument);
  const text = fileText(bytes, encoding);
  return text.length > limit ? tooLong(limit, 'characters') : text;
}

function jsonContent(text: string): { readonly value: JsonValue } | undefined {
  try {
    return { value: parseJson(text).value };
  } catch (error) {
    if (error instanceof JsonSyntaxError || error instanceof TextError) return undefined;
    throw error;
  }
}

/** One hit is the value itself, several are an array. */
function selected(data: JsonValue, path: string): Loaded {
  const parts = parseJsonPath(path);
  const hits = parts && selectJson(data, parts);
  if (hits === undefined || hits.length === 0)
    return problem('BCP235', 'The JSONPath is not valid, or names nothing in the file.', 1);
  const [only = null] = hits;
  return { value: hits.length === 1 ? only : hits };
}
