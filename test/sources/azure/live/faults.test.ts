import { afterEach, describe, expect, test, vi } from 'vitest';
import type { RouteKind } from '../../../arm/arm.ts';
import { type Fault, type FaultRule, WRONG_BODIES } from '../../../arm/faults.ts';
import { startArm } from '../../../arm/start.ts';
import type { Tenant } from '../../../arm/tenant.ts';
import { createVirtualClock } from '../../../arm/virtual-clock.ts';
import { registryCounts } from '../../../support/cli.ts';
import {
  type OutcomesByName,
  outcomesByName,
  scanVirtually,
  tenantOf,
  type VirtualScan,
} from '../../../support/scan.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const TENANT = tenantOf({
  Alpha: { registries: { alpha1: 'audit', alpha2: 'bothCategories' } },
  Beta: { registries: { betas1: 'allLogs', betas2: 'none' } },
  Gamma: {},
});

/** Without any fault: subscriptions, a query, the empty subscription by ARM, four registries. */
const REQUESTS = 7;
const REGISTRIES = { alpha1: 'pass', alpha2: 'pass', betas1: 'pass', betas2: 'fail' };
const SUBSCRIPTIONS = { Alpha: 'read', Beta: 'read', Gamma: 'empty' };
const READING = 'reading its diagnostic settings';
const READ = 'Microsoft.Insights/diagnosticSettings/read';
const LISTING = 'listing its registries';
const TRIES = 'given up after 5 tries';

/** What differs from a scan without faults. */
interface Expected extends Partial<OutcomesByName> {
  readonly code?: number;
  /** Besides those of a scan without faults. */
  readonly extra: number;
  readonly options?: VirtualScan;
  readonly tenant?: Tenant;
}

type Case = readonly [name: string, faults: readonly FaultRule[], expected: Expected];

const always = (kind: RouteKind, fault: Fault, id?: string): FaultRule => ({
  match: { kind, ...(id !== undefined && { id }) },
  times: 'always',
  fault,
});
const once = (kind: RouteKind, fault: Fault, id?: string): FaultRule => ({ ...always(kind, fault, id), times: 1 });
const status = (code: number, retryAfter?: Extract<Fault, { type: 'status' }>['retryAfter']): Fault => ({
  type: 'status',
  status: code,
  ...(retryAfter !== undefined && { retryAfter }),
});

const alpha1 = (fate: string): Expected['registries'] => ({ ...REGISTRIES, alpha1: fate });
const allUnknown = (why: string): Expected['registries'] =>
  Object.fromEntries(Object.keys(REGISTRIES).map((name) => [name, `unknown ${why}`]));
const gamma = (problem: string): Expected['subscriptions'] => ({ ...SUBSCRIPTIONS, Gamma: `inaccessible ${problem}` });
const nothing = (problem: string): Pick<Expected, 'registries' | 'subscriptions' | 'problems'> => ({
  registries: {},
  subscriptions: {},
  problems: [problem],
});

async function check(faults: readonly FaultRule[], expected: Expected): Promise<number> {
  const arm = await startArm(expected.tenant ?? TENANT, { clock: createVirtualClock(), faults, latency: 20 });
  try {
    const scanned = await scanVirtually(arm, expected.options);
    const { registries = REGISTRIES, subscriptions = SUBSCRIPTIONS, problems = [], code = 3, extra } = expected;
    expect({ ...outcomesByName(scanned), code: scanned.code, extra: arm.log.count() - REQUESTS }).toEqual({
      registries,
      subscriptions,
      problems,
      code,
      extra,
    });
    const { listed, evaluated, unknown, deleted } = registryCounts(scanned.summary);
    expect(evaluated + unknown + deleted).toBe(listed);
    arm.log.assertReadOnly();
    return scanned.took;
  } finally {
    await arm.stop();
  }
}

