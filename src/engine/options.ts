/** What an option of a rule can be set to. */
export type OptionValue = string | number | boolean | readonly string[];

/**
 * A JSON Schema (draft 2020-12) for one option, with its default and a description for people. `enum` compares without
 * regard to letter case where a person typed the value.
 */
export type OptionSchema =
  | (Described<string> & { readonly enum: readonly string[] })
  | (Described<string> & { readonly type: 'string'; readonly pattern?: string; readonly maxLength?: number })
  | (Described<number> & { readonly type: 'integer'; readonly minimum?: number; readonly maximum?: number })
  | (Described<boolean> & { readonly type: 'boolean' })
  | (Described<readonly string[]> & { readonly type: 'array'; readonly items: { readonly type: 'string' } });

interface Described<V> {
  readonly description: string;
  readonly default: V;
}

/** By option name; `properties` of the JSON Schema that the options of a rule have to match. */
export type OptionSchemas = Readonly<Record<string, OptionSchema>>;

/** Values of a rule's options, all of them: what is not configured has its default. */
export type OptionValues = Readonly<Record<string, OptionValue>>;

/** The values that a rule declares for its options. */
export type ValuesOf<S extends OptionSchemas> = { readonly [Name in keyof S]: ValueOf<S[Name]> };

type ValueOf<S> = S extends { readonly enum: readonly (infer V)[] }
  ? V
  : S extends { readonly default: infer V }
    ? Widened<V>
    : never;
type Widened<V> = V extends number ? number : V extends boolean ? boolean : V extends string ? string : V;

/** What is set, with the defaults of the rest. */
export function completeOptions(schemas?: OptionSchemas, set: OptionValues = {}): OptionValues {
  if (schemas === undefined) return set;
  const defaults = Object.entries(schemas).map(([name, schema]) => [name, schema.default] as const);
  return { ...Object.fromEntries(defaults), ...set };
}
