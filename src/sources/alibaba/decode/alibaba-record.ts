import type { ProblemRecord, ScanProblem } from '../../../model/scan-problem.ts';

/** One result of a scan of Alibaba Cloud, live or saved; findings are made from records alone. */
export type AlibabaRecord = RegionRecord | InstanceRecord | ProblemRecord;

/** The source of the records: the first element of a saved scan. */
export interface AlibabaHeader {
  readonly format: 'acraudit-scan';
  readonly version: 1;
  readonly provider: 'alibaba';
  readonly tool: { readonly name: string; readonly version: string };
  /** ISO 8601, UTC. */
  readonly started: string;
  /** `AlibabaCloud`, or the address that was asked in its place. */
  readonly cloud: string;
  /** The id of the account, digits alone. */
  readonly account: string;
  /** The resource name of who asked; null when it was not told. */
  readonly principal: string | null;
  /** By name of the interface. */
  readonly apiVersions: Readonly<Record<string, string>>;
  /** Empty: all regions. */
  readonly scope: { readonly regions: readonly string[] };
}

/** How listing the instances of a region ended, and what is known of where their events go. */
export interface RegionRecord {
  readonly kind: 'region';
  readonly id: string;
  /** `read`: it has instances; `empty`: none; `inaccessible`: they could not be listed, or not all of them. */
  readonly state: 'read' | 'empty' | 'inaccessible';
  readonly problem?: ScanProblem;
  /** Only where instances were listed. */
  readonly auditLog?: AuditLogRead;
}

/** An instance as it was listed. */
export interface InstanceRecord {
  readonly kind: 'instance';
  /** `acs:cr:REGION:ACCOUNT:instance/ID`. */
  readonly id: string;
  readonly resource: {
    readonly name: string;
    readonly status?: string;
    readonly specification?: string;
  };
}

/** What was read of the logstore that the instances of a region share. What its project lacks is missing as well. */
export interface AuditLogRead {
  readonly project: string;
  readonly projectRead: PartRead<object>;
  readonly logstore: PartRead<LogstoreFacts>;
  readonly index: PartRead<IndexFacts>;
  readonly events: PartRead<EventCounts>;
}

export type PartRead<T> =
  | { readonly status: 'read'; readonly value: T }
  /** The service says that there is no such thing; `NOT_ACTIVATED` where it has nothing of the account at all. */
  | { readonly status: 'missing'; readonly code: string }
  | { readonly status: 'failed'; readonly problem: ScanProblem };

/** The code of what is missing because Log Service is not activated. */
export const NOT_ACTIVATED = 'NotActivated';

export interface LogstoreFacts {
  /** Days that events are kept. */
  readonly days: number;
  /** What else it is set to, by `LOGSTORE_SETTINGS`: a change of one has to say the others again. */
  readonly settings: Readonly<Record<string, string | number | boolean>>;
}

export interface IndexFacts {
  /** Whether records can be asked for by the id of their instance. */
  readonly hasInstances: boolean;
}

/** Events from one time to another (ISO 8601, UTC), by the id of their instance, `cri-…`. */
export interface EventCounts {
  readonly from: string;
  readonly to: string;
  /** False when the service did not look at all of them. */
  readonly isComplete: boolean;
  /** Why it did not, where that was refused. */
  readonly problem?: ScanProblem;
  readonly instances: Readonly<Record<string, { readonly count: number; readonly last: string }>>;
}
