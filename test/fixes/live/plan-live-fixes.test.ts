import { describe, expect, test } from 'vitest';
import { defaultFixOptions, type FixOptions } from '../../../src/fixes/fix-options.ts';
import type { LiveAction, LiveRegistry } from '../../../src/fixes/live/live-plan.ts';
import { planLiveFixes } from '../../../src/fixes/live/plan-live-fixes.ts';
import {
  HUB_WEST,
  LOGIN,
  liveRegistry,
  liveSetting,
  OTHER_WORKSPACE,
  PARTNER,
  REPOSITORY,
  registryId,
  STORAGE_NORTH,
  STORAGE_WEST,
  WORKSPACE,
} from './simulated-deployment.ts';

const TO_WORKSPACE: FixOptions = { ...defaultFixOptions, destination: { workspaceId: WORKSPACE } };
const AUDIT = [{ categoryGroup: 'audit', enabled: true }];
const on = (category: string): Record<string, unknown> => ({ category, enabled: true });
const off = (category: string): Record<string, unknown> => ({ category, enabled: false });

function actionOf(settings: readonly unknown[], config: FixOptions = TO_WORKSPACE): LiveAction | undefined {
  return planLiveFixes([liveRegistry('acr', settings)], config).registries[0]?.action;
}

function summary(action: LiveAction | undefined): unknown {
  if (action?.kind === 'refusal') return [action.code];
  if (action?.kind === 'update') return ['update', action.setting, action.after];
  return action?.kind === 'add' ? ['add', action.setting, action.after] : [action?.kind];
}

describe('a setting is added', () => {
  test.each<[string, unknown[], string]>([
    ['to none', [], 'acr-audit'],
    [
      'beside one that goes elsewhere',
      [liveSetting('other', { workspaceId: OTHER_WORKSPACE, logs: [on(LOGIN)] })],
      'acr-audit',
    ],
    [
      'under a name that is free',
      [liveSetting('ACR-Audit', { workspaceId: OTHER_WORKSPACE, logs: [] })],
      'acr-audit-2',
    ],
    [
      'under the next name that is free',
      [
        liveSetting('acr-audit', { workspaceId: OTHER_WORKSPACE, logs: [] }),
        liveSetting('acr-audit-2', { storageAccountId: STORAGE_WEST, logs: [] }),
      ],
      'acr-audit-3',
    ],
    [
      'beside a protected one that sends only metrics to the same place',
      [liveSetting('setByPolicy-LogAnalytics', { workspaceId: WORKSPACE, metrics: [on('AllMetrics')] })],
      'acr-audit',
    ],
  ])('%s', (_, settings, name) => {
    expect(summary(actionOf(settings))).toEqual(['add', name, { workspaceId: WORKSPACE, logs: AUDIT }]);
  });

  test('under a free name, whatever the letter case of the configured one', () => {
    const taken = liveSetting('acr-audit', { workspaceId: OTHER_WORKSPACE, logs: [] });
    expect(actionOf([taken], { ...TO_WORKSPACE, settingName: 'ACR-AUDIT' })).toMatchObject({ setting: 'ACR-AUDIT-2' });
  });

  test.each<[FixOptions['logs'], unknown[]]>([
    ['audit', AUDIT],
    ['allLogs', [{ categoryGroup: 'allLogs', enabled: true }]],
    ['categories', [on(LOGIN), on(REPOSITORY)]],
  ])('with logs: %s', (logs, entries) => {
    expect(summary(actionOf([], { ...TO_WORKSPACE, logs }))).toEqual([
      'add',
      'acr-audit',
      { workspaceId: WORKSPACE, logs: entries },
    ]);
  });
});

