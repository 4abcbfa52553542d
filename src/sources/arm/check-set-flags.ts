import { nearest } from '../../util/nearest.ts';
import { isUnknown, typeOf, type ValueType } from '../../value/value.ts';
import { type GivenParameter, givenValue } from './expand/given-parameter.ts';
import { isJsonObject, property } from './expand/json-access.ts';
import { parameterDefinition } from './expand/parameter-definition.ts';
import type { TokenPair } from './expand/tokens.ts';
import type { JsonValue } from './json/json-value.ts';

/** The names of a template's parameters, as they are written. */
export function declaredNames(template: JsonValue): readonly string[] {
  const section = property(template, 'parameters');
  return isJsonObject(section) ? Object.keys(section) : [];
}

/** The names, as written, of values without a parameter in the template. */
export function undeclared(values: ReadonlyMap<string, GivenParameter>, template: JsonValue): readonly string[] {
  const names = new Set(declaredNames(template).map((name) => name.toLowerCase()));
  return [...values].flatMap(([name, supplied]) => (names.has(name) ? [] : [supplied.name ?? name]));
}

/** How one template uses the values of `--set`. */
export interface FlagUse {
  /** Its parameters, as written. */
  readonly names: readonly string[];
  /** The declared types that values do not have, by lower-case name. */
  readonly wrongTypes: ReadonlyMap<string, ValueType>;
}

export function flagUse(
  flags: ReadonlyMap<string, GivenParameter>,
  template: JsonValue,
  tokens: readonly TokenPair[] | undefined,
): FlagUse {
  const wrongTypes = new Map<string, ValueType>();
  for (const name of flags.size > 0 ? declaredNames(template) : []) {
    const given = flags.get(name.toLowerCase());
    if (given === undefined) continue;
    const definition = parameterDefinition(name, property(property(template, 'parameters'), name) ?? null, template);
    const value = givenValue(name, given, definition, tokens);
    if (value === undefined || isUnknown(value) || definition.type === 'any') continue;
    if (typeOf(value) !== definition.type) wrongTypes.set(name.toLowerCase(), definition.type);
  }
  return { names: flags.size > 0 ? declaredNames(template) : [], wrongTypes };
}

const EXPECTED_FORM: Readonly<Record<ValueType, string>> = {
  bool: 'true or false',
  int: 'a whole number',
  string: 'a string',
  array: 'an array in JSON',
  object: 'an object in JSON',
  any: 'a value',
};

/**
 * The usage error for a `--set` whose parameter no template has, or whose value has the wrong type everywhere. The value
 * itself may be a secret and is not shown.
 */
export function flagProblem(flags: ReadonlyMap<string, GivenParameter>, uses: readonly FlagUse[]): string | undefined {
  for (const [name, { name: written = name }] of flags) {
    const using = uses.filter(({ names }) => names.some((declared) => declared.toLowerCase() === name));
    if (using.length === 0) {
      const suggestion = nearest(
        written,
        uses.flatMap(({ names }) => names),
      );
      const what = uses.length === 1 ? 'the template has no such parameter' : 'no template has such a parameter';
      return `--set ${written}: ${what}${suggestion === undefined ? '' : `; did you mean ${suggestion}?`}`;
    }
    const [type] = using.flatMap(({ wrongTypes }) => wrongTypes.get(name) ?? []);
    if (type !== undefined && using.every(({ wrongTypes }) => wrongTypes.has(name)))
      return `--set ${written}: the parameter is of type ${type} and takes ${EXPECTED_FORM[type]}`;
  }
  return undefined;
}
