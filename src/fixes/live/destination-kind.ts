import { DESTINATION_TYPES } from '../../model/azure/destinations.ts';
import { idExample, idPattern } from '../../model/azure/resource-types.ts';
import { configurableDestinations, type FixOptions } from '../fix-options.ts';

/** A sentence about the first configured destination that is of another type than its property takes; undefined when none is. */
export function destinationProblem({ destination, destinations }: FixOptions): string | undefined {
  for (const one of [destination, ...destinations]) {
    for (const property of configurableDestinations) {
      const id = one[property] ?? '';
      const types = DESTINATION_TYPES[property];
      if (id !== '' && !types.some((type) => idPattern(type).test(id)))
        return `${property} '${id}': expected ${idExample(types[0])}`;
    }
  }
  return undefined;
}
