import { call, isArray, isFault, isUnknown, type Operation, typeOf, type Value } from '../../value/value.ts';

/** What a path finds from one of several values, and the question whether it finds anything. */
export interface Part {
  readonly isIn: Value<boolean>;
  readonly value: Value;
}

/** What is found from several values as one list; of lists what is in them, as PSRule joins them. */
export function gathered(parts: readonly Part[]): Value {
  const broken = parts.find(({ isIn }) => isFault(isIn));
  if (broken !== undefined) return broken.isIn;
  const some = parts.filter(({ isIn }) => isIn !== false);
  if (some.every(({ isIn, value }) => isIn === true && !mayBeList(value)))
    return some.flatMap(({ value }) => (isArray(value) ? value : [value]));
  return call(
    GATHERED,
    some.flatMap(({ isIn, value }) => [isIn, value]),
  );
}

function mayBeList(value: Value): boolean {
  return isUnknown(value) && ['any', 'array'].includes(typeOf(value));
}

/** Of questions and values in turn. */
const GATHERED: Operation = {
  name: 'gathered',
  type: 'array',
  apply: (args) =>
    gathered(
      args.flatMap((isIn, i) => (i % 2 === 0 ? [{ isIn: isIn as Value<boolean>, value: args[i + 1] ?? null }] : [])),
    ),
  print: (args) => `flatten(${args.filter((_, i) => i % 2 === 1).join(', ')})`,
};
