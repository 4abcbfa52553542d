import type { ScanRecord } from '../../../src/sources/azure/decode/scan-record.ts';
import { readSavedScan } from '../../../src/sources/saved-scan/read-saved-scan.ts';
import { resumeFrom } from '../../../src/sources/saved-scan/resume.ts';
import { openSavedScan } from '../../../src/sources/saved-scan/write-saved-scan.ts';

/*
 * Run by itself, bundled: node --expose-gc memory-probe.mjs FILE COUNT
 * Writes COUNT registries of 1.5 kB, reads them and goes on from them; prints what each needs above the beginning, in bytes.
 */

const [absolute = '', count = '0'] = process.argv.slice(2);
const file = { file: 'scan.json', absolute };
const header = {
  format: 'acraudit-scan',
  version: 1,
  tool: { name: 'acraudit', version: '0' },
  started: '2030-01-01T00:00:00Z',
  cloud: 'AzureCloud',
  tenant: null,
  principal: null,
  apiVersions: {},
  scope: { subscriptions: [], excludeSubscriptions: [], resourceGroups: [] },
} as const;

function record(index: number): ScanRecord {
  const id = `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/group-${index % 100}/providers/Microsoft.ContainerRegistry/registries/registry${index}`;
  const workspaceId =
    '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/w';
  const logs = [
    { category: null, categoryGroup: 'audit', enabled: true, retentionPolicy: { enabled: false, days: 0 } },
  ];
  const setting = {
    id: `${id}/providers/microsoft.insights/diagnosticSettings/audit`,
    name: 'audit',
    properties: { workspaceId, logs },
  };
  return {
    kind: 'registry',
    id,
    resource: { id, padding: 'x'.repeat(530) },
    settings: { status: 'read', pages: [{ value: [setting] }] },
  };
}

function held(): number {
  globalThis.gc?.();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external + arrayBuffers;
}

const begin = held();
const peaks = { write: 0, read: 0, resume: 0 };
const look = (step: keyof typeof peaks, index: number): void => {
  if (index % 20_000 === 0) peaks[step] = Math.max(peaks[step], held() - begin);
};

const writer = await openSavedScan(file, header);
for (let i = 1; i <= Number(count); i++) {
  await writer.write(record(i));
  look('write', i);
}
await writer.finish({ finished: '2030-01-01T01:00:00Z', complete: false });

let read = 0;
for await (const _ of (await readSavedScan(file)).records) look('read', ++read);

const earlier = await resumeFrom(file);
const again = await openSavedScan(file, header, earlier);
let resumed = 0;
for (const id of earlier?.ids() ?? []) {
  const known = earlier?.record(id);
  if (known !== undefined) await again.write(known);
  look('resume', ++resumed);
}
await again.finish({ finished: '2030-01-01T02:00:00Z', complete: true });
process.stdout.write(JSON.stringify({ read, resumed, peaks }));
