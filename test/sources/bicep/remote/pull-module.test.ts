import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Clock } from '../../../../src/sources/azure/live/clock.ts';
import type { FetchFailure } from '../../../../src/sources/bicep/remote/fetch-failure.ts';
import { TIMEOUT_MS } from '../../../../src/sources/bicep/remote/http-exchange.ts';
import { type PullRequest, pullModule } from '../../../../src/sources/bicep/remote/pull-module.ts';
import type { RegistryLogin } from '../../../../src/sources/bicep/remote/registry-login.ts';
import {
  type FakeRegistry,
  manifestOf,
  type RegistryFault,
  sha256,
  startRegistry,
  TEMPLATE,
} from '../../../fake-registry/start.ts';

let registry: FakeRegistry;
let storage: FakeRegistry;

beforeAll(async () => {
  storage = await startRegistry();
  registry = await startRegistry(storage.host);
});

afterAll(() => Promise.all([registry.stop(), storage.stop()]));

const MAX_SIZE = 1024 * 1024;

/** A clock on which waiting takes no time, and a request times out when the registry says that it will not answer. */
function testClock(): Clock & { readonly waits: number[] } {
  const waits: number[] = [];
  return {
    waits,
    now: () => 0,
    sleep: (milliseconds, signal) => {
      if (milliseconds !== TIMEOUT_MS) waits.push(milliseconds);
      if (milliseconds !== TIMEOUT_MS || signal === undefined) return Promise.resolve();
      return new Promise((resolve) => {
        registry.onHung = resolve;
        signal.addEventListener('abort', () => resolve());
      });
    },
  };
}

const LOGIN: RegistryLogin = { user: 'ci', password: 'secret' };

interface Pulled {
  readonly result: string;
  readonly waits: readonly number[];
  readonly requests: readonly string[];
}

async function pull(
  fault: RegistryFault,
  changes: { readonly login?: RegistryLogin; readonly digest?: string; readonly signal?: AbortSignal } = {},
): Promise<Pulled> {
  const clock = testClock();
  const first = registry.requests.length;
  const logins = new Map(changes.login === undefined ? [] : [[registry.host, changes.login]]);
  const request: PullRequest = {
    clock,
    signal: changes.signal ?? new AbortController().signal,
    maxSize: MAX_SIZE,
    identity: { logins, azureToken: () => Promise.reject(new Error('never asked for')) },
  };
  const version = changes.digest === undefined ? { tag: fault } : { digest: changes.digest };
  // The repository tells the blobs what is wrong.
  const reference = { kind: 'br', registry: registry.host, repository: `bicep/${fault}`, ...version } as const;
  const result = await pullModule(reference, request).then(
    ({ template, manifestDigest }) => (template === TEMPLATE ? manifestDigest : template),
    ({ message, hint }: FetchFailure) =>
      `${message}${hint === undefined ? '' : ` / ${hint}`}`.replaceAll(registry.host, 'HOST'),
  );
  return { result, waits: clock.waits, requests: registry.requests.slice(first) };
}

const OK = sha256(manifestOf(TEMPLATE));
const CHECK = 'Check the path and the tag of the reference.';
const SIGN_IN =
  'Sign in as for `acraudit scan`, or set DOCKER_AUTH_CONFIG; the identity needs the role AcrPull on the registry.';
const DAMAGED =
  'Something on the way changed it, or the registry is damaged: fetch again, and tell who runs the registry.';
const LATER = 'Run the command again later: what is there is not fetched again.';

test.each<[RegistryFault, string, readonly number[]]>([
  ['ok', OK, []],
  ['anonymous-token', OK, []],
  ['login-token', `HOST refuses access (HTTP 401) / ${SIGN_IN}`, []],
  ['basic', `HOST refuses access (HTTP 401) / ${SIGN_IN}`, []],
  ['denied', `HOST refuses access (HTTP 403) / ${SIGN_IN}`, []],
  ['missing', `the registry has no such module (HTTP 404) / ${CHECK}`, []],
  ['not-a-module', `what the reference names is not a Bicep module / ${CHECK}`, []],
  ['two-templates', `what the reference names is not a Bicep module / ${CHECK}`, []],
  ['broken-manifest', `what the reference names is not a Bicep module / ${CHECK}`, []],
  ['other-digest-header', `the manifest is not the one of its digest / ${DAMAGED}`, []],
  ['changed-template', `the template is not the one of its digest / ${DAMAGED}`, []],
  ['longer-template', `the template is not the one of its digest / ${DAMAGED}`, []],
  ['endless-template', 'the response is larger than 1 MiB', []],
  ['truncated', `given up after 4 tries: the response is truncated or not valid JSON / ${LATER}`, [1000, 2000, 4000]],
  ['missing-blob', `the registry has no such template (HTTP 404) / ${CHECK}`, []],
  ['too-large', 'the module is too large: 1000000000 bytes, and --max-size is 1048576', []],
  ['throttled', OK, [7000, 7000]],
  ['throttled-for-long', `given up after 1 try: HTTP 429, and HOST asks to wait 900 s / ${LATER}`, []],
  ['broken', `given up after 4 tries: HTTP 500 / ${LATER}`, [1000, 2000, 4000]],
  ['redirected', OK, []],
  ['redirected-without-tls', 'the registry redirects to http://storage.example, which is not https:', []],
  ['redirected-forever', 'the registry redirects without an end', []],
  ['hung', `given up after 4 tries: no response within 60 s / ${LATER}`, [1000, 2000, 4000]],
  ['realm-without-tls', 'the registry wants a token of http://tokens.example, which is not https:', []],
])('of a registry that is %s: %s', async (fault, expected, waits) => {
  expect(await pull(fault)).toMatchObject({ result: expected, waits });
});

test.each<[RegistryFault, string[]]>([
  [
    'login-token',
    [
      'GET /v2/bicep/login-token/manifests/login-token',
      `GET /token/login?service=fake&scope=repository%3Abicep%3Apull (Basic Y2k6c2VjcmV0)`,
    ],
  ],
  ['basic', ['GET /v2/bicep/basic/manifests/basic']],
])('a login is sent only when a registry asks for it: %s', async (fault, before) => {
  const { result, requests } = await pull(fault, { login: LOGIN });
  const header = fault === 'basic' ? 'Basic Y2k6c2VjcmV0' : 'Bearer signed-in';
  expect(result).toBe(OK);
  expect(requests).toEqual([
    ...before,
    `GET /v2/bicep/${fault}/manifests/${fault} (${header})`,
    `GET /v2/bicep/${fault}/blobs/${sha256(TEMPLATE)} (${header})`,
  ]);
});

test('no token goes to the host that a blob is redirected to', async () => {
  const before = storage.requests.length;
  expect((await pull('redirected', { login: LOGIN })).result).toBe(OK);
  expect(storage.requests.slice(before)).toEqual([`GET /v2/bicep/ok/blobs/${sha256(TEMPLATE)}`]);
});

test('a module that is named by digest has to be that one', async () => {
  expect((await pull('ok', { digest: OK })).result).toBe(OK);
  expect((await pull('ok', { digest: sha256('other') })).result).toBe(
    `the manifest is not the one of its digest / ${DAMAGED}`,
  );
});

test('an interrupted fetch ends at once', async () => {
  expect(await pull('ok', { signal: AbortSignal.abort() })).toEqual({
    result: 'interrupted before it was fetched',
    waits: [],
    requests: [],
  });
});
