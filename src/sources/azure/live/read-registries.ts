import { MAX_BATCH_REQUESTS } from '../../../model/azure/limits.ts';
import type { RegistryRecord, SettingsResult } from '../decode/scan-record.ts';
import type { ListedRegistry } from './list-registries.ts';
import { readBatch } from './read-batch.ts';
import type { ReferencedReader } from './read-referenced.ts';
import { failedResult, readSettings } from './read-settings.ts';
import { subscriptionBucket } from './request-context.ts';
import { type ListContext, listsOfRegistry } from './scan-lists.ts';

/** Registries whose settings an earlier scan has read; ids ignore letter case. */
export interface EarlierResults {
  readonly has: (id: string) => boolean;
  readonly record: (id: string) => RegistryRecord | undefined;
}

/** What reading the settings of registries requires besides sending requests. */
export interface ReadContext extends ListContext {
  readonly readReferenced: ReferencedReader;
  readonly earlier?: EarlierResults;
  readonly counts: { read: number };
  readonly reportProgress: () => void;
  /** Paths that the listing holds as a whole; undefined: what every scan lists. */
  readonly whole?: readonly string[];
  /** Switched off when the endpoint misbehaves. */
  batch: boolean;
}

/** Reads the settings of all registries of one subscription at the rate of its bucket. */
export async function readAllSettings(
  context: ReadContext,
  subscription: string,
  registries: readonly ListedRegistry[],
): Promise<void> {
  const { limiter, earlier } = context;
  const bucket = limiter.bucket(subscriptionBucket(subscription));
  const open = new Set<Promise<void>>();
  const remaining: ListedRegistry[] = [];
  for (const listed of registries) {
    const earlierRecord = earlier?.has(listed.id) === true ? earlier.record(listed.id) : undefined;
    if (earlierRecord === undefined) remaining.push(listed);
    else {
      const record = withListing(earlierRecord, listed, context.whole);
      await context.readReferenced(record);
      await emit(context, record);
    }
  }
  remaining.reverse();
  while (remaining.length > 0) {
    const chunk = remaining.splice(-(context.batch ? MAX_BATCH_REQUESTS : 1)).reverse();
    let pending: Promise<void>;
    try {
      await limiter.acquire(bucket, chunk.length);
      pending = readChunk(context, chunk);
    } catch (error) {
      pending = emitAll(context, chunk, () => failedResult(context, error));
    }
    const tracked: Promise<void> = pending.finally(() => open.delete(tracked));
    open.add(tracked);
  }
  await Promise.all(open);
}

/** The rate limiter has already admitted the first request. */
async function readChunk(context: ReadContext, chunk: readonly ListedRegistry[]): Promise<void> {
  // The batch endpoint may have been switched off meanwhile.
  const isBatch = chunk.length > 1 && context.batch;
  const ids = chunk.map(({ id }) => id);
  const answers = isBatch ? await readBatch(context, ids) : new Map<string, SettingsResult>();
  if (answers === undefined) context.batch = false;
  for (const [i, one] of chunk.entries()) {
    const answer = answers?.get(one.id);
    await emitAll(context, [one], () => answer ?? readSettings(context, one.id, !isBatch && i === 0));
  }
}

async function emitAll(
  context: ReadContext,
  chunk: readonly ListedRegistry[],
  read: () => SettingsResult | Promise<SettingsResult>,
): Promise<void> {
  const whole = context.whole === undefined ? {} : { whole: context.whole };
  for (const resource of chunk) {
    const settings = await read();
    const base = { kind: 'registry', id: resource.id, resource, ...whole, settings } as const;
    if (settings.status === 'deleted') {
      await emit(context, base);
      continue;
    }
    const record = { ...base, ...(await listsOfRegistry(context, base)) };
    await context.readReferenced(record);
    await emit(context, record);
  }
}

/** What an earlier scan read of a registry, with what rules need of it that did not run then: the new listing holds it. */
function withListing(record: RegistryRecord, resource: ListedRegistry, whole: ReadContext['whole']): RegistryRecord {
  return whole === undefined ? record : { ...record, resource, whole };
}

async function emit({ counts, sink, reportProgress }: ReadContext, record: RegistryRecord): Promise<void> {
  counts.read++;
  await sink(record);
  reportProgress();
}
