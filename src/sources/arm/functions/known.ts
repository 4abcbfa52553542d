import { cidrFunctions } from './cidr.ts';
import { collectionFunctions } from './collection.ts';
import { comparisonFunctions } from './comparison.ts';
import { dateFunctions } from './date.ts';
import { encodingFunctions } from './encoding.ts';
import { formatFunctions } from './format.ts';
import { hashFunctions } from './hash.ts';
import { mergeFunctions } from './merge.ts';
import { numericFunctions } from './numeric.ts';
import { resourceIdFunctions } from './resource-id.ts';
import { textFunctions } from './text.ts';
import { uriFunctions } from './uri.ts';
import type { PureFunction } from './value.ts';

export { readMember } from './member.ts';
export { interleaveNames, knownText, splitResourceIdArguments } from './resource-id.ts';
export {
  ArmError,
  type Known,
  type PureFunction,
} from './value.ts';

/**
 * Every template function whose result depends on its arguments alone, by lower-cased name. Semantics after Microsoft's
 * pages on template functions and values recorded from its engine; where sources disagree the code is `unsupported`.
 */
export const pureFunctions: ReadonlyMap<string, PureFunction> = new Map(
  [
    numericFunctions,
    textFunctions,
    encodingFunctions,
    uriFunctions,
    formatFunctions,
    hashFunctions,
    dateFunctions,
    cidrFunctions,
    collectionFunctions,
    mergeFunctions,
    comparisonFunctions,
    resourceIdFunctions,
  ]
    .flat()
    .map((entry) => [entry.name.toLowerCase(), entry]),
);
