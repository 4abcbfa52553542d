import { readRegistryId } from '../../model/azure/azure-names.ts';
import { isObject, type JsonObject } from '../azure/decode/json-object.ts';
import type {
  ProblemRecord,
  ReadProblem,
  RegistryRecord,
  ScanRecord,
  SettingsAnswer,
  SubscriptionRecord,
} from '../azure/decode/scan-record.ts';
import { isSettingsPage } from '../azure/decode/settings-page.ts';
import { isTooDeep, MAX_DEPTH, own } from './shape.ts';

/** A record, or what is wrong with it: a sentence without a full stop. */
export type CheckedRecord = { readonly record: ScanRecord } | { readonly wrong: string };

const STATES: readonly string[] = ['read', 'empty', 'outOfReach'] satisfies SubscriptionRecord['state'][];
const LISTED_BY: readonly string[] = ['graph', 'arm'] satisfies SubscriptionRecord['listedBy'][];
const PROBLEM_KINDS: readonly string[] = ['permission', 'throttled', 'limit'] satisfies ReadProblem['kind'][];

/** Checks a record of a saved scan by hand: a file has 100,000 of them. Members that no record has are left out. */
export function checkRecord(value: unknown): CheckedRecord {
  if (!isObject(value)) return { wrong: 'the record is no object' };
  if (isTooDeep(value)) return { wrong: `the record is nested deeper than ${MAX_DEPTH}` };
  switch (own(value, 'kind')) {
    case 'registry':
      return checkRegistry(value);
    case 'subscription':
      return checkSubscription(value);
    case 'problem':
      return checkProblem(value);
    default:
      return { wrong: 'the record is of no known kind' };
  }
}

const NO_ID = 'its id is not that of a container registry';

function checkRegistry(value: JsonObject): CheckedRecord {
  const id = own(value, 'id');
  const resource = own(value, 'resource');
  const settings = settingsOf(own(value, 'settings'));
  const read = typeof id === 'string' && !id.endsWith('/') ? readRegistryId(id) : NO_ID;
  if (typeof id !== 'string' || typeof read === 'string') return { wrong: `${read}` };
  if (!isObject(resource)) return { wrong: 'the resource of the record is no object' };
  const inner = own(resource, 'id');
  if (inner !== undefined && (typeof inner !== 'string' || inner.toLowerCase() !== id.toLowerCase())) {
    return { wrong: 'the resource of the record has another id' };
  }
  if (settings === undefined) return { wrong: 'the settings of the record are not as acraudit writes them' };
  const whole = own(value, 'whole');
  if (whole !== undefined && !isTexts(whole)) return { wrong: 'what was read of the resource is no list of paths' };
  const record: RegistryRecord = { kind: 'registry', id, resource, ...(whole !== undefined && { whole }), settings };
  return { record };
}

function settingsOf(value: unknown): SettingsAnswer | undefined {
  if (!isObject(value)) return undefined;
  const status = own(value, 'status');
  const pages = own(value, 'pages');
  const problem = problemOf(own(value, 'problem'));
  // A page of another form must not read as one without settings.
  if (status === 'read' && Array.isArray(pages) && pages.length > 0 && pages.every(isSettingsPage))
    return { status, pages };
  if (status === 'failed' && problem !== undefined) return { status, problem };
  return status === 'gone' ? { status } : undefined;
}

function checkSubscription(value: JsonObject): CheckedRecord {
  const id = own(value, 'id');
  const name = own(value, 'name');
  const state = own(value, 'state');
  const listedBy = own(value, 'listedBy');
  const given = own(value, 'problem');
  const problem = problemOf(given);
  const named = typeof id === 'string' && id !== '' && typeof name === 'string';
  if (!named || !isState(state) || !isListedBy(listedBy) || (given !== undefined && problem === undefined)) {
    return { wrong: 'the record of a subscription is not as acraudit writes it' };
  }
  return { record: { kind: 'subscription', id, name, state, listedBy, ...(problem !== undefined && { problem }) } };
}

function checkProblem(value: JsonObject): CheckedRecord {
  const problem = problemOf(own(value, 'problem'));
  if (problem === undefined) return { wrong: 'the record of a problem is not as acraudit writes it' };
  const record: ProblemRecord = { kind: 'problem', problem };
  return { record };
}

function problemOf(value: unknown): ReadProblem | undefined {
  if (!isObject(value)) return undefined;
  const kind = own(value, 'kind');
  const code = own(value, 'code');
  const message = own(value, 'message');
  const fits = isProblemKind(kind) && typeof code === 'string' && typeof message === 'string';
  return fits ? { kind, code, message } : undefined;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isState(value: unknown): value is SubscriptionRecord['state'] {
  return typeof value === 'string' && STATES.includes(value);
}

function isListedBy(value: unknown): value is SubscriptionRecord['listedBy'] {
  return typeof value === 'string' && LISTED_BY.includes(value);
}

function isProblemKind(value: unknown): value is ReadProblem['kind'] {
  return typeof value === 'string' && PROBLEM_KINDS.includes(value);
}
