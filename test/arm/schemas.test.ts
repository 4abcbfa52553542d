import { describe, expect, test } from 'vitest';
import type { RouteKind } from './arm.ts';
import { generateTenant } from './generate-tenant.ts';
import { registryBody } from './registry-body.ts';
import { violation } from './schemas.ts';
import { settingsOf } from './setting-presets.ts';

const tenant = generateTenant({ subscriptions: 1, registries: 1, settings: { bothCategories: 1 } });
const [registry] = tenant.registries;
if (registry === undefined) throw new Error('no registry');
const [setting] = settingsOf(registry);
const { location: _, ...nowhere } = registryBody(registry);

describe('the schemas accept the answer', () => {
  test.each<[string, RouteKind, number, unknown]>([
    ['a setting', 'settings', 200, { value: [setting] }],
    ['no setting', 'settings', 200, { value: [] }],
    ['a page of registries', 'registries', 200, { value: [registryBody(registry)], nextLink: 'https://127.0.0.1/x' }],
    ['a refusal', 'settings', 403, { error: { code: 'AuthorizationFailed', message: 'No.' } }],
    ['a batch that is still under way', 'batch', 202, undefined],
  ])('%s', (_, kind, status, body) => {
    expect(violation(kind, { status, body })).toBeUndefined();
  });
});

describe('the schemas refuse an answer with', () => {
  test.each<[string, RouteKind, number, unknown]>([
    ['no list', 'settings', 200, {}],
    ['null for a list', 'registries', 200, { value: null }],
    [
      'a setting without destinations',
      'settings',
      200,
      { value: [{ ...setting, properties: { logs: [], metrics: [] } }] },
    ],
    ['a setting with more than Azure has', 'settings', 200, { value: [{ ...setting, extra: 1 }] }],
    ['a registry without a place', 'registry', 200, nowhere],
    ['a link to somewhere unsafe', 'registries', 200, { value: [], nextLink: 'http://127.0.0.1/x' }],
    [
      'a text that says neither true nor false',
      'graph',
      200,
      { totalRecords: 0, count: 0, data: [], facets: [], resultTruncated: false },
    ],
    ['an error without a code', 'settings', 403, { error: { message: 'No.' } }],
    ['an error of another service', 'token', 401, { error: { code: 'x', message: 'y' } }],
    ['a body where none belongs', 'batch', 202, {}],
  ])('%s', (_, kind, status, body) => {
    expect(violation(kind, { status, body })).toContain(`${kind} ${status}`);
  });
});
