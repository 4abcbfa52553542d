import { cidrFunctions } from './cidr.ts';
import { collectionFunctions } from './collection.ts';
import { comparisonFunctions } from './comparison.ts';
import type { PureFunction } from './concrete-value.ts';
import { dateFunctions } from './date.ts';
import { encodingFunctions } from './encoding.ts';
import { formatFunctions } from './format.ts';
import { hashFunctions } from './hash.ts';
import { mergeFunctions } from './merge.ts';
import { numericFunctions } from './numeric.ts';
import { stringFunctions } from './string.ts';
import { uriFunctions } from './uri.ts';

export {
  ArmError,
  type ConcreteValue,
  type PureFunction,
} from './concrete-value.ts';

/**
 * Template functions whose result depends on their arguments alone, by lower-cased name; those that are evaluated in a way
 * of their own, such as `and()` and `resourceId()`, are in `expression/`. Semantics after Microsoft's
 * pages on template functions and values recorded from its engine; where sources disagree the code is `unsupported`.
 */
export const pureFunctions: ReadonlyMap<string, PureFunction> = new Map(
  [
    numericFunctions,
    stringFunctions,
    encodingFunctions,
    uriFunctions,
    formatFunctions,
    hashFunctions,
    dateFunctions,
    cidrFunctions,
    collectionFunctions,
    mergeFunctions,
    comparisonFunctions,
  ]
    .flat()
    .map((entry) => [entry.name.toLowerCase(), entry]),
);
