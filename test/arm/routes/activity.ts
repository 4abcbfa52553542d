import { forbidden, readableSubscription, versionRefusal } from '../access.ts';
import { type Answer, failure, ok } from '../answer.ts';
import { type Arm, type ArmRequest, type Route, subscriptionBucket } from '../arm.ts';
import { HEALTHY_ARRIVALS } from '../arrivals.ts';
import type { TenantRegistry } from '../tenant.ts';

const NAMES = { SuccessfulPullCount: 'pulls', SuccessfulPushCount: 'pushes' } as const;

/** Metrics of registries, and the events of the activity log. */
export const ACTIVITY_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    kind: 'metrics',
    pattern:
      /^(?<resource>\/subscriptions\/(?<subscription>[^/]+)\/resourceGroups\/[^/]+\/providers\/Microsoft\.ContainerRegistry\/registries\/[^/]+)\/providers\/Microsoft\.Insights\/metrics$/i,
    bucket: subscriptionBucket,
    handle: listMetrics,
  },
  {
    method: 'GET',
    kind: 'activityEvents',
    pattern:
      /^\/subscriptions\/(?<subscription>[^/]+)\/providers\/Microsoft\.Insights\/eventtypes\/management\/values$/i,
    bucket: subscriptionBucket,
    handle: listEvents,
  },
];

function listMetrics({ params, path, query }: ArmRequest, { state }: Arm): Answer {
  const subscription = readableSubscription(state, params.subscription ?? '', 'Microsoft.Insights/metrics/read', path);
  if ('status' in subscription) return subscription;
  const registry = state.registry(params.resource ?? '');
  if (registry === undefined || registry.access === 'deleted')
    return failure(404, 'ResourceNotFound', `The Resource '${path}' was not found.`);
  if (registry.arrivals?.metricsAccess === 'denied') return forbidden(state, 'Microsoft.Insights/metrics/read', path);
  const names = (query.get('metricnames') ?? '').split(',');
  const isAsked = names.every((name) => name in NAMES) && query.get('aggregation') === 'Total';
  if (!isAsked || query.get('interval') !== 'FULL')
    return failure(400, 'BadRequest', 'Failed to find metric configuration');
  const timespan = query.get('timespan') ?? '';
  const value = names.map((name) => metricOf(registry, name as keyof typeof NAMES, timespan));
  return (
    versionRefusal(query.get('api-version'), 'Microsoft.Insights/metrics', ['2024-02-01']) ??
    ok({
      cost: 0,
      timespan,
      interval: 'FULL',
      namespace: 'Microsoft.ContainerRegistry/registries',
      resourceregion: registry.location,
      value,
    })
  );
}

/** Nothing counted is no data. */
function metricOf(registry: TenantRegistry, name: keyof typeof NAMES, timespan: string): Record<string, unknown> {
  const total = { ...HEALTHY_ARRIVALS, ...registry.arrivals }[NAMES[name]];
  const data = total === 0 ? [] : [{ timeStamp: timespan.split('/')[0], total }];
  return {
    id: `${registry.id}/providers/Microsoft.Insights/metrics/${name}`,
    type: 'Microsoft.Insights/metrics',
    name: { value: name, localizedValue: name },
    displayDescription: name,
    unit: 'Count',
    timeseries: [{ metadatavalues: [], data }],
    errorCode: 'Success',
  };
}

const KEPT_MS = 90 * 24 * 60 * 60_000;

function listEvents({ params, path, query }: ArmRequest, { state, clock }: Arm): Answer {
  const id = params.subscription ?? '';
  const action = 'Microsoft.Insights/eventtypes/values/read';
  const subscription = readableSubscription(state, id, action, path);
  if ('status' in subscription) return subscription;
  if (subscription.access === 'noSettings') return forbidden(state, action, path);
  const [, from = ''] = /eventTimestamp ge '([^']+)'/.exec(query.get('$filter') ?? '') ?? [];
  const [, group] = / and resourceGroupName eq '([^']+)'$/.exec(query.get('$filter') ?? '') ?? [];
  if (group === undefined || Number.isNaN(Date.parse(from))) return failure(400, 'BadRequest', 'The filter is invalid');
  if (Date.parse(from) < clock.now() - KEPT_MS)
    return failure(400, 'BadRequest', 'The start time cannot be more than 90 days in the past');
  const prefix = `/subscriptions/${id}/resourceGroups/${group}/`.toLowerCase();
  const registries = state.registriesOf(id).filter((one) => one.id.toLowerCase().startsWith(prefix));
  const events = registries.flatMap((registry) => {
    const { changed, changeFailed = false } = registry.arrivals ?? {};
    const time = changed === undefined ? 0 : clock.now() - changed * 60_000;
    return time < Date.parse(from) ? [] : eventsOf(registry, time, changeFailed ? 'Failed' : 'Succeeded');
  });
  return (
    versionRefusal(query.get('api-version'), 'Microsoft.Insights/eventtypes', ['2015-04-01']) ?? ok({ value: events })
  );
}

function eventsOf(registry: TenantRegistry, time: number, status: string): readonly Record<string, unknown>[] {
  return ['Started', status].map((value) => ({
    eventTimestamp: new Date(time).toISOString(),
    operationName: {
      value: 'Microsoft.Insights/diagnosticSettings/write',
      localizedValue: 'Create or update resource diagnostic setting',
    },
    resourceId: `${registry.id.toUpperCase()}/providers/microsoft.insights/diagnosticSettings/audit`,
    status: { value, localizedValue: value },
  }));
}
