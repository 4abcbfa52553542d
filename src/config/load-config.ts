import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { Overlay } from '../util/bounded-read.ts';
import { UsageError } from '../util/errors.ts';
import { nearest } from '../util/nearest.ts';
import { type Config, NO_SETTINGS } from './config.ts';
import { printable, quote } from './config-problems.ts';
import { readWithBases } from './extend-config.ts';
import { findConfigFile, findRepositoryRoot } from './find-config-file.ts';
import type { KnownRule } from './known-rules.ts';
import { atFile, leadsOutOf, statOf } from './read-config-file.ts';

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
  /** Contents in place of those on disk. */
  readonly overlay?: Overlay | undefined;
}

/**
 * Finds and reads the configuration of a run, and what it extends.
 *
 * @throws UsageError when a file is missing, unreadable, over 1 MB, not UTF-8, or wrong in any way.
 */
export async function loadConfig(request: LoadConfigRequest): Promise<Config> {
  const { explicit, none, start, knownRules, knownPacks, cwd, overlay } = request;
  if (explicit !== undefined && none) throw new UsageError('--config and --no-config exclude each other');
  const input = resolve(cwd, start);
  if (none) return emptyConfig(input);
  const file = explicit === undefined ? findConfigFile(input) : resolve(cwd, explicit);
  if (file === undefined) return emptyConfig(input);
  const shown = explicit ?? relative(cwd, file).split(sep).join('/');
  if (explicit === undefined) checkFoundFile(file, shown);
  else checkNamedFile(file, explicit);
  const within = findRepositoryRoot(dirname(file)) ?? dirname(file);
  const read = await readWithBases({ file, shown }, { knownRules, knownPacks, cwd, within, overlay });
  return { file, root: explicit === undefined ? dirname(file) : cwd, ...read };
}

/** The configuration where there is no file. */
function emptyConfig(input: string): Config {
  const isFile = statSync(input, { throwIfNoEntry: false })?.isFile() === true;
  const root = findRepositoryRoot(input) ?? (isFile ? dirname(input) : input);
  return { root, extended: [], ...NO_SETTINGS };
}

/** A discovered file is controlled by the repository, so it must not link outside of it. */
function checkFoundFile(file: string, shown: string): void {
  if (statOf(file, shown) === undefined)
    throw new UsageError(`${printable(shown)}: is a broken symbolic link`, atFile(shown));
  const repository = findRepositoryRoot(dirname(file));
  if (repository === undefined || !leadsOutOf(repository, file)) return;
  const hint = `If that is meant, name it: --config ${printable(shown)}`;
  throw new UsageError(`${printable(shown)}: is a link out of the repository`, { ...atFile(shown), hint });
}

function checkNamedFile(file: string, explicit: string): void {
  if (statOf(file, explicit) !== undefined) return;
  const near = nearest(basename(file), fileNamesIn(dirname(file)));
  const help = near === undefined ? '' : `; did you mean ${quote(join(dirname(explicit), near).split(sep).join('/'))}?`;
  throw new UsageError(`--config ${printable(explicit)}: no such file${help}`, atFile(explicit));
}

function fileNamesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [] : [entry.name]));
  } catch {
    return []; // Only a suggestion is lost: the file is missing either way.
  }
}
