import { nearest } from '../../util/nearest.ts';
import { isUnknown, typeOf, type ValueType } from '../../value/value.ts';
import { parameterDefinition } from './expand/parameter-definition.ts';
import { at, isJsonObject } from './expand/sections.ts';
import { type Supplied, suppliedValue } from './expand/supplied.ts';
import type { TokenPair } from './expand/tokens.ts';
import type { JsonValue } from './json/json-value.ts';

/** The names of a template's parameters, as they are written. */
export function declaredNames(template: JsonValue): readonly string[] {
  const section = at(template, 'parameters');
  return isJsonObject(section) ? Object.keys(section) : [];
}

/** The names, as written, of values that a template has no parameters for. */
export function undeclared(values: ReadonlyMap<string, Supplied>, template: JsonValue): readonly string[] {
  const names = new Set(declaredNames(template).map((name) => name.toLowerCase()));
  return [...values].flatMap(([name, supplied]) => (names.has(name) ? [] : [supplied.name ?? name]));
}

/** What one template makes of the values of `--set`. */
export interface FlagUse {
  /** Its parameters, as written. */
  readonly names: readonly string[];
  /** The types that values do not have, by lower-case name. */
  readonly wrong: ReadonlyMap<string, ValueType>;
}

export function flagUse(
  flags: ReadonlyMap<string, Supplied>,
  template: JsonValue,
  tokens: readonly TokenPair[] | undefined,
): FlagUse {
  const wrong = new Map<string, ValueType>();
  for (const name of flags.size > 0 ? declaredNames(template) : []) {
    const given = flags.get(name.toLowerCase());
    if (given === undefined) continue;
    const definition = parameterDefinition(name, at(at(template, 'parameters'), name) ?? null, template);
    const value = suppliedValue(name, given, definition, tokens);
    if (value === undefined || isUnknown(value) || definition.type === 'any') continue;
    if (typeOf(value) !== definition.type) wrong.set(name.toLowerCase(), definition.type);
  }
  return { names: flags.size > 0 ? declaredNames(template) : [], wrong };
}

const WANTED: Readonly<Record<ValueType, string>> = {
  bool: 'true or false',
  int: 'a whole number',
  string: 'a text',
  array: 'an array in JSON',
  object: 'an object in JSON',
  any: 'a value',
};

/**
 * Why a `--set` is wrong usage: no template has such a parameter, or the value has the type of none. The value itself,
 * which may be a secret, is not said.
 */
export function flagProblem(flags: ReadonlyMap<string, Supplied>, uses: readonly FlagUse[]): string | undefined {
  for (const [name, { name: written = name }] of flags) {
    const using = uses.filter(({ names }) => names.some((declared) => declared.toLowerCase() === name));
    if (using.length === 0) {
      const close = nearest(
        written,
        uses.flatMap(({ names }) => names),
      );
      const what = uses.length === 1 ? 'the template has no such parameter' : 'no template has such a parameter';
      return `--set ${written}: ${what}${close === undefined ? '' : `; did you mean ${close}?`}`;
    }
    const [type] = using.flatMap(({ wrong }) => wrong.get(name) ?? []);
    if (type !== undefined && using.every(({ wrong }) => wrong.has(name)))
      return `--set ${written}: the parameter is of type ${type} and takes ${WANTED[type]}`;
  }
  return undefined;
}
