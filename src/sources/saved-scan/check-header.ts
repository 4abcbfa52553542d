import { isAccountId, isRegion } from '../../model/alibaba/alibaba-apis.ts';
import { UsageError } from '../../util/errors.ts';
import type { AlibabaHeader } from '../alibaba/decode/alibaba-record.ts';
import { isObject, type ParsedObject } from '../azure/decode/json-object.ts';
import type { ScanEnd, ScanHeader, ScanScope } from '../azure/decode/scan-record.ts';
import { isTooDeep, ownProperty } from './json-guards.ts';
import type { SavedHeader } from './saved-record.ts';

const FORMAT = 'acraudit-scan';
const VERSION = 1;
const ALIBABA = 'alibaba';
const HINT = 'Scan again with --save, or get the unmodified file.';

/** Whether a value claims to be the header of a saved scan, of any version. */
export function isHeaderOfAnyVersion(value: unknown): value is ParsedObject {
  return isObject(value) && ownProperty(value, 'format') === FORMAT;
}

/** The header of a saved scan; a `UsageError` when it is invalid or of an unknown version. */
export function checkHeader(value: unknown, file: string): SavedHeader {
  const fail = (text: string, hint = HINT): UsageError =>
    new UsageError(`${file}:1: ${text}`, { location: { file, line: 1 }, hint });
  if (!isHeaderOfAnyVersion(value)) throw fail('not a saved scan: its header is missing');
  const version = ownProperty(value, 'version');
  if (typeof version === 'number' && version > VERSION) {
    throw fail(`a saved scan of version ${version}, written by a newer acraudit`, 'Update acraudit.');
  }
  if (version !== VERSION) throw fail('a saved scan of an unknown version');
  const provider = ownProperty(value, 'provider');
  if (provider !== undefined && provider !== ALIBABA)
    throw fail('a saved scan of a provider that is not known', 'Update acraudit.');
  const header = provider === undefined ? headerOf(value) : alibabaHeaderOf(value);
  if (header === undefined || isTooDeep(value)) throw fail('the header of the saved scan is not as acraudit writes it');
  return header;
}

function headerOf(value: ParsedObject): ScanHeader | undefined {
  const started = ownProperty(value, 'started');
  const cloud = ownProperty(value, 'cloud');
  const tenant = ownProperty(value, 'tenant');
  const principal = ownProperty(value, 'principal');
  const apiVersions = ownProperty(value, 'apiVersions');
  const tool = toolOf(ownProperty(value, 'tool'));
  const scope = scopeOf(ownProperty(value, 'scope'));
  if (tool === undefined || scope === undefined || !isString(started) || !isString(cloud)) return undefined;
  if (!isStringOrNull(tenant) || !isStringOrNull(principal) || !isStringRecord(apiVersions)) return undefined;
  const reads = ownProperty(value, 'reads');
  if (reads !== undefined && !isStringList(reads)) return undefined;
  const more = reads === undefined ? {} : { reads };
  return { format: FORMAT, version: VERSION, tool, started, cloud, tenant, principal, apiVersions, scope, ...more };
}

function alibabaHeaderOf(value: ParsedObject): AlibabaHeader | undefined {
  const [started, cloud, account, principal] = ['started', 'cloud', 'account', 'principal'].map((key) =>
    ownProperty(value, key),
  );
  const apiVersions = ownProperty(value, 'apiVersions');
  const tool = toolOf(ownProperty(value, 'tool'));
  const scope = ownProperty(value, 'scope');
  const regions = isObject(scope) ? ownProperty(scope, 'regions') : undefined;
  if (tool === undefined || !isString(started) || !isString(cloud) || !isAccountId(account)) return undefined;
  if (!isStringOrNull(principal) || !isStringRecord(apiVersions) || !isStringList(regions)) return undefined;
  if (!regions.every(isRegion)) return undefined;
  const source = { started, cloud, account, principal, apiVersions, scope: { regions } };
  return { format: FORMAT, version: VERSION, provider: ALIBABA, tool, ...source };
}

function toolOf(value: unknown): ScanHeader['tool'] | undefined {
  if (!isObject(value)) return undefined;
  const name = ownProperty(value, 'name');
  const version = ownProperty(value, 'version');
  return isString(name) && isString(version) ? { name, version } : undefined;
}

function scopeOf(value: unknown): ScanScope | undefined {
  if (!isObject(value)) return undefined;
  const subscriptions = ownProperty(value, 'subscriptions');
  const excludeSubscriptions = ownProperty(value, 'excludeSubscriptions');
  const resourceGroups = ownProperty(value, 'resourceGroups');
  const managementGroup = ownProperty(value, 'managementGroup');
  if (!isStringList(subscriptions) || !isStringList(excludeSubscriptions) || !isStringList(resourceGroups))
    return undefined;
  if (managementGroup !== undefined && !isString(managementGroup)) return undefined;
  return {
    subscriptions,
    excludeSubscriptions,
    resourceGroups,
    ...(managementGroup !== undefined && { managementGroup }),
  };
}

/** The last line of a saved scan, or undefined when it is not as acraudit writes it. */
export function checkEnd(value: unknown): ScanEnd | undefined {
  if (!isObject(value)) return undefined;
  const finished = ownProperty(value, 'finished');
  const complete = ownProperty(value, 'complete');
  return isString(finished) && typeof complete === 'boolean' ? { finished, complete } : undefined;
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isStringOrNull(value: unknown): value is string | null {
  return value === null || isString(value);
}

function isStringList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isString);
}

function isStringRecord(value: unknown): value is Readonly<Record<string, string>> {
  return isObject(value) && Object.values(value).every(isString);
}
