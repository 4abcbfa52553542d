import type { RouteKind } from './arm.ts';

export interface RequestRecord {
  readonly method: string;
  readonly kind: RouteKind | 'unknown';
  readonly path: string;
  readonly apiVersion: string | null;
  /** 0: the connection was cut, or never answered. */
  status: number;
  /** By the server's clock, in milliseconds since 1970. */
  readonly at: number;
  /** Part of a batch: not a request of its own. */
  readonly inBatch: boolean;
  /** Whether a token came with it. */
  readonly hasToken: boolean;
  /** What was done to it on purpose. */
  fault?: string;
}

/** Every request that arrived, in the order of arrival. */
export interface RequestLog {
  /** The first ones, as many as are kept. */
  readonly records: readonly RequestRecord[];
  /** Requests that came on connections of their own, of one kind or of all; sign-in is not among all. */
  readonly count: (kind?: RouteKind | 'unknown') => number;
  /** Requests of a kind that ended so. */
  readonly countStatus: (status: number, kind?: RouteKind) => number;
  /** Throws when anything but reads arrived. */
  readonly assertReadOnly: () => void;
  readonly clear: () => void;
}

export interface WritableLog extends RequestLog {
  readonly add: (record: RequestRecord) => void;
  /** Tells how a request that was added ended. */
  readonly end: (record: RequestRecord, status: number) => void;
}

const SIGN_IN = new Set<string>(['token', 'discovery']);

/** `limit`: how many records are kept; the counts are of all. */
export function createLog(limit: number): WritableLog {
  const records: RequestRecord[] = [];
  const kinds = new Map<string, number>();
  const statuses = new Map<string, number>();
  const writes: string[] = [];
  const raise = (counts: Map<string, number>, key: string): unknown => counts.set(key, (counts.get(key) ?? 0) + 1);
  return {
    records,
    count: (kind) => {
      if (kind !== undefined) return kinds.get(kind) ?? 0;
      let total = 0;
      for (const [name, count] of kinds) if (!SIGN_IN.has(name)) total += count;
      return total;
    },
    countStatus: (status, kind) => {
      if (kind !== undefined) return statuses.get(`${kind} ${status}`) ?? 0;
      let total = 0;
      for (const [name, count] of statuses) if (name.endsWith(` ${status}`)) total += count;
      return total;
    },
    assertReadOnly: () => {
      if (writes.length > 0) throw new Error(`not read-only:\n${writes.join('\n')}`);
    },
    clear: () => {
      for (const list of [records, writes]) list.length = 0;
      for (const counts of [kinds, statuses]) counts.clear();
    },
    add: (record) => {
      if (records.length < limit) records.push(record);
      if (!record.inBatch) raise(kinds, record.kind);
      if (!isRead(record) && writes.length < 100) writes.push(`${record.method} ${record.path}`);
    },
    end: (record, status) => {
      record.status = status;
      raise(statuses, `${record.kind} ${status}`);
    },
  };
}

function isRead({ method, kind, inBatch }: RequestRecord): boolean {
  if (method === 'GET') return true;
  return (
    method === 'POST' &&
    !inBatch &&
    (kind === 'graph' ||
      kind === 'batch' ||
      kind === 'token' ||
      kind === 'logQuery' ||
      kind === 'resourceQuery' ||
      kind === 'logLink')
  );
}
