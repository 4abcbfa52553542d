/** What resources of a type are called, by the type in lower case: one, and several. */
const NOUNS: Readonly<Record<string, readonly [string, string]>> = {
  'alibaba.containerregistry/instances': ['instance', 'instances'],
  'microsoft.containerregistry/registries': ['registry', 'registries'],
  'microsoft.containerregistry/registries/connectedregistries': ['connected registry', 'connected registries'],
  'microsoft.containerregistry/registries/tasks': ['task', 'tasks'],
  'microsoft.resources/subscriptions': ['subscription', 'subscriptions'],
};

/** `1 registry`, `2 registries`; a type without a noun of its own is written out: `2 resources of type Contoso.App/sites`. */
export function countOfType(count: number, type: string): string {
  const noun = NOUNS[type.toLowerCase()];
  if (noun !== undefined) return `${count} ${noun[count === 1 ? 0 : 1]}`;
  return `${count} ${count === 1 ? 'resource' : 'resources'} of type ${type}`;
}

/** `no registry`. */
export function noneOfType(type: string): string {
  const noun = NOUNS[type.toLowerCase()];
  return noun === undefined ? `no resource of type ${type}` : `no ${noun[0]}`;
}
