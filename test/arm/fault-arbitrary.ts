import fc from 'fast-check';
import type { RouteKind } from './arm.ts';
import { type Fault, type FaultRule, type RetryAfter, WRONG_BODIES } from './faults.ts';
import type { Tenant } from './tenant.ts';

/** A fault plan, and whether a patient client must end up with what it would have found without it. */
export interface FaultPlan {
  readonly rules: readonly FaultRule[];
  readonly recoverable: boolean;
}

/** What a scan asks for with the rule of diagnostic settings alone. */
const SETTING_KINDS: readonly RouteKind[] = [
  'subscriptions',
  'subscription',
  'descendants',
  'graph',
  'registries',
  'groupRegistries',
  'registry',
  'settings',
  'batch',
];

/** What a scan asks for with all rules. */
export const AUDIT_KINDS: readonly RouteKind[] = [
  ...SETTING_KINDS,
  'associations',
  'dataCollectionRule',
  'alertRules',
  'workspace',
  'table',
  'storageAccount',
  'lifecyclePolicy',
  'eventHubNamespace',
  'eventHubRule',
  'partner',
  'connectedRegistries',
  'tasks',
  'activityLog',
  'groupActivityLog',
];

/** What a verification asks for besides. */
export const ARRIVAL_KINDS: readonly RouteKind[] = [...AUDIT_KINDS, 'logQuery', 'metrics', 'activityEvents'];

const TRANSIENT_STATUS = [429, 500, 502, 503, 504];

const shortWait: fc.Arbitrary<RetryAfter> = fc.oneof(
  fc.constant<RetryAfter>('none'),
  fc.integer({ min: 0, max: 5 }),
  fc.integer({ min: 0, max: 5 }).map((date) => ({ date })),
);
const anyWait: fc.Arbitrary<RetryAfter> = fc.oneof(
  shortWait,
  fc.constantFrom<RetryAfter[]>(
    86_400,
    1e12,
    { date: 86_400 },
    { date: -60 },
    { text: '-1' },
    { text: 'soon' },
    { text: '1.5' },
  ),
);

/** Faults that pass: the same request later is answered rightly. */
const transient: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({
    type: fc.constant('status' as const),
    status: fc.constantFrom(...TRANSIENT_STATUS),
    retryAfter: shortWait,
  }),
  fc.constantFrom<Fault[]>(
    { type: 'reset' },
    { type: 'hang' },
    { type: 'truncated', how: 'json' },
    { type: 'truncated', how: 'connection' },
  ),
  fc.integer({ min: 1, max: 5000 }).map((milliseconds) => ({ type: 'delay' as const, milliseconds })),
);

const anyFault = (foreignUrl: string): fc.Arbitrary<Fault> =>
  fc.oneof(
    { weight: 3, arbitrary: transient },
    fc.record({
      type: fc.constant('status' as const),
      status: fc.constantFrom(400, 401, 403, 404, 409, 418, ...TRANSIENT_STATUS),
      retryAfter: anyWait,
    }),
    fc.constantFrom(...WRONG_BODIES).map((how) => ({ type: 'body' as const, how })),
    fc.constantFrom<Fault[]>(
      { type: 'nextLink', how: 'endless' },
      { type: 'nextLink', how: 'repeated' },
      { type: 'nextLink', how: 'malformed' },
      { type: 'nextLink', how: 'foreign', url: foreignUrl },
      { type: 'expireTokens' },
      { type: 'claimsChallenge' },
      { type: 'batch', how: 'missingItem' },
      { type: 'batch', how: 'wrongNames' },
      { type: 'batch', how: 'noNames' },
      { type: 'batch', how: 'shuffled' },
      { type: 'batch', how: 'doubled' },
      { type: 'batch', how: 'noItems' },
      { type: 'graph', how: 'truncated' },
      { type: 'graph', how: 'repeatedToken' },
      { type: 'graph', how: 'endlessToken' },
      { type: 'graph', how: 'missingRows' },
      { type: 'logs', how: 'partial' },
      { type: 'logs', how: 'noTables' },
      { type: 'logs', how: 'otherColumns' },
      { type: 'logs', how: 'textCounts' },
    ),
  );

/**
 * Plans of up to two faults that pass, at most one of each rule for a path: a client that tries three times or more,
 * and waits as long as it is asked to, finds everything.
 */
export function recoverablePlanArbitrary(kinds = SETTING_KINDS): fc.Arbitrary<FaultPlan> {
  const rule = fc.record({
    match: fc.record({ kind: fc.constantFrom(...kinds) }),
    skip: fc.nat(3),
    times: fc.constant(1),
    each: fc.boolean(),
    fault: transient,
  });
  return fc.array(rule, { maxLength: 2 }).map((rules) => ({ rules, recoverable: true }));
}

/** Plans of anything, for ever or a few times, on everything or on one resource or one query of Resource Graph. */
export function faultPlanArbitrary(tenant: Tenant, foreignUrl: string, kinds = SETTING_KINDS): fc.Arbitrary<FaultPlan> {
  const { subscriptions, registries, destinations = [], dataCollectionRules = [] } = tenant;
  const ids = [...subscriptions, ...registries, ...destinations, ...dataCollectionRules].map(({ id }) => id);
  const matches = fc.oneof(
    { weight: 4, arbitrary: fc.constant({}) },
    { weight: ids.length > 0 ? 4 : 0, arbitrary: fc.constantFrom(...ids, '').map((id) => ({ id })) },
    {
      weight: kinds.includes('associations') ? 1 : 0,
      arbitrary: fc
        .constantFrom('datacollectionruleassociations', 'scheduledqueryrules', 'resourcecontainers')
        .map((query) => ({ query })),
    },
  );
  const rule: fc.Arbitrary<FaultRule> = fc
    .record({
      kind: fc.option(fc.constantFrom(...kinds), { nil: undefined }),
      match: matches,
      skip: fc.nat(4),
      times: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constant('always' as const)),
      each: fc.boolean(),
      fault: anyFault(foreignUrl),
    })
    // A rule without a kind would break sign-in too, which the clients retry in real time.
    .map(({ kind, match, ...rest }) => ({
      ...rest,
      match: { kind: 'query' in match ? ('graph' as const) : (kind ?? kinds), ...match },
    }));
  return fc.array(rule, { minLength: 1, maxLength: 4 }).map((rules) => ({ rules, recoverable: false }));
}
