import { parseRegistryId } from '../../model/azure/azure-names.ts';
import { isObject, type ParsedObject } from '../azure/decode/json-object.ts';
import type {
  ListResult,
  ProblemRecord,
  ReadResource,
  RegistryRecord,
  ResourceRecord,
  ScanProblem,
  ScanRecord,
  SettingsResult,
  SubscriptionRecord,
} from '../azure/decode/scan-record.ts';
import { isSettingsPage } from '../azure/decode/validate-settings-response.ts';
import { isTooDeep, MAX_EXPORT_DEPTH, ownProperty } from './json-guards.ts';

/** A record, or the problem with it as a sentence without a full stop. */
export type CheckedRecord = { readonly record: ScanRecord } | { readonly wrong: string };

const STATES: readonly string[] = ['read', 'empty', 'inaccessible'] satisfies SubscriptionRecord['state'][];
const LISTED_BY: readonly string[] = ['graph', 'arm'] satisfies SubscriptionRecord['listedBy'][];
const PROBLEM_KINDS: readonly string[] = ['permission', 'throttled', 'limit'] satisfies ScanProblem['kind'][];

/** Validates a record of a saved scan without a schema library: a file has 100,000 of them. Unknown members are dropped. */
export function checkRecord(value: unknown): CheckedRecord {
  if (!isObject(value)) return { wrong: 'the record is not an object' };
  if (isTooDeep(value)) return { wrong: `the record is nested deeper than ${MAX_EXPORT_DEPTH}` };
  switch (ownProperty(value, 'kind')) {
    case 'registry':
      return checkRegistry(value);
    case 'subscription':
      return checkSubscription(value);
    case 'problem':
      return checkProblem(value);
    case 'resource':
      return checkResource(value);
    case 'list':
      return checkList(value);
    default:
      return { wrong: 'the record has an unknown kind' };
  }
}

const NO_ID = 'its id is not that of a container registry';

function checkRegistry(value: ParsedObject): CheckedRecord {
  const id = ownProperty(value, 'id');
  const resource = ownProperty(value, 'resource');
  const settings = settingsOf(ownProperty(value, 'settings'));
  const parsed = typeof id === 'string' && !id.endsWith('/') ? parseRegistryId(id) : NO_ID;
  if (typeof id !== 'string' || typeof parsed === 'string') return { wrong: `${parsed}` };
  if (!isObject(resource)) return { wrong: 'the resource of the record is not an object' };
  const inner = ownProperty(resource, 'id');
  if (inner !== undefined && (typeof inner !== 'string' || inner.toLowerCase() !== id.toLowerCase())) {
    return { wrong: 'the resource of the record has another id' };
  }
  if (settings === undefined) return { wrong: 'the settings of the record are not as acraudit writes them' };
  const whole = ownProperty(value, 'whole');
  if (whole !== undefined && !isStringArray(whole)) return { wrong: 'the list of completely read paths is invalid' };
  const lists = ownProperty(value, 'lists');
  const read = listsOf(lists);
  if (read === undefined) return { wrong: 'the lists of the record are not as acraudit writes them' };
  const record: RegistryRecord = {
    kind: 'registry',
    id,
    resource,
    ...(whole !== undefined && { whole }),
    settings,
    ...(lists !== undefined && { lists: read }),
  };
  return { record };
}

function listsOf(value: unknown): Readonly<Record<string, ListResult>> | undefined {
  if (value === undefined) return {};
  if (!isObject(value)) return undefined;
  const lists: Record<string, ListResult> = Object.create(null);
  for (const [type, given] of Object.entries(value)) {
    const list = listOf(given);
    if (list === undefined) return undefined;
    lists[type] = list;
  }
  return lists;
}

function listOf(value: unknown): ListResult | undefined {
  if (!isObject(value)) return undefined;
  const status = ownProperty(value, 'status');
  const problem = problemOf(ownProperty(value, 'problem'));
  if (status === 'failed' && problem !== undefined) return { status, problem };
  const given = ownProperty(value, 'resources');
  if (status !== 'read' || !Array.isArray(given)) return undefined;
  const resources = given.flatMap((one) => readResourceOf(one, ownProperty(isObject(one) ? one : {}, 'id')) ?? []);
  return resources.length === given.length ? { status, resources } : undefined;
}