describe('a scan ends right when the settings of one registry are answered with', () => {
  test.each<Case>([
    [
      '403',
      [always('settings', status(403), 'alpha1')],
      { registries: alpha1(`unknown permission (${READ}: HTTP 403 AuthorizationFailed)`), extra: 0 },
    ],
    [
      '400',
      [always('settings', status(400), 'alpha1')],
      { registries: alpha1(`unknown limit (${READING}: HTTP 400 BadRequest)`), extra: 0 },
    ],
    [
      'a redirect',
      [always('settings', status(302), 'alpha1')],
      { registries: alpha1(`unknown limit (${READING}: HTTP 302 UnknownError)`), extra: 0 },
    ],
    [
      '401 for this one alone: one new sign-in',
      [always('settings', status(401), 'alpha1')],
      { registries: alpha1(`unknown permission (${READ}: HTTP 401 AuthenticationFailed)`), extra: 1 },
    ],
    [
      '404 while the registry is there',
      [always('settings', status(404), 'alpha1')],
      { registries: alpha1(`unknown limit (${READING}: HTTP 404 ResourceNotFound)`), extra: 1 },
    ],
    [
      '404 of both',
      [always('settings', status(404), 'alpha1'), always('registry', status(404), 'alpha1')],
      { registries: alpha1('deleted'), code: 0, extra: 1 },
    ],
    [
      '404 of both, but not in the words of Azure Resource Manager',
      [
        always('settings', status(404), 'alpha1'),
        always('registry', { type: 'status', status: 404, code: 'PageNotFound' }, 'alpha1'),
      ],
      { registries: alpha1('unknown limit (checking whether it still exists: HTTP 404 PageNotFound)'), extra: 1 },
    ],
    [
      '404, and the registry is refused',
      [always('settings', status(404), 'alpha1'), always('registry', status(403), 'alpha1')],
      {
        registries: alpha1('unknown permission (checking whether it still exists: HTTP 403 AuthorizationFailed)'),
        extra: 1,
      },
    ],
    [
      '404, and the registry cannot be read',
      [always('settings', status(404), 'alpha1'), always('registry', status(500), 'alpha1')],
      {
        registries: alpha1(`unknown limit (checking whether it still exists: ${TRIES}: HTTP 500 InternalServerError)`),
        extra: 5,
      },
    ],
    [
      '408',
      [always('settings', status(408), 'alpha1')],
      { registries: alpha1(`unknown limit (${READING}: ${TRIES}: HTTP 408 UnknownError)`), extra: 4 },
    ],
    [
      '500',
      [always('settings', status(500), 'alpha1')],
      { registries: alpha1(`unknown limit (${READING}: ${TRIES}: HTTP 500 InternalServerError)`), extra: 4 },
    ],
    ['500 four times', [{ ...always('settings', status(500), 'alpha1'), times: 4 }], { code: 0, extra: 4 }],
    [
      'reset',
      [always('settings', { type: 'reset' }, 'alpha1')],
      { registries: alpha1(`unknown limit (${READING}: ${TRIES}: no response: ECONNRESET)`), extra: 4 },
    ],
    [
      'no answer',
      [always('settings', { type: 'hang' }, 'alpha1')],
      { registries: alpha1(`unknown limit (${READING}: ${TRIES}: no response within 30 s)`), extra: 4 },
    ],
    ['a late answer', [always('settings', { type: 'delay', milliseconds: 29_000 }, 'alpha1')], { code: 0, extra: 0 }],
    [
      'half of the JSON',
      [always('settings', { type: 'truncated', how: 'json' }, 'alpha1')],
      {
        registries: alpha1(`unknown limit (${READING}: ${TRIES}: the response is truncated or not valid JSON)`),
        extra: 4,
      },
    ],
    [
      'the connection cut in the middle',
      [always('settings', { type: 'truncated', how: 'connection' }, 'alpha1')],
      {
        registries: alpha1(`unknown limit (${READING}: ${TRIES}: the response is truncated or not valid JSON)`),
        extra: 4,
      },
    ],
    ...(['plain', 'gzip', 'emptyGzip'] as const).map(
      (how): Case => [
        `an answer without end: ${how}`,
        [always('settings', { type: 'flood', how }, 'alpha1')],
        { registries: alpha1(`unknown limit (${READING}: the response is larger than 4 MiB)`), extra: 0 },
      ],
    ),
    [
      'an answer that stops in the middle',
      [always('settings', { type: 'flood', how: 'stalled' }, 'alpha1')],
      { registries: alpha1(`unknown limit (${READING}: ${TRIES}: no response within 30 s)`), extra: 4 },
    ],
    ['reset once', [once('settings', { type: 'reset' }, 'alpha1')], { code: 0, extra: 1 }],
    ['no answer once', [once('settings', { type: 'hang' }, 'alpha1')], { code: 0, extra: 1 }],
    ['half of it once', [once('settings', { type: 'truncated', how: 'connection' }, 'alpha1')], { code: 0, extra: 1 }],
    [
      'the link leads nowhere',
      [always('settings', { type: 'nextLink', how: 'malformed' }, 'alpha1')],
      { registries: alpha1(`unknown limit (${READING}: the response has a link that is not a URL)`), extra: 0 },
    ],
    [
      'the link leads elsewhere',
      [always('settings', { type: 'nextLink', how: 'foreign', url: 'https://192.0.2.1/x' }, 'alpha1')],
      { registries: alpha1(`unknown limit (${READING}: a response links to another host)`), extra: 0 },
    ],
    [
      'pages in a circle',
      [always('settings', { type: 'nextLink', how: 'repeated' }, 'alpha1')],
      {
        registries: alpha1(`unknown limit (${READING}: paging loops: a nextLink repeats an earlier request)`),
        extra: 1,
      },
    ],
    [
      'pages without an end',
      [always('settings', { type: 'nextLink', how: 'endless' }, 'alpha1')],
      {
        registries: alpha1(`unknown limit (${READING}: paging does not terminate: the pages have no new items)`),
        extra: 11,
      },
    ],
  ])('%s', async (_, faults, expected) => {
    await check(faults, expected);
  });

  test.each(WRONG_BODIES)('200 and a body that is %s', async (how) => {
    const faults = [always('settings', { type: 'body', how }, 'alpha1')];
    const isJson = how !== 'empty' && how !== 'html';
    const message = isJson
      ? /^unknown limit \(reading its diagnostic settings: the response (has an unexpected|is not a list)/
      : /truncated or not valid JSON\)$/;
    const expected = { registries: alpha1(expect.stringMatching(message) as unknown as string), extra: isJson ? 0 : 4 };
    await check(faults, expected);
  });
});