describe('a setting is completed', () => {
  const RETENTION = { enabled: false, days: 0 };
  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    [
      'with the category that is missing',
      { workspaceId: WORKSPACE, logs: [on(LOGIN)] },
      { workspaceId: WORKSPACE, logs: [on(LOGIN), on(REPOSITORY)] },
    ],
    [
      'whose id is written differently',
      { workspaceId: `${WORKSPACE.toUpperCase()}/`, logs: [on(LOGIN), off(REPOSITORY)] },
      { workspaceId: `${WORKSPACE.toUpperCase()}/`, logs: [on(LOGIN), on(REPOSITORY)] },
    ],
    [
      'as Azure lists it, nulls left out and everything else kept',
      {
        workspaceId: WORKSPACE,
        storageAccountId: STORAGE_WEST,
        serviceBusRuleId: null,
        eventHubAuthorizationRuleId: HUB_WEST,
        eventHubName: 'hub',
        marketplacePartnerId: PARTNER,
        logAnalyticsDestinationType: 'Dedicated',
        metrics: [{ category: 'AllMetrics', enabled: true, retentionPolicy: RETENTION, timeGrain: null }],
        logs: [
          { category: LOGIN, categoryGroup: null, enabled: false, retentionPolicy: RETENTION },
          { category: REPOSITORY, categoryGroup: null, enabled: true, retentionPolicy: { enabled: true, days: 30 } },
        ],
      },
      {
        workspaceId: WORKSPACE,
        storageAccountId: STORAGE_WEST,
        eventHubAuthorizationRuleId: HUB_WEST,
        eventHubName: 'hub',
        marketplacePartnerId: PARTNER,
        logAnalyticsDestinationType: 'Dedicated',
        metrics: [{ category: 'AllMetrics', enabled: true, retentionPolicy: RETENTION }],
        logs: [
          { category: LOGIN, enabled: true, retentionPolicy: RETENTION },
          { category: REPOSITORY, enabled: true, retentionPolicy: RETENTION },
        ],
      },
    ],
    [
      'by its group, when nothing is on',
      { workspaceId: WORKSPACE, logs: [off(LOGIN), { categoryGroup: 'audit', enabled: false }] },
      { workspaceId: WORKSPACE, logs: AUDIT },
    ],
    [
      'by categories, without a group that is off',
      { workspaceId: WORKSPACE, logs: [on(LOGIN), { categoryGroup: 'allLogs', enabled: false }] },
      { workspaceId: WORKSPACE, logs: [on(LOGIN), on(REPOSITORY)] },
    ],
    [
      'that collected metrics only, without old metrics that are off',
      { workspaceId: WORKSPACE, metrics: [on('AllMetrics'), off('Gauge')], logs: [] },
      { workspaceId: WORKSPACE, metrics: [on('AllMetrics')], logs: AUDIT },
    ],
    [
      'that lists a category twice',
      { workspaceId: WORKSPACE, logs: [off(LOGIN), on(LOGIN.toLowerCase())] },
      { workspaceId: WORKSPACE, logs: [on(LOGIN), on(REPOSITORY)] },
    ],
    [
      'whose members are in other letter case',
      { WorkspaceID: WORKSPACE, LOGS: [{ Category: LOGIN, ENABLED: 'True' }] },
      { workspaceId: WORKSPACE, logs: [on(LOGIN), on(REPOSITORY)] },
    ],
    [
      'with members nobody knows, whatever their names',
      { workspaceId: WORKSPACE, logs: [], ...JSON.parse('{"__proto__": {"a": 1}, "future": [1]}') },
      { workspaceId: WORKSPACE, ...JSON.parse('{"__proto__": {"a": 1}, "future": [1]}'), logs: AUDIT },
    ],
  ])('%s', (_, properties, after) => {
    const action = actionOf([liveSetting('mine', properties)]);
    expect(summary(action)).toEqual(['update', 'mine', after]);
    expect(JSON.stringify(action)).toContain(Object.hasOwn(after, '__proto__') ? '"__proto__":{"a":1}' : 'mine');
  });

  test('the narrowest of two that would do', () => {
    const settings = [
      liveSetting('wide', { workspaceId: WORKSPACE, storageAccountId: STORAGE_WEST, metrics: [on('AllMetrics')] }),
      liveSetting('narrow', { workspaceId: WORKSPACE, logs: [] }),
    ];
    expect(summary(actionOf(settings))).toEqual(['update', 'narrow', { workspaceId: WORKSPACE, logs: AUDIT }]);
  });

  test('although there are five', () => {
    const others = [1, 2, 3, 4].map((i) =>
      liveSetting(`o${i}`, { workspaceId: `${OTHER_WORKSPACE}${i}`, logs: AUDIT.slice(1) }),
    );
    const action = actionOf([...others, liveSetting('mine', { workspaceId: WORKSPACE, logs: [] })]);
    expect(summary(action)).toEqual(['update', 'mine', { workspaceId: WORKSPACE, logs: AUDIT }]);
  });

  test('with the destination that it lacks, when it holds the other one and the category', () => {
    const destination = { workspaceId: WORKSPACE, eventHubAuthorizationRuleId: HUB_WEST, eventHubName: 'hub' };
    const action = actionOf([liveSetting('mine', { workspaceId: WORKSPACE, logs: [on(LOGIN)] })], {
      ...TO_WORKSPACE,
      destination,
    });
    expect(summary(action)).toEqual(['update', 'mine', { ...destination, logs: [on(LOGIN), on(REPOSITORY)] }]);
    expect(action?.kind === 'update' && action.changes).toEqual([
      `log category ${REPOSITORY} is added`,
      `eventHubAuthorizationRuleId ${HUB_WEST} is added, for everything the setting collects`,
      'eventHubName hub is added, for everything the setting collects',
    ]);
  });

  test('and every difference is told', () => {
    const logs = [
      { category: LOGIN, enabled: false },
      { category: REPOSITORY, enabled: true, retentionPolicy: { enabled: true, days: 7 } },
      { categoryGroup: 'audit', enabled: false },
    ];
    const action = actionOf([liveSetting('mine', { workspaceId: WORKSPACE, logs })]);
    expect(action?.kind === 'update' && action.changes).toEqual([
      `log category ${LOGIN} is turned on`,
      'audit is no longer listed as turned off: Azure takes no categories beside a group',
      `the retention of ${REPOSITORY} is dropped: Azure takes none any more`,
    ]);
  });
});

