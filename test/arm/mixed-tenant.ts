import { expect } from 'vitest';
import { ENDLESS_BUCKETS } from './buckets.ts';
import { generateTenant } from './generate-tenant.ts';
import { type RawAnswer, type RawRequest, signedIn } from './raw-client.ts';
import { type RunningArm, startArm } from './start.ts';
import type { SubscriptionAccess, Tenant, TenantRegistry } from './tenant.ts';

const ACCESS: readonly SubscriptionAccess[] = ['full', 'invisible', 'noRegistries', 'noGraph', 'noSettings'];

/** One subscription of each kind with six registries each; in the first one the first is refused, the second gone. */
function mixedTenant(): Tenant {
  const tenant = generateTenant({
    subscriptions: 5,
    registries: 30,
    seed: 11,
    managementGroups: 4,
    groupsPerSubscription: 2,
  });
  const subscriptions = tenant.subscriptions.map((one, i) => ({ ...one, access: ACCESS[i] ?? 'full' }));
  const registries = tenant.registries.map((one, i) =>
    i === 0 ? { ...one, access: 'denied' as const } : i === 5 ? { ...one, access: 'deleted' as const } : one,
  );
  return { ...tenant, subscriptions, registries };
}

export const tenant = mixedTenant();
export const [full, invisible, noRegistries, noGraph, noSettings] = tenant.subscriptions.map(({ id }) => id);
const [denied, gone, usual] = registriesOf(full) as [TenantRegistry, TenantRegistry, TenantRegistry];

export { denied, gone, usual };

export const REGISTRIES = 'providers/Microsoft.ContainerRegistry/registries';
export const INSIGHTS = 'providers/microsoft.insights';
export const SETTINGS = `${INSIGHTS}/diagnosticSettings?api-version=2021-05-01-preview`;

export function registriesOf(id: string | undefined): readonly TenantRegistry[] {
  return tenant.registries.filter(({ subscription }) => subscription === id);
}

export type Get = (url: string, options?: RawRequest) => Promise<RawAnswer>;

/** A server for the tenant with small pages and without limits, and a function that asks it. */
export async function startMixed(): Promise<{ readonly arm: RunningArm; readonly get: Get }> {
  const arm = await startArm(tenant, {
    pageSizes: { subscriptions: 3, descendants: 2, registries: 4, graph: 5 },
    buckets: ENDLESS_BUCKETS,
    batchDelay: 0,
  });
  return { arm, get: await signedIn(arm) };
}

/** The rows of all pages, page by page. */
export async function pages(get: Get, url: string): Promise<unknown[][]> {
  const found: unknown[][] = [];
  for (let next: string | null | undefined = url; typeof next === 'string'; ) {
    const { json, status } = await get(next);
    expect(status).toBe(200);
    const body = json as { value: unknown[]; nextLink?: string | null };
    found.push(body.value);
    next = body.nextLink;
  }
  return found;
}

/** The status and the codes of an error. */
export async function refusal(get: Get, url: string, options?: RawRequest): Promise<string> {
  const { status, json } = await get(url, options);
  const { error } = json as { error: { code: string; details?: { code: string }[] } };
  return [status, error.code, ...(error.details ?? []).map(({ code }) => code)].join(' ');
}
