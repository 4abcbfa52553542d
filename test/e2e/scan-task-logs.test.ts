import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { RegistryTask } from '../arm/registry-children.ts';
import { type RunningArm, startArm } from '../arm/start.ts';
import type { Tenant, TenantRegistry } from '../arm/tenant.ts';
import { acraudit, folderOf } from '../support/cli.ts';
import { scan, tenantOf } from '../support/scan.ts';

const RULE = 'Azure.ACR.TaskLogs';

let arm: RunningArm;
afterEach(async () => {
  arm.log.assertReadOnly();
  await arm.stop();
  vi.unstubAllEnvs();
});

function tenantWithTasks(tasks: Readonly<Record<string, Partial<TenantRegistry>>>): Tenant {
  const registries = Object.fromEntries(Object.keys(tasks).map((name) => [name, 'audit' as const]));
  const tenant = tenantOf({ Production: { registries } });
  return { ...tenant, registries: tenant.registries.map((one) => ({ ...one, ...tasks[one.name] })) };
}

interface Found {
  readonly results: readonly {
    readonly target: { readonly name: string };
    readonly outcome: string;
    readonly reasons: readonly { readonly id: string }[];
    readonly dependsOn: readonly { readonly kind: string; readonly name: string }[];
  }[];
}

/** Each result in a line. */
function linesOf(text: string): readonly string[] {
  return (JSON.parse(text) as Found).results
    .map(({ target, outcome, reasons, dependsOn }) =>
      [
        target.name,
        outcome,
        ...reasons.map(({ id }) => id),
        ...dependsOn.map(({ kind, name }) => `${kind} ${name}`),
      ].join(' '),
    )
    .sort();
}

const TASKS: readonly RegistryTask[] = [
  { name: 'build' },
  { name: 'kept-build', logTemplate: 'logs/build:{{.Run.ID}}' },
  { name: 'switched-off', status: 'Disabled' },
];

describe('a scan with Azure.ACR.TaskLogs', () => {
  test('reads the tasks of registries, and gives the same again from what it saved', async () => {
    arm = await startArm(tenantWithTasks({ first: { tasks: TASKS }, second: {} }));
    const cwd = folderOf({});
    const saved = join(cwd, 'scan.json');
    const live = await scan(arm, { cwd }, '-f', 'json', '-v', '--rule', RULE, '--fail-on', 'never', '--save', saved);
    expect(live.code).toBe(0);
    expect(linesOf(live.out)).toEqual([
      'first/build fail no-log-template',
      'first/kept-build pass',
      'first/switched-off notApplicable',
    ]);
    expect([arm.log.count('tasks'), arm.log.count('runs')]).toEqual([2, 0]);
    const again = await acraudit(
      cwd,
      'scan',
      '-f',
      'json',
      '-v',
      '--rule',
      RULE,
      '--fail-on',
      'never',
      '--from',
      saved,
    );
    expect(linesOf(again.out)).toEqual(linesOf(live.out));
  });

  test('does not know of tasks that it may not list, and names the right', async () => {
    arm = await startArm(tenantWithTasks({ first: { tasks: TASKS, childAccess: 'denied' } }));
    const { code, out } = await scan(arm, { cwd: folderOf({}) }, '-f', 'json', '--rule', RULE);
    expect([code, linesOf(out)]).toEqual([
      0,
      [
        'first/* unknown no-log-template permission listing Microsoft.ContainerRegistry/registries/tasks: HTTP 403 AuthorizationFailed',
      ],
    ]);
  });

  test('says what saves the logs elsewhere', async () => {
    arm = await startArm(tenantWithTasks({ first: { tasks: TASKS } }));
    const { out } = await scan(arm, { cwd: folderOf({}) }, '--rule', RULE);
    expect(out).toContain('  ✗ fail      first/build in rg-Apps  Azure.ACR.TaskLogs');
    expect(out).toContain('save the logs elsewhere: acraudit tasks export');
  });
});
