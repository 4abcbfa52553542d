import { OpenApiUtil } from '@alicloud/openapi-core';
import { describe, expect, test } from 'vitest';
import { signAction } from '../../../../src/sources/alibaba/live/sign-action.ts';
import { signLogRequest } from '../../../../src/sources/alibaba/live/sign-log-request.ts';
import { isActionSigned, isLogRequestSigned, KEY, TOKEN } from '../../../alibaba/signatures.ts';

const WHEN = { now: Date.UTC(2026, 10, 28, 12), nonce: 'once' };
const HOST = 'p.cn-hangzhou.log.aliyuncs.com';

describe('requests of Log Service', () => {
  // What `@alicloud/gateway-sls` 0.3.2 signs, which `@alicloud/sls20201230` 5.9.0 brings.
  test.each([
    ['without a query', undefined, {}, 'LOG AKID:EbW9QyyC3h6jIUzH4XSFiN2lDDfXB0X6O0X/yTXt7cg='],
    [
      'with a query and a temporary key',
      'TOKEN',
      { type: 'log', from: '1', to: '2', query: "* | select a, count(1) as n where b = 'x y'", line: '10' },
      'LOG AKID:C7CrbE1yXBZn2n95cjAUZufyXzptf10fgSuE3lYg3X8=',
    ],
  ] as const)('are signed as the client of Alibaba Cloud does, %s', (_, securityToken, query, authorization) => {
    const key = { id: 'AKID', secret: 'SECRET', ...(securityToken && { securityToken }) };
    const path = '/logstores/acr_access_log';
    expect(signLogRequest({ host: HOST, path, query }, key, WHEN).headers.authorization).toBe(authorization);
  });

  test('are signed as a server checks it, and carry their query encoded', () => {
    const query = { type: 'log', query: "* | select a, max(b) where c != 'é(1)'" };
    const { path, headers } = signLogRequest({ host: HOST, path: '/logstores/l', query }, KEY, WHEN);
    expect(path).toBe(
      '/logstores/l?query=%2A%20%7C%20select%20a%2C%20max%28b%29%20where%20c%20%21%3D%20%27%C3%A9%281%29%27&type=log',
    );
    const url = new URL(path, 'https://cloud.test');
    expect(isLogRequestSigned({ method: 'GET', url, headers })).toBe(true);
    expect(isLogRequestSigned({ method: 'GET', url: new URL(`${url}1`), headers })).toBe(false);
  });
});

describe('operations', () => {
  const action = { host: 'cr.cn-hangzhou.aliyuncs.com', action: 'ListInstance', version: '2018-12-01' };

  test.each([
    ['a key', KEY, { PageNo: '1', PageSize: '100' }],
    ['a temporary key', { ...KEY, securityToken: TOKEN }, {}],
    ['values that have to be encoded', KEY, { InstanceName: "a b+c*d~e'(f)!é" }],
  ] as const)('are signed as a server checks it, with %s', (_, key, query) => {
    const { method, path, headers } = signAction({ ...action, query }, key, WHEN);
    const url = new URL(path, 'https://cloud.test');
    expect(isActionSigned({ method, url, headers })).toBe(true);
    expect(isActionSigned({ method: 'GET', url, headers })).toBe(false);
  });

  test('name the day and the version, and hold no secret', () => {
    const { headers } = signAction({ ...action, query: {} }, { ...KEY, securityToken: TOKEN }, WHEN);
    const { authorization = '', ...others } = headers;
    expect(others).toEqual({
      host: action.host,
      'x-acs-action': 'ListInstance',
      'x-acs-version': '2018-12-01',
      'x-acs-date': '2026-11-28T12:00:00Z',
      'x-acs-signature-nonce': 'once',
      'x-acs-content-sha256': OpenApiUtil.hash(Buffer.alloc(0), 'ACS3-HMAC-SHA256').toString('hex'),
      accept: 'application/json',
      'x-acs-accesskey-id': KEY.id,
      'x-acs-security-token': TOKEN,
    });
    expect(authorization).not.toContain(KEY.secret);
  });
});
