import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { armEnvironment, type RunningArm, startArm } from '../arm/start.ts';
import { bundlePath } from '../support/bundle.ts';
import { folderOf, type Ran } from '../support/cli.ts';
import { type RunningProxy, startProxy } from '../support/proxy.ts';
import { tenantOf } from '../support/scan.ts';

/*
 * What docs/network.md says of proxies and certificates, with a proxy before the server that stands for Azure. It has two
 * names: one signs in at 127.0.0.1 and reads from localhost, so that the way of each is seen.
 */

const LOGIN = 'ada:pass word';
/** Where a stopped proxy was. */
const NOBODY = 'http://127.0.0.1:1';

let arm: RunningArm;
let proxy: RunningProxy;
let locked: RunningProxy;
beforeAll(async () => {
  arm = await startArm(tenantOf({ Alpha: { registries: { alpha1: 'audit', alpha2: 'none' } } }));
  [proxy, locked] = await Promise.all([startProxy(), startProxy(LOGIN)]);
});
afterAll(() => Promise.all([arm.stop(), proxy.stop(), locked.stop()]));
beforeEach(() => {
  for (const { tunnels } of [proxy, locked]) tunnels.clear();
});

type Variables = Readonly<Record<string, string>>;

/** Scans in a process of its own, whose environment has nothing of proxies and certificates but this. */
async function scan(variables: Variables): Promise<Ran> {
  const { NODE_EXTRA_CA_CERTS: _, NO_PROXY: _1, no_proxy: _2, ...signIn } = armEnvironment(arm);
  const inherited = Object.entries(process.env).filter(([name]) => !/proxy|extra_ca/i.test(name));
  const where = ['--arm-endpoint', arm.endpoint.replace('127.0.0.1', 'localhost'), '--authority-host', arm.endpoint];
  const argv = [bundlePath(), 'scan', ...where, '--rule', 'Azure.ACR.Logs', '--quiet'];
  const child = spawn(process.execPath, argv, {
    cwd: folderOf({}),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...Object.fromEntries(inherited),
      ...signIn,
      AZURE_TOKEN_CREDENTIALS: 'EnvironmentCredential',
      ...variables,
    },
  });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code, out, err };
}

const trusting = (): Variables => ({ NODE_EXTRA_CA_CERTS: arm.certificateFile });
const addressOf = ({ port }: RunningProxy, login = ''): string => `http://${login}127.0.0.1:${port}`;
const hostsOf = ({ tunnels }: RunningProxy): string[] =>
  [...tunnels].map((target) => target.split(':')[0] ?? '').sort();

describe('a scan goes', () => {
  test.each<readonly [string, (through: string) => Variables, readonly string[]]>([
    ['to Azure itself without a proxy', () => ({}), []],
    ['through HTTPS_PROXY', (through) => ({ HTTPS_PROXY: through }), ['127.0.0.1', 'localhost']],
    ['through https_proxy in small letters', (through) => ({ https_proxy: through }), ['127.0.0.1', 'localhost']],
    ['through ALL_PROXY', (through) => ({ ALL_PROXY: through }), ['127.0.0.1', 'localhost']],
    ['through HTTP_PROXY alone', (through) => ({ HTTP_PROXY: through }), ['127.0.0.1', 'localhost']],
    [
      'through HTTPS_PROXY before the others',
      (through) => ({ HTTPS_PROXY: through, ALL_PROXY: NOBODY, HTTP_PROXY: NOBODY }),
      ['127.0.0.1', 'localhost'],
    ],
    [
      'past it to the hosts of NO_PROXY',
      (through) => ({ HTTPS_PROXY: through, NO_PROXY: 'example.com, localhost' }),
      ['127.0.0.1'],
    ],
    ['past it to the hosts of no_proxy', (through) => ({ HTTPS_PROXY: through, no_proxy: '127.0.0.1,localhost' }), []],
    [
      'past it to hosts below a name with a dot before it',
      (through) => ({ HTTPS_PROXY: through, NO_PROXY: '.0.1' }),
      ['localhost'],
    ],
    [
      'through it for all that `*` and address ranges in NO_PROXY would leave out elsewhere',
      (through) => ({ HTTPS_PROXY: through, NO_PROXY: '*,127.0.0.0/8' }),
      ['127.0.0.1', 'localhost'],
    ],
  ])('%s', async (_, variables, hosts) => {
    const { code, out, err } = await scan({ ...trusting(), ...variables(addressOf(proxy)) });
    expect([code, err, out.split('\n').length]).toEqual([1, '', 2]);
    expect(hostsOf(proxy)).toEqual(hosts);
  });

  test('through a proxy with a name and a password', async () => {
    const { code, err } = await scan({ ...trusting(), HTTPS_PROXY: addressOf(locked, 'ada:pass%20word@') });
    expect([code, err]).toEqual([1, '']);
    expect(hostsOf(locked)).toEqual(['127.0.0.1', 'localhost']);
  });
});

describe('a scan says what to set', () => {
  const UNTRUSTED =
    /the certificate of [\w.]+:\d+ is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\); NODE_EXTRA_CA_CERTS names the file/;
  const LOCKED = /the proxy asks for a name and a password \(HTTP 407\), which stand in HTTPS_PROXY: docs\/network\.md/;

  test.each<readonly [string, () => Variables, RegExp]>([
    ['when the certificate is of an authority that Node.js does not know', () => ({}), UNTRUSTED],
    ['when it is so behind a proxy, too', () => ({ HTTPS_PROXY: addressOf(proxy) }), UNTRUSTED],
    ['when the proxy wants a login', () => ({ ...trusting(), HTTPS_PROXY: addressOf(locked) }), LOCKED],
    [
      'when the proxy wants another login',
      () => ({ ...trusting(), HTTPS_PROXY: addressOf(locked, 'ada:wrong@') }),
      LOCKED,
    ],
    [
      'when only what is read goes through such a proxy',
      () => ({ ...trusting(), HTTPS_PROXY: addressOf(locked), NO_PROXY: '127.0.0.1' }),
      /^! error listing the subscriptions: the proxy asks for a name and a password/,
    ],
    [
      'when nobody is at the address of the proxy',
      () => ({ ...trusting(), HTTPS_PROXY: NOBODY }),
      /no response: ECONNREFUSED from 127\.0\.0\.1:\d+; behind a proxy, HTTPS_PROXY names it: docs\/network\.md/,
    ],
  ])('%s', async (_, variables, said) => {
    const { code, out, err } = await scan(variables());
    expect([code, err]).toEqual([3, '']);
    expect(out).toMatch(said);
    expect(out).not.toContain('az login');
  });

  test('when the file of NODE_EXTRA_CA_CERTS is not there, which Node.js says too', async () => {
    const { code, out, err } = await scan({ NODE_EXTRA_CA_CERTS: '/nowhere/ca.pem' });
    expect(code).toBe(3);
    expect(err).toContain('/nowhere/ca.pem');
    expect(out).toMatch(UNTRUSTED);
  });

  test.each(['127.0.0.1:8080', 'localhost:8080', 'socks5://ada:secret@localhost:1080', 'proxy'])(
    'when a proxy is no address: %s',
    async (address) => {
      const { code, out, err } = await scan({ ...trusting(), HTTPS_PROXY: address });
      const said = 'acraudit: HTTPS_PROXY: expected the address of a proxy, such as http://proxy.example:8080\n';
      expect([code, out, err]).toEqual([2, '', said]);
    },
  );
});
