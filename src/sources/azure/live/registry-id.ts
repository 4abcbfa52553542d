import { parseRegistryId, type RegistryIdParts } from '../../../model/azure/azure-names.ts';

/** Parses a registry id; undefined for anything else, because the parts are used in request URLs. */
export function registryIdOf(id: string): RegistryIdParts | undefined {
  const read = id.endsWith('/') ? undefined : parseRegistryId(id);
  return typeof read === 'object' ? { ...read, subscription: read.subscription.toLowerCase() } : undefined;
}
