import { DESTINATION_TYPES } from '../../model/azure/destinations.ts';
import { idExample, idPattern } from '../../model/azure/resource-types.ts';
import { destinationProperties, type FixSettings } from '../fix-settings.ts';

/** A sentence about the first configured destination that is of another type than its property takes; undefined when none is. */
export function wrongDestination({ destination, destinations }: FixSettings): string | undefined {
  for (const one of [destination, ...destinations]) {
    for (const property of destinationProperties) {
      const types: readonly string[] =
        property in DESTINATION_TYPES ? DESTINATION_TYPES[property as keyof typeof DESTINATION_TYPES] : [];
      const id = one[property] ?? '';
      const [type] = types;
      if (type !== undefined && id !== '' && !types.some((known) => idPattern(known).test(id)))
        return `${property} '${id}': expected ${idExample(type)}`;
    }
  }
  return undefined;
}
