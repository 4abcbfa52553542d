import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FixDestination, type FixOptions, isProtected } from '../../../src/fixes/fix-options.ts';
import { fixupFiles } from '../../../src/fixes/live/fixup-files.ts';
import type { LivePlan, LiveRegistry } from '../../../src/fixes/live/live-plan.ts';
import { planLiveFixes } from '../../../src/fixes/live/plan-live-fixes.ts';
import { type PutSetting, refusalsOf, type Surroundings } from '../../arm/refusals.ts';
import {
  HUB_WEST,
  LOGIN,
  liveRegistry,
  OTHER_WORKSPACE,
  outcomeOf,
  PARTNER,
  putsOf,
  REPOSITORY,
  regionOf,
  STORAGE_NORTH,
  STORAGE_WEST,
  templates,
  WORKSPACE,
} from './simulated-deployment.ts';

type Body = Record<string, unknown>;

const NAMES = [
  'acr-audit',
  'ACR-Audit',
  'acr-audit-2',
  'setByPolicy-LogAnalytics',
  'one',
  'two',
  'three',
  'four',
  'five',
];
const MORE_WORKSPACES = [3, 4, 5, 6].map((i) => OTHER_WORKSPACE.replace('log-2', `log-${i}`));
const RUNS = 400;

function around({ id, location }: LiveRegistry): Surroundings {
  return { resourceId: id, location, regionOf };
}

/** Logs by groups or by categories, any of them off. */
const logsArbitrary = fc.oneof(
  fc
    .record({ l: fc.option(fc.boolean()), r: fc.option(fc.boolean()) })
    .map(({ l, r }) => [
      ...(l === null ? [] : [{ category: LOGIN, enabled: l }]),
      ...(r === null ? [] : [{ category: REPOSITORY.toLowerCase(), enabled: r }]),
    ]),
  fc.boolean().map((enabled) => [{ categoryGroup: 'audit', enabled }]),
  fc.boolean().map((enabled) => [{ categoryGroup: 'AllLogs', enabled }]),
);

const settingArbitrary: fc.Arbitrary<PutSetting> = fc
  .record({
    name: fc.constantFrom(...NAMES),
    workspaceId: fc.option(fc.constantFrom(WORKSPACE, WORKSPACE.toLowerCase(), OTHER_WORKSPACE, ...MORE_WORKSPACES), {
      nil: undefined,
    }),
    storageAccountId: fc.option(fc.constantFrom(STORAGE_WEST, STORAGE_NORTH), { nil: undefined, freq: 2 }),
    eventHubAuthorizationRuleId: fc.option(fc.constant(HUB_WEST), { nil: undefined, freq: 1 }),
    eventHubName: fc.option(fc.constantFrom('hub', 'bus'), { nil: undefined, freq: 1 }),
    marketplacePartnerId: fc.option(fc.constant(PARTNER), { nil: undefined, freq: 1 }),
    logAnalyticsDestinationType: fc.option(fc.constant('Dedicated'), { nil: undefined, freq: 1 }),
    logs: logsArbitrary,
    metrics: fc.option(
      fc.boolean().map((enabled) => [{ category: 'AllMetrics', enabled }]),
      { nil: undefined },
    ),
  })
  .map(({ name, ...properties }) => ({ name, properties }));

/** Settings as Azure lists them: nulls for what is absent, retention of old times, every entry with both kinds. */
function listed({ name, properties }: PutSetting, retention: number): PutSetting {
  const { logs = [], metrics = [], ...rest } = properties as { logs?: Body[]; metrics?: Body[] } & Body;
  const retentionPolicy = { enabled: retention > 0, days: retention };
  return {
    name,
    properties: {
      storageAccountId: null,
      serviceBusRuleId: null,
      workspaceId: null,
      eventHubAuthorizationRuleId: null,
      eventHubName: null,
      logAnalyticsDestinationType: null,
      ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
      logs: logs.map((entry) => ({ category: null, categoryGroup: null, ...entry, retentionPolicy })),
      metrics: metrics.map((entry) => ({ timeGrain: null, ...entry, retentionPolicy })),
    },
  };
}

const registryArbitrary: fc.Arbitrary<LiveRegistry> = fc
  .record({
    name: fc.constantFrom('acr1', 'acr2', 'acr3'),
    resourceGroup: fc.constantFrom('rg-a', 'RG-a', 'rg-b(1)'),
    location: fc.constantFrom('westeurope', 'northeurope'),
    puts: fc.oneof(
      fc.array(settingArbitrary, { maxLength: 4 }),
      fc.array(settingArbitrary, { minLength: 10, maxLength: 16 }),
    ),
    retention: fc.constantFrom(0, 0, 30),
  })
  .map(({ puts, retention, ...place }) => {
    const bare = liveRegistry(place.name, [], place);
    return { ...bare, settings: accepted(puts, bare).map((one) => listed(one, retention)) };
  });

