/*
 * The instance audit of Container Registry Enterprise Edition, by the help page "Instance audit" (alibabacloud.com/help/en/acr,
 * 2025-05-26): it is switched on in the console alone, and no operation of the API (2018-12-01) tells whether it is on. What it
 * records goes to Simple Log Service.
 */

/** An instance (`cri-…`). Alibaba Cloud has no types of this form: it is ours, so that rules name it as they name those of Azure. */
export const INSTANCE_TYPE = 'Alibaba.ContainerRegistry/instances';

/** Whether a type is one of Alibaba Cloud. */
export function isAlibabaType(type: string): boolean {
  return type.toLowerCase().startsWith('alibaba.');
}

/** The logstore that all instances of a region share; records are told apart by `INSTANCE_FIELD`. */
export const ACCESS_LOGSTORE = 'acr_access_log';

/** The field of a record that holds the id of its instance. */
export const INSTANCE_FIELD = 'instance_id';

/** Fields of a record that are worth asking for (the same help page). */
export const INDEXED_FIELDS: readonly string[] = [
  INSTANCE_FIELD,
  'action',
  'namespace_repo',
  'tag',
  'access_credential_type',
  'network_type',
  'http_request_remoteaddr',
  'http_request_useragent',
  'http_response_status',
  'user_identity_principal_id',
  'user_identity_user_type',
  'user_name',
];

/** The rule that is about it. */
export const AUDIT_RULE = 'Alibaba.ACR.InstanceAudit';

/** The project of Log Service that holds the logstore of an account in a region; it is created when the audit is switched on. */
export function accessLogProject(account: string, region: string): string {
  return `aliyun-product-data-${account}-${region}`;
}

/** Days that records are kept unless someone changes that. */
export const DEFAULT_LOG_DAYS = 365;
/** Days that stand for ever ("Logstore", API of Log Service): also the most that can be set. */
export const FOREVER_DAYS = 3650;

/** The properties of a logstore that a change of it has to repeat, or they may be reset ("UpdateLogStore", API of Log Service). */
export const LOGSTORE_SETTINGS: readonly string[] = [
  'appendMeta',
  'autoSplit',
  'enable_tracking',
  'hot_ttl',
  'infrequentAccessTTL',
  'maxSplitShard',
  'mode',
  'shardCount',
  'telemetryType',
];

/** The id of an instance in the form of Alibaba Cloud's resource names. */
export function instanceResourceName(account: string, region: string, instance: string): string {
  return `acs:cr:${region}:${account}:instance/${instance}`;
}

/** The parts of a resource name of an instance; undefined for other text. */
export function instanceParts(
  name: string,
): { readonly region: string; readonly account: string; readonly instance: string } | undefined {
  const [, region, account, instance] =
    /^acs:cr:([a-z0-9-]{1,40}):(\d{1,20}):instance\/([\w-]{1,64})$/.exec(name) ?? [];
  return region === undefined || account === undefined || instance === undefined
    ? undefined
    : { region, account, instance };
}

/** What of an instance a rule reads: all that is known of where its events go and whether they arrive. */
export const AUDIT_LOG_FIELD = 'auditLog';
/** Members of that. */
export const AUDIT_LOG = {
  project: `${AUDIT_LOG_FIELD}.project`,
  isActivated: `${AUDIT_LOG_FIELD}.isActivated`,
  projectExists: `${AUDIT_LOG_FIELD}.projectExists`,
  logstoreExists: `${AUDIT_LOG_FIELD}.logstoreExists`,
  /** Days that it keeps events. */
  days: `${AUDIT_LOG_FIELD}.days`,
  /** Whether events can be asked for by instance. */
  isIndexed: `${AUDIT_LOG_FIELD}.isIndexed`,
  /** Those of the instance that arrived, with `count` and `last`; an unknown where none did, for that may mean two things. */
  events: `${AUDIT_LOG_FIELD}.events`,
} as const;
