import type { ScanFlags } from '../../cli/flags/flags.ts';
import type { ScanConfig } from '../../config/config.ts';
import { isResourceGroupName } from '../../model/azure/azure-names.ts';
import type { ScanScope } from '../../sources/azure/decode/scan-record.ts';
import { UsageError } from '../../util/errors.ts';

/** How a scan is run: flags, and the configuration where they are silent. */
export interface ScanSettings {
  readonly scope: ScanScope;
  readonly cloud: 'AzureCloud' | 'AzureUSGovernment' | 'AzureChinaCloud';
  readonly custom?: { readonly armEndpoint: string; readonly authorityHost: string };
  readonly tenant?: string;
  readonly discovery: 'graph' | 'arm';
  readonly concurrency: number;
}

const DEFAULT_CONCURRENCY = 16;

export function scanSettings(flags: ScanFlags, config: ScanConfig = {}): ScanSettings {
  checkWords(flags);
  const resourceGroups = orElse(flags.resourceGroup, config.resourceGroups);
  for (const name of resourceGroups) {
    // It becomes part of a query.
    if (!isResourceGroupName(name)) throw new UsageError(`'${name}' cannot be the name of a resource group`);
  }
  const { armEndpoint, authorityHost } = flags;
  if ((armEndpoint === undefined) !== (authorityHost === undefined))
    throw new UsageError(
      '--arm-endpoint and --authority-host go together: the one names a cloud, the other its sign-in',
    );
  if (flags.cloud !== undefined && armEndpoint !== undefined)
    throw new UsageError('--cloud and --arm-endpoint both name a cloud; choose one of them');
  const managementGroup = flags.managementGroup ?? config.managementGroup;
  const tenant = flags.tenant ?? config.tenant;
  return {
    scope: {
      subscriptions: orElse(flags.subscription, config.subscriptions),
      excludeSubscriptions: orElse(flags.excludeSubscription, config.excludeSubscriptions),
      resourceGroups,
      ...(managementGroup !== undefined && { managementGroup }),
    },
    cloud: flags.cloud ?? config.cloud ?? 'AzureCloud',
    ...(armEndpoint !== undefined && authorityHost !== undefined && { custom: { armEndpoint, authorityHost } }),
    ...(tenant !== undefined && { tenant }),
    discovery: flags.discovery ?? config.discovery ?? 'graph',
    concurrency: flags.concurrency ?? config.concurrency ?? DEFAULT_CONCURRENCY,
  };
}

/** Words that differ in letter case alone mean the same. */
function orElse(given: readonly string[], configured: readonly string[] = []): readonly string[] {
  const words = given.length > 0 ? given : configured;
  return [...new Map(words.map((word) => [word.toLowerCase(), word])).values()];
}

/** An empty name is mostly a variable that is not set: it must not widen a scan or be looked for. */
function checkWords({ subscription, excludeSubscription, managementGroup, resourceGroup, tenant }: ScanFlags): void {
  const words: readonly [string, readonly (string | undefined)[]][] = [
    ['--subscription', subscription],
    ['--exclude-subscription', excludeSubscription],
    ['--resource-group', resourceGroup],
    ['--management-group', [managementGroup]],
    ['--tenant', [tenant]],
  ];
  const empty = words.filter(([, given]) => given.some((word) => word?.trim() === '')).map(([name]) => name);
  if (empty.length > 0) throw new UsageError(`${empty.join(', ')}: the name is empty`);
}

/** Flags that contradict each other, before anything is read. */
export function checkScanFlags(flags: ScanFlags): void {
  if (flags.resume && flags.save === undefined)
    throw new UsageError('--resume needs --save FILE: the file of the scan to go on with');
  if (flags.from.length === 0) return;
  const live: readonly [string, boolean][] = [
    ['--save', flags.save !== undefined],
    ['--subscription', flags.subscription.length > 0],
    ['--exclude-subscription', flags.excludeSubscription.length > 0],
    ['--management-group', flags.managementGroup !== undefined],
    ['--resource-group', flags.resourceGroup.length > 0],
    ['--tenant', flags.tenant !== undefined],
    ['--cloud', flags.cloud !== undefined],
    ['--arm-endpoint', flags.armEndpoint !== undefined],
    ['--authority-host', flags.authorityHost !== undefined],
    ['--discovery', flags.discovery !== undefined],
    ['--concurrency', flags.concurrency !== undefined],
    ['--batch', flags.batch],
  ];
  const wrong = live.filter(([, isGiven]) => isGiven).map(([name]) => name);
  if (wrong.length > 0)
    throw new UsageError(`--from reads files and asks Azure nothing: ${wrong.join(', ')} cannot go with it`);
}