describe('a scan ends right when it is throttled with', () => {
  const throttled = alpha1(`unknown throttled (${READING}: ${TRIES}: HTTP 429 SubscriptionRequestsThrottled)`);
  const tooLong = (seconds: string): Expected['registries'] =>
    alpha1(`unknown throttled (${READING}: Azure asks to wait ${seconds} s, more than the limit of 300 s)`);

  test.each<readonly [string, Extract<Fault, { type: 'status' }>['retryAfter'], number, number]>([
    ['no advice', 'none', 50_000, 52_000],
    ['in seconds', 20, 80_000, 101_000],
    ['a date', { date: 20 }, 80_000, 101_000],
    ['at once', 0, 15_000, 32_000],
    ['a date of the past', { date: -60 }, 15_000, 32_000],
    ['no number of seconds', { text: '1.5' }, 50_000, 52_000],
    ['below zero', { text: '-1' }, 50_000, 52_000],
    ['a word', { text: 'soon' }, 50_000, 52_000],
  ])('429 for ever, Retry-After: %s', async (_, retryAfter, least, most) => {
    const took = await check([always('settings', status(429, retryAfter), 'alpha1')], {
      registries: throttled,
      extra: 4,
    });
    expect(took).toBeGreaterThanOrEqual(least);
    expect(took).toBeLessThanOrEqual(most);
  });

  test.each([429, 503])('%i, Retry-After: a day, or 30,000 years', async (code) => {
    await check([always('settings', status(code, 86_400), 'alpha1')], { registries: tooLong('86400'), extra: 0 });
    await check([always('settings', status(code, 1e12), 'alpha1')], { registries: tooLong('1000000000000'), extra: 0 });
  });

  test('503 with Retry-After waits that long', async () => {
    const took = await check([once('settings', status(503, 200), 'alpha1')], { code: 0, extra: 1 });
    expect(took).toBeGreaterThanOrEqual(200_000);
    expect(took).toBeLessThan(202_000);
  });

  test('a 429 stops the whole subscription and no other', async () => {
    const registries = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`number${i}`, 'audit' as const]));
    const tenant = tenantOf({ Alpha: { registries }, Beta: { registries: { betas1: 'none' } } });
    const faults = [{ ...once('settings', status(429, 60), 'number0'), skip: 0 }];
    const arm = await startArm(tenant, { clock: createVirtualClock(0), latency: 20, faults });
    await scanVirtually(arm, { concurrency: 1 });
    const late = arm.log.records.filter(({ kind, at }) => kind === 'settings' && at > 1000);
    expect(late.length).toBe(30);
    expect(Math.min(...late.map(({ at }) => at))).toBeGreaterThan(60_000);
    expect(late.some(({ path }) => path.includes('betas1'))).toBe(false);
    await arm.stop();
  });
});

