import type { ProblemRecord, ScanProblem } from '../../../model/scan-problem.ts';

export type { ProblemRecord, ScanProblem };

/**
 * One result of a scan. A saved scan is a file of these records; a live scan passes them on directly. Findings are made
 * from records alone, so both give the same bytes.
 */
export type ScanRecord = SubscriptionRecord | RegistryRecord | ResourceRecord | ListRecord | ProblemRecord;

/** The most bytes of JSON that a record may have: a saved scan with a larger one could not be read again. */
export const MAX_RECORD_BYTES = 32 * 1024 * 1024;

/** The part of a record that the pages of settings may take; the rest of a registry record is much smaller. */
export const MAX_PAGES_BYTES = MAX_RECORD_BYTES - 1024 * 1024;

/** The requested scope of a scan. Empty lists: everything that is visible. */
export interface ScanScope {
  /** Ids or names. */
  readonly subscriptions: readonly string[];
  readonly excludeSubscriptions: readonly string[];
  readonly resourceGroups: readonly string[];
  readonly managementGroup?: string;
}

/** The source of the records: the first element of a saved scan. */
export interface ScanHeader {
  readonly format: 'acraudit-scan';
  readonly version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  /** ISO 8601, UTC. */
  readonly started: string;
  /** `AzureCloud`, `AzureUSGovernment`, `AzureChinaCloud`, or the endpoint of another. */
  readonly cloud: string;
  /** Ids of the scanning identity; null when the token does not contain them. */
  readonly tenant: string | null;
  readonly principal: string | null;
  /** By name of the request. */
  readonly apiVersions: Readonly<Record<string, string>>;
  readonly scope: ScanScope;
  /** What rules made the scan read beside registries and their settings, sorted; a resumed scan has to read the same. */
  readonly reads?: readonly string[];
}

/** The last element of a saved scan. */
export interface ScanEnd {
  readonly finished: string;
  /** False when it was interrupted. */
  readonly complete: boolean;
}

/**
 * How listing one subscription ended: registries were `read`, Azure Resource Manager confirmed that there are none
 * (`empty`), or it is not accessible (`inaccessibleError`).
 */
export interface SubscriptionRecord {
  readonly kind: 'subscription';
  readonly id: string;
  readonly name: string;
  readonly state: 'read' | 'empty' | 'inaccessible';
  readonly listedBy: 'graph' | 'arm';
  /** Why it is not accessible. */
  readonly problem?: ScanProblem;
  /** Names of the management groups above it, where rules asked for them and they could be read. */
  readonly managementGroups?: readonly string[];
}

/** One registry as it was listed, and the result of reading its diagnostic settings. */
export interface RegistryRecord {
  readonly kind: 'registry';
  readonly id: string;
  /** As returned by Azure: `id`, `name`, `type`, `location`, `sku`, …; a live scan has only these. */
  readonly resource: Readonly<Record<string, unknown>>;
  /**
   * Paths of `resource` that were read as a whole: what is absent there is absent in Azure, and what is absent elsewhere
   * was not read. `''` is the whole resource. Left out: `LISTED_PROPERTIES`, what a scan asks for.
   */
  readonly whole?: readonly string[];
  readonly settings: SettingsResult;
  /** By type: what is part of the registry or attached to it, as far as rules asked for it. */
  readonly lists?: Readonly<Record<string, ListResult>>;
}

/** What was read of a resource: as Azure answered it, cut down to what rules need, and the paths that were read whole. */
export interface ReadResource {
  readonly id: string;
  readonly resource: Readonly<Record<string, unknown>>;
  readonly whole: readonly string[];
}

/** What became of listing resources of one type. */
export type ListResult =
  | { readonly status: 'read'; readonly resources: readonly ReadResource[] }
  | { readonly status: 'failed'; readonly problem: ScanProblem };

/** Resources of one type in a subscription, or attached to a subscription or a management group. */
export interface ListRecord {
  readonly kind: 'list';
  /** Id of what they belong to. */
  readonly scope: string;
  readonly type: string;
  readonly result: ListResult;
}

/** A resource that something refers to by id. Its record stands before those of the registries that need it. */
export interface ResourceRecord {
  readonly kind: 'resource';
  readonly id: string;
  readonly type: string;
  readonly result:
    | ({ readonly status: 'read' } & Omit<ReadResource, 'id'>)
    /** Azure says that there is no such resource. */
    | { readonly status: 'missing' }
    | { readonly status: 'failed'; readonly problem: ScanProblem };
}

/** What a live scan asks for of each registry. */
export const LISTED_PROPERTIES: readonly string[] = ['id', 'name', 'type', 'location', 'sku'];

/** The tag by which a registry may say itself what is accepted of it; the only one that a scan keeps. */
export const SUPPRESS_TAG = 'acraudit-suppress';

/** Whether a scan is one of everything that is visible. */
export function isUnrestricted({
  subscriptions,
  excludeSubscriptions,
  resourceGroups,
  managementGroup,
}: ScanScope): boolean {
  const named = [...subscriptions, ...excludeSubscriptions, ...resourceGroups];
  return named.length === 0 && managementGroup === undefined;
}

export type SettingsResult =
  /** The response bodies of all pages, unchanged. */
  | { readonly status: 'read'; readonly pages: readonly unknown[] }
  /** Some settings are known, and there may be others. Exports only. */
  | { readonly status: 'partial'; readonly pages: readonly unknown[]; readonly problem: ScanProblem }
  /** The registry was deleted after it was listed. */
  | { readonly status: 'deleted' }
  | { readonly status: 'failed'; readonly problem: ScanProblem };
