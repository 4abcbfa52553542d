import type { FakeAccount, FakeLog } from './account.ts';
import { isActionSigned, isLogRequestSigned, type SeenRequest, TOKEN } from './signatures.ts';

/** What the server answers. */
export interface FakeAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, or text as it is. */
  readonly body: unknown;
}

export interface AnswerContext {
  readonly account: FakeAccount;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Instances of a page: whatever is asked for, at most these. */
  readonly pageSize: number;
}

/** What the host and the operation of a request are, for tests to name. */
export function nameOf({ url, headers }: SeenRequest): string {
  const { host = '', 'x-acs-action': action } = headers;
  if (action !== undefined) return `${host} ${action}`;
  const isQuery = url.searchParams.get('type') === 'log';
  return `${host} ${isQuery ? 'GetLogs' : url.pathname}`;
}

export function answerTo(request: SeenRequest, context: AnswerContext): FakeAnswer {
  const { host = '', 'x-acs-action': action } = request.headers;
  if (request.headers['x-acs-security-token'] !== undefined && request.headers['x-acs-security-token'] !== TOKEN)
    return { status: 403, body: { Code: 'InvalidSecurityToken.Mismatch', errorCode: 'Unauthorized' } };
  if (action !== undefined) {
    if (!isActionSigned(request)) return { status: 400, body: { Code: 'SignatureDoesNotMatch' } };
    return answerAction(host, action, request, context);
  }
  if (!isLogRequestSigned(request)) return { status: 401, body: { errorCode: 'SignatureNotMatch' } };
  return answerLog(host, request, context);
}

function answerAction(host: string, action: string, request: SeenRequest, context: AnswerContext): FakeAnswer {
  const { account } = context;
  if (host === 'sts.aliyuncs.com' && action === 'GetCallerIdentity')
    return ok({ AccountId: account.id, Arn: `acs:ram::${account.id}:user/scanner`, IdentityType: 'RAMUser' });
  const [, region = ''] = /^cr\.([a-z0-9-]+)\.aliyuncs\.com$/.exec(host) ?? [];
  if (action === 'ListInstanceRegion')
    return ok({ IsSuccess: true, Regions: Object.keys(account.regions).map((RegionId) => ({ RegionId })) });
  if (action !== 'ListInstance') return { status: 404, body: { Code: 'InvalidAction.NotFound' } };
  const all = account.regions[region]?.instances ?? [];
  const page = Number(request.url.searchParams.get('PageNo'));
  const size = Math.min(Number(request.url.searchParams.get('PageSize')), context.pageSize);
  const Instances = all.slice((page - 1) * size, page * size).map((InstanceId) => ({
    InstanceId,
    InstanceName: InstanceId.replace('cri-', ''),
    InstanceStatus: 'RUNNING',
    InstanceSpecification: 'Enterprise_Basic',
    RegionId: region,
  }));
  return ok({ IsSuccess: true, PageNo: page, PageSize: size, TotalCount: all.length, Instances });
}

const STORE = '/logstores/acr_access_log';

function answerLog(host: string, { url }: SeenRequest, { account, now }: AnswerContext): FakeAnswer {
  const [, id, region = ''] =
    /^aliyun-product-data-(\d+)-([a-z0-9-]+)\.([a-z0-9-]+)\.log\.aliyuncs\.com$/.exec(host) ?? [];
  const log = id === account.id ? account.regions[region]?.log : undefined;
  if (log === undefined) return absent('ProjectNotExist');
  if (url.pathname === '/') return ok({ projectName: host.split('.')[0], region, status: 'Normal' });
  const { days, index = 'full' } = log;
  if (days === undefined) return absent('LogStoreNotExist');
  if (url.pathname === `${STORE}/index`) {
    if (index === 'none') return absent('IndexConfigNotExist');
    const field = { type: 'text', doc_value: true };
    return ok({ keys: index === 'bare' ? { action: field } : { instance_id: field, action: field }, ttl: days });
  }
  if (url.pathname !== STORE) return absent('LogStoreNotExist');
  if (url.searchParams.get('type') === 'log') return queried(log, url.searchParams, now());
  return ok({ logstoreName: 'acr_access_log', ttl: days, shardCount: 2, mode: 'standard', productType: 'acr' });
}

function queried({ days = 0, events = {} }: FakeLog, query: URLSearchParams, now: number): FakeAnswer {
  const [from, to] = [Number(query.get('from')), Number(query.get('to'))];
  const kept = Object.entries(events).flatMap(([id, ago]) => {
    const times = ago
      .filter((one) => one <= days)
      .map((one) => Math.floor(now / 1000 - one * 86_400))
      .filter((time) => time >= from && time <= to);
    return times.length === 0 ? [] : [{ instance_id: id, n: `${times.length}`, last: `${Math.max(...times)}` }];
  });
  return { status: 200, headers: { 'x-log-progress': 'Complete', 'x-log-count': `${kept.length}` }, body: kept };
}

function ok(body: object): FakeAnswer {
  return { status: 200, body };
}

function absent(errorCode: string): FakeAnswer {
  return { status: 404, body: { errorCode, errorMessage: `${errorCode} of the test` } };
}
