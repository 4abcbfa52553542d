import {
  DATA_COLLECTION_ASSOCIATION_TYPE,
  DATA_COLLECTION_RULE_TYPE,
  isType,
  LIFECYCLE_TYPE,
  TABLE_TYPE,
} from '../../../model/azure/resource-types.ts';
import { isObject } from '../decode/json-object.ts';
import { listOfRegistry, type ScanReads } from '../decode/scan-reads.ts';
import type { RegistryRecord, ResourceRecord, ScanRecord } from '../decode/scan-record.ts';
import { readResource } from './read-resources.ts';
import {
  type DestinationIds,
  destinationsOfRule,
  destinationsOfSettings,
  isIdOf,
  referencedIds,
} from './referenced-ids.ts';
import type { RequestContext } from './request-context.ts';
import type { ScanNeeds } from './scan-needs.ts';

/** Reads what the collectors of registries refer to, each resource once for the whole scan. */
export type ReferencedReader = (record: RegistryRecord) => Promise<void>;

/** What is looked up of a resource that does not exist does not exist either. */
const PARTS = [TABLE_TYPE, LIFECYCLE_TYPE];

export function createReferencedReader(
  context: RequestContext,
  { referenced, fieldsOf }: ScanNeeds,
  reads: ScanReads,
  sink: (record: ScanRecord) => void | Promise<void>,
): ReferencedReader {
  const started = new Map<string, Promise<ResourceRecord['result']>>();
  const readOnce = (type: string, id: string): Promise<ResourceRecord['result']> => {
    const key = id.toLowerCase();
    const found = started.get(key) ?? readAndEmit(type, id);
    started.set(key, found);
    return found;
  };
  const readAndEmit = async (type: string, id: string): Promise<ResourceRecord['result']> => {
    const result = await readResource(context, type, id, fieldsOf(type));
    await sink({ kind: 'resource', id, type, result });
    return result;
  };
  const readAll = async (ids: DestinationIds): Promise<void> => {
    const all = referencedIds(ids, referenced);
    const isPart = ({ type }: { readonly type: string }): boolean => PARTS.some((part) => isType(type, part));
    await Promise.all(all.filter((one) => !isPart(one)).map(({ type, id }) => readOnce(type, id)));
    await Promise.all(all.filter(isPart).map(({ type, id }) => readPart(type, id)));
  };
  const readPart = async (type: string, id: string): Promise<void> => {
    const owner = started.get(id.toLowerCase().split('/').slice(0, OWNER_SEGMENTS).join('/'));
    if (owner === undefined || (await owner).status === 'read') await readOnce(type, id);
  };
  return async (record) => {
    if (referenced.length === 0) return;
    await readAll(destinationsOfSettings(record.settings));
    for (const id of rulesOf(record, reads))
      await readAll(destinationsOfRule(await readOnce(DATA_COLLECTION_RULE_TYPE, id)));
  };
}

/** `/subscriptions/…/resourceGroups/…/providers/Namespace/type/name`. */
const OWNER_SEGMENTS = 9;

/** Ids of the data collection rules that a registry is associated with. */
export function rulesOf(record: RegistryRecord, reads: ScanReads): readonly string[] {
  const list = listOfRegistry(record, DATA_COLLECTION_ASSOCIATION_TYPE, reads);
  if (list?.status !== 'read') return [];
  const start = `${record.id.toLowerCase()}/`;
  return list.resources
    .filter(({ id }) => id.toLowerCase().startsWith(start))
    .flatMap(({ resource: { properties } }) => {
      const id = isObject(properties) ? properties.dataCollectionRuleId : undefined;
      return typeof id === 'string' && isIdOf(DATA_COLLECTION_RULE_TYPE, id) ? [id] : [];
    });
}
