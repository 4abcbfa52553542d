import type { ListResult, RegistryRecord, ResourceRecord, ScanRecord } from './scan-record.ts';

/** What a scan has read beside registries so far, by what it belongs to. Registries need what stands before them. */
export interface ScanReads {
  readonly add: (record: ScanRecord) => void;
  /** Settings keep an id as it was written, perhaps with a slash at its end; it was read without. */
  readonly resource: (id: string) => ResourceRecord['result'] | undefined;
  readonly list: (scope: string, type: string) => ListResult | undefined;
  /** The lists of a type that all belong to some subscription: the same array until there is another one. */
  readonly lists: (type: string) => readonly ListResult[];
}

export function createScanReads(): ScanReads {
  const resources = new Map<string, ResourceRecord['result']>();
  const lists = new Map<string, Map<string, ListResult>>();
  const arrays = new Map<string, readonly ListResult[]>();
  return {
    add: (record) => {
      if (record.kind === 'resource') resources.set(record.id.toLowerCase(), record.result);
      if (record.kind !== 'list') return;
      const type = record.type.toLowerCase();
      const ofType = lists.get(type) ?? new Map<string, ListResult>();
      lists.set(type, ofType.set(record.scope.toLowerCase(), record.result));
      arrays.delete(type);
    },
    resource: (id) => resources.get(id.replace(/\/$/, '').toLowerCase()),
    list: (scope, type) => lists.get(type.toLowerCase())?.get(scope.toLowerCase()),
    lists: (type) => {
      const key = type.toLowerCase();
      const found = arrays.get(key) ?? [...(lists.get(key)?.values() ?? [])];
      arrays.set(key, found);
      return found;
    },
  };
}

/** What a registry has of a type: in its own record, or in a list of its subscription. */
export function listOfRegistry({ id, lists }: RegistryRecord, type: string, reads: ScanReads): ListResult | undefined {
  const own = Object.entries(lists ?? {}).find(([listed]) => listed.toLowerCase() === type.toLowerCase());
  return own?.[1] ?? reads.list(subscriptionOf(id), type);
}

/** `/subscriptions/…` of an id. */
export function subscriptionOf(id: string): string {
  return id.split('/').slice(0, 3).join('/');
}
