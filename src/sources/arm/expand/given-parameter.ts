import { message, nameMessage } from '../../../messages/message.ts';
import { formatPath, type Location } from '../../../util/location.ts';
import { canonicalKey, expressionText, isArray, isObject, symbol, type Value } from '../../../value/value.ts';
import { parameterExpression } from '../expression/parameter-expression.ts';
import type { JsonValue } from '../json/json-value.ts';
import { isJsonObject, property } from './json-access.ts';
import type { ParameterDefinition } from './parameter-definition.ts';
import { parameterText } from './parameters.ts';
import { coerce, replaceTokens, type TokenContext, type TokenPair } from './tokens.ts';

/** An external parameter value: an entry of a parameter file, or the value of a `--set`. */
export interface GivenParameter {
  readonly entry: JsonValue;
  /** What the entry is once it is evaluated, parts of it unknown, where that was done before: a value of a Bicep parameter file. */
  readonly evaluated?: Value;
  /** The name of the parameter as written. */
  readonly name?: string;
  /** A value from the command line is converted to the type of the parameter. */
  readonly fromFlag: boolean;
  readonly file?: string;
  /** The section `externalInputs` of the parameter file: resolved inputs from other tools. */
  readonly externalInputs?: JsonValue | undefined;
}

/** The given value of a parameter: a literal, or an unknown for a reference. Undefined when none is given. */
export function givenValue(
  name: string,
  given: GivenParameter | undefined,
  definition: ParameterDefinition,
  tokens: readonly TokenPair[] = [],
): Value | undefined {
  if (given === undefined) return undefined;
  const { entry } = given;
  if (given.fromFlag) {
    const { type } = definition;
    return replaceTokens(entry as string, type, { tokens }) ?? coerce(entry as string, type);
  }
  const location: Location | undefined =
    given.file === undefined ? undefined : { file: given.file, path: formatPath(['parameters', name]) };
  const unknown = (kind: 'secret' | 'environment', text: string): Value =>
    symbol({
      key: `${given.file}:${JSON.stringify(entry)}`,
      text,
      type: definition.type,
      cause: { kind, name, ...(location && { location }) },
    });
  if (given.evaluated !== undefined) return readGiven(given.evaluated, definition, { tokens, location });
  if (isJsonObject(entry)) {
    const value = property(entry, 'value');
    if (value !== undefined) return readGiven(value as Value, definition, { tokens, location });
    const secret = property(property(entry, 'reference'), 'secretName');
    if (property(entry, 'reference') !== undefined)
      return unknown('secret', `Key Vault secret '${typeof secret === 'string' ? secret : name}'`);
    const expression = property(entry, 'expression');
    if (expression !== undefined) {
      const input = (key: string): JsonValue | undefined => property(property(given.externalInputs, key), 'value');
      return parameterExpression(expression, given.file ?? '', input);
    }
    if (Object.keys(entry).length === 0) return undefined;
  }
  // Plain name-to-value maps occur in practice.
  return readGiven(entry as Value, definition, { tokens, location });
}

/** The value of a parameter that a file may give, where an error hides whether it does. */
export function hiddenValue({ name, type }: ParameterDefinition, location: Location): Value {
  const place = `${location.file}:${location.line ?? 1}`;
  const known = nameMessage('cause.hidden-values', { place: location.file });
  const cause = { kind: 'notRead', name: known, text: message('cause.hidden-values', { place }), location } as const;
  return symbol({ key: `hidden:${place}:${name.toLowerCase()}`, text: parameterText(name), type, cause });
}

/** Replaces pipeline tokens anywhere in what is known of a value by unknowns of the environment. */
function readGiven(given: Value, definition: ParameterDefinition | undefined, context: TokenContext): Value {
  if (typeof given === 'string') return replaceTokens(given, definition?.type ?? 'any', context) ?? given;
  if (isArray(given)) return given.map((item, i) => readGiven(item, definition?.child(i), context));
  if (!isObject(given)) return given;
  const result: Record<string, Value> = Object.create(null);
  for (const [key, value] of Object.entries(given)) {
    // A member with an unknown name may be any member.
    const name = replaceTokens(key, 'string', context);
    if (name !== undefined) return unknownObject(name, context);
    result[key] = readGiven(value, definition?.child(key), context);
  }
  return result;
}

function unknownObject(name: Value, { location }: TokenContext): Value {
  const text = expressionText(name);
  const cause = { kind: 'environment', name: text, ...(location && { location }) } as const;
  return symbol({ key: `token:{${canonicalKey(name)}}`, text, type: 'object', cause });
}
