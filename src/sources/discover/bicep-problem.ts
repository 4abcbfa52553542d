import type { FileProblem } from '../../util/bounded-read.ts';

/** File names that are safe in a command that users paste into a shell. */
const SHELL_SAFE = /^[\w./-]{1,200}$/;

/** Why a named `.bicep` or `.bicepparam` file is not read, and what to do. */
export function bicepProblem(file: string): FileProblem {
  const command = /param$/i.test(file) ? 'bicep build-params' : 'bicep build';
  const shown = SHELL_SAFE.test(file) && !file.startsWith('-') ? `${command} ${file}` : command;
  return { code: 'bicep-not-read', message: `Bicep is read as the JSON it compiles to: run \`${shown}\`` };
}
