import { call, isFault, type Operation, type Value } from '../../value/value.ts';
import type { QuantifierName } from './spec-expression.ts';

const FITS: Readonly<Record<QuantifierName, (count: number, wanted: number) => boolean>> = {
  greaterOrEqual: (count, wanted) => count >= wanted,
  greater: (count, wanted) => count > wanted,
  lessOrEqual: (count, wanted) => count <= wanted,
  less: (count, wanted) => count < wanted,
  count: (count, wanted) => count === wanted,
};

/** The same where there may be any number of others; undefined where these could change it. */
export function countFitsAnyway(
  { name, count }: { readonly name: QuantifierName; readonly count: number },
  answers: readonly Value[],
): boolean | undefined {
  const least = answers.filter((answer) => answer === true).length;
  const many = FITS[name](Number.POSITIVE_INFINITY, count);
  // What is exactly so many may come to be, and no more when there are too many already.
  const isSettled = name === 'count' ? least > count : FITS[name](least, count) === many;
  return isSettled ? many : undefined;
}

/** Whether so many answers are yes; decided as soon as every number that is possible says the same. */
export function countFits(
  quantifier: { readonly name: QuantifierName; readonly count: number },
  answers: readonly Value[],
): Value<boolean> {
  const fits = FITS[quantifier.name];
  const least = answers.filter((answer) => answer === true).length;
  const most = answers.filter((answer) => answer !== false).length;
  const possible = new Set(Array.from({ length: most - least + 1 }, (_, i) => fits(least + i, quantifier.count)));
  const [only] = possible;
  if (possible.size === 1 && only !== undefined) return only;
  const broken = answers.find(isFault);
  if (broken !== undefined) return broken;
  const operation: Operation = {
    name: `count ${quantifier.name} ${quantifier.count}`,
    type: 'bool',
    apply: (again) => countFits(quantifier, again),
    print: (texts) => `count(${texts.join(', ')}) ${quantifier.name} ${quantifier.count}`,
  };
  return call(operation, answers) as Value<boolean>;
}
