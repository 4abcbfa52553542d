import { message } from './message.ts';

/** What resources of a type are called, by the type in lower case: one, several, and none. */
const NOUNS = {
  'alibaba.containerregistry/instances': ['count.instance-one', 'count.instance', 'none.instance'],
  'microsoft.containerregistry/registries': ['count.registry-one', 'count.registry', 'none.registry'],
  'microsoft.containerregistry/registries/connectedregistries': [
    'count.connected-registry-one',
    'count.connected-registry',
    'none.connected-registry',
  ],
  'microsoft.containerregistry/registries/tasks': ['count.task-one', 'count.task', 'none.task'],
  'microsoft.resources/subscriptions': ['count.subscription-one', 'count.subscription', 'none.subscription'],
} as const;

type Noun = (typeof NOUNS)[keyof typeof NOUNS];

const nouns: ReadonlyMap<string, Noun> = new Map(Object.entries(NOUNS));

/** `1 registry`, `2 registries`; a type without a noun of its own is written out: `2 resources of type Contoso.App/sites`. */
export function countOfType(count: number, type: string): string {
  const noun = nouns.get(type.toLowerCase());
  if (noun !== undefined) return message(noun[count === 1 ? 0 : 1], { count });
  return message(count === 1 ? 'count.of-type-one' : 'count.of-type', { count, type });
}

/** `no registry`. */
export function noneOfType(type: string): string {
  const noun = nouns.get(type.toLowerCase());
  return noun === undefined ? message('none.of-type', { type }) : message(noun[2]);
}
