import { UsageError } from '../../util/errors.ts';
import { isObject, type JsonObject } from '../azure/decode/json-object.ts';
import type { ScanEnd, ScanHeader, ScanScope } from '../azure/decode/scan-record.ts';
import { isTooDeep, own } from './shape.ts';

const FORMAT = 'acraudit-scan';
const VERSION = 1;
const HINT = 'Scan again with --save, or ask for the file as it was written.';

/** Whether a value is, by its word, the header of a saved scan, of whatever version. */
export function claimsToBeHeader(value: unknown): value is JsonObject {
  return isObject(value) && own(value, 'format') === FORMAT;
}

/** The header of a saved scan; a `UsageError` when it is none, or one of a version that this program does not know. */
export function checkHeader(value: unknown, file: string): ScanHeader {
  const fail = (text: string, hint = HINT): UsageError =>
    new UsageError(`${file}:1: ${text}`, { location: { file, line: 1 }, hint });
  if (!claimsToBeHeader(value)) throw fail('not a saved scan: its header is missing');
  const version = own(value, 'version');
  if (typeof version === 'number' && version > VERSION) {
    throw fail(`a saved scan of version ${version}, written by a newer acraudit`, 'Update acraudit.');
  }
  if (version !== VERSION) throw fail('a saved scan of no known version');
  const header = headerOf(value);
  if (header === undefined || isTooDeep(value)) throw fail('the header of the saved scan is not as acraudit writes it');
  return header;
}

function headerOf(value: JsonObject): ScanHeader | undefined {
  const started = own(value, 'started');
  const cloud = own(value, 'cloud');
  const tenant = own(value, 'tenant');
  const principal = own(value, 'principal');
  const apiVersions = own(value, 'apiVersions');
  const tool = toolOf(own(value, 'tool'));
  const scope = scopeOf(own(value, 'scope'));
  if (tool === undefined || scope === undefined || !isText(started) || !isText(cloud)) return undefined;
  if (!isTextOrNull(tenant) || !isTextOrNull(principal) || !isTexts(apiVersions)) return undefined;
  return { format: FORMAT, version: VERSION, tool, started, cloud, tenant, principal, apiVersions, scope };
}

function toolOf(value: unknown): ScanHeader['tool'] | undefined {
  if (!isObject(value)) return undefined;
  const name = own(value, 'name');
  const version = own(value, 'version');
  return isText(name) && isText(version) ? { name, version } : undefined;
}

function scopeOf(value: unknown): ScanScope | undefined {
  if (!isObject(value)) return undefined;
  const subscriptions = own(value, 'subscriptions');
  const excludeSubscriptions = own(value, 'excludeSubscriptions');
  const resourceGroups = own(value, 'resourceGroups');
  const managementGroup = own(value, 'managementGroup');
  if (!isList(subscriptions) || !isList(excludeSubscriptions) || !isList(resourceGroups)) return undefined;
  if (managementGroup !== undefined && !isText(managementGroup)) return undefined;
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
  const finished = own(value, 'finished');
  const complete = own(value, 'complete');
  return isText(finished) && typeof complete === 'boolean' ? { finished, complete } : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || isText(value);
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isText);
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return isObject(value) && Object.values(value).every(isText);
}
