import { isRegion } from '../../../model/alibaba/alibaba-apis.ts';
import { instanceParts, LOGSTORE_SETTINGS } from '../../../model/alibaba/instance-audit.ts';
import type { ScanProblem } from '../../../model/scan-problem.ts';
import type {
  AlibabaRecord,
  AuditLogRead,
  EventCounts,
  IndexFacts,
  InstanceRecord,
  LogstoreFacts,
  PartRead,
  RegionRecord,
} from './alibaba-record.ts';

/** A record, or the problem with it as a sentence without a full stop. */
export type CheckedAlibabaRecord = { readonly record: AlibabaRecord } | { readonly wrong: string };

const STATES: readonly string[] = ['read', 'empty', 'inaccessible'] satisfies RegionRecord['state'][];
const PROBLEM_KINDS: readonly string[] = ['permission', 'throttled', 'limit'] satisfies ScanProblem['kind'][];

/** Validates a record of a saved scan of Alibaba Cloud. Unknown members are dropped. */
export function checkAlibabaRecord(value: unknown): CheckedAlibabaRecord {
  switch (member(value, 'kind')) {
    case 'region':
      return checkRegion(value);
    case 'instance':
      return checkInstance(value);
    case 'problem': {
      const problem = problemIn(member(value, 'problem'));
      return problem === undefined ? wrong('a problem') : { record: { kind: 'problem', problem } };
    }
    default:
      return { wrong: 'the record has an unknown kind' };
  }
}

function wrong(what: string): CheckedAlibabaRecord {
  return { wrong: `the record of ${what} is not as acraudit writes it` };
}

function checkInstance(value: unknown): CheckedAlibabaRecord {
  const id = member(value, 'id');
  const resource = member(value, 'resource');
  const name = member(resource, 'name');
  if (typeof id !== 'string' || instanceParts(id) === undefined)
    return { wrong: 'its id is not that of an instance of Container Registry' };
  if (typeof name !== 'string') return wrong('an instance');
  const optional = (key: 'status' | 'specification'): Partial<InstanceRecord['resource']> => {
    const text = member(resource, key);
    return typeof text === 'string' ? { [key]: text } : {};
  };
  return { record: { kind: 'instance', id, resource: { name, ...optional('status'), ...optional('specification') } } };
}

function checkRegion(value: unknown): CheckedAlibabaRecord {
  const id = member(value, 'id');
  const state = member(value, 'state');
  const [problem, isProblem] = optionalPart(value, 'problem', problemIn);
  const [auditLog, isLog] = optionalPart(value, 'auditLog', auditLogIn);
  if (!isRegion(id) || !isState(state) || !isProblem || !isLog) return wrong('a region');
  return { record: { kind: 'region', id, state, ...(problem && { problem }), ...(auditLog && { auditLog }) } };
}

/** A part that may be left out, and whether it is right. */
function optionalPart<T>(
  value: unknown,
  key: string,
  read: (part: unknown) => T | undefined,
): [T | undefined, boolean] {
  const given = member(value, key);
  const part = given === undefined ? undefined : read(given);
  return [part, given === undefined || part !== undefined];
}

function auditLogIn(value: unknown): AuditLogRead | undefined {
  const project = member(value, 'project');
  const projectRead = partIn(member(value, 'projectRead'), () => ({}));
  const logstore = partIn(member(value, 'logstore'), logstoreIn);
  const index = partIn(member(value, 'index'), indexIn);
  const events = partIn(member(value, 'events'), eventsIn);
  if (!isProject(project) || !projectRead || !logstore || !index || !events) return undefined;
  return { project, projectRead, logstore, index, events };
}

function partIn<T>(value: unknown, read: (value: unknown) => T | undefined): PartRead<T> | undefined {
  const status = member(value, 'status');
  const code = member(value, 'code');
  if (status === 'missing' && typeof code === 'string') return { status, code };
  const problem = problemIn(member(value, 'problem'));
  if (status === 'failed' && problem !== undefined) return { status, problem };
  const found = status === 'read' ? read(member(value, 'value')) : undefined;
  return found === undefined ? undefined : { status: 'read', value: found };
}

function logstoreIn(value: unknown): LogstoreFacts | undefined {
  const days = member(value, 'days');
  const settings = member(value, 'settings');
  return isCount(days) && isRecord(settings) ? { days, settings: logstoreSettings(settings) } : undefined;
}

/** What is kept of a logstore: plain values of known properties, and short texts alone. */
export function logstoreSettings(logstore: Readonly<Record<string, unknown>>): LogstoreFacts['settings'] {
  const settings: Record<string, string | number | boolean> = {};
  for (const name of LOGSTORE_SETTINGS) {
    const value = member(logstore, name);
    if (typeof value === 'number' || typeof value === 'boolean') settings[name] = value;
    if (typeof value === 'string' && /^[\w-]{1,40}$/.test(value)) settings[name] = value;
  }
  return settings;
}

function indexIn(value: unknown): IndexFacts | undefined {
  const hasInstances = member(value, 'hasInstances');
  return typeof hasInstances === 'boolean' ? { hasInstances } : undefined;
}

function eventsIn(value: unknown): EventCounts | undefined {
  const [from, to, isComplete] = ['from', 'to', 'isComplete'].map((key) => member(value, key));
  const given = member(value, 'instances');
  if (!isTime(from) || !isTime(to) || typeof isComplete !== 'boolean' || !isRecord(given)) return undefined;
  const problem = member(value, 'problem');
  const told = problem === undefined ? undefined : problemIn(problem);
  if (problem !== undefined && told === undefined) return undefined;
  const instances: Record<string, { readonly count: number; readonly last: string }> = Object.create(null);
  for (const [id, own] of Object.entries(given)) {
    const [count, last] = [member(own, 'count'), member(own, 'last')];
    if (!isCount(count) || count < 1 || !isTime(last)) return undefined;
    instances[id] = { count, last };
  }
  return { from, to, isComplete, instances, ...(told && { problem: told }) };
}

function problemIn(value: unknown): ScanProblem | undefined {
  const [kind, code, message] = ['kind', 'code', 'message'].map((key) => member(value, key));
  return isProblemKind(kind) && typeof code === 'string' && typeof message === 'string'
    ? { kind, code, message }
    : undefined;
}

/** An own member of an object, of what `JSON.parse` gave. */
function member(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** As a scan writes it: ISO 8601, UTC. */
function isTime(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/.test(value);
}

/** Its name becomes part of commands. */
function isProject(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z0-9][a-z0-9-]{1,126}$/.test(value);
}

function isState(value: unknown): value is RegionRecord['state'] {
  return typeof value === 'string' && STATES.includes(value);
}

function isProblemKind(value: unknown): value is ScanProblem['kind'] {
  return typeof value === 'string' && PROBLEM_KINDS.includes(value);
}
