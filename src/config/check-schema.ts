import type { ErrorObject, ValidateFunction } from 'ajv';
import schema from '../../schemas/acraudit.schema.json' with { type: 'json' };
import { keyOfStep, pointerStep } from '../util/json-pointer.ts';
import { formatPath } from '../util/location.ts';
import { nearest } from '../util/nearest.ts';
import { printable, quote, suggestion } from './config-problems.ts';

/** A schema violation; `pointer` refers to the value, or to its key when `atKey`. */
export interface SchemaProblem {
  readonly pointer: string;
  readonly atKey: boolean;
  readonly message: string;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'a list',
  object: 'a map',
  integer: 'a whole number',
};

/** Messages for patterns, by the definition that contains them. */
const PATTERN_MESSAGES: Readonly<Record<string, string>> = {
  resourceId: 'must be the id of a resource, which begins with /subscriptions/',
  reason: 'must say why',
  date: 'must be a date, written YYYY-MM-DD',
  settingName: 'must not hold control characters or any of < > * % & : \\ ? + /',
};

/** Keywords about the keys of a map, reported at the key of the map. */
const KEY_KEYWORDS: ReadonlySet<string> = new Set(['required', 'anyOf', 'dependencies']);

/** `#/…/anyOf/0/required`: a branch of an `anyOf` over required keys. */
const ANY_OF_BRANCH = /\/anyOf\/\d+\/required$/;

/** Compiled once: every folder of a run may have a configuration, and compiling costs more than checking. */
let validator: Promise<ValidateFunction> | undefined;

/** Compiles a JSON Schema so that its errors can be told in words. */
export async function compiledSchema(of: object): Promise<ValidateFunction> {
  const { Ajv } = await import('./ajv-library.ts');
  return new Ajv({ allErrors: true, verbose: true, strictTypes: true }).compile(of);
}

/** Validates plain data against the JSON Schema of the configuration, with a readable message for every violation. */
export async function checkSchema(data: unknown): Promise<SchemaProblem[]> {
  validator ??= compiledSchema(schema);
  return schemaProblems(await validator, data);
}

/** What is wrong with data by a compiled schema. */
export function schemaProblems(validate: ValidateFunction, data: unknown): SchemaProblem[] {
  if (validate(data)) return [];
  // "if" only repeats that one of its branches failed, and that branch has its own error; "anyOf" reports for its branches.
  const errors = (validate.errors ?? []).filter(
    ({ keyword, schemaPath }) => keyword !== 'if' && !ANY_OF_BRANCH.test(schemaPath),
  );
  // A definition and its reference may both require a list.
  const problems = errors
    .map(schemaProblem)
    .map((problem) => [`${problem.pointer}\n${problem.message}`, problem] as const);
  return [...new Map(problems).values()];
}

function schemaProblem(error: ErrorObject): SchemaProblem {
  const pointer = error.instancePath;
  if (error.keyword === 'additionalProperties') {
    const key = String(error.params.additionalProperty);
    return { pointer: `${pointer}/${pointerStep(key)}`, atKey: true, message: unknownKey(key, error) };
  }
  return { pointer, atKey: KEY_KEYWORDS.has(error.keyword), message: `${subject(pointer)} ${violation(error)}` };
}

function unknownKey(key: string, error: ErrorObject): string {
  return `unknown key ${quote(key)}${suggestion(key, Object.keys(error.parentSchema?.properties ?? {}), 'known keys')}`;
}

function violation({ keyword, params, data, schema, schemaPath }: ErrorObject): string {
  switch (keyword) {
    case 'type': {
      const hint = params.type === 'string' && isBareScalar(data) ? '; put it in quotes' : '';
      return `must be ${TYPE_NAMES[params.type] ?? params.type}${hint}`;
    }
    case 'enum': {
      const allowed: readonly string[] = params.allowedValues;
      const near = typeof data === 'string' ? nearest(data, allowed) : undefined;
      return `must be one of ${allowed.join(', ')}${near === undefined ? '' : `; did you mean ${quote(near)}?`}`;
    }
    case 'required':
      return `needs the key ${quote(params.missingProperty)}`;
    case 'anyOf':
      return `needs one of the keys ${(schema as readonly AnyOfBranch[]).flatMap(({ required }) => required).join(', ')}`;
    case 'dependencies':
      return `needs the key ${quote(params.missingProperty)} beside ${quote(params.property)}`;
    case 'minimum':
      return `must be at least ${params.limit}`;
    case 'maximum':
      return `must be at most ${params.limit}`;
    case 'pattern':
      return PATTERN_MESSAGES[schemaPath.split('/').at(-2) ?? ''] ?? 'is not in the form it should have';
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

interface AnyOfBranch {
  readonly required: readonly string[];
}

function isBareScalar(data: unknown): boolean {
  return typeof data === 'number' || typeof data === 'boolean';
}

function subject(pointer: string): string {
  if (pointer === '') return 'the configuration';
  const steps = pointer.slice(1).split('/');
  const path = steps.map((step) => (/^\d+$/.test(step) ? Number(step) : keyOfStep(step)));
  return printable(formatPath(path));
}