describe('without a configured destination,', () => {
  const toOther = (logs: object[], name = 'a') => liveSetting(name, { workspaceId: OTHER_WORKSPACE, logs });
  const metrics = liveSetting('m', { workspaceId: WORKSPACE, metrics: [on('AllMetrics')] });
  test.each<[string, unknown[], unknown]>([
    ['a setting that goes somewhere is completed', [toOther([on(LOGIN), off(REPOSITORY)])], ['a', [LOGIN, REPOSITORY]]],
    ['the one with logs before the one with metrics', [metrics, toOther([on(LOGIN)])], ['a', [LOGIN, REPOSITORY]]],
    ['one with metrics alone', [metrics], ['m', ['audit']]],
    [
      'one that can be, where another cannot',
      [
        toOther([on(LOGIN), { categoryGroup: 'other', enabled: true }]),
        liveSetting('b', { workspaceId: WORKSPACE, logs: [on(LOGIN)] }),
      ],
      ['b', [LOGIN, REPOSITORY]],
    ],
    ['one that goes nowhere is not', [liveSetting('a', { logs: [on(LOGIN)] })], 'no-destination'],
    [
      'one with the old name of an event hub is not',
      [liveSetting('a', { serviceBusRuleId: HUB_WEST })],
      'no-destination',
    ],
    ['one that is protected is not', [toOther([on(LOGIN)], 'setByPolicy-X')], 'no-destination'],
    ['none', [], 'no-destination'],
  ])('%s', (_, settings, expected) => {
    const action = actionOf(settings, defaultFixOptions);
    if (action?.kind !== 'update') {
      expect(action?.kind === 'refusal' ? action.code : action).toEqual(expected);
      return;
    }
    const logs = action.after.logs as { category?: string; categoryGroup?: string; enabled: boolean }[];
    const names = logs.filter(({ enabled }) => enabled).map(({ category, categoryGroup }) => category ?? categoryGroup);
    expect([action.setting, names]).toEqual(expected);
  });

  test('with one, the setting that goes elsewhere is left alone', () => {
    expect(summary(actionOf([toOther([on(LOGIN)])]))).toEqual([
      'add',
      'acr-audit',
      { workspaceId: WORKSPACE, logs: AUDIT },
    ]);
  });
});

describe('a name that Azure cannot have is refused, of', () => {
  test.each<[string, Partial<LiveRegistry>, string]>([
    ['a subscription', { subscription: '-rf' }, "'-rf' cannot be the id of a subscription"],
    ['a resource group', { resourceGroup: '..' }, "'..' cannot be the name of a resource group"],
    [
      'a resource group that ends in a full stop',
      { resourceGroup: 'rg.' },
      "'rg.' cannot be the name of a resource group",
    ],
    ['a resource group with an escape', { resourceGroup: 'a%2fb' }, "'a%2fb' cannot be the name of a resource group"],
    [
      'a long resource group',
      { resourceGroup: 'a'.repeat(91) },
      `'${'a'.repeat(60)}…' cannot be the name of a resource group`,
    ],
    ['a registry', { name: 'a-b' }, "'a-b' cannot be the name of a registry"],
    ['a long registry', { name: 'a'.repeat(51) }, `'${'a'.repeat(51)}' cannot be the name of a registry`],
    [
      'a setting',
      { settings: [liveSetting('a/b', {})] },
      "'a/b' cannot be the name of a diagnostic setting, so it is not known what there is",
    ],
    [
      'a long setting',
      { settings: [liveSetting('a'.repeat(261), {})] },
      `'${'a'.repeat(261)}' cannot be the name of a diagnostic setting, so it is not known what there is`,
    ],
  ])('%s', (_, more, reason) => {
    const { name = 'acr', settings = [], ...rest } = more;
    const good = liveRegistry('good', []);
    const { registries } = planLiveFixes([liveRegistry(name, settings, rest), good], TO_WORKSPACE);
    const actions = new Map(registries.map((one) => [one.name, one.action]));
    expect(actions.get(name)).toMatchObject({ kind: 'refusal', reason });
    expect(actions.get('good')).toMatchObject({ kind: 'add' });
  });

  test('half a surrogate pair, anywhere', () => {
    for (const bad of [liveSetting('\ud800', {}), liveSetting('a', { note: ['\udfff'] })])
      expect(summary(actionOf([bad]))).toEqual(['unreadable-setting']);
  });
});

