import {
  ALIBABA_API_VERSIONS,
  FIRST_REGION,
  isAccountId,
  isInstanceId,
  isRegion,
  registryHost,
  STS_HOST,
} from '../../../model/alibaba/alibaba-apis.ts';
import { instanceResourceName } from '../../../model/alibaba/instance-audit.ts';
import type { ScanProblem } from '../../../model/scan-problem.ts';
import { ReadFailure } from '../../azure/live/read-failure.ts';
import type { InstanceRecord } from '../decode/alibaba-record.ts';
import { type CloudAnswer, type CloudExchange, errorCodeOf, httpText } from './alibaba-exchange.ts';
import { type RpcAction, signAction } from './sign-action.ts';

/** Who asks, of which account. */
export interface CallerIdentity {
  readonly account: string;
  /** The resource name of a user or role; null when it was not told. */
  readonly principal: string | null;
}

/** Throws a `ReadFailure` when that is not told. */
export async function callerIdentity(exchange: CloudExchange): Promise<CallerIdentity> {
  const body = await call(exchange, { host: STS_HOST, action: 'GetCallerIdentity', version: 'sts' });
  const { AccountId: account, Arn: arn } = body;
  if (!isAccountId(account)) throw unexpected('the account of who asks');
  return { account, principal: typeof arn === 'string' && /^acs:[\x21-\x7e]{1,300}$/.test(arn) ? arn : null };
}

/** The regions that may have instances, sorted. Throws a `ReadFailure`. */
export async function instanceRegions(exchange: CloudExchange): Promise<readonly string[]> {
  const body = await call(exchange, { host: registryHost(FIRST_REGION), action: 'ListInstanceRegion', version: 'cr' });
  const ids = objectsIn(body.Regions, 'the list of regions').map(({ RegionId: id }) => id);
  if (ids.length === 0 || !ids.every(isRegion)) throw unexpected('the list of regions');
  return [...new Set(ids)].sort();
}

/** Instances of a page; the interface takes no more. */
const PAGE_SIZE = 100;
const MAX_PAGES = 100;

/** What listing a region gave; of one that ended early, the instances that it had given by then. */
export interface ListedInstances {
  readonly instances: readonly InstanceRecord[];
  readonly problem?: ScanProblem;
}

/** Lists the instances of a region, each once. Throws nothing but what is none of its failures. */
export async function listInstances(
  exchange: CloudExchange,
  account: string,
  region: string,
): Promise<ListedInstances> {
  const found = new Map<string, InstanceRecord>();
  try {
    for (let page = 1; page <= MAX_PAGES; page++) {
      const { instances, total } = await listPage(exchange, account, region, page);
      const before = found.size;
      for (const instance of instances) found.set(instance.id, instance);
      if (found.size === total) return { instances: [...found.values()] };
      if (found.size > total) throw unexpected(`${total} instances are announced and ${found.size} listed`);
      // An empty page, or one that repeats: the rest was promised and is not given.
      if (found.size === before) throw unexpected(`${total} instances are announced and ${found.size} listed`);
    }
    throw unexpected(`more than ${MAX_PAGES} pages of instances`);
  } catch (error) {
    if (!(error instanceof ReadFailure)) throw error;
    return { instances: [...found.values()], problem: error.problem };
  }
}

async function listPage(
  exchange: CloudExchange,
  account: string,
  region: string,
  page: number,
): Promise<{ readonly instances: readonly InstanceRecord[]; readonly total: number }> {
  const query = { PageNo: `${page}`, PageSize: `${PAGE_SIZE}` };
  const body = await call(exchange, { host: registryHost(region), action: 'ListInstance', version: 'cr', query });
  const total = countIn(body.TotalCount);
  if (total === undefined) throw unexpected('the list of instances');
  const instances = objectsIn(body.Instances ?? [], 'the list of instances').map((one) => {
    const { InstanceId: id, InstanceName: name, InstanceStatus: status, InstanceSpecification: specification } = one;
    if (!isInstanceId(id)) throw unexpected('the id of an instance');
    const resource = {
      name: typeof name === 'string' ? name : '',
      ...(typeof status === 'string' && { status }),
      ...(typeof specification === 'string' && { specification }),
    };
    return { kind: 'instance', id: instanceResourceName(account, region, id), resource } as const;
  });
  return { instances, total };
}

/** A count, or its digits as text; undefined for anything else. */
function countIn(value: unknown): number | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

type Body = Readonly<Record<string, unknown>>;

/** The body of an operation that succeeded. */
async function call(
  exchange: CloudExchange,
  {
    host,
    action,
    version,
    query = {},
  }: Pick<RpcAction, 'host' | 'action'> & {
    readonly version: keyof typeof ALIBABA_API_VERSIONS;
    readonly query?: RpcAction['query'];
  },
): Promise<Body> {
  const given = { host, action, version: ALIBABA_API_VERSIONS[version], query };
  const answer = await exchange.send((key, when) => signAction(given, key, when));
  const { status, body } = answer;
  // Container Registry may say with status 200 that it did nothing.
  if (status !== 200 || (body as Body | null)?.IsSuccess === false) throw refused(action, answer);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw unexpected(`the answer to ${action}`);
  return body as Body;
}

/** What is wrong with the key that was used, with whatever status. */
const NOT_ALLOWED =
  /^(?:NoPermission|Forbidden|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSecurityToken|ImplicitDeny)/i;

function refused(action: string, answer: CloudAnswer): ReadFailure {
  const { status } = answer;
  const code = errorCodeOf(answer);
  const isDenied = status === 401 || status === 403 || (code !== undefined && NOT_ALLOWED.test(code));
  const message = `${httpText(status, code)} on ${action}`;
  return new ReadFailure({ kind: isDenied ? 'permission' : 'limit', code: code ?? `HTTP${status}`, message }, status);
}

function unexpected(what: string): ReadFailure {
  const message = `the answer has an unexpected format: ${what}`;
  return new ReadFailure({ kind: 'limit', code: 'UnexpectedAnswer', message });
}

function objectsIn(value: unknown, what: string): readonly Body[] {
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'object' && one !== null)) throw unexpected(what);
  return value as readonly Body[];
}
