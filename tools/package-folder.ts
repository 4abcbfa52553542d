import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** How a command ended, and what it wrote. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a program in a folder, and resolves when it has ended. */
export function runIn(
  folder: string,
  [program = '', ...argv]: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const child = spawn(program, argv, {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // npm is a script there.
    shell: process.platform === 'win32',
  });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? -1, ...said }));
  });
}

/** The same, of a command that has to succeed. */
export async function mustRun(
  folder: string,
  command: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const ended = await runIn(folder, command, env);
  if (ended.code !== 0) throw new Error(`${command.join(' ')} ended with ${ended.code}:\n${ended.err}${ended.out}`);
  return ended;
}

/** A version of Node to use the package with. */
export interface NodeVersion {
  /** As `node --version` prints it. */
  readonly version: string;
  /** What puts it first on the path. */
  readonly env: Readonly<Record<string, string>>;
}

/** The version of Node that runs this, or another, which npm fetches into the folder. */
export async function nodeVersion(folder: string, wanted?: string): Promise<NodeVersion> {
  if (wanted !== undefined) await installNode(folder, wanted);
  const bin = wanted === undefined ? dirname(process.execPath) : join(folder, 'node_modules', 'node', 'bin');
  const env = { PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
  const { out } = await mustRun('.', [join(bin, 'node'), '--version']);
  return { version: out.trim(), env };
}

async function installNode(folder: string, wanted: string): Promise<void> {
  writeProject(folder);
  await mustRun(folder, ['npm', 'install', `node@${wanted}`, '--no-audit', '--no-fund']);
}

/** A folder that is a project without dependencies. */
export function writeProject(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
}

/** The packages that modules in a folder can see besides its own. */
export function foldersOfPackagesAbove(folder: string): readonly string[] {
  const above = dirname(folder);
  if (above === folder) return [];
  const packages = join(above, 'node_modules');
  return [...(existsSync(packages) ? [packages] : []), ...foldersOfPackagesAbove(above)];
}
