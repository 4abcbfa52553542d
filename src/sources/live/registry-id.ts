/** The parts of a registry's resource id. */
export interface RegistryId {
  readonly subscription: string;
  readonly resourceGroup: string;
  readonly name: string;
}

const ID =
  /^\/subscriptions\/([\da-f-]{36})\/resourceGroups\/([^/?#%\\]{1,90})\/providers\/Microsoft\.ContainerRegistry\/registries\/([a-z\d]{1,50})$/i;

/** Takes an id apart; undefined for anything that is no plain id of a registry, for it becomes part of a request. */
export function registryIdOf(id: string): RegistryId | undefined {
  const [, subscription, resourceGroup, name] = ID.exec(id) ?? [];
  if (subscription === undefined || resourceGroup === undefined || name === undefined) return undefined;
  // What cannot be written into an address, or would lead elsewhere in it.
  if (/^\.+$|[\p{Surrogate}\p{Cc}]/u.test(resourceGroup)) return undefined;
  return { subscription: subscription.toLowerCase(), resourceGroup, name };
}
