import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { RegistryRecord, ScanEnd, ScanHeader, ScanRecord } from '../../../src/sources/azure/decode/scan-record.ts';
import type { ExportFile } from '../../../src/sources/saved-scan/export-problem.ts';
import type { ScanExport } from '../../../src/sources/saved-scan/read-saved-scan.ts';

const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';

export const header: ScanHeader = {
  format: 'acraudit-scan',
  version: 1,
  tool: { name: 'acraudit', version: '0.1.0' },
  started: '2030-01-02T03:04:05.678Z',
  cloud: 'AzureCloud',
  tenant: '00000000-0000-0000-0000-00000000000a',
  principal: null,
  apiVersions: { registries: '2025-11-01', diagnosticSettings: '2021-05-01-preview' },
  scope: { subscriptions: [SUBSCRIPTION], excludeSubscriptions: [], resourceGroups: [], managementGroup: 'root' },
};

export const end: ScanEnd = { finished: '2030-01-02T04:00:00Z', complete: true };

export const interrupted: ScanEnd = { ...end, complete: false };

export function registryId(name: string, group = 'rg'): string {
  return `/subscriptions/${SUBSCRIPTION}/resourceGroups/${group}/providers/Microsoft.ContainerRegistry/registries/${name}`;
}

export function settingId(registry: string, name = 'audit'): string {
  return `${registryId(registry)}/providers/microsoft.insights/diagnosticSettings/${name}`;
}

export function registryRecord(
  name: string,
  settings: RegistryRecord['settings'] = settingsRead(name),
): RegistryRecord {
  const id = registryId(name);
  return { kind: 'registry', id, resource: { id, name, sku: { name: 'Premium' } }, settings };
}

export function settingsRead(name: string): RegistryRecord['settings'] {
  return { status: 'read', pages: [{ value: [settingResponse(name)] }] };
}

/** A diagnostic setting as Azure answers it. */
export function settingResponse(registry: string, name = 'audit'): SettingsPage['value'][number] {
  const retentionPolicy = { enabled: false, days: 0 };
  const properties = {
    storageAccountId: null,
    workspaceId: `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/logs`,
    eventHubAuthorizationRuleId: null,
    eventHubName: null,
    logs: [{ category: null, categoryGroup: 'audit', enabled: true, retentionPolicy }],
    metrics: [{ category: 'AllMetrics', enabled: false, retentionPolicy }],
    logAnalyticsDestinationType: null,
  };
  return { id: settingId(registry, name), type: 'Microsoft.Insights/diagnosticSettings', name, properties };
}

/** A page of diagnostic settings, as far as it is checked. */
interface SettingsPage {
  readonly value: readonly { readonly name: string; readonly properties: object; readonly [member: string]: unknown }[];
  readonly nextLink?: string;
}

export const settingsFailed: RegistryRecord['settings'] = {
  status: 'failed',
  problem: { kind: 'permission', code: 'AuthorizationFailed', message: 'HTTP 403 AuthorizationFailed' },
};

export const subscriptionRecord: ScanRecord = {
  kind: 'subscription',
  id: SUBSCRIPTION,
  name: 'Größe ✓ \u2028',
  state: 'inaccessible',
  listedBy: 'arm',
  problem: settingsFailed.status === 'failed' ? settingsFailed.problem : { kind: 'limit', code: '', message: '' },
};

export const sample: readonly ScanRecord[] = [
  subscriptionRecord,
  registryRecord('one'),
  registryRecord('two', settingsFailed),
  registryRecord('three', { status: 'deleted' }),
  { kind: 'problem', problem: { kind: 'limit', code: 'timeout', message: 'given up after 5 tries' } },
  registryRecord('four', { status: 'read', pages: [{ value: [] }] }),
  registryRecord('five', {
    status: 'read',
    pages: [{ value: [settingResponse('five')], nextLink: 'https://next' }, { value: [settingResponse('five', 'b')] }],
  }),
];

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'acraudit-export-'));
  folders.push(folder);
  return folder;
}

export function fileIn(folder: string, name = 'scan.json'): ExportFile {
  return { file: name, absolute: join(folder, name) };
}

/** A file with this text or these bytes. */
export function written(content: string | Uint8Array, name = 'scan.json', folder = temporaryFolder()): ExportFile {
  const file = fileIn(folder, name);
  writeFileSync(file.absolute, content);
  return file;
}

/** The text of a saved scan as acraudit lays it out. */
export function savedText(records: readonly unknown[], ending: unknown = end): string {
  const lines = records.map((record) => JSON.stringify(record)).join(',\n');
  return `{"header":${JSON.stringify(header)},"records":[${lines && '\n'}${lines}\n],"end":${JSON.stringify(ending)}}\n`;
}

export async function collect(scan: ScanExport): Promise<ScanRecord[]> {
  const records: ScanRecord[] = [];
  for await (const record of scan.records) records.push(record);
  return records;
}
