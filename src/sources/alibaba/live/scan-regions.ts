import { instanceParts } from '../../../model/alibaba/instance-audit.ts';
import type { ScanProblem } from '../../../model/scan-problem.ts';
import { ReadFailure } from '../../azure/live/read-failure.ts';
import type { AlibabaRecord, InstanceRecord, RegionRecord } from '../decode/alibaba-record.ts';
import { instanceRegions, listInstances } from './alibaba-calls.ts';
import type { CloudExchange } from './alibaba-exchange.ts';
import { readAuditLog } from './read-audit-log.ts';

/** What is scanned. */
export interface RegionScan {
  readonly exchange: CloudExchange;
  readonly account: string;
  /** Empty: all regions that may have instances. */
  readonly regions: readonly string[];
  readonly sink: (record: AlibabaRecord) => Promise<void>;
}

/**
 * Lists the instances of every region, and reads the logstore of each region that has some. Every region gives one record, whether it
 * could be read or not, and stands before its instances.
 */
export async function scanRegions({ exchange, account, regions, sink }: RegionScan): Promise<void> {
  let asked = regions;
  if (asked.length === 0) {
    const found = await listedRegions(exchange);
    if ('problem' in found) return sink({ kind: 'problem', problem: found.problem });
    asked = found.regions;
  }
  await Promise.all(
    asked.map(async (region) => {
      for (const record of await scanRegion(exchange, account, region)) await sink(record);
    }),
  );
}

async function listedRegions(
  exchange: CloudExchange,
): Promise<{ readonly regions: readonly string[] } | { readonly problem: ScanProblem }> {
  try {
    return { regions: await instanceRegions(exchange) };
  } catch (error) {
    if (!(error instanceof ReadFailure)) throw error;
    const { problem } = error;
    return { problem: { ...problem, message: `the regions could not be listed: ${problem.message}` } };
  }
}

async function scanRegion(
  exchange: CloudExchange,
  account: string,
  region: string,
): Promise<readonly [RegionRecord, ...InstanceRecord[]]> {
  const { instances, problem } = await listInstances(exchange, account, region);
  const state = problem !== undefined ? 'inaccessible' : instances.length === 0 ? 'empty' : 'read';
  const record = { kind: 'region', id: region, state, ...(problem && { problem }) } as const;
  if (instances.length === 0) return [record];
  const ids = instances.flatMap(({ id }) => instanceParts(id)?.instance ?? []);
  const auditLog = await readAuditLog(exchange, { account, region, instances: ids });
  return [{ ...record, auditLog }, ...instances];
}
