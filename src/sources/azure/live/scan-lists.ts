import { DATA_COLLECTION_ASSOCIATION_TYPE, mayHaveParts, SETTING_TYPE } from '../../../model/azure/resource-types.ts';
import { tierOf } from '../decode/scan-inventory.ts';
import type { ListRecord, ListResult, RegistryRecord, ScanRecord } from '../decode/scan-record.ts';
import { exportsAdministrative, managementGroupId } from '../decode/subscription-inventory.ts';
import { ancestorsByGraph, resourcesByGraph } from './list-by-graph.ts';
import { listResources } from './read-resources.ts';
import type { RequestContext } from './request-context.ts';
import type { ScanNeeds } from './scan-needs.ts';

/** What listing beside registries requires. */
export interface ListContext extends RequestContext {
  readonly needs: ScanNeeds;
  readonly sink: (record: ScanRecord) => void | Promise<void>;
  /** Subscriptions whose associations Resource Graph has given, in lower case. */
  readonly associationsListed: Set<string>;
  /** Lists of settings by the id of their scope: a management group stands above many subscriptions. */
  readonly settingLists: Map<string, Promise<ListResult>>;
}

/**
 * Emits the lists of subscriptions whose registries Resource Graph has listed, so that it can read them. Where it fails,
 * associations are asked of each registry, and the others of each subscription.
 */
export async function emitGraphLists(context: ListContext, subscriptions: readonly string[]): Promise<void> {
  const { needs } = context;
  if (subscriptions.length === 0) return;
  if (needs.associations && (await emitByGraph(context, DATA_COLLECTION_ASSOCIATION_TYPE, subscriptions)))
    for (const id of subscriptions) context.associationsListed.add(id.toLowerCase());
  for (const type of needs.related) {
    if (await emitByGraph(context, type, subscriptions)) continue;
    for (const id of subscriptions) await emitByArm(context, type, id);
  }
}

/** Emits the lists of a subscription that Resource Graph cannot read. */
export async function emitArmLists(context: ListContext, subscription: string): Promise<void> {
  for (const type of context.needs.related) await emitByArm(context, type, subscription);
}

async function emitByGraph(context: ListContext, type: string, subscriptions: readonly string[]): Promise<boolean> {
  try {
    const lists = await resourcesByGraph(context, type, subscriptions, context.needs.fieldsOf(type));
    for (const [id, resources] of lists)
      await context.sink(listRecord(`/subscriptions/${id}`, type, { status: 'read', resources }));
    return true;
  } catch {
    return false;
  }
}

async function emitByArm(context: ListContext, type: string, subscription: string): Promise<void> {
  const scope = `/subscriptions/${subscription}`;
  await context.sink(listRecord(scope, type, await listResources(context, type, scope, context.needs.fieldsOf(type))));
}

function listRecord(scope: string, type: string, result: ListResult): ListRecord {
  return { kind: 'list', scope, type, result };
}

/** The lists of one registry: its parts, and its associations where Resource Graph has not given them. */
export async function listsOfRegistry(
  context: ListContext,
  { id, resource }: Pick<RegistryRecord, 'id' | 'resource'>,
): Promise<Pick<RegistryRecord, 'lists'>> {
  const { needs, associationsListed } = context;
  const types = needs.children.filter((type) => mayHaveParts(type, tierOf(resource)));
  const [, , subscription = ''] = id.toLowerCase().split('/');
  if (needs.associations && !associationsListed.has(subscription)) types.push(DATA_COLLECTION_ASSOCIATION_TYPE);
  if (types.length === 0) return {};
  const lists: Record<string, ListResult> = {};
  for (const type of types) lists[type] = await listResources(context, type, id, needs.fieldsOf(type));
  return { lists };
}

/** Emits what exports the activity log of a subscription; the result is the management groups above it, where asked. */
export async function emitActivityLog(
  context: ListContext,
  subscription: string,
  ancestors: Promise<ReadonlyMap<string, readonly string[]>>,
): Promise<readonly string[] | undefined> {
  const own = await settingsOfScope(context, `/subscriptions/${subscription}`);
  if (own.status === 'read' && own.resources.some(({ resource }) => exportsAdministrative(resource.properties)))
    return [];
  const groups = (await ancestors).get(subscription);
  for (const name of groups ?? []) await settingsOfScope(context, managementGroupId(name));
  return groups;
}

function settingsOfScope(context: ListContext, scope: string): Promise<ListResult> {
  const found = context.settingLists.get(scope) ?? readSettingsOfScope(context, scope);
  context.settingLists.set(scope, found);
  return found;
}

async function readSettingsOfScope(context: ListContext, scope: string): Promise<ListResult> {
  const result = await listResources(context, SETTING_TYPE, scope, ['properties']);
  await context.sink(listRecord(scope, SETTING_TYPE, result));
  return result;
}

/** The management groups above subscriptions; none where Resource Graph does not tell them. */
export async function ancestorsOf(
  context: ListContext,
  subscriptions: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (!context.needs.activityLog) return new Map();
  try {
    return await ancestorsByGraph(context, subscriptions);
  } catch {
    return new Map();
  }
}
