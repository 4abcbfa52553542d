import type { CauseKind } from '../../../value/cause.ts';

/**
 * What a scan writes down, answer by answer. A saved scan is these records in a file; a live scan hands them straight on.
 * Either way findings are made from records alone, so that both give the same bytes.
 */
export type ScanRecord = SubscriptionRecord | RegistryRecord | ProblemRecord;

/** The most bytes of JSON that a record may have: a saved scan with a larger one could not be read again. */
export const LARGEST_RECORD = 32 * 1024 * 1024;

/** What of it the pages of settings may take; what else a record of a registry holds is far below the rest. */
export const LARGEST_PAGES = LARGEST_RECORD - 1024 * 1024;

/** What a scan was asked for, as it was asked. Empty lists: everything that is visible. */
export interface ScanScope {
  /** Ids or names. */
  readonly subscriptions: readonly string[];
  readonly excludeSubscriptions: readonly string[];
  readonly resourceGroups: readonly string[];
  readonly managementGroup?: string;
}

/** Where records come from: the first thing in a saved scan. */
export interface ScanHeader {
  readonly format: 'acraudit-scan';
  readonly version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  /** ISO 8601, UTC. */
  readonly started: string;
  /** `AzureCloud`, `AzureUSGovernment`, `AzureChinaCloud`, or the endpoint of another. */
  readonly cloud: string;
  /** Ids of who asked; null when they could not be told. */
  readonly tenant: string | null;
  readonly principal: string | null;
  /** By name of the request. */
  readonly apiVersions: Readonly<Record<string, string>>;
  readonly scope: ScanScope;
}

/** The last thing in a saved scan. */
export interface ScanEnd {
  readonly finished: string;
  /** False when it was interrupted. */
  readonly complete: boolean;
}

/**
 * How listing one subscription ended: registries were `read`, Azure Resource Manager confirmed that there are none
 * (`empty`), or it is `outOfReach` and nobody knows.
 */
export interface SubscriptionRecord {
  readonly kind: 'subscription';
  readonly id: string;
  readonly name: string;
  readonly state: 'read' | 'empty' | 'outOfReach';
  readonly listedBy: 'graph' | 'arm';
  /** Why it is out of reach. */
  readonly problem?: ReadProblem;
}

/** One registry as it was listed, and what became of reading its diagnostic settings. */
export interface RegistryRecord {
  readonly kind: 'registry';
  readonly id: string;
  /** As Azure answered: `id`, `name`, `type`, `location`, `sku`, …; of a live scan only these. */
  readonly resource: Readonly<Record<string, unknown>>;
  /**
   * Paths of `resource` that were read as a whole: what is absent there is absent in Azure, and what is absent elsewhere
   * was not read. `''` is the whole resource. Left out: `LISTED`, what a scan asks for.
   */
  readonly whole?: readonly string[];
  readonly settings: SettingsAnswer;
}

/** What a live scan asks for of each registry. */
export const LISTED: readonly string[] = ['id', 'name', 'type', 'location', 'sku'];

export type SettingsAnswer =
  /** The bodies of all pages, as Azure answered them. */
  | { readonly status: 'read'; readonly pages: readonly unknown[] }
  /** Some settings are known, and there may be others. Of exports only. */
  | { readonly status: 'partial'; readonly pages: readonly unknown[]; readonly problem: ReadProblem }
  /** It was listed, and there is no such registry any more. */
  | { readonly status: 'gone' }
  | { readonly status: 'failed'; readonly problem: ReadProblem };

/** Something of the scan as a whole that could not be read, such as a management group. */
export interface ProblemRecord {
  readonly kind: 'problem';
  readonly problem: ReadProblem;
}

/** Why a read failed. Texts are safe to show: no tokens, no headers. */
export interface ReadProblem {
  /**
   * `permission`: Azure refused; `throttled`: Azure asked to slow down for longer than we wait; `limit`: given up after
   * several tries, or interrupted; `notRead`: an export does not hold it.
   */
  readonly kind: Extract<CauseKind, 'permission' | 'throttled' | 'limit' | 'notRead'>;
  /** Azure's error code or a word of our own: `AuthorizationFailed`, `timeout`. */
  readonly code: string;
  /** A short sentence without a full stop: `HTTP 403 AuthorizationFailed on reading its diagnostic settings`. */
  readonly message: string;
}
