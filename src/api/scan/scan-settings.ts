import { MAX_CONCURRENCY, type ScanConfig } from '../../config/config.ts';
import { isResourceGroupName } from '../../model/azure/azure-names.ts';
import type { ScanScope } from '../../sources/azure/decode/scan-record.ts';
import type { CustomCloud } from '../../sources/azure/live/cloud-endpoints.ts';
import { UsageError } from '../../util/errors.ts';
import type { LiveScanRequest } from '../requests.ts';

/** The options of a request that only a live scan has a use for. */
export function liveOptionsOf(request: LiveScanRequest): readonly string[] {
  const { subscriptions = [], excludeSubscriptions = [], resourceGroups = [], batch = false } = request;
  const given: readonly [string, boolean][] = [
    ['--subscription', subscriptions.length > 0],
    ['--exclude-subscription', excludeSubscriptions.length > 0],
    ['--management-group', request.managementGroup !== undefined],
    ['--resource-group', resourceGroups.length > 0],
    ['--tenant', request.tenant !== undefined],
    ['--cloud', request.cloud !== undefined],
    ['--arm-endpoint', request.armEndpoint !== undefined],
    ['--authority-host', request.authorityHost !== undefined],
    ['--discovery', request.discovery !== undefined],
    ['--concurrency', request.concurrency !== undefined],
    ['--batch', batch],
    ...alibabaOptions(request),
  ];
  return given.filter(([, isGiven]) => isGiven).map(([name]) => name);
}

function alibabaOptions({ regions = [], alibabaEndpoint }: LiveScanRequest): readonly [string, boolean][] {
  return [
    ['--region', regions.length > 0],
    ['--alibaba-endpoint', alibabaEndpoint !== undefined],
  ];
}

/** The options that only a live scan of the other provider has a use for; `--concurrency` is for both. */
export function foreignOptionsOf(request: LiveScanRequest): readonly string[] {
  const own = alibabaOptions(request).flatMap(([name, isGiven]) => (isGiven ? [name] : []));
  if (request.provider !== 'alibaba') return own;
  return liveOptionsOf(request).filter((name) => name !== '--concurrency' && !own.includes(name));
}

/** How a scan is run: the request, and the configuration where that is silent. */
export interface ScanSettings {
  readonly scope: ScanScope;
  readonly cloud: 'AzureCloud' | 'AzureUSGovernment' | 'AzureChinaCloud';
  readonly custom?: CustomCloud;
  readonly tenant?: string;
  readonly discovery: 'graph' | 'arm';
  readonly concurrency: number;
  readonly batch: boolean;
}

/** Requests at the same time. */
export const DEFAULT_CONCURRENCY = 16;

export function scanSettings(request: LiveScanRequest, config: ScanConfig = {}): ScanSettings {
  checkWords(request);
  const resourceGroups = orElse(request.resourceGroups, config.resourceGroups);
  for (const name of resourceGroups) {
    // It becomes part of a query.
    if (!isResourceGroupName(name)) throw new UsageError(`'${name}' cannot be the name of a resource group`);
  }
  const { armEndpoint, authorityHost } = request;
  if ((armEndpoint === undefined) !== (authorityHost === undefined))
    throw new UsageError(
      '--arm-endpoint and --authority-host go together: the one names a cloud, the other its sign-in',
    );
  if (request.cloud !== undefined && armEndpoint !== undefined)
    throw new UsageError('--cloud and --arm-endpoint both name a cloud; choose one of them');
  const concurrency = concurrencyOf(request, config);
  const managementGroup = request.managementGroup ?? config.managementGroup;
  const tenant = request.tenant ?? config.tenant;
  return {
    scope: {
      subscriptions: orElse(request.subscriptions, config.subscriptions),
      excludeSubscriptions: orElse(request.excludeSubscriptions, config.excludeSubscriptions),
      resourceGroups,
      ...(managementGroup !== undefined && { managementGroup }),
    },
    cloud: request.cloud ?? config.cloud ?? 'AzureCloud',
    ...(armEndpoint !== undefined && authorityHost !== undefined && { custom: { armEndpoint, authorityHost } }),
    ...(tenant !== undefined && { tenant }),
    discovery: request.discovery ?? config.discovery ?? 'graph',
    concurrency,
    batch: request.batch ?? false,
  };
}

/** Requests at the same time, whatever the provider. */
export function concurrencyOf(request: LiveScanRequest, config: ScanConfig = {}): number {
  const concurrency = request.concurrency ?? config.concurrency ?? DEFAULT_CONCURRENCY;
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > MAX_CONCURRENCY)
    throw new UsageError(`--concurrency: expected a whole number from 1 to ${MAX_CONCURRENCY}`);
  return concurrency;
}

/** Words that differ in letter case alone mean the same. */
function orElse(given: readonly string[] = [], configured: readonly string[] = []): readonly string[] {
  const words = given.length > 0 ? given : configured;
  return [...new Map(words.map((word) => [word.toLowerCase(), word])).values()];
}

/** An empty name is mostly a variable that is not set: it must not widen a scan or be looked for. */
function checkWords(request: LiveScanRequest): void {
  const { subscriptions = [], excludeSubscriptions = [], managementGroup, resourceGroups = [], tenant } = request;
  const words: readonly [string, readonly (string | undefined)[]][] = [
    ['--subscription', subscriptions],
    ['--exclude-subscription', excludeSubscriptions],
    ['--resource-group', resourceGroups],
    ['--management-group', [managementGroup]],
    ['--tenant', [tenant]],
  ];
  const empty = words.filter(([, given]) => given.some((word) => word?.trim() === '')).map(([name]) => name);
  if (empty.length > 0) throw new UsageError(`${empty.join(', ')}: the name is empty`);
}
