import { guidOf } from './random.ts';
import type { ResourceAccess } from './resource-access.ts';
import { lastName } from './resource-id.ts';

/** A data collection rule; what is not told is so that it collects both logs of a registry. */
export interface DataCollectionRule {
  readonly id: string;
  readonly access?: ResourceAccess;
  /** `westeurope` by default. */
  readonly location?: string;
  /** `Linux` rules are of virtual machines and collect nothing of registries. */
  readonly kind?: 'PlatformTelemetry' | 'Linux';
  readonly streams?: readonly string[];
  readonly destinations: readonly RuleDestination[];
  /** When it was last written, in ISO 8601; not told by default. */
  readonly written?: string;
  /** By default all streams go to all destinations. */
  readonly dataFlows?: readonly { readonly streams: readonly string[]; readonly destinations: readonly string[] }[];
}

/** One of the three ids. */
export interface RuleDestination {
  readonly name: string;
  readonly workspaceId?: string;
  readonly storageAccountId?: string;
  readonly eventHubId?: string;
}

/** What a rule, or an endpoint, is joined to. */
export interface Association {
  readonly name: string;
  /** Id of a registry, or of anything else. */
  readonly resource: string;
  readonly rule?: string;
  readonly endpoint?: string;
  readonly description?: string;
}

export const BOTH_STREAMS = 'microsoft.containerregistry/registries:Logs-Group-All';

/** As Microsoft.Insights 2024-03-11 answers it. */
export function ruleBody(rule: DataCollectionRule): Record<string, unknown> {
  const { id, location = 'westeurope', kind = 'PlatformTelemetry', destinations, written } = rule;
  const streams = rule.streams ?? [kind === 'Linux' ? 'Microsoft-Perf' : BOTH_STREAMS];
  const dataFlows = rule.dataFlows ?? [{ streams, destinations: destinations.map(({ name }) => name) }];
  const source = { name: 'source', streams };
  return {
    id,
    name: lastName(id),
    type: 'Microsoft.Insights/dataCollectionRules',
    location,
    kind,
    tags: {},
    etag: `"${guidOf(id)}"`,
    ...(written !== undefined && { systemData: { createdAt: '2020-01-01T00:00:00Z', lastModifiedAt: written } }),
    properties: {
      immutableId: `dcr-${guidOf(id).replaceAll('-', '')}`,
      dataSources:
        kind === 'Linux'
          ? { performanceCounters: [{ ...source, samplingFrequencyInSeconds: 60, counterSpecifiers: ['*'] }] }
          : { platformTelemetry: [source] },
      destinations: destinationsBody(destinations),
      dataFlows,
      provisioningState: 'Succeeded',
    },
  };
}

function destinationsBody(destinations: readonly RuleDestination[]): Record<string, unknown> {
  const of = (key: 'workspaceId' | 'storageAccountId' | 'eventHubId'): readonly [string, string][] =>
    destinations.flatMap(({ name, [key]: id }) => (id === undefined ? [] : [[name, id] as [string, string]]));
  const lists = {
    logAnalytics: of('workspaceId').map(([name, id]) => ({
      workspaceResourceId: id,
      workspaceId: guidOf(id),
      name,
    })),
    storageAccounts: of('storageAccountId').map(([name, id]) => ({
      storageAccountResourceId: id,
      containerName: 'logs',
      name,
    })),
    eventHubs: of('eventHubId').map(([name, id]) => ({ eventHubResourceId: id, name })),
  };
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0));
}

/** As Microsoft.Insights 2024-03-11 answers it, and Resource Graph in a row. */
export function associationBody({ name, resource, rule, endpoint, description }: Association): Record<string, unknown> {
  return {
    id: `${resource}/providers/Microsoft.Insights/dataCollectionRuleAssociations/${name}`,
    name,
    type: 'Microsoft.Insights/dataCollectionRuleAssociations',
    etag: `"${guidOf(`${resource}/${name}`)}"`,
    properties: {
      ...(rule !== undefined && { dataCollectionRuleId: rule }),
      ...(endpoint !== undefined && { dataCollectionEndpointId: endpoint }),
      ...(description !== undefined && { description }),
      provisioningState: 'Succeeded',
    },
  };
}
