import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { exportTaskLogs } from '../../src/api/tasks/export-task-logs.ts';
import type { TaskLogsRequest } from '../../src/api/tasks/task-logs-request.ts';
import type { TaskLogsResult } from '../../src/api/tasks/task-logs-result.ts';
import type { RunningArm } from '../arm/start.ts';
import type { RegistryRun } from '../arm/task-runs.ts';
import type { Tenant, TenantRegistry } from '../arm/tenant.ts';
import { acrauditIn, type Ran } from './cli.ts';
import { endpointFlags, signInTo, tenantOf } from './scan.ts';

/** A tenant with one subscription whose registries have these runs, by name. */
export function tenantWithRuns(
  runs: Readonly<Record<string, readonly RegistryRun[]>>,
  more: Readonly<Record<string, Partial<TenantRegistry>>> = {},
): Tenant {
  const registries = Object.fromEntries(Object.keys(runs).map((name) => [name, 'audit' as const]));
  const tenant = tenantOf({ Production: { registries } });
  return {
    ...tenant,
    registries: tenant.registries.map((one) => ({ ...one, runs: runs[one.name] ?? [], ...more[one.name] })),
  };
}

/** Runs `acraudit tasks export` against the server. */
export async function tasksExport(arm: RunningArm, cwd: string, ...argv: readonly string[]): Promise<Ran> {
  signInTo(arm);
  const endpoints = [...endpointFlags(arm), '--blob-endpoint', arm.endpoint];
  return acrauditIn({ cwd }, 'tasks', 'export', ...endpoints, ...argv);
}

/** The same job, with all waits on the clock of the server. */
export async function exportVirtually(
  arm: RunningArm,
  cwd: string,
  request: Partial<TaskLogsRequest> = {},
): Promise<TaskLogsResult> {
  signInTo(arm);
  const { endpoint, authorityHost } = arm;
  const cloud = { armEndpoint: endpoint, authorityHost, blobEndpoint: endpoint };
  return exportTaskLogs({ cwd, out: 'logs', config: false, ...cloud, ...request }, arm.clock);
}

/** Every file below a folder, by its relative name, with its content. */
export function filesIn(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );
  return Object.fromEntries(
    names.sort().map((name) => [name.replaceAll('\\', '/'), readFileSync(join(folder, name), 'utf8')]),
  );
}

/** A run as the index has it. */
export type IndexEntry = Readonly<Record<string, unknown>>;

const isIndex = new Ajv({ allErrors: true, strict: true, strictRequired: false }).compile(
  JSON.parse(readFileSync(new URL('../../schemas/task-logs.schema.json', import.meta.url), 'utf8')) as object,
);

/** The runs of an index, which is checked against its schema. */
export function indexOf(folder: string): readonly IndexEntry[] {
  const data: unknown = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));
  if (!isIndex(data)) throw new Error(`no valid index: ${JSON.stringify(isIndex.errors)}`);
  return (data as { readonly runs: readonly IndexEntry[] }).runs;
}
