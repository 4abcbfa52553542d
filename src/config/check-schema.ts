import type { ErrorObject } from 'ajv';
import { formatPath } from '../model/location.ts';
import { nearest } from '../nearest.ts';
import schema from './acraudit.schema.json' with { type: 'json' };
import { printable, quote, suggestion } from './problems.ts';
import { pointerStep } from './yaml-values.ts';

/** A breach of the schema; `pointer` leads to the value, or to the key when `atKey`. */
export interface SchemaProblem {
  readonly pointer: string;
  readonly atKey: boolean;
  readonly message: string;
}

/** Keys that the design of the file has and this version does not; saying "unknown" alone would mislead. */
const LATER_KEYS = new Set(['suppressions', 'fix', 'scan', 'baseline']);

const KIND_NAMES: Readonly<Record<string, string>> = { string: 'text', array: 'a list', object: 'a map' };

/** Checks plain data against the JSON Schema of the file and words every breach for a person. */
export async function checkSchema(data: unknown): Promise<SchemaProblem[]> {
  const { Ajv } = await import('./ajv-library.ts');
  const validate = new Ajv({ allErrors: true, verbose: true, strictTypes: true }).compile(schema);
  if (validate(data)) return [];
  // "if" only repeats that one of its branches failed, and that branch has its own error.
  return (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if').map(schemaProblem);
}

function schemaProblem(error: ErrorObject): SchemaProblem {
  const pointer = error.instancePath;
  if (error.keyword === 'additionalProperties') {
    const key = String(error.params.additionalProperty);
    return { pointer: `${pointer}/${pointerStep(key)}`, atKey: true, message: unknownKey(key, error) };
  }
  return { pointer, atKey: error.keyword === 'required', message: `${subject(pointer)} ${breach(error)}` };
}

function unknownKey(key: string, error: ErrorObject): string {
  if (error.instancePath === '' && LATER_KEYS.has(key)) {
    return `unknown key ${quote(key)}: not supported by this version`;
  }
  return `unknown key ${quote(key)}${suggestion(key, Object.keys(error.parentSchema?.properties ?? {}), 'known keys')}`;
}

function breach({ keyword, params, data }: ErrorObject): string {
  switch (keyword) {
    case 'type': {
      const hint = params.type === 'string' && isBareScalar(data) ? '; put it in quotes' : '';
      return `must be ${KIND_NAMES[params.type] ?? params.type}${hint}`;
    }
    case 'enum': {
      const allowed: readonly string[] = params.allowedValues;
      const near = typeof data === 'string' ? nearest(data, allowed) : undefined;
      return `must be one of ${allowed.join(', ')}${near === undefined ? '' : `; did you mean ${quote(near)}?`}`;
    }
    case 'required':
      return `needs the key ${quote(params.missingProperty)}`;
    case 'minItems':
    case 'minLength':
      return 'must not be empty';
    case 'maxItems':
      return `must have at most ${params.limit} entries`;
    case 'maxLength':
      return `must have at most ${params.limit} characters`;
    default:
      return `breaks the schema (${keyword})`;
  }
}

function isBareScalar(data: unknown): boolean {
  return typeof data === 'number' || typeof data === 'boolean';
}

function subject(pointer: string): string {
  if (pointer === '') return 'the configuration';
  const steps = pointer.slice(1).split('/');
  const path = steps.map((step) => (/^\d+$/.test(step) ? Number(step) : unescapeStep(step)));
  return printable(formatPath(path));
}

function unescapeStep(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}
