import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { REGISTRY_TYPE } from '../src/model/azure/resource-types.ts';
import { type Expected, expectedOfRegistry } from '../test/arm/expected.ts';
import { generateTenant } from '../test/arm/generate-tenant.ts';
import { armEnvironment, type RunningArm, startArm } from '../test/arm/start.ts';
import type { Tenant } from '../test/arm/tenant.ts';

/*
 * `npm run demo:scan`: a scan without an Azure account. It starts the server that the tests use, with a tenant that is made
 * up, and runs the bundle against it. Ends with 0 when the scan found what it should have found.
 */

/** Milliseconds for each answer: slow enough to see the progress. */
const LATENCY = 400;

/** Four subscriptions, one of them inaccessible; of one registry the settings are refused, and one is deleted meanwhile. */
function demoTenant(): Tenant {
  const tenant = generateTenant({ subscriptions: 4, registries: 30, groupsPerSubscription: 3 });
  const hidden = tenant.subscriptions.at(-1)?.id;
  const [refused, , gone] = tenant.registries.filter(({ subscription }) => subscription !== hidden);
  return {
    ...tenant,
    subscriptions: tenant.subscriptions.map((one) => (one.id === hidden ? { ...one, access: 'noRegistries' } : one)),
    registries: tenant.registries.map((one) => {
      if (one === refused) return { ...one, access: 'denied' };
      return one === gone ? { ...one, access: 'deleted' } : one;
    }),
  };
}

interface Results {
  readonly summary: { readonly targets: Readonly<Record<string, { readonly deleted: number }>> };
  readonly results: readonly { readonly outcome: string; readonly target: { readonly id: string } }[];
}

/** What differs between the results and what is known of the tenant; empty when the scan was right. */
function differences(tenant: Tenant, { summary, results }: Results): readonly string[] {
  const found = new Map(results.map(({ outcome, target }) => [target.id.toLowerCase(), outcome]));
  const expected = new Map<string, Expected>(
    tenant.registries.map((one) => [one.id.toLowerCase(), expectedOfRegistry(tenant, one)]),
  );
  const gone = [...expected.values()].filter((outcome) => outcome === 'deleted').length;
  const wrong = [...expected].flatMap(([id, outcome]) => {
    const shown = outcome === 'deleted' || outcome === 'unlisted' ? undefined : outcome;
    return found.get(id) === shown ? [] : [`${id}: ${found.get(id) ?? 'no result'}, expected ${outcome}`];
  });
  const deleted = summary.targets[REGISTRY_TYPE]?.deleted;
  return deleted === gone ? wrong : [...wrong, `${deleted} deleted, expected ${gone}`];
}

function runScan(arm: RunningArm, report: string): Promise<number | null> {
  const where = ['--arm-endpoint', arm.endpoint, '--authority-host', arm.authorityHost];
  const argv = ['scan', ...where, '--no-config'];
  console.log(`$ acraudit ${argv.join(' ')}\n`);
  const child = spawn(process.execPath, [resolve('dist/cli.js'), ...argv, '--report', `json=${report}`], {
    stdio: 'inherit',
    env: { ...process.env, ...armEnvironment(arm), AZURE_TOKEN_CREDENTIALS: 'EnvironmentCredential' },
  });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', done);
  });
}

async function main(): Promise<void> {
  const tenant = demoTenant();
  const folder = mkdtempSync(join(tmpdir(), 'demo-'));
  const arm = await startArm(tenant, { latency: LATENCY });
  console.log(`A tenant that is made up, served on this machine as Azure Resource Manager would: ${tenant.subscriptions.length}
subscriptions, one of them inaccessible; ${tenant.registries.length} registries, one of which may not be read and one of which is
deleted while the scan runs. Nothing is sent to Azure.\n`);
  try {
    const report = join(folder, 'results.json');
    const code = await runScan(arm, report);
    console.log(
      `\nIts exit code is ${code}: 1 when a registry fails, 3 when none does and something could not be read.`,
    );
    const wrong = differences(tenant, JSON.parse(readFileSync(report, 'utf8')) as Results);
    for (const mistake of wrong) console.error(mistake);
    process.exitCode = wrong.length === 0 && (code === 1 || code === 3) ? 0 : 1;
  } finally {
    await arm.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
