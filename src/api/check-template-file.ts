import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DEFAULT_MAX_SIZE, discover } from '../sources/discover/discover.ts';
import { UsageError } from '../util/errors.ts';
import { nearest } from '../util/nearest.ts';

/** What each command takes one of. */
const COMMAND_INPUTS = { build: '.bicep file', expand: 'template' } as const;

/**
 * Checks that a file that a command was given is there.
 *
 * @throws UsageError when it is not, which names one that is close, or when it is a folder.
 */
export function checkTemplateFile(
  file: string,
  { cwd, command }: { readonly cwd: string; readonly command: keyof typeof COMMAND_INPUTS },
): void {
  const absolute = resolve(cwd, file);
  const found = statSync(absolute, { throwIfNoEntry: false });
  if (found === undefined) throw missing(file, absolute, cwd);
  if (found.isDirectory()) throw new UsageError(`${file} is a folder; ${command} takes one ${COMMAND_INPUTS[command]}`);
}

function missing(file: string, absolute: string, cwd: string): UsageError {
  const folder = dirname(absolute);
  const siblings = existsSync(folder)
    ? discover({ cwd, paths: [folder], gitignore: false, maxSize: DEFAULT_MAX_SIZE }).templates
    : [];
  const close = nearest(
    file,
    siblings.map((one) => one.file),
  );
  return new UsageError(`${file} does not exist${close === undefined ? '' : `; did you mean ${close}?`}`);
}
