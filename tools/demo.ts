import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { armEnvironment, type RunningArm, startArm } from '../test/arm/start.ts';
import { type DemoResults, demoTenant, differences } from './demo-tenant.ts';

/*
 * `npm run demo`, or `npm run demo -- FOLDER`: lint, fix and scan without an Azure account, on data that is made up. It runs the
 * bundle as a user would, against the server that the tests use, and leaves the files to go on with. Ends with 0 when the
 * scan found what it should have found.
 */

/** Milliseconds for each answer: slow enough to see the progress. */
const LATENCY = 50;
const MARK = '.acraudit-demo';
const TEMPLATES = ['fails.json', 'passes.json', 'unknown.json'];
const WORKSPACE =
  '/subscriptions/5f1d8f2e-6a7b-4c3d-9e0f-1a2b3c4d5e6f/resourceGroups/rg-logs/providers/Microsoft.OperationalInsights/workspaces/law-contoso';

/** A folder that is new, or that an earlier demo made. */
function emptyFolder(folder: string): void {
  const isForeign = existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(join(folder, MARK));
  if (isForeign) throw new Error(`${folder} holds something else: name another folder`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, '.git'), { recursive: true });
  mkdirSync(join(folder, 'infra'));
  writeFileSync(join(folder, MARK), 'npm run demo makes this folder anew\n');
  for (const name of TEMPLATES) cpSync(join('docs/examples', name), join(folder, 'infra', name));
}

interface Demo {
  readonly folder: string;
  /** The entry of the bundle. */
  readonly cli: string;
  readonly arm: RunningArm;
}

/** Runs a command in the folder, with what it prints below it; `hidden` is what a user does not type. */
async function acraudit(
  { folder, cli, arm }: Demo,
  argv: readonly string[],
  hidden: readonly string[] = [],
): Promise<void> {
  console.log(`\n$ acraudit ${argv.join(' ')}`);
  const [command = '', ...rest] = argv;
  const child = spawn(process.execPath, [cli, command, ...hidden, ...rest], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...armEnvironment(arm), AZURE_TOKEN_CREDENTIALS: 'EnvironmentCredential' },
  });
  const code = await new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', done);
  });
  console.log(`$ echo $?\n${code}`);
}

async function play(demo: Demo): Promise<void> {
  const endpoint = ['--arm-endpoint', demo.arm.endpoint, '--authority-host', demo.arm.authorityHost];
  const logs = ['--rule', 'Azure.ACR.Logs'];
  console.log('\n# Templates: which registries will leave an audit trail?');
  await acraudit(demo, ['lint', 'infra', ...logs]);
  console.log('\n# The change that makes them pass; --write would make it');
  await acraudit(demo, ['fix', 'infra', ...logs]);
  console.log(
    '\n# Azure, made up and served on this machine: nothing leaves it. One registry may not be read, one is being',
  );
  console.log('# deleted, and a subscription is closed to us: each is said, and none passes');
  const reports = ['--report', 'json=results.json', '--report', 'html=report.html'];
  await acraudit(demo, ['scan', ...logs, '--save', 'scan.json', ...reports], endpoint);
  console.log('\n# Files that fix live registries');
  await acraudit(demo, ['fix', '--from', 'scan.json', '--out', 'fixes', '--workspace-id', WORKSPACE]);
}

function toGoOn({ folder, cli }: Omit<Demo, 'arm'>): string {
  const place = relative(process.cwd(), folder) || '.';
  const entry = relative(folder, cli);
  return `
Left in ${place}: infra (templates), scan.json (what Azure answered), results.json, report.html (open it in a browser),
fixes (templates, Bicep and a script). To go on:

  cd ${place}
  node ${entry} scan --from scan.json --verbose
  node ${entry} lint infra --set enableDiagnostics=true
  node ${entry} fix infra --write && node ${entry} lint infra`;
}

async function main({ folder, cli }: Omit<Demo, 'arm'>): Promise<void> {
  emptyFolder(folder);
  const tenant = demoTenant();
  const arm = await startArm(tenant, { latency: LATENCY });
  try {
    await play({ folder, cli, arm });
  } finally {
    await arm.stop();
  }
  const wrong = differences(tenant, JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as DemoResults);
  for (const mistake of wrong) console.error(mistake);
  process.exitCode = wrong.length === 0 ? 0 : 1;
  console.log(toGoOn({ folder, cli }));
}

const [folder = 'acraudit-demo', cli = 'dist/cli.js'] = process.argv.slice(2);
await main({ folder: resolve(folder), cli: resolve(cli) });
