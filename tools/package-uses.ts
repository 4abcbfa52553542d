import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { generateTenant } from '../test/arm/generate-tenant.ts';
import { armEnvironment, startArm } from '../test/arm/start.ts';
import { blocksOf } from '../test/docs/markdown.ts';
import { isPrinted, stepsOf, wordsOf } from '../test/docs/sessions.ts';
import { registry, template } from '../test/support/arm-templates.ts';
import { type Ended, mustRun, runIn } from './package-folder.ts';

/** A folder that the package is installed in, and the environment to run it with. */
export interface Installed {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A use of the package that throws when it does not work, and says what it did when it does. */
export type PackageUse = (installed: Installed) => Promise<string>;

/** What people do with the package, first of all. Each loads parts that the others do not. */
export const PACKAGE_USES: readonly PackageUse[] = [
  lintsAndFixes,
  readsConfiguration,
  scans,
  writesQueries,
  showsReadme,
  completes,
];

function acraudit({ folder, env }: Installed, ...argv: readonly string[]): Promise<Ended> {
  return runIn(folder, ['node', join('node_modules', 'acraudit', 'dist', 'cli.js'), ...argv], env);
}

function expectCode(wanted: number, what: string, { code, out, err }: Ended): void {
  if (code !== wanted) throw new Error(`${what} ended with ${code} instead of ${wanted}:\n${err}${out}`);
}

async function lintsAndFixes(installed: Installed): Promise<string> {
  writeFileSync(join(installed.folder, 'main.json'), JSON.stringify(template([registry()]), null, 2));
  const lint = ['npx', '--no', 'acraudit', 'lint', 'main.json', '--report', 'sarif=main.sarif'];
  expectCode(1, 'lint', await runIn(installed.folder, lint, installed.env));
  const fixed = await acraudit(installed, 'fix', 'main.json');
  expectCode(1, 'fix', fixed);
  if (!fixed.out.includes('+++ b/main.json')) throw new Error(`fix prints no change:\n${fixed.err}${fixed.out}`);
  return 'npx acraudit lint, and fix';
}

/** The parsers of YAML and of schemas are loaded for a configuration alone. */
async function readsConfiguration(installed: Installed): Promise<string> {
  const file = join(installed.folder, 'own.yaml');
  writeFileSync(file, 'failOn: never\n');
  expectCode(0, 'lint with a configuration', await acraudit(installed, 'lint', 'main.json', '--config', 'own.yaml'));
  writeFileSync(file, 'failOm: never\n');
  expectCode(2, 'lint with a wrong one', await acraudit(installed, 'lint', 'main.json', '--config', 'own.yaml'));
  return 'a configuration, right and wrong';
}

/** The Azure SDK signs in and reads, from the server that the tests use. */
async function scans(installed: Installed): Promise<string> {
  const tenant = generateTenant({ subscriptions: 2, registries: 6 });
  const arm = await startArm(tenant);
  try {
    const where = ['--arm-endpoint', arm.endpoint, '--authority-host', arm.authorityHost];
    const env = { ...installed.env, ...armEnvironment(arm), AZURE_TOKEN_CREDENTIALS: 'EnvironmentCredential' };
    const argv = ['scan', ...where, '--no-config', '--fail-on', 'never', '-f', 'json', '--rule', 'Azure.ACR.Logs'];
    const { out, err } = await acraudit({ ...installed, env }, ...argv);
    const { results } = JSON.parse(out) as { readonly results: readonly object[] };
    if (results.length !== tenant.registries.length) throw new Error(`scan found ${results.length} of 6:\n${err}`);
    return 'scan, through the Azure SDK';
  } finally {
    await arm.stop();
  }
}

/** They are files of the package, and no part of the bundle. */
async function writesQueries(installed: Installed): Promise<string> {
  const { out, err, code } = await acraudit(installed, 'queries', '--out', 'queries');
  expectCode(0, 'queries', { out, err, code });
  if (!out.includes('queries/queries/failed-logins.kql')) throw new Error(`queries writes:\n${out}`);
  return 'queries, to a folder';
}

/** In the package's own folder, as someone who reads it there would. */
async function showsReadme({ folder, env }: Installed): Promise<string> {
  const root = join(folder, 'node_modules', 'acraudit');
  const blocks = blocksOf(readFileSync(join(root, 'README.md'), 'utf8'));
  const steps = blocks.filter(({ language }) => language === 'console').flatMap(stepsOf);
  let code: number | undefined;
  for (const { command, expected } of steps) {
    if (command === '$ echo $?') {
      if (`${code}\n` !== expected) throw new Error(`the exit code is ${code}, not ${expected}`);
      continue;
    }
    const ran = await runIn(root, ['node', 'dist/cli.js', ...wordsOf(command).slice(2)], env);
    code = ran.code;
    if (!isPrinted(ran.err + ran.out, expected)) throw new Error(`${command} prints:\n${ran.err}${ran.out}`);
  }
  return `the ${steps.length} commands of the README`;
}

async function completes(installed: Installed): Promise<string> {
  const root = join(installed.folder, 'node_modules', 'acraudit');
  const { out } = await acraudit(installed, 'completion', 'bash');
  if (out !== readFileSync(join(root, 'completions', 'acraudit.bash'), 'utf8')) throw new Error('no script for bash');
  const env = { ...installed.env, SHELL: 'bash', COMP_CWORD: '3' };
  const asked = await acraudit({ ...installed, env }, 'completion-server', '--', 'acraudit', 'lint', '--fail-on', 'w');
  if (asked.out !== 'warning\n') throw new Error(`completion offers:\n${asked.out}`);
  return 'completion';
}

const PROGRAM = `import { defineRule, type Finding, fix, lint, type Rule, scan } from 'acraudit';

const { result } = await lint({ paths: ['main.json'], rules: ['Azure.ACR.Logs'], config: false });
const outcomes: readonly Finding['outcome'][] = result.findings.map(({ outcome }) => outcome);
const { fixes } = await fix({ paths: ['main.json'], rules: ['Azure.ACR.Logs'], config: false });
const define: (rule: Rule) => Rule = defineRule;
// @ts-expect-error a request has types
const wrong = () => scan({ concurrency: 'many' });
process.stdout.write([outcomes.join(), fixes.length, typeof define, typeof wrong].join(' '));
`;

/** A program is checked as Node and as bundlers resolve modules, with all of the declarations, and then run. */
export async function usesTypes({ folder, env }: Installed): Promise<string> {
  writeFileSync(join(folder, 'program.mts'), PROGRAM);
  const tsc = ['node', resolve('node_modules/typescript/bin/tsc'), '--strict', '--target', 'es2023'];
  const types = ['--typeRoots', resolve('node_modules/@types'), '--types', 'node'];
  for (const [module, resolution] of [
    ['node16', 'node16'],
    ['esnext', 'bundler'],
  ] as const)
    await mustRun(folder, [...tsc, ...types, '--module', module, '--moduleResolution', resolution, 'program.mts']);
  const { out } = await mustRun(folder, ['node', 'program.mjs'], env);
  if (out !== 'fail 1 function function') throw new Error(`the program prints ${out}`);
  return 'a program, type-checked with moduleResolution node16 and bundler';
}