describe('a scan ends right when every question for settings is answered with', () => {
  const SIZE = 400;
  const registries = Object.fromEntries(Array.from({ length: SIZE }, (_, i) => [`number${i}`, 'audit' as const]));
  const tenant = tenantOf({ Alpha: { registries } });

  /** Most requests: what a few in flight can do in the rounds until the lane is given up. */
  test.each<readonly [string, Fault, string, number, number]>([
    ['403', status(403), 'permission', SIZE, 3 * 60_000],
    ['429', status(429), 'throttled', 100, 60 * 60_000],
    ['429, at once', status(429, 0), 'throttled', 100, 60 * 60_000],
    ['500', status(500), 'limit', 100, 60 * 60_000],
    ['no answer', { type: 'hang' }, 'limit', 100, 60 * 60_000],
    ['reset', { type: 'reset' }, 'limit', 100, 60 * 60_000],
    ['half of it', { type: 'truncated', how: 'json' }, 'limit', 100, 60 * 60_000],
    ['tokens that are never good', { type: 'expireTokens' }, 'permission', 40, 60_000],
    ['a challenge that is never met', { type: 'claimsChallenge' }, 'permission', 60, 60_000],
  ])('%s: no storm, and an end', async (_, fault, kind, mostRequests, longest) => {
    const arm = await startArm(tenant, {
      clock: createVirtualClock(),
      latency: 20,
      faults: [always('settings', fault)],
    });
    const scanned = await scanVirtually(arm, { concurrency: 4 });
    expect(registryCounts(scanned.summary)).toMatchObject({ listed: SIZE, evaluated: 0, unknown: SIZE, deleted: 0 });
    expect(new Set(scanned.results.flatMap(({ dependsOn }) => dependsOn.map((cause) => cause.kind)))).toEqual(
      new Set([kind]),
    );
    expect(scanned.code).toBe(3);
    expect(arm.log.count('settings')).toBeLessThanOrEqual(mostRequests);
    expect(arm.log.count('token')).toBeLessThanOrEqual(2 + mostRequests / 2);
    expect(scanned.took).toBeLessThan(longest);
    await arm.stop();
  });

  test('each fails once, one at a time: everything is read all the same', async () => {
    const faults = [{ ...once('settings', status(503)), each: true }];
    const arm = await startArm(tenant, { clock: createVirtualClock(), faults });
    const warnings: string[] = [];
    const onWarning = (warning: Error): unknown => warnings.push(warning.message);
    process.on('warning', onWarning);
    const scanned = await scanVirtually(arm, { concurrency: 1 });
    process.removeListener('warning', onWarning);
    expect(registryCounts(scanned.summary)).toMatchObject({ listed: SIZE, evaluated: SIZE });
    expect(arm.log.count('settings')).toBe(2 * SIZE);
    // Node warns on stderr of signals that too many listen to.
    expect(warnings).toEqual([]);
    await arm.stop();
  });
});

describe('a scan ends right when its sign-in is lost:', () => {
  const OLD = `HTTP 401 InvalidAuthenticationToken`;
  test.each<Case>([
    ['tokens expire once', [once('settings', { type: 'expireTokens' })], { code: 0, extra: 2 }],
    ['tokens expire once, while listing', [once('registries', { type: 'expireTokens' })], { code: 0, extra: 2 }],
    [
      'tokens expire again and again',
      [always('subscriptions', { type: 'expireTokens' })],
      { ...nothing(`permission InvalidAuthenticationToken (listing the subscriptions: ${OLD})`), extra: 2 - REQUESTS },
    ],
    ['a challenge once', [once('settings', { type: 'claimsChallenge' }, 'alpha1')], { code: 0, extra: 1 }],
    [
      'a challenge again and again',
      [always('settings', { type: 'claimsChallenge' }, 'alpha1')],
      { registries: alpha1(`unknown permission (${READ}: HTTP 401 TokenCreatedWithOutdatedPolicies)`), extra: 3 },
    ],
    [
      'nobody signs us in any more',
      [once('settings', { type: 'expireTokens' }), { ...always('token', status(401)), skip: 2 }],
      { registries: allUnknown(`permission (${READING}: the sign-in is no longer accepted)`), extra: -2 },
    ],
  ])('%s', async (_, faults, expected) => {
    // One after the other, so that the numbers are exact.
    await check(faults, { ...expected, options: { concurrency: 1 } });
  });
});

