import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { assertResults } from './results-schema.ts';

/** What one run of the command line did. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

type Counts = Readonly<Record<'listed' | 'evaluated' | 'unknown' | 'deleted' | 'notDeployed', number>>;

/** How many registries a run saw, and what became of them. */
export function registryCounts({ targets }: Pick<Results['summary'], 'targets'>): Counts {
  const counts = targets['Microsoft.ContainerRegistry/registries'];
  if (counts === undefined) throw new Error('the summary counts no registries');
  return counts;
}

/** What tests look at in JSON results. */
export interface Results {
  readonly summary: {
    readonly pass: number;
    readonly fail: number;
    readonly unknown: number;
    readonly error: number;
    readonly notApplicable: number;
    readonly targets: Readonly<Record<string, Counts>>;
    readonly inputs: Readonly<Record<'read' | 'unreadable' | 'skipped', number>>;
  };
  readonly results: readonly {
    readonly rule: string;
    readonly outcome: string;
    readonly level: string;
    readonly basis: string;
    readonly affectsExitCode: boolean;
    readonly excludedBecause?: string;
    readonly target: {
      readonly name: string;
      readonly writtenName?: string;
      readonly id: string;
      readonly parameters?: string;
    };
    readonly message: string;
    readonly reasons: readonly { readonly id: string; readonly category?: string; readonly location?: Place }[];
    readonly dependsOn: readonly { readonly kind: string; readonly name: string; readonly location?: Place }[];
    readonly notes: readonly { readonly message: string; readonly location?: Place }[];
    readonly location: Place;
    readonly fingerprint: string;
    readonly comparison?: string;
    readonly suppression: { readonly reason: string } | null;
  }[];
  readonly errors: readonly { readonly code: string; readonly message: string; readonly location?: Place }[];
  readonly notes: readonly { readonly message: string; readonly location?: Place }[];
  readonly comparison?: {
    readonly with: string;
    readonly new: number;
    readonly unchanged: number;
    readonly fixed: readonly { readonly file: string; readonly target: { readonly name: string } }[];
  };
}

export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly path?: string;
}

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A new folder that is a repository of its own, with these files; what is no text or bytes is written as JSON. */
export function folderOf(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'acraudit-'));
  folders.push(folder);
  mkdirSync(join(folder, '.git'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    const bytes = content instanceof Uint8Array || typeof content === 'string';
    writeFileSync(join(folder, name), bytes ? content : JSON.stringify(content, null, 2));
  }
  return folder;
}

/** Runs a command line in this process. */
export async function acraudit(cwd: string, ...argv: readonly string[]): Promise<Ran> {
  return acrauditIn({ cwd }, ...argv);
}

export interface Surroundings {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly isTerminal?: boolean;
  readonly outIsFile?: boolean;
  /** What comes by standard input. */
  readonly input?: AsyncIterable<Uint8Array>;
  /** Columns of the terminal. */
  readonly width?: number;
}

export async function acrauditIn(around: Surroundings, ...argv: readonly string[]): Promise<Ran> {
  let out = '';
  let err = '';
  const streams = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    isTerminal: around.isTerminal ?? false,
    env: around.env ?? {},
    ...(around.width !== undefined && { width: around.width }),
    ...(around.outIsFile !== undefined && { outIsFile: around.outIsFile }),
    ...(around.input !== undefined && { input: around.input }),
  };
  const code = await main(withOneRule(argv), streams, around.cwd);
  return { code, out, err };
}

const CHOOSES_RULES = ['--rule', '--exclude-rule', '--pack', '--print-config'];

/** What is tested here is seldom which rules run: unless a test chooses them, `Azure.ACR.Logs` alone does. */
function withOneRule(argv: readonly string[]): readonly string[] {
  const [command = ''] = argv;
  const isChosen = argv.some((word) => CHOOSES_RULES.some((flag) => word === flag || word.startsWith(`${flag}=`)));
  if (
    !['lint', 'scan', 'fix'].includes(command) ||
    argv.includes('--policy') ||
    (command === 'fix' && argv.includes('--from')) ||
    isChosen
  )
    return argv;
  return [command, '--rule', 'Azure.ACR.Logs', ...argv.slice(1)];
}

/** Lints with JSON results, which are checked against their schema. */
export async function lintJson(cwd: string, ...argv: readonly string[]): Promise<Results & { readonly code: number }> {
  const { code, out, err } = await acraudit(cwd, 'lint', '-f', 'json', ...argv);
  if (out === '') throw new Error(`no results: ${err}`);
  assertResults(out);
  return { ...(JSON.parse(out) as Results), code };
}
