import { afterEach, describe, expect, test, vi } from 'vitest';
import { ACCOUNT, type FakeAccount, type FakeRegion } from '../../../alibaba/account.ts';
import type { CloudFault } from '../../../alibaba/cloud.ts';
import { scanAccount } from '../../../support/alibaba-scan.ts';

afterEach(() => vi.unstubAllEnvs());

const one = (region: FakeRegion): FakeAccount => ({ id: ACCOUNT.id, regions: { 'cn-hangzhou': region } });
const FULL: FakeRegion = { instances: ['cri-a', 'cri-b'], log: { days: 365, events: { 'cri-a': [1], 'cri-b': [2] } } };
const refused = (status: number, errorCode: string, more: object = {}): CloudFault['answer'] => ({
  status,
  body: { errorCode, Code: errorCode, ...more },
});
const inLog = /log\.aliyuncs\.com/;

describe('an account is scanned: instances', () => {
  test.each<readonly [string, FakeRegion, Readonly<Record<string, string>>, number]>([
    ['that events arrived of pass', FULL, { a: 'pass', b: 'pass' }, 0],
    [
      'that no event arrived of are unknown beside those that some did',
      { ...FULL, log: { days: 365, events: { 'cri-a': [1] } } },
      { a: 'pass', b: 'unknown activity' },
      0,
    ],
    [
      'whose events are older than a month are found in all that is kept',
      { ...FULL, log: { days: 365, events: { 'cri-a': [1], 'cri-b': [300] } } },
      { a: 'pass', b: 'pass' },
      0,
    ],
    [
      'whose events are older than what is kept are unknown',
      { ...FULL, log: { days: 400, events: { 'cri-a': [1], 'cri-b': [401] } } },
      { a: 'pass', b: 'unknown activity' },
      0,
    ],
    ['of a region without the project fail', { instances: ['cri-a'] }, { a: 'fail no-project' }, 1],
    ['of a region without the logstore fail', { instances: ['cri-a'], log: {} }, { a: 'fail no-logstore' }, 1],
    [
      'of a logstore that is empty are unknown',
      { instances: ['cri-a'], log: { days: 365 } },
      { a: 'unknown activity' },
      0,
    ],
    [
      'whose events are not kept long enough fail, audited or not',
      { ...FULL, log: { days: 7, events: { 'cri-a': [1] } } },
      { a: 'fail short-retention', b: 'fail short-retention' },
      1,
    ],
    [
      'of a logstore without an index are unknown',
      { instances: ['cri-a'], log: { days: 365, index: 'none', events: { 'cri-a': [1] } } },
      { a: 'unknown notRead' },
      0,
    ],
    [
      'of a logstore whose index lacks their field are unknown',
      { instances: ['cri-a'], log: { days: 365, index: 'bare', events: { 'cri-a': [1] } } },
      { a: 'unknown notRead' },
      0,
    ],
    [
      'that are named as members of every object are told apart',
      { instances: ['__proto__', 'constructor'], log: { days: 365, events: { constructor: [1] } } },
      { ['__proto__']: 'unknown activity', constructor: 'pass' },
      0,
    ],
  ])('%s', async (_, region, outcomes, code) => {
    const scanned = await scanAccount(one(region));
    expect({ ...scanned.outcomes }).toEqual({ ...outcomes });
    expect([scanned.code, scanned.result.errors]).toEqual([code, []]);
  });
});

test('one request lists a region, five ask for its logs, and a region without instances has no logs asked for', async () => {
  const { requests } = await scanAccount();
  const project = `aliyun-product-data-${ACCOUNT.id}-cn-hangzhou.cn-hangzhou.log.aliyuncs.com`;
  expect([...requests].sort()).toEqual(
    [
      'sts.aliyuncs.com GetCallerIdentity',
      'cr.cn-hangzhou.aliyuncs.com ListInstanceRegion',
      'cr.ap-southeast-1.aliyuncs.com ListInstance',
      'cr.cn-beijing.aliyuncs.com ListInstance',
      'cr.cn-hangzhou.aliyuncs.com ListInstance',
      `aliyun-product-data-${ACCOUNT.id}-cn-beijing.cn-beijing.log.aliyuncs.com /`,
      `${project} /`,
      `${project} /logstores/acr_access_log`,
      `${project} /logstores/acr_access_log/index`,
      `${project} GetLogs`,
      `${project} GetLogs`,
    ].sort(),
  );
});

test('events of all instances are found with one query of a region where all have some lately', async () => {
  const { requests } = await scanAccount(one(FULL));
  expect(requests.filter((name) => name.endsWith('GetLogs'))).toHaveLength(1);
});

test('regions that are named are scanned alone, and the others are not asked for', async () => {
  const { requests, result } = await scanAccount(ACCOUNT, { regions: ['cn-beijing', 'cn-beijing'] });
  expect(requests.filter((name) => name.includes('cr.'))).toEqual(['cr.cn-beijing.aliyuncs.com ListInstance']);
  expect([result.findings.length, result.inputs]).toEqual([1, { read: 1, unreadable: 0, skipped: 0 }]);
});

