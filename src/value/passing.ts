import { call, type Operation, type Value } from './value.ts';

/** An element of a list, and the question whether it is in it. */
export interface ListCandidate {
  readonly isIn: Value<boolean>;
  readonly value: Value;
}

/** The list of those that are in it; where that is not known of one, the list is not known either. */
export function passing(candidates: readonly ListCandidate[]): Value {
  if (candidates.every(({ isIn }) => typeof isIn === 'boolean'))
    return candidates.flatMap(({ isIn, value }) => (isIn === true ? [value] : []));
  return call(
    PASSING,
    candidates.flatMap(({ isIn, value }) => (isIn === false ? [] : [isIn, value])),
  );
}

/** Of questions and elements in turn. */
const PASSING: Operation = {
  name: 'passing',
  type: 'array',
  apply: (args) => {
    const pairs = args.flatMap((isIn, i) =>
      i % 2 === 0 ? [{ isIn: isIn as Value<boolean>, value: args[i + 1] ?? null }] : [],
    );
    return passing(pairs);
  },
  print: (args) => `filter(${args.filter((_, i) => i % 2 === 1).join(', ')})`,
};