/** What is there after someone put all of them, one after the other, and Azure refused what it refuses. */
function accepted(puts: readonly PutSetting[], registry: LiveRegistry): readonly PutSetting[] {
  return puts.reduce<readonly PutSetting[]>(
    (stored, put) => (refusalsOf(stored, put, around(registry)) ? stored : store(stored, put)),
    [],
  );
}

function store(stored: readonly PutSetting[], put: PutSetting): readonly PutSetting[] {
  const at = stored.findIndex(({ name }) => name.toLowerCase() === put.name.toLowerCase());
  return at < 0 ? [...stored, put] : stored.with(at, put);
}

const destinationArbitrary: fc.Arbitrary<FixDestination> = fc.constantFrom<FixDestination>(
  { workspaceId: WORKSPACE },
  { workspaceId: WORKSPACE, storageAccountId: STORAGE_WEST },
  { storageAccountId: STORAGE_WEST },
  { eventHubAuthorizationRuleId: HUB_WEST },
  { eventHubAuthorizationRuleId: HUB_WEST, eventHubName: 'hub' },
);

const configArbitrary: fc.Arbitrary<FixOptions> = fc.record({
  logs: fc.constantFrom('audit', 'allLogs', 'categories'),
  settingName: fc.constantFrom('acr-audit', 'One'),
  protect: fc.constantFrom(['setByPolicy-*'], ['*policy*', 'ONE'], []),
  destination: destinationArbitrary,
  destinations: fc.constantFrom<FixOptions['destinations']>(
    [],
    [{ region: 'northeurope', storageAccountId: STORAGE_NORTH }],
    [
      { region: 'North Europe', workspaceId: OTHER_WORKSPACE },
      { region: 'westeurope', workspaceId: WORKSPACE, storageAccountId: STORAGE_WEST },
    ],
  ),
});

const tenantArbitrary = fc.tuple(
  fc.uniqueArray(registryArbitrary, { maxLength: 4, selector: ({ id }) => id.toLowerCase() }),
  configArbitrary,
);

interface Deployed {
  readonly registry: LiveRegistry;
  readonly before: readonly PutSetting[];
  readonly after: readonly PutSetting[];
  readonly refused: ReturnType<typeof refusalsOf>;
  readonly hedged: boolean;
}

/** Expands the generated template with its parameters and puts every setting in it, past the model of Azure. */
function deploy(registries: readonly LiveRegistry[], plan: LivePlan): readonly Deployed[] {
  const puts = putsOf(new Map(fixupFiles(plan, templates)));
  const known = new Set(registries.map(({ id }) => id.toLowerCase()));
  expect(puts.every(({ registry }) => known.has(registry.toLowerCase()))).toBe(true);
  return registries.map((registry) => {
    const own = puts.filter((put) => put.registry.toLowerCase() === registry.id.toLowerCase());
    expect(own.length).toBeLessThan(2);
    const before = registry.settings as readonly PutSetting[];
    const action = plan.registries.find(({ id }) => id === registry.id)?.action;
    const hedged = action !== undefined && 'assumptions' in action && action.assumptions.length > 0;
    const [put] = own;
    expect(put !== undefined).toBe(action?.kind === 'add' || action?.kind === 'update');
    if (put === undefined) return { registry, before, after: before, refused: undefined, hedged };
    const refused = refusalsOf(before, put, around(registry));
    const { name, properties } = put;
    return { registry, before, after: store(before, { name, properties }), refused, hedged };
  });
}

test('the registries that the properties are tried on are of every kind', () => {
  const kinds = fc
    .sample(tenantArbitrary, { numRuns: 3000, seed: 6 })
    .flatMap(([registries, config]) => planLiveFixes(registries, config).registries)
    .map(({ action }) => (action.kind === 'refusal' ? action.code : action.kind));
  expect([...new Set(kinds)].sort()).toEqual([
    'add',
    'five-settings',
    'none',
    'protected',
    'region-unknown',
    'sink-in-use',
    'update',
    'wrong-region',
  ]);
});

test('Azure accepts every deployment, the rule passes after it, and there is nothing left to do', () => {
  fc.assert(
    fc.property(tenantArbitrary, ([registries, config]) => {
      const plan = planLiveFixes(registries, config);
      const deployed = deploy(registries, plan);
      for (const { registry, before, after, refused, hedged } of deployed) {
        if (!hedged) expect(refused).toBeUndefined();
        const action = plan.registries.find(({ id }) => id === registry.id)?.action;
        expect(outcomeOf(registry.id, before) === 'pass').toBe(action?.kind === 'none');
        expect(outcomeOf(registry.id, after)).toBe(action?.kind === 'refusal' ? 'fail' : 'pass');
      }
      const later = planLiveFixes(
        deployed.map(({ registry, after }) => ({ ...registry, settings: after })),
        config,
      );
      for (const { id, action } of later.registries) {
        const earlier = plan.registries.find((one) => one.id === id)?.action.kind;
        expect(action.kind === 'none' || earlier === 'refusal').toBe(true);
      }
    }),
    { numRuns: RUNS },
  );
});