describe('a scan ends right when listing is answered with', () => {
  const gammaOnly = (kind: 'registries', fault: Fault): readonly FaultRule[] => [always(kind, fault)];
  test.each<Case>([
    [
      'the subscriptions: 403',
      [always('subscriptions', status(403))],
      {
        ...nothing('permission AuthorizationFailed (listing the subscriptions: HTTP 403 AuthorizationFailed)'),
        extra: 1 - REQUESTS,
      },
    ],
    [
      'the subscriptions: 500',
      [always('subscriptions', status(500))],
      {
        ...nothing(`limit InternalServerError (listing the subscriptions: ${TRIES}: HTTP 500 InternalServerError)`),
        extra: 5 - REQUESTS,
      },
    ],
    [
      'the subscriptions: no answer',
      [always('subscriptions', { type: 'hang' })],
      {
        ...nothing(`limit Timeout (listing the subscriptions: ${TRIES}: no response within 30 s)`),
        extra: 5 - REQUESTS,
      },
    ],
    ['the subscriptions: no answer once', [once('subscriptions', { type: 'hang' })], { code: 0, extra: 1 }],
    [
      'the subscriptions: in a circle',
      [always('subscriptions', { type: 'nextLink', how: 'repeated' })],
      {
        ...nothing(
          'limit RepeatedLink (listing the subscriptions: paging loops: a nextLink repeats an earlier request)',
        ),
        extra: 2 - REQUESTS,
      },
    ],
    [
      'the subscriptions: without an end',
      [always('subscriptions', { type: 'nextLink', how: 'endless' })],
      {
        ...nothing(
          'limit EndlessPages (listing the subscriptions: paging does not terminate: the pages have no new items)',
        ),
        extra: 12 - REQUESTS,
      },
    ],
    [
      'the subscriptions: a link to nowhere',
      [always('subscriptions', { type: 'nextLink', how: 'malformed' })],
      {
        ...nothing('limit BrokenLink (listing the subscriptions: the response has a link that is not a URL)'),
        extra: 1 - REQUESTS,
      },
    ],
    [
      'the subscriptions: a link to elsewhere',
      [always('subscriptions', { type: 'nextLink', how: 'foreign', url: 'https://192.0.2.1/' })],
      {
        ...nothing('limit ForeignLink (listing the subscriptions: a response links to another host)'),
        extra: 1 - REQUESTS,
      },
    ],
    [
      'registries: 403',
      gammaOnly('registries', status(403)),
      { subscriptions: gamma(`permission AuthorizationFailed (${LISTING}: HTTP 403 AuthorizationFailed)`), extra: 0 },
    ],
    [
      'registries: 404',
      gammaOnly('registries', status(404)),
      { subscriptions: gamma(`limit ResourceNotFound (${LISTING}: HTTP 404 ResourceNotFound)`), extra: 0 },
    ],
    [
      'registries: 429',
      gammaOnly('registries', status(429, 1)),
      {
        subscriptions: gamma(
          `throttled SubscriptionRequestsThrottled (${LISTING}: ${TRIES}: HTTP 429 SubscriptionRequestsThrottled)`,
        ),
        extra: 4,
      },
    ],
    [
      'registries: 500',
      gammaOnly('registries', status(500)),
      {
        subscriptions: gamma(`limit InternalServerError (${LISTING}: ${TRIES}: HTTP 500 InternalServerError)`),
        extra: 4,
      },
    ],
    [
      'registries: half of it',
      gammaOnly('registries', { type: 'truncated', how: 'json' }),
      {
        subscriptions: gamma(`limit BrokenAnswer (${LISTING}: ${TRIES}: the response is truncated or not valid JSON)`),
        extra: 4,
      },
    ],
    [
      'registries: in a circle',
      gammaOnly('registries', { type: 'nextLink', how: 'repeated' }),
      {
        subscriptions: gamma(`limit RepeatedLink (${LISTING}: paging loops: a nextLink repeats an earlier request)`),
        extra: 1,
      },
    ],
    [
      'registries: without an end',
      gammaOnly('registries', { type: 'nextLink', how: 'endless' }),
      {
        subscriptions: gamma(`limit EndlessPages (${LISTING}: paging does not terminate: the pages have no new items)`),
        extra: 10,
      },
    ],
    [
      'registries: a link to nowhere',
      gammaOnly('registries', { type: 'nextLink', how: 'malformed' }),
      { subscriptions: gamma(`limit BrokenLink (${LISTING}: the response has a link that is not a URL)`), extra: 0 },
    ],
  ])('%s', async (_, faults, expected) => {
    await check(faults, expected);
  });

  test.each(WRONG_BODIES)('subscriptions, registries: 200 and a body that is %s', async (how) => {
    const isJson = how !== 'empty' && how !== 'html';
    const text = (problem: string): string => expect.stringContaining(problem) as unknown as string;
    const why = isJson ? 'limit UnexpectedAnswer' : 'limit BrokenAnswer';
    await check([always('subscriptions', { type: 'body', how })], {
      registries: {},
      subscriptions: {},
      problems: [text(why)],
      extra: (isJson ? 1 : 5) - REQUESTS,
    });
    await check([always('registries', { type: 'body', how })], {
      subscriptions: { ...SUBSCRIPTIONS, Gamma: text(`inaccessible ${why}`) },
      extra: isJson ? 0 : 4,
    });
  });

  test('a whole subscription is refused, another is invisible, a third has no rows: each is said', async () => {
    const tenant = tenantOf({
      Open: { registries: { open1: 'audit' } },
      Refused: { access: 'noRegistries', registries: { refused1: 'audit' } },
      Hidden: { access: 'invisible', registries: { hidden1: 'audit' } },
      NoRows: { access: 'noGraph', registries: { norows1: 'none' } },
      NoSettings: { access: 'noSettings', registries: { nosettings1: 'audit', nosettings2: 'none' } },
    });
    await check([], {
      tenant,
      registries: {
        norows1: 'fail',
        nosettings1: `unknown permission (${READ}: HTTP 403 AuthorizationFailed)`,
        nosettings2: `unknown permission (${READ}: HTTP 403 AuthorizationFailed)`,
        open1: 'pass',
      },
      subscriptions: {
        Open: 'read',
        Refused: `inaccessible permission AuthorizationFailed (${LISTING}: HTTP 403 AuthorizationFailed)`,
        NoRows: 'read',
        NoSettings: 'read',
      },
      extra: 1 + 1 + 2 + 4 - REQUESTS,
    });
    await check([], {
      tenant,
      options: { scope: { managementGroup: 'outer', subscriptions: ['Hidden'] } },
      registries: {},
      subscriptions: {
        Hidden:
          'inaccessible permission SubscriptionNotVisible (it is not among the 4 subscriptions that the identity can see)',
      },
      extra: 2 - REQUESTS,
    });
  });

  test('registries that are deleted between list and read are deleted, whatever answers first', async () => {
    const tenant = tenantOf({
      Alpha: { registries: { alpha1: 'deleted', alpha2: 'audit' } },
      Beta: { registries: { betas1: 'denied' } },
    });
    const expected = {
      tenant,
      registries: {
        alpha1: 'deleted',
        alpha2: 'pass',
        betas1: `unknown permission (${READ}: HTTP 403 AuthorizationFailed)`,
      },
      subscriptions: { Alpha: 'read', Beta: 'read' },
    };
    await check([], { ...expected, extra: 2 + 4 - REQUESTS });
    await check([], { ...expected, options: { batch: true }, extra: 2 + 1 + 2 + 1 - REQUESTS });
    const cut: Fault = { type: 'truncated', how: 'json' };
    await check([once('registry', cut)], { ...expected, extra: 2 + 4 + 1 - REQUESTS });
  });
});

