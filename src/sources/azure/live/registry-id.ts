import { type RegistryIdParts, readRegistryId } from '../../../model/azure/azure-names.ts';

/** Takes an id apart; undefined for anything that is no plain id of a registry, for it becomes part of a request. */
export function registryIdOf(id: string): RegistryIdParts | undefined {
  const read = id.endsWith('/') ? undefined : readRegistryId(id);
  return typeof read === 'object' ? { ...read, subscription: read.subscription.toLowerCase() } : undefined;
}
