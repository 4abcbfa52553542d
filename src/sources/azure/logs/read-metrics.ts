import { ACTIVITY_METRICS } from '../../../model/azure/arrivals.ts';
import { isObject } from '../decode/json-object.ts';
import { readFailure } from '../live/read-failure.ts';
import { type RequestContext, registryBucket, sendRequest } from '../live/request-context.ts';
import type { TimeSpan } from './time-span.ts';

/** How often a registry was pulled from and pushed to. @throws ReadFailure when the answer does not say it of both. */
export async function countedMetrics(
  context: RequestContext,
  id: string,
  { from, to }: TimeSpan,
): Promise<{ readonly pulls: number; readonly pushes: number }> {
  const options = {
    timespan: `${new Date(from).toISOString()}/${new Date(to).toISOString()}`,
    interval: 'FULL',
    metricnames: Object.values(ACTIVITY_METRICS).join(','),
    aggregation: 'Total',
  };
  const [body] = await sendRequest(context, { bucket: registryBucket(id), maxPages: 1 }, ({ monitor }) =>
    monitor.metrics.list(id.slice(1), options),
  );
  return { pulls: totalOf(body, ACTIVITY_METRICS.pulls), pushes: totalOf(body, ACTIVITY_METRICS.pushes) };
}

/** A metric that nothing was counted for has no data. */
function totalOf(body: unknown, name: string): number {
  const metrics = listIn(body, 'value');
  const metric = metrics.find((one) => isObject(one) && isObject(one.name) && one.name.value === name);
  const { errorCode = 'Success' } = isObject(metric) ? metric : {};
  if (metric === undefined || errorCode !== 'Success') throw unexpected();
  const data = listIn(metric, 'timeseries').flatMap((series) => listIn(series, 'data'));
  return data.reduce<number>((sum, point) => sum + countIn(point), 0);
}

function countIn(point: unknown): number {
  const total = isObject(point) ? (point.total ?? 0) : undefined;
  if (typeof total === 'number' && Number.isFinite(total) && total >= 0) return total;
  throw unexpected();
}

function listIn(value: unknown, name: string): readonly unknown[] {
  const list = isObject(value) ? value[name] : undefined;
  if (Array.isArray(list)) return list;
  throw unexpected();
}

function unexpected(): Error {
  return readFailure('limit', 'UnexpectedAnswer', 'the response does not have the metrics that were asked for');
}