test('what settings had they keep, and protected ones are not touched', () => {
  fc.assert(
    fc.property(tenantArbitrary, ([registries, config]) => {
      for (const { before, after } of deploy(registries, planLiveFixes(registries, config))) {
        expect(after.length - before.length).toBeLessThan(2);
        for (const [i, { name, properties }] of before.entries()) {
          const next = after[i];
          expect(next?.name).toBe(name);
          if (isProtected(name, config.protect)) expect(next).toBe(before[i]);
          if (next !== before[i]) expect(kept(properties as Body, next?.properties as Body)).toEqual([]);
        }
      }
    }),
    { numRuns: RUNS },
  );
});

/** What of a setting is not in another any more: members, and what was collected. */
function kept(before: Body, after: Body): readonly string[] {
  const members = Object.keys(before).filter((key) => before[key] !== null && key !== 'logs' && key !== 'metrics');
  const lost = members.filter((key) => before[key] !== after[key]);
  return [
    ...lost,
    ...['logs', 'metrics'].flatMap((list) =>
      collected(before, list).filter((name) => !collected(after, list).includes(name)),
    ),
  ];
}

function collected(body: Body, list: string): readonly string[] {
  const entries = (body[list] ?? []) as readonly Body[];
  return entries
    .filter(({ enabled }) => enabled === true)
    .map(({ category, categoryGroup }) => String(category ?? categoryGroup).toLowerCase());
}

test('a registry is refused only when no single write would do', () => {
  fc.assert(
    fc.property(tenantArbitrary, ([registries, config]) => {
      for (const { id, action } of planLiveFixes(registries, config).registries) {
        if (action.kind !== 'refusal' || action.code === 'region-unknown') continue;
        const registry = registries.find((one) => one.id === id);
        const existing = (registry?.settings ?? []) as readonly PutSetting[];
        const moves = movesFor(existing, destinationsOf(config, registry?.location ?? ''), config);
        const legal = moves.filter((move) => registry && !refusalsOf(existing, move, around(registry)));
        expect(legal.filter((move) => outcomeOf(id, store(existing, move)) === 'pass')).toEqual([]);
      }
    }),
    { numRuns: RUNS },
  );
});

test('the same plan gives the same bytes, whatever the order of the registries', () => {
  fc.assert(
    fc.property(tenantArbitrary, ([registries, config]) => {
      const one = new Map(fixupFiles(planLiveFixes(registries, config), templates));
      const other = new Map(fixupFiles(planLiveFixes([...registries].reverse(), config), templates));
      expect([...other]).toEqual([...one]);
    }),
    { numRuns: 60 },
  );
});

function destinationsOf({ destination, destinations }: FixOptions, location: string): FixDestination {
  const entry = destinations.find(({ region }) => region?.toLowerCase().replace(' ', '') === location);
  if (entry === undefined) return destination;
  const { region: _, ...rest } = entry;
  return rest;
}

const FORMS: readonly (readonly Body[])[] = [
  [{ categoryGroup: 'audit', enabled: true }],
  [{ categoryGroup: 'allLogs', enabled: true }],
  [
    { category: LOGIN, enabled: true },
    { category: REPOSITORY, enabled: true },
  ],
];

/**
 * Every write that would be a fix: a new setting to the destination, or an unprotected one that goes to part of it already
 * and gets the rest, in every form of logs; both forms hold all that categories and groups of a registry can collect.
 */
function movesFor(
  existing: readonly PutSetting[],
  destination: FixDestination,
  { protect }: FixOptions,
): readonly PutSetting[] {
  const added = FORMS.map((logs) => ({ name: 'a-new-name', properties: { ...destination, logs } }));
  const updated = existing
    .filter(({ name, properties }) => !isProtected(name, protect) && canTake(properties as Body, destination))
    .flatMap(({ name, properties }) =>
      FORMS.map((logs) => ({
        name,
        properties: {
          ...(properties as Body),
          ...fill(properties as Body, destination),
          ...bare(properties as Body),
          logs,
        },
      })),
    );
  return [...added, ...updated];
}

function canTake(body: Body, destination: FixDestination): boolean {
  const wanted = Object.entries(destination);
  const sinks = wanted.filter(([member]) => member !== 'eventHubName');
  const same = ([member, id]: [string, unknown]): boolean =>
    String(body[member] ?? '').toLowerCase() === String(id).toLowerCase();
  const rule = body.eventHubAuthorizationRuleId ?? null;
  const fits = wanted.every(
    (one) => same(one) || ((body[one[0]] ?? null) === null && (one[0] !== 'eventHubName' || rule === null)),
  );
  const held = sinks.filter(same);
  return held.length > 0 && fits;
}

/** A hub of another name that a setting happens to mention says nothing without a rule. */
function fill(body: Body, destination: FixDestination): Body {
  return Object.fromEntries(Object.entries(destination).filter(([member]) => (body[member] ?? null) === null));
}

function bare(body: Body): Body {
  const metrics = (body.metrics ?? []) as readonly Body[];
  return { metrics: metrics.map(({ category, enabled }) => ({ category, enabled })) };
}
