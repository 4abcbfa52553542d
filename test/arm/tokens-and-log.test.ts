import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gone, SETTINGS, startMixed, tenant, usual } from './mixed-tenant.ts';
import { send, signedIn } from './raw-client.ts';
import { type RunningArm, startArm } from './start.ts';

let arm: RunningArm;

beforeAll(async () => {
  ({ arm } = await startMixed());
});
afterAll(() => arm.stop());

describe('access tokens', () => {
  test.each([
    ['none', {}, 'AuthenticationFailed'],
    ['a made-up one', { Authorization: 'Bearer a.b.c' }, 'InvalidAuthenticationToken'],
  ])('%s is refused', async (_, headers, code) => {
    const { status, json, headers: answered } = await send(arm, '/subscriptions?api-version=2022-12-01', { headers });
    expect(status).toBe(401);
    expect(json).toMatchObject({ error: { code } });
    expect(answered['www-authenticate']).toContain('Bearer ');
    expect(answered['www-authenticate']).toContain('error="invalid_token"');
  });

  test('one that is too old, or revoked, is refused', async () => {
    const short = await startArm(tenant, { tokenLifetime: 0 });
    const tooOld = await (await signedIn(short))('/subscriptions?api-version=2022-12-01');
    expect(tooOld.json).toMatchObject({ error: { code: 'ExpiredAuthenticationToken' } });
    await short.stop();
    const other = await startArm(tenant);
    const read = await signedIn(other);
    expect((await read('/subscriptions?api-version=2022-12-01')).status).toBe(200);
    other.revokeTokens();
    expect((await read('/subscriptions?api-version=2022-12-01')).status).toBe(401);
    await other.stop();
  });

  test.each([
    ['another tenant', '/00000000-0000-0000-0000-000000000000', {}, 400, 90002],
    ['another client', '', { client_id: 'x' }, 400, 700016],
    ['another secret', '', { client_secret: 'x' }, 401, 7000215],
    ['another grant', '', { grant_type: 'password' }, 400, 70003],
    ['another scope', '', { scope: 'openid' }, 400, 1002012],
  ])('%s gets none', async (_, path, change, status, code) => {
    const { clientId, clientSecret } = tenant.principal;
    const right = {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: 'x/.default',
    };
    const body = new URLSearchParams({ ...right, ...change }).toString();
    const answer = await send(arm, `${path || `/${tenant.id}`}/oauth2/v2.0/token`, { method: 'POST', body });
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({ error_codes: [code] });
  });
});

describe('the log', () => {
  test('has every request, and notices those that are no reads', async () => {
    const other = await startArm(tenant, { logLimit: 4 });
    const read = await signedIn(other);
    await read(`${usual.id}/${SETTINGS}`);
    await read(`${gone.id}/${SETTINGS}`);
    const requests = [item(`${usual.id}/${SETTINGS}`)];
    await read('/batch?api-version=2020-06-01', { method: 'POST', body: { requests } });
    other.log.assertReadOnly();
    expect(other.log.records.map(({ kind, status, inBatch }) => [kind, status, inBatch])).toEqual([
      ['token', 200, false],
      ['settings', 200, false],
      ['settings', 404, false],
      ['batch', 200, false],
    ]);
    expect([other.log.count(), other.log.count('settings'), other.log.countStatus(200, 'settings')]).toEqual([3, 2, 2]);
    const { status } = await read(`${usual.id}/${SETTINGS}`, { method: 'DELETE' });
    expect(status).toBe(405);
    expect(() => other.log.assertReadOnly()).toThrow(`DELETE ${usual.id}`);
    other.log.clear();
    other.log.assertReadOnly();
    const write = { requests: [{ httpMethod: 'PUT', url: `${usual.id}?api-version=2025-11-01` }] };
    await read('/batch?api-version=2020-06-01', { method: 'POST', body: write });
    expect(() => other.log.assertReadOnly()).toThrow('PUT');
    await other.stop();
  });

  function item(relativeUrl: string): object {
    return { httpMethod: 'GET', name: 'a', relativeUrl };
  }
});
