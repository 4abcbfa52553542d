import { equals } from './equality.ts';
import { anyOf, booleanOperation, distribute } from './logic.ts';
import { memoize } from './memoize.ts';
import { withRevealed } from './secure.ts';
import { CASE_FUNCTIONS } from './symbolic-string.ts';
import { type CallValue, call, isCall, isFault, isSymbol, isUnknown, type Value } from './value.ts';

/** Makes a question about a text: answered where the text is known, and asked of what is not. Null is no text. */
export function textQuestion(name: string, test: (text: string) => boolean): (value: Value) => Value<boolean> {
  const ask = (value: Value): Value<boolean> => {
    if (isFault(value)) return value;
    if (!isUnknown(value)) return typeof value === 'string' && test(value);
    return (distribute(value, ask) as Value<boolean> | undefined) ?? (call(operation, [value]) as Value<boolean>);
  };
  const operation = booleanOperation(name, ([value = null]) => ask(value));
  return ask;
}

/**
 * Makes a question about the literal parts of a name or id: whether one of them passes the test. What is not known is
 * assumed not to, as an unknown is assumed to be a name; scenarios arise only from a conditional in the template itself, or
 * from the allowed values of a parameter.
 */
export function literalQuestion(test: (part: string) => boolean): (value: Value) => Value<boolean> {
  const ask = (value: Value): Value<boolean> => {
    if (typeof value === 'string') return test(value);
    if (isSymbol(value)) {
      const wrong = value.domain?.filter((one) => typeof one === 'string' && test(one)) ?? [];
      return anyOf(wrong.map((one) => equals(value, one)));
    }
    return isCall(value) ? askCall(value) : false;
  };
  const askCall = memoize((value: CallValue): Value<boolean> => {
    const { operation, args } = value;
    if (operation.name === 'concat') return anyOf(args.map(ask));
    if (CASE_FUNCTIONS.has(operation.name)) return ask(args[0] ?? null);
    return (distribute(value, ask) as Value<boolean> | undefined) ?? false;
  });
  return (value) => withRevealed(value, ask) as Value<boolean>;
}
