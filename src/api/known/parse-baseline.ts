import type { ErrorObject, ValidateFunction } from 'ajv';
import schema from '../../../schemas/baseline.schema.json' with { type: 'json' };
import { printable } from '../../config/config-problems.ts';
import type { BaselineEntry } from '../../engine/known/baseline.ts';
import { decodeBytes } from '../../sources/arm/json/decode-bytes.ts';
import { locate } from '../../sources/arm/json/locate-paths.ts';
import { parseJson } from '../../sources/arm/json/parse-json.ts';
import { TextError } from '../../sources/arm/json/text-error.ts';
import { UsageError } from '../../util/errors.ts';
import { keyOfStep } from '../../util/json-pointer.ts';
import { formatPath, type Path } from '../../util/location.ts';

export interface BaselineContent {
  readonly entries: readonly BaselineEntry[];
  /** The `$schema` of the file. */
  readonly schema?: string;
}

const VERSION = 1;

/** Reads the content of a baseline. Throws `UsageError` with the place of what is wrong. */
export async function parseBaseline(
  file: string,
  bytes: Uint8Array,
): Promise<BaselineContent & { readonly text: string }> {
  const { text, data } = parsed(file, bytes);
  const wrong = await problemOf(data);
  if (wrong !== undefined) {
    const [range = { line: 1, column: 1 }] = locate(text, [wrong.path]);
    throw wrongBaseline(file, range, wrong.message);
  }
  const { $schema, findings } = data as { $schema?: string; findings: readonly BaselineEntry[] };
  return { text, entries: findings, ...($schema !== undefined && { schema: $schema }) };
}

function parsed(file: string, bytes: Uint8Array): { readonly text: string; readonly data: unknown } {
  try {
    const { text } = decodeBytes(bytes);
    return { text, data: parseJson(text).value };
  } catch (error) {
    if (error instanceof TextError) throw wrongBaseline(file, error, error.message);
    throw error;
  }
}

function wrongBaseline(file: string, { line, column }: { line: number; column: number }, problem: string): UsageError {
  return new UsageError(`${file}:${line}:${column}: this is no baseline: ${problem}`, {
    location: { file, line, column },
    hint: 'Restore it, or remove it and write it anew: --update-baseline',
  });
}

interface BaselineProblem {
  readonly path: Path;
  readonly message: string;
}

let validator: Promise<ValidateFunction> | undefined;

async function problemOf(data: unknown): Promise<BaselineProblem | undefined> {
  const version: unknown = typeof data === 'object' && data !== null && 'version' in data ? data.version : undefined;
  // What else differs in another version cannot be known.
  if (typeof version === 'number' && version !== VERSION)
    return { path: ['version'], message: `it has version ${version}, and this acraudit reads version ${VERSION}` };
  validator ??= compiledSchema();
  const validate = await validator;
  if (validate(data)) return undefined;
  const [error] = validate.errors ?? [];
  return error === undefined ? { path: [], message: 'it breaks its schema' } : violationOf(error);
}

async function compiledSchema(): Promise<ValidateFunction> {
  const { Ajv } = await import('../../config/ajv-library.ts');
  return new Ajv({ strictTypes: true }).compile(schema);
}

function violationOf({ instancePath, keyword, params, message = 'is wrong' }: ErrorObject): BaselineProblem {
  const steps = instancePath.split('/').slice(1);
  const path = steps.map((step) => (/^\d+$/.test(step) ? Number(step) : keyOfStep(step)));
  const subject = path.length === 0 ? 'it' : printable(formatPath(path));
  if (keyword === 'additionalProperties') {
    const key = String(params.additionalProperty);
    return { path: [...path, key], message: `${subject} has the unknown key ${printable(formatPath([key]))}` };
  }
  return { path, message: `${subject} ${message}` };
}
