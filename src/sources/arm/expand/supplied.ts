import { formatPath, type Location } from '../../../util/location.ts';
import { expressionText, keyOf, symbol, type Value } from '../../../value/value.ts';
import { parameterExpression } from '../expression/parameter-expression.ts';
import type { JsonValue } from '../json/json-value.ts';
import type { ParameterDefinition } from './parameter-definition.ts';
import { at, isJsonObject } from './sections.ts';
import { coerce, type Reading, replaceTokens, type TokenPair } from './tokens.ts';

/** A parameter value as it was given from outside: an entry of a parameter file, or the text of a `--set`. */
export interface Supplied {
  readonly entry: JsonValue;
  /** The parameter's name as it was written. */
  readonly name?: string;
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
  tokens: readonly TokenPair[] = [],
): Value | undefined {
  if (supplied === undefined) return undefined;
  const { entry } = supplied;
  if (supplied.fromFlag) {
    const { type } = definition;
    return replaceTokens(entry as string, type, { tokens }) ?? coerce(entry as string, type);
  }
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
    if (value !== undefined) return read(value, definition, { tokens, location });
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
  return read(entry, definition, { tokens, location });
}

/** Puts unknowns of the environment in place of a pipeline's tokens, wherever they stand in a literal. */
function read(json: JsonValue, definition: ParameterDefinition | undefined, reading: Reading): Value {
  if (typeof json === 'string') return replaceTokens(json, definition?.type ?? 'any', reading) ?? json;
  if (Array.isArray(json)) return json.map((item, i) => read(item, definition?.child(i), reading));
  if (!isJsonObject(json)) return json as Value;
  const result: Record<string, Value> = Object.create(null);
  for (const [key, value] of Object.entries(json)) {
    // A member whose name is not known may be any of them.
    const name = replaceTokens(key, 'string', reading);
    if (name !== undefined) return unknownMembers(name, reading);
    result[key] = read(value, definition?.child(key), reading);
  }
  return result;
}

function unknownMembers(name: Value, { location }: Reading): Value {
  const text = expressionText(name);
  const cause = { kind: 'environment', name: text, ...(location && { location }) } as const;
  return symbol({ key: `token:{${keyOf(name)}}`, text, type: 'object', cause });
}