describe('a registry is refused', () => {
  const five = [1, 2, 3, 4, 5].map((i) =>
    liveSetting(`o${i}`, { workspaceId: `${OTHER_WORKSPACE}${i}`, logs: [on(LOGIN)] }),
  );
  const deep = JSON.parse(`${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`);
  test.each<[string, string, unknown[], FixOptions?]>([
    ['five-settings', 'it has five others', five],
    ['no-destination', 'nobody said where to', [], defaultFixOptions],
    [
      'protected',
      'a protected one collects one category',
      [liveSetting('setByPolicy-X', { workspaceId: WORKSPACE, logs: [on(LOGIN)] })],
    ],
    [
      'sink-in-use',
      'two settings share the categories of one workspace',
      [
        liveSetting('a', { workspaceId: WORKSPACE, logs: [on(LOGIN)] }),
        liveSetting('b', { workspaceId: WORKSPACE, logs: [on(REPOSITORY)] }),
      ],
    ],
    [
      'cannot-complete',
      'the one that goes there has an old metric',
      [liveSetting('a', { workspaceId: WORKSPACE, logs: [on(LOGIN)], metrics: [on('Gauge')] })],
    ],
    [
      'cannot-complete',
      'the one that goes there has groups beside categories',
      [liveSetting('a', { workspaceId: WORKSPACE, logs: [on(LOGIN), { categoryGroup: 'other', enabled: true }] })],
    ],
    ['unreadable-setting', 'a setting has no name', [{ properties: {} }]],
    ['unreadable-setting', 'a setting has no properties', [{ name: 'a' }]],
    ['unreadable-setting', 'a setting is a text', ['a']],
    ['unreadable-setting', 'its logs are an object', [liveSetting('a', { logs: {} })]],
    ['unreadable-setting', 'an entry names nothing', [liveSetting('a', { logs: [{ enabled: true }] })]],
    [
      'unreadable-setting',
      'an entry names both',
      [liveSetting('a', { logs: [{ category: 'a', categoryGroup: 'b', enabled: true }] })],
    ],
    ['unreadable-setting', 'a destination is a number', [liveSetting('a', { workspaceId: 1 })]],
    ['unreadable-setting', 'a setting is too deep', [liveSetting('a', deep)]],
    ['unreadable-setting', 'a setting is too large', [liveSetting('a', { note: 'x'.repeat(200_000) })]],
    [
      'sink-in-use',
      'another hub of the same rule is used',
      [liveSetting('a', { eventHubAuthorizationRuleId: HUB_WEST, eventHubName: 'one', logs: [on(LOGIN)] })],
      { ...TO_WORKSPACE, destination: { eventHubAuthorizationRuleId: HUB_WEST, eventHubName: 'two' } },
    ],
    [
      'non-ascii-id',
      'the destination has other letters',
      [],
      { ...TO_WORKSPACE, destination: { workspaceId: WORKSPACE.replace('rg-logs', 'rg-größe') } },
    ],
  ])('%s: %s', (code, _, settings, config) => {
    const action = actionOf(settings, config);
    expect(summary(action)).toEqual([code]);
    expect(action?.kind === 'refusal' && action.reason.length > 10 && action.action.length > 5).toBe(true);
  });

  test.each<[string, string, LiveRegistry]>([
    ['not-read', 'its settings are unknown', liveRegistry('acr', [], { unread: 'HTTP 403 AuthorizationFailed' })],
    [
      'unreadable-id',
      'its id is another resource',
      liveRegistry('acr', [], { id: '/subscriptions/s/resourceGroups/rg' }),
    ],
    [
      'unreadable-id',
      'its id climbs out',
      liveRegistry('acr', [], { subscription: '..', id: registryId('acr', 'rg', '..') }),
    ],
    ['unreadable-id', 'its id has another name', liveRegistry('acr', [], { id: registryId('other') })],
    ['unreadable-id', 'its id is escaped', liveRegistry('acr', [], { resourceGroup: 'rg-%28x%29' })],
    ['non-ascii-id', 'its resource group has other letters', liveRegistry('acr', [], { resourceGroup: 'rg-größe' })],
  ])('%s: %s', (code, _, registry) => {
    expect(summary(planLiveFixes([registry], TO_WORKSPACE).registries[0]?.action)).toEqual([code]);
  });

  test('with the reason the caller has', () => {
    const action = planLiveFixes([liveRegistry('acr', [], { unread: 'HTTP 403 X' })], TO_WORKSPACE).registries[0]
      ?.action;
    expect(action?.kind === 'refusal' && action.reason).toBe('HTTP 403 X');
  });
});