describe('a scan asks Azure Resource Manager when Resource Graph answers with', () => {
  test.each<readonly [string, Fault, number]>([
    ['400', status(400), 2],
    ['403', status(403), 2],
    ['429', status(429), 6],
    ['429, for a day', status(429, 86_400), 2],
    ['500', status(500), 6],
    ['reset', { type: 'reset' }, 6],
    ['no answer', { type: 'hang' }, 6],
    ['half of the JSON', { type: 'truncated', how: 'json' }, 6],
    ['truncated', { type: 'graph', how: 'truncated' }, 2],
    ['missing rows', { type: 'graph', how: 'missingRows' }, 2],
    ['the same skip token', { type: 'graph', how: 'repeatedToken' }, 3],
    ['skip tokens without an end', { type: 'graph', how: 'endlessToken' }, 3],
    ...WRONG_BODIES.map((how): [string, Fault, number] => [
      `200 and a body that is ${how}`,
      { type: 'body', how },
      how === 'empty' || how === 'html' ? 6 : 2,
    ]),
  ])('%s', async (_, fault, extra) => {
    await check([always('graph', fault)], { code: 0, extra });
  });

  test.each<[string, Fault]>([
    ['429', status(429, 2)],
    ['a reset', { type: 'reset' }],
    ['nothing', { type: 'hang' }],
  ])('%s once: it is asked again', async (_, fault) => {
    await check([once('graph', fault)], { code: 0, extra: 1 });
  });

  test('denied to this tenant', async () => {
    await check([], { tenant: { ...TENANT, graph: 'denied' }, code: 0, extra: 2 });
  });
});

