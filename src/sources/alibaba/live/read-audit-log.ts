import { isInstanceId, logHost } from '../../../model/alibaba/alibaba-apis.ts';
import { ACCESS_LOGSTORE, accessLogProject, INSTANCE_FIELD } from '../../../model/alibaba/instance-audit.ts';
import { INTERRUPTED, ReadFailure } from '../../azure/live/read-failure.ts';
import {
  type AuditLogRead,
  type EventCounts,
  type IndexFacts,
  type LogstoreFacts,
  NOT_ACTIVATED,
  type PartRead,
} from '../decode/alibaba-record.ts';
import { isRecord, logstoreSettings } from '../decode/check-alibaba-record.ts';
import { type CloudAnswer, type CloudExchange, errorCodeOf, httpText } from './alibaba-exchange.ts';
import { signLogRequest } from './sign-log-request.ts';

/** Days that events are first asked for; where an instance has none, all that the logstore keeps are. */
const FIRST_WINDOW_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;
/** How often a query is asked again that did not come to its end: Log Service goes on where it was. */
const MAX_QUERIES = 4;
/** Instances with events; an account has far fewer in a region. */
const MAX_ROWS = 10_000;
const QUERY = `* | select ${INSTANCE_FIELD}, count(1) as n, max(__time__) as last group by ${INSTANCE_FIELD} limit ${MAX_ROWS}`;
const STORE = `/logstores/${ACCESS_LOGSTORE}`;

/** Where the events of a region are looked for. */
export interface LogPlace {
  readonly account: string;
  readonly region: string;
  /** The instances that the region has, `cri-…`. */
  readonly instances: readonly string[];
}

/**
 * Reads the logstore that the instances of a region share: whether it is there, how long it keeps events, whether they can be asked
 * for, and which instances have some. What cannot be read is said so, part by part; nothing is thrown but what is a bug.
 */
export async function readAuditLog(exchange: CloudExchange, place: LogPlace): Promise<AuditLogRead> {
  const project = accessLogProject(place.account, place.region);
  const host = logHost(project, place.region);
  const read = <T>(path: string, of: (body: unknown) => T | undefined): Promise<PartRead<T>> =>
    readPart(exchange, { host, path, query: {} }, of);
  const projectRead = await readPart(
    exchange,
    { host, path: '/', query: {} },
    (body) => (isRecord(body) ? {} : undefined),
    isNotActivated,
  );
  if (projectRead.status === 'missing') return allMissing(project, projectRead);
  const logstore = await read(STORE, logstoreFacts);
  if (logstore.status === 'missing') return { ...allMissing(project, logstore), projectRead };
  const index = await read(`${STORE}/index`, indexFacts);
  const isAskable = index.status === 'failed' || (index.status === 'read' && index.value.hasInstances);
  const days = logstore.status === 'read' ? logstore.value.days : FIRST_WINDOW_DAYS;
  const events = isAskable ? await readEvents(exchange, { ...place, host, days }) : NO_INDEX;
  return { project, projectRead, logstore, index, events };
}

type Missing = Extract<PartRead<never>, { status: 'missing' }>;

const NO_INDEX: Missing = { status: 'missing', code: 'IndexConfigNotExist' };

function allMissing(project: string, missing: Missing): AuditLogRead {
  return { project, projectRead: missing, logstore: missing, index: missing, events: missing };
}

