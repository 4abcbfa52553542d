import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { foldersOfPackagesAbove, mustRun, nodeVersion, writeProject } from './package-folder.ts';
import { PACKAGE_USES, usesTypes } from './package-uses.ts';

/*
 * `npm run check:package [-- NODE…]`: packs what is in `dist`, checks what is packed, installs it into an empty folder
 * without network, and uses it there: with the Node that runs this, or with each of the given versions (such as 22 and
 * 24), which npm fetches.
 */

/** Bytes. */
const MAX_PACKED = 4_000_000;
const UNWANTED = /\.map$|^(?:src|test|tools|node_modules)\/|\.tsx?$(?<!\.d\.ts)/;

const folder = mkdtempSync(join(tmpdir(), 'acraudit-package-'));
const kb = (bytes: number): string => `${Math.round(bytes / 1000)} kB`;

async function pack(): Promise<string> {
  const argv = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const { out } = await mustRun('.', ['npm', ...argv]);
  const [packed] = JSON.parse(out) as [
    { filename: string; size: number; unpackedSize: number; files: { path: string }[] },
  ];
  const unwanted = packed.files.map(({ path }) => path).filter((path) => UNWANTED.test(path));
  if (unwanted.length > 0) throw new Error(`the package holds ${unwanted.join(', ')}`);
  if (packed.size > MAX_PACKED) throw new Error(`the package has ${kb(packed.size)}, more than ${kb(MAX_PACKED)}`);
  console.log(`packed: ${kb(packed.size)}, unpacked ${kb(packed.unpackedSize)}, ${packed.files.length} files`);
  return join(folder, packed.filename);
}

/** What others find wrong with packages: what `exports`, `types` and `bin` lead to, and how the types resolve. */
async function inspect(tarball: string): Promise<void> {
  await mustRun('.', ['node', 'node_modules/publint/src/cli.js', tarball, '--strict']);
  // A package that only has modules: these two ways to resolve it end there in any case.
  await mustRun('.', ['node', 'node_modules/@arethetypeswrong/cli/dist/index.js', tarball, '--profile', 'esm-only']);
  console.log('publint and attw find nothing');
}

async function install(tarball: string, project: string, env: Readonly<Record<string, string>>): Promise<void> {
  const above = foldersOfPackagesAbove(project);
  if (above.length > 0) throw new Error(`${above.join(', ')} would hide what the package lacks`);
  writeProject(project);
  // Nothing is cached there and nothing is fetched: every dependency would be missing.
  const alone = ['--offline', '--cache', join(folder, 'cache'), '--ignore-scripts', '--engine-strict'];
  const begun = performance.now();
  const { err } = await mustRun(project, ['npm', 'install', tarball, ...alone, '--no-audit', '--no-fund'], env);
  const seconds = (performance.now() - begun) / 1000;
  if (err !== '') throw new Error(`npm warns:\n${err}`);
  const packages = readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'));
  if (packages.join() !== 'acraudit') throw new Error(`npm installs ${packages.join(', ')}`);
  console.log(`installed: 1 package in ${seconds.toFixed(1)} s`);
}

try {
  const tarball = await pack();
  await inspect(tarball);
  const wanted = process.argv.slice(2);
  for (const number of wanted.length === 0 ? [undefined] : wanted) {
    const { version, env } = await nodeVersion(join(folder, `node-${number ?? 'own'}`), number);
    console.log(`Node ${version}`);
    const project = join(folder, `project-${number ?? 'own'}`);
    await install(tarball, project, env);
    for (const use of [...PACKAGE_USES, usesTypes]) console.log(`  works: ${await use({ folder: project, env })}`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(resolve(folder), { recursive: true, force: true });
}
