import { formatPath, type Location } from '../../../model/location.ts';
import { concatText } from '../../../model/text.ts';
import { isWhole, symbol, typeOf, type Value, type ValueObject, type ValueType } from '../../../model/value.ts';
import { parameterExpression } from '../expression/parameter-expression.ts';
import type { JsonValue } from '../text/json-value.ts';
import type { ParameterDefinition } from './parameter-definition.ts';
import { at, isJsonObject } from './sections.ts';

/** A parameter value as it was given from outside: an entry of a parameter file, or the text of a `--set`. */
export interface Supplied {
  readonly entry: JsonValue;
  /** A text from the command line is read as the parameter's type asks for. */
  readonly fromFlag: boolean;
  readonly file?: string;
  /** The section `externalInputs` of the parameter file: what a tool was asked for, and answered. */
  readonly externalInputs?: JsonValue | undefined;
}

/** The value given for a parameter: a literal, or an unknown for what is kept elsewhere. Undefined when none is given. */
export function suppliedValue(
  name: string,
  supplied: Supplied | undefined,
  definition: ParameterDefinition,
): Value | undefined {
  if (supplied === undefined) return undefined;
  const { entry } = supplied;
  if (supplied.fromFlag) return coerce(entry as string, definition.type);
  const location: Location | undefined =
    supplied.file === undefined ? undefined : { file: supplied.file, path: formatPath(['parameters', name]) };
  const unknown = (kind: 'secret' | 'environment', what: string): Value =>
    symbol({
      key: `${supplied.file}:${JSON.stringify(entry)}`,
      text: what,
      type: definition.type,
      cause: { kind, name, ...(location && { location }) },
    });
  if (isJsonObject(entry)) {
    const value = at(entry, 'value');
    if (value !== undefined) return azd(value, definition.type, location);
    const secret = at(at(entry, 'reference'), 'secretName');
    if (at(entry, 'reference') !== undefined)
      return unknown('secret', `Key Vault secret '${typeof secret === 'string' ? secret : name}'`);
    const expression = at(entry, 'expression');
    if (expression !== undefined) {
      const input = (key: string): JsonValue | undefined => at(at(supplied.externalInputs, key), 'value');
      return parameterExpression(expression, supplied.file ?? '', input);
    }
    if (Object.keys(entry).length === 0) return undefined;
  }
  // Plain name-to-value maps are seen in the wild.
  return azd(entry, definition.type, location);
}

/** A text read as a value of the type: `true`, `3` and JSON become what they say, anything else stays a text. */
export function coerce(text: string, type: ValueType): Value {
  if (type === 'string' || type === 'any') return text;
  if (type === 'bool') return /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : text;
  try {
    const value = JSON.parse(text) as Value;
    return typeOf(value) === type ? value : text;
  } catch {
    return text;
  }
}

/** azd writes a default as shells do: `${NAME=default}`, `${NAME:=default}`, `${NAME-default}` and `${NAME:-default}`. */
const PLACEHOLDER = /\$\{([A-Za-z_]\w*)(?::?[=-]([^{}]*))?\}/g;

/** Puts azd's `${NAME}` and their defaults into a literal: unknowns of the environment, or their defaults. */
function azd(json: JsonValue, type: ValueType, location: Location | undefined): Value {
  if (typeof json === 'string') return json.includes('${') ? azdText(json, type, location) : json;
  if (Array.isArray(json)) return json.map((item) => azd(item, 'any', location));
  if (!isJsonObject(json)) return json as Value;
  if (!JSON.stringify(json).includes('${')) return json as ValueObject;
  const result: Record<string, Value> = Object.create(null);
  for (const [key, value] of Object.entries(json)) result[key] = azd(value, 'any', location);
  return result;
}

function azdText(text: string, type: ValueType, location: Location | undefined): Value {
  const parts: Value[] = [];
  let from = 0;
  const isAll = /^\$\{[^{}]*\}$/.test(text);
  for (const found of text.matchAll(PLACEHOLDER)) {
    const [all, name = '', fallback] = found;
    parts.push(text.slice(from, found.index), fallback ?? variable(name, isAll ? type : 'string', location));
    from = found.index + all.length;
  }
  const value = concatText([...parts, text.slice(from)]);
  return typeof value === 'string' && isWhole(value) ? coerce(value, type) : value;
}

function variable(name: string, type: ValueType, location: Location | undefined): Value {
  const text = `\${${name}}`;
  return symbol({
    key: `azd:${name}`,
    text,
    type: type === 'any' ? 'string' : type,
    cause: { kind: 'environment', name: text, ...(location && { location }) },
  });
}