interface LogQuery {
  readonly host: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

async function readPart<T>(
  exchange: CloudExchange,
  request: LogQuery,
  of: (body: unknown, answer: CloudAnswer) => T | undefined,
  /** Where nothing has told yet that Log Service is activated. */
  saysNotActivated: (answer: CloudAnswer) => boolean = () => false,
): Promise<PartRead<T>> {
  try {
    const answer = await exchange.send((key, when) => signLogRequest(request, key, when));
    if (saysNotActivated(answer)) return { status: 'missing', code: NOT_ACTIVATED };
    if (answer.status !== 200) return notRead(answer);
    const value = of(answer.body, answer);
    if (value !== undefined) return { status: 'read', value };
    const message = 'the answer has an unexpected format';
    return { status: 'failed', problem: { kind: 'limit', code: 'UnexpectedAnswer', message } };
  } catch (error) {
    if (!(error instanceof ReadFailure)) throw error;
    return { status: 'failed', problem: error.problem };
  }
}

/** What does not exist, by the codes of Log Service. */
const NOT_THERE = /^(?:ProjectNotExist|LogStoreNotExist|IndexConfigNotExist)$/;

function notRead<T>(answer: CloudAnswer): PartRead<T> {
  const { status } = answer;
  const code = errorCodeOf(answer);
  if (status === 404 && code !== undefined && NOT_THERE.test(code)) return { status: 'missing', code };
  const kind = status === 401 || status === 403 ? 'permission' : 'limit';
  return { status: 'failed', problem: { kind, code: code ?? `HTTP${status}`, message: httpText(status, code) } };
}

/**
 * For an account that has not activated it, Log Service calls the key inactive (github.com/alibaba/funcraft, issues 660 and 740).
 * The key itself is not: Container Registry has just taken it.
 */
function isNotActivated({ status, body }: CloudAnswer): boolean {
  const { errorMessage } = (body ?? {}) as { readonly errorMessage?: unknown };
  return (
    status === 401 &&
    typeof errorMessage === 'string' &&
    /^AccessKeyId[: ]+\S{1,100} is inactive\.?$/.test(errorMessage.trim())
  );
}

function logstoreFacts(body: unknown): LogstoreFacts | undefined {
  if (!isRecord(body)) return undefined;
  const { ttl: days } = body;
  return typeof days === 'number' && Number.isSafeInteger(days) && days > 0
    ? { days, settings: logstoreSettings(body) }
    : undefined;
}

/** Instances can be told apart where the field has an index, with values to count by: `doc_value`. */
function indexFacts(body: unknown): IndexFacts | undefined {
  if (!isRecord(body)) return undefined;
  const { keys } = body;
  const field = isRecord(keys) && Object.hasOwn(keys, INSTANCE_FIELD) ? keys[INSTANCE_FIELD] : undefined;
  return { hasInstances: isRecord(field) && field.doc_value !== false };
}

interface EventPlace extends LogPlace {
  readonly host: string;
  /** Days that events are kept. */
  readonly days: number;
}

/** First a short time, then, where an instance has no event in it, all that is kept. */
async function readEvents(exchange: CloudExchange, place: EventPlace): Promise<PartRead<EventCounts>> {
  const { days, instances } = place;
  const first = await queryEvents(exchange, place, Math.min(days, FIRST_WINDOW_DAYS));
  if (first.status !== 'read' || days <= FIRST_WINDOW_DAYS) return first;
  if (instances.every((id) => Object.hasOwn(first.value.instances, id))) return first;
  const whole = await queryEvents(exchange, place, days);
  // What arrived lately is known, whatever else could be found out.
  const { instances: lately } = first.value;
  if (whole.status === 'read')
    return { status: 'read', value: { ...whole.value, instances: joined(lately, whole.value.instances) } };
  if (whole.status === 'missing' || Object.keys(lately).length === 0) return whole;
  return { status: 'read', value: { ...first.value, isComplete: false, problem: whole.problem } };
}

type Instances = EventCounts['instances'];

function joined(lately: Instances, all: Instances): Instances {
  return Object.assign(Object.create(null), lately, all);
}

async function queryEvents(
  exchange: CloudExchange,
  { host }: EventPlace,
  days: number,
): Promise<PartRead<EventCounts>> {
  const to = Math.floor(exchange.clock.now() / 1000);
  const from = to - (days * DAY_MS) / 1000;
  const query = { type: 'log', from: `${from}`, to: `${to}`, query: QUERY, line: '100' };
  let read: PartRead<EventCounts> = { status: 'failed', problem: INTERRUPTED };
  for (let i = 0; i < MAX_QUERIES; i++) {
    read = await readPart(exchange, { host, path: STORE, query }, (body, { header }) =>
      eventCounts(body, { from: isoOf(from), to: isoOf(to), isComplete: header('x-log-progress') === 'Complete' }),
    );
    if (read.status !== 'read' || read.value.isComplete) break;
  }
  return read;
}

/** Rows of the query; all their values are text. */
function eventCounts(body: unknown, about: Omit<EventCounts, 'instances'>): EventCounts | undefined {
  if (!Array.isArray(body) || !body.every(isRecord)) return undefined;
  const instances: Record<string, { readonly count: number; readonly last: string }> = Object.create(null);
  for (const row of body) {
    const { [INSTANCE_FIELD]: id, n, last } = row;
    // Records of before an index was made have no value.
    if (!isInstanceId(id) || id === 'null') continue;
    const [count, seconds] = [Number(n), Number(last)];
    if (!Number.isSafeInteger(count) || count < 1 || !isSeconds(seconds)) return undefined;
    instances[id] = { count, last: isoOf(seconds) };
  }
  // There may be more than were asked for.
  return { ...about, isComplete: about.isComplete && body.length < MAX_ROWS, instances };
}

/** Seconds since 1970 of a year with four digits. */
function isSeconds(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0 && value < 253_402_300_800;
}

function isoOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