describe('nothing is planned', () => {
  test.each<[string, Record<string, unknown>]>([
    ['by a group', { storageAccountId: STORAGE_NORTH, logs: [{ categoryGroup: 'ALLLOGS', enabled: true }] }],
    ['by both categories', { marketplacePartnerId: PARTNER, logs: [on(REPOSITORY), on(LOGIN)] }],
  ])('where a setting collects both, %s', (_, properties) => {
    expect(summary(actionOf([liveSetting('setByPolicy-X', properties)], defaultFixOptions))).toEqual(['none']);
  });

  test('twice for the same registry', () => {
    const plan = planLiveFixes([liveRegistry('acr', []), liveRegistry('ACR', [], { name: 'ACR' })], TO_WORKSPACE);
    expect(plan.registries.map(({ name }) => name)).toEqual(['acr']);
  });
});

describe('the region of a storage account', () => {
  const STORAGE: FixOptions = { ...defaultFixOptions, destination: { storageAccountId: STORAGE_WEST } };
  const west = liveRegistry('west', []);
  const north = liveRegistry('north', [], { location: 'North Europe' });
  const kinds = (registries: LiveRegistry[], config: FixOptions): unknown =>
    planLiveFixes(registries, config).registries.map(({ name, action }) => {
      if (action.kind === 'refusal') return [name, action.code];
      return action.kind === 'none' ? [name, 'none'] : [name, action.kind, action.assumptions.length];
    });
  const uses = liveRegistry('uses', [liveSetting('x', { storageAccountId: STORAGE_WEST, logs: AUDIT })]);
  test.each<[string, LiveRegistry[], FixOptions, unknown]>([
    ['is taken to be the only one', [west], STORAGE, [['west', 'add', 1]]],
    [
      'is unknown when there are two',
      [west, north],
      STORAGE,
      [
        ['north', 'region-unknown'],
        ['west', 'region-unknown'],
      ],
    ],
    ['is unknown when the registry has none', [{ ...west, location: '' }], STORAGE, [['west', 'region-unknown']]],
    [
      'is known from who uses it',
      [west, north, uses],
      STORAGE,
      [
        ['north', 'wrong-region'],
        ['uses', 'none'],
        ['west', 'add', 0],
      ],
    ],
    [
      'is known when it is configured',
      [west, north],
      {
        ...defaultFixOptions,
        destinations: [
          { region: 'northeurope', storageAccountId: STORAGE_NORTH },
          { region: 'West Europe', storageAccountId: STORAGE_WEST },
        ],
      },
      [
        ['north', 'add', 0],
        ['west', 'add', 0],
      ],
    ],
    [
      'does not matter where a workspace is configured',
      [west, north],
      { ...STORAGE, destinations: [{ region: 'northeurope', workspaceId: WORKSPACE }] },
      [
        ['north', 'add', 0],
        ['west', 'add', 1],
      ],
    ],
    [
      'is unknown again for one of a subscription with two regions',
      [west, north],
      {
        ...TO_WORKSPACE,
        destinations: [{ subscription: west.subscription.toUpperCase(), storageAccountId: STORAGE_WEST }],
      },
      [
        ['north', 'region-unknown'],
        ['west', 'region-unknown'],
      ],
    ],
  ])('%s', (_, registries, config, expected) => {
    expect(kinds(registries, config)).toEqual(expected);
  });

  test('the first entry for the region and the subscription wins', () => {
    const config: FixOptions = {
      ...TO_WORKSPACE,
      destinations: [
        { subscription: 'another', workspaceId: 'no' },
        { region: 'northeurope', workspaceId: 'no' },
        { region: 'westeurope', subscription: west.subscription, workspaceId: OTHER_WORKSPACE },
        { workspaceId: 'no' },
      ],
    };
    expect(planLiveFixes([west], config).registries[0]?.action).toMatchObject({
      after: { workspaceId: OTHER_WORKSPACE },
    });
  });
});
