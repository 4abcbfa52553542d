import { distribute } from './logic.ts';
import { call, isFault, isUnknown, type Operation, type Unknown, type Value } from './value.ts';

/**
 * The answer to a question about a value: what is known of it decides, in each of its branches, and what is not known is
 * the question itself, which is asked again when a scenario knows more.
 *
 * @param name What the question is, in words that follow the value; equal names are the same question.
 * @param ask The answer for a value that is no unknown; an array or object may still hold unknowns.
 * @param askInPart The answer where the known part of an unknown has one, whatever the rest is.
 */
export function lifted(
  value: Value,
  name: string,
  ask: (known: Value) => Value<boolean>,
  askInPart: (unknown: Unknown) => Value<boolean> | undefined = () => undefined,
): Value<boolean> {
  if (isFault(value)) return value;
  if (!isUnknown(value)) return ask(value);
  const split = distribute(value, (part) => lifted(part, name, ask, askInPart));
  if (split !== undefined) return split as Value<boolean>;
  const decided = askInPart(value);
  if (decided !== undefined) return decided;
  const operation: Operation = {
    name,
    type: 'bool',
    apply: ([again = null]) => lifted(again, name, ask, askInPart),
    print: ([text = '']) => `${text} ${name}`,
  };
  return call(operation, [value]) as Value<boolean>;
}