describe('a scan reads one by one what a batch answers with', () => {
  const batch = (extra: number): Expected => ({ options: { batch: true }, code: 0, extra: extra - 2 });
  test.each<readonly [string, Fault | undefined, number]>([
    ['nothing wrong', undefined, 0],
    ['items in another order', { type: 'batch', how: 'shuffled' }, 0],
    ['an item left out', { type: 'batch', how: 'missingItem' }, 2],
    ['names that nobody gave', { type: 'batch', how: 'wrongNames' }, 4],
    ['no names', { type: 'batch', how: 'noNames' }, 4],
    ['an item twice', { type: 'batch', how: 'doubled' }, 4],
    ['no items', { type: 'batch', how: 'noItems' }, 4],
    ['202: later', status(202), 4],
    ['403', status(403), 4],
    ['404', status(404), 4],
    ['429', status(429, 1), 4 + 8],
    ['500', status(500), 4 + 8],
    ['reset', { type: 'reset' }, 4 + 8],
    ['no answer', { type: 'hang' }, 4 + 8],
    ['half of the JSON', { type: 'truncated', how: 'json' }, 4 + 8],
    ...WRONG_BODIES.map((how): [string, Fault, number] => [
      `200 and a body that is ${how}`,
      { type: 'body', how },
      how === 'empty' || how === 'html' ? 4 + 8 : 4,
    ]),
  ])('%s', async (_, fault, extra) => {
    await check(fault === undefined ? [] : [always('batch', fault)], batch(extra));
  });

  test.each<readonly [string, Fault, number]>([
    ['500', status(500), 1],
    ['429', status(429), 1],
    ['no list', { type: 'body', how: 'emptyObject' }, 1],
    ['settings of nobody', { type: 'body', how: 'valueOfNull' }, 1],
    ['further pages', { type: 'nextLink', how: 'repeated' }, 1],
  ])('one item with %s', async (_, fault, extra) => {
    await check([once('settings', fault, 'alpha1')], batch(extra));
  });

  test('one item is refused: its own read says so', async () => {
    const expected = batch(1);
    await check([always('settings', status(403), 'alpha1')], {
      ...expected,
      code: 3,
      registries: alpha1(`unknown permission (${READ}: HTTP 403 AuthorizationFailed)`),
    });
  });

  test('forty registries of a subscription in two batches; once it misbehaves nobody asks it again', async () => {
    const registries = Object.fromEntries(Array.from({ length: 45 }, (_, i) => [`number${i}`, 'audit' as const]));
    const tenant = tenantOf({ Alpha: { registries } });
    const arm = await startArm(tenant, { clock: createVirtualClock() });
    expect((await scanVirtually(arm, { batch: true, concurrency: 1 })).summary.pass).toBe(45);
    expect([arm.log.count('batch'), arm.log.count('settings')]).toEqual([3, 0]);
    arm.log.clear();
    arm.setFaults([always('batch', { type: 'batch', how: 'doubled' })]);
    expect((await scanVirtually(arm, { batch: true, concurrency: 1 })).summary.pass).toBe(45);
    expect(arm.log.count('settings')).toBe(45);
    expect(arm.log.count('batch')).toBeLessThanOrEqual(2);
    await arm.stop();
  });
});
