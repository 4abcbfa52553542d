import { readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { type FileProblem, readBounded, readProblem } from '../util/bounded-read.ts';
import { UsageError } from '../util/errors.ts';
import { nearest } from '../util/nearest.ts';
import type { Config } from './config.ts';
import { printable, quote } from './config-problems.ts';
import { findConfigFile, findRepositoryRoot } from './find-config-file.ts';
import type { KnownRule } from './known-rules.ts';
import { parseConfig } from './parse-config.ts';

export interface LoadConfigRequest {
  /** `--config FILE`, relative to the working folder. */
  readonly explicit?: string;
  /** `--no-config`. */
  readonly none: boolean;
  /** The input that the search for a file starts from: a folder or a file. */
  readonly start: string;
  readonly knownRules: readonly KnownRule[];
  readonly knownPacks?: readonly string[];
  /** The folder that names are relative to. */
  readonly cwd: string;
}

/** Bytes. Configurations are written by hand, and none comes near this size. */
const MAX_CONFIG_BYTES = 1_000_000;

/**
 * Finds and reads the configuration of a run.
 *
 * @throws UsageError when the file is missing, unreadable, over 1 MB, not UTF-8, or wrong in any way.
 */
export async function loadConfig(request: LoadConfigRequest): Promise<Config> {
  const { explicit, none, start, knownRules, knownPacks, cwd } = request;
  if (explicit !== undefined && none) throw new UsageError('--config and --no-config exclude each other');
  const input = resolve(cwd, start);
  if (none) return emptyConfig(input);
  const file = explicit === undefined ? findConfigFile(input) : resolve(cwd, explicit);
  if (file === undefined) return emptyConfig(input);
  const shown = explicit ?? relative(cwd, file).split(sep).join('/');
  if (explicit === undefined) checkFoundFile(file, shown);
  else checkNamedFile(file, explicit);
  const content = await parseConfig(readText(file, shown), { file: shown, knownRules, knownPacks });
  return { file, root: explicit === undefined ? dirname(file) : cwd, ...content };
}

function emptyConfig(input: string): Config {
  const isFile = statSync(input, { throwIfNoEntry: false })?.isFile() === true;
  const root = findRepositoryRoot(input) ?? (isFile ? dirname(input) : input);
  return { root, rules: new Map(), deployments: [] };
}

/** A discovered file is controlled by the repository, so it must not link outside of it. */
function checkFoundFile(file: string, shown: string): void {
  if (statOf(file, shown) === undefined)
    throw new UsageError(`${printable(shown)}: is a broken symbolic link`, atFile(shown));
  const repository = findRepositoryRoot(dirname(file));
  if (repository === undefined) return;
  const inside = relative(realpathSync(repository), realpathSync(file));
  if (inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    const hint = `If that is meant, name it: --config ${printable(shown)}`;
    throw new UsageError(`${printable(shown)}: is a link out of the repository`, { ...atFile(shown), hint });
  }
}

function checkNamedFile(file: string, explicit: string): void {
  if (statOf(file, explicit) !== undefined) return;
  const near = nearest(basename(file), fileNamesIn(dirname(file)));
  const help = near === undefined ? '' : `; did you mean ${quote(join(dirname(explicit), near).split(sep).join('/'))}?`;
  throw new UsageError(`--config ${printable(explicit)}: no such file${help}`, atFile(explicit));
}

function statOf(file: string, shown: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch (cause) {
    throw unreadableError(shown, readProblem(cause), cause);
  }
}

function unreadableError(shown: string, { code, message }: FileProblem, cause?: unknown): UsageError {
  const detail = /^E[A-Z0-9]+$/.test(code) ? `${message} (${code})` : message;
  const reason = code === 'too-large' ? 'is larger than 1 MB' : `cannot be read: ${detail}`;
  return new UsageError(`${printable(shown)}: ${reason}`, { ...atFile(shown), ...(cause !== undefined && { cause }) });
}

function fileNamesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [] : [entry.name]));
  } catch {
    return []; // Only a suggestion is lost: the file is missing either way.
  }
}

function readText(file: string, shown: string): string {
  const read = readBounded(file, MAX_CONFIG_BYTES);
  if ('problem' in read) throw unreadableError(shown, read.problem);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(read.bytes);
  } catch (cause) {
    throw new UsageError(`${printable(shown)}: is not valid UTF-8`, { ...atFile(shown), cause });
  }
}

function atFile(file: string): { location: { file: string } } {
  return { location: { file } };
}
