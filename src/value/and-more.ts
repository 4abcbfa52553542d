import { call, isCall, type Operation, type Unknown, type Value } from './value.ts';

const AND_MORE: Operation = {
  name: 'andMore',
  type: 'array',
  apply: (args) => call(AND_MORE, args),
  print: ([list]) => `${list} and more`,
};

/** Parts of a resource of which some are known and there may be more. */
export interface PartlyKnown {
  readonly list: Value;
  /** Stands for the others. */
  readonly more: Unknown;
  /** Types of which there are no others. */
  readonly completeTypes: readonly string[];
}

/** A list with more in it that is not known. */
export function andMore({ list, more, completeTypes }: PartlyKnown): Unknown {
  return call(AND_MORE, [list, more, completeTypes]);
}

/** What is known of such a list. */
export function partlyKnown(value: Value): PartlyKnown | undefined {
  if (!isCall(value) || value.operation !== AND_MORE) return undefined;
  const [list = null, more, completeTypes] = value.args;
  return { list, more: more as Unknown, completeTypes: completeTypes as readonly string[] };
}
