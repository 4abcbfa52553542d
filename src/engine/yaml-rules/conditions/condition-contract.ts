import { and, booleanOperation, not, or } from '../../../value/logic.ts';
import { call, isFault, isUnknown, type Value } from '../../../value/value.ts';
import { type Literal, literalOf, truthOf } from '../literal-equality.ts';
import type { FoundValue } from '../read-path.ts';

export type SubjectKind = 'field' | 'type' | 'name' | 'source' | 'value' | 'scope';

export const CONDITION_OPTIONS = ['caseSensitive', 'convert', 'unique', 'includePrerelease', 'ignoreScheme'] as const;
type OptionName = (typeof CONDITION_OPTIONS)[number];

/** What stands beside a condition, and from when dates count. */
export type ConditionOptions = Readonly<Partial<Record<OptionName, boolean>>> & { readonly now?: number };

/** What a condition compares with: written in the rule, or what a function gives for the target. */
export type Expected = { readonly literal: Literal } | { readonly result: Value };

/** One of PSRule's conditions (docs/psrule.md). */
export interface Condition {
  /** What it can be asked of. */
  readonly subjects: readonly SubjectKind[];
  readonly options: readonly OptionName[];
  /** What has to stand behind its name. */
  readonly expects: 'boolean' | 'texts' | 'text' | 'integer' | 'any';
  /** Whether a function may stand there. */
  readonly takesResult: boolean;
  /** Throws what is wrong with what is expected, before anything is evaluated. */
  readonly check?: (literal: Literal, options: ConditionOptions) => void;
  readonly holds: (subject: FoundValue, expected: Expected, options: ConditionOptions) => Value<boolean>;
}

/** A condition without its question, which several share. */
export type Shape = Omit<Condition, 'holds'>;
export type Conditions = Readonly<Record<string, Condition>>;

export const ALL_SUBJECTS: readonly SubjectKind[] = ['field', 'type', 'name', 'source', 'value', 'scope'];
export const FIELD_OR_VALUE: readonly SubjectKind[] = ['field', 'value'];

/** One or several texts, none of which a function gives. */
export const TEXTS: Shape = {
  subjects: ALL_SUBJECTS,
  options: ['caseSensitive', 'convert'],
  expects: 'texts',
  takesResult: false,
};

export type Test = (value: Value, expected: Expected, options: ConditionOptions) => Value<boolean>;

/** Asks a test of what is there, and gives another answer where nothing is. */
export function whereThere(test: Test, otherwise: boolean): Condition['holds'] {
  return ({ exists, value }, expected, options) => {
    if (exists === false) return otherwise;
    const answer = test(value, expected, options);
    return otherwise ? or(not(exists), answer) : and(exists, answer);
  };
}

export function negated(test: Test): Test {
  return (value, expected, options) => not(test(value, expected, options));
}

/** Asks a test once what a function gives is known. */
export function whenKnown(name: string, test: Test): Test {
  const ask: Test = (value, expected, options) => {
    if ('literal' in expected) return test(value, expected, options);
    const { result } = expected;
    if (isFault(result)) return result;
    if (!isUnknown(result)) return test(value, expected, options);
    const operation = booleanOperation(
      `${name} the result${options.convert ? ' converted' : ''}`,
      ([again = null, known = null]) => ask(again, { result: known }, options),
    );
    return call(operation, [value, result]) as Value<boolean>;
  };
  return ask;
}

/** The answer, or its opposite where `false` is expected. */
export function asExpected(answer: Value<boolean>, expected: Expected): Value<boolean> {
  return truthOf(literalIn(expected)) === false ? not(answer) : answer;
}

export function literalIn(expected: Expected): Literal {
  return 'literal' in expected ? expected.literal : literalOf(expected.result);
}

export function textsIn(expected: Expected): readonly string[] {
  const literal = literalIn(expected);
  const list = Array.isArray(literal) ? literal : [literal];
  return list.flatMap((item) => (item === null || typeof item === 'object' ? [] : [String(item)]));
}
