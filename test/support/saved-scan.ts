import type { RegistryRecord, ScanRecord } from '../../src/sources/azure/decode/scan-record.ts';
import { savedText } from '../sources/saved-scan/samples.ts';

export const SUBSCRIPTION = '11111111-1111-4111-8111-111111111111';
export const OTHER_SUBSCRIPTION = '22222222-2222-4222-8222-222222222222';
const LOGS = `/subscriptions/${SUBSCRIPTION}/resourceGroups/logs/providers`;
export const WORKSPACE = `${LOGS}/Microsoft.OperationalInsights/workspaces/w`;
export const STORAGE = `${LOGS}/Microsoft.Storage/storageAccounts/st`;

/** A registry of a saved scan; the rest is as it mostly is. */
export interface ScannedRegistry {
  readonly name: string;
  readonly id?: string;
  readonly subscription?: string;
  readonly resourceGroup?: string;
  readonly location?: string;
  /** By name: properties. */
  readonly settings?: Readonly<Record<string, object>> | 'denied' | 'deleted';
}

export const PASSES = { audit: { workspaceId: WORKSPACE, logs: [{ categoryGroup: 'audit', enabled: true }] } };
export const HALF = {
  mine: { workspaceId: WORKSPACE, logs: [{ category: 'ContainerRegistryLoginEvents', enabled: true }] },
};

export function scannedId({ id, name, subscription = SUBSCRIPTION, resourceGroup = 'rg' }: ScannedRegistry): string {
  return (
    id ??
    `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.ContainerRegistry/registries/${name}`
  );
}

/** The text of a scan that saw these registries, each in a subscription that could be read. */
export function savedScan(registries: readonly ScannedRegistry[], more: readonly ScanRecord[] = []): string {
  const ids = [...new Set(registries.map(({ subscription = SUBSCRIPTION }) => subscription))];
  const subscriptions = ids.map((id) => ({ kind: 'subscription', id, name: id, state: 'read', listedBy: 'graph' }));
  return savedText([...subscriptions, ...more, ...registries.map(recordOf)]);
}

/** As a scan writes it down. */
export function recordOf(spec: ScannedRegistry): RegistryRecord {
  const id = scannedId(spec);
  const { name, location = 'westeurope' } = spec;
  const resource = { id, name, type: 'Microsoft.ContainerRegistry/registries', location };
  return { kind: 'registry', id, resource, settings: answerOf(id, spec.settings ?? {}) };
}

function answerOf(id: string, settings: NonNullable<ScannedRegistry['settings']>): RegistryRecord['settings'] {
  if (settings === 'deleted') return { status: 'deleted' };
  if (settings === 'denied') {
    const message = 'Microsoft.Insights/diagnosticSettings/read: HTTP 403 AuthorizationFailed';
    return { status: 'failed', problem: { kind: 'permission', code: 'AuthorizationFailed', message } };
  }
  const value = Object.entries(settings).map(([name, properties]) => ({
    id: `${id}/providers/microsoft.insights/diagnosticSettings/${name}`,
    name,
    properties,
  }));
  return { status: 'read', pages: [{ value }] };
}

/** A subscription that could not be listed. */
export const OUT_OF_REACH: ScanRecord = {
  kind: 'subscription',
  id: OTHER_SUBSCRIPTION,
  name: 'Contoso \u001b[31msandbox',
  state: 'inaccessible',
  listedBy: 'arm',
  problem: { kind: 'permission', code: 'AuthorizationFailed', message: 'HTTP 403 AuthorizationFailed' },
};