function readResourceOf(value: unknown, id: unknown): ReadResource | undefined {
  if (!isObject(value) || typeof id !== 'string') return undefined;
  const resource = ownProperty(value, 'resource');
  const whole = ownProperty(value, 'whole');
  return isObject(resource) && isStringArray(whole) ? { id, resource, whole } : undefined;
}

function checkList(value: ParsedObject): CheckedRecord {
  const scope = ownProperty(value, 'scope');
  const type = ownProperty(value, 'type');
  const result = listOf(ownProperty(value, 'result'));
  if (typeof scope !== 'string' || typeof type !== 'string' || result === undefined)
    return { wrong: 'the record of a list is not as acraudit writes it' };
  return { record: { kind: 'list', scope, type, result } };
}

function checkResource(value: ParsedObject): CheckedRecord {
  const id = ownProperty(value, 'id');
  const type = ownProperty(value, 'type');
  const result = resultOf(ownProperty(value, 'result'));
  if (typeof id !== 'string' || typeof type !== 'string' || result === undefined)
    return { wrong: 'the record of a resource is not as acraudit writes it' };
  return { record: { kind: 'resource', id, type, result } };
}

function resultOf(value: unknown): ResourceRecord['result'] | undefined {
  if (!isObject(value)) return undefined;
  const status = ownProperty(value, 'status');
  const problem = problemOf(ownProperty(value, 'problem'));
  if (status === 'missing') return { status };
  if (status === 'failed') return problem && { status, problem };
  const read = status === 'read' ? readResourceOf(value, '') : undefined;
  return read && { status: 'read', resource: read.resource, whole: read.whole };
}

function settingsOf(value: unknown): SettingsResult | undefined {
  if (!isObject(value)) return undefined;
  const status = ownProperty(value, 'status');
  const pages = ownProperty(value, 'pages');
  const problem = problemOf(ownProperty(value, 'problem'));
  // An invalid page must not count as one without settings.
  if (status === 'read' && Array.isArray(pages) && pages.length > 0 && pages.every(isSettingsPage))
    return { status, pages };
  if (status === 'failed' && problem !== undefined) return { status, problem };
  return status === 'deleted' ? { status } : undefined;
}

function checkSubscription(value: ParsedObject): CheckedRecord {
  const id = ownProperty(value, 'id');
  const name = ownProperty(value, 'name');
  const state = ownProperty(value, 'state');
  const listedBy = ownProperty(value, 'listedBy');
  const given = ownProperty(value, 'problem');
  const problem = problemOf(given);
  const named = typeof id === 'string' && id !== '' && typeof name === 'string';
  if (!named || !isState(state) || !isListedBy(listedBy) || (given !== undefined && problem === undefined)) {
    return { wrong: 'the record of a subscription is not as acraudit writes it' };
  }
  const managementGroups = ownProperty(value, 'managementGroups');
  if (managementGroups !== undefined && !isStringArray(managementGroups))
    return { wrong: 'the management groups of the subscription are not a list of names' };
  const record: SubscriptionRecord = {
    kind: 'subscription',
    id,
    name,
    state,
    listedBy,
    ...(problem !== undefined && { problem }),
    ...(managementGroups !== undefined && { managementGroups }),
  };
  return { record };
}

function checkProblem(value: ParsedObject): CheckedRecord {
  const problem = problemOf(ownProperty(value, 'problem'));
  if (problem === undefined) return { wrong: 'the record of a problem is not as acraudit writes it' };
  const record: ProblemRecord = { kind: 'problem', problem };
  return { record };
}

function problemOf(value: unknown): ScanProblem | undefined {
  if (!isObject(value)) return undefined;
  const kind = ownProperty(value, 'kind');
  const code = ownProperty(value, 'code');
  const message = ownProperty(value, 'message');
  const fits = isProblemKind(kind) && typeof code === 'string' && typeof message === 'string';
  return fits ? { kind, code, message } : undefined;
}

function isStringArray(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isState(value: unknown): value is SubscriptionRecord['state'] {
  return typeof value === 'string' && STATES.includes(value);
}

function isListedBy(value: unknown): value is SubscriptionRecord['listedBy'] {
  return typeof value === 'string' && LISTED_BY.includes(value);
}

function isProblemKind(value: unknown): value is ScanProblem['kind'] {
  return typeof value === 'string' && PROBLEM_KINDS.includes(value);
}
