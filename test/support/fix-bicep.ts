import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acraudit, folderOf, lintJson } from './cli.ts';

export interface FixedBicep {
  /** Of the files that are asked for. */
  readonly texts: Readonly<Record<string, string>>;
  readonly said: readonly string[];
  /** Of the rules that are fixed, each once. */
  readonly outcomes: readonly string[];
}

/** Fixes `main.bicep` on disk with what the command line does, and lints what it becomes. */
export async function fixBicep(
  files: Readonly<Record<string, string>>,
  ...flags: readonly string[]
): Promise<FixedBicep> {
  const cwd = folderOf(files);
  const { err } = await acraudit(cwd, 'fix', 'main.bicep', '--write', ...flags);
  const linted = await lintJson(cwd, 'main.bicep');
  const texts = textsOf(cwd, files);
  await acraudit(cwd, 'fix', 'main.bicep', '--write', ...flags);
  const again = textsOf(cwd, files);
  if (JSON.stringify(again) !== JSON.stringify(texts))
    throw new Error(`another run changes more: ${again['main.bicep']}`);
  const counted = linted.results.filter(({ affectsExitCode }) => affectsExitCode);
  return {
    texts,
    said: err.trim().split('\n'),
    outcomes: [...new Set(counted.map(({ outcome }) => outcome)), ...linted.errors.map(({ message }) => message)],
  };
}

function textsOf(cwd: string, files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.keys(files).map((file) => [file, readFileSync(join(cwd, file), 'utf8')]));
}
