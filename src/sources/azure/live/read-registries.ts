import { MAX_BATCH_REQUESTS } from '../../../model/azure/limits.ts';
import type { RegistryRecord, ScanRecord, SettingsAnswer } from '../decode/scan-record.ts';
import { type Asking, laneOf } from './asking.ts';
import { readBatch } from './batch-settings.ts';
import type { Listed } from './list-registries.ts';
import { failed, readSettings } from './read-settings.ts';

/** Registries whose settings are known already, in any letter case of their ids. */
export interface Earlier {
  readonly has: (id: string) => boolean;
  readonly record: (id: string) => RegistryRecord | undefined;
}

/** What reading the settings of registries needs besides asking. */
export interface Reading extends Asking {
  readonly earlier?: Earlier;
  readonly sink: (record: ScanRecord) => void | Promise<void>;
  readonly counts: { read: number };
  readonly tell: () => void;
  /** Paths that the listing holds as a whole; undefined: what every scan lists. */
  readonly whole?: readonly string[];
  /** Switched off when the endpoint misbehaves. */
  batch: boolean;
}

/** Lets the registries of one subscription in one after the other, at the pace of its lane, and waits for all answers. */
export async function readAll(reading: Reading, subscription: string, registries: readonly Listed[]): Promise<void> {
  const { pacer, earlier } = reading;
  const lane = pacer.lane(laneOf(subscription));
  const open = new Set<Promise<void>>();
  const left: Listed[] = [];
  for (const listed of registries) {
    const before = earlier?.has(listed.id) === true ? earlier.record(listed.id) : undefined;
    if (before === undefined) left.push(listed);
    else await handOver(reading, before);
  }
  left.reverse();
  while (left.length > 0) {
    const some = left.splice(-(reading.batch ? MAX_BATCH_REQUESTS : 1)).reverse();
    let going: Promise<void>;
    try {
      await pacer.enter(lane, some.length);
      going = readSome(reading, some);
    } catch (error) {
      going = finish(reading, some, () => failed(reading, error));
    }
    const tracked: Promise<void> = going.finally(() => open.delete(tracked));
    open.add(tracked);
  }
  await Promise.all(open);
}

/** The first request has been let in already. */
async function readSome(reading: Reading, some: readonly Listed[]): Promise<void> {
  // While it waited the endpoint may have turned out to misbehave.
  const isBatch = some.length > 1 && reading.batch;
  const ids = some.map(({ id }) => id);
  const answers = isBatch ? await readBatch(reading, ids) : new Map<string, SettingsAnswer>();
  if (answers === undefined) reading.batch = false;
  for (const [i, one] of some.entries()) {
    const answer = answers?.get(one.id);
    await finish(reading, [one], () => answer ?? readSettings(reading, one.id, !isBatch && i === 0));
  }
}

async function finish(
  reading: Reading,
  some: readonly Listed[],
  read: () => SettingsAnswer | Promise<SettingsAnswer>,
): Promise<void> {
  const whole = reading.whole === undefined ? {} : { whole: reading.whole };
  for (const resource of some)
    await handOver(reading, { kind: 'registry', id: resource.id, resource, ...whole, settings: await read() });
}

async function handOver({ counts, sink, tell }: Reading, record: RegistryRecord): Promise<void> {
  counts.read++;
  await sink(record);
  tell();
}
