import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../../../src/sources/azure/live/clock.ts';
import { exchangedToken } from '../../../../src/sources/bicep/remote/azure-exchange.ts';
import { challengeIn } from '../../../../src/sources/bicep/remote/challenge.ts';
import { dockerLogins } from '../../../../src/sources/bicep/remote/registry-login.ts';
import { isTrusted, mayLeadTo } from '../../../../src/sources/bicep/remote/trusted-registries.ts';
import { type FakeRegistry, startRegistry } from '../../../fake-registry/start.ts';

let registry: FakeRegistry;

beforeAll(async () => {
  registry = await startRegistry();
});

afterAll(() => registry.stop());

test.each([
  ['entra', 'Bearer contoso.azurecr.io-repository:a:pull'],
  ['other', undefined],
])('the token %s of Entra ID is exchanged for %s', async (token, expected) => {
  const exchange = {
    origin: `http://${registry.host}`,
    service: 'contoso.azurecr.io',
    scope: 'repository:a:pull',
    token,
  };
  expect(await exchangedToken(exchange, { clock: systemClock, signal: new AbortController().signal })).toBe(expected);
});

test.each<[string, unknown]>([
  [
    'Bearer realm="https://h.io/token",service="h.io",scope="repository:a:pull,push"',
    { scheme: 'bearer', realm: 'https://h.io/token', service: 'h.io', scope: 'repository:a:pull,push' },
  ],
  ['bearer REALM=https://h.io/token', { scheme: 'bearer', realm: 'https://h.io/token' }],
  ['Basic realm="x", Bearer realm="https://h.io/t"', { scheme: 'bearer', realm: 'https://h.io/t' }],
  ['Basic realm="x"', { scheme: 'basic' }],
  ['Bearer realm="no address"', undefined],
  ['Bearer service="h.io"', undefined],
  ['Negotiate', undefined],
  [`Bearer realm="https://h.io/${'a'.repeat(9000)}"`, undefined],
])('the challenge %s is read', (header, expected) => {
  expect(challengeIn(header)).toEqual(expected);
});

const AUTH = Buffer.from('ci:pass:word').toString('base64');

test.each<[string, unknown]>([
  [`{"auths": {"https://H.io/v1/": {"auth": "${AUTH}"}}}`, [['h.io', { user: 'ci', password: 'pass:word' }]]],
  ['{"auths": {"h.io:5000": {"username": "u", "password": "p"}}}', [['h.io:5000', { user: 'u', password: 'p' }]]],
  ['{"auths": {"h.io": {"auth": "YQ=="}, "i.io": 5}, "credsStore": "x"}', []],
  ['{}', []],
  ['[]', undefined],
  ['no JSON', undefined],
])('the logins of %s are read', (text, expected) => {
  const logins = dockerLogins(text);
  expect(logins && [...logins]).toEqual(expected);
});

test.each([
  ['mcr.microsoft.com', true],
  ['MCR.microsoft.com', true],
  ['contoso.azurecr.io', true],
  ['contoso.azurecr.cn', true],
  ['ghcr.io', true],
  ['own.example:5000', true],
  ['own.example', false],
  ['azurecr.io', false],
  ['a.azurecr.io.example', false],
  ['a.b.azurecr.io', false],
  ['docker.io', false],
])('whether %s is trusted: %s', (host, expected) => {
  expect(isTrusted(host, ['Own.example:5000'])).toBe(expected);
});

test.each([
  ['https://a.example', 'https://b.example', true],
  ['https://a.example', 'http://b.example', false],
  ['https://a.example', 'http://127.0.0.1:80', false],
  ['https://a.example', 'http://localhost', false],
  ['http://127.0.0.1:5000', 'http://127.0.0.1:6000', true],
  ['http://127.0.0.1:5000', 'http://b.example', false],
  ['http://127.0.0.1:5000', 'file:///etc/passwd', false],
])('whether %s may lead to %s: %s', (from, to, expected) => {
  expect(mayLeadTo(new URL(from), new URL(to))).toBe(expected);
});
