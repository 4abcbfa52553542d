import type { ScanReads } from '../decode/scan-reads.ts';
import type { RegistryRecord, ScanRecord } from '../decode/scan-record.ts';
import type { RequestContext } from './request-context.ts';

type Sink = (record: ScanRecord) => void | Promise<void>;

/** What is read of registries besides, and where its records go. */
export interface ReadMoreContext extends RequestContext {
  readonly reads: ScanReads;
  readonly sink: Sink;
}

/** Reads more of registries whose settings have all been read. Never throws: failures are records too. */
export type ReadMore = (context: ReadMoreContext, registries: readonly RegistryRecord[]) => Promise<void>;

/** Keeps records of registries back: what they need stands before them. */
export function holdingRegistries(sink: Sink, held: RegistryRecord[]): Sink {
  return (record) => (record.kind === 'registry' ? void held.push(record) : sink(record));
}