describe('pages', () => {
  const five = one({ instances: ['cri-a', 'cri-b', 'cri-c', 'cri-d', 'cri-e'] });

  test.each([1, 2, 4, 5])('of %i give every instance once', async (pageSize) => {
    const { outcomes } = await scanAccount(five, { pageSize });
    expect(Object.keys(outcomes).sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test.each<readonly [string, object, string]>([
    [
      'announce more than they give',
      { TotalCount: 9, Instances: [{ InstanceId: 'cri-a' }] },
      '9 instances are announced and 1 listed',
    ],
    ['give no count', { Instances: [] }, 'the list of instances'],
    ['hold what is no instance', { TotalCount: 1, Instances: [7] }, 'the list of instances'],
    ['hold an id that is none', { TotalCount: 1, Instances: [{ InstanceId: 'a/b' }] }, 'the id of an instance'],
    ['say that nothing was done', { IsSuccess: false, Code: 'INTERNAL' }, 'HTTP 200 INTERNAL on ListInstance'],
  ])('that %s are an error of their region', async (_, body, says) => {
    const { result, code } = await scanAccount(five, {
      faults: [{ at: /ListInstance$/, answer: { status: 200, body } }],
    });
    expect(result.errors.map((error) => error.code)).toEqual(['region-inaccessible']);
    expect(result.errors[0]?.message).toContain(says);
    expect(code).toBe(result.findings.length > 0 ? 1 : 3);
  });
});

describe('what goes wrong', () => {
  test.each<readonly [string, CloudFault, string, number]>([
    [
      'a listing that is refused',
      { at: /ListInstance$/, answer: refused(403, 'NoPermission') },
      'region-inaccessible HTTP 403 NoPermission on ListInstance',
      3,
    ],
    [
      'a list of regions that is refused',
      { at: /ListInstanceRegion/, answer: refused(403, 'NoPermission') },
      'scan-incomplete HTTP 403 NoPermission on ListInstanceRegion',
      3,
    ],
    [
      'a list of regions that names a host',
      { at: /ListInstanceRegion/, answer: { status: 200, body: { Regions: [{ RegionId: 'evil.example/' }] } } },
      'scan-incomplete the list of regions',
      3,
    ],
    [
      'a key that is not known',
      { at: /GetCallerIdentity/, answer: refused(404, 'InvalidAccessKeyId.NotFound') },
      'sign-in HTTP 404 InvalidAccessKeyId.NotFound on GetCallerIdentity',
      3,
    ],
    [
      'an account that is none',
      { at: /GetCallerIdentity/, answer: { status: 200, body: { AccountId: '1/../2' } } },
      'sign-in the account of who asks',
      3,
    ],
    [
      'a listing that redirects',
      { at: /ListInstance$/, answer: { status: 302, headers: { location: 'https://evil.example/' }, body: '' } },
      'region-inaccessible HTTP 302 on ListInstance',
      3,
    ],
    [
      'a listing that is no JSON',
      { at: /ListInstance$/, answer: { status: 200, body: '<html>' } },
      'region-inaccessible given up after 5 tries: the response is truncated or not valid JSON',
      3,
    ],
    [
      'a listing without an end',
      { at: /ListInstance$/, answer: { status: 200, body: ' '.repeat(9 * 1024 * 1024) } },
      'region-inaccessible the response is larger than 8 MiB',
      3,
    ],
    [
      'a connection that breaks',
      { at: /ListInstance$/ },
      'region-inaccessible given up after 5 tries: no response: ECONNRESET',
      3,
    ],
  ])('%s is an error, and what was read is not lost', async (_, fault, says, code) => {
    const [error = '', ...rest] = says.split(' ');
    const { result, code: ended } = await scanAccount(one(FULL), { faults: [fault] });
    expect(result.errors.map((one) => one.code)).toEqual([error]);
    expect(result.errors[0]?.message).toContain(rest.join(' '));
    expect(ended).toBe(code);
  });

  test.each<readonly [string, CloudFault, Readonly<Record<string, string>>, number]>([
    [
      'Log Service refuses all',
      { at: inLog, answer: refused(403, 'Unauthorized') },
      { a: 'unknown no-logstore no-project permission' },
      3,
    ],
    [
      'Log Service refuses the query',
      { at: /GetLogs/, answer: refused(403, 'Unauthorized') },
      { a: 'unknown permission' },
      3,
    ],
    ['the query fails', { at: /GetLogs/, answer: refused(400, 'ParameterInvalid') }, { a: 'unknown limit' }, 3],
    [
      'the query gives rows of another form',
      {
        at: /GetLogs/,
        answer: {
          status: 200,
          headers: { 'x-log-progress': 'Complete' },
          body: [{ instance_id: 'cri-a', n: 'many', last: '1' }],
        },
      },
      { a: 'unknown limit' },
      3,
    ],
    [
      'the query never comes to its end',
      { at: /GetLogs/, answer: { status: 200, headers: { 'x-log-progress': 'Incomplete' }, body: [] } },
      { a: 'unknown limit' },
      3,
    ],
    [
      'Log Service does not know the account',
      { at: inLog, answer: refused(401, 'Unauthorized', { errorMessage: 'AccessKeyId LTAIxxxx is inactive' }) },
      { a: 'fail not-activated' },
      1,
    ],
    [
      'the key becomes inactive once the project was read',
      {
        at: /acr_access_log/,
        answer: refused(401, 'Unauthorized', { errorMessage: 'AccessKeyId LTAIxxxx is inactive' }),
      },
      { a: 'unknown permission' },
      3,
    ],
    [
      'a page that is none of Log Service says that there is nothing',
      { at: inLog, answer: { status: 404, body: '<html>' } },
      { a: 'unknown no-logstore no-project limit' },
      3,
    ],
    [
      'the logstore has no days',
      { at: /acr_access_log$/, answer: { status: 200, body: { ttl: 'for ever' } } },
      { a: 'unknown limit' },
      3,
    ],
  ])('where %s, instances are listed all the same', async (_, fault, outcomes, code) => {
    const scanned = await scanAccount(one({ ...FULL, instances: ['cri-a'] }), { faults: [fault] });
    expect(scanned.outcomes).toEqual(outcomes);
    expect([scanned.code, scanned.result.errors]).toEqual([code, []]);
  });

  test('a page that fails leaves the instances of those before it, and says that there are more', async () => {
    const faults = [
      {
        at: /ListInstance$/,
        times: 1,
        answer: { status: 200, body: { TotalCount: 2, Instances: [{ InstanceId: 'cri-a', InstanceName: 'a' }] } },
      },
      { at: /ListInstance$/, answer: refused(403, 'NoPermission') },
    ];
    const { outcomes, result, code } = await scanAccount(one(FULL), { faults });
    expect([outcomes, result.errors.map((error) => error.code), code]).toEqual([
      { a: 'pass' },
      ['region-inaccessible'],
      3,
    ]);
  });

  test('a query that goes on where it was passes when it has come to its end', async () => {
    const answer = { status: 200, headers: { 'x-log-progress': 'Incomplete' }, body: [] };
    const { outcomes } = await scanAccount(one(FULL), { faults: [{ at: /GetLogs/, times: 2, answer }] });
    expect(outcomes).toEqual({ a: 'pass', b: 'pass' });
  });
});

describe('a service that asks to slow down is asked again', () => {
  test.each<readonly [string, CloudFault, readonly number[]]>([
    ['by its code', { at: /ListInstance$/, times: 2, answer: refused(400, 'Throttling.User') }, [1000, 2000]],
    ['by the quota of Log Service', { at: /GetLogs/, times: 1, answer: refused(403, 'ReadQuotaExceed') }, [1000]],
    [
      'by its status',
      { at: /ListInstance$/, times: 1, answer: { status: 429, headers: { 'retry-after': '7' }, body: {} } },
      [7000],
    ],
    ['being unavailable', { at: /GetLogs/, times: 3, answer: refused(503, 'ServerBusy') }, [1000, 2000, 4000]],
    ['breaking the connection', { at: /GetLogs/, times: 1 }, [1000]],
  ])('%s', async (_, fault, waits) => {
    const scanned = await scanAccount(one(FULL), { faults: [fault] });
    expect(scanned.outcomes).toEqual({ a: 'pass', b: 'pass' });
    expect(scanned.waits).toEqual(waits);
  });

  test('and is given up when it does so for ever', async () => {
    const faults = [{ at: /GetLogs/, answer: refused(403, 'ReadQuotaExceed') }];
    const { outcomes, waits, code } = await scanAccount(one({ ...FULL, instances: ['cri-a'] }), { faults });
    expect([outcomes, waits, code]).toEqual([{ a: 'unknown throttled' }, [1000, 2000, 4000, 8000], 3]);
  });

  test('and is given up at once when it asks for hours', async () => {
    const faults = [{ at: /GetLogs/, answer: { status: 429, headers: { 'retry-after': '7200' }, body: {} } }];
    const { outcomes, waits } = await scanAccount(one({ ...FULL, instances: ['cri-a'] }), { faults });
    expect([outcomes, waits]).toEqual([{ a: 'unknown throttled' }, []]);
  });
});

describe('a scan that is stopped', () => {
  test.each<readonly [string, RegExp, readonly string[]]>([
    ['while instances are listed', /ListInstance$/, []],
    ['while Log Service is asked', /acr_access_log$/, ['a', 'b']],
  ])('%s says so, and keeps what it has listed', async (_, at, listed) => {
    const stop = new AbortController();
    const answer = (): { readonly status: number; readonly body: object } => {
      stop.abort();
      return { status: 500, body: {} };
    };
    const { result, outcomes, code } = await scanAccount(one(FULL), { faults: [{ at, answer }], signal: stop.signal });
    expect(Object.keys(outcomes)).toEqual(listed);
    expect(result.errors.map((error) => error.code)).toContain('scan-interrupted');
    expect(code).toBe(3);
  });

  test('before it signed in reads nothing', async () => {
    const { result, requests } = await scanAccount(ACCOUNT, { signal: AbortSignal.abort() });
    expect([result.errors.map((error) => error.code), requests]).toEqual([['scan-interrupted'], []]);
  });
});
